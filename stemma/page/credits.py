"""Whom a page credits: agencies, authors, photographers, the outlet; each with the characters that name it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from stemma.languages.language import Language
from stemma.languages.tokens import Token, fold
from stemma.model import Credit, Evidence
from stemma.page.lines import Line
from stemma.page.strip import is_bare_name
from stemma.page.wording import agency_at

READ_IN = frozenset({"paragraph", "lead", "byline", "title", "subtitle", "quote", "dateline"})
"""Kinds of lines in which an agency's name is a credit of the report; in a caption it is one of the picture."""
AUTHOR_SOURCES = ("json-ld", "opengraph", "dublin-core", "meta", "feed")
FULL_NAME = 2
"""Words of a further name in a byline; a single one behind a comma is a place or a desk."""
LONGEST_NAME = 6
"""Words of the longest name of an author."""
_JOINED = re.compile(r"\s*(?:,|;|/|&|\||•)\s*")
_NAME_SIGNS = frozenset("-'’.")


def credits_of(
    text: str, lines: Sequence[Line], evidence: Sequence[Evidence], language: Language
) -> tuple[Credit, ...]:
    """All credits of a page in the order of the text; those that only its metadata state stand at 0."""
    found = [credit for line in lines if line.kind != "repeat" for credit in _of_line(text, line, language)]
    found += _stated_authors(found, evidence)
    unique: dict[tuple[int, int, str, str], Credit] = {}
    for credit in found:
        unique.setdefault((credit.start, credit.end, credit.role, credit.name if credit.end == 0 else ""), credit)
    return tuple(sorted(unique.values(), key=lambda c: (c.start, c.end, c.role, c.name)))


def _of_line(text: str, line: Line, language: Language) -> Iterator[Credit]:
    if line.agencies:
        yield from (_agency(line.tokens, first, last, name) for first, last, name in line.agencies)
        return
    photo = line.says("photo")
    if photo is not None and line.kind == "caption":
        if photo.last < len(line.tokens):
            start, end = line.tokens[photo.last].start, line.tokens[-1].end
            yield Credit(start, end, "photo", text[start:end])
        return
    if line.kind in READ_IN:
        told: set[int] = set()
        for wording in line.wordings:
            if wording.where == "agencies" and "agency" in wording.slots:
                slot = wording.slots["agency"]
                yield from _joined(line.tokens, slot.first, slot.last, slot.value, told)
    if line.kind == "byline":
        yield from _authors(text, line, language)


def _agency(tokens: Sequence[Token], first: int, last: int, name: str) -> Credit:
    return Credit(tokens[first].start, tokens[last - 1].end, "agency", name)


def _joined(tokens: Sequence[Token], first: int, last: int, name: str, told: set[int]) -> Iterator[Credit]:
    """An agency and those joined to it by a slash, "dpa/AFP", up to one whose place is `told` already."""
    yield _agency(tokens, first, last, name)
    while last + 1 < len(tokens) and tokens[last].text in "/," and last + 1 not in told:
        told.add(last + 1)
        ahead = next(agency_at(tokens, last + 1), None)
        if ahead is None:
            return
        yield _agency(tokens, ahead.first, ahead.last, ahead.value)
        last = ahead.last


def _authors(text: str, line: Line, language: Language) -> Iterator[Credit]:
    """The names behind a byline's label, up to an agency; or the whole line, where it is nothing but a name."""
    byline = line.says("bylines")
    if byline is None or "name" not in byline.slots:
        if line.date is None and is_bare_name(line, language):
            yield Credit(line.start, line.end, "author", line.text)
        return
    joiners = frozenset(fold(w) for w in language.pack.language.conjunctions)
    slot, tokens = byline.slots["name"], line.tokens
    first = slot.first
    agency = next((i for i in range(slot.first, slot.last) if next(agency_at(tokens, i), None)), slot.last)
    for i in range(slot.first, agency + 1):
        if i == agency or not _in_name(tokens[i], joiners):
            last = i
            while last > first and not tokens[last - 1].is_capital and tokens[last - 1].text != ".":
                last -= 1
            if last > first and (first == slot.first or _words(tokens[first:last]) >= FULL_NAME):
                start, end = tokens[first].start, tokens[last - 1].end
                yield Credit(start, end, "author", text[start:end])
            first = i + 1


def _in_name(token: Token, joiners: frozenset[str]) -> bool:
    return (token.is_word and token.fold not in joiners) or token.text in _NAME_SIGNS


def _words(tokens: Sequence[Token]) -> int:
    return sum(token.is_word for token in tokens)


def _stated_authors(found: Sequence[Credit], evidence: Sequence[Evidence]) -> Iterator[Credit]:
    """The authors that the first source of metadata states which states any, unless the lines name them already."""
    known = {credit.name.casefold() for credit in found if credit.role == "author"}
    for source in AUTHOR_SOURCES:
        names = [e.value for e in evidence if e.field == "author" and e.source == source]
        outlets = {e.value.casefold() for e in evidence if e.field == "outlet"}
        for name in dict.fromkeys(part for stated in names for part in _JOINED.split(stated) if part):
            if name.casefold() not in known | outlets and len(name.split()) <= LONGEST_NAME:
                yield Credit(0, 0, "author", name)
        if names:
            return
