# ruff: noqa: E501
from __future__ import annotations

import random

import pytest

from stemma import flow
from stemma.languages.registry import Languages
from stemma.lineage.accounts import agreement
from stemma.model import Account, Dossier, Version
from tests.reports import fire, read, strike

SNOW = {
    "police": ("en", "Avalanche near Narvik kills soldiers\nThe avalanche near Narvik killed 40 soldiers on Friday, police said.\n"
               "Rescue teams dug all night in the snow below the Fagernes ridge."),
    "union": ("de", "Lawine bei Narvik: viele Soldaten tot\nBei der Lawine bei Narvik kamen am Freitag mehr als 60 Soldaten "
              "ums Leben, sagte die Gewerkschaft.\nIm Schnee unter dem Grat von Fagernes suchten Helfer weiter."),
    "army": ("pl", "Lawina pod Narwikiem zabiła żołnierzy\nW lawinie pod Narwikiem w piątek zginęło około 40 "
             "żołnierzy, podała armia.\nRatownicy szukali ludzi w śniegu pod granią Fagernes."),
}  # fmt: skip


@pytest.fixture(scope="module")
def snow(languages: Languages) -> Dossier:
    reports = [read(languages, text, code, "2021-11-14", name) for name, (code, text) in SNOW.items()]
    return flow.compile_dossier(reports, languages)


def figures(dossier: Dossier) -> list[Account]:
    return [a for a in dossier.accounts if a.kind == "quantity"]


def version(low: float | None, high: float | None, approximate: bool = False) -> Version:
    return Version("", (), (), (), 1, low=low, high=high, approximate=approximate)


def test_figures_of_three_sources_are_versions_of_one_account(snow: Dossier) -> None:
    [account] = figures(snow)
    assert account.question.startswith("soldier: how many?")
    assert {(v.low, v.high, v.approximate, v.reports) for v in account.versions} == {
        (40, 40, False, ("police",)),
        (40, 40, True, ("army",)),
        (60, None, False, ("union",)),
    }
    assert account.agreement == "conflict"
    assert account.story == snow.stories[0].id


def test_a_version_is_shown_in_the_words_of_its_report(snow: Dossier) -> None:
    for account in figures(snow):
        for v in account.versions:
            first = v.claims[0]
            assert v.value == " ".join(snow.report(first.report).at(first).split())


def test_versions_come_from_the_lowest_to_the_highest(snow: Dossier) -> None:
    [account] = figures(snow)
    assert [v.low for v in account.versions] == [40, 40, 60]


@pytest.mark.parametrize(
    ("versions", "verdict"),
    [
        ([version(40, 40)], "agree"),
        ([version(40, 40), version(60, 60)], "conflict"),
        ([version(40, 40), version(30, None)], "compatible"),
        ([version(40, 40), version(50, None)], "conflict"),
        ([version(None, 40), version(40, None)], "compatible"),
        ([version(30, 50), version(45, 60)], "compatible"),
        ([version(30, 50), version(45, 60), version(55, 70)], "conflict"),
        ([version(40, 40, True), version(43, 43)], "compatible"),
        ([version(40, 40, True), version(46, 46)], "conflict"),
        ([version(None, 40, True), version(37, 37)], "compatible"),
        ([version(None, 40, True), version(30, 30)], "conflict"),
        ([version(None, 40), version(30, 30)], "compatible"),
        ([], "agree"),
    ],
)
def test_agreement_is_whether_all_ranges_can_be_true(versions: list[Version], verdict: str) -> None:
    assert agreement(versions) == verdict
    assert agreement(versions[::-1]) == verdict


def test_the_same_figure_in_two_reports_is_one_version(languages: Languages) -> None:
    dossier = flow.compile_dossier(fire(languages), languages)
    aboard = next(v for a in figures(dossier) for v in a.versions if v.low == 312)
    assert set(aboard.reports) == {"fire-en", "fire-de", "fire-pl", "fire-nb"}
    assert len(aboard.claims) == 4


def test_what_is_translated_from_one_report_is_one_source(languages: Languages) -> None:
    dossier = flow.compile_dossier(fire(languages)[:2], languages)
    assert {v.independent for a in figures(dossier) for v in a.versions} == {1}


def test_two_accounts_of_their_own_are_two_sources(languages: Languages) -> None:
    dossier = flow.compile_dossier(strike(languages), languages)
    assert [d for d in dossier.derivations if d.kind != "quotation"] == []
    shared = [v for a in figures(dossier) for v in a.versions if len(v.reports) == 2]
    assert shared
    assert {v.independent for v in shared} == {2}


def test_who_gives_a_figure_stands_behind_its_version(languages: Languages) -> None:
    dossier = flow.compile_dossier(fire(languages), languages)
    sources = {v.sources for a in figures(dossier) for v in a.versions if v.low == 14}
    assert ("LOC:SE",) in sources


def test_a_denial_is_an_account_of_its_own(languages: Languages) -> None:
    dossier = flow.compile_dossier(fire(languages), languages)
    denials = [a for a in dossier.accounts if a.kind == "denial"]
    assert "the sprinklers had failed" in {a.question for a in denials}
    assert {v.value for a in denials for v in a.versions} == {"denies"}


def test_a_denial_beside_the_accusation_is_a_conflict(languages: Languages) -> None:
    text = (
        "Denmark accuses Iceland\n"
        "Denmark says that Icelandic trawlers destroyed the nets of Danish fishermen in the North Sea.\n"
        "Iceland denies that Icelandic trawlers destroyed the nets of Danish fishermen in the North Sea."
    )
    dossier = flow.compile_dossier([read(languages, text, "en", name="a")], languages)
    [account] = [a for a in dossier.accounts if a.kind == "denial"]
    assert account.agreement == "conflict"
    assert {(v.value, v.sources) for v in account.versions} == {("denies", ("LOC:IS",)), ("asserts", ("LOC:DK",))}


@pytest.mark.xfail(strict=True, reason="denials of a source without an entity are never joined")
def test_one_denial_in_two_languages_is_one_account(languages: Languages) -> None:
    dossier = flow.compile_dossier(fire(languages)[:1] + fire(languages)[2:3], languages)
    assert len([a for a in dossier.accounts if a.kind == "denial"]) == 1


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_reports_does_not_matter(languages: Languages, seed: int) -> None:
    reports = fire(languages) + strike(languages)
    expected = flow.compile_dossier(reports, languages).accounts
    random.Random(seed).shuffle(reports)
    assert flow.compile_dossier(reports, languages).accounts == expected
