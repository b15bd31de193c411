from __future__ import annotations

import datetime
import inspect
import typing
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

import stemma
from stemma.model import Dossier, Rejected, Report

EXAMPLES = Path(__file__).parent.parent / "examples"
FERRY = "The ferry Tjelvar burned off Gotland on 14 November 2021, and 14 passengers died, police said."


def test_every_public_name_is_there_and_documented() -> None:
    for name in stemma.__all__:
        assert inspect.getdoc(getattr(stemma, name)), name


@pytest.mark.parametrize("verb", ["read", "read_text", "dossier", "from_json", "to_json", "json_schema"])
def test_verbs_are_typed(verb: str) -> None:
    hints = typing.get_type_hints(getattr(stemma, verb))
    parameters = inspect.signature(getattr(stemma, verb)).parameters
    assert set(hints) == {*parameters, "return"}


def test_the_package_says_that_it_is_typed() -> None:
    assert (Path(stemma.__file__).parent / "py.typed").is_file()


def test_read_gives_reports_and_rejections_one_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FERRY, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01")
    found = stemma.read(tmp_path)
    assert isinstance(found, Iterator)
    report, rejected = found
    assert isinstance(report, Report)
    assert isinstance(rejected, Rejected)
    assert report.path == str(tmp_path / "a.txt")


def test_read_does_not_believe_dates_after_now(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Ferry burns off Gotland\nPublished: 14 November 2021\n{FERRY}", encoding="utf-8")
    [known] = stemma.read(tmp_path, now=datetime.date(2021, 11, 14))
    [unknown] = stemma.read(tmp_path, now=datetime.date(2021, 11, 13))
    assert isinstance(known, Report)
    assert isinstance(unknown, Report)
    assert (known.published, unknown.published) == ("2021-11-14", None)


def test_a_text_at_hand_is_read_with_what_is_given() -> None:
    [report] = stemma.read_text(FERRY, language="en", published="2021-11-15", title="Ferry burns")
    assert (report.language, report.published, report.title) == ("en", "2021-11-15", "Ferry burns")
    assert [(q.low, q.unit) for q in report.quantities] == [(14, "passenger")]
    assert stemma.read_text("...") == []


def test_a_dossier_is_made_of_paths_and_of_reports_alike(dossier: Dossier) -> None:
    reports = [r for r in stemma.read(EXAMPLES) if isinstance(r, Report)]
    assert stemma.dossier(*reports) == dossier


def test_a_dossier_counts_what_it_could_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FERRY, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text("{}\n", encoding="utf-8")
    made = stemma.dossier(tmp_path)
    assert [(r.where, r.stage) for r in made.rejected] == [(f"{tmp_path / 'b.jsonl'}:1", "open")]
    assert len(made.reports) == 1


def test_a_dossier_of_nothing_is_empty() -> None:
    assert stemma.dossier() == Dossier(())


def test_json_goes_there_and_back(dossier: Dossier) -> None:
    assert stemma.from_json(Dossier, stemma.to_json(dossier)) == dossier


def test_a_path_that_is_not_there_raises_with_what_to_do() -> None:
    with pytest.raises(stemma.InputError, match="no such file or folder"):
        list(stemma.read("/nowhere/at/all"))
    with pytest.raises(stemma.StemmaError):
        stemma.dossier("/nowhere/at/all")


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_a_notebook_shows_a_dossier_as_html(dossier: Dossier) -> None:
    page = _Elements()
    page.feed(dossier._repr_html_())  # type: ignore[attr-defined]
    assert page.tags
    assert dossier.stories[0].title in page.words
