"""Captured text told apart: which lines are the report, and what kind of furniture the others are.

One cascade, line by line, each stage seeing what the ones before it decided:

1. wording: the pack's phrases (share, most read, paywall, "read also", credits, publication lines);
2. shape: a *paragraph* ends like a sentence and has enough words; it is the report unless its wording says otherwise;
3. place: the report reaches from its title to its last paragraph; what stands outside is navigation;
4. neighbours: a short line after a pointer is a related headline, before a photo credit a caption, between
   paragraphs a subtitle; what stands a second time is a repeat.

Losing a paragraph is worse than keeping a menu line, so a stage that is not sure keeps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from stemma.languages.dates import WrittenDate, read_date
from stemma.languages.language import Language
from stemma.languages.tokens import Token, tokenize
from stemma.model import Block, BlockKind
from stemma.page.wording import Wording, agency_at, book_for

PARAGRAPH_WORDS = 8
"""Words that a line ending like a sentence needs to be a paragraph by itself (set by hand).
"""
LONG_WORDS = 25
"""From this many words on a line is a paragraph even where no full stop ends it, or where the tail has begun."""
SHORT_WORDS = 14
"""Up to this many words a line without a full stop can be a headline, a caption or a menu line."""
NOTICE_WORDS = 45
"""A line longer than this keeps its text even if it holds a wording of furniture."""
STEM = 5
"""Letters by which words of a title are found again in the body, whatever their endings."""
NEARLY = 0.3
"""The first of all lines that read nearly as much like the title as the best is the title; a standfirst follows it."""
MENU_ITEMS = 3
DATE_LINE_WORDS = 12
INITIALS = 4
"""Letters in the initials of an author or desk beside an agency: "(PAP, mz)", "red"."""
CREDIT_WORDS = 4
"""Words of a line that names an agency and little else: "Quelle: dpa"."""
SHORT_SENTENCE = 4
"""Words from which a line inside the report that ends with a full stop is a sentence of it, not a subtitle."""
_TERMINAL = frozenset(".!?…。")
_CLOSERS = frozenset("\"'”’»«“)]›")
_DASHES = frozenset("–—-•")
_MENU_SIGNS = frozenset("|»›>·•/\\")


@dataclass(slots=True)
class Line:
    """One line that is not blank, while it is being classified."""

    start: int
    end: int
    tokens: list[Token]
    wordings: list[Wording]
    kind: BlockKind | None = None
    date: WrittenDate | None = None
    words: int = 0
    terminal: bool = False
    agencies: list[tuple[int, int, str]] = field(default_factory=list)

    def says(self, where: str, what: str = "") -> Wording | None:
        """The first wording of this kind in the line."""
        for wording in self.wordings:
            if wording.where == where and (not what or wording.what == what):
                return wording
        return None

    @property
    def key(self) -> str:
        return " ".join(t.fold for t in self.tokens if t.is_word or t.is_number)


def read_lines(text: str, language: Language) -> list[Line]:
    """The lines of a text with what their wording says."""
    book = book_for(language)
    lines = []
    start = 0
    for raw in text.splitlines(keepends=True):
        end = start + len(raw)
        content = raw.strip()
        if content:
            begin = start + raw.index(content)
            tokens = tokenize(text, begin, begin + len(content))
            if tokens:
                lines.append(_line(begin, begin + len(content), tokens, book.read(tokens), language))
        start = end
    return lines


def _line(start: int, end: int, tokens: list[Token], wordings: list[Wording], language: Language) -> Line:
    line = Line(start, end, tokens, wordings)
    line.words = sum(t.is_word for t in tokens)
    line.terminal = _ends_like_sentence(tokens)
    if line.words <= DATE_LINE_WORDS + 8:
        for i in range(len(tokens)):
            line.date = read_date(tokens, i, language)
            if line.date is not None:
                break
    line.agencies = _agency_line(tokens)
    return line


def _ends_like_sentence(tokens: Sequence[Token]) -> bool:
    last = len(tokens) - 1
    while last > 0 and tokens[last].text in _CLOSERS:
        last -= 1
    return tokens[last].text in _TERMINAL


def _ends_with_stop(line: Line) -> bool:
    return (line.terminal and line.tokens[-1].text in ".!") or (line.terminal and line.tokens[-1].text in _CLOSERS)


def _agency_line(tokens: Sequence[Token]) -> list[tuple[int, int, str]]:
    """Agencies of a line that holds nothing but agencies, signs and initials: "/ritzau/dpa/", "(PAP, mz)"."""
    found: list[tuple[int, int, str]] = []
    i, others = 0, 0
    while i < len(tokens):
        fill = next(agency_at(tokens, i), None)
        if fill is not None:
            found.append((fill.first, fill.last, fill.value))
            i = fill.last
            continue
        if tokens[i].is_word and (len(tokens[i].text) > INITIALS or others >= 2):
            return []
        others += tokens[i].is_word
        i += 1
    return found if len(tokens) <= 12 else []


def strip(text: str, language: Language, title: str | None = None) -> tuple[tuple[Block, ...], list[Line]]:
    """Blocks of a captured text, and its lines as they were classified."""
    lines = read_lines(text, language)
    _by_wording(lines)
    first, last = _core(lines)
    head = _title(lines, first, title)
    _tail_and_front(lines, head, first, last)
    _inside(lines, head, first, last)
    _repeats(lines, head)
    _name_lead(lines, head)
    return tuple(Block(line.start, line.end, line.kind or "navigation") for line in lines), lines


def whole(text: str, language: Language, title: str | None = None) -> tuple[tuple[Block, ...], list[Line]]:
    """Blocks of a text that is known to have no furniture: all of it is the report."""
    lines = read_lines(text, language)
    for i, line in enumerate(lines):
        headline = i == 0 and len(lines) > 1 and not line.terminal and 0 < line.words <= SHORT_WORDS + 8
        line.kind = "title" if headline else "paragraph"
    return tuple(Block(line.start, line.end, line.kind or "paragraph") for line in lines), lines


_WHOLE_LINE: tuple[tuple[str, BlockKind | None], ...] = (
    ("lines", None),
    ("sections", "navigation"),
    ("published", "byline"),
    ("updated", "byline"),
)


def _by_wording(lines: list[Line]) -> None:
    """Stage 1: lines whose wording alone tells what they are."""
    for line in lines:
        for where, kind in _WHOLE_LINE:
            wording = line.says(where)
            if wording and (where in ("lines", "sections") or line.words <= DATE_LINE_WORDS + 8):
                line.kind = kind or _kind(wording.what)
                break
        if line.kind is not None:
            continue
        long = line.words > NOTICE_WORDS
        starts, contains, photo = line.says("starts"), line.says("contains"), line.says("photo")
        if line.agencies or (line.says("agencies") and line.words <= CREDIT_WORDS):
            line.kind = "byline"
        elif line.says("pointers") and (line.words <= LONG_WORDS):
            line.kind = "related"
        elif starts and not long:
            line.kind = _kind(starts.what)
        elif contains and not long:
            line.kind = _kind(contains.what)
        elif line.says("disclosures") and not long:
            line.kind = "paywall" if line.says("disclosures", "paywalled") else "notice"
        elif photo and (photo.first == 0 or line.words <= LONG_WORDS):
            line.kind = "caption"
        elif (line.says("bylines") and line.words <= SHORT_WORDS) or _is_date_line(line):
            line.kind = "byline"
        elif _is_menu(line):
            line.kind = "navigation"


def _is_menu(line: Line) -> bool:
    """Several short items side by side, set apart by signs or wide blanks: "Home | World | Sport"."""
    if line.terminal or line.words > LONG_WORDS:
        return False
    items = [0]
    last = line.tokens[0].end
    for token in line.tokens:
        if token.text in _MENU_SIGNS and token.space:
            items.append(0)
        else:
            if token.start - last >= 2:
                items.append(0)
            items[-1] += token.is_word
        last = token.end
    return len(items) >= MENU_ITEMS and max(items) <= 4


def _kind(name: str) -> BlockKind:
    known: tuple[BlockKind, ...] = (
        "related",
        "navigation",
        "promotion",
        "paywall",
        "share",
        "notice",
        "caption",
        "byline",
    )
    return next((k for k in known if k == name), "notice")


def _is_date_line(line: Line) -> bool:
    """A line that is a date and little else."""
    if line.date is None:
        return False
    inside = sum(t.is_word for t in line.tokens[line.date.first : line.date.last])
    others = line.words - inside
    return others <= 5 and not (line.terminal and (others > 2 or line.words > DATE_LINE_WORDS))


def _is_paragraph(line: Line, least: int = PARAGRAPH_WORDS) -> bool:
    if line.kind is not None:
        return False
    speech = line.tokens[0].text in _DASHES and line.terminal and line.words >= 4
    return (line.terminal and line.words >= least) or line.words >= LONG_WORDS or speech


_TAIL = frozenset({"paywall", "related", "promotion", "navigation"})


def _core(lines: list[Line]) -> tuple[int, int]:
    """Stage 2: first and last paragraph. After a paywall or a list at the end, only long lines count as paragraphs."""
    paragraphs = [i for i, line in enumerate(lines) if _is_paragraph(line)]
    if not paragraphs:
        loose = [i for i, line in enumerate(lines) if line.kind is None and line.words >= 3]
        return (loose[0], loose[-1]) if loose else (0, -1)
    first, last = paragraphs[0], paragraphs[0]
    for i in paragraphs[1:]:
        between = lines[last + 1 : i]
        closed = any(b.kind == "paywall" for b in lines[first:i]) and i > first + 2
        apart = sum(b.kind in _TAIL or (b.kind is None and not b.terminal) for b in between)
        if (closed or apart >= 5) and lines[i].words < LONG_WORDS and i - first > 2:
            continue
        last = i
    return first, last


def _title(lines: list[Line], first: int, given: str | None) -> int:
    """Stage 3: the line that is the title, or -1."""
    if given:
        wanted = " ".join(t.fold for t in tokenize(given) if t.is_word or t.is_number)
        for i, line in enumerate(lines):
            if line.key == wanted:
                return i
        return -1
    paragraphs = [line for line in lines[max(first, 0) :] if _is_paragraph(line)]
    body = {t.fold[:STEM] for line in paragraphs for t in line.tokens if len(t.fold) >= STEM}
    scored: list[tuple[float, int]] = []
    for i in range(min(first + 1, len(lines))):
        line = lines[i]
        told = i == first and _is_paragraph(line) and _ends_with_stop(line)
        alone = line.terminal and sum(x.kind is None for x in lines) < 2
        if line.kind is None and not alone and not (told and scored):
            scored.append((_title_score(line, lines, body), i))
    best = max((score for score, _ in scored), default=0.0)
    near = [i for score, i in scored if score >= best - NEARLY and lines[i].words >= 4]
    return near[0] if near else max(scored, key=lambda s: (s[0], -s[1]))[1] if scored else -1


def _title_score(line: Line, lines: list[Line], body: set[str]) -> float:
    """How much a line reads like the title: the body takes up its words, it has a title's length, it is repeated."""
    stems = {t.fold[:STEM] for t in line.tokens if t.is_word and len(t.fold) >= STEM}
    taken_up = len(stems & body) / len(stems) if stems else 0.0
    length = 0.5 if 4 <= line.words <= 22 else 0.1 if line.words else 0.0
    twice = 0.3 if line.words >= 3 and sum(x.key == line.key for x in lines) > 1 else 0.0
    return taken_up + length + twice - (0.3 if line.terminal and line.tokens[-1].text == "." else 0.0)


def _tail_and_front(lines: list[Line], head: int, first: int, last: int) -> None:
    """Stage 3: what stands before the title and after the last paragraph."""
    if head >= 0:
        lines[head].kind = "title"
    for i, line in enumerate(lines):
        if line.kind is None and (i < min(head, first) or i > last):
            line.kind = "navigation" if line.words <= 4 else "related"


def _inside(lines: list[Line], head: int, first: int, last: int) -> None:
    """Stage 4: lines between title and end, by their neighbours."""
    pointed = False
    for i in range(max(head, 0), min(last + 1, len(lines))):
        line = lines[i]
        if line.kind == "related" and line.says("pointers"):
            pointed = line.words <= 8 and not _has_headline(line)
            continue
        if line.kind is not None:
            pointed = pointed and line.kind in ("share", "caption")
            continue
        if pointed and line.words <= LONG_WORDS and not (line.terminal and line.words > SHORT_WORDS):
            line.kind, pointed = "related", False
            continue
        pointed = False
        if _is_paragraph(line) or (i > first and _ends_with_stop(line) and line.words >= SHORT_SENTENCE):
            line.kind = "paragraph"
        elif _is_caption(lines, i):
            line.kind = "caption"
        elif line.words == 0:
            line.kind = "navigation"
        elif i < first:
            line.kind = "lead" if line.words >= PARAGRAPH_WORDS else "navigation" if line.words <= 3 else "subtitle"
        elif line.words <= SHORT_WORDS + 6:
            line.kind = "subtitle"
        else:
            line.kind = "paragraph"


def _has_headline(line: Line) -> bool:
    pointer = line.says("pointers")
    return pointer is not None and sum(t.is_word for t in line.tokens[pointer.last :]) >= 2


def _is_caption(lines: list[Line], i: int) -> bool:
    """A short line with a photo credit right after it, or after its own repetition."""
    if lines[i].words > LONG_WORDS:
        return False
    for j in (i + 1, i + 2):
        if j >= len(lines):
            return False
        if lines[j].kind == "caption" and lines[j].says("photo"):
            return True
        if lines[j].key != lines[i].key:
            return False
    return False


def _repeats(lines: list[Line], head: int) -> None:
    """Stage 4: what stands a second time. The title counts as the first wording of itself, wherever it stands."""
    seen: dict[str, int] = {}
    if head >= 0:
        seen[lines[head].key] = head
    for i, line in enumerate(lines):
        key = line.key
        if not key:
            continue
        if key in seen and seen[key] != i and line.words >= 3:
            line.kind = "repeat"
        else:
            seen.setdefault(key, i)


def _name_lead(lines: list[Line], head: int) -> None:
    """The first paragraph under the title is the lead, where more paragraphs follow."""
    paragraphs = [i for i, line in enumerate(lines) if line.kind == "paragraph" and i > head]
    if len(paragraphs) > 1 and not any(line.kind == "lead" for line in lines):
        lines[paragraphs[0]].kind = "lead"
