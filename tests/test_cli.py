from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from stemma.intake import web
from stemma.intake.web import WebOptions
from stemma.model import Dossier, Rejected, Report, from_json, json_schema

from .conftest import Run

FERRY = "The ferry Tjelvar burned off Gotland on Sunday 14 November 2021, and 14 passengers died, police said."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reports, and one file that is none."""
    place = tmp_path / "in"
    place.mkdir()
    (place / "a.txt").write_text(FERRY, encoding="utf-8")
    (place / "b.jsonl").write_text(json.dumps({"text": FERRY + " Again.", "language": "en"}), encoding="utf-8")
    (place / "c.txt").write_bytes(b"\x00\x01")
    return place


def test_read_prints_a_line_of_json_for_each_report(run: Run, folder: Path) -> None:
    result = run("read", folder)
    assert result.status == 0
    lines = result.out.splitlines()
    assert len(lines) == 2
    for line in lines:
        jsonschema.validate(json.loads(line), json_schema(Report))
    assert f"{folder / 'c.txt'}: binary data" in result.err
    assert "2 read, 1 left out" in result.err


def test_where_nothing_was_read_the_status_is_1(run: Run, tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_bytes(b"\x00")
    result = run("read", tmp_path)
    assert (result.status, result.out) == (1, "")
    assert "0 read, 1 left out" in result.err
    empty = tmp_path / "empty"
    empty.mkdir()
    for verb in ("read", "dossier"):
        nothing = run(verb, empty)
        assert (nothing.status, nothing.out) == (1, "")
        assert "nothing to read there" in nothing.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["read"], "IN..."),
        (["read", "/nowhere/at/all"], "no such file or folder"),
        (["read", "{folder}", "--now", "yesterday"], "not a day"),
        (["read", "{folder}", "--packs", "/nowhere/at/all"], "no such folder"),
        (["dossier", "{folder}", "--json", "/nowhere/at/all.json"], "does not exist"),
        (["dossier", "{folder}", "--json", "{folder}"], "is a folder"),
        (["read", "{folder}", "--colour"], "No such option"),
        (["sing"], "No such command"),
        (["schema", "poem"], "poem"),
        (["languages", "check", "/nowhere/xx.toml"], "no such file"),
    ],
)
def test_misuse_has_status_2_and_says_so_on_standard_error(
    run: Run, folder: Path, arguments: list[str], message: str
) -> None:
    result = run(*[a.format(folder=folder) for a in arguments])
    assert (result.status, result.out) == (2, "")
    assert message in result.err


def test_an_output_that_cannot_be_written_is_told_before_the_work(run: Run, folder: Path) -> None:
    result = run("dossier", folder, "--html", "/nowhere/at/all.html")
    assert result.status == 2
    assert "left out" not in result.err


def test_an_output_that_the_system_refuses_is_told(run: Run, folder: Path) -> None:
    result = run("dossier", folder, "--json", folder / f"{'a' * 300}.json")
    assert result.status == 2
    assert "aaa.json" in result.err


def test_a_dossier_is_written_as_json_and_html(run: Run, folder: Path, tmp_path: Path) -> None:
    target, page = tmp_path / "out.json", tmp_path / "out.html"
    result = run("dossier", folder, "--json", target, "--html", page, "--quiet")
    assert (result.status, result.out) == (0, "")
    assert f"written: {target}" in result.err
    raw = target.read_text(encoding="utf-8")
    jsonschema.validate(json.loads(raw), json_schema(Dossier))
    assert len(from_json(Dossier, raw).reports) == 2
    assert [r.where for r in from_json(Dossier, raw).rejected] == [str(folder / "c.txt")]
    assert page.read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")


def test_a_dossier_is_printed_for_a_reader(run: Run, folder: Path) -> None:
    result = run("dossier", folder)
    assert result.status == 0
    assert "Tjelvar" in result.out or "Gotland" in result.out


def test_json_to_standard_output_is_json_alone(run: Run, folder: Path) -> None:
    result = run("dossier", folder, "--json", "-", "--quiet")
    assert len(from_json(Dossier, result.out).reports) == 2


def test_a_dash_reads_records_on_standard_input(run: Run) -> None:
    record = json.dumps({"text": FERRY, "language": "en", "id": "ferry"})
    result = run("read", "-", stdin=f"{record}\nnot json\n")
    assert result.status == 0
    assert from_json(Report, result.out).id == "ferry"
    assert "standard input:2: not valid JSON" in result.err


def test_now_takes_away_dates_that_are_still_to_come(run: Run, folder: Path) -> None:
    believed = {from_json(Report, line).published for line in run("read", folder).out.splitlines()}
    earlier = run("read", folder, "--now", "2021-01-01").out.splitlines()
    assert believed == {"2021-11-14"}
    assert {from_json(Report, line).published for line in earlier} == {None}


@pytest.mark.parametrize(("kind", "model"), [("report", Report), ("dossier", Dossier)])
def test_schema_prints_the_schema(run: Run, kind: str, model: type) -> None:
    assert json.loads(run("schema", kind).out) == json.loads(json.dumps(json_schema(model)))


def test_help_and_version_end_well(run: Run) -> None:
    assert run("--help").status == run("--version").status == run("dossier", "-h").status == 0


def test_the_installed_command_leaves_no_stack_trace(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "stemma.cli", "read", str(tmp_path / "nothing.txt")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip().splitlines() == [f"stemma: {tmp_path / 'nothing.txt'}: no such file or folder"]


def test_without_marks_only_the_page_is_read(run: Run, folder: Path) -> None:
    marked = [from_json(Report, line) for line in run("read", folder).out.splitlines()]
    plain = [from_json(Report, line) for line in run("read", folder, "--no-marks").out.splitlines()]
    assert [(r.id, r.text, r.blocks, r.published) for r in plain] == [
        (r.id, r.text, r.blocks, r.published) for r in marked
    ]
    assert all(r.marks for r in marked)
    assert not any(r.marks for r in plain)


def test_packed_records_come_in_on_standard_input(folder: Path) -> None:
    packed = gzip.compress((folder / "b.jsonl").read_bytes())
    command = [sys.executable, "-m", "stemma.cli", "read", "-", "--no-marks"]
    done = subprocess.run(command, input=packed, capture_output=True, check=True)
    assert from_json(Report, done.stdout).text == FERRY + " Again."


def test_what_is_said_of_the_web_is_passed_on(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: list[WebOptions] = []

    class Nowhere:
        def __init__(self, options: WebOptions) -> None:
            seen.append(options)

        def fetch(self, url: str) -> Rejected:
            return Rejected(url, "fetch", "answers 404")

        def close(self) -> None:
            pass

    monkeypatch.setattr(web, "Web", Nowhere)
    options = ("--pause", "7.5", "--allow-private", "--cache", tmp_path)
    result = run("read", "https://avis.example/a", *options)
    assert result.status == 1
    assert "https://avis.example/a: answers 404 (fetch); left out" in result.err
    assert seen == [WebOptions(pause=7.5, allow_private=True, cache=tmp_path)]


def test_a_pause_below_nothing_is_a_mistake_of_the_call(run: Run, folder: Path) -> None:
    assert run("read", folder, "--pause", "-1").status == 2


# ---------------------------------------------------------------- interrupts


def test_an_interrupt_leaves_whole_lines_and_one_word() -> None:
    command = [sys.executable, "-m", "stemma.cli", "read", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(json.dumps({"text": FERRY, "language": "en"}).encode() + b"\n")
        process.stdin.flush()
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest, told = process.stdout.read(), process.stderr.read()
    assert process.returncode == 130
    assert from_json(Report, first).text == FERRY
    assert rest == b""
    assert told == b"stemma: interrupted\n"


def test_an_interrupt_while_a_dossier_is_written_leaves_what_was_there(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.json"
    target.write_text("what was there")
    written = Path.write_text

    def interrupted(self: Path, data: str, **options: str) -> int:
        written(self, data[: len(data) // 2], **options)
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_text", interrupted)
    result = run("dossier", folder, "--json", target, "--quiet")
    assert result.status == 130
    assert result.err.splitlines()[-1] == "stemma: interrupted"
    assert target.read_text() == "what was there"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "out.json"]


def test_a_dossier_keeps_the_rights_and_the_links_of_what_it_replaces(run: Run, folder: Path, tmp_path: Path) -> None:
    target, link = tmp_path / "out.json", tmp_path / "link.json"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    assert run("dossier", folder, "--json", link, "--quiet").status == 0
    assert link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    assert from_json(Dossier, target.read_text()).reports


def test_a_dossier_can_go_where_no_file_can_stand_beside(run: Run, folder: Path) -> None:
    assert run("dossier", folder, "--json", os.devnull, "--quiet").status == 0
    assert not Path(os.devnull).is_file()
