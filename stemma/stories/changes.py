"""What changed between two readings of one report: whole phrases, with their place in the one that is kept."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import NamedTuple
from unicodedata import category, normalize

from stemma.model import Change, Report

LONGEST_COMPARED = 5000
"""Words, or sentences, on a side up to which they are compared one by one; longer stretches are one change."""
GAP_WORDS = 2
"""Changes with so few equal words between them are one change: a reader sees phrases, not a mosaic."""
SOFT_HYPHEN = "\u00ad"
# An ideograph or kana is a word here, since no blanks part them; everything else is words between blanks.
IDEOGRAPHS = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{IDEOGRAPHS}]|[^\s{IDEOGRAPHS}]+")
_LINE = re.compile(r".+")
_STOP = re.compile(r"[.!?…。！？؟।]\W*$")


def told(report: Report, changes: Iterable[Change] = ()) -> str:
    """The report without furniture, a block a line; with changes, as the edition had it."""
    lines: list[str] = []
    last_first = sorted(changes, key=lambda c: (c.start, c.end), reverse=True)
    for block in (b for b in report.blocks if b.is_report):
        line = report.at(block)
        for change in (c for c in last_first if block.start <= c.start and c.end <= block.end):
            line = line[: change.start - block.start] + change.was + line[change.end - block.start :]
        lines.append(line)
    return "\n".join(lines)


class _Word(NamedTuple):
    """A word: what it is compared by, where it stands, and the number of its line."""

    key: str
    start: int
    end: int
    line: int


Stretch = tuple[int, int, int, int]
"""First and last word (exclusive) of what is new, then of what stood there."""


def changes_since(kept: Report, edition: str) -> tuple[Change, ...]:
    """Where the report reads otherwise than an edition did; each change lies within one block."""
    if edition == told(kept):
        return ()
    now = _read(kept.text, ((b.start, b.end) for b in kept.blocks if b.is_report))
    then = _read(edition, (m.span() for m in _LINE.finditer(edition)))
    found: list[Change] = []
    for a, b, c, d in _phrases(now, _stretches(now, then)):
        if a == b:
            found.append(_removed(a, c, d, now, then, edition))
            continue
        was = edition[then[c].start : then[d - 1].end] if c < d else ""
        for _, words in groupby(now[a:b], key=lambda w: w.line):
            part = list(words)
            found.append(_trimmed(kept.text, part[0].start, part[-1].end, was))
            was = ""
    return tuple(found)


def _read(text: str, lines: Iterable[tuple[int, int]]) -> list[_Word]:
    words = []
    for n, (start, end) in enumerate(lines):
        for match in _WORD.finditer(text, start, end):
            key = normalize("NFC", match.group().replace(SOFT_HYPHEN, ""))
            words.append(_Word(key, match.start(), match.end(), n))
    return words


def _stretches(now: Sequence[_Word], then: Sequence[_Word]) -> Iterator[Stretch]:
    """What differs, in the order of the text: sentences first, then the words of sentences that differ."""
    ours, theirs = _sentences(now), _sentences(then)
    told = [tuple(w.key for w in now[s:e]) for s, e in pairwise(ours)]
    stood = [tuple(w.key for w in then[s:e]) for s, e in pairwise(theirs)]
    for a, b, c, d in _differences(told, stood):
        here, there = ours[a], theirs[c]
        new, old = [w.key for w in now[here : ours[b]]], [w.key for w in then[there : theirs[d]]]
        for e, f, g, h in _differences(new, old):
            yield here + e, here + f, there + g, there + h


def _sentences(words: Sequence[_Word]) -> list[int]:
    """Where sentences begin, and the end of the last: at each new line, and after a sign that ends a sentence."""
    starts = (n for n, (p, q) in enumerate(pairwise(words), 1) if p.line != q.line or _STOP.search(p.key))
    return [0, *starts, len(words)] if words else [0]


def _differences(now: Sequence[Hashable], then: Sequence[Hashable]) -> list[Stretch]:
    """The stretches in which two sequences differ; all is one where they are longer than `LONGEST_COMPARED`."""
    if now == then:
        return []
    if max(len(now), len(then)) > LONGEST_COMPARED:
        return [(0, len(now), 0, len(then))]
    steps = SequenceMatcher(None, now, then, autojunk=False).get_opcodes()
    return [(a, b, c, d) for tag, a, b, c, d in steps if tag != "equal"]


def _phrases(now: Sequence[_Word], stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches of one line with at most `GAP_WORDS` equal words between them as one."""
    joined: list[Stretch] = []
    for a, b, c, d in stretches:
        if joined and a - joined[-1][1] <= GAP_WORDS:
            first, last, other, _ = joined[-1]
            if len({w.line for w in now[max(0, last - 1) : a + 1]}) == 1:
                joined[-1] = (first, b, other, d)
                continue
        joined.append((a, b, c, d))
    return joined


def _removed(at: int, first: int, last: int, now: Sequence[_Word], then: Sequence[_Word], edition: str) -> Change:
    """Words taken out before word `at`: their place is after the word that they followed, or before the next one where
    they began its line; what parted them from it goes with them."""
    start, end = then[first].start, then[last - 1].end
    before = edition[then[first - 1].end : start] if first else None
    after = edition[end : then[last].start] if last < len(then) else None
    if before is None or ("\n" in before and after is not None and "\n" not in after):
        return Change(now[at].start, now[at].start, edition[start:end] + (after or ""))
    return Change(now[at - 1].end, now[at - 1].end, before + edition[start:end])


def _trimmed(text: str, start: int, end: int, was: str) -> Change:
    """A change without the signs and blanks that both readings begin or end with."""
    first, last = 0, len(was)
    while start < end and first < last and text[start] == was[first] and category(was[first])[0] in "PZ":
        start, first = start + 1, first + 1
    while start < end and first < last and text[end - 1] == was[last - 1] and category(was[last - 1])[0] in "PZ":
        end, last = end - 1, last - 1
    return Change(start, end, was[first:last])
