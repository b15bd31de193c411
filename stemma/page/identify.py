"""A capture becomes a report: language, blocks, title, dates, outlet, credits, disclosures, sentences.

In two steps, since what stands in an outlet's other reports of a run tells furniture: `open_page` renders a capture and
tells its language, `read_opened` classifies its lines and identifies the report.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from stemma.languages.language import Language
from stemma.languages.registry import UNDETERMINED, Languages
from stemma.model import Block, Capture, Disclosure, Evidence, Rejected, Report
from stemma.page import dating
from stemma.page.credits import credits_of
from stemma.page.detect import detect, foreign
from stemma.page.disclosures import disclosures
from stemma.page.html import HtmlPage, render
from stemma.page.lines import Line
from stemma.page.sentences import sentences
from stemma.page.strip import strip, whole
from stemma.page.titles import without_outlet
from stemma.page.translation import Seen, translation_signs

NO_ARTICLE = "no article found in the HTML; save the page of a single report"
ARTICLE_WORDS = 8
"""A page without a single line of so many words holds menus, and no article."""
OUTLET_SOURCES = ("opengraph", "json-ld", "feed", "dublin-core", "meta")
URL_SOURCES = ("meta", "opengraph", "json-ld", "archive", "feed")


@dataclass(frozen=True, slots=True)
class Opened:
    """A capture as text in a known language, before its lines are told apart."""

    capture: Capture
    text: str
    language: str
    basis: Literal["given", "detected"]
    page: HtmlPage | None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return self.page.evidence if self.page else self.capture.evidence


def read_page(capture: Capture, languages: Languages, now: datetime.date | None = None) -> Report | Rejected:
    """One capture as a report without marks, or the reason why it is none.

    `now`: dates after it are not believed; without it every date that the calendar has may be one.
    """
    opened = open_page(capture)
    return opened if isinstance(opened, Rejected) else read_opened(opened, languages, now)


def open_page(capture: Capture) -> Opened | Rejected:
    """A capture as text in a known language, or the reason why it is none."""
    page: HtmlPage | None = None
    text = capture.text
    if text is None:
        page = render(capture.html or "", capture.url, capture.evidence)
        if page is None or not any(len(line.split()) >= ARTICLE_WORDS for line in page.text.splitlines()):
            return Rejected(capture.where, "page", NO_ARTICLE)
        text = page.text
        capture = msgspec.structs.replace(capture, html=None)  # it is large, and no longer needed
    if not any(c.isalnum() for c in text):
        return Rejected(capture.where, "page", "no words in the text")
    if capture.language:
        return Opened(capture, text, capture.language.replace("_", "-"), "given", page)
    return Opened(capture, text, detect(text), "detected", page)


def read_opened(
    opened: Opened,
    languages: Languages,
    now: datetime.date | None = None,
    recurring: Collection[str] = (),
) -> Report | Rejected:
    """An opened capture as a report without marks; `recurring`: keys of lines that its outlet's other reports have."""
    capture, text, page = opened.capture, opened.text, opened.page
    language = languages.get(opened.language)
    title = capture.title or (page.title if page else None)
    if capture.clean:
        blocks, lines = whole(text, language)
    else:
        blocks, lines = strip(text, language, title, recurring, page.markup if page else ())
    if page is not None and not any(b.is_report and b.kind != "title" for b in blocks):
        return Rejected(capture.where, "page", NO_ARTICLE)
    evidence = opened.evidence
    outlet = capture.outlet or _stated(evidence, "outlet", OUTLET_SOURCES)
    when = dating.published(capture, evidence, lines, language, now)
    since = when.value if when.basis != "inferred" else None
    return Report(
        id=capture.id or _id(capture, text),
        text=text,
        path=None if capture.where.startswith("standard input") else capture.where,
        url=capture.url or _stated(evidence, "url", URL_SOURCES),
        language=opened.language,
        language_basis=opened.basis,
        title=capture.title or _title(title, lines, outlet, capture.url),
        published=when.value,
        published_basis=when.basis,
        updated=dating.updated(evidence, lines, since, capture.url, now),
        captured=capture.captured,
        outlet=outlet,
        blocks=foreign(blocks, lines, opened.language),
        sentences=sentences(text, blocks, language),
        credits=credits_of(text, lines, evidence, language),
        disclosures=_disclosed(opened, lines),
        evidence=(*dating.as_given(capture), *evidence),
        notes=_notes(capture, opened.language, language, blocks),
    )


def _disclosed(opened: Opened, lines: Sequence[Line]) -> tuple[Disclosure, ...]:
    """What the page discloses; signs of machine translation only where it does not say so itself."""
    said = disclosures(lines, opened.page.is_free if opened.page else None)
    if opened.capture.clean or any(d.kind == "machine-translated" for d in said):
        return said
    return (*said, *translation_signs(Seen(lines, opened.language, opened.evidence, opened.capture.url)))


def _notes(capture: Capture, code: str, language: Language, blocks: Sequence[Block]) -> tuple[str, ...]:
    nothing = "" if any(b.is_report for b in blocks) else "no line looks like a report; all of it is kept as furniture"
    return tuple(filter(None, (capture.note, _pack_note(code, language), nothing)))


def _pack_note(code: str, language: Language) -> str:
    if language.code == UNDETERMINED:
        return "language not recognised: read for names, numbers and dates in figures only"
    if not language.has_pack:
        return f"no pack for {code!r}: read for names, numbers and dates in figures only"
    if not language.reads_marks:
        return f"the pack for {code!r} holds the wording of pages so far: read for names, numbers and dates only"
    if not language.reads_speech:
        return f"the pack for {code!r} has no words of speech so far: who says what is not read"
    return ""


def _id(capture: Capture, text: str) -> str:
    """Content makes the id, so that order and place of the input do not matter."""
    key = "\x1f".join((capture.url or "", text))
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _title(stated: str | None, lines: Sequence[Line], outlet: str | None, url: str | None) -> str | None:
    """The title that the page states, else that of the title line, without its outlet's name and a date before it."""
    line = next((line for line in lines if line.kind == "title"), None)
    shown = line.text if line is not None else None
    title = stated or (without_outlet(shown, [outlet] if outlet else [], url) if shown else None)
    if line is None or line.date is None or line.date.first != 0 or not title:
        return title
    dated = line.tokens[: line.date.last]
    date, rest = shown[: dated[-1].end - line.start] if shown else "", ""
    if title.startswith(date):
        rest = title.removeprefix(date).lstrip(" \t-–—|:•·,")
    return rest or title


def _stated(evidence: Sequence[Evidence], field: str, sources: Sequence[str]) -> str | None:
    for source in sources:
        for statement in evidence:
            if statement.field == field and statement.source == source:
                return statement.value
    return None
