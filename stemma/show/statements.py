"""What a page says of itself: when it was published and by whom, what it discloses, and where it is of two minds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stemma.model import Disclosure, Passage, Report
from stemma.show.anchors import Anchors
from stemma.show.disagree import dates_stated
from stemma.show.sections import Words
from stemma.show.words import cut, many, moment_words, plain, time_words

MOST_PARTS = 6
"""Credits, or places of one disclosure, that are shown of a report; a page of photographs credits dozens."""
QUOTED = 120
"""Characters of a disclosure that are quoted; the link leads to the rest."""
BASES = {
    "given": "as given with the capture",
    "page": "as the page states",
    "text": "as its text says",
    "inferred": "worked out from its text",
}
LABELS = {"ai-generated": "AI-generated"}
SAYS_SO = "the page says so"
SIGNS = "signs speak for it"
OF_ITSELF = ("paywalled", "ai-generated", "machine-translated", "sponsored", "corrected")
"""Disclosures as a reader asks for them: first what is not there, then how the rest was made."""


@dataclass(frozen=True)
class Part:
    """One thing that is said: the words, where they stand (`href`), and on what they rest."""

    text: Words
    href: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Fact:
    """All that is said to one question; `apart` where it takes a line of its own."""

    term: str
    parts: tuple[Part, ...]
    more: int = 0
    apart: bool = False


def facts(anchors: Anchors, report: Report) -> tuple[Fact, ...]:
    """When a report was published, by whom, and what it says of itself, each with a link where it stands in the
    text."""
    return (*_times(anchors, report), *_people(anchors, report), *_disclosed(anchors, report))


def remarks(report: Report) -> tuple[str, ...]:
    """What a reader should know of a report before reading it, in a few words each; often nothing."""
    found = [f"updated {time_words(report.updated)}"] if report.updated else []
    for kind in OF_ITSELF:
        said = [d for d in report.disclosures if d.kind == kind]
        if said:
            found.append(_remark(kind, said))
    if report.editions:
        changed = any(e.changes for e in report.editions)
        found.append(f"{many(len(report.editions) + 1, 'capture')}, {'text changed' if changed else 'the same text'}")
    dates = dates_stated(report)
    if dates > 1:
        found.append(f"states {dates} dates")
    return tuple(found)


def _remark(kind: str, said: Sequence[Disclosure]) -> str:
    label = LABELS.get(kind, kind)
    if all(d.weight is not None for d in said):
        return f"perhaps {label} ({max(d.weight or 0.0 for d in said):.2f})"
    missing = max((d.missing for d in said if d.missing is not None), default=None)
    return label if missing is None else f"{label}, {_share(missing)} missing"


def _share(part: float) -> str:
    return f"{part * 100:.0f} %"


def _times(anchors: Anchors, report: Report) -> Iterable[Fact]:
    if report.published:
        basis = BASES.get(report.published_basis or "", "")
        yield Fact("published", (Part(Words(moment_words(report.published), ""), note=basis),))
    said = tuple(_disclosure(anchors, report, d) for d in report.disclosures if d.kind == "updated")
    time = (Part(Words(moment_words(report.updated), "")),) if report.updated else ()
    if time or said:
        yield _fact("updated", (*time, *said))
    if report.captured:
        yield Fact("captured", (Part(Words(moment_words(report.captured), "")),))


def _people(anchors: Anchors, report: Report) -> Iterable[Fact]:
    by_role: dict[str, dict[str, Part]] = {"author": {}, "agency": {}, "outlet": {}, "photo": {}}
    for credit in report.credits:
        name = plain(credit.name)
        place = _place(anchors, report, credit.start, credit.end)
        part = Part(Words(name, ""), place, "" if place else "by its metadata")
        by_role.setdefault(credit.role, {}).setdefault(name.casefold(), part)
    outlet = plain(report.outlet or "")
    if outlet:
        by_role["outlet"].setdefault(outlet.casefold(), Part(Words(outlet, "")))
    for role, parts in by_role.items():
        if parts:
            yield _fact(role, tuple(parts.values()))
    basis = "as given" if report.language_basis == "given" else "detected"
    yield Fact("language", (Part(Words(report.language, ""), note=basis),))


def _disclosed(anchors: Anchors, report: Report) -> Iterable[Fact]:
    for kind in OF_ITSELF:
        parts = tuple(_disclosure(anchors, report, d) for d in report.disclosures if d.kind == kind)
        if parts:
            yield _fact(LABELS.get(kind, kind), parts, apart=True)


def _fact(term: str, parts: tuple[Part, ...], apart: bool = False) -> Fact:
    return Fact(term, parts[:MOST_PARTS], max(len(parts) - MOST_PARTS, 0), apart)


def _disclosure(anchors: Anchors, report: Report, found: Disclosure) -> Part:
    """The words of the page; or the signs, where it does not say it."""
    place = _place(anchors, report, found.start, found.end)
    why = "; ".join(plain(w) for w in found.why)
    missing = f"{_share(found.missing)} of it missing" if found.missing is not None else ""
    if found.weight is not None:
        signs = f"{SIGNS}: {why}" if why else SIGNS
        return Part(Words(signs, ""), place, _joined(f"weight {found.weight:.2f} of 1", missing))
    words = cut(plain(report.at(found)), QUOTED)
    if not place or not words:
        return Part(Words(why or SAYS_SO, ""), note=missing)
    says = "" if found.kind == "updated" else SAYS_SO
    return Part(Words(words, report.language), place, _joined(says, missing, why))


def _joined(*notes: str) -> str:
    return ", ".join(n for n in notes if n)


def _place(anchors: Anchors, report: Report, start: int, end: int) -> str | None:
    return anchors.passage(Passage(report.id, start, end)) if start < end else None
