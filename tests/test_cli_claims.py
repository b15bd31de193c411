from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

from stemma.model import json_schema
from stemma.show.claims import ClaimLine

from .conftest import Run

TEXTS = {
    "a.txt": "The harbour ministry of Norway denied on Monday that the ferry had sunk, Reuters reported. "
    "Mayor Ola Brekke said 300 people were safe.",
    "b.txt": "Das Hafenministerium bestreitet, dass die Fähre gesunken ist. "
    "Norwegen verspricht zwei Schiffe, falls die Meerenge gesperrt wird.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "in"
    place.mkdir()
    for name, text in TEXTS.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


def lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_claims_are_lines_of_json_with_their_words(run: Run, folder: Path) -> None:
    done = run("claims", folder)
    assert done.status == 0
    found = lines(done.out)
    for line in found:
        jsonschema.validate(line, json_schema(ClaimLine))
    [denial] = [line for line in found if line["stance"] == "denies" and line["language"] == "en"]
    assert denial["source"] == "The harbour ministry of Norway"
    assert denial["content"] == "the ferry had sunk"
    assert denial["via"] == ["Reuters"]
    [promise] = [line for line in found if line["stance"] == "promises"]
    assert promise["condition"] == "falls die Meerenge gesperrt wird"
    assert promise["source_names"] == ["Norway"]


def test_csv_has_the_same_claims(run: Run, folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("claims", "--csv", folder).out)))
    found = lines(run("claims", folder).out)
    assert tuple(rows[0]) == ClaimLine.__struct_fields__
    assert [(r["source"], r["content"], r["stance"]) for r in rows] == [
        (f["source"] or "", f["content"] or "", f["stance"]) for f in found
    ]


@pytest.mark.parametrize(
    ("options", "stances"),
    [
        (("--stance", "denies"), ["denies", "denies"]),
        (("--stance", "denies", "--language", "de"), ["denies"]),
        (("--source", "norway"), ["denies", "promises"]),
        (("--source", "Brekke"), ["asserts"]),
        (("--source", "nobody at all"), []),
    ],
)
def test_claims_are_narrowed_down(run: Run, folder: Path, options: tuple[str, ...], stances: list[str]) -> None:
    assert sorted(str(line["stance"]) for line in lines(run("claims", *options, folder).out)) == stances


def test_where_nothing_is_read_the_status_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run("claims", tmp_path / "empty").status == 1


def test_an_unknown_stance_is_a_usage_error(run: Run, folder: Path) -> None:
    done = run("claims", "--stance", "shouts", folder)
    assert done.status == 2
    assert "shouts" in done.err
