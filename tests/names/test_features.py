from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from stemma.languages.registry import Languages
from stemma.languages.tokens import Token, tokenize
from stemma.names import features as module
from stemma.names.features import BITS, Hashes, Hint, Words, features

NOTHING = Hint("O", "", "")
FERRY = {
    "en": (
        "Captain Mary Black of the ferry Aurora left Dublin on Friday.",
        "The harbour office said that 40 passengers were on board.",
        "In Holyhead the Irish Rescue Service met them; John Hill thanked NATO.",
    ),
    "pl": (
        "Kapitan Anna Kowalska wypłynęła z Gdyni w piątek.",
        "Kapitanat portu podał, że na pokładzie było 40 osób.",
        "W Kłajpedzie czekała Straż Morska, a Jan Nowak dziękował NATO.",
    ),
    "uk": (
        "Капітан Марія Коваленко вийшла з Одеси у п'ятницю.",
        "У порту сказали, що на борту було 40 людей.",
        "У Варні їх зустрів Червоний Хрест.",
    ),
}


def sentences_of(texts: Sequence[str]) -> list[list[Token]]:
    return [tokenize(text) for text in texts]


def rows_of(sentences: Sequence[Sequence[Token]], words: Words) -> list[Hashes]:
    """The features of each sentence, taken whole and together, with hints that tell of nothing."""
    hinted = [[NOTHING] * len(tokens) for tokens in sentences]
    rows = features(sentences, hinted, [(n, 0, len(tokens)) for n, tokens in enumerate(sentences)], words)
    return np.split(rows, np.cumsum([len(tokens) for tokens in sentences])[:-1], axis=1)


def are_same(first: Sequence[Hashes], second: Sequence[Hashes]) -> bool:
    return len(first) == len(second) and all(map(np.array_equal, first, second))


@pytest.mark.parametrize("code", FERRY)
def test_every_token_has_rows_of_the_table(languages: Languages, code: str) -> None:
    sentences = sentences_of(FERRY[code])
    found = rows_of(sentences, Words(languages.get(code)))
    assert [rows.shape[1] for rows in found] == [len(tokens) for tokens in sentences]
    assert len({rows.shape[0] for rows in found}) == 1
    assert all(rows.max() < 1 << BITS for rows in found)
    assert len(np.unique(found[0])) > found[0].size / 4


@pytest.mark.parametrize("code", FERRY)
def test_features_do_not_depend_on_other_sentences(languages: Languages, code: str) -> None:
    words = Words(languages.get(code))
    sentences = sentences_of(FERRY[code])
    alone = [rows_of([tokens], words)[0] for tokens in sentences]
    assert are_same(rows_of(sentences, words), alone)
    assert are_same(rows_of(sentences[::-1], words), alone[::-1])


@pytest.mark.parametrize("code", FERRY)
def test_features_do_not_depend_on_the_order_in_which_words_were_met(languages: Languages, code: str) -> None:
    sentences = sentences_of(FERRY[code])
    fresh, used = Words(languages.get(code)), Words(languages.get(code))
    rows_of(sentences[::-1], used)
    assert used.number(sentences[0][0]) != fresh.number(sentences[0][0])
    assert are_same(rows_of(sentences, used), rows_of(sentences, fresh))


@pytest.mark.parametrize("code", FERRY)
def test_forgotten_words_have_the_same_features_again(
    languages: Languages, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentences = sentences_of(FERRY[code])
    expected = rows_of(sentences, Words(languages.get(code)))
    monkeypatch.setattr(module, "MOST_WORDS", 5)
    words = Words(languages.get(code))
    for _ in range(3):
        assert are_same(rows_of(sentences, words), expected)
        assert words.number(sentences[2][0]) == 1, "nothing was forgotten"
        assert are_same([rows_of([tokens], words)[0] for tokens in sentences], expected)
        words.hashes([])


def test_a_text_of_thousands_of_words_changes_no_features(languages: Languages) -> None:
    sentences = sentences_of([*FERRY["en"], " ".join(f"{a}{b}x" for a in "bcdfgh" for b in map(_letters, range(500)))])
    words, fresh = Words(languages.get("en")), Words(languages.get("en"))
    assert are_same(rows_of(sentences, words)[:3], rows_of(sentences[:3], fresh))


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def test_a_stretch_is_seen_with_what_stands_beside_it(languages: Languages) -> None:
    words = Words(languages.get("en"))
    sentences = sentences_of(FERRY["en"])
    hinted = [[Hint("B-PER", "rule", "11") if t.is_capital else NOTHING for t in tokens] for tokens in sentences]
    whole = features(sentences, hinted, [(2, 0, len(sentences[2]))], words)
    for first, last in ((0, 4), (3, 9), (len(sentences[2]) - 2, len(sentences[2]))):
        assert np.array_equal(features(sentences, hinted, [(2, first, last)], words), whole[:, first:last])


@pytest.mark.parametrize(("away", "changes"), [(1, True), (2, True), (3, False), (4, False)])
def test_a_token_is_seen_with_two_neighbours_on_either_side(languages: Languages, away: int, changes: bool) -> None:
    words = Words(languages.get("en"))
    tokens = sentences_of(FERRY["en"])[0]
    middle = 5
    before = rows_of([tokens], words)[0][:, middle]
    for place in (middle - away, middle + away):
        other = [*tokens[:place], tokenize("Oslo")[0], *tokens[place + 1 :]]
        after = rows_of([other], words)[0][:, middle]
        assert (after != before).any() == changes


@pytest.mark.parametrize("hint", [Hint("B-LOC", "", ""), Hint("O", "B-places-LOC", ""), Hint("O", "", "21s")])
def test_what_is_told_of_a_token_is_seen(languages: Languages, hint: Hint) -> None:
    words = Words(languages.get("en"))
    sentences = sentences_of(FERRY["en"][:1])
    where = [(0, 0, len(sentences[0]))]
    plain = [[NOTHING] * len(sentences[0])]
    told = [[*plain[0][:5], hint, *plain[0][6:]]]
    changed = (features(sentences, plain, where, words) != features(sentences, told, where, words)).any(axis=0)
    assert changed[5]
    assert not changed[:4].any()
    assert not changed[7:].any()
