from __future__ import annotations

from collections.abc import Callable

import pytest

from stemma.languages.registry import Languages
from stemma.languages.tokens import tokenize
from stemma.model import MentionType, Report
from stemma.names.inflection import KEEP, MOST_CANDIDATES, SHORTEST_REST, Inflection, applied, inflection_of
from tests.names.bracketed import base

Mark = Callable[..., Report]
LEARNED = ("cs", "pl", "ru", "uk")


def learned(languages: Languages, code: str) -> Inflection:
    inflection = inflection_of(languages.get(code))
    assert inflection is not None
    return inflection


@pytest.mark.parametrize(
    ("word", "rule", "expected"),
    [("izbie", "ie>a", "izba"), ("tuska", "a>", "tusk"), ("petr", KEEP, "petr"), ("мов", ">а", "мова")],
)
def test_a_rule_puts_one_ending_in_place_of_another(word: str, rule: str, expected: str) -> None:
    assert applied(word, rule) == expected


@pytest.mark.parametrize("code", LEARNED)
def test_only_rules_that_fit_are_tried(languages: Languages, code: str) -> None:
    inflection = learned(languages, code)
    many = 0
    for word in ("krakowie", "nováka", "петрова", "києвом", "ab", "я", "москвою"):
        rules = list(inflection.fitting(word))
        assert rules[0] == KEEP
        assert len(set(rules)) == len(rules)
        for rule in rules[1:]:
            old = rule.split(">")[0]
            assert word.endswith(old)
            assert len(word) - len(old) >= SHORTEST_REST
        many += len(rules) > 3
    assert many


@pytest.mark.parametrize(("code", "name"), [("pl", "Krakowie"), ("cs", "Nováka"), ("ru", "Петрова"), ("uk", "Полтави")])
def test_candidates_are_few_and_the_best_come_first(languages: Languages, code: str, name: str) -> None:
    found = learned(languages, code).candidates(tokenize(name), 0, "LOC")
    assert 1 < len(found) <= MOST_CANDIDATES
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)
    assert all(c.word == applied(name.lower(), c.rule) for c in found)


def test_a_given_name_is_made_of_the_first_word_of_a_person(languages: Languages) -> None:
    language = languages.get("pl")
    inflection = learned(languages, "pl")
    assert all(language.words.has(c.word, "given") for c in inflection.candidates(tokenize("Annie Nowak"), 0, "PER"))
    for name, kind in (("Annie Nowak", "ORG"), ("Annie", "PER")):
        words = [c.word for c in inflection.candidates(tokenize(name), 0, kind)]
        assert not all(language.words.has(word, "given") for word in words)


def test_languages_without_learned_endings_have_none(languages: Languages) -> None:
    assert [code for code in languages.marked_codes if inflection_of(languages.get(code)) is not None] == list(LEARNED)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nigela Farage'a", "Nigel Farage"),
        ("Nigelowi Farage’owi", "Nigel Farage"),
        ("Farage'em", "Farage"),
        ("Jamesa Joyce'a", "James Joyce"),
        ("O'Neillem", "O'Neill"),
        ("Anną O'Neill", "Anna O'Neill"),
        pytest.param("O'Neilla", "O'Neill", marks=pytest.mark.xfail(strict=True, reason="a foreign genitive is kept")),
    ],
)
def test_endings_behind_an_apostrophe_are_taken_off(languages: Languages, name: str, expected: str) -> None:
    assert base(languages, "pl", "PER", f"[{name}]") == expected


@pytest.mark.parametrize(
    ("code", "kind", "marked", "expected"),
    [
        ("pl", "PER", "Klub [DONALDA TUSKA] milczy.", "Donald Tusk"),
        ("pl", "PER", "Bary [Ronalda McDonald] zamknięto.", "Ronald McDonald"),
        ("pl", "ORG", "Szef [PKO] milczy.", "PKO"),
        ("ru", "ORG", "Глава [НАТО] молчит.", "НАТО"),
        ("cs", "ORG", "Šéf [OSN] mlčí.", "OSN"),
        ("ru", "LOC", "Дорога до [Ростова-на-Дону] закрыта.", "Ростов-на-Дону"),
        ("pl", "LOC", "Festiwal w [Nowym\nSączu] trwa.", "Nowy Sącz"),
        ("cs", "ORG", "Jednání v [Poslanecké  sněmovně] trvá.", "Poslanecká sněmovna"),
    ],
)
def test_how_a_base_form_is_written(
    languages: Languages, code: str, kind: MentionType, marked: str, expected: str
) -> None:
    assert base(languages, code, kind, marked) == expected


@pytest.mark.parametrize(
    ("code", "kind", "marked", "seen"),
    [
        ("cs", "PER", "V rozhovoru s [Petrem Fialou] zazněla kritika.", "Petr Fiala"),
        ("uk", "LOC", "Порт в [Одесі] закрито.", "Одеса"),
    ],
)
def test_a_form_that_the_text_has_is_believed(
    languages: Languages, code: str, kind: MentionType, marked: str, seen: str
) -> None:
    assert base(languages, code, kind, marked) != seen
    assert base(languages, code, kind, marked, text=f"{seen}, {seen}") == seen


SPELLED = pytest.mark.xfail(strict=True, reason="another language's spelling of the city is nearer to the endings")


@pytest.mark.parametrize(
    ("code", "text", "name"),
    [
        ("cs", "Veletrh v Brně začal.", "Brno"),
        ("pl", "Targi w Poznaniu otwarto.", "Poznań"),
        ("uk", "Порт в Одесі закрито.", "Одеса"),
        ("uk", "Кордон із Польщею відкрито.", "Польща"),
        pytest.param("uk", "Завод у Харкові стоїть.", "Харків", marks=SPELLED),
        pytest.param("ru", "Завод в Казани стоит.", "Казань", marks=SPELLED),
        pytest.param("ru", "Митинг в Самаре прошёл.", "Самара", marks=SPELLED),
    ],
)
def test_a_known_place_is_shown_as_the_language_spells_it(mark: Mark, code: str, text: str, name: str) -> None:
    assert [m.name for m in mark(text, code).mentions] == [name]
