"""Where the metadata of a page disagree: two dates by two sources, a headline for readers and one for networks.

Differences that no reader would call one are passed over: case and punctuation, the outlet's name behind a title, a
time beside its day, an author beside all authors.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlsplit

from stemma.model import EvidenceField, Report
from stemma.show.words import moment_words, plain

FIELDS: tuple[EvidenceField, ...] = ("published", "updated", "title", "author", "outlet", "language", "url")
DATES = ("published", "updated")
TERMS = {"url": "address"}
SOURCES = {
    "json-ld": "JSON-LD",
    "opengraph": "OpenGraph",
    "dublin-core": "Dublin Core",
    "meta": "meta tags",
    "feed": "the feed",
    "archive": "the archive",
    "page": "shown on the page",
    "text": "the text",
    "url": "the address",
    "given": "given with the capture",
}
BASES = {
    "given": "given with the capture",
    "page": "shown on the page",
    "text": "the text",
    "inferred": "worked out from the text",
}
EASTMOST, WESTMOST = datetime.timedelta(hours=14), datetime.timedelta(hours=-12)
"""The outermost clocks of the world: one moment has at most the days between them (tz database)."""
UNDETERMINED = "und"
"""The language of a report whose language is not known (ISO 639-2)."""
_PARTED = re.compile(r"\s+[|\-–—·:»]\s+")
_HOST_START = re.compile(r"^(?:www\.|m\.|amp\.)+")


@dataclass(frozen=True)
class Saying:
    """One value, the sources that state it, and whether it is the one that the report goes by."""

    value: str
    sources: str
    believed: bool


@dataclass(frozen=True)
class Dispute:
    """A field of which the sources say different things."""

    field: str
    sayings: tuple[Saying, ...]


@dataclass
class _Said:
    """A value in the first form in which it was stated, with its sources."""

    value: str
    sources: list[str]


def disputes(report: Report) -> tuple[Dispute, ...]:
    """The fields in which the sources of a page's metadata disagree, each with all values; often none."""
    return tuple(d for d in (_dispute(report, field) for field in FIELDS) if d)


def dates_stated(report: Report) -> int:
    """How many different days the metadata give for the publication of a report; 1 where all could be the same."""
    said = _said(report, "published")
    return len(said) if _differ(report, "published", said) else min(len(said), 1)


def _dispute(report: Report, field: EvidenceField) -> Dispute | None:
    said = _said(report, field)
    if not _differ(report, field, said):
        return None
    own = _believed(report, field)
    chosen = _chosen(report, field, said, own)
    sayings = [Saying(_shown(field, s.value), ", ".join(s.sources), s is chosen) for s in said]
    if own and chosen is None:
        sayings.append(Saying(_shown(field, own), _whence(report, field), True))
    ordered = sorted(sayings, key=lambda s: not s.believed)
    return Dispute(TERMS.get(field, field), tuple(ordered))


def _said(report: Report, field: EvidenceField) -> list[_Said]:
    """The values of a field that a reader would tell apart; the authors of one source are one value."""
    stated: list[tuple[str, str]] = [(e.source, e.value) for e in report.evidence if e.field == field]
    if field == "author":
        by_source: dict[str, list[str]] = {}
        for source, value in stated:
            by_source.setdefault(source, []).append(value)
        stated = [(source, ", ".join(dict.fromkeys(names))) for source, names in by_source.items()]
    said: dict[str, _Said] = {}
    for source, value in stated:
        key = _key(field, value)
        if key:
            named = said.setdefault(key, _Said(value, [])).sources
            if SOURCES[source] not in named:
                named.append(SOURCES[source])
    return list(said.values())


def _key(field: EvidenceField, value: str) -> str:
    if field in DATES:
        day = _moment(value)
        return day.date().isoformat() if day else ""
    return _address(value) if field == "url" else _folded(value)


def _differ(report: Report, field: EvidenceField, said: Sequence[_Said]) -> bool:
    alike = _comparison(report, field)
    return any(not alike(a.value, b.value) for a, b in combinations(said, 2))


def _comparison(report: Report, field: EvidenceField) -> Callable[[str, str], bool]:
    """Whether two values of a field can both be right."""
    if field in DATES:
        own = _moment(_believed(report, field) or "")
        return lambda a, b: not _days(a, own).isdisjoint(_days(b, own))
    if field == "title":
        outlets = {_folded(e.value) for e in report.evidence if e.field == "outlet"} | {_folded(report.outlet or "")}
        return lambda a, b: _holds(_bare(a, outlets), _bare(b, outlets))
    if field in ("author", "outlet"):
        return lambda a, b: _holds(_folded(a), _folded(b)) or _words_hold(a, b)
    return lambda a, b: _key(field, a) == _key(field, b)


def _believed(report: Report, field: EvidenceField) -> str | None:
    if field == "author":
        return ", ".join(dict.fromkeys(c.name for c in report.credits if c.role == "author")) or None
    value: str | None = getattr(report, field)
    return None if value == UNDETERMINED else value


def _chosen(report: Report, field: EvidenceField, said: Sequence[_Said], own: str | None) -> _Said | None:
    """The value that the report goes by: the same, or else the first that can be meant."""
    if not own:
        return None
    alike = _comparison(report, field)
    same = (s for s in said if _key(field, s.value) == _key(field, own))
    return next(same, None) or next((s for s in said if alike(s.value, own)), None)


def _whence(report: Report, field: EvidenceField) -> str:
    """Where a believed value comes from that no metadata of this capture state."""
    if any(getattr(e, field, None) == getattr(report, field, "") for e in report.editions):
        return "another capture"
    if field == "published":
        return BASES.get(report.published_basis or "", "")
    if field == "language":
        return "given with the capture" if report.language_basis == "given" else "detected in the text"
    return "shown on the page" if field in ("author", "title", "updated") else "given with the capture"


def _shown(field: EvidenceField, value: str) -> str:
    return moment_words(value) if field in DATES else plain(value)


# ---------------------------------------------------------------- when two values are one


def _moment(value: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromisoformat(value)
    except ValueError:
        return None


def _days(value: str, own: datetime.datetime | None) -> set[datetime.date]:
    """The days that a value may mean: the one that it names; with a zone also that of universal time, and the day that
    the report goes by where some clock of the world showed it."""
    moment = _moment(value)
    if moment is None:
        return set()
    days = {moment.date()}
    if moment.tzinfo is None:
        return days
    try:
        universal = moment.astimezone(datetime.UTC)
        days.add(universal.date())
        anywhere = {(universal + WESTMOST).date(), (universal + EASTMOST).date()}
    except OverflowError:
        return days
    return days | ({own.date()} & anywhere if own else set())


def _folded(value: str) -> str:
    """Letters, their signs and digits alone, without case."""
    text = unicodedata.normalize("NFKC", value).casefold()
    return "".join(c for c in text if unicodedata.category(c)[0] in "LMN")


def _holds(one: str, other: str) -> bool:
    return bool(one and other) and (one in other or other in one)


def _words_hold(one: str, other: str) -> bool:
    """Whether all words of one stand in the other, in any order."""
    a, b = ({_folded(w) for w in value.split()} - {""} for value in (one, other))
    return a <= b or b <= a


def _bare(title: str, outlets: set[str]) -> str:
    """A title without the names of outlets behind it, folded."""
    parts = _PARTED.split(title)
    while len(parts) > 1 and _is_outlet(_folded(parts[-1]), outlets):
        parts.pop()
    return _folded(" ".join(parts))


def _is_outlet(part: str, outlets: set[str]) -> bool:
    return any(_holds(part, outlet) for outlet in outlets)


def _address(value: str) -> str:
    """An address without what does not tell pages apart: scheme, phone hosts, query, fragment, a slash at the end."""
    try:
        parts = urlsplit(value.strip().casefold())
    except ValueError:
        return _folded(value)
    return _HOST_START.sub("", parts.netloc) + parts.path.rstrip("/")
