from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemma.languages.registry import Languages
from stemma.languages.tokens import Token, tokenize
from stemma.names.features import Hint
from stemma.names.hints import AHEAD, BEHIND, hints, stretches
from stemma.names.ruled import RuledName, ruled_names

PIECES = [
    "Captain Mary Black", "kapitan Anna Nowak", "NATO", "in Dublin", "w Krakowie", "Polska", "the", "sailors", "i",
    "Kim Jong Un", "olympiske leker", "Institute for Coastal Studies", "Farage'a", "F-16", "40", ",", ".", "-", "\n",
    "Владимир Орлов", "в Москве", "הנשיא", "\u202bMary\u202c", "e\u0301tat", "İzmir", "ǅ", "Ⓐ", "金正恩", "BERLIN",
]  # fmt: skip
texts = st.lists(st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join), min_size=1, max_size=4)
codes = st.sampled_from(["en", "pl", "de", "nb", "ru", "uk", "es", "fi"])


def sentences_of(parts: list[str]) -> list[list[Token]]:
    """The tokens of each part of a text, with offsets into the parts joined by blanks."""
    text, out, start = " ".join(parts), [], 0
    for part in parts:
        out.append(tokenize(text, start, start + len(part)))
        start += len(part) + 1
    return out


def hinted(languages: Languages, code: str, *parts: str) -> dict[str, Hint]:
    """The hint of every word; of words that stand there twice, that of the last."""
    sentences, language = sentences_of(list(parts)), languages.get(code)
    rows = hints(sentences, ruled_names(sentences, language), language)
    return {t.text: h for tokens, row in zip(sentences, rows, strict=True) for t, h in zip(tokens, row, strict=True)}


def test_names_by_rule_are_told_with_their_rule(languages: Languages) -> None:
    told = hinted(languages, "en", "Today Captain Mary Black of NATO left Dublin.")
    tags = {word: hint.tag for word, hint in told.items()}
    assert tags["Mary"] == "B-PER"
    assert tags["Black"] == "I-PER"
    assert tags["NATO"] == "B-ORG"
    assert tags["Dublin"] == "B-LOC"
    assert {tags[word] for word in ("Today", "Captain", "of", "left", ".")} == {"O"}
    assert told["Dublin"].rule == "B-places-LOC"
    assert told["Black"].rule == "I-name.given-PER"


def test_a_rule_is_told_without_the_name_that_it_is_short_for(languages: Languages) -> None:
    told = hinted(languages, "en", "Captain Mary Black left.", "Later Black came home.")
    assert told["Black"] == Hint("B-PER", "B-short-PER", told["Black"].seen)


def test_two_names_side_by_side_are_told_apart(languages: Languages) -> None:
    sentences = sentences_of(["Oslo Bergen"])
    ruled = [RuledName(0, 4, "LOC", "places: Oslo", None, None), RuledName(5, 11, "LOC", "places: Bergen", None, None)]
    assert [h.tag for h in hints(sentences, ruled, languages.get("nb"))[0]] == ["B-LOC", "B-LOC"]


@pytest.mark.parametrize(
    ("parts", "word", "seen"),
    [
        (("Orchids bloom.",), "Orchids", "00"),
        (("She met Black.",), "Black", "11"),
        (("She met Black.", "He met Black.", "They met Black."), "Black", "22"),
        (("She met Black.", "It was black."), "Black", "11s"),
        (("Orchids bloom.", "She grows orchids."), "Orchids", "00s"),
        (("Wolski left.", "They met Wolskiego.", "And Wolskiemu."), "Wolski", "02"),
        (("She met Black.",), "met", ""),
        (("She met Black.",), ".", ""),
    ],
)
def test_how_the_text_writes_a_word(languages: Languages, parts: tuple[str, ...], word: str, seen: str) -> None:
    """Capitals inside sentences of the word, then of words that begin alike, up to two; "s" where it stands small."""
    assert hinted(languages, "en", *parts)[word].seen == seen


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, codes)
def test_stretches_cover_capitals_and_names_by_rule(languages: Languages, parts: list[str], code: str) -> None:
    sentences, language = sentences_of(parts), languages.get(code)
    ruled = ruled_names(sentences, language)
    rows = hints(sentences, ruled, language)
    assert [len(row) for row in rows] == [len(tokens) for tokens in sentences]
    where = stretches(rows)
    covered = {(n, i) for n, first, last in where for i in range(first, last)}
    places = [(n, i, t) for n, tokens in enumerate(sentences) for i, t in enumerate(tokens)]
    needed = {
        (n, i)
        for n, i, t in places
        if (t.is_word and t.is_capital) or any(r.start <= t.start and t.end <= r.end for r in ruled)
    }
    assert needed <= covered
    near = {(n, i + by) for n, i in needed for by in range(-AHEAD, BEHIND + 1)}
    assert covered == near & {(n, i) for n, i, _ in places}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, codes)
def test_stretches_are_in_order_and_apart(languages: Languages, parts: list[str], code: str) -> None:
    sentences, language = sentences_of(parts), languages.get(code)
    where = stretches(hints(sentences, ruled_names(sentences, language), language))
    assert all(0 <= first < last <= len(sentences[n]) for n, first, last in where)
    assert all(a[0] < b[0] or (a[0] == b[0] and a[2] < b[1]) for a, b in pairwise(where))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, codes)
def test_the_tags_of_the_rules_are_those_of_their_names(languages: Languages, parts: list[str], code: str) -> None:
    sentences, language = sentences_of(parts), languages.get(code)
    ruled = ruled_names(sentences, language)
    tokens = [t for row in sentences for t in row]
    tags = [h.tag for row in hints(sentences, ruled, language) for h in row]
    expected = {
        t.start: f"{'B' if t.start == r.start else 'I'}-{r.type}"
        for r in ruled
        for t in tokens
        if r.start <= t.start < r.end
    }
    assert tags == [expected.get(t.start, "O") for t in tokens]


def test_small_words_without_names_make_no_stretch(languages: Languages) -> None:
    sentences, language = sentences_of(["nothing was said, and nobody listened."]), languages.get("en")
    assert stretches(hints(sentences, ruled_names(sentences, language), language)) == []
