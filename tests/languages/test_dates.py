from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.languages.dates import iso_day, read_clock, read_date
from stemma.languages.registry import Languages
from stemma.languages.tokens import tokenize

LANGUAGES = Languages()
dates = st.dates(datetime.date(1000, 1, 1), datetime.date(2199, 12, 31))


def iso(text: str, code: str = "en") -> str | None:
    date = read_date(tokenize(text), 0, LANGUAGES.get(code))
    return None if date is None else date.iso


@given(dates, st.sampled_from(["{d}.{m}.{y}", "{d:02}.{m:02}.{y}", "{d}. {m}. {y}", "{y}-{m:02}-{d:02}"]))
def test_dates_in_figures_are_read_back(day: datetime.date, shape: str) -> None:
    assert iso(shape.format(d=day.day, m=day.month, y=day.year)) == day.isoformat()


@given(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99))
def test_a_day_is_one_of_the_calendar_or_none(year: int, month: int, day: int) -> None:
    found = iso_day(year, month, day)
    if found is None:
        return
    assert datetime.date.fromisoformat(found) == datetime.date(year, month, day)


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("3 maja 2021", "pl", "2021-05-03"),
        ("3 maja 2021 r., godz. 7.15", "pl", "2021-05-03"),
        ("9. März 2020", "de", "2020-03-09"),
        ("9. mars 2020 kl. 06:30", "nb", "2020-03-09T06:30"),
        ("17. JUN 2019 • 21:05", "da", "2019-06-17T21:05"),
        ("October 9, 2021", "en", "2021-10-09"),
        ("9th of October 2021", "en", "2021-10-09"),
        ("2. november, 2022", "nn", "2022-11-02"),
        ("2021-10-09T14:20:00Z", "en", "2021-10-09T14:20"),
        ("10/31/2021", "en", "2021-10-31"),
        ("31/10/2021", "en", "2021-10-31"),
        ("24.12.2020, 18:00 Uhr", "de", "2020-12-24T18:00"),
    ],
)
def test_dates_as_pages_write_them(text: str, code: str, expected: str) -> None:
    assert (iso(text, code) or "").startswith(expected)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31.04.2021", "de"),
        ("29.02.2023", "pl"),
        ("13/13/2021", "en"),
        ("30 lutego 2021", "pl"),
        ("12.11.24", "de"),
        ("12.11", "de"),
        ("1.2.3.4", "en"),
        ("12.11-2024", "da"),
        ("0999-01-01", "en"),
        ("12 soldiers 2024", "en"),
        ("maj 2021", "pl"),
    ],
)
def test_what_is_no_full_date(text: str, code: str) -> None:
    assert iso(text, code) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("7:05", "07:05"), ("23.40", "23:40"), ("18:30:59", "18:30"), ("25:10", None), ("7:5", None), ("7:65", None)],
)
def test_clock_times(text: str, expected: str | None) -> None:
    clock = read_clock(tokenize(text), 0)
    assert (clock[1] if clock else None) == expected


def test_figures_with_two_stops_are_no_clock_time() -> None:
    assert read_clock(tokenize("12.11.2024"), 0) is None


def test_there_is_no_half_past_twenty_four() -> None:
    assert read_clock(tokenize("24:30"), 0) is None
