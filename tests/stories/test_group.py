# ruff: noqa: E501
from __future__ import annotations

import random

import pytest

from stemma import flow
from stemma.languages.registry import Languages
from stemma.model import Story
from tests.reports import FIRE, fire, read, strike

RAISING = {
    "en": """Divers find the wreck of the ferry Tjelvar off Gotland
Divers found the burnt wreck of the ferry Tjelvar off Gotland on Friday, five months after the fire, Swedish police said.
Prime Minister Anna Lindqvist said that the ferry would be raised before autumn.
The shipping company will pay the families of the passengers who died.""",
    "nb": """Dykkere har funnet vraket av fergen Tjelvar ved Gotland
Dykkere fant fredag det utbrente vraket av fergen Tjelvar ved Gotland, fem måneder etter brannen, opplyser svensk politi.
Statsminister Anna Lindqvist sier at fergen skal heves før høsten.
Rederiet vil betale familiene til passasjerene som døde.""",
}


def stories(languages: Languages, reports: list[object]) -> tuple[Story, ...]:
    return flow.compile_dossier(reports, languages).stories  # type: ignore[arg-type]


def test_one_event_in_four_languages_is_one_story(languages: Languages) -> None:
    [story] = stories(languages, fire(languages))
    assert set(story.reports) == {f"fire-{code}" for code in FIRE}
    assert (story.begin, story.end) == ("2021-11-14", "2021-11-14")


def test_the_story_has_the_title_of_its_earliest_report(languages: Languages) -> None:
    [story] = stories(languages, fire(languages))
    assert story.title == "Fire on ferry off Gotland kills at least 14"
    assert story.reports[0] == "fire-en"


def test_unrelated_reports_stay_apart(languages: Languages) -> None:
    found = stories(languages, fire(languages) + strike(languages))
    assert [len(s.reports) for s in found] == [4, 2]
    assert len({s.thread for s in found}) == 2


def test_every_report_is_in_one_story(languages: Languages) -> None:
    reports = fire(languages) + strike(languages)
    told = [r for s in stories(languages, reports) for r in s.reports]
    assert sorted(told) == sorted(r.id for r in reports)


def test_what_comes_months_later_is_another_story_of_the_thread(languages: Languages) -> None:
    later = [read(languages, text, code, "2022-04-15", f"wreck-{code}") for code, text in RAISING.items()]
    found = stories(languages, fire(languages) + later + strike(languages))
    by_report = {r: s for s in found for r in s.reports}
    assert by_report["wreck-en"] is by_report["wreck-nb"]
    assert by_report["wreck-en"] is not by_report["fire-en"]
    assert by_report["wreck-en"].thread == by_report["fire-en"].thread
    assert by_report["wreck-en"].thread != by_report["strike-en"].thread


def test_reports_without_dates_are_grouped_by_what_they_tell(languages: Languages) -> None:
    reports = [read(languages, text, code, None, f"fire-{code}") for code, text in FIRE.items()]
    found = stories(languages, reports + strike(languages))
    assert sorted(len(s.reports) for s in found) == [2, 4]
    assert {s.begin for s in found} == {None, "2021-11-15"}


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_reports_does_not_matter(languages: Languages, seed: int) -> None:
    reports = fire(languages) + strike(languages)
    expected = stories(languages, reports)
    random.Random(seed).shuffle(reports)
    assert stories(languages, reports) == expected


def test_a_report_given_twice_counts_once(languages: Languages) -> None:
    reports = fire(languages)
    assert stories(languages, reports + reports) == stories(languages, reports)


def test_no_reports_make_no_stories(languages: Languages) -> None:
    assert stories(languages, []) == ()
