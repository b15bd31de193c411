from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from stemma.model import Report, Timex

Mark = Callable[..., Report]
WEDNESDAY = "2021-11-17"


def times(mark: Mark, text: str, code: str, published: str | None = WEDNESDAY) -> list[tuple[str, str]]:
    report = mark(text, code, published)
    return [(report.at(t), t.value) for t in report.timexes]


def only(mark: Mark, text: str, code: str, published: str | None = WEDNESDAY) -> Timex:
    [timex] = mark(text, code, published).timexes
    return timex


DATES = [
    ("pl", "Prom zatonął 3 maja 2019 r. w porcie.", "3 maja 2019 r", "2019-05-03"),
    ("pl", "Prom zatonął wczoraj w porcie.", "wczoraj", "2021-11-16"),
    ("pl", "Prom zatonął w poniedziałek w porcie.", "poniedziałek", "2021-11-15"),
    ("pl", "Prom zatonął w zeszłym tygodniu.", "zeszłym tygodniu", "2021-W45"),
    ("pl", "Prom zatonął dwa lata temu.", "dwa lata temu", "2019"),
    ("pl", "Prom zatonął w czerwcu ubiegłego roku.", "czerwcu ubiegłego roku", "2020-06"),
    ("de", "Die Fähre sank am 3. Mai 2019 im Hafen.", "3. Mai 2019", "2019-05-03"),
    ("de", "Die Fähre sank gestern im Hafen.", "gestern", "2021-11-16"),
    ("de", "Die Fähre sank am Montag im Hafen.", "Montag", "2021-11-15"),
    ("de", "Die Fähre sank vergangene Woche im Hafen.", "vergangene Woche", "2021-W45"),
    ("de", "Die Fähre sank vor zwei Jahren im Hafen.", "zwei Jahren", "2019"),
    ("nb", "Fergen sank 3. mai 2019 ved kaien.", "3. mai 2019", "2019-05-03"),
    ("nb", "Fergen sank i går ved kaien.", "i går", "2021-11-16"),
    ("nb", "Fergen sank mandag ved kaien.", "mandag", "2021-11-15"),
    ("nb", "Fergen sank for to år siden.", "for to år siden", "2019"),
    ("nn", "Ferja sokk måndag ved kaia.", "måndag", "2021-11-15"),
    ("nn", "Ferja sokk førre veke ved kaia.", "førre veke", "2021-W45"),
    ("nn", "Ferja sokk for to år sidan.", "for to år sidan", "2019"),
    ("da", "Færgen sank den 3. maj 2019 ved kajen.", "3. maj 2019", "2019-05-03"),
    ("da", "Færgen sank i går ved kajen.", "i går", "2021-11-16"),
    ("da", "Færgen sank i sidste uge ved kajen.", "i sidste uge", "2021-W45"),
    ("da", "Færgen sank for to år siden.", "for to år siden", "2019"),
    ("en", "The ferry sank on 3 May 2019 in port.", "3 May 2019", "2019-05-03"),
    ("en", "The ferry sank yesterday in port.", "yesterday", "2021-11-16"),
    ("en", "The ferry sank on Monday in port.", "Monday", "2021-11-15"),
    ("en", "The ferry sank last week in port.", "last week", "2021-W45"),
    ("en", "The ferry sank two years ago.", "two years ago", "2019"),
    ("en", "The ferry sank in June 2020.", "June 2020", "2020-06"),
]


@pytest.mark.parametrize(("code", "text", "words", "value"), DATES)
def test_dates_are_read_against_the_day_of_the_report(mark: Mark, code: str, text: str, words: str, value: str) -> None:
    [(found, given)] = times(mark, text, code)
    assert given == value
    assert words.removeprefix("i ").removeprefix("for ") in found


@pytest.mark.parametrize(
    ("code", "text", "kind", "value"),
    [
        ("pl", "Blokada trwała trzy tygodnie.", "DURATION", "P3W"),
        ("de", "Die Sperre dauerte drei Wochen.", "DURATION", "P3W"),
        ("nb", "Stengingen varte i tre uker.", "DURATION", "P3W"),
        ("da", "Lukningen varede tre uger.", "DURATION", "P3W"),
        ("en", "The closure lasted three weeks.", "DURATION", "P3W"),
        ("en", "The ferry sails every Friday.", "SET", "XXXX-WXX-5"),
        ("de", "Die Fähre fährt jeden Freitag.", "SET", "XXXX-WXX-5"),
        ("pl", "Prom pływa w każdy piątek.", "SET", "XXXX-WXX-5"),
        ("nb", "Fergen går hver fredag.", "SET", "XXXX-WXX-5"),
        ("da", "Færgen sejler hver fredag.", "SET", "XXXX-WXX-5"),
        ("nb", "Fergen sank mandag kveld.", "TIME", "2021-11-15TEV"),
        ("de", "Die Fähre sank am Montagabend.", "TIME", "2021-11-15TEV"),
        ("da", "Færgen sank mandag aften.", "TIME", "2021-11-15TEV"),
        ("en", "The ferry sank on Monday evening.", "TIME", "2021-11-15TEV"),
        ("pl", "Prom zatonął w poniedziałek wieczorem.", "TIME", "2021-11-15TEV"),
        ("en", "The ferry was recently painted.", "DATE", "PAST_REF"),
        ("de", "Die Fähre wurde kürzlich gestrichen.", "DATE", "PAST_REF"),
        ("en", "The pier dates from the 1930s.", "DATE", "193"),
        ("de", "Der Pier stammt aus den 1930er Jahren.", "DATE", "193"),
        ("en", "Traffic fell in the second quarter of 2021.", "DATE", "2021-Q2"),
    ],
)
def test_other_kinds_of_time(mark: Mark, code: str, text: str, kind: str, value: str) -> None:
    timex = only(mark, text, code)
    assert (timex.type, timex.value) == (kind, value)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The ferry sank on Monday and on 3 May."),
        ("de", "Die Fähre sank am Montag und am 3. Mai."),
        ("pl", "Prom zatonął w poniedziałek i 3 maja."),
        ("nb", "Fergen sank mandag og 3. mai."),
        ("nn", "Ferja sokk måndag og 3. mai."),
        ("da", "Færgen sank mandag og den 3. maj."),
    ],
)
def test_without_a_day_of_the_report_no_year_is_guessed(mark: Mark, code: str, text: str) -> None:
    values = [value for _, value in times(mark, text, code, published=None)]
    assert len(values) == 2
    assert values[0].startswith("XXXX")
    assert values[1] == "XXXX-05-03"


@pytest.mark.parametrize("published", [None, "2021-11"])
def test_a_month_is_too_coarse_to_count_days_from(mark: Mark, published: str | None) -> None:
    assert only(mark, "The ferry sank yesterday.", "en", published).value == "XXXX-XX-XX"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Die Fähre sank am 31. Februar 2020."),
        ("nb", "Fergen sank 30. februar 2020."),
        ("pl", "Prom zatonął 31 kwietnia 2020 r."),
        ("en", "The ferry sank on 31 April 2020."),
        ("da", "Færgen sank den 29. februar 2021."),
        ("en", "The ferry sank on 2020-13-01."),
    ],
)
def test_no_day_is_made_of_an_impossible_date(mark: Mark, code: str, text: str) -> None:
    assert [v for _, v in times(mark, text, code) if len(v) >= 10] == []


@pytest.mark.parametrize(
    ("published", "value"), [("2021-11-17", "2021-05-03"), ("2021-04-20", "2021-05-03"), ("2021-01-10", "2020-05-03")]
)
def test_a_day_without_a_year_is_the_nearest_that_news_would_tell(mark: Mark, published: str, value: str) -> None:
    assert only(mark, "The ferry sank on 3 May.", "en", published).value == value


def test_a_weekday_beside_the_day_picks_the_year(mark: Mark) -> None:
    assert times(mark, "The ferry sank on Sunday 3 May.", "en")[-1][1] == "2020-05-03"


@pytest.mark.parametrize(
    ("code", "text", "begin", "end"),
    [
        ("en", "The pier stood from 1912 to 1987.", "1912", "1987"),
        ("de", "Der Pier stand von 1912 bis 1987.", "1912", "1987"),
        ("pl", "Molo stało od 1912 roku do 1987 roku.", "1912", "1987"),
        ("pl", "Molo stało od 1912 do 1987 roku.", "1912", "1987"),
        ("nb", "Kaien sto fra 1912 til 1987.", "1912", "1987"),
    ],
)
def test_a_range_has_both_ends(mark: Mark, code: str, text: str, begin: str, end: str) -> None:
    ranges = [(t.begin, t.end_value) for t in mark(text, code).timexes if t.begin]
    assert ranges == [(begin, end)]


@pytest.mark.parametrize(
    ("code", "text", "mod"),
    [
        ("en", "The ferry sank in early June 2020.", "START"),
        ("pl", "Prom zatonął na początku czerwca 2020 r.", "START"),
        ("de", "Die Fähre sank Ende Juni 2020.", "END"),
        ("nb", "Fergen sank i slutten av juni 2020.", "END"),
        ("da", "Færgen sank i slutningen af juni 2020.", "END"),
    ],
)
def test_a_word_before_the_date_modifies_it(mark: Mark, code: str, text: str, mod: str) -> None:
    timex = only(mark, text, code)
    assert (timex.value, timex.mod) == ("2020-06", mod)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The ferry may sink, said Captain March."),
        ("en", "It carried 2020 sheep and 12 cows."),
        ("de", "Der Verein zählt 1912 Mitglieder."),
        ("nb", "Han mars\u00adjerte hjem med 1987 kroner."),
        ("pl", "Stado liczy 2020 owiec."),
    ],
)
def test_what_is_no_time(mark: Mark, code: str, text: str) -> None:
    assert times(mark, text, code) == []


def test_marks_name_their_rule_and_do_not_overlap(mark: Mark) -> None:
    report = mark(" ".join(text for code, text, _, _ in DATES if code == "en"), "en", WEDNESDAY)
    spans = sorted((t.start, t.end) for t in report.timexes)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert {t.rule.split(":")[0].split(".")[0] for t in report.timexes} == {"time"}
