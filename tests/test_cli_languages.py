from __future__ import annotations

import json
from pathlib import Path

from stemma.model import Report, from_json

from .conftest import Result, Run

PACK = """
[language]
code = "sc"
name = "Scots"
english = "Scots"
stopwords = ["the", "an", "o", "wis", "no", "at", "on"]
[unit]
mile = ["mile", "miles"]
[[example]]
text = "It is 12 mile tae Perth."
marks = [{ kind = "quantity", text = "12 mile", low = 12, unit = "mile" }]
"""


def test_an_own_pack_reads_an_own_language(run: Run, tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "sc.toml").write_text(PACK, encoding="utf-8")
    record = json.dumps({"text": "The brig is 40 mile tae the north o Perth.", "language": "sc"})
    with_pack = from_json(Report, run("read", "-", "--packs", tmp_path / "packs", stdin=record).out)
    without = from_json(Report, run("read", "-", stdin=record).out)
    assert [(q.low, q.unit) for q in with_pack.quantities] == [(40, "mile")]
    assert with_pack.notes == ("the pack for 'sc' has no words of speech so far: who says what is not read",)
    assert "no pack for 'sc'" in without.notes[0]


def test_a_broken_own_pack_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sc.toml").write_text(PACK + "[tiem]\n", encoding="utf-8")
    result = run("read", "-", "--packs", tmp_path, stdin=json.dumps({"text": "It is cauld.", "language": "sc"}))
    assert result.status == 2
    assert f"{tmp_path / 'sc.toml'}:{(PACK + '[tiem]').count(chr(10)) + 1}: " in result.err
    assert "tiem" in result.err


def test_languages_are_listed_with_their_examples(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sc.toml").write_text(PACK, encoding="utf-8")
    lines = run("languages", "--packs", tmp_path).out.splitlines()
    assert [line.split()[0] for line in lines] == [
        *("cs", "da", "de", "en", "es", "fr", "it", "nb", "nl", "nn", "pl", "pt", "ru", "sc", "sv", "uk"),
    ]
    assert {line.split()[0] for line in lines if "without speech" in line} == {"sc"}
    assert next(line for line in lines if line.startswith("sc")).endswith("   1 examples, without speech")


def test_check_runs_the_examples_of_a_pack(run: Run, tmp_path: Path) -> None:
    good, bad = tmp_path / "sc.toml", tmp_path / "bad.toml"
    good.write_text(PACK, encoding="utf-8")
    bad.write_text(PACK.replace("low = 12", "low = 13"), encoding="utf-8")
    assert run("languages", "check", good) == Result(0, f"{good}: 1 of 1 examples give their marks\n", "")
    failed = run("languages", "check", bad)
    assert (failed.status, failed.out) == (1, f"{bad}: 0 of 1 examples give their marks\n")
    assert "low 13" in failed.err
    bad.write_text(PACK + "[tiem]\n", encoding="utf-8")
    assert run("languages", "check", bad).status == 2
