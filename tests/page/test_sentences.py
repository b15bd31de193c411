from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.languages.registry import Languages
from stemma.model import Capture, Report
from stemma.page.identify import read_page

LANGUAGES = Languages()


def read(text: str, code: str, clean: bool) -> Report:
    report = read_page(Capture("text", text=text, language=code, clean=clean), LANGUAGES)
    assert isinstance(report, Report)
    return report


def split(text: str, code: str) -> list[str]:
    return [text[start:end] for start, end in read(text, code, clean=True).sentences]


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("en", ["The ferry sank.", "Nobody was hurt.", "Why?", "It is not known!"]),
        ("en", ["Dr. Mary Black and Mr. Hill left at 7 p.m. on Friday.", "They did not return."]),
        ("en", ["The U.S. Coast Guard was called.", "It came late."]),
        ("en", ['"It was dark," he said.', '"Very dark."', "Then he left."]),
        ("pl", ["Spotkanie odbędzie się 3. maja przy ul. Długiej 7.", "Wstęp wolny."]),
        ("pl", ["Remont ma kosztować ok. 3 mln zł, tzn. więcej niż w 2020 r.", "Gmina ma milion."]),
        ("pl", ["– Nie wiem – powiedział prof. Lis.", "– Nikt nie wie."]),
        ("de", ["Am 3. Oktober fuhr der Zug bis km 120.", "Dann stand er."]),
        ("de", ["Das Schiff, d. h. die Fähre, lag am 2. Tag fest.", "Niemand half."]),
        ("de", ["„Wir warten.“", "Er schwieg."]),
        ("nb", ["Møtet er kl. 18.30 den 4. juni.", "Alle er velkomne."]),
        ("nb", ["Ca. 40 kom, bl.a. ordføreren.", "De fikk kaffe."]),
        ("nn", ["Møtet er kl. 18 den 4. juni.", "Alle er velkomne."]),
        ("da", ["Mødet er den 4. juni kl. 18.", "Alle er velkomne."]),
        ("da", ["Prisen steg med 3,5 pct. i går.", "Det er meget."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(code: str, parts: list[str]) -> None:
    assert split(" ".join(parts), code) == parts


def test_the_danish_day_of_a_date_ends_no_sentence() -> None:
    assert len(split("Mødet er d. 4. juni kl. 18.", "da")) == 1


@pytest.mark.xfail(strict=True, reason="the last digits of a decimal are taken for an ordinal before a noun")
def test_a_decimal_at_the_end_of_a_german_sentence_is_no_ordinal() -> None:
    assert len(split("Der Zug fuhr bis km 12,5. Dann stand er.", "de")) == 2


def test_a_decimal_point_ends_nothing() -> None:
    assert len(split("It grew by 3.5 percent to 12.400 tonnes, www.example.org said.", "en")) == 1


def test_dots_and_double_signs_stay_together() -> None:
    assert split("Und dann ... nichts. Wirklich?! Ja.", "de") == ["Und dann ... nichts.", "Wirklich?!", "Ja."]


def test_an_end_without_a_sign_is_an_end() -> None:
    assert split("Fergen ligger ved kai. Ingen vet hvorfor", "nb") == ["Fergen ligger ved kai.", "Ingen vet hvorfor"]


def test_furniture_has_no_sentences() -> None:
    told = "Ferja over fjorden gjekk for siste gong tysdag kveld. Ho vart møtt av fullt korps på kaia."
    report = read(f"Les også: Fisken kom. Han var stor.\n{told}", "nn", clean=False)
    assert " ".join(report.text[s:e] for s, e in report.sentences) == told


def test_a_line_is_never_joined_to_the_next() -> None:
    assert split("Ferja gjekk\nog kom\nikkje att", "nn") == ["Ferja gjekk", "og kom", "ikkje att"]


lines = st.text(st.sampled_from('Abc d.!?…„“"«»–-7,)(’\u200fłÅ'), max_size=30)


@settings(max_examples=80, deadline=None)
@given(st.lists(lines, max_size=5), st.sampled_from(LANGUAGES.codes), st.booleans())
def test_sentences_lie_in_report_blocks_in_order_without_overlap(parts: list[str], code: str, clean: bool) -> None:
    text = "\n".join(["A word.", *parts])
    report = read(text, code, clean)
    found = report.sentences
    inside = [b for b in report.blocks if b.is_report]
    assert all(any(b.start <= s < e <= b.end for b in inside) for s, e in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    covered = {i for s, e in found for i in range(s, e)}
    visible = {i for b in inside for i in range(b.start, b.end) if not text[i].isspace() and text[i] != "\u200f"}
    assert visible <= covered
