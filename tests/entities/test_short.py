from __future__ import annotations

import pytest

from stemma import flow
from stemma.languages.registry import Languages
from tests.reports import read

BRIDGE = "Minister Jan Nowak otworzył most w Toruniu. Nowak podziękował budowniczym."


def called(languages: Languages, texts: dict[str, str]) -> list[tuple[set[str], int]]:
    """The spellings of each person and how often the person is mentioned, in order.

    A report is named after its language: "pl", "pl-2".
    """
    reports = [read(languages, text, name.partition("-")[0], name=name) for name, text in texts.items()]
    entities = flow.compile_names(reports, languages)[1]
    found = [({n for names in e.names.values() for n in names}, e.mentions) for e in entities if e.type == "PER"]
    return sorted(found, key=lambda f: (sorted(f[0]), f[1]))


# ---------------------------------------------------------------- surnames


def test_a_surname_is_the_person_of_its_report(languages: Languages) -> None:
    assert called(languages, {"pl": BRIDGE}) == [({"Jan Nowak", "Nowak"}, 2)]
    texts = {"en": "Minister Anna Hansen came. Hansen smiled.", "nb": "Statsråd Peter Hansen kom. Hansen smilte."}
    assert called(languages, texts) == [({"Anna Hansen", "Hansen"}, 2), ({"Hansen", "Peter Hansen"}, 2)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pl-2", "Minister Nowak wrócił do Torunia."),
        ("de", "Minister Nowak kam nach Toruń zurück."),
        ("en", "Minister Nowak came back to Torun."),
    ],
)
def test_a_surname_in_the_same_company_is_the_same_person(languages: Languages, name: str, text: str) -> None:
    assert called(languages, {"pl": BRIDGE, name: text}) == [({"Jan Nowak", "Nowak"}, 3)]


def test_a_surname_without_shared_company_is_somebody_else(languages: Languages) -> None:
    texts = {"pl": BRIDGE, "pl-2": "Trener Nowak podał skład na mecz w Gdyni."}
    assert called(languages, texts) == [({"Jan Nowak", "Nowak"}, 2), ({"Nowak"}, 1)]


def test_one_surname_in_reports_without_shared_company_is_two_persons(languages: Languages) -> None:
    texts = {"pl-1": "Minister Nowak otworzył most w Toruniu.", "pl-2": "Trener Nowak wygrał mecz w Gdyni."}
    assert called(languages, texts) == [({"Nowak"}, 1), ({"Nowak"}, 1)]
    texts = {"pl-1": "Minister Nowak otworzył most w Toruniu.", "pl-2": "Minister Nowak wrócił do Torunia."}
    assert called(languages, texts) == [({"Nowak"}, 2)]


def test_a_country_is_no_company(languages: Languages) -> None:
    texts = {"pl-1": "Minister Nowak otworzył most w Polsce.", "pl-2": "Trener Nowak wygrał mecz w Polsce."}
    assert called(languages, texts) == [({"Nowak"}, 1), ({"Nowak"}, 1)]


def test_a_surname_of_two_persons_of_a_report_is_neither(languages: Languages) -> None:
    text = "Minister Anna Hansen met Minister Peter Hansen in Bergen. Minister Hansen smiled."
    assert called(languages, {"en": text}) == [({"Anna Hansen"}, 1), ({"Hansen"}, 1), ({"Peter Hansen"}, 1)]


def test_a_surname_that_two_persons_of_one_company_share_is_neither(languages: Languages) -> None:
    texts = {
        "en-1": "Minister Anna Hansen came to Bergen.",
        "en-2": "Minister Peter Hansen came to Bergen.",
        "nb": "Statsråd Hansen kom til Bergen.",
    }
    assert called(languages, texts) == [({"Anna Hansen"}, 1), ({"Hansen"}, 1), ({"Peter Hansen"}, 1)]


# ---------------------------------------------------------------- initials, middle names, women's names


def test_an_initial_is_the_one_person_whom_it_fits(languages: Languages) -> None:
    texts = {"en": "Minister Boris Johnson spoke.", "de": "Minister B. Johnson sprach."}
    assert called(languages, texts) == [({"B. Johnson", "Boris Johnson"}, 2)]
    texts["fr"] = "Le ministre Bernard Johnson a parlé."
    assert called(languages, texts) == [({"B. Johnson"}, 1), ({"Bernard Johnson"}, 1), ({"Boris Johnson"}, 1)]
    texts = {"en": "Minister Anna Johnson spoke.", "de": "Minister B. Johnson sprach."}
    assert called(languages, texts) == [({"Anna Johnson"}, 1), ({"B. Johnson"}, 1)]


@pytest.mark.parametrize(
    ("name", "text"), [("es", "La presidenta María Torres habló."), ("en-2", "President Maria Torres left.")]
)
def test_a_middle_name_may_be_left_out(languages: Languages, name: str, text: str) -> None:
    [(_, mentions)] = called(languages, {"en": "President Maria Elena Torres spoke.", name: text})
    assert mentions == 2


def test_another_middle_name_is_another_person(languages: Languages) -> None:
    texts = {"en-1": "President Maria Elena Torres spoke.", "en-2": "President Maria Carla Torres spoke."}
    assert len(called(languages, texts)) == 2
    assert len(called(languages, {**texts, "es": "La presidenta María Torres habló."})) == 3


def test_the_name_of_a_woman_is_the_same_in_other_languages(languages: Languages) -> None:
    texts = {
        "cs": "Ministryně Eva Dvořáková přijela. S Dvořákovou mluvil starosta.",
        "de": "Ministerin Eva Dvořáková kam.",
        "en": "Minister Eva Dvorakova came.",
        "pl": "Minister Eva Dvorak przyjechała.",
    }
    [(_, mentions)] = called(languages, texts)
    assert mentions == 5


def test_the_first_name_of_a_woman_stays_hers(languages: Languages) -> None:
    assert called(languages, {"cs": "Ministryně Jana Nováková odjela."}) == [({"Jana Nováková"}, 1)]


def test_a_man_and_a_woman_of_one_surname_stay_two(languages: Languages) -> None:
    text = "Ministr Petr Novák přijel. Ministryně Alena Nováková odjela. Nováková mlčela. Novák mluvil."
    assert called(languages, {"cs": text}) == [({"Alena Nováková", "Nováková"}, 2), ({"Novák", "Petr Novák"}, 2)]


def test_a_woman_s_surname_is_not_the_man_of_the_report(languages: Languages) -> None:
    text = "Ministr Petr Dvořák přijel. Ministryně Dvořáková mlčela."
    assert called(languages, {"cs": text}) == [({"Dvořáková"}, 1), ({"Petr Dvořák"}, 1)]


def test_a_person_is_shown_with_the_first_name_and_not_its_initial(languages: Languages) -> None:
    texts = {"en-1": "Minister Boris Johnson spoke.", "en-2": "Minister B. Johnson spoke."}
    reports = [read(languages, text, "en", name=name) for name, text in texts.items()]
    [person] = flow.compile_names(reports, languages)[1]
    assert person.name == "Boris Johnson"


def test_an_initial_at_the_start_of_a_sentence_belongs_to_the_name(languages: Languages) -> None:
    assert called(languages, {"en": "B. Johnson wrote a book."}) == [({"B. Johnson"}, 1)]


@pytest.mark.parametrize(
    ("code", "text", "full", "short"),
    [
        ("pl", "Minister Jan Polak zabrał głos. Polak mówił o moście.", "Jan Polak", "Polak"),
        ("cs", "Ministr Petr Němec promluvil. Němec odešel.", "Petr Němec", "Němec"),
    ],
)
def test_a_surname_that_is_a_people_as_well_is_the_person(
    languages: Languages, code: str, text: str, full: str, short: str
) -> None:
    assert called(languages, {code: text}) == [({full, short}, 2)]
