from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.languages.numbers import MAX_DIGITS, Number
from stemma.languages.registry import Languages
from stemma.languages.tokens import tokenize

LANGUAGES = Languages()
CODES = LANGUAGES.marked_codes
BLANKS = {"blank": " ", "no-break": "\u00a0", "thin": "\u2009", "narrow no-break": "\u202f"}


def read(text: str, code: str) -> Number | None:
    return LANGUAGES.get(code).number_at(tokenize(text), 0)


def value(text: str, code: str) -> float | None:
    number = read(text, code)
    return None if number is None else number.value


def separators() -> list[tuple[str, str]]:
    own = [(code, sign) for code in CODES for sign in LANGUAGES.get(code).pack.language.thousands]
    return own + [(code, blank) for code in CODES for blank in BLANKS.values()]


@given(st.integers(0, 10**18), st.sampled_from(separators()))
def test_grouped_integers_are_read_back(figure: int, place: tuple[str, str]) -> None:
    code, separator = place
    text = f"{figure:,}".replace(",", separator) + " x"
    number = read(text, code)
    assert number is not None
    assert number.value == float(figure)
    assert number.last == len(tokenize(text)) - 1


@given(st.integers(0, 10**9), st.integers(0, 99), st.sampled_from(CODES))
def test_decimals_are_read_back(whole: int, cents: int, code: str) -> None:
    sign = LANGUAGES.get(code).pack.language.decimal
    assert value(f"{whole}{sign}{cents:02d} x", code) == pytest.approx(float(f"{whole}.{cents:02d}"))


@given(st.integers(1, 999), st.integers(0, 9), st.sampled_from(CODES))
def test_plain_figures_are_alike_in_all_languages(figure: int, code_digit: int, code: str) -> None:
    number = read(f"{figure} x{code_digit}", code)
    assert number == Number(0, 1, float(figure), True)


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("12.500 Menschen", "de", 12500),
        ("12,500 people", "en", 12500),
        ("12.5 percent", "en", 12.5),
        ("12,5 procent", "da", 12.5),
        ("3’200 Franken", "de", 3200),
        ("1 250 000 osób", "pl", 1250000),
        ("1.250.000,75 kr", "da", 1250000.75),
        ("007 agents", "en", 7),
        ("0,5 promille", "nb", 0.5),
    ],
)
def test_separators_mean_what_they_mean_in_the_language(text: str, code: str, expected: float) -> None:
    assert value(text, code) == expected


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("siedemdziesiąt dwa wozy", "pl", 72),
        ("dwustu pięciu górników", "pl", 205),
        ("einundzwanzig Tage", "de", 21),
        ("zwölf Boote", "de", 12),
        ("forty-two buses", "en", 42),
        ("two hundred and five miners", "en", 205),
        ("fjorten elever", "nb", 14),
        ("tjuefem hus", "nb", 25),
        ("seksten gardar", "nn", 16),
        ("halvtreds møller", "da", 50),
        ("femogtyve kommuner", "da", 25),
    ],
)
def test_number_words(text: str, code: str, expected: float) -> None:
    number = read(text, code)
    assert number is not None
    assert (number.value, number.digits) == (expected, False)


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("3,5 mln ton", "pl", 3.5e6),
        ("40 tys. widzów", "pl", 40_000),
        ("dwa miliardy złotych", "pl", 2e9),
        ("2,4 Mio. Euro", "de", 2.4e6),
        ("drei Milliarden Euro", "de", 3e9),
        ("1.7 billion dollars", "en", 1.7e9),
        ("five thousand sheep", "en", 5000),
        ("1,2 milliarder kroner", "nb", 1.2e9),
        ("sju millionar laks", "nn", 7e6),
        ("3,4 mio. kroner", "da", 3.4e6),
        ("to milliarder kroner", "da", 2e9),
    ],
)
def test_scales_multiply(text: str, code: str, expected: float) -> None:
    number = read(text, code)
    assert number is not None
    assert number.value == pytest.approx(expected)
    assert number.scaled


@pytest.mark.parametrize("code", CODES)
def test_a_number_of_a_thousand_digits_is_refused(code: str) -> None:
    assert read("7" * 1000 + " x", code) is None
    assert read("9" * (MAX_DIGITS + 1), code) is None
    assert value("9" * MAX_DIGITS, code) == float("9" * MAX_DIGITS)


def test_a_thousand_groups_do_not_make_one_number() -> None:
    number = read(" ".join(["777"] * 1000), "pl")
    assert number is None or number.value < 10**MAX_DIGITS


@pytest.mark.parametrize("text", ["2024 500 ludzi", "12 50 ludzi", "12\n500 ludzi"])
def test_what_is_no_group_is_not_joined(text: str) -> None:
    number = read(text, "pl")
    assert number is not None
    assert number.last == 1


@pytest.mark.parametrize(("text", "code"), [("Fjorden er stille", "nb"), (", 5", "en"), ("tysiące ludzi", "pl")])
def test_no_number_begins_there(text: str, code: str) -> None:
    assert read(text, code) is None


@pytest.mark.parametrize("sign", ["²", "③", "⁷"])
def test_raised_and_circled_figures_are_no_numbers(sign: str) -> None:
    assert read(f"{sign} osób", "pl") is None
