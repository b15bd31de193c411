from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.languages.tokens import fold, folded, span_of, tokenize

INVISIBLE = set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad")
texts = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("aß'’ .,7\n\u00ad\u0301\u200fŁ०")), max_size=60)


@given(texts)
def test_tokens_cover_every_visible_character_in_order(text: str) -> None:
    tokens = tokenize(text)
    covered = {i for t in tokens for i in range(t.start, t.end)}
    visible = {i for i, c in enumerate(text) if not c.isspace() and c not in INVISIBLE}
    assert visible <= covered
    assert all(a.end <= b.start for a, b in pairwise(tokens))


@given(texts)
def test_offsets_give_the_words_of_the_tokens(text: str) -> None:
    for token in tokenize(text):
        assert text[token.start : token.end] == token.text
        assert token.start < token.end
        assert not any(c.isspace() for c in token.text)


@given(texts)
def test_space_tells_what_stands_before(text: str) -> None:
    last = 0
    for token in tokenize(text):
        gap = text[last : token.start]
        assert token.space == ("" if not gap else "\n" if "\n" in gap else " ")
        last = token.end


@given(texts, st.integers(0, 30), st.integers(0, 30))
def test_a_stretch_is_read_with_the_offsets_of_the_whole(text: str, a: int, b: int) -> None:
    start, end = min(a, len(text)), min(a + b, len(text))
    shifted = [(t.start + start, t.end + start, t.text) for t in tokenize(text[start:end])]
    assert [(t.start, t.end, t.text) for t in tokenize(text, start, end)] == shifted


@given(st.text(max_size=20))
def test_folding_twice_is_folding_once_for_composed_words(word: str) -> None:
    once = fold(word)
    assert fold(unicodedata.normalize("NFC", once)) == fold(once)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("EU-topmødet i går", ["EU", "-", "topmødet", "i", "går"]),
        ("3,5 mln zł", ["3", ",", "5", "mln", "zł"]),
        ("F-16, 24/7", ["F", "-", "16", ",", "24", "/", "7"]),
        ("kl.20", ["kl", ".", "20"]),
        ("a_b", ["a", "_", "b"]),
        ("Zu\u00adckerrübe", ["Zu\u00adckerrübe"]),
        ("e\u0301tat", ["e\u0301tat"]),
        ("\u202bword\u202c", ["word"]),
    ],
)
def test_words_digits_and_signs_are_apart(text: str, words: list[str]) -> None:
    assert [t.text for t in tokenize(text)] == words


def test_folding_takes_off_what_a_reader_does_not_compare() -> None:
    assert fold("ŻOŁNIERZ") == "żołnierz"
    assert fold("Ra\u00adke\u00adte") == fold("rakete")
    assert fold("e\u0301tat") == fold("état")
    assert fold("Straße") == fold("STRASSE")
    assert fold("’") == "'"
    assert folded("Skal have") == ("skal", "have")


def test_what_a_token_is() -> None:
    word, number, sign = tokenize("Łódź 7 —")
    assert (word.is_word, word.is_capital, word.is_number) == (True, True, False)
    assert (number.is_number, number.is_word) == (True, False)
    assert not (sign.is_word or sign.is_number or sign.is_capital)


def test_a_span_reaches_from_the_first_token_to_the_last() -> None:
    tokens = tokenize("ved  Nordsøen nu")
    assert span_of(tokens, 1, 3) == (5, 16)
