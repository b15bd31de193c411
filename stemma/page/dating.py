"""When a report was published and updated: what the page states, what its lines show, what its text implies.

The order in which sources are believed: given with the record; JSON-LD; a labelled line ("Published:"); a line that is
a date beside the title; OpenGraph, other meta tags, Dublin Core and the feed; the address; the date line of the
text; the day of a label of updating, where no other is shown; and last, what the report's own dates imply. A bare date
above the title is the day on which the page was shown, and no publication date. A stated time in another clock than
the page's own can name the day before or after; there the day that the page shows is believed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from stemma.languages.dates import WrittenDate, iso_day, read_date, read_day_and_month
from stemma.languages.language import Language
from stemma.languages.tokens import Token
from stemma.model import Capture, Evidence, EvidenceSource
from stemma.page.clocks import zone_of
from stemma.page.lines import Line

_ZONE = re.compile(r"T\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$")
_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$", re.ASCII)
DATELINE_TOKENS = 14
"""A date line ("WARSAW, 22 July (Agency) —") stands within this many tokens of the first paragraph's start."""
FIRST_PARAGRAPHS = 2
"""A date line further down than this many paragraphs belongs to another report."""
NIGHT = (20, 6)
"""Hours of a stated time from and before which the page's own clock may show another day."""
LENGTH_OF_TIME = len("2024-11-12T08:08")
ABOVE, BEHIND = 4, 2
"""Lines above the title in which HTML may show the date of the report, and lines after its text."""
_MENUS = frozenset({"in nav", "own nav", "near nav"})
YEARS_BACK = 5
"""Years in which a day with its weekday is looked for: after five or six of them the same weekday comes again."""
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
EARLIEST = "1990"
"""No page of the web is older."""
MARKUP: tuple[EvidenceSource, ...] = ("opengraph", "meta", "dublin-core", "feed")
Basis = Literal["given", "page", "text", "inferred"]


@dataclass(frozen=True, slots=True)
class Published:
    """A time as precise as its evidence, and what it rests on; both None where nothing was found."""

    value: str | None
    basis: Basis | None


def published(
    capture: Capture,
    evidence: Sequence[Evidence],
    lines: Sequence[Line],
    language: Language,
    now: datetime.date | None,
) -> Published:
    """When the report was published. `now`: dates after it are not believed."""
    if capture.published and _ISO.match(capture.published.strip()):
        return Published(_minutes(capture.published.strip()), "given")
    shown = [*_labelled(lines), *_beside_title(lines)]
    latest = min(filter(None, (capture.captured, now.isoformat() if now else None)), default=None)
    for basis, value in _candidates(evidence, lines, language, shown, capture.url, latest):
        if value >= EARLIEST and (now is None or value[:10] <= now.isoformat()):
            return Published(_minutes(value), basis)
    return Published(None, None)


def as_given(capture: Capture) -> tuple[Evidence, ...]:
    """The given time of publication as it was given, where it says more than the report keeps: its zone."""
    value = (capture.published or "").strip()
    return (Evidence("published", "given", value),) if _ISO.match(value) and _ZONE.search(value) else ()


def _candidates(
    evidence: Sequence[Evidence],
    lines: Sequence[Line],
    language: Language,
    shown: Sequence[WrittenDate],
    url: str | None,
    latest: str | None,
) -> Iterator[tuple[Basis, str]]:
    for value in _stated(evidence, "published", ("json-ld",)):
        yield "page", _own_clock(value, shown, url)
    for date in shown:
        yield "page", date.iso
    for value in _stated(evidence, "published", MARKUP):
        yield "page", _own_clock(value, shown, url)
    for date in _above_title(lines):
        yield "page", date.iso
    for value in _stated(evidence, "published", ("url",)):
        yield "page", value
    for date in _dateline(lines, language):
        yield "text", date.iso
    for date in _behind_body(lines):
        yield "page", date.iso
    for line in lines:
        for date in _dates_of(line, "updated"):
            yield "inferred", date.iso[:10]
    inferred = _inferred(lines, language) or _weekday_inferred(lines, language, latest)
    if inferred:
        yield "inferred", inferred


def updated(
    evidence: Sequence[Evidence],
    lines: Sequence[Line],
    since: str | None,
    url: str | None = None,
    now: datetime.date | None = None,
) -> str | None:
    """When the page was last changed, as it states or shows; None where that is not after it was published."""
    stated = [_own_clock(value, (), url) for value in _stated(evidence, "updated", ("json-ld", *MARKUP))]
    shown = [date.iso for line in lines if line.says("updated") for date in _dates_of(line, "updated")]
    for value in (*stated, *shown):
        found = _minutes(value)
        later = since is None or found[: len(since)] > since[: len(found)]
        if later and (now is None or found[:10] <= now.isoformat()):
            return found
    return None


def _stated(evidence: Sequence[Evidence], field: str, sources: Sequence[EvidenceSource]) -> Iterator[str]:
    for source in sources:
        for statement in evidence:
            if statement.field == field and statement.source == source:
                yield statement.value


def _own_clock(value: str, shown: Sequence[WrittenDate], url: str | None) -> str:
    """A stated time at the outlet's own clock: universal time may name the day before or after.

    The clock is told by the country in the address, where all of it keeps one time; else, at night, the day that the
    page shows is believed where it is the one before or after.
    """
    if len(value) < LENGTH_OF_TIME or value[11:16] == "00:00":
        return value
    zone = zone_of(url) if value.endswith("Z") else None
    if zone is not None:
        return datetime.datetime.fromisoformat(value).astimezone(zone).strftime("%Y-%m-%dT%H:%M")
    hour = int(value[11:13])
    if NIGHT[1] <= hour < NIGHT[0]:
        return value
    day = datetime.date.fromisoformat(value[:10])
    near = (day + datetime.timedelta(days=1 if hour >= NIGHT[0] else -1)).isoformat()
    days = {date.iso[:10] for date in shown}
    if near in days and value[:10] not in days:
        return next(date.iso for date in shown if date.iso[:10] == near)
    return value


def _minutes(value: str) -> str:
    """A time as precise as minutes and without its zone: seconds are no news, and the clock is the page's own."""
    return re.sub(r"^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}).*$", r"\1T\2", value)


# ---------------------------------------------------------------- dates that the lines show


def _dates_of(line: Line, label: str) -> Iterator[WrittenDate]:
    """The date behind a label in a line, with its clock time; where the label has none, the date of the line."""
    wording = line.says(label)
    if wording is None:
        return
    date = wording.slots.get("date")
    if date is None:
        if line.date is not None:
            yield line.date
        return
    found: WrittenDate = date.value
    clock = wording.slots.get("clock")
    if clock is not None and not found.clock:
        found = found._replace(iso=f"{found.iso}T{clock.value}", clock=True)
    yield found


def _labelled(lines: Sequence[Line]) -> Iterator[WrittenDate]:
    for line in lines:
        yield from _dates_of(line, "published")


def _beside_title(lines: Sequence[Line]) -> Iterator[WrittenDate]:
    """Date lines between the title and the end of the first paragraphs; above the title only with a clock time."""
    head = next((i for i, line in enumerate(lines) if line.kind == "title"), 0)
    paragraphs = 0
    for i, line in enumerate(lines):
        paragraphs += line.kind in ("paragraph", "lead")
        if paragraphs > FIRST_PARAGRAPHS:
            return
        date = line.date if line.kind == "byline" else None
        if date is not None and not _is_of_update(line, date) and (i > head or date.clock):
            yield date


def _is_of_update(line: Line, date: WrittenDate) -> bool:
    """Whether a date of a line stands behind a label of updating, and not before it."""
    label = line.says("updated")
    return label is not None and label.first <= date.first


def _above_title(lines: Sequence[Line]) -> Iterator[WrittenDate]:
    """The title's own date ("12.11.2024 - ..."), and in HTML a date line just above it that is not in the header.

    In captured text a bare date above the title is as often the day on which the page was shown.
    """
    head = next((i for i, line in enumerate(lines) if line.kind == "title"), -1)
    if head < 0:
        return
    title = lines[head]
    if title.date is not None and title.date.first == 0 and not title.terminal:
        yield title.date
    for line in reversed(lines[max(0, head - ABOVE) : head]):
        if line.markup and line.date is not None and line.kind == "byline" and not _is_in_header(line, title):
            yield line.date


def _behind_body(lines: Sequence[Line]) -> Iterator[WrittenDate]:
    """A date with its clock time in the lines right after the text: "Author: ..., 29.12.2010, 13:36"."""
    last = max((i for i, line in enumerate(lines) if line.kind in ("lead", "paragraph")), default=len(lines))
    for line in lines[last + 1 : last + 1 + BEHIND]:
        if line.kind == "byline" and line.date is not None and line.date.clock and not _is_of_update(line, line.date):
            yield line.date


def _is_in_header(line: Line, title: Line) -> bool:
    """Whether a line stands in a menu, or in a header in which the title does not stand."""
    header = "in header" in line.markup and "in header" not in title.markup and "in article" not in line.markup
    return header or not _MENUS.isdisjoint(line.markup)


def _dateline(lines: Sequence[Line], language: Language) -> Iterator[WrittenDate]:
    """A full date at the very start of the text, before an agency or a dash: "WARSAW, 22 July 2022 (Agency) —"."""
    first = next((line for line in lines if line.kind in ("paragraph", "lead")), None)
    if first is None or not any(map(str.isdecimal, first.text[:120])):
        return
    for i, token in enumerate(first.tokens[:DATELINE_TOKENS]):
        date = read_date(first.tokens, i, language)
        if date is not None:
            after = first.tokens[date.last : date.last + 6]
            if any(t.text in "–—(:" for t in after) and i <= 8:
                yield date
            return
        if token.text in ".!?":
            return


def _inferred(lines: Sequence[Line], language: Language) -> str | None:
    """The latest full date of the report's first half whose weekday is named with it: "on Monday 17 July 2023".

    A report that only mentions "24 February 2022" may tell of anything since, so such a date dates nothing.
    """
    body = [line for line in lines if line.kind in ("paragraph", "lead", "title", "subtitle")]
    best = ""
    for line in body[: max(3, len(body) // 2)]:
        if not any(map(str.isdecimal, line.text)):
            continue
        for i, token in enumerate(line.tokens):
            if not token.is_number and not language.words.has(token.fold, "month"):
                continue
            date = read_date(line.tokens, i, language)
            if date is None or date.iso[:10] <= best:
                continue
            if _weekday_before(line.tokens, i, language) == datetime.date.fromisoformat(date.iso[:10]).isoweekday():
                best = date.iso[:10]
    return best or None


def _weekday_inferred(lines: Sequence[Line], language: Language, latest: str | None) -> str | None:
    """The day of "on Tuesday 12 November" in the report's first half: in the last year in which it was a Tuesday.

    That year is told by `latest` (when the page was captured, or the present), else by the latest year that the report
    names itself, and the next; without either there is none.
    """
    body = [line for line in lines if line.kind in ("paragraph", "lead", "title", "subtitle")]
    named = [int(y) for line in body for y in _YEAR.findall(line.text)]
    if latest is not None:
        years = list(range(int(latest[:4]), int(latest[:4]) - YEARS_BACK, -1))
    else:
        years = [max(named), max(named) + 1] if named else []
    for line in body[: max(3, len(body) // 2)] if years else ():
        for i, token in enumerate(line.tokens):
            found = read_day_and_month(line.tokens, i, language) if token.is_number else None
            weekday = _weekday_before(line.tokens, i, language) if found is not None else None
            if found is None or weekday is None:
                continue
            days = (iso_day(year, found[1], found[2]) for year in years)
            fit = (d for d in days if d is not None and datetime.date.fromisoformat(d).isoweekday() == weekday)
            day = next((d for d in fit if latest is None or d <= latest[:10]), None)
            if day is not None:
                return day
    return None


def _weekday_before(tokens: Sequence[Token], i: int, language: Language) -> int | None:
    for k in range(max(0, i - 4), i):
        weekday = next(language.words.at("weekday", tokens, k), None)
        if weekday is not None:
            return int(weekday.value[0])
    return None
