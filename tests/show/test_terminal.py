from __future__ import annotations

import io

import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console

from stemma.model import Derivation, Dossier
from stemma.show.terminal import show


def printed(dossier: Dossier, width: int = 80) -> str:
    out = io.StringIO()
    show(dossier, Console(width=width, file=out))
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(dossier: Dossier, width: int) -> None:
    long = msgspec.structs.replace(dossier.reports[0], title="x" * 500)
    wide = msgspec.structs.replace(dossier, reports=(long, *dossier.reports[1:]))
    lines = printed(wide, width).splitlines()
    assert [line for line in lines if cell_len(line) > width] == []
    assert any("…" in line for line in lines)


def test_a_pipe_gets_plain_text(dossier: Dossier) -> None:
    text = printed(dossier)
    assert "\x1b" not in text, "captured escape codes must not reach the terminal either"
    assert "\u202e" not in text
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


def test_the_header_counts(dossier: Dossier) -> None:
    head = " ".join(printed(dossier).partition("\n\n")[0].split())
    assert head.startswith("Dossier of 3 reports, 2 independent origins, 1 account that differs, 2 denials")


def test_denials_name_their_source_and_stance(dossier: Dossier) -> None:
    denials = printed(dossier).partition("Who denies what")[2].partition("The stemma")[0]
    assert "Nordline" in denials and "denies" in denials
    assert "neither confirms nor" in denials
    assert "[" not in denials or "<script>" in denials


def test_accounts_stand_in_the_words_of_reports(dossier: Dossier) -> None:
    accounts = printed(dossier).partition("Where accounts differ")[2].partition("Who denies")[0]
    for words in ("About 120 people", "Mehr als 150 Menschen", "Coast Guard", "conflict"):
        assert words in accounts


def test_a_report_with_two_parents_stands_in_full_once(dossier: Dossier) -> None:
    tree = printed(dossier).partition("The stemma")[2].partition("Left out")[0]
    lines = [line for line in tree.splitlines() if "Fähre vor Almaholm" in line]
    assert len(lines) == 2
    assert sum("again" in line for line in lines) == 1
    assert "~ quotation" in tree


def test_links_in_a_circle_end(dossier: Dossier) -> None:
    circle = (Derivation("en-1", "he-1", "copy", 0.5, ()), Derivation("he-1", "en-1", "copy", 0.5, ()))
    assert "copy 0.50" in printed(msgspec.structs.replace(dossier, derivations=circle))


def test_rejected_inputs_stand_at_the_end(dossier: Dossier) -> None:
    assert "in/broken.html" in printed(dossier).splitlines()[-1]


def test_an_empty_dossier_says_so() -> None:
    assert printed(Dossier(reports=())).startswith("Dossier of 0 reports") or "0" in printed(Dossier(reports=()))


def test_what_a_page_says_of_itself_stands_below_its_title(dossier: Dossier) -> None:
    story = " ".join(printed(dossier, 200).partition("What is known")[0].split())
    assert "paywalled, 60 % missing · perhaps AI-generated (0.72) · 3 captures, text changed · states 2 dates" in story
