"""A dossier prepared for showing: threads with their stories, accounts, denials and timeline, and names for all of it.

The terminal and the page both read this, so they say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from stemma.model import (
    Account,
    Claim,
    Dossier,
    Entity,
    Passage,
    Report,
    Span,
    Story,
    TimelineEntry,
)
from stemma.show.graph import Graph, agency_name, without_shortcuts
from stemma.show.words import plain, range_words, time_order, time_words

READER = "en"
"""The language in which names are shown; everything else stays in the words of the reports."""
_ID = re.compile(r"[A-Z]{3}:[\w-]+")
REFUSING = frozenset({"denies", "declines"})
FEW_CHARACTERS = 30
"""A denial in fewer characters than this is shown with its whole sentence."""


@dataclass(frozen=True)
class Denial:
    """Somebody denies something, or will neither confirm nor deny it: the same one wherever it is told."""

    stance: str
    sources: tuple[str, ...]
    text: str
    language: str
    passages: tuple[Passage, ...]
    against: tuple[Passage, ...] = ()

    @property
    def reports(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.report for p in self.passages))


@dataclass(frozen=True)
class Thread:
    """Stories that belong together, with all that is told of them."""

    id: str
    title: str
    stories: tuple[Story, ...]
    accounts: tuple[Account, ...]
    denials: tuple[Denial, ...]
    timeline: tuple[TimelineEntry, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(r for s in self.stories for r in s.reports))

    @property
    def when(self) -> str:
        return range_words(
            min((s.begin for s in self.stories if s.begin), default=None),
            max((s.end or s.begin for s in self.stories if s.begin), default=None),
        )


class View:
    """A dossier with its look-ups; everything that is shown asks here for names, labels and order."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.reports: dict[str, Report] = {r.id: r for r in dossier.reports}
        self.entities: dict[str, Entity] = {e.id: e for e in dossier.entities}
        nodes = set(self.reports)
        known = [
            d
            for d in dossier.derivations
            if (d.target in nodes or agency_name(d.target)) and (d.source in nodes or agency_name(d.source))
        ]
        links = without_shortcuts(known)
        together = (tuple(r for r in s.reports if r in self.reports) for s in dossier.stories)
        self.graph = Graph(tuple(self.reports), links, tuple(t for t in together if len(t) > 1))

    # ------------------------------------------------------------ names and labels

    def name(self, entity: str) -> str:
        """The name of an entity in the reader's language, or the name that most reports use, or the bare id."""
        found = self.entities.get(entity)
        if found is None:
            return entity.partition(":")[2].replace("-", " ") or entity
        names = found.names.get(READER) or (found.name,)
        return plain(found.name if found.name in names else names[0])

    def names(self, entities: Iterable[str]) -> str:
        """Several names in one line, each once."""
        return ", ".join(dict.fromkeys(self.name(e) for e in entities))

    def tag(self, report: str) -> str:
        """The language of a report as a short tag."""
        return self.reports[report].language.upper()

    def tags(self, reports: Iterable[str]) -> list[str]:
        """The languages of some reports, each once, in their order."""
        return list(dict.fromkeys(self.tag(r) for r in reports if r in self.reports))

    def when(self, report: str) -> str:
        """When a report was published, or an empty string."""
        return time_words(self.reports[report].published)

    def origin(self, report: str) -> str:
        """The outlet and the agencies that a report names, or the file that it came in."""
        found = self.reports[report]
        agencies = [plain(c.name) for c in found.credits if c.role == "agency"]
        linked = [agency_name(d.source) or "" for d in self.graph.parents(report) if d.kind != "quotation"]
        parts = [plain(found.outlet or ""), *(a for a in agencies if a in linked or not linked)]
        named = ", ".join(dict.fromkeys(p for p in parts if p))
        return named or plain((found.path or found.url or "").rstrip("/").rpartition("/")[2])

    def carriers(self, reports: Iterable[str]) -> str:
        """The outlets and agencies of some reports in one line, each once."""
        return ", ".join(dict.fromkeys(p for r in reports if r in self.reports for p in self.origin(r).split(", ")))

    def title(self, report: str) -> str:
        """The title of a report, or its first line."""
        found = self.reports[report]
        first = next((line for line in found.text.splitlines() if line.strip()), "")
        return plain(found.title or first) or found.id

    def node(self, node: str) -> str:
        """A node of the stemma in words."""
        return agency_name(node) or (self.title(node) if node in self.reports else node)

    def question(self, account: Account) -> str:
        """The question of an account, with names in place of ids."""
        named = _ID.sub(lambda m: self.name(m[0]) if m[0] in self.entities else m[0], account.question)
        return plain(named[:1].upper() + named[1:])

    def words(self, passage: Passage) -> str:
        """The characters of a passage on one line."""
        report = self.reports.get(passage.report)
        return plain(report.at(passage)) if report else ""

    def sentence(self, passage: Passage) -> Passage:
        """The sentence that holds a passage, or the passage itself."""
        for start, end in self.reports[passage.report].sentences:
            if start <= passage.start < end:
                return Passage(passage.report, start, max(end, passage.end))
        return passage

    def headline_report(self, entry: TimelineEntry) -> str | None:
        """The report in whose words the headline of a timeline entry stands."""
        ordered = [p.report for p in entry.evidence] + list(entry.reports)
        known = [r for r in dict.fromkeys(ordered) if r in self.reports]
        holding = [r for r in known if entry.headline in plain(self.reports[r].text)]
        return next(iter(holding or known), None)

    def claim_at(self, passage: Passage) -> Claim | None:
        """The claim that covers exactly this passage."""
        report = self.reports.get(passage.report)
        if report is None:
            return None
        return next((c for c in report.claims if (c.start, c.end) == (passage.start, passage.end)), None)

    def claim_words(self, report: Report, claim: Claim) -> str:
        """What a claim says, in its own words: its content, or the whole of it."""
        return plain(report.at(claim.content or claim)) or plain(report.at(claim))

    def source_words(self, report: Report, claim: Claim) -> str:
        """Who says it: the names of the entities, or the phrase of the report."""
        if claim.source is None:
            return ""
        entities = claim.source.entities or ((claim.source.entity,) if claim.source.entity else ())
        return self.names(entities) or plain(report.at(claim.source))

    # ------------------------------------------------------------ threads

    @cached_property
    def threads(self) -> tuple[Thread, ...]:
        """All threads, those with most reports first; within one, stories in the order of time."""
        by_thread: dict[str, list[Story]] = {}
        for story in self.dossier.stories:
            if any(r in self.reports for r in story.reports):
                by_thread.setdefault(story.thread, []).append(story)
        threads = [self._thread(key, stories) for key, stories in by_thread.items()]
        return tuple(sorted(threads, key=lambda t: (-len(t.reports), t.id)))

    def _thread(self, key: str, stories: Sequence[Story]) -> Thread:
        ordered = tuple(sorted(stories, key=lambda s: (s.begin or "9999", s.id)))
        ids = {s.id for s in ordered}
        members = {r for s in ordered for r in s.reports}
        biggest = max(ordered, key=lambda s: len(s.reports))
        return Thread(
            key,
            plain(biggest.title),
            ordered,
            tuple(a for a in self.accounts if self._belongs(a, ids, members)),
            tuple(d for d in self.denials if d.passages[0].report in members),
            tuple(t for t in self.timeline if not members.isdisjoint(t.reports)),
        )

    def _belongs(self, account: Account, stories: set[str], reports: set[str]) -> bool:
        if account.story is not None:
            return account.story in stories
        return any(r in reports for v in account.versions for r in v.reports)

    @cached_property
    def timeline(self) -> tuple[TimelineEntry, ...]:
        return tuple(sorted(self.dossier.timeline, key=lambda t: (time_order(t.date), t.headline)))

    # ------------------------------------------------------------ accounts and denials

    @cached_property
    def accounts(self) -> tuple[Account, ...]:
        """Figures, dates and statements that several accounts give; denials are told apart."""
        order = {"conflict": 0, "compatible": 1, "agree": 2}
        kept = [a for a in self.dossier.accounts if a.kind != "denial" and a.versions]
        return tuple(sorted(kept, key=lambda a: order[a.agreement]))

    @cached_property
    def differing(self) -> tuple[Account, ...]:
        """Accounts with more than one version."""
        return tuple(a for a in self.accounts if len(a.versions) > 1)

    @cached_property
    def agreeing(self) -> tuple[Account, ...]:
        return tuple(a for a in self.accounts if len(a.versions) == 1)

    @cached_property
    def denials(self) -> tuple[Denial, ...]:
        """Every denial and refusal: as the accounts join them, and those that no account holds."""
        found: list[Denial] = []
        held: set[Passage] = set()
        for account in (a for a in self.dossier.accounts if a.kind == "denial"):
            against = tuple(p for v in account.versions if v.value not in REFUSING for p in v.claims)
            for version in (v for v in account.versions if v.value in REFUSING):
                passages = tuple(p for p in version.claims if p.report in self.reports)
                held.update(passages)
                if passages:
                    found.append(self._denial(version.value, version.sources, passages, against))
        for report in self.reports.values():
            for claim in (c for c in report.claims if c.stance in REFUSING):
                passage = Passage(report.id, claim.start, claim.end)
                if passage not in held:
                    sources = claim.source.entities if claim.source else ()
                    found.append(self._denial(claim.stance, sources, (passage,), ()))
        return tuple(found)

    def _denial(
        self, stance: str, sources: tuple[str, ...], passages: tuple[Passage, ...], against: tuple[Passage, ...]
    ) -> Denial:
        first = passages[0]
        words = self.words(first)
        if len(words) < FEW_CHARACTERS:  # "he denied": of use only with what stands around it
            words = self.words(self.sentence(first))
        told = {self.sentence(p) for p in passages}
        other = tuple(p for p in against if p.report in self.reports and self.sentence(p) not in told)
        return Denial(stance, sources, words, self.reports[first.report].language, passages, other)

    def denier(self, denial: Denial) -> str:
        """Who denies: the entities, or the phrase of the first report that tells it."""
        if denial.sources:
            return self.names(denial.sources)
        claim = self.claim_at(denial.passages[0])
        report = self.reports[denial.passages[0].report]
        return (self.source_words(report, claim) if claim else "") or "not named"

    # ------------------------------------------------------------ counts

    @cached_property
    def counts(self) -> tuple[tuple[int, str], ...]:
        """What the first screen says: each number with its noun."""
        differ = [a for a in self.differing if a.agreement != "agree"]
        rows = (
            (len(self.reports), "report", "reports"),
            (len(self.graph.origin_groups), "independent origin", "independent origins"),
            (len(differ), "account that differs", "accounts that differ"),
            (len(self.denials), "denial or refusal", "denials and refusals"),
            (len(self.dossier.stories), "story", "stories"),
            (len(self.threads), "thread", "threads"),
            (len({r.language for r in self.reports.values()}), "language", "languages"),
        )
        return tuple((n, one if n == 1 else several) for n, one, several in rows)


def span_of(passage: Passage) -> Span:
    """A passage without its report."""
    return Span(passage.start, passage.end)
