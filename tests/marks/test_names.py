# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from stemma.model import Report

Mark = Callable[..., Report]


def names(mark: Mark, text: str, code: str) -> list[tuple[str, str]]:
    report = mark(text, code)
    return [(report.at(m), m.type) for m in report.mentions]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("pl", "Premier Mateusz Wolski spotkał się w Wilnie z Anną Kowalską.", [("Mateusz Wolski", "PER"), ("Wilnie", "LOC"), ("Anną Kowalską", "PER")]),
        ("de", "Minister Thomas Berger traf am Montag in Wien Vertreter der NATO.", [("Thomas Berger", "PER"), ("Wien", "LOC"), ("NATO", "ORG")]),
        ("nb", "Statsminister Kari Lunde møtte NATO-topper i Brussel.", [("Kari Lunde", "PER"), ("NATO", "ORG"), ("Brussel", "LOC")]),
        ("nn", "Statsminister Kari Lunde møtte Lars Eidnes i Bergen.", [("Kari Lunde", "PER"), ("Lars Eidnes", "PER"), ("Bergen", "LOC")]),
        ("da", "Statsminister Mette Krogh mødte Jens Lund i København.", [("Mette Krogh", "PER"), ("Jens Lund", "PER"), ("København", "LOC")]),
        ("en", "Prime Minister Mary Black met John Hill of NATO in Dublin.", [("Mary Black", "PER"), ("John Hill", "PER"), ("NATO", "ORG"), ("Dublin", "LOC")]),
    ],
)  # fmt: skip
def test_persons_places_and_bodies(mark: Mark, code: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert names(mark, text, code) == expected


@pytest.mark.parametrize(
    ("code", "text", "base"),
    [
        ("pl", "Rozmawiano z Norwegią.", "Norwegia"),
        ("pl", "Wracali z Niemiec.", "Niemcy"),
        ("nb", "Tysklands kansler kom.", "Tyskland"),
        ("de", "Polens Grenze blieb offen.", "Polen"),
        ("en", "Poland's border stayed open.", "Poland"),
    ],
)
def test_a_country_is_shown_in_its_base_form(mark: Mark, code: str, text: str, base: str) -> None:
    assert [m.name for m in mark(text, code).mentions] == [base]


@pytest.mark.parametrize(
    ("code", "text", "short"),
    [
        ("pl", "Premier Mateusz Pająk przyjechał rano. Wieczorem Pająka przyjął król.", "Pająka"),
        ("de", "Minister Thomas Berger kam am Morgen. Am Abend reiste Berger ab.", "Berger"),
        ("nb", "Statsminister Kari Lunde kom tidlig. Senere dro Lunde hjem.", "Lunde"),
        ("da", "Minister Jens Krogh kom tidligt. Senere tog Krogh hjem.", "Krogh"),
        ("en", "Minister John Hill came early. Later Hill went home.", "Hill"),
    ],
)
def test_a_surname_alone_is_short_for_the_person(mark: Mark, code: str, text: str, short: str) -> None:
    report = mark(text, code)
    [again] = [m for m in report.mentions if report.at(m) == short]
    assert again.type == "PER"
    assert again.rule.startswith("short for ")


@pytest.mark.parametrize(
    ("code", "text", "short"),
    [
        ("pl", "Premier Mateusz Wolski przyjechał rano. Wieczorem Wolskiego przyjął król.", "Wolskiego"),
        ("da", "Minister Jens Lund kom tidligt. Senere tog Lund hjem.", "Lund"),
    ],
)
def test_a_surname_that_is_a_city_as_well_is_the_person(mark: Mark, code: str, text: str, short: str) -> None:
    report = mark(text, code)
    assert [m.type for m in report.mentions if report.at(m) == short] == ["PER"]


@pytest.mark.parametrize(
    ("code", "text"),
    [("en", "Prime Minister Karin Lindqvist spoke."), ("pl", "Premier Karin Lindqvist zabrała głos.")],
)
def test_a_city_at_the_head_of_a_person_behind_a_title_is_no_city(mark: Mark, code: str, text: str) -> None:
    assert names(mark, text, code) == [("Karin Lindqvist", "PER")]


def test_two_places_with_a_preposition_between_them_are_no_person(mark: Mark) -> None:
    assert [m.type for m in mark("Prom płynął z Visby do Windawy.", "pl").mentions] != ["PER"]


@pytest.mark.parametrize(
    ("code", "text", "name", "kind"),
    [
        ("en", "The Institute for Coastal Studies warned.", "Institute for Coastal Studies", "ORG"),
        ("nb", "Nordisk Institutt for havforskning advarer.", "Nordisk Institutt", "ORG"),
        ("en", "He spoke at the Malmberg Summit.", "Malmberg Summit", "EVT"),
        ("pl", "Strajkuje załoga ZNP.", "ZNP", "ORG"),
        ("en", "The IMO warned sailors.", "IMO", "ORG"),
    ],
)
def test_head_words_and_acronyms_tell_the_type(mark: Mark, code: str, text: str, name: str, kind: str) -> None:
    assert (name, kind) in names(mark, text, code)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Yesterday the minister spoke. Nobody listened. On Monday it rained."),
        ("de", "Am Montag sprach der Minister über die Gesundheit der Kinder."),
        ("nb", "I går snakket ministeren. Ingen lyttet."),
        ("da", "I går talte ministeren. Ingen lyttede."),
        ("pl", "Wczoraj mówił minister. Nikt nie słuchał."),
        ("en", "German and Polish sailors sang Danish songs."),
    ],
)
def test_a_capital_alone_makes_no_name(mark: Mark, code: str, text: str) -> None:
    assert names(mark, text, code) == []


def test_a_line_of_capitals_makes_no_names(mark: Mark) -> None:
    assert names(mark, "FERRY OPERATOR CLOSES THREE ROUTES AFTER WINTER STORMS", "en") == []


def test_the_same_thing_has_the_same_id_in_every_language(mark: Mark) -> None:
    ids = {
        mark(text, code).mentions[0].entity
        for code, text in [
            ("en", "The United Nations met."),
            ("pl", "ONZ obradowała."),
            ("de", "Die Vereinten Nationen tagten."),
            ("nb", "FN møttes."),
            ("da", "FN mødtes."),
        ]
    }
    assert len(ids) == 1


def test_the_two_koreas_stay_two_in_text(mark: Mark) -> None:
    entities = [m.entity for m in mark("Żołnierze Korei Północnej stali naprzeciw Korei Południowej.", "pl").mentions]
    assert entities == ["LOC:KP", "LOC:KR"]


@pytest.mark.parametrize(
    ("code", "text", "name"),
    [
        ("nb", "Hansens båt sank. Kaptein Ola Hansen svømte.", "Hansen"),
        ("de", "Bergers Reise endete. Minister Thomas Berger schwieg.", "Berger"),
    ],
)
def test_a_possessive_is_taken_off_the_name(mark: Mark, code: str, text: str, name: str) -> None:
    assert [m.name.split()[-1] for m in mark(text, code).mentions] == [name, name]


def test_a_name_does_not_cross_lines(mark: Mark) -> None:
    report = mark("Kaptein Ola Hansen\nBergen venter på båten som aldri kom fram til kaien.", "nb")
    assert [report.at(m) for m in report.mentions] == ["Ola Hansen", "Bergen"]


def test_mentions_do_not_overlap(mark: Mark) -> None:
    text = "Moscow State University and the Bank of Norway in Oslo thanked President Mary Black of the United States."
    spans = sorted((m.start, m.end) for m in mark(text, "en").mentions)
    assert len(spans) >= 4
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
