from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

from stemma.model import Entity, from_json, json_schema
from stemma.show.names import COLUMNS

from .conftest import Run

TEXTS = {
    "a.txt": "Minister Ola Brekke opened the harbour of Trondheim on Monday. Brekke thanked the builders of the pier.",
    "b.txt": "Ministerin Eva Lie kam am Montag nach Trondheim. Lie sprach dort mit Ola Brekke über die neue Mole.",
}
KNOWN = "id,name,type,topics,wikidata\nNO-77,Ola Brekke,Person,role.pep;gov,Q990077\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reports in two languages that name one person."""
    place = tmp_path / "in"
    place.mkdir()
    for name, text in TEXTS.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


@pytest.fixture
def known(tmp_path: Path) -> Path:
    path = tmp_path / "known.csv"
    path.write_text(KNOWN, encoding="utf-8")
    return path


def entities(out: str) -> dict[str, Entity]:
    return {e.id: e for e in (from_json(Entity, line) for line in out.splitlines())}


def test_names_are_printed_for_a_reader(run: Run, folder: Path) -> None:
    result = run("names", folder)
    assert result.status == 0
    head, *rows = result.out.splitlines()
    assert head.split() == ["mentions", "name", "id", "called"]
    assert any("Ola Brekke" in row and "PER:ola-brekke" in row for row in rows)


def test_json_has_an_entity_in_each_line(run: Run, folder: Path) -> None:
    result = run("names", folder, "--json")
    for line in result.out.splitlines():
        jsonschema.validate(json.loads(line), json_schema(Entity))
    found = entities(result.out)
    assert found["PER:ola-brekke"].names == {"de": ("Ola Brekke",), "en": ("Brekke", "Ola Brekke")}
    assert [e.mentions for e in found.values()] == sorted((e.mentions for e in found.values()), reverse=True)


def test_csv_has_the_same_in_columns(run: Run, folder: Path, known: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("names", folder, "--csv", "--names", known).out)))
    assert tuple(rows[0]) == COLUMNS
    found = entities(run("names", folder, "--json", "--names", known).out)
    assert [(r["id"], int(r["mentions"]), r["name"]) for r in rows] == [
        (e.id, e.mentions, e.name) for e in found.values()
    ]
    [brekke] = [r for r in rows if r["id"] == "PER:ola-brekke"]
    assert (brekke["wikidata"], brekke["listed"], brekke["topics"]) == ("Q990077", "NO-77 (known.csv)", "role.pep; gov")
    assert brekke["names"] == "de Ola Brekke | en Brekke, Ola Brekke"


def test_a_list_is_told_beside_the_name(run: Run, folder: Path, known: Path) -> None:
    assert "[role.pep]" in run("names", folder, "--names", known).out
    [listing] = entities(run("names", folder, "--json", "--names", known).out)["PER:ola-brekke"].listed
    assert (listing.id, listing.list, listing.topics) == ("NO-77", "known.csv", ("role.pep", "gov"))


def test_several_lists_can_be_given(run: Run, folder: Path, known: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({"id": "x", "name": "Eva Lie"}), encoding="utf-8")
    found = entities(run("names", folder, "--json", "--names", known, "--names", other).out)
    assert {e.name: [x.list for x in e.listed] for e in found.values() if e.listed} == {
        "Ola Brekke": ["known.csv"],
        "Eva Lie": ["other.jsonl"],
    }


def test_corrections_are_followed(run: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text("# checked by hand\none,Ola Brekke,Eva Lie\n", encoding="utf-8")
    found = entities(run("names", folder, "--json", "--corrections", path).out)
    [person] = [e for e in found.values() if e.type == "PER"]
    assert person.mentions == 5


def test_bad_lines_are_told_and_the_rest_counts(run: Run, folder: Path, known: Path, tmp_path: Path) -> None:
    known.write_text(KNOWN + "x,,Person,,\n", encoding="utf-8")
    path = tmp_path / "corrections.csv"
    path.write_text("same,A,B\n", encoding="utf-8")
    result = run("names", folder, "--json", "--names", known, "--corrections", path)
    assert result.status == 0
    assert result.err.count(f"{known}:3: has no name; left out") == 1
    assert f"{path}:1: not of the form" in result.err
    assert entities(result.out)["PER:ola-brekke"].listed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{folder}", "--names", "{folder}/none.csv"], "none.csv: no such file"),
        (["{folder}", "--names", "{folder}/a.txt"], "a.txt: no column 'name'"),
        (["{folder}", "--corrections", "{folder}/none.csv"], "none.csv: no such file"),
        (["{folder}/none"], "no such file or folder"),
        (["{folder}", "--packs", "{folder}/none"], "no such folder"),
    ],
)
def test_mistakes_are_told_in_one_line_with_status_2(
    run: Run, folder: Path, arguments: list[str], message: str
) -> None:
    result = run("names", *[a.format(folder=folder) for a in arguments])
    assert (result.status, result.out) == (2, "")
    [line] = result.err.splitlines()
    assert line.startswith("stemma: ")
    assert message in line


@pytest.mark.parametrize("arguments", [[], ["{folder}", "--colour"]])
def test_misuse_has_status_2(run: Run, folder: Path, arguments: list[str]) -> None:
    result = run("names", *[a.format(folder=folder) for a in arguments])
    assert (result.status, result.out) == (2, "")


@pytest.mark.parametrize("form", [[], ["--json"], ["--csv"]])
def test_where_nothing_is_readable_the_status_is_1(run: Run, tmp_path: Path, form: list[str]) -> None:
    (tmp_path / "c.txt").write_bytes(b"\x00")
    result = run("names", tmp_path, *form)
    assert (result.status, result.out) == (1, "")
    assert "0 read, 1 left out" in result.err


def test_reports_that_name_nothing_give_an_empty_table(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("it rained all day, and the river rose by the old mill again.", encoding="utf-8")
    assert run("names", tmp_path, "--json")[:2] == (0, "")
    assert run("names", tmp_path, "--csv").out == ",".join(COLUMNS) + "\n"


def test_records_on_standard_input_are_read(run: Run) -> None:
    record = json.dumps({"text": TEXTS["a.txt"], "language": "en", "id": "a"})
    assert set(entities(run("names", "-", "--json", stdin=record + "\n").out)) >= {"PER:ola-brekke"}
