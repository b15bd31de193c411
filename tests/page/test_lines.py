from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.page.lines import Line, line_key, read_lines

from .captures import CAPTURES, capture, labelled
from .test_dating import LANGUAGES


def lines(text: str, code: str = "en", markup: tuple[tuple[str, ...], ...] = ()) -> list[Line]:
    return read_lines(text, LANGUAGES.get(code), markup)


def line(text: str, code: str = "en") -> Line:
    [only] = lines(text, code)
    return only


@pytest.mark.parametrize("code", CAPTURES)
def test_the_lines_of_a_capture_are_its_lines(code: str) -> None:
    text = capture(code)
    found = lines(text, code)
    assert [x.text for x in found] == [content for _, content in labelled(code)]
    assert all(text[x.start : x.end] == x.text for x in found)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.text(st.characters(codec="utf-8"), max_size=30), max_size=6),
    st.sampled_from(["\n", "\r\n", "\n\n", "\n \t\n"]),
)
def test_every_line_with_a_letter_is_there_and_stands_where_it_says(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    found = lines(text)
    assert all(text[x.start : x.end] == x.text == x.text.strip() for x in found)
    assert all(a.end < b.start for a, b in pairwise(found))
    wanted = [raw.strip() for raw in text.splitlines() if any(map(str.isalnum, raw))]
    assert [x.text for x in found if any(map(str.isalnum, x.text))] == wanted


def test_blanks_around_a_line_are_no_part_of_it() -> None:
    found = lines("\n\t Il ponte  \u00a0\r\n\n   chiuso\u2028fino\n")
    assert [x.text for x in found] == ["Il ponte", "chiuso", "fino"]


@pytest.mark.parametrize(
    ("text", "words", "terminal"),
    [
        ("Il ponte resta chiuso.", 4, True),
        ("Il ponte resta chiuso", 4, False),
        ("Il ponte resta chiuso?", 4, True),
        ("Chiuso…", 1, True),
        ("Er sagte: „Nein.“", 3, True),
        ("Il dit : « Non. »", 3, False),
        ("(Il ponte resta chiuso.)", 4, True),
        ("橋は春まで閉鎖される。", 1, True),
        ("Il ponte:", 2, False),
        ("15 3 2024", 0, False),
        ("15 feriti", 1, False),
        ("— — —", 0, False),
        ("”", 0, False),
    ],
)
def test_words_and_the_end_of_a_sentence(text: str, words: int, terminal: bool) -> None:
    found = line(text)
    assert (found.words, found.terminal) == (words, terminal)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Bridge closed!", "BRIDGE – closed"),
        ("Straße gesperrt", "STRASSE GESPERRT"),
        ("» Les også:", "les også"),
        ("Мост  закрыт.", "мост закрыт"),
        ("12.11.2024", "12 11 2024"),
    ],
)
def test_lines_that_read_the_same_have_one_key(a: str, b: str) -> None:
    assert line(a).key == line(b).key == line_key(a) == line_key(b)


@pytest.mark.parametrize(
    ("a", "b"), [("Bridge closed", "Bridges closed"), ("a b", "ab"), ("Most", "Móst"), ("1 2", "12")]
)
def test_lines_that_read_otherwise_have_two(a: str, b: str) -> None:
    assert line(a).key != line(b).key


def test_markup_belongs_to_the_lines_that_are_not_blank() -> None:
    found = lines("One\n\n \nTwo", markup=(("tag h1",), ("tag p",)))
    assert [(x.text, x.markup) for x in found] == [("One", ("tag h1",)), ("Two", ("tag p",))]


@pytest.mark.parametrize("mark", ["\u00ad", "\u200f"], ids=["soft hyphen", "mark of direction"])
def test_markup_stays_with_its_line_behind_a_line_of_invisible_signs(mark: str) -> None:
    found = lines(f"One\n{mark}\nTwo", markup=(("tag h1",), ("tag b",), ("tag p",)))
    assert {x.text: x.markup for x in found}["Two"] == ("tag p",)


# ---------------------------------------------------------------- wording, agencies, dates, menus


@pytest.mark.parametrize(
    ("code", "text", "where", "what"),
    [
        ("en", "Read more: The islanders who never left", "pointers", ""),
        ("de", "Lesen Sie auch", "pointers", ""),
        ("pl", "Fot. Jerzy Wilk", "photo", ""),
        ("ru", "Фото: Игорь Лапин", "photo", ""),
        ("fr", "Par Hélène Roux", "bylines", ""),
        ("it", "Di Carla Neri", "bylines", ""),
        ("cs", "Autor: Jana Malá", "bylines", ""),
        ("es", "Publicado el 4 de mayo de 2022", "published", ""),
        ("pt", "Atualizado em 4 de maio de 2022", "updated", ""),
        ("sv", "Sponsrat innehåll", "disclosures", "sponsored"),
        ("uk", "Залишилося прочитати 45%", "disclosures", "paywalled"),
        ("nb", "Del artikkelen", "lines", "share"),
        ("da", "Mest læste", "lines", "related"),
        ("nl", "Gepubliceerd op 4 mei 2022", "published", ""),
    ],
)
def test_what_the_wording_of_a_line_says(code: str, text: str, where: str, what: str) -> None:
    found = line(text, code).says(where, what)
    assert found is not None
    assert (found.where, found.what) == (where, what)


def test_wording_is_that_of_the_language_of_the_page() -> None:
    assert line("Mest læste", "da").says("lines") is not None
    assert line("Mest læste", "pl").says("lines") is None
    assert line("Czytaj też", "da").says("pointers") is None


@pytest.mark.parametrize(
    "text", ["The islanders read more than others", "Nobody shared the article", "Byron Smith wrote it"]
)
def test_words_of_a_wording_elsewhere_in_a_line_say_nothing(text: str) -> None:
    found = line(text)
    assert [found.says(where) for where in ("pointers", "bylines", "lines", "disclosures")] == [None] * 4


def test_in_a_long_line_only_credits_are_read() -> None:
    tale = (
        "The ferry lay off the island for nine hours while its crew tried to free it from the bank of sand below, and "
        * 2
    )
    long = line(f"Read more: {tale}reports Reuters and nobody else of those who were there that night.")
    assert long.words > 45
    assert long.says("pointers") is None
    assert line("Read more: Ferry freed after nine hours").says("pointers") is not None


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Read more: Ferry back in port", True),
        ("Read more", False),
        ("Read more:", False),
        ("Ferry back in port", False),
    ],
)
def test_a_pointer_may_bring_its_headline(text: str, points: bool) -> None:
    assert line(text).points_with_headline is points


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("(Reuters)", ["Reuters"]),
        ("/ritzau/", ["Ritzau"]),
        ("dpa/AFP", ["dpa", "AFP"]),
        ("(PAP, mz)", ["PAP"]),
        ("©NTB", ["NTB"]),
        ("Reuters, AP, AFP", ["Reuters", "AP", "AFP"]),
        ("(Reuters reported)", []),
        ("Ferry back in port", []),
        ("(mz)", []),
    ],
)
def test_a_line_of_agencies(text: str, names: list[str]) -> None:
    assert [name.casefold() for _, _, name in line(text).agencies] == [name.casefold() for name in names]


@pytest.mark.parametrize(
    ("text", "day", "is_date_line"),
    [
        ("4 May 2022", "2022-05-04", True),
        ("Wednesday, 4 May 2022 07:15", "2022-05-04T07:15", True),
        ("Hexham, 4 May 2022", "2022-05-04", True),
        ("04.05.22", "2022-05-04", True),
        ("28.13.22 or 04.05.2022", "2022-05-04", True),
        ("The bridge was opened on 4 May 2002 by the mayor of the town", "2002-05-04", False),
        ("The bridge fell on 4 May 2022.", "2022-05-04", False),
        ("4 May", None, False),
        ("Bridge closed", None, False),
        (f"On 4 May 2022 {'the bridge fell ' * 8}", None, False),
    ],
)
def test_the_day_of_a_line(text: str, day: str | None, is_date_line: bool) -> None:
    found = line(text)
    assert (found.date.iso if found.date else None) == day
    assert found.is_date_line is is_date_line


@pytest.mark.parametrize(
    ("text", "is_menu"),
    [
        ("Home | World | Business | Sport", True),
        ("Start · Politik · Sport", True),
        ("Главная  Политика  Спорт", True),
        ("Home > News > North", True),
        ("Kultur • Sport • Lokales • Wetter", True),
        ("Home | World", False),
        ("Home World Business Sport", False),
        ("Either | or | neither.", False),
        ("The bridge that fell last night | The ferry that came too late | Sport", False),
        ("AC/DC play in Hexham", False),
        ("| | |", False),
        (" | ".join(["Sport"] * 30), False),
    ],
)
def test_a_menu_is_short_items_side_by_side(text: str, is_menu: bool) -> None:
    assert line(text).is_menu is is_menu
