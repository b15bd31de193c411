"""What reports tell together: stories, a timeline, who drew on whom, and where accounts differ."""

from __future__ import annotations

from typing import Literal

from stemma.model.base import Passage, Value
from stemma.model.marks import MentionType
from stemma.model.report import Rejected, Report

DerivationKind = Literal["copy", "translation", "rewrite", "credit", "quotation"]
AccountKind = Literal["quantity", "date", "statement", "denial"]
Agreement = Literal["agree", "compatible", "conflict"]


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
