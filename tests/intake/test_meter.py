from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from stemma.intake.meter import Meter
from stemma.intake.open import open_paths
from stemma.show.progress import PATIENCE, Watch, terminal

LINE = json.dumps({"text": "Auf der Werft in Vegesack ruht seit Montag die Arbeit."}).encode() + b"\n"


def test_of_files_the_bytes_are_counted(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    first.write_bytes(LINE * 5_000)
    second.write_bytes(LINE)
    meter = Meter([first, second])
    assert meter.total == len(LINE) * 5_001
    captures = open_paths([first, second], meter=meter)
    next(captures)
    assert 0 < meter.done < len(LINE) * 5_000
    assert sum(1 for _ in captures) == 5_000
    assert meter.done == meter.total


def test_of_folders_the_files_are_counted_without_being_read(tmp_path: Path) -> None:
    for name in ("a/b.jsonl", "a/c.jsonl", "d.txt", "e.pdf"):
        place = tmp_path / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(LINE)
    meter = Meter([tmp_path, tmp_path / "e.pdf"])
    assert meter.total == 4
    done = [meter.done for _ in open_paths([tmp_path, tmp_path / "e.pdf"], meter=meter)]
    assert done == [0, 1, 2, 3]
    assert meter.done == 4


@pytest.mark.parametrize("paths", [(), ("-",), ("https://avis.example",), ("-", ".")])
def test_where_the_end_is_not_known_there_is_no_total(paths: tuple[str, ...]) -> None:
    assert Meter(paths).total is None


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("total", [None, 100])
def test_a_bar_is_drawn_only_once_the_work_is_long(total: int | None) -> None:
    meter = Meter()
    meter.total = total
    clock, drawn = Clock(), io.StringIO()
    console = Console(file=drawn, force_terminal=True, width=100)
    with Watch(meter, console, clock) as watch:
        watch.advance()
        clock.now = PATIENCE / 2
        watch.advance()
        assert drawn.getvalue() == ""
        clock.now = 2 * PATIENCE
        watch.advance()
    assert "3 reports, 2 a second" in drawn.getvalue()


def test_nothing_is_drawn_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert terminal(printing=False) is None
    clock = Clock()
    with Watch(Meter(), None, clock) as watch:
        clock.now = 100.0
        watch.advance()


@pytest.mark.parametrize(("out", "printing", "drawn"), [(True, True, False), (True, False, True), (False, True, True)])
def test_a_bar_is_not_drawn_among_what_is_printed(
    out: bool, printing: bool, drawn: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stderr", Screen())
    monkeypatch.setattr("sys.stdout", Screen() if out else io.StringIO())
    assert (terminal(printing) is not None) == drawn
