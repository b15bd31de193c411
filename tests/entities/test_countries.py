from __future__ import annotations

from typing import NamedTuple

import pytest

from stemma import flow
from stemma.languages.registry import Languages
from stemma.model import Entity, Report
from tests.reports import read


class Speaker(NamedTuple):
    """The first name of a report: as it stands there, its entity, for whom that speaks, and the source of the claim."""

    text: str
    entity: str | None
    stands_for: str | None
    source: str | None


def compiled(languages: Languages, texts: dict[str, str]) -> tuple[dict[str, Report], dict[str, Entity]]:
    """The reports by id, which is their language, and the entities by id."""
    resolved, entities = flow.compile_names([read(languages, text, code) for code, text in texts.items()], languages)
    return {r.language: r for r in resolved}, {e.id: e for e in entities}


def speaker(languages: Languages, code: str, text: str) -> Speaker:
    reports, entities = compiled(languages, {code: text})
    [claim] = reports[code].claims
    mention = reports[code].mentions[0]
    assert claim.source is not None
    assert claim.source.entities == (claim.source.entity,)
    stands_for = entities[str(mention.entity)].stands_for
    return Speaker(text[mention.start : mention.end], mention.entity, stands_for, claim.source.entity)


@pytest.mark.parametrize(
    ("code", "text", "word", "country"),
    [
        ("pl", "Podpisali ten traktat Francuzi.", "Francuzi", "LOC:FR"),
        ("en", "Two Germans and a nurse were hurt in Oslo.", "Germans", "LOC:DE"),
        ("nl", "De Duitsers tekenden het verdrag.", "Duitsers", "LOC:DE"),
        ("fr", "Les Allemands ont signé le traité.", "Allemands", "LOC:DE"),
        ("cs", "V Praze podepsali Němci smlouvu.", "Němci", "LOC:DE"),
    ],
)
def test_inhabitants_are_their_country_and_stay_people(
    languages: Languages, code: str, text: str, word: str, country: str
) -> None:
    report = compiled(languages, {code: text})[0][code]
    [people] = [m for m in report.mentions if text[m.start : m.end] == word]
    assert (people.type, people.entity) == ("PER", country)


def test_inhabitants_and_country_are_one_place(languages: Languages) -> None:
    texts = {"fr": "Les Allemands ont signé le traité.", "en": "Germany was silent.", "cs": "Němci mlčí."}
    _, entities = compiled(languages, texts)
    germany = entities["LOC:DE"]
    assert (germany.type, germany.name, germany.mentions, set(germany.names)) == ("LOC", "Germany", 3, set(texts))


def test_a_country_is_a_place_even_where_only_its_people_are_named(languages: Languages) -> None:
    assert compiled(languages, {"fr": "Les Allemands ont signé le traité."})[1]["LOC:DE"].type == "LOC"


MOSCOW, KYIV, HOUSE, KREMLIN = "LOC:gn524901", "LOC:gn703448", "ORG:white-house", "ORG:kremlin"


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "Moscow denied that the ship sank.", Speaker("Moscow", MOSCOW, "LOC:RU", "LOC:RU")),
        ("de", "Moskau bestreitet, dass das Schiff sank.", Speaker("Moskau", MOSCOW, "LOC:RU", "LOC:RU")),
        ("pl", "Moskwa zaprzecza, że okręt zatonął.", Speaker("Moskwa", MOSCOW, "LOC:RU", "LOC:RU")),
        ("nb", "Moskva avviser at skipet sank.", Speaker("Moskva", MOSCOW, "LOC:RU", "LOC:RU")),
        ("da", "Moskva afviser, at skibet sank.", Speaker("Moskva", MOSCOW, "LOC:RU", "LOC:RU")),
        ("de", "Kiew teilte mit, dass die Brücke sicher ist.", Speaker("Kiew", KYIV, "LOC:UA", "LOC:UA")),
        ("nb", "Det hvite hus sier at avtalen er klar.", Speaker("Det hvite hus", HOUSE, "LOC:US", "LOC:US")),
        ("da", "Det Hvide Hus siger, at aftalen er klar.", Speaker("Det Hvide Hus", HOUSE, "LOC:US", "LOC:US")),
        ("de", "Das Weiße Haus erklärte, dass es wartet.", Speaker("Weiße Haus", HOUSE, "LOC:US", "LOC:US")),
        ("pl", "Kreml zaprzecza, że okręt zatonął.", Speaker("Kreml", KREMLIN, "LOC:RU", "LOC:RU")),
    ],
)
def test_who_speaks_for_a_country_is_the_country_and_the_place_stays(
    languages: Languages, code: str, text: str, expected: Speaker
) -> None:
    assert speaker(languages, code, text) == expected


@pytest.mark.parametrize(
    ("text", "entity", "country"),
    [
        ("Tokyo denied that the ship sank.", "LOC:gn1850147", "LOC:JP"),
        ("Kyiv says the ship sank.", KYIV, "LOC:UA"),
        ("Beijing said that the ship was safe.", "LOC:gn1816670", "LOC:CN"),
    ],
)
def test_a_capital_before_a_word_of_saying_is_no_person(
    languages: Languages, text: str, entity: str, country: str
) -> None:
    assert speaker(languages, "en", text) == Speaker(text.split(maxsplit=1)[0], entity, country, country)


def test_a_capital_that_says_nothing_is_a_place_alone(languages: Languages) -> None:
    reports, entities = compiled(languages, {"en": "It rained in Moscow, and the ferry to Riga was late."})
    assert [m.entity for m in reports["en"].mentions] == [MOSCOW, "LOC:gn456172"]
    assert (entities[MOSCOW].type, entities[MOSCOW].stands_for, reports["en"].claims) == ("LOC", "LOC:RU", ())


def test_a_city_that_is_no_capital_speaks_for_itself(languages: Languages) -> None:
    said = speaker(languages, "de", "Hamburg teilte mit, dass die Brücke sicher ist.")
    assert (said.text, said.stands_for, said.source) == ("Hamburg", None, said.entity)


def test_capitals_in_several_languages_speak_for_one_country(languages: Languages) -> None:
    texts = {"en": "Moscow denied that the ship sank.", "pl": "Kreml zaprzecza, że okręt zatonął."}
    reports, entities = compiled(languages, texts)
    assert {c.source.entity for r in reports.values() for c in r.claims if c.source} == {"LOC:RU"}
    assert {MOSCOW, KREMLIN} <= set(entities)
