"""A capture becomes a report: language, blocks, title, date, outlet, credits, disclosures, sentences.

Where a page states several dates, the order is: given with the record; a labelled line of publication ("Published:");
the metadata of the page; a line that is a date beside the title; the date line of the text; and last, what the
report's own dates imply. A bare date above the title is the day on which the page was shown, and no publication date.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from stemma.languages.dates import WrittenDate, read_date
from stemma.languages.language import Language
from stemma.languages.registry import UNDETERMINED, Languages
from stemma.languages.tokens import Token
from stemma.model import Block, Capture, Credit, Disclosure, Rejected, Report
from stemma.page.detect import detect
from stemma.page.html import HtmlPage, render
from stemma.page.sentences import sentences
from stemma.page.strip import Line, strip, whole
from stemma.page.wording import agency_at

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$")
NO_ARTICLE = "no article found in the HTML; save the page of a single report"
ARTICLE_WORDS = 8
"""A page without a single line of so many words holds menus, and no article."""
DATELINE_TOKENS = 14
"""A date line ("WARSAW, 22 July (Agency) —") stands within this many tokens of the first paragraph's start."""


@dataclass(frozen=True, slots=True)
class _Published:
    value: str | None
    basis: Literal["given", "page", "text", "inferred"] | None


def read_page(capture: Capture, languages: Languages, now: datetime.date | None = None) -> Report | Rejected:
    """One capture as a report without marks, or the reason why it is none.

    `now`: dates after it are not believed; without it every date that the calendar has may be one.
    """
    page: HtmlPage | None = None
    text = capture.text
    if text is None:
        page = render(capture.html or "", capture.url)
        if page is None:
            return Rejected(capture.where, "page", NO_ARTICLE)
        text = page.text
        if not any(len(line.split()) >= ARTICLE_WORDS for line in text.splitlines()):
            return Rejected(capture.where, "page", NO_ARTICLE)
    if not any(c.isalnum() for c in text):
        return Rejected(capture.where, "page", "no words in the text")
    code, basis = _language(capture, text)
    language = languages.get(code)
    title = capture.title or (page.title if page else None)
    blocks, lines = (whole if capture.clean else strip)(text, language, title)
    notes = tuple(filter(None, (capture.note, _pack_note(code, language))))
    if not any(b.is_report for b in blocks):
        notes = (*notes, "no line looks like a report; all of it is kept as furniture")
    published = _published(capture, page, lines, language, now)
    report = Report(
        id=capture.id or _id(capture, text),
        text=text,
        path=None if capture.where.startswith("standard input") else capture.where,
        url=capture.url or (page.url if page else None),
        language=code,
        language_basis=basis,
        title=title or _title_of(text, blocks),
        published=published.value,
        published_basis=published.basis,
        outlet=capture.outlet or (page.outlet if page else None),
        blocks=blocks,
        sentences=sentences(((b, line.tokens) for b, line in zip(blocks, lines, strict=True)), language),
        credits=_credits(text, lines, page, language),
        disclosures=_disclosures(lines),
        notes=notes,
    )
    return report


def _language(capture: Capture, text: str) -> tuple[str, Literal["given", "detected"]]:
    if capture.language:
        return capture.language.replace("_", "-"), "given"
    return detect(text), "detected"


def _pack_note(code: str, language: Language) -> str:
    if language.has_pack:
        return ""
    if language.code == UNDETERMINED:
        return "language not recognised: read for names, numbers and dates in figures only"
    return f"no pack for {code!r}: read for names, numbers and dates in figures only"


def _id(capture: Capture, text: str) -> str:
    """Content makes the id, so that order and place of the input do not matter."""
    key = "\x1f".join((capture.url or "", text))
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _title_of(text: str, blocks: Iterable[Block]) -> str | None:
    for block in blocks:
        if block.kind == "title":
            return text[block.start : block.end]
    return None


# ---------------------------------------------------------------- dates


def _published(
    capture: Capture, page: HtmlPage | None, lines: Sequence[Line], language: Language, now: datetime.date | None
) -> _Published:
    if capture.published:
        value = capture.published.strip()
        if _ISO.match(value):
            return _Published(_minutes(value), "given")
    labelled = _first(_labelled(lines), now)
    if labelled:
        return _Published(labelled.iso, "page")
    if page is not None and page.published:
        return _Published(page.published, "page")
    beside = _first(_beside_title(lines), now)
    if beside:
        return _Published(beside.iso, "page")
    dateline = _first(_dateline(lines, language), now)
    if dateline:
        return _Published(dateline.iso, "text")
    inferred = _inferred(lines, language, now)
    if inferred:
        return _Published(inferred, "inferred")
    return _Published(None, None)


def _minutes(value: str) -> str:
    """A given time as precise as minutes; seconds are no news."""
    return re.sub(r"^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}).*$", r"\1T\2", value)


def _first(dates: Iterable[WrittenDate], now: datetime.date | None) -> WrittenDate | None:
    for date in dates:
        if now is None or date.iso[:10] <= now.isoformat():
            return date
    return None


def _labelled(lines: Sequence[Line]) -> Iterable[WrittenDate]:
    for line in lines:
        label = line.says("published")
        if label is None:
            continue
        date = label.slots.get("date")
        if date is not None:
            clock = label.slots.get("clock")
            found: WrittenDate = date.value
            if clock is not None and not found.clock:
                found = found._replace(iso=f"{found.iso}T{clock.value}", clock=True)
            yield found
        elif line.date is not None:
            yield line.date


def _beside_title(lines: Sequence[Line]) -> Iterable[WrittenDate]:
    """Date lines between the title and the end of the first paragraphs; above the title only with a clock time."""
    head = next((i for i, line in enumerate(lines) if line.kind == "title"), 0)
    paragraphs = 0
    for i, line in enumerate(lines):
        paragraphs += line.kind in ("paragraph", "lead")
        if paragraphs > 2:
            return
        shown = line.kind == "byline" and line.date is not None and not line.says("updated")
        if shown and line.date is not None and (i > head or line.date.clock):
            yield line.date


def _dateline(lines: Sequence[Line], language: Language) -> Iterable[WrittenDate]:
    """A full date at the very start of the text, before an agency or a dash: "WARSAW, 22 July 2022 (Agency) —"."""
    for line in lines:
        if line.kind in ("paragraph", "lead"):
            for i, token in enumerate(line.tokens[:DATELINE_TOKENS]):
                date = read_date(line.tokens, i, language)
                if date is not None:
                    after = line.tokens[date.last : date.last + 6]
                    if any(t.text in "–—(:" for t in after) and i <= 8:
                        yield date
                    return
                if token.text in ".!?":
                    return
            return


def _inferred(lines: Sequence[Line], language: Language, now: datetime.date | None) -> str | None:
    """The latest full date of the report's first half, to the day where it names the weekday too, else to the month.

    A report that says "on Monday 17 July 2023" tells of that day's news; one that only mentions "24 February 2022"
    may tell of anything since, so only the newest such date counts, and only as a month.
    """
    body = [line for line in lines if line.kind in ("paragraph", "lead", "title", "subtitle")]
    best: tuple[str, bool] | None = None
    for line in body[: max(3, len(body) // 2)]:
        for i in range(len(line.tokens)):
            date = read_date(line.tokens, i, language)
            if date is None or (now is not None and date.iso[:10] > now.isoformat()):
                continue
            day = date.iso[:10]
            named = _weekday_before(line.tokens, i, language) == datetime.date.fromisoformat(day).isoweekday()
            if best is None or day > best[0]:
                best = (day, named)
    if best is None or not best[1]:
        return None
    return best[0]


def _weekday_before(tokens: Sequence[Token], i: int, language: Language) -> int | None:
    for k in range(max(0, i - 4), i):
        weekday = next(language.words.at("weekday", tokens, k), None)
        if weekday is not None:
            return int(weekday.value[0])
    return None


# ---------------------------------------------------------------- credits and disclosures


def _credits(text: str, lines: Sequence[Line], page: HtmlPage | None, language: Language) -> tuple[Credit, ...]:
    found: list[Credit] = []
    for line in lines:
        if line.kind in ("repeat",):
            continue
        tokens = line.tokens
        if line.agencies:
            found += [_agency(tokens, first, last, name) for first, last, name in line.agencies]
            continue
        photo = line.says("photo")
        if photo is not None and line.kind == "caption":
            found += _photo(text, line, photo.last)
            continue
        if line.kind in ("paragraph", "lead", "byline", "title", "subtitle", "quote", "dateline"):
            for wording in line.wordings:
                if wording.where == "agencies" and "agency" in wording.slots:
                    slot = wording.slots["agency"]
                    found += _joined(tokens, slot.first, slot.last, slot.value)
        if line.kind == "byline":
            byline = line.says("bylines")
            if byline is not None and "name" in byline.slots:
                slot = byline.slots["name"]
                start, end = tokens[slot.first].start, tokens[slot.last - 1].end
                found.append(Credit(start, end, "author", text[start:end]))
    for author in page.authors if page else ():
        found.append(Credit(0, 0, "author", author))
    unique: dict[tuple[int, int, str], Credit] = {}
    for credit in found:
        unique.setdefault((credit.start, credit.end, credit.role), credit)
    return tuple(sorted(unique.values(), key=lambda c: (c.start, c.end, c.role, c.name)))


def _agency(tokens: Sequence[Token], first: int, last: int, name: str) -> Credit:
    return Credit(tokens[first].start, tokens[last - 1].end, "agency", name)


def _joined(tokens: Sequence[Token], first: int, last: int, name: str) -> list[Credit]:
    """An agency and those joined to it by a slash: "dpa/AFP"."""
    found = [_agency(tokens, first, last, name)]
    while last + 1 < len(tokens) and tokens[last].text in "/,":
        ahead = next(agency_at(tokens, last + 1), None)
        if ahead is None:
            break
        found.append(_agency(tokens, ahead.first, ahead.last, ahead.value))
        last = ahead.last
    return found


def _photo(text: str, line: Line, after: int) -> list[Credit]:
    if after >= len(line.tokens):
        return []
    start, end = line.tokens[after].start, line.tokens[-1].end
    return [Credit(start, end, "photo", text[start:end])]


def _disclosures(lines: Sequence[Line]) -> tuple[Disclosure, ...]:
    found: dict[tuple[int, str], Disclosure] = {}
    text = next((line.start for line in lines if line.kind in ("lead", "paragraph")), 0)
    for line in lines:
        for wording in line.wordings:
            kind = wording.what if wording.where == "disclosures" else ""
            if wording.where == "updated":
                kind = "updated"
            if kind == "sponsored" and line.start > text and line.kind not in ("lead", "paragraph"):
                continue  # below the report the label belongs to another headline
            if kind and (line.kind not in ("paragraph", "lead") or wording.where == "disclosures"):
                found.setdefault((line.start, kind), Disclosure(line.start, line.end, kind))  # type: ignore[arg-type]
        if line.kind == "paywall":
            found.setdefault((line.start, "paywalled"), Disclosure(line.start, line.end, "paywalled"))
    return tuple(sorted(found.values(), key=lambda d: (d.start, d.kind)))
