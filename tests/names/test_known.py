from __future__ import annotations

import pytest

from stemma.languages.registry import Languages
from stemma.model import MENTION_TYPES, MentionType
from stemma.names.known import Known, KnownNames

LONDON, KRAKOW, KYIV, LODZ = "LOC:gn2643743", "LOC:gn3094802", "LOC:gn703448", "LOC:gn3093133"


def entity(languages: Languages, code: str, name: str, kind: MentionType) -> str | None:
    known = KnownNames(languages.get(code)).of(name, kind)
    return None if known is None else known.entity


@pytest.mark.parametrize(
    ("code", "name", "country"),
    [
        ("en", "Norwegians", "LOC:NO"),
        ("pl", "Norwegowie", "LOC:NO"),
        ("pl", "Norwegów", "LOC:NO"),
        ("cs", "Poláci", "LOC:PL"),
        ("ru", "Россияне", "LOC:RU"),
        ("uk", "Українці", "LOC:UA"),
        ("en", "Norway", None),
        ("en", "Norwegians Abroad", None),
        ("en", "Mary Black", None),
    ],
)
def test_people_of_a_country(languages: Languages, code: str, name: str, country: str | None) -> None:
    assert entity(languages, code, name, "PER") == country


def test_people_of_a_country_are_told_with_the_rule(languages: Languages) -> None:
    known = KnownNames(languages.get("en")).of("Norwegians", "PER")
    assert known == Known("LOC:NO", "name.territories: people of NO")


@pytest.mark.parametrize(
    ("code", "name", "known", "kinds"),
    [
        ("en", "Norway", "LOC:NO", {"LOC", "ORG"}),
        ("de", "Schweden", "LOC:SE", {"LOC", "ORG"}),
        ("pl", "Norwegii", "LOC:NO", {"LOC", "ORG"}),
        ("fi", "Norja", "LOC:NO", {"LOC", "ORG"}),
        ("en", "Bavaria", "LOC:bavaria", {"LOC", "ORG"}),
        ("en", "London", LONDON, {"LOC"}),
        ("pl", "Londynie", LONDON, {"LOC"}),
        ("pl", "Krakowem", KRAKOW, {"LOC"}),
        ("uk", "Київ", KYIV, {"LOC"}),
        ("en", "NATO", "ORG:nato", {"ORG", "EVT", "PRO", "LOC"}),
        ("en", "New York Times", "PRO:new-york-times", {"ORG", "EVT", "PRO"}),
        ("en", "Kremlin", "ORG:kremlin", {"ORG", "EVT", "PRO", "LOC"}),
        ("en", "Norway Pipes", None, set()),
        ("en", "Poland and Norway", None, set()),
        ("en", "", None, set()),
    ],
)
def test_as_what_a_known_thing_can_be_named(
    languages: Languages, code: str, name: str, known: str | None, kinds: set[str]
) -> None:
    assert {kind: entity(languages, code, name, kind) for kind in MENTION_TYPES} == {
        kind: known if kind in kinds else None for kind in MENTION_TYPES
    }


@pytest.mark.parametrize(
    ("code", "name", "place"),
    [
        ("uk", "Києві", KYIV),
        ("uk", "Києва", KYIV),
        ("pl", "Łodzi", LODZ),
        ("uk", "Одесі", "LOC:gn698740"),
        ("uk", "Харкова", "LOC:gn706483"),
        ("pl", "Gdańsku", "LOC:gn3099434"),
        ("cs", "Brně", "LOC:gn3078610"),
        ("ru", "Казани", "LOC:gn551487"),
    ],
)
def test_a_city_in_another_case_is_the_city(languages: Languages, code: str, name: str, place: str) -> None:
    assert entity(languages, code, name, "LOC") == place


def test_asking_again_gives_the_same(languages: Languages) -> None:
    known = KnownNames(languages.get("pl"))
    asked: list[tuple[str, MentionType]] = [
        ("Norwegia", "LOC"),
        ("Norwegia", "PER"),
        ("Kraków", "ORG"),
        ("NATO", "ORG"),
    ]
    first = [known.of(*question) for question in asked]
    assert [known.of(*question) for question in reversed(asked)] == first[::-1]
    assert [k is None for k in first] == [False, True, True, False]


@pytest.mark.parametrize(
    ("name", "spelled"),
    [("Kraków", True), ("Krakowie", False), ("Nowy Jork", True), ("Kraków nocą", False), ("Jan", False), ("", False)],
)
def test_whether_a_name_is_spelled_as_the_gazetteer_has_it(languages: Languages, name: str, spelled: bool) -> None:
    assert KnownNames(languages.get("pl")).spells(name) is spelled
