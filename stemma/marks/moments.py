"""What the words of a time expression say, before the calendar makes a date of it.

A *node* is a stretch of tokens with its *fields*: the month and the day of "12 November", the step and the unit of
"next week", the hour of "at 5". Neighbouring nodes that say different things about the same time join into one:
"Monday" and "next week" and "at 5". `stemma.marks.calendar` resolves what comes out.
"""

from __future__ import annotations

from typing import Any, NamedTuple

Fields = dict[str, Any]
"""Names and values of what the words say:

* calendar: `year`, `yy` (two digits), `years` (offset), `month`, `day`, `weekday` (1 Monday), `week`, `season`,
  `quarter`, `half`, `holiday` (a key of `stemma.languages.holidays`), `weekend`, `decade`, `century`;
* relative: `offset` (days from the report), `then` (days from the last date mentioned), `step` with `unit`,
  `shift` (amounts and a sign; `about` where they are rough), `same` (a unit);
* of a day: `part` (MO, MI, AF, EV, NI, DT), `hour`, `minute`, `second`, `meridiem`, `zone` (minutes), `spoken`
  (the hour was told in words);
* of other nodes: `nth` (number and unit or weekday) and `moved` (amounts and a sign), both with `of` (fields),
  `mod`, `reference`, `figure` (a number that its neighbour will explain);
* `amounts` of a duration, `set` (what comes back).
"""

MAX_NODES = 40
"""Nodes kept for one first token; keeps hostile text (lists of hundreds of dates without a stop) linear."""


class Node(NamedTuple):
    """Tokens `first:last` and what they say; `begin:finish` becomes the mark.

    A weak node counts only beside others; a doubtful one is weak because its word is an ordinary one as well.
    """

    first: int
    last: int
    begin: int
    finish: int
    kind: str
    fields: Fields
    rule: str
    weak: bool = False
    parts: tuple[Node, ...] = ()
    doubtful: bool = False

    @property
    def size(self) -> int:
        return self.finish - self.begin


def figure_node(first: int, last: int, figure: int, in_words: bool = False) -> Node:
    """A bare number, in figures or words, that the other end of a range will explain."""
    fields: Fields = {"figure": figure, "word": True} if in_words else {"figure": figure}
    return Node(first, last, first, last, "point", fields, "time.figure", True)


_GROUPS = {
    "year": "Y",
    "yy": "Y",
    "years": "Y",
    "month": "M",
    "season": "Q",
    "quarter": "Q",
    "half": "Q",
    "holiday": "H",
    "day": "D",
    "weekday": "W",
    "weekend": "E",
    "week": "E",
    "offset": "R",
    "then": "R",
    "shift": "R",
    "same": "R",
    "nth": "N",
    "moved": "R",
    "part": "P",
    "hour": "C",
    "meridiem": "A",
    "zone": "Z",
    "step": "S",
    "mod": "m",
    "figure": "f",
    "decade": "X",
    "century": "X",
    "reference": "X",
}
_TOGETHER = tuple(
    frozenset(group)
    for group in (
        "mYMDWPCAZ",
        "mSMDWPCAZ",
        "mYHPCAZE",
        "mSHPCAZ",
        "mYQ",
        "mSQ",
        "mRPCAZW",
        "mSWPCAZ",
        "mNPCAZ",
        "mEWPCAZ",
        "mEYM",
        "mYX",
        "SPCAZ",
    )
)
"""Which kinds of fields one expression may hold together: year and month and day and clock; step and weekday and clock.

Y year, M month, Q season or quarter, H holiday, D day, W weekday, E week or weekend, R a day told from another, N "the
third Monday of", S step (last, next), P part of the day, C clock, A half of the day, Z time zone, m modifier, X
decade or century.
"""


def groups_of(fields: Fields) -> frozenset[str]:
    """The kinds of what the fields say."""
    found = {_GROUPS[name] for name in fields if name in _GROUPS}
    unit = fields.get("unit")
    if "step" in fields and unit is not None:
        found.discard("S")
        found.add("Y" if unit == "year" else "Q" if unit == "quarter" else "R" if unit == "day" else "E")
        if unit == "month":
            found = (found - {"E"}) | {"S", "M"}
    return frozenset(found)


def joined(left: Node, right: Node) -> Node | None:
    """One node that says what both say, or None where they do not belong together."""
    if left.kind == "none" or right.kind == "none":
        return None
    if left.kind == "set" or right.kind == "set":
        return _joined_set(left, right)
    if left.kind == "duration" and right.kind == "duration":
        return _joined_durations(left, right)
    if right.kind in ("range", "list") or left.kind in ("range", "list"):
        return _joined_range(left, right)
    if left.kind == "duration" or right.kind == "duration":
        return _with_mod(left, right)
    a, b = groups_of(left.fields), groups_of(right.fields)
    if not _fit(a, b, left, right):
        return None
    fields = {**left.fields, **right.fields}
    kind = left.kind if a - {"m"} else right.kind
    weak = left.weak and right.weak and not ("W" in a | b and "C" in a | b)
    return Node(left.first, right.last, left.begin, right.finish, kind, fields, _rule(left, right), weak)


def _fit(a: frozenset[str], b: frozenset[str], left: Node, right: Node) -> bool:
    if not a.isdisjoint(b) or "f" in a or "f" in b:
        return False
    both = a | b
    if not any(both <= group for group in _TOGETHER):
        return False
    if "M" in both and "D" not in both and both & {"W", "P", "C"}:
        return False
    if "E" in both and "W" not in both and both & {"P", "C"}:
        return False
    if ("m" in b and b != {"m", "P"}) or ("m" in a and a != {"m"} and b != {"Y"}):
        return False
    if "Y" in a:
        dated = bool(a & {"D", "H"}) and b <= {"P", "C", "A", "Z", "m"}
        return dated or (a == {"Y"} and b == {"M"} and "year" in left.fields and right.first == left.last)
    if "Y" in b and b.isdisjoint({"M", "H"}):
        return bool(a & {"M", "Q", "H"}) or a == {"m"} or "week" in left.fields
    if a == {"m"} and b <= {"P", "C", "A"}:
        return left.fields["mod"] == "APPROX" or "P" in b
    if b <= {"A", "Z"}:
        return "C" in a
    return not a <= {"A", "Z"}


def _rule(left: Node, right: Node) -> str:
    return left.rule if left.rule == right.rule else f"{left.rule} + {right.rule}"


def _with_mod(left: Node, right: Node) -> Node | None:
    if right.kind == "duration" and left.fields.keys() == {"mod"} and left.fields["mod"] == "APPROX":
        fields = {**right.fields, **left.fields}
        return right._replace(first=left.first, begin=left.begin, fields=fields)
    return None


UNIT_ORDER = ("century", "decade", "year", "quarter", "month", "week", "day", "hour", "minute", "second")


def _joined_durations(left: Node, right: Node) -> Node | None:
    """ "three years and four months": smaller units follow larger ones."""
    a, b = left.fields["amounts"], right.fields["amounts"]
    if a[-1][1] not in UNIT_ORDER or b[0][1] not in UNIT_ORDER or "mod" in right.fields:
        return None
    if UNIT_ORDER.index(a[-1][1]) >= UNIT_ORDER.index(b[0][1]) or "X" in (a[-1][0], b[0][0]):
        return None
    fields = {**left.fields, "amounts": (*a, *b)}
    return left._replace(last=right.last, finish=right.finish, fields=fields)


def _joined_set(left: Node, right: Node) -> Node | None:
    """ "every Friday at 5", "at 5 every day": what comes back, with its clock or part of the day."""
    base, other = (left, right) if left.kind == "set" else (right, left)
    if other.kind not in ("point", "clock") or groups_of(other.fields) - {"P", "C", "A", "W"}:
        return None
    value = base.fields["set"]
    if "weekday" in other.fields and not value.endswith("W"):
        return None
    if any(name in base.fields for name in other.fields):
        return None
    fields = {**other.fields, **base.fields}
    return Node(left.first, right.last, left.begin, right.finish, "set", fields, _rule(left, right))


def _joined_range(left: Node, right: Node) -> Node | None:
    """ "Thursday from 9 to 11", "5 to 7 May 2024": what stands beside a range holds for both its ends."""
    base, other = (left, right) if left.kind in ("range", "list") else (right, left)
    if other.kind in ("range", "list", "duration", "set") or base.first == base.last:
        return None
    extra = groups_of(other.fields)
    parts = []
    for number, part in enumerate(base.parts):
        if number and other.fields.keys() == {"mod"}:
            parts.append(part)
            continue
        own = groups_of(part.fields)
        fits = _fit(own, extra, part, other) if base is left else _fit(extra, own, other, part)
        if not fits:
            return None
        parts.append(part._replace(fields={**part.fields, **other.fields}))
    first, last = parts[0], parts[-1]
    if base is left:
        parts[-1] = last._replace(finish=other.finish)
    else:
        parts[0] = first._replace(begin=other.begin)
    weak = base.weak and (other.weak or not extra & {"W", "R", "D", "M", "S"})
    return Node(left.first, right.last, left.begin, right.finish, base.kind, base.fields, base.rule, weak, tuple(parts))
