from __future__ import annotations

import json
from pathlib import Path

import pytest

from stemma import flow
from stemma.entities.authority import Authority
from stemma.languages.registry import Languages
from stemma.model import Entity
from tests.reports import read

HARBOUR = {
    "en": "Minister Ola Brekke opened the harbour of Trondheim.",
    "ru": "Министр Ола Брекке приехал в Тронхейм.",
}
COLUMNS = "id,name,aliases,type,topics,wikidata\n"


def matched(languages: Languages, path: Path, lines: str, texts: dict[str, str] = HARBOUR) -> dict[str, Entity]:
    """What reports name but places, by name, with a list of these lines; nothing in it may be complained of."""
    told: list[str] = []
    path.write_text(lines, encoding="utf-8")
    reports = [read(languages, text, name.partition("-")[0], name=name) for name, text in texts.items()]
    entities = flow.compile_names(reports, languages, Authority.read([path], None, told.append))[1]
    assert told == []
    return {e.name: e for e in entities if e.type != "LOC"}


def ids(entity: Entity) -> list[str]:
    return [listing.id for listing in entity.listed]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "known.csv"


def test_a_match_carries_id_topics_and_wikidata_id(languages: Languages, path: Path) -> None:
    line = "NO-77,Ola Brekke,,Person,role.pep;gov,Q990077\n"
    [brekke] = matched(languages, path, COLUMNS + line).values()
    [listing] = brekke.listed
    assert (listing.id, listing.name, listing.list) == ("NO-77", "Ola Brekke", "known.csv")
    assert listing.topics == ("role.pep", "gov")
    assert (brekke.wikidata, set(brekke.names)) == ("Q990077", {"en", "ru"})


def test_entities_of_opensanctions_match(languages: Languages, path: Path) -> None:
    properties = {"name": ["BREKKE, Ola"], "topics": ["sanction"], "wikidataId": ["Q990077"]}
    row = {"id": "NK-1", "schema": "Person", "caption": "BREKKE, Ola", "properties": properties}
    [brekke] = matched(languages, path, json.dumps(row)).values()
    assert (ids(brekke), brekke.listed[0].topics, brekke.wikidata) == (["NK-1"], ("sanction",), "Q990077")


@pytest.mark.parametrize("name", ["BREKKE, Ola", "OLA BREKKE", "Ола Брекке", "Ola Per Brekke"])
def test_a_person_is_found_by_other_spellings(languages: Languages, path: Path, name: str) -> None:
    [brekke] = matched(languages, path, f'{COLUMNS}a,"{name}",,Person,,\n').values()
    assert ids(brekke) == ["a"]


@pytest.mark.parametrize("name", ["Brekke", "Ola", "Olav Brekke", "Eva Brekke", "محمد الراشد", "村上春樹"])
def test_another_name_is_another_person(languages: Languages, path: Path, name: str) -> None:
    [brekke] = matched(languages, path, f"{COLUMNS}a,{name},,Person,,\n").values()
    assert ids(brekke) == []


def test_a_surname_that_is_spelled_otherwise_in_one_alphabet_is_another_person(
    languages: Languages, path: Path
) -> None:
    [brekke] = matched(languages, path, f"{COLUMNS}a,Ola Brekken,,Person,,\n").values()
    assert ids(brekke) == []


def test_inflected_names_are_found(languages: Languages, path: Path) -> None:
    texts = {"pl": "Premier rozmawiał w Oslo z ministrem Janem Kowalskim.", "cs": "Byl tam ministr Jan Kowalski."}
    [kowalski] = matched(languages, path, COLUMNS + "a,Jan Kowalski,,Person,,\n", texts).values()
    assert (ids(kowalski), set(kowalski.names)) == (["a"], {"pl", "cs"})


def test_a_surname_alone_names_nobody(languages: Languages, path: Path) -> None:
    texts = {"en": "Minister Brekke opened the harbour of Trondheim."}
    lines = COLUMNS + "a,Ola Brekke,,Person,,\nb,Brekke,,Person,,\nc,Brekke,,,,\n"
    assert ids(matched(languages, path, lines, texts)["Brekke"]) == []


def test_the_type_of_an_entry_counts_where_it_is_told(languages: Languages, path: Path) -> None:
    texts = {"en": "The Norwegian Directorate of Fisheries said that prices fell."}
    name = "Norwegian Directorate of Fisheries"
    lines = COLUMNS + "".join(f"{kind},{name},,{kind},,\n" for kind in ("PublicBody", "Person", "Vessel", ""))
    [body] = matched(languages, path, lines, texts).values()
    assert ids(body) == ["PublicBody", "known.csv:5"]


def test_one_entry_joins_its_names(languages: Languages, path: Path) -> None:
    texts = {"en": "Minister Ola Brekke spoke.", "nb": "Statsråd Lars Viken talte."}
    [brekke] = matched(languages, path, COLUMNS + "a,Ola Brekke,Lars Viken,Person,,\n", texts).values()
    assert brekke.names == {"en": ("Ola Brekke",), "nb": ("Lars Viken",)}
    assert any("known.csv" in reason for reason in brekke.why)


def test_two_entries_of_one_name_both_stand_there_and_join_nothing(languages: Languages, path: Path) -> None:
    texts = {"en": "Minister Ola Brekke spoke.", "nb": "Statsråd Lars Viken talte."}
    lines = COLUMNS + "a,Ola Brekke,Lars Viken,Person,crime,Q1\nb,Lars Viken,Ola Brekke,Person,gov,Q2\n"
    found = matched(languages, path, lines, texts)
    assert {name: ids(e) for name, e in found.items()} == {"Ola Brekke": ["a", "b"], "Lars Viken": ["a", "b"]}
    assert {e.wikidata for e in found.values()} == {None}


def test_of_two_lists_each_entry_stands_there(languages: Languages, tmp_path: Path) -> None:
    paths = [tmp_path / "x.csv", tmp_path / "y.csv"]
    for path in paths:
        path.write_text("id,name\na,Ola Brekke\n", encoding="utf-8")
    reports = [read(languages, HARBOUR["en"], "en")]
    entities = flow.compile_names(reports, languages, Authority.read(paths, None, print))[1]
    [brekke] = [e for e in entities if e.type == "PER"]
    assert [listing.list for listing in brekke.listed] == ["x.csv", "y.csv"]


def test_an_initial_does_not_bring_another_person_s_entry(languages: Languages, path: Path) -> None:
    texts = {"en": "Minister Ola Brekke spoke.", "de": "Minister O. Brekke sprach."}
    found = matched(languages, path, COLUMNS + "a,Oskar Brekke,,Person,sanction,\n", texts)
    assert ids(found["Ola Brekke"]) == []


def test_an_initial_and_an_entry_do_not_make_one_of_two_persons(languages: Languages, path: Path) -> None:
    texts = {
        "en-1": "Minister Ola Brekke spoke.",
        "en-2": "Minister Oskar Brekke spoke.",
        "de": "Minister O. Brekke sprach.",
    }
    found = matched(languages, path, COLUMNS + "a,Ola Brekke,,Person,sanction,\n", texts)
    assert ids(found["Oskar Brekke"]) == []
