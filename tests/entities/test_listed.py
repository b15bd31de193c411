from __future__ import annotations

import json
from pathlib import Path

import pytest

from stemma.entities.authority import Authority
from stemma.entities.listed import Listed, read_list
from stemma.errors import InputError

COLUMNS = "id,name,aliases,type,topics,wikidata"
BREKKE = {
    "id": "NO-77",
    "schema": "Person",
    "caption": "Ola Brekke",
    "datasets": ["no_harbours"],
    "properties": {
        "name": ["BREKKE, Ola"],
        "alias": ["Ола Брекке", "O. P. Brekke"],
        "topics": ["role.pep", "gov.national"],
        "wikidataId": ["Q990077"],
        "country": ["no"],
    },
}


def listed(path: Path, text: str | bytes) -> tuple[list[Listed], list[str]]:
    """What is read of a list, and what is complained of."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    told: list[str] = []
    return list(read_list(path, told.append)), told


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_columns_stand_between_commas_semicolons_or_tabs(tmp_path: Path, separator: str, newline: str) -> None:
    rows = (("ID", "Name", "type", "topics"), ("a", "Ola Brekke", "Person", "gov"), ("b", "Eva Lie", "", ""))
    things, told = listed(tmp_path / "a.csv", newline.join(separator.join(row) for row in rows))
    assert [(t.listing.id, t.names, t.type, t.listing.topics) for t in things] == [
        ("a", ("Ola Brekke",), "PER", ("gov",)),
        ("b", ("Eva Lie",), None, ()),
    ]
    assert told == []


def test_a_cell_of_csv_has_several_values_between_semicolons(tmp_path: Path) -> None:
    text = f'{COLUMNS}\na,"Brekke, Ola","Ola B.; Ола Брекке",person,gov; role.pep,Q990077\n'
    [thing], told = listed(tmp_path / "a.csv", text)
    assert thing.names == ("Brekke, Ola", "Ola B.", "Ола Брекке")
    assert (thing.listing.topics, thing.wikidata, told) == (("gov", "role.pep"), "Q990077", [])


def test_json_lines_are_read_as_they_are_or_as_an_array_of_lines(tmp_path: Path) -> None:
    rows = [json.dumps({"id": "a", "name": "Ola Brekke"}), json.dumps({"names": ["Eva Lie", "E. Lie"], "type": "PER"})]
    plain, _ = listed(tmp_path / "a.jsonl", "\n".join(rows))
    array, told = listed(tmp_path / "b.json", "[\n" + ",\n".join(rows) + "\n]\n")
    assert [t.names for t in plain] == [t.names for t in array] == [("Ola Brekke",), ("Eva Lie", "E. Lie")]
    assert [t.listing.id for t in array] == ["a", "b.json:2"]
    assert told == []


def test_entities_of_opensanctions_are_read_with_their_properties(tmp_path: Path) -> None:
    ship = {"id": "v", "schema": "Vessel", "caption": "Tjelvar", "properties": {"name": ["Tjelvar"]}}
    [person, vessel], told = listed(tmp_path / "e.ftm.json", f"{json.dumps(BREKKE)}\n{json.dumps(ship)}\n")
    assert (person.listing.id, person.type, person.wikidata) == ("NO-77", "PER", "Q990077")
    assert person.listing.topics == ("role.pep", "gov.national")
    assert set(person.names) == {"BREKKE, Ola", "Ola Brekke", "Ола Брекке", "O. P. Brekke"}
    assert (vessel.type, vessel.names, told) == ("PRO", ("Tjelvar",), [])


def test_bad_lines_are_told_with_file_and_line_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    things, told = listed(path, '{"name": "Ola Brekke"}\n{oops\n\n["Eva Lie"]\n{"id": "x"}\n{"name": "Eva Lie"}\n{"na')
    assert [t.names[0] for t in things] == ["Ola Brekke", "Eva Lie"]
    assert [line.partition(": ")[0] for line in told] == [f"{path}:{n}" for n in (2, 4, 5, 7)]
    things, told = listed(tmp_path / "a.csv", "id,name\na,Ola Brekke\nb,\nc,Eva Lie\n")
    assert [t.listing.id for t in things] == ["a", "c"]
    assert told == [f"{tmp_path / 'a.csv'}:3: has no name; left out"]


@pytest.mark.parametrize("text", ["name,id\nOla Brekke,a\n", '{"id": "a", "name": "Ola Brekke"}\n'])
def test_a_byte_order_mark_is_no_part_of_the_list(tmp_path: Path, text: str) -> None:
    [thing], told = listed(tmp_path / "a", b"\xef\xbb\xbf" + text.encode())
    assert (thing.names, thing.listing.id, told) == (("Ola Brekke",), "a", [])


@pytest.mark.parametrize("text", ["who,what\nOla Brekke,a\n", "", "Ola Brekke\nEva Lie\n"])
def test_a_list_without_a_column_of_names_is_a_mistake(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match=r"a\.csv: no column 'name'"):
        listed(tmp_path / "a.csv", text)


def test_a_list_that_is_not_there_is_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        Authority.read([tmp_path / "none.csv"], None, print)


# ---------------------------------------------------------------- what is read wrongly, or not told


def test_an_id_of_json_may_be_a_number(tmp_path: Path) -> None:
    [thing], _ = listed(tmp_path / "a.jsonl", '{"id": 4711, "name": "Ola Brekke"}\n')
    assert thing.listing.id == "4711"


def test_a_row_with_more_cells_than_columns_is_told(tmp_path: Path) -> None:
    _, told = listed(tmp_path / "a.csv", "id,name\na,Brekke, Ola\n")
    assert told


@pytest.mark.xfail(strict=True, reason="a quote that is never closed takes the rest of the list into one name")
def test_a_quote_that_is_not_closed_is_told(tmp_path: Path) -> None:
    things, told = listed(tmp_path / "a.csv", 'id,name\na,"Ola Brekke\nb,Eva Lie\nc,Jan Nowak\n')
    assert told or len(things) > 1


def test_a_list_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    _, told = listed(tmp_path / "a.csv", "id,name\na,Jürgen Möller\n".encode("latin-1"))
    assert told


def test_json_lines_may_begin_with_an_empty_line(tmp_path: Path) -> None:
    things, _ = listed(tmp_path / "a.jsonl", '\n{"id": "a", "name": "Ola Brekke"}\n')
    assert [t.listing.id for t in things] == ["a"]


def test_an_array_of_json_may_stand_on_one_line(tmp_path: Path) -> None:
    things, _ = listed(tmp_path / "a.json", '[{"id": "a", "name": "Ola Brekke"}, {"id": "b", "name": "Eva Lie"}]')
    assert [t.listing.id for t in things] == ["a", "b"]


def test_the_caption_of_an_entity_is_the_name_that_is_shown(tmp_path: Path) -> None:
    [thing], _ = listed(tmp_path / "e.json", json.dumps(BREKKE))
    assert thing.listing.name == "Ola Brekke"
