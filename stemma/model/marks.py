"""What is found in a report: names, times, figures, and who says what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from stemma.model.base import Span, Value

MentionType = Literal["PER", "ORG", "LOC", "EVT", "PRO"]
MENTION_TYPES: tuple[MentionType, ...] = get_args(MentionType)
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Stance = Literal[
    "asserts", "denies", "doubts", "declines", "fears", "predicts", "demands", "promises", "accuses"
]  # fmt: skip


class Mention(Value, frozen=True, tag_field="kind", tag="mention"):
    """A name in the text: `name` is its base form, `entity` the id that it shares with all names of the same thing."""

    start: int
    end: int
    type: MentionType
    name: str
    rule: str
    entity: str | None = None


class Timex(Value, frozen=True, tag_field="kind", tag="timex"):
    """A time expression with type and value of TIMEX3; a range has `begin` and `end_value` as well."""

    start: int
    end: int
    type: TimexType
    value: str
    rule: str
    mod: str | None = None
    begin: str | None = None
    end_value: str | None = None


class Quantity(Value, frozen=True, tag_field="kind", tag="quantity"):
    """A number of something, as the range that the words give; null is an open end.

    `of` holds what restricts the unit: ids of countries (`LOC:KP`) and glossary concepts beside the counted noun.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    rule: str
    approximate: bool = False
    vague: bool = False
    unit: str | None = None
    factor: bool = False
    of: tuple[str, ...] = ()


class Source(Value, frozen=True):
    """Who said it: the phrase, the entities in it, and the chain that carried it (`via`, nearest to the reader
    last)."""

    start: int
    end: int
    entity: str | None = None
    entities: tuple[str, ...] = ()
    via: tuple[Span, ...] = ()


class Content(Value, frozen=True):
    """What is said: the span, and what in it can be compared with what others say.

    `pieces`: each part of it, where an attribution interrupts it; the span is then the one that tells it best.
    `entities`: who and what it names, in order; `times`: values of its time expressions; `quantities`: where its
    figures stand; `negated`: whether its main clause says that something is not so.
    """

    start: int
    end: int
    pieces: tuple[Span, ...] = ()
    entities: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    quantities: tuple[Span, ...] = ()
    negated: bool = False


class Claim(Value, frozen=True, tag_field="kind", tag="claim"):
    """An attribution: somebody says, denies, fears or promises something."""

    start: int
    end: int
    source: Source | None
    cue: Span | None
    content: Content | None
    rule: str
    form: Literal["direct", "indirect"] = "indirect"
    stance: Stance = "asserts"
    hedged: bool = False
    nested: bool = False
    """Whether it stands inside what another claim says."""
    to: Span | None = None
    """Who was told."""
    condition: Span | None = None
    """The clause that says under what condition a promise or a demand holds: "if attacked"."""


Mark = Mention | Timex | Quantity | Claim


def order_marks(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks in the order of the text; where two begin together the longer first, then by kind."""
    return tuple(sorted(marks, key=lambda m: (m.start, -m.end, type(m).__name__, m.rule)))
