from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.languages.numbers import MAX_DIGITS, MAX_WORDS, Number, read_amount
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
    packs = [(code, LANGUAGES.get(code).pack.language) for code in CODES]
    own = [(code, sign) for code, pack in packs for sign in pack.thousands if sign != pack.decimal]
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
        ("a couple of hundred trees", "en", 200),
        ("four hundred and three dozen trees", "en", 436),
        ("doscientos ochenta y un autobuses", "es", 281),
        ("quatre cent cinquante et un arbres", "fr", 451),
        ("trezentos e quarenta e um barcos", "pt", 341),
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
        ("100к домов", "ru", 100_000),
        ("3М домов", "ru", 3e6),
        ("dos billones y medio millón de euros", "es", 2e12 + 5e5),
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


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("zweihundertfünfunddreißigtausend Bäume", "de", 235_000),
        ("siebenhundertvierzehn Boote", "de", 714),
        ("eintausendneunhundertelf Boote", "de", 1911),
        ("neunzehnhundert Boote", "de", 1900),
        ("dreieinhalb Tonnen", "de", 3.5),
        ("anderthalb Millionen", "de", 1.5e6),
        ("drei Millionen zweihunderttausendvier Bäume", "de", 3_200_004),
        ("einundneunzig Boote", "de", 91),
        ("dreissig Boote", "de", 30),
        ("sekstisju hus", "nb", 67),
        ("fem og tyve hus", "nb", 25),
        ("tohundreogfemti hus", "nb", 250),
        ("tre hundre og førtito hus", "nb", 342),
        ("syttiåtte gardar", "nn", 78),
        ("tohundrede femoghalvfjerds heste", "da", 275),
        ("halvanden million", "da", 1.5e6),
        ("to en halv time", "da", 2.5),
        ("enogtres heste", "da", 61),
        ("nineteen hundred horses", "en", 1900),
        ("three hundred and forty-one thousand and six trees", "en", 341_006),
        ("a hundred and one trees", "en", 101),
        ("two and a half million trees", "en", 2.5e6),
        ("a million and a half trees", "en", 1.5e6),
        ("half a million trees", "en", 500_000),
        ("three quarters of a million trees", "en", 750_000),
        ("two dozen trees", "en", 24),
        ("two point five million trees", "en", 2.5e6),
        ("four thousand million trees", "en", 4e9),
        ("sto dwadzieścia trzy tysiące pięć drzew", "pl", 123_005),
        ("półtora miliona drzew", "pl", 1.5e6),
        ("pol miliona drzew", "pl", 500_000),
    ],
)
def test_words_compose(text: str, code: str, expected: float) -> None:
    assert value(text, code) == pytest.approx(expected)


@given(st.integers(1, 999_999))
def test_a_german_number_in_one_word_is_read_back(figure: int) -> None:
    assert value(f"{german(figure)} Bäume", "de") == figure


UNITS = ["null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"]
TENS = ["", "zehn", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]


def german(figure: int, last: str = "eins") -> str:
    """A number below a million as German writes it."""
    if figure >= 1000:
        rest = german(figure % 1000) if figure % 1000 else ""
        return german(figure // 1000, "ein") + "tausend" + rest
    if figure >= 100:
        return UNITS[figure // 100] + "hundert" + (german(figure % 100, last) if figure % 100 else "")
    if figure == 1:
        return last
    if figure <= 12:
        return UNITS[figure]
    if figure < 20:
        return {16: "sechzehn", 17: "siebzehn"}.get(figure) or UNITS[figure - 10] + "zehn"
    return (UNITS[figure % 10] + "und" if figure % 10 else "") + TENS[figure // 10]


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("1.234.567,5 Tonnen", "de", 1_234_567.5),
        ("1,234,567.5 tonnes", "en", 1_234_567.5),
        ("1,234,567 ton", "pl", 1_234_567),
        ("3.5 ton", "pl", 3.5),
        ("12,34,567 rupees", "en", 1_234_567),
        ("10 1/2 miles", "en", 10.5),
        ("2½ miles", "en", 2.5),
        ("100k votes", "en", 100_000),
        ("1.2M votes", "en", 1.2e6),
        ("5mln głosów", "pl", 5e6),
        ("٣٤٥ votes", "en", 345),
        ("３４５ votes", "en", 345),
        ("१२ votes", "en", 12),
        ("\u200e345\u200f votes", "en", 345),
        ("5 million 300 thousand votes", "en", 5.3e6),
    ],
)
def test_figures(text: str, code: str, expected: float) -> None:
    assert value(text, code) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "code", "low", "high"),
    [
        ("tens of thousands of trees", "en", 20_000, None),
        ("hundreds of millions of trees", "en", 2e8, None),
        ("several thousand trees", "en", 3000, None),
        ("kilkanaście tysięcy drzew", "pl", 11_000, 19_000),
        ("dziesiątki tysięcy drzew", "pl", 20_000, None),
        ("mehrere hundert Millionen Bäume", "de", 3e8, None),
        ("ein paar tausend Bäume", "de", 3000, None),
        ("Zehntausende Bäume", "de", 20_000, None),
        ("flere hundre tusen trær", "nb", 300_000, None),
        ("tusindvis af træer", "da", 2000, None),
    ],
)
def test_vague_words_compose_with_scales(text: str, code: str, low: float, high: float | None) -> None:
    number = read_amount(tokenize(text), 0, LANGUAGES.get(code))
    assert number is not None
    assert number.vague == (low, high)
    assert read(text, code) is None


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("two thirds of them", "en", 2 / 3),
        ("a quarter of them", "en", 1 / 4),
        ("half of them", "en", 1 / 2),
        ("dreiviertel davon", "de", 3 / 4),
        ("zwei Drittel davon", "de", 2 / 3),
        ("dwie trzecie z nich", "pl", 2 / 3),
        ("tre fjerdedele af dem", "da", 3 / 4),
    ],
)
def test_fractions_are_numbers_only_as_shares(text: str, code: str, expected: float) -> None:
    number = read_amount(tokenize(text), 0, LANGUAGES.get(code))
    assert number is not None
    assert (number.value, number.fraction) == (pytest.approx(expected), True)
    assert read(text, code) is None


@pytest.mark.parametrize("code", CODES)
def test_a_number_of_a_thousand_digits_is_refused(code: str) -> None:
    assert read("7" * 1000 + " x", code) is None
    assert read("9" * (MAX_DIGITS + 1), code) is None
    assert value("9" * MAX_DIGITS, code) == float("9" * MAX_DIGITS)


def test_a_thousand_groups_do_not_make_one_number() -> None:
    number = read(" ".join(["777"] * 1000), "pl")
    assert number is None or number.value < 10**MAX_DIGITS


def test_a_line_of_number_words_is_read_in_pieces() -> None:
    tokens = tokenize("hundred and " * 5000)
    number = read_amount(tokens, 0, LANGUAGES.get("en"))
    assert number is not None
    assert number.last <= 2 * MAX_WORDS


@pytest.mark.parametrize("text", ["2024 500 ludzi", "12 50 ludzi", "12\n500 ludzi"])
def test_what_is_no_group_is_not_joined(text: str) -> None:
    number = read(text, "pl")
    assert number is not None
    assert number.last == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Fjorden er stille", "nb"),
        (", 5", "en"),
        ("tysiące ludzi", "pl"),
        ("a third man", "en"),
        ("eine Frau", "de"),
        ("achtung", "de"),
        ("einander", "de"),
        ("1.2.3.4", "en"),
    ],
)
def test_no_number_begins_there(text: str, code: str) -> None:
    assert read(text, code) is None


@pytest.mark.parametrize("sign", ["²", "③", "⁷"])
def test_raised_and_circled_figures_are_no_numbers(sign: str) -> None:
    assert read(f"{sign} osób", "pl") is None
