from __future__ import annotations

import pytest

from stemma.languages.gazetteer import Hit, agencies, read_names
from stemma.languages.registry import Languages
from stemma.languages.tokens import tokenize


def known(text: str, code: str, languages: Languages) -> list[str]:
    """Ids of all known names in a text, from left to right."""
    tokens, gazetteer = tokenize(text), languages.get(code).gazetteer
    found, i = [], 0
    while i < len(tokens):
        hit: Hit | None = gazetteer.at(tokens, i)
        if hit is not None:
            found.append(hit.known.id)
        i = hit.last if hit is not None else i + 1
    return found


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "North Korea's exports fell, South Korea's rose."),
        ("pl", "Eksport Korei Północnej spadł, a Koreę Południową ominął kryzys."),
        ("pl", "Handel z Koreą Północną ustał; w Korei Południowej trwa spór."),
        ("de", "Nordkoreas Ausfuhren sanken, Südkoreas stiegen."),
        ("nb", "Nord-Koreas eksport falt, Sør-Koreas steg."),
        ("nn", "Nord-Koreas eksport fall, Sør-Koreas auka."),
        ("da", "Nordkoreas eksport faldt, Sydkoreas steg."),
    ],
)
def test_the_two_koreas_are_two_countries_in_every_form(code: str, text: str, languages: Languages) -> None:
    assert known(text, code, languages) == ["LOC:KP", "LOC:KR"]


@pytest.mark.parametrize(
    ("code", "text", "country"),
    [
        ("pl", "Wracali z Niemiec autobusem.", "LOC:DE"),
        ("pl", "Rozmowy z Norwegią trwają.", "LOC:NO"),
        ("de", "Polens Grenze blieb offen.", "LOC:PL"),
        ("de", "In den USA wächst die Sorge.", "LOC:US"),
        ("nb", "Tysklands regjering vil vente.", "LOC:DE"),
        ("nn", "Tyskland sin regjering vil vente på Frankrike.", "LOC:DE"),
        ("da", "Tysklands regering vil vente.", "LOC:DE"),
        ("en", "Germany's cabinet will wait.", "LOC:DE"),
    ],
)
def test_countries_are_known_in_inflected_forms(code: str, text: str, country: str, languages: Languages) -> None:
    assert known(text, code, languages)[0] == country


@pytest.mark.parametrize("code", Languages().marked_codes)
def test_every_language_knows_the_same_thing_by_one_id(code: str, languages: Languages) -> None:
    for name in ("NATO", "Reuters"):
        [(kind, number)] = {tuple(i.split(":")) for i in known(name, code, languages)}
        assert kind == "ORG"
        assert [number] == [row["id"] for row in read_names() if name in row["en"].split("|")]


@pytest.mark.parametrize(("code", "text"), [("en", "Tell us who won."), ("de", "usa hat recht"), ("nb", "fn er tall")])
def test_acronyms_need_capitals(code: str, text: str, languages: Languages) -> None:
    assert known(text, code, languages) == []


def test_acronyms_in_capitals_take_endings_in_small_letters(languages: Languages) -> None:
    assert known("USAs president reiste hjem.", "nb", languages) == ["LOC:US"]
    assert known("The US and the UK agreed.", "en", languages) == ["LOC:US", "LOC:GB"]


def test_a_name_needs_its_capital(languages: Languages) -> None:
    assert known("the paris of the north, oslo", "en", languages) == []


def test_cities_are_one_place_in_all_languages(languages: Languages) -> None:
    spelled = {"en": "Warsaw", "pl": "Warszawie", "de": "Warschau", "nb": "Warszawa", "da": "Warszawa"}
    assert len({known(f"{name}.", code, languages)[0] for code, name in spelled.items()}) == 1


def test_the_longest_name_wins(languages: Languages) -> None:
    [only] = known("United Nations", "en", languages)
    assert only.startswith("ORG:")
    assert known("South Africa", "en", languages) == ["LOC:ZA"]


def test_a_name_does_not_reach_over_a_line_end(languages: Languages) -> None:
    assert "LOC:ZA" not in known("South\nAfrica", "en", languages)


def test_agencies_have_a_short_name_and_spellings_in_many_languages() -> None:
    table = agencies()
    short = dict(table.values())
    assert {"AFP", "Reuters"} <= set(short)
    assert all(name in spellings for name, spellings in short.items())
    assert len({name for name, _ in table.values()}) == len(table)


def test_the_table_of_names_is_well_formed() -> None:
    rows = read_names()
    ids = [row["id"] for row in rows]
    assert len(set(ids)) == len(ids)
    assert {row["type"] for row in rows} <= {"LOC", "ORG", "PER", "EVT", "PRO"}
    assert [row["id"] for row in rows if not row["en"]] == []
