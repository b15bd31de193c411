"""Compile the days of feasts that move, of lunar and other calendars.

    python -m scripts.build_moving_days [--check]

Writes stemma/languages/moving_days.tsv: a row for each feast, a column for each year of YEARS, and in it the day or
the first and last day (`MM-DD` or `MM-DD..MM-DD`, of which the last may be in the next year; two where a feast falls
twice in a year), or nothing where the source has none. `--check` writes nothing and fails where the table is not what
would be written. Run it again after an update of a library.

Islamic feasts are those of the Umm al-Qura calendar (hijridate), by the day that follows the evening on which they
begin, as calendars print them; by sight of the moon a country may be a day off. Jewish feasts (convertdate) begin on
the evening before that day and are counted so here: Yom Kippur 2018 is 2018-09-18..2018-09-19. They last as long as
outside Israel, and Hanukkah is its eight evenings. Chinese, Indian and Buddhist feasts are in tables of holidays,
the Indian ones from 2001 to 2035. Nowruz is the first day of the Persian year (convertdate).
"""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from convertdate import hebrew, persian
from dateutil.easter import easter
from hijridate import Hijri
from holidays.calendars import _BuddhistLunisolar, _ChineseLunisolar, _HinduLunisolar, _TibetanLunisolar
from holidays.calendars.balinese_saka import _BalineseSakaLunar
from holidays.calendars.chinese import KOREAN_CALENDAR, VIETNAMESE_CALENDAR

from stemma.languages.holidays import BOTH, MOVING_DAYS, TO, Span

TABLE = Path(__file__).parent.parent / "stemma" / "languages" / MOVING_DAYS
YEARS = range(1950, 2051)
SOURCES = ("convertdate", "hijridate", "holidays")
HIJRI_YEARS = range(1368, 1474)
"""The years of the Islamic calendar that touch YEARS; hijridate knows 1343 to 1500."""
HEBREW_YEARS = range(5709, 5812)

NISAN, IYAR, SIVAN, AV, TISHREI, KISLEV, SHEVAT = 1, 2, 3, 5, 7, 9, 11
MONDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = 1, 4, 5, 6, 7
RAMADAN = 9

ISLAMIC = {
    "islamic-new-year": (1, 1),
    "ashura": (1, 10),
    "arbaeen": (2, 20),
    "mawlid": (3, 12),
    "isra-miraj": (7, 27),
    "shab-e-barat": (8, 15),
    "laylat-al-qadr": (RAMADAN, 27),
    "eid-al-fitr": (10, 1),
    "arafat-day": (12, 9),
    "eid-al-adha": (12, 10),
}
"""Feast to month and day of the Islamic year."""
JEWISH = {
    "passover": (NISAN, 15, 8),
    "lag-baomer": (IYAR, 18, 1),
    "shavuot": (SIVAN, 6, 2),
    "rosh-hashanah": (TISHREI, 1, 2),
    "yom-kippur": (TISHREI, 10, 1),
    "sukkot": (TISHREI, 15, 8),
    "shemini-atzeret": (TISHREI, 22, 1),
    "simchat-torah": (TISHREI, 23, 1),
    "hanukkah": (KISLEV, 25, 7),
    "tu-bishvat": (SHEVAT, 15, 1),
}
"""Feast to month and day of the Jewish year on which it is day for the first time, and days from there."""
INDIAN = {
    "bhai-dooj": ("DIWALI_INDIA", 2),
    "buddha-purnima": ("BUDDHA_PURNIMA", 0),
    "chhath": ("CHHATH_PUJA", 0),
    "chhoti-diwali": ("DIWALI_INDIA", -1),
    "dayananda-jayanti": ("SWAMI_DAYANAND_SARASWATI_JAYANTI", 0),
    "dhanteras": ("DIWALI_INDIA", -2),
    "diwali": ("DIWALI_INDIA", 0),
    "dussehra": ("DUSSEHRA", 0),
    "ganesh-chaturthi": ("GANESH_CHATURTHI", 0),
    "govardhan-puja": ("GOVARDHAN_PUJA", 0),
    "guru-gobind-singh": ("GURU_GOBIND_SINGH_JAYANTI", 0),
    "guru-nanak": ("GURU_NANAK_JAYANTI", 0),
    "guru-purnima": ("GURU_PURNIMA", 0),
    "guru-ravidass": ("GURU_RAVIDAS_JAYANTI", 0),
    "hanuman-jayanti": ("HANUMAN_JAYANTI", 0),
    "holi": ("HOLI", 0),
    "holika-dahan": ("HOLI", -1),
    "janmashtami": ("JANMASHTAMI", 0),
    "kali-puja": ("KALI_PUJA", 0),
    "karva-chauth": ("KARWA_CHAUTH", 0),
    "maha-shivaratri": ("MAHA_SHIVARATRI", 0),
    "mahavir-jayanti": ("MAHAVIR_JAYANTI", 0),
    "makar-sankranti": ("MAKAR_SANKRANTI", 0),
    "naraka-chaturdashi": ("NARAKA_CHATURDASHI", 0),
    "onam": ("ONAM", 0),
    "pohela-boishakh": ("POHELA_BOISHAKH", 0),
    "pongal": ("PONGAL", 0),
    "bhogi": ("PONGAL", -1),
    "mattu-pongal": ("PONGAL", 1),
    "kaanum-pongal": ("PONGAL", 2),
    "rabindra-jayanti": ("POHELA_BOISHAKH", 24),
    "raksha-bandhan": ("RAKSHA_BANDHAN", 0),
    "rama-navami": ("RAM_NAVAMI", 0),
    "rath-yatra": ("RATH_YATRA", 0),
    "thaipusam": ("THAIPUSAM", 0),
    "ugadi": ("GUDI_PADWA", 0),
    "vaisakhi": ("VAISAKHI", 0),
    "valmiki": ("MAHARSHI_VALMIKI_JAYANTI", 0),
    "vasant-panchami": ("BASANT_PANCHAMI", 0),
}
"""Feast to a table of holidays and days from there. Of Diwali not the table from 1901 on: it is a month late where the
year has a thirteenth (2006, 2009, 2017)."""
LEFT_OUT = {
    "BUDDHA_PURNIMA": range(2001, 2005),
    "GURU_GOBIND_SINGH_JAYANTI": (*range(2001, 2012), *range(2029, 2036)),
    "MAHAVIR_JAYANTI": (2010,),
    "SWAMI_DAYANAND_SARASWATI_JAYANTI": (2001, 2009, 2013),
}
"""Table to years in which its day is not near the phase of the moon on which the feast falls in all other years."""
PARSI_NEW_YEAR = datetime.date(2018, 8, 17)
"""The Parsi year has 365 days and no leap years."""
EARTH_HOUR_SINCE = 2007


def table() -> str:
    """The text of the table."""
    found: dict[str, dict[int, list[Span]]] = {}
    for feast, spans in _feasts():
        years = found.setdefault(feast, {})
        for first, last in sorted(spans):
            if first.year in YEARS:
                years.setdefault(first.year, []).append((first, last))
    head = f"# {_libraries()}, by scripts/build_moving_days.py\n"
    rows = ["\t".join(["feast", *map(str, YEARS)])]
    for feast, years in sorted(found.items()):
        rows.append("\t".join([feast, *(BOTH.join(map(_cell, years.get(year, []))) for year in YEARS)]))
    return head + "".join(row + "\n" for row in rows)


def _libraries() -> str:
    return ", ".join(f"{name} {version(name)}" for name in SOURCES)


def _cell(span: Span) -> str:
    first, last = span
    return f"{first:%m-%d}" + (f"{TO}{last:%m-%d}" if last > first else "")


def _feasts() -> Iterator[tuple[str, Iterable[Span]]]:
    yield from _islamic()
    yield from _jewish()
    yield from _indian()
    yield from _eastern()
    yield from _of_the_sun()


def _single(days: Iterable[datetime.date | None]) -> list[Span]:
    return [(day, day) for day in days if day is not None]


def _after(day: datetime.date, days: int) -> datetime.date:
    return day + datetime.timedelta(days=days)


def _islamic() -> Iterator[tuple[str, Iterable[Span]]]:
    for feast, (month, day) in ISLAMIC.items():
        yield feast, _single(_hijri(year, month, day) for year in HIJRI_YEARS)
    both = [ISLAMIC[feast] for feast in ("eid-al-fitr", "eid-al-adha")]
    yield "eid", _single(_hijri(year, *day) for year in HIJRI_YEARS for day in both)
    months = [(_hijri(year, RAMADAN, 1), _after(_hijri(year, RAMADAN + 1, 1), -1)) for year in HIJRI_YEARS]
    yield "ramadan", months
    yield "jumuatul-wida", _single(_after(last, -((last.isoweekday() - FRIDAY) % 7)) for _, last in months)


def _hijri(year: int, month: int, day: int) -> datetime.date:
    found = Hijri(year, month, day).to_gregorian()
    return datetime.date(found.year, found.month, found.day)


def _jewish() -> Iterator[tuple[str, Iterable[Span]]]:
    for feast, (month, day, days) in JEWISH.items():
        yield feast, [_from_evening(_jewish_day(year, month, day), days) for year in HEBREW_YEARS]
    movable: dict[str, Callable[[int], datetime.date]] = {
        "purim": lambda year: _jewish_day(year, _last_month(year), 14),
        "shushan-purim": lambda year: _jewish_day(year, _last_month(year), 15),
        "yom-hashoah": _remembrance,
        "yom-hazikaron": lambda year: _after(_independence(year), -1),
        "yom-haatzmaut": _independence,
        "tisha-bav": lambda year: _not_on(_jewish_day(year, AV, 9), SATURDAY, 1),
    }
    for feast, day_of in movable.items():
        yield feast, [_from_evening(day_of(year), 1) for year in HEBREW_YEARS]


def _jewish_day(year: int, month: int, day: int) -> datetime.date:
    return datetime.date(*hebrew.to_gregorian(year, month, day))


def _last_month(year: int) -> int:
    """The month of Purim: Adar, or the second Adar of a leap year."""
    return int(hebrew.year_months(year))


def _from_evening(day: datetime.date, days: int) -> Span:
    """From the evening before a day to the last of some days."""
    return _after(day, -1), _after(day, days - 1)


def _not_on(day: datetime.date, weekday: int, shift: int) -> datetime.date:
    return _after(day, shift) if day.isoweekday() == weekday else day


def _remembrance(year: int) -> datetime.date:
    """The 27th of Nisan, put off so that it does not touch the Sabbath; the law about Sunday is of 1997."""
    day = _not_on(_jewish_day(year, NISAN, 27), FRIDAY, -1)
    return _not_on(day, SUNDAY, 1) if day.year >= 1997 else day


def _independence(year: int) -> datetime.date:
    """The 5th of Iyar, moved so that neither it nor the day before touches the Sabbath; for Monday since 2004."""
    day = _jewish_day(year, IYAR, 5)
    shift = {FRIDAY: -1, SATURDAY: -2, MONDAY: 1 if day.year >= 2004 else 0}.get(day.isoweekday(), 0)
    return _after(day, shift)


def _indian() -> Iterator[tuple[str, Iterable[Span]]]:
    for feast, (name, shift) in INDIAN.items():
        yield feast, _single(_after(day, shift) for days in _indian_days(name).values() for day in days)
    victory = {year: days[0] for year, days in _indian_days("DUSSEHRA").items()}
    begins = {year: days[0] for year, days in _indian_days("SHARAD_NAVRATRI").items()}
    eighth = {year: days[0] for year, days in _indian_days("MAHA_ASHTAMI").items()}
    yield "navratri", [(begins[year], _after(day, -1)) for year, day in victory.items() if year in begins]
    yield "durga-puja", [(_after(eighth[year], -2), day) for year, day in victory.items() if year in eighth]


def _indian_days(name: str) -> dict[int, list[datetime.date]]:
    """Year to the days that a table of holidays has for it."""
    out: dict[int, list[datetime.date]] = {}
    for year, found in getattr(_HinduLunisolar, f"{name}_DATES").items():
        if year not in LEFT_OUT.get(name, ()):
            pairs = found if isinstance(found[0], tuple) else (found,)
            out[year] = [datetime.date(year, month, day) for month, day in pairs]
    return out


def _eastern() -> Iterator[tuple[str, Iterable[Span]]]:
    chinese = _ChineseLunisolar()
    korean, vietnamese = _ChineseLunisolar(KOREAN_CALENDAR), _ChineseLunisolar(VIETNAMESE_CALENDAR)
    tables = {
        "buddha-birthday": chinese.buddha_birthday_date,
        "chinese-new-year": chinese.lunar_new_year_date,
        "chuseok": korean.mid_autumn_date,
        "double-ninth": chinese.double_ninth_date,
        "dragon-boat": chinese.dragon_boat_date,
        "losar": _TibetanLunisolar().losar_date,
        "mid-autumn": chinese.mid_autumn_date,
        "qingming": chinese.qingming_date,
        "seollal": korean.lunar_new_year_date,
        "tet": vietnamese.lunar_new_year_date,
        "vesak": _BuddhistLunisolar().vesak_may_date,
    }
    for feast, day_of in tables.items():
        yield feast, _single(day_of(year)[0] for year in YEARS)
    new_years = [day for year in YEARS if (day := chinese.lunar_new_year_date(year)[0]) is not None]
    yield "lantern-festival", _single(_after(day, 14) for day in new_years)
    yield "nyepi", _single(_BalineseSakaLunar().nyepi_date(year) for year in YEARS)


def _of_the_sun() -> Iterator[tuple[str, Iterable[Span]]]:
    """Feasts of solar calendars, and what keeps clear of Easter."""
    yield "nowruz", _single(datetime.date(*persian.to_gregorian(year - 621, 1, 1)) for year in YEARS)
    yield "parsi-new-year", _single(_after(PARSI_NEW_YEAR, 365 * (year - PARSI_NEW_YEAR.year)) for year in YEARS)
    yield "earth-hour", _single(_earth_hour(year) for year in YEARS if year >= EARTH_HOUR_SINCE)


def _earth_hour(year: int) -> datetime.date:
    """The last Saturday of March, or the one before where that is Holy Saturday."""
    end = datetime.date(year, 3, 31)
    saturday = _after(end, -((end.isoweekday() - SATURDAY) % 7))
    return _after(saturday, -7) if saturday == _after(easter(year), -1) else saturday


def main() -> int:
    parser = argparse.ArgumentParser(description="Compile the days of feasts that move.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the table is behind")
    text = table()
    if parser.parse_args().check:
        same = TABLE.is_file() and TABLE.read_text(encoding="utf-8") == text
        state = "as it would be written" if same else "behind; run python -m scripts.build_moving_days"
        print(f"{MOVING_DAYS}: {state}")
        return int(not same)
    TABLE.write_text(text, encoding="utf-8")
    print(f"{MOVING_DAYS}: {text.count(chr(10))} lines, {len(text.encode()) / 1e3:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
