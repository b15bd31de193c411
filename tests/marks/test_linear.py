"""Work grows with the text and no faster: counted in calls, so that no clock is asked."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemma.languages.registry import Languages
from stemma.marks.quantities import quantities
from stemma.marks.times import times
from stemma.marks.view import View
from stemma.model import Block, Report

LANGUAGES = Languages()
SHORT, LONG = 80, 320
SLACK = 1.25
"""Four times the text may take a quarter more than four times the calls: memories that fill, the ends of the text."""
PIECES = [
    "12.11.2024", "12.", "12:30", "1", "000", "9" * 40, "-", "–", "/", ",", ".", "(", "and", "und", "i", "von",
    "from", "to", "do", "bis", "between", "November", "listopada", "mars", "Monday", "Montag", "po", "w",
    "of the", "the", "at", "two", "dwa", "zwei", "hundred", "tysięcy", "million", "Prozent", "%", "€", "last",
    "week", "next", "year", "roku", "år", "every", "1990s", "kl.", "half", "halb", "Q3", "\u200f٣٤٥", "１２",
    "soldiers", "Soldaten", "więcej niż", "more than", "not", "minus", "XX", "wieku",
]  # fmt: skip


def view_of(text: str, code: str) -> View:
    """A text that is one sentence, however long."""
    report = Report(
        id="report",
        text=text,
        language=code,
        published="2024-11-12",
        published_basis="given",
        blocks=(Block(0, len(text), "paragraph"),),
        sentences=((0, len(text)),),
    )
    return View(report, LANGUAGES.get(code))


def calls(work: Callable[[], object]) -> int:
    """How many functions are called."""
    count = 0

    def counted(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def read_all(text: str, code: str) -> None:
    view = view_of(text, code)
    found = times(view)
    quantities(view.with_marks((), found))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=6),
    st.sampled_from(["", " "]),
    st.sampled_from(LANGUAGES.marked_codes),
)
def test_four_times_the_line_is_four_times_the_work(pieces: list[str], joint: str, code: str) -> None:
    unit = joint.join(pieces) + " "
    read_all(unit * SHORT, code)
    short, long = (calls(lambda n=n: read_all(unit * n, code)) for n in (SHORT, LONG))
    assert long <= SLACK * (LONG / SHORT) * short


@pytest.mark.parametrize(
    "text", ["7" * 1000, "7." * 500, "1 000 " * 300, "-" * 1000 + "5", "٣" * 1000, "1/" * 500, "1:" * 400]
)
def test_a_number_of_a_thousand_figures_is_refused_or_read(text: str) -> None:
    for code in ("en", "de", "pl"):
        view = view_of(text, code)
        for quantity in quantities(view.with_marks((), times(view))):
            assert 0 <= quantity.start < quantity.end <= len(text)


def test_a_line_of_a_megabyte_is_read_to_its_end() -> None:
    sentence = "On 12 November 2024 nearly 11,000 soldiers left. "
    text = sentence * ((1 << 20) // len(sentence))
    view = view_of(text, "en")
    found = times(view)
    assert [t.value for t in found] == ["2024-11-12"] * text.count("November")
    assert len(quantities(view.with_marks((), found))) == text.count("soldiers")
