from __future__ import annotations

from collections.abc import Iterator

import pytest

from stemma.languages.phrases import Filled, PhraseBook, PhraseMatch, WordLists, expand, parse
from stemma.languages.tokens import tokenize


def find(phrase: str, text: str, **lists: list[str]) -> list[PhraseMatch]:
    """Every place in a text where one phrase fits; slots are filled from word lists."""
    words = WordLists({name: dict.fromkeys(entries) for name, entries in lists.items()})
    tokens = tokenize(text)

    def slots(name: str, at: int) -> Iterator[Filled]:
        return words.at(name, tokens, at)

    book = PhraseBook({"found": [phrase]}, lists)
    return [m for i in range(len(tokens)) for m in book.match_at(tokens, i, slots)]


def marked(phrase: str, text: str, **lists: list[str]) -> list[str]:
    tokens = tokenize(text)
    return [text[tokens[m.begin].start : tokens[m.finish - 1].end] for m in find(phrase, text, **lists)]


def test_words_are_compared_without_case() -> None:
    assert marked("seit gestern", "SEIT Gestern regnet es, seit gestern.") == ["SEIT Gestern", "seit gestern"]


def test_a_slot_takes_what_its_list_holds() -> None:
    units = ["Woche", "Wochen"]
    assert marked("vor {unit}", "Vor Wochen, nicht vor Tagen", unit=units) == ["Vor Wochen"]


def test_a_slot_of_several_words_is_taken_whole() -> None:
    [match] = find("{who} nekter", "Det lokale politiet nekter.", who=["det lokale politiet"])
    assert match.slots["who"] == Filled(0, 3, None)


def test_angle_brackets_set_off_the_mark_from_its_company() -> None:
    assert marked("<{unit}> temu", "Trzy tygodnie temu", unit=["tygodnie"]) == ["tygodnie"]


def test_every_branch_of_a_group_fits_and_an_empty_one_too() -> None:
    assert sorted(expand("(for|siden) {n} (år|) siden")) == [
        "for {n} siden",
        "for {n} år siden",
        "siden {n} siden",
        "siden {n} år siden",
    ]
    assert marked("(in|on) (early|) May", "on May 3 and in early May") == ["on May", "in early May"]


@pytest.mark.parametrize(
    ("phrase", "text", "fits"),
    [
        ("{n}er", "90er Jahre", True),
        ("{n}er", "90 er", False),
        ("{n} er", "90er", True),
        ("/{n}/", "/90/", True),
        ("/{n}/", "/ 90 /", False),
        ("lata {n}.", "lata 90.", True),
        ("lata {n}.", "lata 90 .", False),
    ],
)
def test_a_blank_in_a_phrase_may_be_one_in_the_text_and_none_may_not(phrase: str, text: str, fits: bool) -> None:
    assert bool(find(phrase, text, n=["90"])) is fits


def test_a_phrase_ends_with_the_text() -> None:
    assert find("to år siden", "for to år") == []


def test_two_phrases_with_one_beginning_are_both_found() -> None:
    book = PhraseBook({"short": ["od"], "long": ["od wczoraj"]})
    found = book.match_at(tokenize("Od wczoraj pada."), 0, lambda name, at: ())
    assert {(m.meaning, m.last) for m in found} == {("short", 1), ("long", 2)}


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("vor {unit", "brace"),
        ("vor unit}", "brace"),
        ("<vor {unit}", "pairs"),
        ("{unit}> vor <Jahren", "pairs"),
        pytest.param(
            "vor> <{unit}",
            "pairs",
            marks=pytest.mark.xfail(strict=True, reason="an empty mark is accepted, and the phrase then never matches"),
        ),
        ("", "empty"),
        ("vor {colour}", "no slot 'colour' here; there are: unit"),
    ],
)
def test_a_phrase_that_cannot_be_read_is_named_with_the_reason(phrase: str, reason: str) -> None:
    with pytest.raises(ValueError, match="phrase") as refused:
        PhraseBook({"found": [phrase]}, ["unit"])
    assert repr(phrase) in str(refused.value)
    assert reason in str(refused.value)


def test_the_extent_counts_elements() -> None:
    elements, begin, finish = parse("w <{last} {unit}>")
    assert [e.text for e in elements] == ["w", "last", "unit"]
    assert (begin, finish) == (1, 3)


def test_a_star_stands_for_all_endings_and_only_at_the_end() -> None:
    words = WordLists({"last": {"ubiegł*": -1}})
    assert words.value("ubiegłego", "last") == -1
    assert words.value("ubiegł", "last") == -1
    assert not words.has("ubiega", "last")


@pytest.mark.parametrize("entry", ["skal have*", "*", "a*", ""])
def test_a_star_on_too_little_or_too_much_is_refused(entry: str) -> None:
    with pytest.raises(ValueError, match="entry"):
        WordLists({"hedge": {entry: None}})


def test_of_several_entries_the_longest_comes_first() -> None:
    words = WordLists({"offset": {"i går": -1, "i går aftes": -1, "i": 0}})
    tokens = tokenize("i går aftes kl. 20")
    assert [f.last for f in words.at("offset", tokens, 0)] == [3, 2, 1]
    assert list(words.at("offset", tokens, len(tokens))) == []


def test_a_word_tells_which_lists_it_can_begin() -> None:
    words = WordLists({"hedge": {"skal have": None}, "unit": {"skal*": "x"}, "last": {"sidste": -1}})
    assert words.kinds("skal") == {"hedge", "unit"}
    assert words.kinds("skallen") == {"unit"}
    assert words.kinds("ingen") == frozenset()
    assert not words.has("skal", "hedge")
