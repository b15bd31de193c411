"""Whether two items name one thing, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from stemma.entities.items import Item
from stemma.languages.language import Language
from stemma.languages.registry import Languages
from stemma.languages.skeleton import latin, sounded

EQUAL, INFLECTED, SKELETON = 1.0, 0.98, 0.7
"""What two words that are alike in these ways are worth; a close spelling is worth its rapidfuzz ratio (0 to 1), and
on top of a common skeleton what the ratio fills of the rest."""
EVERY_WORD, ON_AVERAGE, LAST_WORD, SURE_LAST_WORD = 0.6, 0.8, 0.72, 0.82
"""What every word, all on average, and the surname must reach, the last where words are left out; chosen on names of
people in four Slavic languages."""
SAME_PARTS = 0.95
"""What names of the same parts in another order are worth: "Pakistan's Supreme Court", "Sąd Najwyższy Pakistanu"."""
OTHER_WORD, ONLY_WORD = 0.88, 0.96
"""What every word of names of organisations, places, events and products must reach, and the only one of a name."""
SAME_LANGUAGE = 0.9
"""What every word must reach within a language, where another spelling is more often another name."""
SHORT_RATIO, LONG = 60, 5
"""Words of one consonant are alike from this ratio on where the name has another word of so many letters."""
FEMININE = "a"
"""The ending of women's given names where men's have none, in the languages that tell the two apart so."""
SHORTEST = 3
"""Letters from which words can be alike without being equal."""


class Likeness(NamedTuple):
    """How alike two items are, and their least alike words (0 to 1), and why they are one thing."""

    score: float
    weakest: float
    reason: str


def same_thing(a: Item, b: Item, languages: Languages) -> Likeness | None:
    """Why two items name one thing, or None."""
    if a.type != b.type or (a.language != b.language and len(a.keys) == 1 and a.is_general):
        return None
    if a.words == b.words and (a.language == b.language or a.type != "PER" or len(a.words) > 1):
        return _told(a, b, EQUAL, "spelled alike")
    if a.type != "PER" and len(a.keys) > 1 and a.keys == b.keys and (a.concepts or a.language == b.language):
        return _told(a, b, SAME_PARTS, "the same parts")
    if len(a.words) != len(b.words) or a.is_acronym or b.is_acronym:
        alike = _latin(a) == _latin(b) and (len(a.name) >= SHORTEST or a.words == b.words)
        return _told(a, b, EQUAL, "spelled alike") if alike else None
    return _word_by_word(a, b, languages)


def _told(a: Item, b: Item, score: float, how: str, weakest: float | None = None) -> Likeness:
    return Likeness(score, score if weakest is None else weakest, f"{a.name} = {b.name}: {how}")


def _latin(item: Item) -> str:
    return " ".join(latin(w) or w for w in item.words)


def _word_by_word(a: Item, b: Item, languages: Languages) -> Likeness | None:
    least = SAME_LANGUAGE if a.language == b.language else EVERY_WORD if a.type == "PER" else OTHER_WORD
    if len(a.words) == 1:
        least = ONLY_WORD
    scores, reasons = [], []
    for k in range(len(a.words)):
        score, reason = same_word(a, b, k, k, languages)
        if score < least:
            return None
        scores.append(score)
        reasons.append(reason)
    mean = sum(scores) / len(scores)
    if mean < ON_AVERAGE or scores[-1] < LAST_WORD:
        return None
    if len(scores) == 1 and scores[0] < EQUAL and len(a.skeletons[0]) < SHORTEST:
        return None
    how = "spelled alike" if set(reasons) == {"equal"} else ", ".join(dict.fromkeys(reasons))
    return _told(a, b, mean, how, min(scores))


def same_word(a: Item, b: Item, i: int, j: int, languages: Languages) -> tuple[float, str]:
    """How alike word `i` of one item and word `j` of another are, 0 to 1, and in what way."""
    x, y = a.words[i], b.words[j]
    if x == y or (latin(x) and latin(x) == latin(y)):
        return EQUAL, "equal"
    mine, other = languages.get(a.language), languages.get(b.language)
    if min(len(x), len(y)) < SHORTEST:
        inflected = a.language == b.language and len(a.words) > 1 and _adds_ending(x, y, mine)
        return (INFLECTED, "inflected") if inflected else (0.0, "")
    if a.language == b.language and (a.type == "PER" or len(a.words) > 1) and mine.same_name(x, y):
        return INFLECTED, "inflected"
    if a.type == "PER" and i < len(a.words) - 1 and _are_he_and_she(_heard(x, mine), _heard(y, other)):
        return 0.0, ""
    best = max(
        (ratio(s, t) for s in _spellings(x, mine) for t in _spellings(y, other) if s[:1] == t[:1] or s[1:] == t[1:]),
        default=0.0,
    )
    same = a.skeletons[i] == b.skeletons[j] and (len(a.skeletons[i]) > 1 or (best >= SHORT_RATIO and _has_long(a)))
    if same:
        return SKELETON + (1 - SKELETON) * best / 100, "same skeleton"
    return best / 100, "close spelling"


def _adds_ending(x: str, y: str, language: Language) -> bool:
    """Whether one word is the other, a short one, with an ending: "Kim Dzong Una"."""
    short, long = sorted((x, y), key=len)
    endings = language.pack.language.endings
    return len(short) > 1 and long.startswith(short) and long[len(short) :] in endings


def _heard(word: str, language: Language) -> str:
    return sounded(word, language.pack.name.sounds)


def _are_he_and_she(x: str, y: str) -> bool:
    """Whether two given names differ by the ending of women's names alone: "Jan" and "Jana"."""
    return FEMININE in (x.removeprefix(y), y.removeprefix(x))


def _has_long(item: Item) -> bool:
    """Whether a name has a word long enough to carry a short one: "Theresa May", but not "Li Wei"."""
    return any(len(word) >= LONG for word in item.words)


def _spellings(word: str, language: Language) -> Iterator[str]:
    """A folded word and its stems in Latin letters, as it sounds elsewhere."""
    for stem in language.stems(word):
        if len(stem) >= SHORTEST:
            yield _heard(stem, language)


def is_short_for(a: Item, b: Item, languages: Languages) -> bool:
    """Whether a person's name of two words or more leaves out or shortens words of a longer one."""
    if a.type != b.type or not 1 < len(a.words) <= len(b.words) or a.words == b.words:
        return False
    if not _same_or_initial(a, b, 0, 0, languages):
        return False
    if same_word(a, b, len(a.words) - 1, len(b.words) - 1, languages)[0] < SURE_LAST_WORD:
        return False
    if len(a.words) == len(b.words) and not any(len(w) == 1 for w in a.words[:-1]):
        return False
    return _in_order(a, b, range(1, len(a.words) - 1), range(1, len(b.words) - 1), languages)


def _in_order(a: Item, b: Item, inner: Sequence[int], others: Sequence[int], languages: Languages) -> bool:
    at = 0
    for i in inner:
        while at < len(others) and not _same_or_initial(a, b, i, others[at], languages):
            at += 1
        if at == len(others):
            return False
        at += 1
    return True


def _same_or_initial(a: Item, b: Item, i: int, j: int, languages: Languages) -> bool:
    x, y = a.words[i], b.words[j]
    if min(len(x), len(y)) == 1:
        return a.skeletons[i][:1] == b.skeletons[j][:1] or latin(x)[:1] == latin(y)[:1]
    return same_word(a, b, i, j, languages)[0] >= OTHER_WORD


def initials_of(item: Item, language: Language) -> set[str]:
    """The acronyms that a name of several words can have: of all its words, and of those that are no small words."""
    has = language.words.has
    large = [
        w for w in item.words if not any(has(w, n) for n in ("preposition", "conjunction", "determiner", "inner_word"))
    ]
    return {"".join(w[0] for w in words) for words in (item.words, large) if len(words) > 1}
