from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import stemma
from stemma import cli, flow
from stemma.languages.registry import Languages
from stemma.model import Capture, Dossier, Rejected, Report

ROOT = Path(__file__).parent.parent
Mark = Callable[..., Report]


@pytest.fixture(scope="session")
def languages() -> Languages:
    """All packs, compiled once for the whole run."""
    return Languages()


@pytest.fixture(scope="session")
def mark(languages: Languages) -> Mark:
    """`mark(text, language, published=None)`: the marked report of a text without furniture."""

    def marked(text: str, language: str, published: str | None = None, **given: object) -> Report:
        capture = Capture("text", text=text, language=language, published=published, clean=True, **given)
        [report] = flow.read([capture], languages)
        assert isinstance(report, Report), report
        return report

    return marked


@pytest.fixture(scope="session")
def page(languages: Languages) -> Callable[..., Report | Rejected]:
    """`page(text, language, **given)`: a captured page, furniture and all, as it comes out of `read_page`."""
    from stemma.page.identify import read_page

    def read(text: str, language: str | None = None, **given: object) -> Report | Rejected:
        now = given.pop("now", None)
        return read_page(Capture("page", text=text, language=language, **given), languages, now)

    return read


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    """The dossier of the examples that come with the project."""
    return stemma.dossier(ROOT / "examples")


class Result(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("read", path)`: the command line in this process, with its status and what it wrote."""

    def ran(*arguments: object, stdin: str = "") -> Result:
        monkeypatch.setattr(sys, "argv", ["stemma", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        status: object = 0
        try:
            cli.main()
        except SystemExit as stop:
            status = stop.code or 0
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        assert isinstance(status, int)
        return Result(status, captured.out, captured.err)

    return ran
