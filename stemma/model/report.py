"""A report: the page it was captured from, its text, and everything that was read off it."""

from __future__ import annotations

from typing import Any, Literal

from stemma.model.base import Value
from stemma.model.marks import Claim, Mark, Mention, Quantity, Timex

REPORT_KINDS = frozenset({"title", "lead", "paragraph", "subtitle", "dateline", "quote"})
ReportKind = Literal["title", "lead", "paragraph", "subtitle", "dateline", "quote"]
FurnitureKind = Literal[
    "caption", "byline", "related", "navigation", "promotion", "paywall", "share", "repeat", "notice"
]  # fmt: skip
BlockKind = ReportKind | FurnitureKind
CreditRole = Literal["agency", "author", "photo", "outlet"]
DisclosureKind = Literal["ai-generated", "machine-translated", "paywalled", "sponsored", "corrected", "updated"]
EvidenceField = Literal["title", "published", "updated", "author", "outlet", "language", "url"]
EvidenceSource = Literal[
    "given", "json-ld", "opengraph", "dublin-core", "meta", "feed", "archive", "page", "text", "url"
]


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
