from __future__ import annotations

import random

import pytest

from stemma import flow
from stemma.languages.registry import Languages
from stemma.model import Entity, Report
from tests.reports import fire, read, strike

MEETING = {
    "en": "North Korean leader Kim Jong Un met President Volodymyr Zelensky. Later Kim left with Zelensky.",
    "pl": "Przywódca Kim Dzong Un spotkał się z prezydentem Wołodymyrem Zełenskim. Wieczorem Zełenski wyjechał.",
    "nb": "Leder Kim Jong-un møtte president Volodymyr Zelenskyj. Senere dro Kim.",
    "nn": "Leiar Kim Jong-un møtte president Volodymyr Zelenskyj. Seinare drog Kim.",
    "da": "Leder Kim Jong-un mødte præsident Volodymyr Zelenskyj. Senere rejste Kim.",
}
GERMAN = "Machthaber Kim Jong Un traf Präsident Wolodymyr Selenskyj. Später reiste Selenskyj ab."


def entities(languages: Languages, texts: dict[str, str]) -> tuple[Entity, ...]:
    reports = [read(languages, text, code, name=code) for code, text in texts.items()]
    return flow.compile_dossier(reports, languages).entities


def persons(found: tuple[Entity, ...]) -> dict[str, set[str]]:
    """Name of each person to the languages that name them."""
    return {e.name: set(e.names) for e in found if e.type == "PER"}


def test_one_name_in_five_languages_is_one_person(languages: Languages) -> None:
    found = entities(languages, MEETING)
    assert persons(found) == {"Kim Jong Un": set(MEETING), "Volodymyr Zelensky": set(MEETING)}


def test_every_join_of_spellings_is_explained(languages: Languages) -> None:
    kim = next(e for e in entities(languages, MEETING) if e.name == "Kim Jong Un")
    assert any("Kim Dzong Un = Kim Jong" in reason and "skeleton" in reason for reason in kim.why)


def test_a_german_transliteration_is_the_same_person(languages: Languages) -> None:
    found = entities(languages, {"en": MEETING["en"], "de": GERMAN})
    assert persons(found)["Volodymyr Zelensky"] == {"de", "en"}


@pytest.mark.xfail(strict=True, reason='"Un" is cut off the German name as an ordinary word')
def test_a_short_last_syllable_belongs_to_the_name(languages: Languages) -> None:
    assert persons(entities(languages, {"en": MEETING["en"], "de": GERMAN}))["Kim Jong Un"] == {"de", "en"}


def test_an_adverb_before_a_known_name_is_no_part_of_it(languages: Languages) -> None:
    text = "Przywódca Kim Dzong Un zabrał głos. Potem Kim Dzong Una pożegnano."
    assert set(persons(entities(languages, {"pl": text}))) == {"Kim Dzong Un"}


def test_the_surname_counts_for_the_person_of_its_report(languages: Languages) -> None:
    found = {e.name: e.mentions for e in entities(languages, {"en": MEETING["en"]})}
    assert found == {"Kim Jong Un": 2, "Volodymyr Zelensky": 2}


def test_two_persons_of_one_surname_stay_two(languages: Languages) -> None:
    texts = {
        "en": "Minister Anna Hansen met Minister Peter Hansen in the harbour.",
        "nb": "Statsråd Anna Hansen møtte statsråd Peter Hansen på kaien.",
    }
    assert persons(entities(languages, texts)) == {"Anna Hansen": {"en", "nb"}, "Peter Hansen": {"en", "nb"}}


def test_two_persons_of_one_surname_in_two_reports_stay_two(languages: Languages) -> None:
    texts = {"da": "Minister Anna Hansen talte. Hansen smilede.", "nb": "Statsråd Peter Hansen talte. Hansen smilte."}
    found = {e.name: (set(e.names), e.mentions) for e in entities(languages, texts)}
    assert found == {"Anna Hansen": ({"da"}, 2), "Peter Hansen": ({"nb"}, 2)}


def test_a_surname_that_two_persons_of_a_report_share_is_neither(languages: Languages) -> None:
    text = "Minister Anna Hansen met Minister Peter Hansen. Hansen smiled."
    found = {e.name: e.mentions for e in entities(languages, {"en": text})}
    assert (found["Anna Hansen"], found["Peter Hansen"]) == (1, 1)


def test_a_place_and_a_person_of_one_name_stay_two(languages: Languages) -> None:
    texts = {"en": "President Anna London spoke.", "de": "In London regnete es."}
    assert {e.type for e in entities(languages, texts)} == {"PER", "LOC"}


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_reports_does_not_matter(languages: Languages, seed: int) -> None:
    reports: list[Report] = fire(languages) + strike(languages)
    expected = flow.compile_entities(reports, languages)
    random.Random(seed).shuffle(reports)
    assert flow.compile_entities(reports, languages) == expected


def test_ids_do_not_depend_on_what_else_is_read(languages: Languages) -> None:
    alone = {e.id for e in flow.compile_dossier(fire(languages), languages).entities}
    together = {e.id for e in flow.compile_dossier(fire(languages) + strike(languages), languages).entities}
    assert alone < together


def test_sources_of_claims_carry_the_resolved_ids(languages: Languages) -> None:
    dossier = flow.compile_dossier(fire(languages), languages)
    ids = {e.id for e in dossier.entities}
    said = {c.source.entity for r in dossier.reports for c in r.claims if c.source and c.source.entity}
    persons = {s for s in said if s.startswith("PER:")}
    assert persons == {"PER:anna-lindqvist"}
    assert persons <= ids
