from __future__ import annotations

import datetime
from importlib.metadata import version
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.errors import PackError
from stemma.languages.holidays import MOVING_DAYS, holiday, is_key, is_plain, last_day, last_day_of, occurrences
from stemma.languages.pack import read_pack
from stemma.languages.registry import Languages
from stemma.marks.almanac import Almanac, Setting
from stemma.marks.calendar import Calendar, Resolved

FEASTS = [
    line.split("\t")[0]
    for line in (files("stemma.languages") / MOVING_DAYS).read_text(encoding="utf-8").splitlines()[2:]
]
BY_RULE = [
    "12-25", "02-29", "thu-from-11-22", "weekday-near-10-16", "04-27-not-sun", "easter", "easter-46",
    "orthodox-easter+49", "easter-46..easter-1", "12-26..01-01", "sun-from-11-27..12-24", "hanukkah..12-31",
]  # fmt: skip
KEYS = [*FEASTS, *BY_RULE]


def day(iso: str) -> datetime.date:
    return datetime.date.fromisoformat(iso)


@pytest.mark.parametrize("key", KEYS)
def test_keys_of_every_form_are_known(key: str) -> None:
    assert is_key(key)
    assert holiday(key, 2024)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "christmas",
        "12-25 ",
        "12/25",
        "20-01",
        "thu-11-22",
        "easter-",
        "easter..",
        "..easter",
        "feast",
        "Ramadan",
        "a..b",
    ],
)
def test_other_words_are_no_keys(key: str) -> None:
    assert not is_key(key)
    assert holiday(key, 2024) is None
    assert last_day(key, 2024) is None


@pytest.mark.parametrize(
    ("key", "iso"),
    [
        ("12-25", "2024-12-25"),
        ("thu-from-11-22", "2024-11-28"),
        ("weekday-near-10-16", "2015-10-16"),
        ("weekday-near-10-16", "2016-10-17"),
        ("weekday-near-10-16", "2021-10-15"),
        ("04-27-not-sun", "2014-04-26"),
        ("04-27-not-sun", "2024-04-27"),
        ("easter", "2024-03-31"),
        ("easter-47", "2025-03-04"),
        ("orthodox-easter", "2024-05-05"),
        ("chinese-new-year", "1985-02-20"),
        ("chinese-new-year", "2023-01-22"),
        ("lantern-festival", "2023-02-05"),
        ("qingming", "2024-04-04"),
        ("dragon-boat", "2023-06-22"),
        ("mid-autumn", "2020-10-01"),
        ("double-ninth", "2021-10-14"),
        ("tet", "2007-02-17"),
        ("eid-al-fitr", "2023-04-21"),
        ("eid-al-adha", "1999-03-27"),
        ("eid-al-adha", "2024-06-16"),
        ("islamic-new-year", "2023-07-19"),
        ("ashura", "2019-09-09"),
        ("mawlid", "2020-10-29"),
        ("laylat-al-qadr", "2018-06-11"),
        ("jumuatul-wida", "2019-05-31"),
        ("diwali", "2006-10-21"),
        ("diwali", "2023-11-12"),
        ("dussehra", "2022-10-05"),
        ("holi", "2021-03-29"),
        ("ganesh-chaturthi", "2019-09-02"),
        ("raksha-bandhan", "2022-08-11"),
        ("mahavir-jayanti", "2020-04-06"),
        ("guru-nanak", "2019-11-12"),
        ("buddha-purnima", "2021-05-26"),
        ("rabindra-jayanti", "2020-05-08"),
        ("nowruz", "2024-03-20"),
        ("nowruz", "2023-03-21"),
        ("parsi-new-year", "2022-08-16"),
        ("earth-hour", "2016-03-19"),
        ("earth-hour", "2022-03-26"),
    ],
)
def test_days_that_are_well_known(key: str, iso: str) -> None:
    assert holiday(key, day(iso).year) == last_day(key, day(iso).year) == day(iso)


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("ramadan", "1977-08-15", "1977-09-13"),
        ("ramadan", "2021-04-13", "2021-05-12"),
        ("passover", "2018-03-30", "2018-04-07"),
        ("shavuot", "2018-05-19", "2018-05-21"),
        ("rosh-hashanah", "2018-09-09", "2018-09-11"),
        ("yom-kippur", "1973-10-05", "1973-10-06"),
        ("yom-kippur", "2018-09-18", "2018-09-19"),
        ("sukkot", "2023-09-29", "2023-10-07"),
        ("hanukkah", "2018-12-02", "2018-12-09"),
        ("hanukkah", "2024-12-25", "2025-01-01"),
        ("purim", "2013-02-23", "2013-02-24"),
        ("purim", "2024-03-23", "2024-03-24"),
        ("yom-hashoah", "2021-04-07", "2021-04-08"),
        ("yom-haatzmaut", "2018-04-18", "2018-04-19"),
        ("tisha-bav", "2018-07-21", "2018-07-22"),
        ("durga-puja", "2019-10-04", "2019-10-08"),
        ("easter-46..easter-1", "2018-02-14", "2018-03-31"),
        ("12-26..01-01", "2020-12-26", "2021-01-01"),
    ],
)
def test_feasts_of_several_days(key: str, first: str, last: str) -> None:
    year = day(first).year
    assert (holiday(key, year), last_day(key, year)) == (day(first), day(last))
    assert last_day_of(key, day(first)) == day(last)


def test_a_feast_may_fall_twice_in_a_year_or_not_at_all() -> None:
    assert occurrences("eid-al-adha", 2006) == ((day("2006-01-10"),) * 2, (day("2006-12-31"),) * 2)
    assert holiday("eid-al-adha", 2006) == day("2006-01-10")
    assert holiday("02-29", 2023) is None
    assert holiday("earth-hour", 1999) is None
    assert holiday("ramadan", 1949) is holiday("ramadan", 2051) is None


def test_a_feast_of_many_years_is_about_as_far_from_the_last() -> None:
    firsts = [first for year in range(1950, 2051) for first, _ in occurrences("ramadan", year)]
    assert {(b - a).days for a, b in pairwise(firsts)} <= {353, 354, 355, 356}


@given(st.sampled_from(KEYS), st.integers(1500, 4200))
def test_a_holiday_lies_in_its_year_and_ends_after_it_begins(key: str, year: int) -> None:
    begins = datetime.date(1, 1, 1)
    for first, last in occurrences(key, year):
        assert first.year == year
        assert begins < first <= last <= first + datetime.timedelta(days=60)
        begins = first
    assert (holiday(key, year) is None) == (last_day(key, year) is None)


@given(st.text(max_size=20), st.integers(-5, 10_000))
def test_any_text_is_a_key_or_none(key: str, year: int) -> None:
    assert holiday(key, year) is None or is_key(key)


def test_a_plain_key_is_the_same_day_every_year() -> None:
    assert [key for key in BY_RULE if is_plain(key)] == ["12-25", "02-29"]


@pytest.mark.filterwarnings("ignore:month_days is deprecated:DeprecationWarning")
def test_the_table_is_that_of_the_libraries() -> None:
    from scripts.build_moving_days import SOURCES, table

    shipped = (files("stemma.languages") / MOVING_DAYS).read_text(encoding="utf-8")
    if not all(f"{name} {version(name)}" in shipped.splitlines()[0] for name in SOURCES):
        pytest.skip("the table is of other versions of the libraries than are installed")
    assert shipped == table(), "run `python -m scripts.build_moving_days`"


def test_a_pack_with_an_unknown_day_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "xx.toml"
    head = '[language]\ncode = "xx"\nname = "x"\nenglish = "X"\n'
    file.write_text(head + '[time.holidays]\n"12-25" = ["a"]\nramadann = ["b"]\n', encoding="utf-8")
    with pytest.raises(PackError, match="'ramadann' is no day") as refused:
        read_pack(file)
    assert str(refused.value).startswith(f"{file}:7: time.holidays")


@pytest.mark.parametrize("code", [code for code in Languages().codes if code != "und"])
def test_no_name_stands_for_two_days(code: str) -> None:
    seen: dict[str, str] = {}
    for key, names in Languages().get(code).pack.time.holidays.items():
        for name in names:
            assert seen.setdefault(name.casefold(), key) == key, name


@pytest.mark.parametrize(
    ("key", "today", "tense", "resolved"),
    [
        ("ramadan", "2018-06-01", 0, ("2018-05-16", "2018-05-16", "2018-06-14")),
        ("ramadan", "2018-06-01", 1, ("2018-05-16", "2018-05-16", "2018-06-14")),
        ("ramadan", "2018-07-01", -1, ("2018-05-16", "2018-05-16", "2018-06-14")),
        ("ramadan", "2018-07-01", 1, ("2019-05-06", "2019-05-06", "2019-06-03")),
        ("hanukkah", "2025-01-01", 0, ("2024-12-25", "2024-12-25", "2025-01-01")),
        ("eid-al-fitr", "2023-04-01", 1, ("2023-04-21", None, None)),
        ("eid-al-adha", "2006-12-20", 1, ("2006-12-31", None, None)),
    ],
)
def test_a_report_means_the_feast_near_its_day(
    key: str, today: str, tense: int, resolved: tuple[str, str | None, str | None]
) -> None:
    value, begin, end = resolved
    found = Calendar(Almanac(day(today))).resolve("point", {"holiday": key}, Setting(tense))
    assert found == Resolved("DATE", value, None, begin, end)


def test_without_a_day_only_what_is_the_same_every_year_has_a_value() -> None:
    assert Calendar(Almanac(None)).resolve("point", {"holiday": "12-25"}, Setting()) == Resolved("DATE", "XXXX-12-25")
    assert Calendar(Almanac(None)).resolve("point", {"holiday": "04-27-not-sun"}, Setting()) is None
    assert Calendar(Almanac(None)).resolve("point", {"holiday": "ramadan"}, Setting()) is None
