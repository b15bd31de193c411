"""The captures of one report: where and when each was taken, and which words changed between them."""

from __future__ import annotations

from dataclasses import dataclass

from stemma.model import Change, Edition, Passage, Report
from stemma.show.anchors import Anchors, Chip
from stemma.show.words import cut, moment_words, plain

CONTEXT = 48
"""Characters beside a change that are shown: some words, by which a reader finds the place."""
CHANGE_CUT = 300


@dataclass(frozen=True)
class ChangeRow:
    """One change: what stood there and what stands there now, between the words around both."""

    before: str
    was: str
    now: str
    after: str
    language: str
    chip: Chip


@dataclass(frozen=True)
class CaptureRow:
    """One capture: its times, where it came from, and how it reads otherwise than the one that is shown."""

    times: tuple[tuple[str, str], ...]
    path: str
    url: str
    href: str | None
    shown: bool
    as_above: bool
    changes: tuple[ChangeRow, ...]


def capture_rows(anchors: Anchors, report: Report) -> tuple[CaptureRow, ...]:
    """The captures of a report, first the one that is shown, then from the latest to the earliest; none where there
    is only one."""
    if not report.editions:
        return ()
    rows = [_row(report, shown=True, beside=report.url)]
    above: tuple[Change, ...] = ()
    for edition in reversed(report.editions):
        repeats = bool(edition.changes) and edition.changes == above
        changes = () if repeats else tuple(_change(anchors, report, c) for c in edition.changes)
        rows.append(_row(edition, as_above=repeats, changes=changes, beside=report.url))
        above = edition.changes
    return tuple(rows)


def web_address(url: str | None) -> str | None:
    """An address that may be a link: one of the web; None for all others, and for those that would run."""
    return url if url and url.startswith(("https://", "http://")) else None


def _row(
    capture: Report | Edition,
    shown: bool = False,
    as_above: bool = False,
    changes: tuple[ChangeRow, ...] = (),
    beside: str | None = None,
) -> CaptureRow:
    """One row; an address that is the same as `beside` is left out where a file tells the capture."""
    # A kept report has the date of its earliest capture: of the times, only the others tell this capture from them.
    published = None if shown else capture.published
    named = (("published", published), ("updated", capture.updated), ("captured", capture.captured))
    times = tuple((name, moment_words(value)) for name, value in named if value)
    url = None if capture.path and capture.url == beside else capture.url
    return CaptureRow(times, plain(capture.path or ""), plain(url or ""), web_address(url), shown, as_above, changes)


def _change(anchors: Anchors, report: Report, change: Change) -> ChangeRow:
    """A change with the words around it; where words were only taken out, the link leads to those around them."""
    text = report.text
    start = min(max(change.start, 0), len(text))
    end = min(max(change.end, start), len(text))
    before, after = _before(text, start), _after(text, end)
    place = (start, end) if start < end else (start - len(before), end + len(after))
    return ChangeRow(
        _spaced("…" + before if _goes_on(text, start - len(before) - 1) else before),
        _spaced(cut(change.was, CHANGE_CUT)),
        cut(plain(text[start:end]), CHANGE_CUT),
        _spaced(after + "…" if _goes_on(text, end + len(after)) else after),
        report.language,
        anchors.chip(report.id, Passage(report.id, *place)),
    )


def _before(text: str, at: int) -> str:
    """The end of the line before a place, from the beginning of a word where the language parts its words."""
    piece = text[max(at - CONTEXT, 0) : at]
    line = piece.rpartition("\n")[2]
    if len(line) < len(piece) or at <= CONTEXT or text[at - CONTEXT - 1].isspace():
        return line
    word = line.find(" ")
    return line[word + 1 :] if 0 <= word < len(line) - 1 else line


def _after(text: str, at: int) -> str:
    piece = text[at : at + CONTEXT]
    line = piece.partition("\n")[0]
    if len(line) < len(piece) or at + CONTEXT >= len(text) or text[at + CONTEXT].isspace():
        return line
    word = line.rfind(" ")
    return line[:word] if word > 0 else line


def _goes_on(text: str, at: int) -> bool:
    """Whether the line has a character at a place beside what is shown of it."""
    return 0 <= at < len(text) and text[at] != "\n"


def _spaced(text: str) -> str:
    """Captured text on one line, with a blank where it began or ended with one."""
    blank = [" " if text[n : n + 1 or None].isspace() else "" for n in (0, -1)]
    return f"{blank[0]}{plain(text)}{blank[1]}" if text.strip() else blank[0]
