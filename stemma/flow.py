"""The one way through Stemma: captures become reports, reports become marked, and marked reports a dossier."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from stemma.languages.registry import Languages
from stemma.lineage.accounts import accounts
from stemma.lineage.align import align
from stemma.lineage.derive import derive
from stemma.lineage.timeline import timeline
from stemma.marks.names import names
from stemma.marks.quantities import quantities
from stemma.marks.speech import claims
from stemma.marks.times import times
from stemma.marks.view import View
from stemma.model import Capture, Dossier, Mark, Rejected, Report, order_marks
from stemma.page.identify import read_page
from stemma.stories.group import group
from stemma.stories.resolve import resolve


def mark(report: Report, languages: Languages) -> Report:
    """The report with everything marked that it says: names, times, quantities, and who says what."""
    view = View(report, languages.get(report.language))
    view = view.with_marks(names(view), times(view))
    marks: list[Mark] = [*view.mentions, *view.timexes, *quantities(view), *claims(view)]
    return msgspec.structs.replace(report, marks=order_marks(marks))


def read(
    captures: Iterable[Capture | Rejected], languages: Languages, now: datetime.date | None = None
) -> Iterator[Report | Rejected]:
    """Each capture as a marked report, or the reason why it is none; one at a time."""
    for capture in captures:
        page = capture if isinstance(capture, Rejected) else read_page(capture, languages, now)
        yield page if isinstance(page, Rejected) else mark(page, languages)


def compile_entities(reports: Sequence[Report], languages: Languages) -> tuple[Report, ...]:
    """The reports with entity ids that are the same for the same thing in all of them."""
    return resolve(sorted({r.id: r for r in reports}.values(), key=lambda r: r.id), languages)[0]


def compile_dossier(reports: Sequence[Report], languages: Languages, rejected: Sequence[Rejected] = ()) -> Dossier:
    """What the reports tell together. Their order does not matter; reports with one id are one report."""
    ordered = sorted({r.id: r for r in reports}.values(), key=lambda r: r.id)
    resolved, entities = resolve(ordered, languages)
    stories = group(resolved, languages)
    story_of = {r: s.id for s in stories for r in s.reports}
    thread_of = {r: s.thread for s in stories for r in s.reports}
    alignments = align(resolved, languages, thread_of)
    derivations = derive(resolved, alignments, story_of)
    return Dossier(
        reports=resolved,
        entities=entities,
        stories=stories,
        timeline=timeline(resolved, thread_of),
        alignments=alignments,
        derivations=derivations,
        accounts=accounts(resolved, languages, thread_of, story_of, derivations, entities),
        rejected=tuple(rejected),
    )
