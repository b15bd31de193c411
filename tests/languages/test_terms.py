from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.languages.registry import Languages
from stemma.languages.terms import (
    CONCEPT,
    ENTITY,
    FIGURE,
    NAME,
    WORD,
    Bag,
    NamePlace,
    Term,
    Weights,
    cognate,
    coverage,
    likeness,
    shared,
    terms,
)
from stemma.languages.tokens import tokenize

KINDS = [ENTITY, NAME, FIGURE, CONCEPT, WORD]
words = st.text("abdeiknorstuz", max_size=9)
keys = st.text("abdeiknorstuz", min_size=2, max_size=9)
passages = st.lists(st.builds(Term, st.sampled_from(KINDS), keys) | st.just(Term(WORD, "")), max_size=12)


def bag(text: str, code: str, languages: Languages) -> Bag:
    return Bag(terms(tokenize(text), languages.get(code)), Weights([]))


@given(passages, passages)
def test_coverage_is_a_share_and_likeness_symmetric(left: list[Term], right: list[Term]) -> None:
    weights = Weights([left, right])
    a, b = Bag(left, weights), Bag(right, weights)
    for score in (coverage(a, b), coverage(b, a), likeness(a, b)):
        assert 0.0 <= score <= 1.0 + 1e-9
    assert likeness(a, b) == pytest.approx(likeness(b, a))


@given(passages)
def test_a_passage_covers_itself(passage: list[Term]) -> None:
    a = Bag(passage, Weights([passage]))
    assert coverage(a, a) == pytest.approx(1.0 if a.total else 0.0)


@given(passages, st.randoms())
def test_the_order_of_words_does_not_matter(passage: list[Term], random: object) -> None:
    other = list(passage)
    random.shuffle(other)  # type: ignore[attr-defined]
    weights = Weights([passage])
    assert likeness(Bag(passage, weights), Bag(other, weights)) == pytest.approx(1.0 if passage else 0.0)


@given(words, words)
def test_cognates_are_mutual(a: str, b: str) -> None:
    assert cognate(a, b) == pytest.approx(cognate(b, a))
    assert cognate(a, a) == 1.0


@pytest.mark.parametrize(("a", "b"), [("agresja", "aggression"), ("protest", "protestow"), ("kandidat", "kandydat")])
def test_words_of_one_origin_are_cognates(a: str, b: str) -> None:
    assert cognate(a, b) > 0


@pytest.mark.parametrize(("a", "b"), [("is", "ist"), ("bank", "tank"), ("garten", "garage"), ("korridor", "korytarz")])
def test_short_or_distant_words_are_none(a: str, b: str) -> None:
    assert cognate(a, b) == 0.0


def test_function_words_and_single_letters_are_no_terms(languages: Languages) -> None:
    assert terms(tokenize("Og det er i å av!"), languages.get("nb")) == []


def test_one_concept_from_two_languages_is_one_term(languages: Languages) -> None:
    polish = terms(tokenize("Żołnierze podpisali 3,5 mln dokumentów."), languages.get("pl"))
    english = terms(tokenize("The soldiers signed 3.5 million documents."), languages.get("en"))
    assert Term(CONCEPT, "soldier") in polish
    assert Term(CONCEPT, "soldier") in english
    assert Term(FIGURE, "3.5e+06") in polish
    assert Term(FIGURE, "3.5e+06") in english


def test_a_nationality_stands_for_its_country(languages: Languages) -> None:
    assert Term(ENTITY, "LOC:DK") in terms(tokenize("duńskich rybaków"), languages.get("pl"))
    assert Term(ENTITY, "LOC:DK") in terms(tokenize("dänische Fischer"), languages.get("de"))


def test_a_known_name_is_its_id_and_any_other_its_skeletons(languages: Languages) -> None:
    text = "Hansen reiste til Warszawa"
    tokens, nb = tokenize(text), languages.get("nb")
    places = [NamePlace(0, 6, None), NamePlace(text.index("W"), len(text), "LOC:gn1")]
    kinds = [t.kind for t in terms(tokens, nb, places)]
    assert kinds[0] == NAME
    assert terms(tokens, nb, places)[-1] == Term(ENTITY, "LOC:gn1")


def test_translations_are_more_alike_than_other_news(languages: Languages) -> None:
    polish = bag("Rosja wysłała 200 żołnierzy do Mali, powiedział minister obrony.", "pl", languages)
    german = bag("Russland hat 200 Soldaten nach Mali geschickt, sagte der Verteidigungsminister.", "de", languages)
    other = bag("Der Zoo freut sich über zwei junge Seelöwen, die Besucher stehen Schlange.", "de", languages)
    assert likeness(polish, german) > 0.4 > 2 * likeness(polish, other)


def test_what_two_passages_share_is_told_heaviest_first() -> None:
    common, rare = Term(CONCEPT, "soldier"), Term(CONCEPT, "icebreaker")
    weights = Weights([[common], [common], [common, rare]])
    assert shared(Bag([common, rare], weights), Bag([rare, common], weights)) == ("icebreaker", "soldier")
    alike = shared(Bag([Term(WORD, "kandidat")], weights), Bag([Term(WORD, "kandydat")], weights))
    assert alike == ("kandidat ~ kandydat",)


def test_a_rare_term_weighs_more_than_a_common_one() -> None:
    common, rare = Term(WORD, "haus"), Term(WORD, "eisbrecher")
    weights = Weights([[common], [common, rare]], {WORD: 2.0})
    assert weights(rare) > weights(common) > 0
    assert weights(Term(WORD, "unseen")) > weights(rare)
