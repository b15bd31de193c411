from __future__ import annotations

from stemma import flow
from stemma.entities.items import Ids, item_named
from stemma.languages.gazetteer import table_ids
from stemma.languages.registry import Languages
from tests.reports import read


def test_no_id_is_given_twice_nor_taken_from_a_known_thing(languages: Languages) -> None:
    ids, known = Ids(), item_named("ORG", "KCNA", languages.get("en"))
    assert "ORG:kcna" in table_ids()
    assert [ids.new(known), ids.new(known)] == ["ORG:kcna~2", "ORG:kcna~3"]


def test_the_country_keeps_its_claim_where_a_person_has_the_name_of_its_people(languages: Languages) -> None:
    text = "Minister Jan Polak zabrał głos. Polak wyjechał. Polska zaprzeczyła, że most runął."
    reports, _ = flow.compile_names([read(languages, text, "pl")], languages)
    assert [c.source.entity for c in reports[0].claims if c.source] == ["LOC:PL"]


def test_ids_differ_between_things_of_one_name(languages: Languages) -> None:
    texts = {
        "pl": "Senat głosował w Toruniu. Przyszedł Jan Nowak.",
        "fr": "Le Sénat a voté à Bruges. Luc Martin est venu.",
        "en": "The Senate of Lindfors voted. Anna Hansen came.",
    }
    reports, entities = flow.compile_names([read(languages, t, c, name=c) for c, t in texts.items()], languages)
    told = {m.entity for r in reports for m in r.mentions}
    assert told == {e.id for e in entities} and len(entities) == len({e.id for e in entities})
