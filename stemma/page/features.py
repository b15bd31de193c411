"""What a line of a page looks like, as named features: its shape, its wording, its neighbours and its place.

A feature is there or it is not, and `weights/*.tsv` says for each how much it speaks for the report. None of them asks
for a language: wording comes in by its kind (what a pack says that a phrase is), small words by how often they stand in
the page itself. So the weights hold for languages that were not learned from.

A page is looked at twice: `first_look` takes every line by itself and with the shape of its neighbours; `second_look`
sees in addition what the first look made of the lines around it.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from stemma.page.lines import CLOSERS, Line

COMMON_LINES = 3
"""A small word that stands in so many lines of a page is a function word of its language."""
SMALL = 5
"""Letters of the longest word that is taken for a small one."""
TOPIC_STEM = 5
"""Letters by which a word is found again in other lines, whatever its ending."""
MUCH_PROSE = 150
"""Different words of running text (by their first letters) from which a page's own vocabulary tells anything."""
PROSE_WORDS = 12
"""Words from which a line that ends like a sentence is taken for running text when its page is looked over."""
SPEECH_WORDS = 4
"""Words from which a line that begins with a dash is speech, or an item of a list, and no sign of a menu."""
LOOKED_AT = 45
"""Words up to which a line is looked at closely; a longer one is running text or nothing."""
CAPITALS_COUNTED = 300
"""Words of running text in which capitals are counted."""
USUAL_CAPITALS = 0.2
"""Share of words with a capital in running text, where a page has none to count it in (English and French news)."""
NEAR, WINDOW = 3, 5
"""Lines on each side whose shape, and whose score, is looked at together."""

_DIGIT = re.compile(r"\d")
_NETWORK = ("http", "www.", ".com", ".org", ".net", ".info", "@")
_GLUED = re.compile(r"[^\W\d_A-Z\u00c0-\u00de][A-Z\u00c0-\u00de][^\W\d_A-Z\u00c0-\u00de]")
_ADDRESS = re.compile(r"https?:|www\.|\w\.(?:com|org|net|info)\b|\w@\w")
_SIGNS = {"|": "bar", "©": "copyright", "»": "angle", "›": "angle", "•": "bullet", "·": "bullet", "…": "dots"}
_SIGNS |= {"(": "bracket", ":": "colon", "+": "plus"}
_QUOTES = frozenset('"“„«')
_DASHES = "–—-•"
_INVERTED = "¿¡"
_PASSED = _DASHES + _INVERTED + " "
_LAST = {sign: f"ends {sign}" for sign in ".!?…:,;-|)"}
LONG_CHARS = 100
"""Characters from which a sign in a line says something else than in a short one."""


def _scale(name: str, edges: Sequence[float]) -> tuple[Sequence[float], tuple[str, ...]]:
    """The edges of a scale and the names of its steps: "name <= edge", and the last one above all edges."""
    return edges, (*(f"{name} <= {edge:g}" for edge in edges), f"{name} > {edges[-1]:g}")


_CHARS = _scale("characters", (10, 20, 35, 50, 70, 100, 150, 250, 450))
_WORDS = _scale("words", (0, 1, 2, 3, 5, 8, 12, 18, 30, 50))
_COMMAS = _scale("commas", (0, 1, 2))
_DIGITS = _scale("digits", (0, 0.05, 0.15, 0.35))
_CAPITALS = _scale("capitals beyond prose", (-0.05, 0.1, 0.25, 0.45, 0.7))
_SMALL_WORDS = [_scale(f"small words ({size})", (0, 0.1, 0.2, 0.3)) for size in ("1-5", "6-11", "12-17", "18+")]
_TOPICS = {shape: _scale(f"topic ({shape})", (0, 0.2, 0.4, 0.6, 0.85)) for shape in ("prose", "short", "middle")}
_RUNS = {kind: _scale(f"run of {kind}", (1, 2, 3, 5, 9)) for kind in ("short", "long")}
_PROSE_NEAR = _scale("prose near", (0, 1, 2, 3, 4))
_SCORES = (-4, -2, -1, 0, 1, 2, 4)
_SCORE = _scale("score", _SCORES)
_AROUND = [(d, _scale(f"score at {d:+d}", _SCORES), f"edge at {d:+d}") for d in (-3, -2, -1, 1, 2, 3)]
_STEPS = [*(name.removeprefix("score ") for name in _SCORE[1]), "edge"]
EDGE = len(_STEPS) - 1
_BETWEEN = [[f"between {before} and {after}" for after in _STEPS] for before in _STEPS]
_MASS_BEFORE = _scale("report before", (0.001, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999))
_MASS_AFTER = _scale("report after", (0.001, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 0.999))
_WINDOW = _scale("report around", (0.1, 0.3, 0.5, 0.7, 0.9))
SHAPES = ("prose", "sentence", "exclamation", "long", "headline", "phrase", "scrap")
_NEIGHBOUR = {d: {s: f"{s} at {d:+d}" for s in (*SHAPES, "edge")} for d in (-2, -1, 1, 2)}
_BEFORE = {s: [f"{n} prose before {s}" for n in ("no", "1", "2", "3", "more")] for s in SHAPES}
_AFTER = {s: [f"{n} prose after {s}" for n in ("no", "1", "2", "3", "more")] for s in SHAPES}
_SHAPE = {s: f"is {s}" for s in SHAPES}


def _step(scale: tuple[Sequence[float], tuple[str, ...]], value: float) -> str:
    return scale[1][bisect_left(scale[0], value)]


@dataclass(frozen=True, slots=True)
class _Look:
    """What is counted once for all lines of a page."""

    texts: list[str]
    chunks: list[list[str]]
    shapes: list[str]
    sayings: list[list[str]]
    stems: list[set[str]]
    topics: Counter[str]
    common: frozenset[str]
    capitals: float
    prose: list[int]
    runs: list[int]
    twice: Counter[str]

    @property
    def has_much_prose(self) -> bool:
        """Whether what words the page's running text has can tell what belongs to it."""
        return len(self.topics) >= MUCH_PROSE


def first_look(lines: Sequence[Line]) -> list[list[str]]:
    """The features of every line, by itself and with the shape and wording of its neighbours."""
    look = _look(lines)
    seen: set[str] = set()
    return [_own(lines[i], i, look, seen) + _beside(i, look) for i in range(len(lines))]


def second_look(lines: Sequence[Line], first: Sequence[Sequence[str]], scores: Sequence[float]) -> list[list[str]]:
    """The features of the first look, and what its scores say of the lines around each line and of its place."""
    shares = [1 / (1 + math.exp(-max(-30.0, min(30.0, s)))) for s in scores]
    masses = [share * (line.end - line.start) for share, line in zip(shares, lines, strict=True)]
    steps = [bisect_left(_SCORE[0], score) for score in scores]
    total = sum(masses) or 1.0
    sums = [0.0, *accumulate(shares)]
    found, before, size = [], 0.0, len(lines)
    for i, own in enumerate(first):
        names = [*own, _SCORE[1][steps[i]]]
        for distance, (_, table), edge in _AROUND:
            j = i + distance
            names.append(table[steps[j]] if 0 <= j < size else edge)
        names.append(_BETWEEN[steps[i - 1] if i else EDGE][steps[i + 1] if i + 1 < size else EDGE])
        names.append(_step(_MASS_BEFORE, before / total))
        before += masses[i]
        names.append(_step(_MASS_AFTER, 1 - before / total))
        low, high = max(0, i - WINDOW), min(size, i + WINDOW + 1)
        others = high - low - 1
        names.append(_step(_WINDOW, (sums[high] - sums[low] - shares[i]) / others if others else 0.0))
        found.append(names)
    return found


def _look(lines: Sequence[Line]) -> _Look:
    texts = [line.text for line in lines]
    chunks = [text.split() for text in texts]
    shapes = [_shape(line, len(words)) for line, words in zip(lines, chunks, strict=True)]
    small: Counter[str] = Counter()
    for line in lines:
        small.update({w for w in line.folded if len(w) <= SMALL})
    stems = [stems_of(line) for line in lines]
    topics: Counter[str] = Counter()
    for shape, found in zip(shapes, stems, strict=True):
        if shape == "prose":
            topics.update(found)
    prose = [0]
    for shape in shapes:
        prose.append(prose[-1] + (shape in ("prose", "long")))
    prose_words = (word for shape, words in zip(shapes, chunks, strict=True) if shape == "prose" for word in words)
    running = list(islice(prose_words, CAPITALS_COUNTED))
    return _Look(
        texts,
        chunks,
        shapes,
        [_sayings(line) for line in lines],
        stems,
        topics,
        frozenset(w for w, n in small.items() if n >= COMMON_LINES),
        sum(w[0].isupper() for w in running) / len(running) if running else USUAL_CAPITALS,
        prose,
        _run_lengths(shapes),
        Counter(line.key for line in lines),
    )


def stems_of(line: Line) -> set[str]:
    """The longer words of a line by their first letters, without case: a word is found again whatever its ending."""
    return {w[:TOPIC_STEM] for w in line.folded if len(w) >= TOPIC_STEM and not w[0].isdecimal()}


def _shape(line: Line, words: int) -> str:
    if line.terminal:
        return "prose" if words >= PROSE_WORDS else "sentence" if words >= 4 else "exclamation"
    return "long" if words >= 25 else "headline" if words >= 7 else "phrase" if words >= 3 else "scrap"


def _is_small(shape: str) -> bool:
    return shape in ("headline", "phrase", "scrap")


def _run_lengths(shapes: Sequence[str]) -> list[int]:
    """For each line how many lines of its kind, short or long, stand together there."""
    runs: list[int] = []
    first = 0
    for i in range(1, len(shapes) + 1):
        if i == len(shapes) or _is_small(shapes[i]) != _is_small(shapes[first]):
            runs += [i - first] * (i - first)
            first = i
    return runs


def _sayings(line: Line) -> list[str]:
    found = {f"{w.where} {w.what}".strip() for w in line.wordings}
    if line.points_with_headline:
        found = found - {"pointers"} | {"pointer and headline"}
    if line.agencies:
        found.add("agency line")
    if line.date is not None and line.is_date_line:
        found.add("date line")
    if line.words <= 25 and line.is_menu:
        found.add("menu")
    return sorted(found)


def _own(line: Line, i: int, look: _Look, seen: set[str]) -> list[str]:
    text, words, shape = look.texts[i], look.chunks[i], look.shapes[i]
    size, count = len(text), len(look.chunks[i])
    last = text.rstrip(CLOSERS)[-1:] or text[-1]
    names = [
        _CHARS[1][bisect_left(_CHARS[0], size)],
        _WORDS[1][bisect_left(_WORDS[0], line.words)],
        _LAST.get(last) or ("ends letter" if last.isalpha() else "ends digit" if last.isdigit() else "ends sign"),
        _begins(text, count),
        _step(_COMMAS, text.count(",")),
        _SHAPE[shape],
        *line.markup,
        *look.sayings[i],
    ]
    if line.words and count <= LOOKED_AT:
        names += _vocabulary(line, words, shape, look, look.stems[i])
        names.append(_step(_DIGITS, len(_DIGIT.findall(text)) / size))
        if size > 3 and text.isupper():
            names.append("all capitals")
        names += _signs(text, size)
    if look.twice[line.key] > 1:
        again = "stands again" if line.key in seen else "will stand again"
        names.append(again if count < 4 else f"{again}, long")
        seen.add(line.key)
    if line.date is not None and shape != "prose":
        names.append("holds a date")
    return names


def _vocabulary(line: Line, words: Sequence[str], shape: str, look: _Look, stems: set[str]) -> list[str]:
    """What the words of a line have in common with the page's running text."""
    names = []
    count = len(words)
    if count >= 3:
        names.append(_step(_CAPITALS, len([w for w in words if w[0].isupper()]) / count - look.capitals))
    if look.has_much_prose:
        small = len([w for w in line.folded if w in look.common]) / len(line.folded)
        names.append(_step(_SMALL_WORDS[min(3, count // 6)], small))
        if stems:
            own = shape == "prose"
            shared = len([stem for stem in stems if look.topics[stem] > own]) / len(stems)
            names.append(_step(_TOPICS["prose" if own else "short" if count < 5 else "middle"], shared))
    return names


def _begins(text: str, words: int) -> str:
    """What a line begins with; before a question the Spanish sign, before speech the dash is passed over."""
    spoken = words >= SPEECH_WORDS and text[0] in _DASHES
    first = (text.lstrip(_PASSED if spoken else _INVERTED) or text)[0]
    if first.isalpha():
        return "begins capital" if first.isupper() else "begins small" if first.islower() else "begins letter"
    if first in _QUOTES or first in "'”‚’":
        return "begins quote"
    return "begins digit" if first.isdigit() else "begins dash" if first in _DASHES else "begins sign"


def _signs(text: str, size: int) -> list[str]:
    present = set(text)
    names = [f"{name}, long" if size >= LONG_CHARS else name for sign, name in _SIGNS.items() if sign in present]
    if not present.isdisjoint(_QUOTES):
        names.append("quotes, long" if size >= LONG_CHARS else "quotes")
    if _GLUED.search(text):
        names.append("words run together")
    if any(part in text for part in _NETWORK) and _ADDRESS.search(text):
        names.append("address")
    return names


def _beside(i: int, look: _Look) -> list[str]:
    shapes, size = look.shapes, len(look.shapes)
    shape = shapes[i]
    names = []
    for distance, table in _NEIGHBOUR.items():
        j = i + distance
        names.append(table[shapes[j]] if 0 <= j < size else table["edge"])
        if 0 <= j < size and look.sayings[j]:
            near = abs(distance) == 1
            names += [f"{s} at {distance:+d}" for s in look.sayings[j] if near or s in ("photo", "pointers")]
    names.append(_step(_RUNS["short" if _is_small(shape) else "long"], look.runs[i]))
    own = look.prose[i + 1] - look.prose[i]
    near_prose = look.prose[min(size, i + NEAR + 1)] - look.prose[max(0, i - NEAR)] - own
    names.append(_step(_PROSE_NEAR, near_prose))
    names.append(_BEFORE[shape][min(4, look.prose[i])])
    names.append(_AFTER[shape][min(4, look.prose[size] - look.prose[i + 1])])
    return names
