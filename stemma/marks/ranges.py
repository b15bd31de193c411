"""Ranges and lists: what each end takes from the other, and what bare figures mean beside it."""

from __future__ import annotations

from stemma.languages.dates import LATEST_YEAR
from stemma.languages.phrases import PhraseMatch
from stemma.marks.moments import Fields, Node

_DATE = frozenset({"day", "month"})


def is_bare(match: PhraseMatch) -> bool:
    """Whether both ends of a range are numbers without more."""
    ends = [match.slots[name].value for name in ("begin", "end") if name in match.slots]
    return len(ends) > 1 and all("figure" in end.fields for end in ends)


def range_of(match: PhraseMatch) -> Node | None:
    """The node of a range or list that a frame of the pack holds, or None where its ends do not go together."""
    begin, end = match.slots.get("begin"), match.slots.get("end")
    if begin is None or end is None:
        return None
    later: tuple[Node, ...] = ()
    if end.value.kind == "list":
        if match.meaning != "list":
            return None
        later = end.value.parts[1:]
        end = end._replace(value=end.value.parts[0])
    ends = ends_of_range(begin.value, end.value)
    bare = is_bare(match)
    if ends is None or (bare and match.first == begin.first):
        return None
    if match.meaning == "list" and "figure" in end.value.fields:
        return None
    words = ["word" in e.value.fields for e in (begin, end)]
    if any(words) and (match.meaning == "list" or words[1] > words[0] or (bare and not all(words))):
        return None
    weak = begin.value.weak and end.value.weak and not _is_told(match, begin.value, end.value)
    rule = f"time.{match.meaning}: {match.phrase}"
    parts = (*(e._replace(rule=rule) for e in ends), *later)
    return Node(match.first, match.last, parts[0].begin, parts[-1].finish, match.meaning, {}, rule, weak, parts)


def _is_told(match: PhraseMatch, begin: Node, end: Node) -> bool:
    """Whether words say that two weak ends are clock times, days or months: "between 10 and 12 o'clock"."""
    if match.first == begin.first:
        return False
    if "clock" in (begin.kind, end.kind) or all(node.fields.keys() >= _DATE for node in (begin, end)):
        return True
    return all(node.fields.keys() == {"month"} for node in (begin, end)) and begin.fields != end.fields


def ends_of_range(begin: Node, end: Node) -> tuple[Node, Node] | None:
    """Both ends of a range, each with what only the other says: the month of "13 to 15 July", the year of "May–June
    2024", the day of "Monday 9 to 11".
    """
    if "figure" in begin.fields and "figure" in end.fields:
        return _hours(begin, end)
    if "figure" in begin.fields:
        explained = _explained(begin.fields["figure"], end.fields)
        if explained is None:
            return None
        begin = begin._replace(fields=explained)
    elif "figure" in end.fields:
        explained = _explained_after(end.fields["figure"], begin.fields)
        if explained is None:
            return None
        end = end._replace(fields=explained)
    a, b = begin.fields, end.fields
    if ("hour" in a) != ("hour" in b) and not {"part", "reference"} & (a.keys() | b.keys()):
        return None
    if "day" in a and "month" not in a and "month" in b and "day" not in b:
        return None
    if a.get("offset", -1) >= 0 and "weekday" in b and not b.keys() & {"day", "step", "unit"}:
        b = {**b, "step": 0}
    end = end._replace(fields=_past_noon(a, _completed(b, a, False)))
    return begin._replace(fields=_completed(a, b, True)), end


def _past_noon(begin: Fields, end: Fields) -> Fields:
    """The end of "10:30 to 3" is in the afternoon, that of "10 to 12 in the morning" is noon."""
    if end.get("hour") == 12 and end.get("part") == "MO" and 0 < begin.get("hour", 0) < 12:
        return {name: value for name, value in end.items() if name != "part"}
    if "hour" not in begin or "hour" not in end or {"meridiem", "part"} & (begin.keys() | end.keys()):
        return end
    if "day" in end or "weekday" in end or not end["hour"] < begin["hour"] <= 12:
        return end
    return {**end, "hour": end["hour"] + 12}


def _hours(begin: Node, end: Node) -> tuple[Node, Node] | None:
    """Two bare figures as hours; they count only beside a day ("Thursday from 9 to 11")."""
    first, last = begin.fields["figure"], end.fields["figure"]
    if not (1 <= first <= 24 and 1 <= last <= 24):
        return None
    return begin._replace(fields={"hour": first}), end._replace(fields={"hour": last})


_COMPLETE = frozenset({"shift", "nth", "moved", "reference", "step", "years", "offset", "then", "same"})
"""Fields that need nothing from the other end of a range."""


def _completed(own: Fields, other: Fields, backwards: bool) -> Fields:
    """A range's end with the coarser fields of the other end."""
    finest = _finest(own)
    if finest < 0 or own.keys() & _COMPLETE:
        return own
    added: Fields = {}
    for level, names in enumerate(_LEVELS):
        if level >= finest:
            break
        if any(n in own for n in names):
            added.clear()
            continue
        added |= {n: other[n] for n in names if n in other}
    if backwards and "hour" in own and "hour" in other and "meridiem" not in own and "part" not in own:
        later = _minutes(own) <= _minutes(other) or other["hour"] == 0
        added |= {n: other[n] for n in ("meridiem", "part", "zone") if n in other and later}
    if not backwards and "hour" in own and "hour" in other and "meridiem" not in own and "part" not in own:
        added |= {n: other[n] for n in ("meridiem", "part", "zone") if n in other}
        if "meridiem" in other and (own["hour"] % 12) * 60 + own.get("minute", 0) <= _minutes(other) % 720:
            added["meridiem"] = "PM" if other["meridiem"] == "AM" else "AM"
    if "month" in own and "month" in other and "year" in other and not own.keys() & {"year", "yy", "years"}:
        days = [(d["month"], d.get("day", default)) for d, default in ((own, 1), (other, 31))]
        added["year"] = other["year"] - (days[0] > days[1]) if backwards else other["year"] + (days[0][0] < days[1][0])
    return {**added, **own}


def _minutes(fields: Fields) -> int:
    return int(fields["hour"]) * 60 + int(fields.get("minute", 0))


_LEVELS: tuple[tuple[str, ...], ...] = (
    ("year", "yy", "years"),
    ("month", "season", "quarter", "holiday"),
    ("day", "weekday", "offset", "then", "same", "step", "unit", "weekend", "nth", "moved", "shift"),
    ("hour", "part"),
)


def _finest(fields: Fields) -> int:
    return max((i for i, names in enumerate(_LEVELS) if any(n in fields for n in names)), default=-1)


def _explained(figure: int, end: Fields) -> Fields | None:
    """What a bare number before the end of a range means."""
    if "hour" in end:
        return {"hour": figure} if figure <= 24 else None
    if "day" in end:
        return {"day": figure} if 1 <= figure <= 31 else None
    if "quarter" in end and 1 <= figure <= 4:
        return {"quarter": figure}
    return {"year": figure} if "year" in end and figure > 1000 else None


def _explained_after(figure: int, begin: Fields) -> Fields | None:
    """What a bare number behind the begin of a range means: July 13–15, 1998–99, 9:30–11."""
    if "hour" in begin:
        return {"hour": figure} if figure <= 24 else None
    if "day" in begin and "year" not in begin:
        return {"day": figure} if begin["day"] < figure <= 31 else None
    if "year" in begin and "month" not in begin and begin["year"] < figure <= LATEST_YEAR:
        return {"year": figure}
    if "year" in begin and "month" not in begin and begin["year"] % 100 < figure <= 99 and figure >= 10:
        return {"year": begin["year"] // 100 * 100 + figure}
    if "quarter" in begin and begin["quarter"] < figure <= 4:
        return {"quarter": figure}
    return None
