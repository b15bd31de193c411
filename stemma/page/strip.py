"""Captured text told apart: which lines are the report, and what kind of furniture the others are.

One way through, each step seeing what the ones before it decided:

1. weigh: what a line looks like, says and stands beside gives it a score (`features`, `weigh`); above the threshold it
   is the report;
2. certain wording: a line that is nothing but a wording of the pack ("Most read", "Published: ...") is furniture, and
   so is one that the outlet's other reports of the run have too;
3. title: of the lines before the first paragraph the one that the body takes up most;
4. repeats: what stands a second time;
5. kinds: report lines are lead, paragraph or subtitle, the others what their wording, or else their place, says.

Losing a paragraph is worse than keeping a menu line, so the threshold is low.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import get_args

from stemma.languages.language import Language
from stemma.languages.tokens import tokenize
from stemma.model import Block, BlockKind, FurnitureKind
from stemma.page.features import stems_of
from stemma.page.lines import CLOSERS, DATE_LINE_WORDS, LONG_WORDS, Line, read_lines
from stemma.page.weigh import MARKUP_THRESHOLD, THRESHOLD, weigh

PARAGRAPH_WORDS = 8
"""Words that a line ending like a sentence needs to be a paragraph by itself (set by hand)."""
HEADLINE_WORDS = 25
"""Up to this many words a line can be a headline, a caption or a line after a pointer."""
SHORT_WORDS = 14
"""Up to this many words a line without a full stop can be a headline, a caption or a menu line."""
CREDIT_WORDS = 4
"""Words of a line that names an agency and little else: "Quelle: dpa"."""
SHORT_SENTENCE = 4
"""Words from which a line that ends with a full stop is a sentence, not a subtitle."""
NEARLY = 0.3
"""The first of all lines that read nearly as much like the title as the best is the title; a standfirst follows it."""
SMALL_PAGE = 25
"""A page of so few lines has no menus to speak of, and too little text of its own to tell what belongs to it."""
SENTENCE_THRESHOLD = -8.0
"""Score above which a whole sentence of a small page is the report (set by hand, so that short notes lose nothing)."""
REPORT_LIKE = 0.2
"""How much a line's own score, from -3 to 2, counts for its being the title (of 0.1, 0.2 and 0.3 the best)."""
DOUBTFUL = -4.5
"""A line before the first paragraph with a score above this can be the title."""
HEADING = "tag h1"
"""What markup says of the line that is a page's heading."""
LONGEST_NAME = 4
"""Words of a name that stands alone in a line."""
FEW_LINES = 4
"""A page of so few lines is a note or a blurb; only certain wording is taken from it."""


def strip(
    text: str,
    language: Language,
    title: str | None = None,
    recurring: Collection[str] = (),
    markup: Sequence[tuple[str, ...]] = (),
) -> tuple[tuple[Block, ...], list[Line]]:
    """Blocks of a captured text, and its lines as they were classified.

    `recurring`: keys of lines that other reports of the outlet have too; `markup`: what HTML says of each line.
    """
    lines = read_lines(text, language, markup)
    _score(lines, "markup" if markup else "lines")
    furniture = _certain(lines, language, recurring)
    head = _title(lines, furniture, title)
    report = _report(lines, furniture, head)
    repeats = _repeats(lines, head)
    for i, line in enumerate(lines):
        if i == head:
            line.kind = "title"
        elif i in repeats:
            line.kind = "repeat"
        elif report[i]:
            line.kind = _report_kind(line)
        else:
            line.kind = furniture.get(i) or _furniture_kind(lines, i)
    _name_lead(lines, head)
    return blocks_of(lines), lines


def whole(text: str, language: Language) -> tuple[tuple[Block, ...], list[Line]]:
    """Blocks of a text that is known to have no furniture: all of it is the report."""
    lines = read_lines(text, language)
    for i, line in enumerate(lines):
        headline = i == 0 and len(lines) > 1 and not line.terminal and 0 < line.words <= SHORT_WORDS + 8
        line.kind = "title" if headline else "paragraph"
    return blocks_of(lines), lines


def blocks_of(lines: Sequence[Line]) -> tuple[Block, ...]:
    """One block for each line."""
    return tuple(Block(line.start, line.end, line.kind or "navigation") for line in lines)


def _score(lines: Sequence[Line], weights: str) -> None:
    lift = THRESHOLD - MARKUP_THRESHOLD if weights == "markup" else 0.0
    for line, score in zip(lines, (s + lift for s in weigh(lines, weights)), strict=True):
        small = len(lines) <= FEW_LINES and line.words >= 3
        line.score = max(score, THRESHOLD + 1) if small else score


def _report(lines: Sequence[Line], furniture: Collection[int], head: int) -> list[bool]:
    """Which lines are the report: by their score, and on a small page every sentence that says nothing else."""
    small = len(lines) <= SMALL_PAGE
    found = []
    for i, line in enumerate(lines):
        sentence = small and line.words >= PARAGRAPH_WORDS and _ends_with_stop(line)
        enough = line.score > (SENTENCE_THRESHOLD if sentence else THRESHOLD)
        found.append(i == head or (enough and i not in furniture))
    if small:
        for i in range(max(1, head + 2), len(lines) - 1):
            between = found[i - 1] and found[i + 1] and _is_paragraph(lines[i - 1]) and _is_paragraph(lines[i + 1])
            found[i] = found[i] or (between and i not in furniture and 2 <= lines[i].words <= SHORT_WORDS)
    return found


def _certain(lines: Sequence[Line], language: Language, recurring: Collection[str]) -> dict[int, BlockKind]:
    """Lines that their wording alone, or their standing in other reports of the outlet, makes furniture."""
    found: dict[int, BlockKind] = {}
    for i, line in enumerate(lines):
        whole_line = line.says("lines")
        if whole_line is not None:
            found[i] = _kind(whole_line.what)
        elif line.says("sections"):
            found[i] = "navigation"
        elif (
            line.agencies
            or line.is_date_line
            or (line.date is not None and line.date.clock and not line.terminal and line.words <= SHORT_WORDS)
            or (line.says("agencies") and line.words <= CREDIT_WORDS)
            or ((line.says("published") or line.says("updated")) and line.words <= DATE_LINE_WORDS + 8)
            or _is_byline(line, language)
        ):
            found[i] = "byline"
        elif line.says("pointers") and line.words <= HEADLINE_WORDS:
            found[i] = "related"
        elif line.words == 0 or line.is_menu:
            found[i] = "navigation"
        elif (line.words <= LONG_WORDS and _speaks(line)) or (recurring and line.key in recurring):
            found[i] = _furniture_kind(lines, i)
    _pointed_at(lines, found)
    _bare_names(lines, found, language)
    return found


def _speaks(line: Line) -> bool:
    """Whether a line begins with, or holds, a wording that reports do not have."""
    photo, disclosed = line.says("photo"), line.says("disclosures")
    if disclosed is not None and (line.is_about(disclosed) or line.score <= THRESHOLD):
        return True
    return bool(line.says("starts") or line.says("contains")) or (photo is not None and photo.first == 0)


def _is_byline(line: Line, language: Language) -> bool:
    """A label and names: every word behind the label has a capital, or is a particle or "and"."""
    byline = line.says("bylines")
    if byline is None or "name" not in byline.slots or line.terminal or line.words > SHORT_WORDS:
        return False
    small = language.name_joiners
    words = [t for t in line.tokens[byline.slots["name"].first :] if t.is_word]
    return len(words) >= 2 and all(t.is_capital or t.fold in small for t in words)


def _bare_names(lines: Sequence[Line], furniture: dict[int, BlockKind], language: Language) -> None:
    """A line that is nothing but a person's name, beside a byline or a date line, is a byline too."""
    for i, line in enumerate(lines):
        if i in furniture or not is_bare_name(line, language):
            continue
        if any(furniture.get(j) == "byline" for j in (i - 2, i - 1, i + 1, i + 2)):
            furniture[i] = "byline"


def is_bare_name(line: Line, language: Language) -> bool:
    """Two to four words with capitals, the first of them a given name of the language's pack."""
    if not 2 <= line.words <= LONGEST_NAME or line.terminal or len(line.folded) != line.words:
        return False
    tokens = line.tokens
    words = [token for token in tokens if token.is_word]
    if not all(token.is_capital for token in words) or len(tokens) - len(words) > 1:
        return False
    return language.words.has(words[0].fold, "given")


def _pointed_at(lines: Sequence[Line], furniture: dict[int, BlockKind]) -> None:
    """The line after a pointer without a headline of its own ("Read also") is the headline that it points to."""
    pointed = False
    for i, line in enumerate(lines):
        if pointed and i not in furniture:
            sentence = line.terminal and line.words > SHORT_WORDS
            pointed = False
            if line.words <= HEADLINE_WORDS and not sentence:
                furniture[i] = "related"
        elif furniture.get(i) not in ("share", "caption"):
            pointer = line.says("pointers")
            pointed = pointer is not None and line.words <= 8 and not line.points_with_headline


def _kind(name: str) -> BlockKind:
    return next((kind for kind in get_args(FurnitureKind) if kind == name), "notice")


# ---------------------------------------------------------------- the title


def _title(lines: Sequence[Line], furniture: Collection[int], given: str | None) -> int:
    """The line that is the title, or -1."""
    if given:
        wanted = " ".join(t.fold for t in tokenize(given) if t.is_word or t.is_number)
        return _given_title(lines, wanted, furniture)
    first = next((i for i, line in enumerate(lines) if _opens_body(line) and i not in furniture), len(lines) - 1)
    body = [line for i, line in enumerate(lines) if i >= first and line.score > THRESHOLD and line.words >= 12]
    stems = {stem for line in body for stem in stems_of(line)}
    keys = Counter(line.key for line in lines)
    scored: list[tuple[float, int]] = []
    for i in range(min(first + 1, len(lines))):
        line = lines[i]
        told = i == first and _is_paragraph(line) and _ends_with_stop(line)
        alone = line.terminal and len(lines) - len(furniture) < 2
        if i in furniture or line.score < DOUBTFUL or alone or (told and scored):
            continue
        scored.append((_title_score(line, keys, stems), i))
    best = max((score for score, _ in scored), default=0.0)
    near = [i for score, i in scored if score >= best - NEARLY and lines[i].words >= 4]
    return near[0] if near else max(scored, key=lambda s: (s[0], -s[1]))[1] if scored else -1


def _given_title(lines: Sequence[Line], wanted: str, furniture: Collection[int]) -> int:
    """Of the lines that read as the given title the one that markup makes a heading, else the last above the body."""
    places = [i for i, line in enumerate(lines) if line.key == wanted]
    body = (i for i, line in enumerate(lines) if _opens_body(line) and i not in furniture and i not in places)
    first = next(body, len(lines))
    above = [i for i in places if i <= first] or places[:1]
    heads = [i for i in above if HEADING in lines[i].markup]
    return (heads or above or [-1])[-1]


def _opens_body(line: Line) -> bool:
    return line.score > THRESHOLD and _is_paragraph(line)


def _title_score(line: Line, keys: Counter[str], body: set[str]) -> float:
    """How much a line reads like the title: the body takes up its words, it has a title's length, it is repeated."""
    stems = stems_of(line)
    taken_up = len(stems & body) / len(stems) if stems else 0.0
    length = 0.5 if 4 <= line.words <= 22 else 0.1 if line.words else 0.0
    twice = 0.3 if line.words >= 3 and keys[line.key] > 1 else 0.0
    looks = REPORT_LIKE * max(-3.0, min(2.0, line.score))
    return taken_up + length + twice + looks - (0.3 if line.terminal and line.text[-1] == "." else 0.0)


# ---------------------------------------------------------------- kinds


def _is_paragraph(line: Line) -> bool:
    speech = line.text[0] in "–—-•" and line.terminal and line.words >= SHORT_SENTENCE
    return (line.terminal and line.words >= PARAGRAPH_WORDS) or line.words >= HEADLINE_WORDS or speech


def _ends_with_stop(line: Line) -> bool:
    return line.terminal and line.text[-1] in f".!{CLOSERS}"


def _report_kind(line: Line) -> BlockKind:
    if _is_paragraph(line) or (_ends_with_stop(line) and line.words >= SHORT_SENTENCE):
        return "paragraph"
    return "subtitle" if line.words <= SHORT_WORDS + 6 else "paragraph"


def _furniture_kind(lines: Sequence[Line], i: int) -> BlockKind:
    """What kind of furniture a line is: by its wording, by what stands beside it, and last by its length."""
    line = lines[i]
    starts, contains, photo = line.says("starts"), line.says("contains"), line.says("photo")
    if starts is not None or contains is not None:
        return _kind((starts or contains).what)  # type: ignore[union-attr]
    if line.says("disclosures"):
        return "paywall" if line.says("disclosures", "paywalled") else "notice"
    if line.says("bylines") and line.words <= SHORT_WORDS:
        return "byline"
    if photo is not None or _stands_before_photo(lines, i):
        return "caption"
    return "navigation" if line.words <= 4 else "related"


def _stands_before_photo(lines: Sequence[Line], i: int) -> bool:
    """Whether a line has a photo credit right after it, or after its own repetition."""
    if lines[i].words > LONG_WORDS:
        return False
    for j in (i + 1, i + 2):
        if j >= len(lines):
            return False
        photo = lines[j].says("photo")
        if photo is not None and photo.first <= 1:
            return True
        if lines[j].key != lines[i].key:
            return False
    return False


def _repeats(lines: Sequence[Line], head: int) -> set[int]:
    """What stands a second time. The title counts as the first wording of itself, wherever it stands."""
    seen: dict[str, int] = {}
    if head >= 0:
        seen[lines[head].key] = head
    found = set()
    for i, line in enumerate(lines):
        if line.key and seen.setdefault(line.key, i) != i and line.words >= 3:
            found.add(i)
    return found


def _name_lead(lines: Sequence[Line], head: int) -> None:
    """The first paragraph under the title is the lead, where more paragraphs follow."""
    paragraphs = [i for i, line in enumerate(lines) if line.kind == "paragraph" and i > head]
    if len(paragraphs) > 1:
        lines[paragraphs[0]].kind = "lead"
