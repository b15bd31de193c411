"""What the page says before the reports: overview, accounts, denials, claims and timeline, ready to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from stemma.model import Account, Claim, Passage, Report, TimelineEntry, Version
from stemma.show.anchors import Anchors, Chip, Chips
from stemma.show.scale import Scale, Tick, scale_for, strip
from stemma.show.view import Denial, Thread
from stemma.show.words import VERDICTS, cut, many, plain, range_words, stance_words, time_words

TEXT_CUT = 320
SOURCE_CUT = 40
MOST_SOURCES = 60
"""Sources that the ledger offers to be narrowed down to; words find the others."""
GLANCE = 3


@dataclass(frozen=True)
class Words:
    """Some words of a report, with their language."""

    text: str
    language: str


@dataclass(frozen=True)
class StoryRow:
    """One story in the overview."""

    title: Words
    when: str
    chips: Chips


@dataclass(frozen=True)
class ThreadRow:
    """One thread in the overview."""

    title: Words
    when: str
    count: str
    stories: tuple[StoryRow, ...]

    @property
    def single(self) -> bool:
        return len(self.stories) == 1


@dataclass(frozen=True)
class VersionRow:
    """One answer of an account."""

    value: Words
    who: str
    carriers: str
    chips: Chips
    origins: str
    strip: Markup | None


@dataclass(frozen=True)
class AccountCard:
    """One question with its answers, and the axis that they are drawn on."""

    id: str
    question: str
    agreement: str
    verdict: str
    versions: tuple[VersionRow, ...]
    ticks: tuple[Tick, ...]
    log: bool


@dataclass(frozen=True)
class DenialRow:
    """Somebody denies or declines, with what stands against it."""

    who: str
    stance: str
    stance_words: str
    text: Words
    chips: Chips
    against: tuple[tuple[Words, Chip], ...]


@dataclass(frozen=True)
class ClaimRow:
    """One line of the ledger."""

    who: str
    source: str
    """The entity ids of those who say it, parted by blanks."""
    via: str
    stance: str
    stance_words: str
    notes: str
    """What else a reader should know: exact words, hedged, inside another claim."""
    condition: str
    text: Words
    chip: Chip
    story: str


@dataclass(frozen=True)
class DateRow:
    """One entry of the timeline."""

    when: str
    text: Words
    chips: Chips
    attested: int


# ---------------------------------------------------------------- overview


def overview(anchors: Anchors) -> list[ThreadRow]:
    """Threads with their stories, and the reports of each as language tags."""
    return [_thread_row(anchors, t) for t in anchors.view.threads]


def _thread_row(anchors: Anchors, thread: Thread) -> ThreadRow:
    stories = tuple(
        StoryRow(
            _title(anchors, s.title, s.reports),
            range_words(s.begin, s.end),
            Chips(tuple(anchors.chip(r) for r in s.reports if r in anchors.targets)),
        )
        for s in thread.stories
    )
    return ThreadRow(
        _title(anchors, thread.title, thread.reports), thread.when, many(len(thread.reports), "report"), stories
    )


def _title(anchors: Anchors, title: str, reports: Iterable[str]) -> Words:
    """A title with the language of the report that bears it."""
    known = [anchors.view.reports[r] for r in reports if r in anchors.view.reports]
    bearing = [r for r in known if plain(r.title or "") == plain(title)] or known
    return Words(plain(title), bearing[0].language if bearing else "")


def languages(anchors: Anchors) -> list[tuple[str, str, int]]:
    """Each language with its colour and the number of its reports."""
    codes = [r.language for r in anchors.view.reports.values()]
    ranked = sorted(set(codes), key=lambda c: (-codes.count(c), c))
    return [(c, anchors.language_colour(c), codes.count(c)) for c in ranked]


# ---------------------------------------------------------------- accounts


def account_cards(anchors: Anchors, accounts: Iterable[Account]) -> list[AccountCard]:
    """Accounts with every version drawn on one axis."""
    return [_card(anchors, a) for a in accounts]


def _card(anchors: Anchors, account: Account) -> AccountCard:
    scale = scale_for(account.versions) if account.kind == "quantity" else None
    versions = tuple(_version(anchors, v, scale) for v in account.versions)
    ticks = scale.ticks if scale else ()
    return AccountCard(
        f"account-{account.id}",
        anchors.view.question(account),
        account.agreement,
        VERDICTS[account.agreement],
        versions,
        ticks,
        bool(scale and scale.log),
    )


def _version(anchors: Anchors, version: Version, scale: Scale | None) -> VersionRow:
    first = next((p.report for p in version.claims if p.report in anchors.targets), None)
    colour = anchors.colour(first) if first else ""
    reports = len(set(version.reports))
    return VersionRow(
        Words(plain(version.value), anchors.view.reports[first].language if first else ""),
        anchors.view.names(version.sources),
        anchors.view.carriers(version.reports),
        anchors.chips(version.claims),
        f"{many(version.independent, 'origin')} in {reports} reports" if reports > 1 else "",
        strip(version, scale, colour) if scale else None,
    )


# ---------------------------------------------------------------- denials


def denial_rows(anchors: Anchors) -> list[DenialRow]:
    """Who denies what, in the words of the first report that tells it."""
    return [_denial_row(anchors, d) for d in anchors.view.denials]


def _denial_row(anchors: Anchors, denial: Denial) -> DenialRow:
    view = anchors.view
    against = [p for p in denial.against if p.report in anchors.targets]
    return DenialRow(
        view.denier(denial),
        denial.stance,
        stance_words(denial.stance),
        Words(cut(denial.text, TEXT_CUT), denial.language),
        anchors.chips(denial.passages),
        tuple((_words(anchors, p), anchors.chip(p.report, p)) for p in against[:GLANCE]),
    )


def _words(anchors: Anchors, passage: Passage) -> Words:
    return Words(cut(anchors.view.words(passage), TEXT_CUT), anchors.view.reports[passage.report].language)


# ---------------------------------------------------------------- ledger


def claim_rows(anchors: Anchors) -> list[ClaimRow]:
    """Every claim of every report, in the order of stories and of the text."""
    view = anchors.view
    in_order = [(s.id, r) for t in view.threads for s in t.stories for r in s.reports if r in view.reports]
    told = {r for _, r in in_order}
    in_order += [("", r) for r in view.reports if r not in told]
    return [_claim_row(anchors, view.reports[r], c, s) for s, r in in_order for c in view.reports[r].claims]


def stances(anchors: Anchors) -> list[tuple[str, str]]:
    """The stances that occur, with their wording."""
    found = {c.stance for r in anchors.view.reports.values() for c in r.claims}
    return [(s, stance_words(s)) for s in sorted(found)]


def sources(anchors: Anchors) -> list[tuple[str, str]]:
    """Whom the ledger can be narrowed down to: entity id and name of those who speak, the most frequent first."""
    claims = (c for r in anchors.view.reports.values() for c in r.claims)
    found = Counter(e for c in claims if c.source for e in c.source.entities)
    ranked = sorted(found, key=lambda e: (-found[e], anchors.view.names((e,)), e))
    return [(e, f"{cut(anchors.view.names((e,)), SOURCE_CUT)} ({found[e]})") for e in ranked[:MOST_SOURCES]]


def _notes(claim: Claim) -> str:
    said = ("exact words", claim.form == "direct"), ("hedged", claim.hedged), ("inside another claim", claim.nested)
    return ", ".join(words for words, holds in said if holds)


def _claim_row(anchors: Anchors, report: Report, claim: Claim, story: str) -> ClaimRow:
    view = anchors.view
    via = [_via(anchors, report, v.start, v.end) for v in claim.source.via] if claim.source else []
    return ClaimRow(
        view.source_words(report, claim),
        " ".join(claim.source.entities) if claim.source else "",
        " → ".join(dict.fromkeys(v for v in via if v)),
        claim.stance,
        stance_words(claim.stance),
        _notes(claim),
        plain(report.at(claim.condition)) if claim.condition else "",
        Words(cut(view.claim_words(report, claim), TEXT_CUT), report.language),
        anchors.chip(report.id, Passage(report.id, claim.start, claim.end)),
        story,
    )


def _via(anchors: Anchors, report: Report, start: int, end: int) -> str:
    """Who carried a claim: the entity named there, or the words."""
    inside = [m for m in report.mentions if start <= m.start and m.end <= end and m.entity]
    named = anchors.view.names(m.entity for m in inside if m.entity)
    return named or plain(report.text[start:end])


# ---------------------------------------------------------------- timeline


def date_rows(anchors: Anchors, entries: Iterable[TimelineEntry]) -> list[DateRow]:
    """Entries of the timeline, each in the words of a report."""
    return [_date_row(anchors, t) for t in entries]


def _date_row(anchors: Anchors, entry: TimelineEntry) -> DateRow:
    bearing = anchors.view.headline_report(entry)
    language = anchors.view.reports[bearing].language if bearing else ""
    chips = anchors.chips([*entry.evidence, *(Passage(r, 0, 0) for r in entry.reports)])
    return DateRow(
        time_words(entry.date), Words(cut(plain(entry.headline), TEXT_CUT), language), chips, len(entry.reports)
    )
