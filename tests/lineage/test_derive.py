from __future__ import annotations

import random

import networkx as nx
import pytest

from stemma import flow
from stemma.languages.registry import Languages
from stemma.lineage.derive import derive, origins
from stemma.model import Capture, Credit, Derivation, DerivationEvidence, Dossier, Passage, Report
from stemma.page.identify import read_page
from tests.reports import FIRE, fire, read, strike


def compiled(languages: Languages, *reports: Report) -> Dossier:
    return flow.compile_dossier(reports, languages)


def links(dossier: Dossier) -> set[tuple[str, str, str]]:
    return {(d.source, d.target, d.kind) for d in dossier.derivations}


def between_reports(dossier: Dossier) -> set[tuple[str, str, str]]:
    return {link for link in links(dossier) if not link[0].startswith("agency:") and link[2] != "quotation"}


def test_a_translation_goes_from_the_earlier_report_to_the_later(languages: Languages) -> None:
    english, german = fire(languages)[:2]
    dossier = compiled(languages, english, german)
    assert between_reports(dossier) == {("fire-en", "fire-de", "translation")}
    [link] = [d for d in dossier.derivations if d.kind == "translation"]
    assert link.directed
    for piece in link.evidence:
        assert piece.source is not None
        assert (piece.source.report, piece.target.report) == ("fire-en", "fire-de")


def test_the_order_of_time_and_not_of_names_decides(languages: Languages) -> None:
    english = read(languages, FIRE["en"], "en", "2021-11-14T09:00", "a")
    german = read(languages, FIRE["de"], "de", "2021-11-14T08:00", "b")
    assert between_reports(compiled(languages, english, german)) == {("b", "a", "translation")}


@pytest.mark.parametrize(("one", "other"), [(None, "2021-11-14"), ("2021-11-14", "2021-11-14T09:00"), (None, None)])
def test_without_an_order_of_time_the_link_has_no_direction(
    languages: Languages, one: str | None, other: str | None
) -> None:
    dossier = compiled(
        languages, read(languages, FIRE["en"], "en", one, "a"), read(languages, FIRE["de"], "de", other, "b")
    )
    assert [d.directed for d in dossier.derivations if d.kind == "translation"] == [False]


def test_the_same_words_in_the_same_language_are_a_copy(languages: Languages) -> None:
    lines = FIRE["pl"].splitlines()
    short = "\n".join(["Tragedia na Bałtyku: pożar promu", *lines[1:5]])
    original = read(languages, FIRE["pl"], "pl", "2021-11-14T08:00", "a")
    copy = read(languages, short, "pl", "2021-11-14T11:00", "b")
    assert between_reports(compiled(languages, original, copy)) == {("a", "b", "copy")}


def test_reports_of_other_events_are_not_linked(languages: Languages) -> None:
    dossier = compiled(languages, *fire(languages), *strike(languages))
    assert {(s[:4], t[:4]) for s, t, _ in between_reports(dossier)} <= {("fire", "fire"), ("stri", "stri")}


def test_an_agency_that_is_credited_is_a_source(languages: Languages) -> None:
    assert ("agency:Reuters", "fire-en", "credit") in links(compiled(languages, fire(languages)[0]))


def test_an_agency_cited_in_the_text_came_before_the_one_in_the_credit_line(languages: Languages) -> None:
    text = """Fähre vor Gotland ausgebrannt
Vor Gotland ist in der Nacht zum Sonntag eine Fähre ausgebrannt, mindestens 14 Menschen kamen ums Leben.
Die Zahl der Toten steige noch, berichtet AFP unter Berufung auf die Polizei in Visby.
(dpa)"""
    page = read_page(Capture("a", text=text, language="de", id="a"), languages)
    assert isinstance(page, Report)
    found = links(compiled(languages, flow.mark(page, languages)))
    assert {("agency:dpa", "a", "credit"), ("agency:AFP", "a", "credit")} <= found
    assert ("agency:AFP", "agency:dpa", "credit") in found


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("nb", "Fergen har brent ut ved Gotland, opplyser Interfax ifølge Reuters."),
        ("da", "Færgen er udbrændt ved Gotland, oplyser Interfax ifølge Reuters."),
    ],
)
def test_a_chain_of_agencies_is_kept_in_its_order(languages: Languages, code: str, text: str) -> None:
    found = links(compiled(languages, read(languages, text, code, name="a")))
    assert ("agency:Interfax", "agency:Reuters", "credit") in found


def test_a_quotation_that_two_reports_share_is_a_link_of_its_own(languages: Languages) -> None:
    english = read(
        languages,
        'Bridge to stay shut\nThe bridge in Malmo stays shut until spring, the city said on Monday.\n'
        '"We will not gamble with the lives of our children and our bus drivers," said Anna Lindqvist.',
        "en", "2021-11-14", "a",
    )  # fmt: skip
    german = read(
        languages,
        'Streit um gesperrte Brücke in Schweden\nHändler fürchten um ihr Weihnachtsgeschäft, Kunden bleiben weg.\n'
        '„Wir werden nicht mit dem Leben unserer Kinder und unserer Busfahrer spielen“, sagte Anna Lindqvist.',
        "de", "2021-11-15", "b",
    )  # fmt: skip
    assert ("a", "b", "quotation") in links(compiled(languages, english, german))


def test_two_things_that_one_speaker_said_are_no_shared_quotation(languages: Languages) -> None:
    english = '"We lost our friends," said UN Secretary-General António Guterres.'
    polish = "– Droga została otwarta – powiedział sekretarz generalny ONZ António Guterres."
    other = "The lake froze early this year and skaters came from all over the canton to try the ice."
    reports = [
        read(languages, f"Mourning in Geneva\n{other}\n{english}", "en", "2021-11-14", "a"),
        read(languages, f"Tunel w Alpach otwarty\nPierwsze pociągi ruszą w maju.\n{polish}", "pl", "2021-11-15", "b"),
    ]
    assert [d for d in compiled(languages, *reports).derivations if d.kind == "quotation"] == []


def test_the_stemma_has_no_circles(languages: Languages, dossier: Dossier) -> None:
    for found in (dossier, compiled(languages, *fire(languages), *strike(languages))):
        graph = nx.DiGraph([(d.source, d.target) for d in found.derivations])
        assert nx.is_directed_acyclic_graph(graph)
        assert graph.number_of_edges() >= 5


def test_agencies_that_name_each_other_make_no_circle() -> None:
    one = Report(id="a", text="dpa AFP", credits=(Credit(0, 3, "agency", "dpa"), Credit(4, 7, "agency", "AFP")))
    graph = nx.DiGraph([(d.source, d.target) for d in derive([one], [])])
    assert set(graph.nodes) >= {"a", "agency:dpa", "agency:AFP"}
    assert nx.is_directed_acyclic_graph(graph)


def test_the_order_of_reports_does_not_matter(languages: Languages) -> None:
    found = compiled(languages, *fire(languages), *strike(languages))
    reports, alignments = list(found.reports), list(found.alignments)
    random.Random(3).shuffle(reports)
    random.Random(4).shuffle(alignments)
    assert set(derive(reports, alignments)) == set(found.derivations)


def link(source: str, target: str, kind: str = "credit", told_in: str = "") -> Derivation:
    evidence = (DerivationEvidence(Passage(told_in or target, 0, 1)),)
    return Derivation(source, target, kind, 1.0, evidence)  # type: ignore[arg-type]


def test_origins_are_the_roots_above_a_report() -> None:
    chain = [link("agency:AFP", "agency:dpa", told_in="a"), link("agency:dpa", "a"), link("a", "b", "copy")]
    roots = origins([*chain, link("c", "b", "quotation")], ["a", "b", "c"])
    assert roots == {"a": frozenset({"agency:AFP"}), "b": frozenset({"agency:AFP"}), "c": frozenset({"c"})}


def test_that_one_agency_drew_on_another_counts_where_it_is_told() -> None:
    chain = [link("agency:AFP", "agency:dpa", told_in="a"), link("agency:dpa", "a"), link("agency:dpa", "z")]
    assert origins(chain, ["a", "z"]) == {"a": frozenset({"agency:AFP"}), "z": frozenset({"agency:dpa"})}
