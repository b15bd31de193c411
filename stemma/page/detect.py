"""The language of a text: by its small words where one of the packs' languages is plain, and always checked by lingua.

lingua tells 75 languages apart, Danish, Bokmål and Nynorsk among them, and its time grows with the number of languages
that it is asked about. So a text with many small words of one language is only compared with the languages that are
easily taken for it (`akin` in its pack); any other is compared with all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from stemma.model import Block
from stemma.page.lines import Line

FIRST_LOOK = 250
"""Characters that every language is tried on; more of them are only needed to tell the likeliest apart."""
ENOUGH = 1500
"""Characters after which more text hardly changes the answer."""
ENOUGH_TO_CHECK = 250
"""Characters by which a plain language is told from those akin to it."""
LIKELIEST = 4
"""Languages that the second look chooses from."""
PLAIN = 0.2
"""Share of small words of one language from which a text is likely in it; news has 0.29 (cs) to 0.52 (nl) of them."""
RIVAL = 0.6
"""A language with this share of the best one's small words is compared too."""
LONG_LINE = 60
SHORTEST = 12
"""Letters below which no language is claimed."""
FOREIGN_CHARS = 120
"""Characters from which a block can be said to be in another language than its report."""
FOREIGN_SURE = 0.9
"""How sure lingua must be of a block's own language, among it and the report's."""
FEWEST, WORDS_TRIED = 12, 40
"""Words from which on a block is told at all, and how many of them are tried."""
FEW_OWN = 0.12
"""Share of the report's own small words under which a block is looked at: news has at least twice as many."""
_WORD = re.compile(r"[^\W\d_]+")


class _SmallWords(NamedTuple):
    languages_of: dict[str, tuple[str, ...]]
    akin: dict[str, tuple[str, ...]]
    of: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def _small_words() -> _SmallWords:
    languages: dict[str, list[str]] = defaultdict(list)
    akin, of = {}, {}
    for row in (files("stemma.page") / "small_words.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        code, kin, words = row.split("\t")
        akin[code] = tuple(kin.split())
        of[code] = frozenset(words.split())
        for word in words.split():
            languages[word].append(code)
    return _SmallWords({word: tuple(codes) for word, codes in languages.items()}, akin, of)


@lru_cache(maxsize=500)
def _detector(codes: frozenset[str] | None = None) -> Any:
    from lingua import IsoCode639_1, Language, LanguageDetectorBuilder  # loads its models when first asked

    if codes is None:
        return LanguageDetectorBuilder.from_all_languages().build()
    known = {language.iso_code_639_1.name: language.iso_code_639_1 for language in Language.all()}
    chosen: list[IsoCode639_1] = [known[code.upper()] for code in sorted(codes) if code.upper() in known]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*chosen).build() if len(chosen) > 1 else None


def detect(text: str) -> str:
    """BCP 47 code of the language that most of the text is in; "und" where too little is there to tell."""
    sample = _sample(text)
    if sum(map(str.isalpha, sample)) < SHORTEST:
        return "und"
    candidates, are_near = _by_small_words(sample)
    if candidates and not are_near:
        sample = sample[:ENOUGH_TO_CHECK]
    candidates = candidates or _by_first_look(sample)
    if len(candidates) < 2 or len(sample) <= FIRST_LOOK // 2:
        return candidates[0] if candidates else "und"
    return _told_apart(sample, candidates) or candidates[0]


def _by_small_words(sample: str) -> tuple[list[str], bool]:
    """The language whose small words the text is full of, those that come near, and those akin to it.

    Nothing where no language is plain; true where others come near.
    """
    counts, size = _counts(sample)
    if not counts:
        return [], False
    (best, most), *others = counts.most_common()
    if most < PLAIN * size or len(sample) < FIRST_LOOK:
        return [], False
    rivals = [code for code, count in others if count >= RIVAL * most]
    return list(dict.fromkeys([best, *rivals, *_small_words().akin[best]])), bool(rivals)


def commonest_language(text: str) -> str | None:
    """The language of the packs whose small words a text is full of; None where there is none."""
    counts, size = _counts(text)
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] >= PLAIN * size else None


def languages_like(code: str) -> frozenset[str]:
    """A language, and codes under which its pages may go: those that are easily taken for it, and its family's."""
    own = code.split("-", maxsplit=1)[0]
    return frozenset((own, *_small_words().akin.get(own, ())))


def _counts(sample: str) -> tuple[Counter[str], int]:
    """How many small words of each language a text has, and how many words in all."""
    languages_of = _small_words().languages_of
    words = _WORD.findall(sample.casefold())
    counts: Counter[str] = Counter()
    for word, times in Counter(words).items():
        for code in languages_of.get(word, ()):
            counts[code] += times
    return counts, max(1, len(words))


def _by_first_look(sample: str) -> list[str]:
    """The likeliest of all languages, from a short stretch of the text."""
    start = min(len(sample) // 3, len(sample) - FIRST_LOOK) if len(sample) > 2 * FIRST_LOOK else 0
    likely = _detector().compute_language_confidence_values(sample[start : start + FIRST_LOOK])[:LIKELIEST]
    return [v.language.iso_code_639_1.name.lower() for v in likely if v.value > 0]


def _told_apart(sample: str, candidates: Iterable[str]) -> str | None:
    detector = _detector(frozenset(candidates))
    language = detector.detect_language_of(sample) if detector is not None else None
    return str(language.iso_code_639_1.name.lower()) if language is not None else None


def _sample(text: str) -> str:
    """The first long lines of a text, or its beginning where it has none."""
    sample, size = [], 0
    for line in text.splitlines():
        if len(line) >= LONG_LINE:
            sample.append(line)
            size += len(line)
            if size >= ENOUGH:
                break
    return (" ".join(sample) or text)[:ENOUGH]


def foreign(blocks: Sequence[Block], lines: Sequence[Line], language: str) -> tuple[Block, ...]:
    """The blocks, one for each line, with its language named at each one that is surely in another than the report.

    Only blocks of some length are told, and only those with few of the small words of the report's own language.
    """
    own = language.split("-", maxsplit=1)[0]
    small = _small_words().of.get(own)
    if small is None:
        return tuple(blocks)
    named = []
    for block, line in zip(blocks, lines, strict=True):
        words = line.folded[:WORDS_TRIED]
        strange = len(words) > FEWEST and sum(map(small.__contains__, words)) < FEW_OWN * len(words)
        named.append(_named(block, line.text, own) if strange else block)
    return tuple(named)


def _named(block: Block, content: str, own: str) -> Block:
    if len(content) < FOREIGN_CHARS:
        return block
    counts, size = _counts(content[:ENOUGH])
    best = next(((code, n) for code, n in counts.most_common(1) if n >= PLAIN * size), None)
    if best is None or best[0] == own:
        return block
    sure = _detector(frozenset((own, *languages_like(best[0]))))
    if sure is None:
        return block
    likely = sure.compute_language_confidence_values(content[:ENOUGH])[0]
    code = likely.language.iso_code_639_1.name.lower()
    if code == own or likely.value < FOREIGN_SURE:
        return block
    return Block(block.start, block.end, block.kind, code)
