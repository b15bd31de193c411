"""Every type that flows through Stemma: frozen, comparable, and written to and read from JSON in one place.

Offsets are Unicode code points of `Report.text`, `start` inclusive and `end` exclusive, so `text[start:end]` is
always the evidence. The field names are the contract with whatever reads the output.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, TypeVar, get_args

import msgspec

REPORT_KINDS = frozenset({"title", "lead", "paragraph", "subtitle", "dateline", "quote"})

ReportKind = Literal["title", "lead", "paragraph", "subtitle", "dateline", "quote"]
FurnitureKind = Literal[
    "caption", "byline", "related", "navigation", "promotion", "paywall", "share", "repeat", "notice"
]  # fmt: skip
BlockKind = ReportKind | FurnitureKind
CreditRole = Literal["agency", "author", "photo", "outlet"]
DisclosureKind = Literal["ai-generated", "machine-translated", "paywalled", "sponsored", "corrected", "updated"]
MentionType = Literal["PER", "ORG", "LOC", "EVT", "PRO"]
MENTION_TYPES: tuple[MentionType, ...] = get_args(MentionType)
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Stance = Literal[
    "asserts", "denies", "doubts", "declines", "fears", "predicts", "demands", "promises", "accuses"
]  # fmt: skip
EvidenceField = Literal["title", "published", "updated", "author", "outlet", "language", "url"]
EvidenceSource = Literal[
    "given", "json-ld", "opengraph", "dublin-core", "meta", "feed", "archive", "page", "text", "url"
]
DerivationKind = Literal["copy", "translation", "rewrite", "credit", "quotation"]
AccountKind = Literal["quantity", "date", "statement", "denial"]
Agreement = Literal["agree", "compatible", "conflict"]


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all types here: frozen, and refusing fields that it does not know."""


class Span(Value, frozen=True):
    """A stretch of one report's text."""

    start: int
    end: int


class Passage(Value, frozen=True):
    """A stretch of the text of a named report."""

    report: str
    start: int
    end: int


class Block(Value, frozen=True):
    """A run of lines of one kind; the kinds in `REPORT_KINDS` are the report, all others are page furniture."""

    start: int
    end: int
    kind: BlockKind
    language: str | None = None
    """BCP 47 code where the block is not in the language of its report."""

    @property
    def is_report(self) -> bool:
        return self.kind in REPORT_KINDS


class Credit(Value, frozen=True):
    """Somebody whom the page names as origin: an agency, an author, a photographer, an outlet."""

    start: int
    end: int
    role: CreditRole
    name: str


class Disclosure(Value, frozen=True):
    """What a page says of its own making or limits.

    `why` and `weight` (0 to 1) are set where the page does not say it but signs in the text speak for it; `missing` is
    the share of a paywalled report that is not there, where the page says so.
    """

    start: int
    end: int
    kind: DisclosureKind
    why: tuple[str, ...] = ()
    weight: float | None = None
    missing: float | None = None


class Evidence(Value, frozen=True):
    """What one source says of a report: its title by JSON-LD, its date by the feed, its outlet by OpenGraph."""

    field: EvidenceField
    source: EvidenceSource
    value: str


class Change(Value, frozen=True):
    """A stretch of a report's text that read otherwise in another edition; `was` is what stood there."""

    start: int
    end: int
    was: str


class Edition(Value, frozen=True):
    """Another capture of the same report: an exact or near copy, an earlier or later revision of its page."""

    id: str
    path: str | None = None
    url: str | None = None
    published: str | None = None
    updated: str | None = None
    captured: str | None = None
    changes: tuple[Change, ...] = ()


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


class Claim(Value, frozen=True, tag_field="kind", tag="claim"):
    """An attribution: somebody says, denies, fears or promises something."""

    start: int
    end: int
    source: Source | None
    cue: Span | None
    content: Span | None
    rule: str
    form: Literal["direct", "indirect"] = "indirect"
    stance: Stance = "asserts"
    hedged: bool = False


Mark = Mention | Timex | Quantity | Claim


class Report(Value, frozen=True):
    """One captured report, with everything that was read off it. The text is never changed."""

    id: str
    text: str
    path: str | None = None
    url: str | None = None
    language: str = "und"
    language_basis: Literal["given", "detected"] = "detected"
    title: str | None = None
    published: str | None = None
    published_basis: Literal["given", "page", "text", "inferred"] | None = None
    updated: str | None = None
    captured: str | None = None
    outlet: str | None = None
    blocks: tuple[Block, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    credits: tuple[Credit, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    marks: tuple[Mark, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    editions: tuple[Edition, ...] = ()
    notes: tuple[str, ...] = ()

    def at(self, span: Any) -> str:
        """The characters under anything that has `start` and `end`."""
        return self.text[span.start : span.end]

    @property
    def mentions(self) -> tuple[Mention, ...]:
        return tuple(m for m in self.marks if isinstance(m, Mention))

    @property
    def timexes(self) -> tuple[Timex, ...]:
        return tuple(m for m in self.marks if isinstance(m, Timex))

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        return tuple(m for m in self.marks if isinstance(m, Quantity))

    @property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(m for m in self.marks if isinstance(m, Claim))


class Rejected(Value, frozen=True):
    """Input that could not be read: where it stood, at which stage it failed, and why."""

    where: str
    stage: str
    reason: str


class Capture(Value, frozen=True):
    """One piece of input as it was opened, before anything is known of it.

    What is given is trusted; `evidence` is what a feed or an archive says of the page, and is weighed. `captured` is
    the time (ISO 8601) at which an archive or a fetch took the page.
    """

    where: str
    text: str | None = None
    html: str | None = None
    id: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    outlet: str | None = None
    clean: bool = False
    captured: str | None = None
    evidence: tuple[Evidence, ...] = ()
    note: str = ""


class Listing(Value, frozen=True):
    """An entry of a user's list that names the same thing: its id and name there, the list, and its topics."""

    id: str
    name: str
    list: str
    topics: tuple[str, ...] = ()


class Entity(Value, frozen=True):
    """One person, place, organisation, event or product, with its names in each language."""

    id: str
    type: MentionType
    name: str
    names: dict[str, tuple[str, ...]]
    mentions: int
    wikidata: str | None = None
    why: tuple[str, ...] = ()
    stands_for: str | None = None
    """The country for which a capital or a seat of government speaks."""
    listed: tuple[Listing, ...] = ()


class Story(Value, frozen=True):
    """One event as its reports tell it; `thread` joins the stories that belong together over time."""

    id: str
    thread: str
    title: str
    reports: tuple[str, ...]
    begin: str | None = None
    end: str | None = None


class TimelineEntry(Value, frozen=True):
    """What the reports tell of one date, in the words of the first of them that tells it."""

    date: str
    headline: str
    reports: tuple[str, ...]
    evidence: tuple[Passage, ...]


class Alignment(Value, frozen=True):
    """Two passages of two reports that say the same thing, with the score and the evidence that it rests on."""

    a: Passage
    b: Passage
    score: float
    why: tuple[str, ...] = ()


class DerivationEvidence(Value, frozen=True, rename={"source": "from", "target": "to"}):
    """One piece of evidence: a passage in the source (where there is one) and one in the derived report."""

    target: Passage
    source: Passage | None = None


class Derivation(Value, frozen=True, rename={"source": "from", "target": "to"}):
    """`target` drew on `source`: a report id, or `agency:NAME`. `directed` is false where the order is not known."""

    source: str
    target: str
    kind: DerivationKind
    score: float
    evidence: tuple[DerivationEvidence, ...]
    directed: bool = True


class Version(Value, frozen=True):
    """One answer to the question of an account, who gives it, and how many of them do not derive from one another."""

    value: str
    claims: tuple[Passage, ...]
    sources: tuple[str, ...]
    reports: tuple[str, ...]
    independent: int
    low: float | None = None
    high: float | None = None
    approximate: bool = False
    vague: bool = False
    factor: bool = False


class Account(Value, frozen=True):
    """One question that several reports answer, with the versions of the answer."""

    id: str
    question: str
    kind: AccountKind
    versions: tuple[Version, ...]
    agreement: Agreement
    story: str | None = None


class Dossier(Value, frozen=True):
    """What is reported, by whom, in which numbers, where the accounts differ, and which reports repeat another."""

    reports: tuple[Report, ...]
    entities: tuple[Entity, ...] = ()
    stories: tuple[Story, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    accounts: tuple[Account, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    def report(self, report_id: str) -> Report:
        """The report with this id; KeyError where there is none."""
        for report in self.reports:
            if report.id == report_id:
                return report
        raise KeyError(report_id)


T = TypeVar("T")


def to_json(value: Value, indent: int = 0) -> str:
    """Any value of this module as JSON; one line, or indented by `indent` spaces."""
    raw = msgspec.json.encode(value, order="deterministic")
    return (msgspec.json.format(raw, indent=indent) if indent else raw).decode()


def from_json(kind: type[T], raw: str | bytes) -> T:
    """JSON back into a type of this module.

    Raises `ValueError` naming the path inside the JSON where a field is unknown, missing or of the wrong type.
    """
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.MsgspecError as error:
        raise ValueError(f"not a valid {kind.__name__}: {error}") from error


def json_schema(kind: type) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a type of this module."""
    schema = msgspec.json.schema(kind)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": kind.__name__} | schema


def order_marks(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks in the order of the text; where two begin together the longer first, then by kind."""
    return tuple(sorted(marks, key=lambda m: (m.start, -m.end, type(m).__name__, m.rule)))
