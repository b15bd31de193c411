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
BESIDE = 4
"""Lines above the title and after the last paragraph in which a report's own byline stands."""
LONGEST_NAME = 6
"""Words of the longest name of an author."""
_JOINED = re.compile(r"\s*(?:,|;|/|&|\||•)\s*")
_HANDLE = re.compile(r"\s*@\w+")
_NAME_SIGNS = frozenset("-'’.")


def credits_of(
    text: str, lines: Sequence[Line], evidence: Sequence[Evidence], language: Language
) -> tuple[Credit, ...]:
    """All credits of a page in the order of the text; those that only its metadata state stand at 0."""
    found = [credit for line in lines if line.kind != "repeat" for credit in _of_line(text, line)]
    shown = [
        credit for line in _beside_body(lines) if line.kind == "byline" for credit in _authors(text, line, language)
    ]
    stated = _stated(evidence, _conjunctions(language))
    shown = [_cut(credit, stated) for credit in shown]
    found += shown
    known = {_plain(credit.name) for credit in shown}
    found += [Credit(0, 0, "author", name) for name in stated if _plain(name) not in known]
    unique: dict[tuple[int, int, str, str], Credit] = {}
    for credit in found:
        unique.setdefault((credit.start, credit.end, credit.role, credit.name if credit.end == 0 else ""), credit)
    return tuple(sorted(unique.values(), key=lambda c: (c.start, c.end, c.role, c.name)))


def _beside_body(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines from a little above the title to the second paragraph, and a little after the last one.

    Bylines further away are those of other reports and of comments.
    """
    body = [i for i, line in enumerate(lines) if line.kind in ("lead", "paragraph")]
    if not body:
        return lines
    head = next((i for i, line in enumerate(lines) if line.kind == "title"), body[0])
    first, second = min(head, body[0]), body[min(1, len(body) - 1)]
    return [*lines[max(0, first - BESIDE) : second + 1], *lines[max(second, body[-1]) + 1 : body[-1] + BESIDE + 1]]


def _of_line(text: str, line: Line) -> Iterator[Credit]:
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
    joiners = _conjunctions(language)
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
                yield Credit(start, end, "author", text[start:end].replace("\u00ad", ""))
            first = i + 1


def _in_name(token: Token, joiners: frozenset[str]) -> bool:
    return (token.is_word and token.fold not in joiners) or token.text in _NAME_SIGNS


def _words(tokens: Sequence[Token]) -> int:
    return sum(token.is_word for token in tokens)


def _stated(evidence: Sequence[Evidence], joiners: frozenset[str]) -> list[str]:
    """The authors that the first source of metadata states which states any but the outlet itself."""
    outlets = {_plain(e.value) for e in evidence if e.field == "outlet"}
    first: list[str] = []
    for source in AUTHOR_SOURCES:
        stated = [e.value for e in evidence if e.field == "author" and e.source == source]
        parts = [part for value in stated for part in _JOINED.split(_HANDLE.sub("", value)) if part]
        names = list(dict.fromkeys(name for part in parts for name in _parted(part, joiners)))
        names = [name for name in names if len(name.split()) <= LONGEST_NAME]
        persons = [name for name in names if _plain(name) not in outlets]
        if persons:
            return persons
        first = first or names
    return first


def _parted(stated: str, joiners: frozenset[str]) -> list[str]:
    """Full names that stand with "and" between them one by one; whatever else is stated as it is."""
    names: list[list[str]] = [[]]
    for word in stated.split():
        if fold(word) in joiners:
            names.append([])
        else:
            names[-1].append(word)
    full = all(len(name) >= FULL_NAME and all(word[0].isupper() for word in name) for name in names)
    return [" ".join(name) for name in names] if full else [stated]


def _cut(credit: Credit, stated: Sequence[str]) -> Credit:
    """A byline's name without what follows it, where metadata state how much of it is the name."""
    for name in stated:
        if len(name.split()) > 1 and credit.name.startswith(f"{name} "):
            return Credit(credit.start, credit.start + len(name), credit.role, name)
    return credit


def _conjunctions(language: Language) -> frozenset[str]:
    return frozenset(fold(w) for w in language.pack.language.conjunctions)


def _plain(name: str) -> str:
    return " ".join(name.replace("\u00ad", "").casefold().split())
