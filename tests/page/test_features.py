from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.captures import captures
from stemma.languages.registry import UNDETERMINED
from stemma.page.features import SHAPES, first_look, second_look
from stemma.page.lines import Line, read_lines

from .test_dating import LANGUAGES

NEUTRAL = LANGUAGES.get(UNDETERMINED)
SHIFT = 7
"""Letters by which a word is written anew; the same for all words, so that what is alike stays alike."""


def features(text: str, code: str = UNDETERMINED) -> list[set[str]]:
    return [set(names) for names in first_look(read_lines(text, LANGUAGES.get(code)))]


def own(line: str, code: str = UNDETERMINED) -> set[str]:
    """The features of a line that stands alone."""
    [names] = features(line, code)
    return names


@pytest.mark.parametrize(
    ("line", "shape"),
    [
        ("Il ponte sul fiume resterà chiuso fino a primavera, ha detto ieri il sindaco della città.", "prose"),
        ("Il ponte resta chiuso.", "sentence"),
        ("Chiuso!", "exclamation"),
        ("ponte " * 25, "long"),
        ("Chiuso il ponte sul fiume fino a primavera", "headline"),
        ("Il ponte chiuso", "phrase"),
        ("Ponte", "scrap"),
    ],
)
def test_a_line_has_one_shape(line: str, shape: str) -> None:
    assert {name for name in own(line) if name.startswith("is ")} == {f"is {shape}"}
    assert shape in SHAPES


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Chiuso il ponte", "begins capital"),
        ("chiuso il ponte", "begins small"),
        ("„Most zamknięty", "begins quote"),
        ("« Pont fermé »", "begins quote"),
        ("’t Brugje dicht", "begins quote"),
        ("15 osób rannych", "begins digit"),
        ("– Nikt", "begins dash"),
        ("– Nikt nic o tym nie wie", "begins capital"),
        ("— никто об этом не знал", "begins small"),
        ("¿Quién cerró el puente?", "begins capital"),
        ("– ¿Quién cerró el puente?", "begins capital"),
        ("© Küstenbote", "begins sign"),
        ("다리가 봄까지 폐쇄된다", "begins letter"),
        ("Ponte chiuso.", "ends ."),
        ("Ponte chiuso.»", "ends ."),
        ("Ponte chiuso:", "ends :"),
        ("Ponte chiuso", "ends letter"),
        ("Ponte 2024", "ends digit"),
        ("Ponte chiuso €", "ends sign"),
        ("PONTE CHIUSO", "all capitals"),
        ("Home | Sport", "bar"),
        ("© Bote 2024", "copyright"),
        ("Mehr »", "angle"),
        ("Sport • Kultur", "bullet"),
        ("Mehr dazu (Seite 3)", "bracket"),
        ("Foto: Bote", "colon"),
        ("Bote+", "plus"),
        ("Er sagt „ja“", "quotes"),
        ("Weiterlesen auf www.bote.de", "address"),
        ("redaktion@bote.de", "address"),
        ("Mehr lesenWeiter lesen", "words run together"),
        ("Vom 4.5.2022", "holds a date"),
        ("4.5.2022", "date line"),
        ("Heim | Sport | Kultur", "menu"),
        ("", ""),
    ],
)
def test_what_a_line_looks_like(line: str, name: str) -> None:
    assert name in own(line) if line else features("") == []


# ---------------------------------------------------------------- no language is asked for


def rotated(first: str, last: str) -> dict[int, int]:
    """Each letter of an alphabet as another one of it."""
    size = ord(last) - ord(first) + 1
    return {ord(first) + i: ord(first) + (i + SHIFT) % size for i in range(size)}


OTHER_LETTERS = rotated("a", "z") | rotated("A", "Z") | rotated("а", "я") | rotated("А", "Я")
SPELLED = {"address"}
"""What is told by its very letters, in any language: "www.", ".com"."""


def unsaid(text: str) -> list[Line]:
    """The lines of a text, without what wording, agencies and dates say of them."""
    lines = read_lines(text, NEUTRAL)
    for line in lines:
        line.wordings, line.agencies, line.date = (), (), None
    return lines


def looks(text: str) -> list[list[str]]:
    return [[name for name in names if name not in SPELLED] for names in first_look(unsaid(text))]


@pytest.mark.parametrize("record", captures(), ids=lambda record: record["id"])
def test_a_page_in_letters_of_no_language_has_the_same_features(record: dict[str, Any]) -> None:
    other = record["text"].translate(OTHER_LETTERS)
    assert other != record["text"]
    assert looks(other) == looks(record["text"])


def test_the_rotation_itself_would_show_a_word_that_is_known() -> None:
    text = "Foto: Bote\nFoto: Bote"
    assert features(text) != features(text.translate(OTHER_LETTERS))
    assert looks(text) == looks(text.translate(OTHER_LETTERS))


def test_wording_comes_in_by_its_kind_and_not_by_its_language() -> None:
    pages = {"en": "Published: 4.5.2022", "da": "Publiceret: 4.5.2022", "uk": "Опубліковано: 4.5.2022"}
    assert all({"published", "date line"} <= own(line, code) for code, line in pages.items())
    assert all("published" not in own(line) for line in pages.values())
    pointers = {"en": "Read also", "de": "Lesen Sie auch", "nb": "Les også", "fr": "À lire aussi", "pl": "Czytaj też"}
    assert all("pointers" in own(line, code) for code, line in pointers.items())
    assert "pointer and headline" in own("Les også: Vil ha lukkede anlegg", "nb")
    assert {"agency line"} <= own("/ritzau/", "da")


# ---------------------------------------------------------------- neighbours and the whole page

PROSE = [
    "The bridge over the river stays closed until spring, the mayor of the town said on Monday.",
    "Buses take the long way round by the mill, which costs the pupils half an hour every morning.",
    "Nobody had told the parents of it before the first day of school after the holidays, they say.",
]


def test_neighbours_are_named_by_their_shape_and_their_wording() -> None:
    above, line, below = features(f"Foto: Bote\nWord\n{PROSE[0]}")
    assert {"edge at -1", "edge at -2", "scrap at +1", "prose at +2"} <= above
    assert {"phrase at -1", "photo at -1", "prose at +1", "edge at -2"} & line == {
        "photo at -1",
        "prose at +1",
        "edge at -2",
    }
    assert {"photo at -2", "scrap at -1", "edge at +1", "edge at +2"} <= below


def test_prose_around_a_line_is_counted() -> None:
    first, second, word, third = features("\n".join([*PROSE[:2], "Word", PROSE[2]]))
    assert {"no prose before prose", "2 prose after prose", "run of long <= 2"} <= first
    assert {"1 prose before prose", "1 prose after prose"} <= second
    assert {"2 prose before scrap", "1 prose after scrap", "prose near <= 3", "run of short <= 1"} <= word
    assert {"2 prose before prose", "no prose after prose", "run of long <= 1"} <= third


def test_what_stands_again_is_named_at_both_places() -> None:
    first, _, second = features(f"Bridge closed\n{PROSE[0]}\nBRIDGE – closed!")
    assert "will stand again" in first
    assert "stands again" in second
    long, _, again = features(f"{PROSE[0]}\nWord\n{PROSE[0]}")
    assert ("will stand again, long" in long, "stands again, long" in again) == (True, True)
    assert not any("again" in name for names in features("\n".join(PROSE)) for name in names)


def test_markup_of_a_line_is_among_its_features() -> None:
    lines = read_lines("Bridge closed\nWord", NEUTRAL, [("tag h1", "in article"), ("tag p",)])
    found = first_look(lines)
    assert {"tag h1", "in article"} <= set(found[0])
    assert "tag h1" not in found[1]


def test_the_second_look_adds_the_scores_around_and_keeps_the_first() -> None:
    lines = read_lines("\n".join(["Word", *PROSE, "Word"]), NEUTRAL)
    first = first_look(lines)
    found = second_look(lines, first, [-9.0, 9.0, 9.0, 9.0, -9.0])
    assert [names[: len(own)] for names, own in zip(found, first, strict=True)] == first
    head, middle, tail = set(found[0]), set(found[2]), set(found[4])
    assert {"score <= -4", "edge at -1", "edge at -3", "score at +1 > 4", "report before <= 0.001"} <= head
    assert {
        "score > 4",
        "score at -1 > 4",
        "score at -2 <= -4",
        "report around <= 0.5",
        "report before <= 0.5",
    } <= middle
    assert {"score <= -4", "edge at +3", "report before > 0.999", "report after <= 0.001"} <= tail


@settings(max_examples=80, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=60), max_size=7), st.floats(-1e6, 1e6))
def test_every_line_of_every_text_has_features_of_both_looks(texts: list[str], score: float) -> None:
    lines = read_lines("\n".join(texts), NEUTRAL)
    first = first_look(lines)
    assert len(first) == len(lines)
    assert all(sum(name.startswith("is ") for name in names) == 1 for names in first)
    second = second_look(lines, first, [score] * len(lines))
    assert all(len(two) > len(one) for one, two in zip(first, second, strict=True))
