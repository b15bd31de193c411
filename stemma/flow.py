"""The one way through Stemma: captures become reports, reports become marked, and marked reports a dossier."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from stemma.entities.authority import Authority
from stemma.entities.resolve import NOTHING_KNOWN, resolve
from stemma.languages.registry import Languages
from stemma.lineage.accounts import accounts
from stemma.lineage.align import align
from stemma.lineage.derive import derive
from stemma.lineage.timeline import timeline
from stemma.marks.contents import with_contents
from stemma.marks.names import names
from stemma.marks.quantities import quantities
from stemma.marks.speech import claims
from stemma.marks.times import times
from stemma.marks.view import View
from stemma.model import Capture, Dossier, Entity, Mark, Rejected, Report, order_marks
from stemma.page.identify import Opened, open_page, read_opened
from stemma.page.recurrence import Recurrence
from stemma.stories.editions import fold_editions
from stemma.stories.group import group


def mark(report: Report, languages: Languages) -> Report:
    """The report with everything marked that it says: names, times, quantities, and who says what."""
    view = View(report, languages.get(report.language))
    view = view.with_marks(names(view), times(view))
    figures = quantities(view)
    said = with_contents(claims(view), report.text, view.language, view.mentions, view.timexes, figures)
    marks: list[Mark] = [*view.mentions, *view.timexes, *figures, *said]
    return msgspec.structs.replace(report, marks=order_marks(marks))


def read(
    captures: Iterable[Capture | Rejected],
    languages: Languages,
    now: datetime.date | None = None,
    marks: bool = True,
    together: bool = False,
) -> Iterator[Report | Rejected]:
    """Each capture as a report, or the reason why it is none, in their order. Without `marks` only its page is read.

    Lines that an outlet's reports have in common are furniture. In a stream that is known from the reports before;
    `together` opens all of them first, so that it does not depend on their order.
    """
    opened: Iterable[Opened | Rejected] = (c if isinstance(c, Rejected) else open_page(c) for c in captures)
    recurrence = Recurrence()
    if together:
        opened = list(opened)
        recurrence = Recurrence.of_all(item for item in opened if isinstance(item, Opened))
    for item in opened:
        if isinstance(item, Rejected):
            yield item
            continue
        if not together:
            recurrence.learn(item)
        page = read_opened(item, languages, now, recurrence.lines_of(item))
        yield mark(page, languages) if marks and isinstance(page, Report) else page


def compile_entities(reports: Sequence[Report], languages: Languages) -> tuple[Report, ...]:
    """The reports with entity ids that are the same for the same thing in all of them."""
    return resolve(sorted({r.id: r for r in reports}.values(), key=lambda r: r.id), languages)[0]


def compile_names(
    reports: Sequence[Report], languages: Languages, authority: Authority = NOTHING_KNOWN
) -> tuple[tuple[Report, ...], tuple[Entity, ...]]:
    """The reports, each once, with entity ids that are the same for the same thing in all of them, and the entities."""
    ordered = sorted(fold_editions(list({r.id: r for r in reports}.values())), key=lambda r: r.id)
    return resolve(ordered, languages, authority)


def compile_dossier(
    reports: Sequence[Report],
    languages: Languages,
    rejected: Sequence[Rejected] = (),
    authority: Authority = NOTHING_KNOWN,
) -> Dossier:
    """What the reports tell together. Their order does not matter; captures of one report are one report.

    `authority` holds a user's lists of names and corrections.
    """
    resolved, entities = compile_names(reports, languages, authority)
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
