"""Arithmetic on TIMEX3 values: the days that a value covers, a day moved by an amount, amounts as ISO 8601 periods."""

from __future__ import annotations

import datetime
import re

Amounts = tuple[tuple[float | str, str], ...]
"""Numbers (or `X`) with their units: three years and four months."""

_UNIT_CODE = {
    "year": "Y",
    "month": "M",
    "week": "W",
    "day": "D",
    "hour": "H",
    "minute": "M",
    "second": "S",
    "weekend": "WE",
    "decade": "DE",
    "century": "CE",
}
_SMALLER = {"day": (24, "hour"), "hour": (60, "minute"), "minute": (60, "second")}
"""Units of which a fraction is told in a smaller one."""
_AS_OTHER = {"quarter": (3, "month")}
CLOCK_UNITS = frozenset({"hour", "minute", "second"})
MAX_AMOUNT = 1_000_000
"""Longer periods of any unit are no news and are left alone."""
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_SECONDS_IN = {"hour": 3600, "minute": 60, "second": 1}
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
"""First and last month of a season as news count them; winter runs into the next year (months 13 and 14)."""
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-W(?P<week>\d\d)(?:-(?P<wday>\d|WE))?|-(?P<season>SP|SU|FA|WI)|-Q(?P<quarter>[1-4])"
    r"|-H(?P<half>[12])|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?|(?P<decade>\d{3})|(?P<century>\d\d)"
)


def period(amounts: Amounts) -> str | None:
    """An ISO 8601 period; quarters in months; weekends (WE), decades (DE) and centuries (CE) as TIMEX3 has them."""
    date, clock = "", ""
    for number, unit in amounts:
        part = _figure(number, unit)
        if part is None:
            return None
        figure, name = part
        if name in CLOCK_UNITS:
            clock += figure + _UNIT_CODE[name]
        else:
            date += figure + _UNIT_CODE[name]
    return f"P{date}{'T' + clock if clock else ''}" if date or clock else None


def _figure(number: float | str, unit: str) -> tuple[str, str] | None:
    """The figure of an amount and the unit that it is told in: half an hour in minutes, quarters in months."""
    factor, name = _AS_OTHER.get(unit, (1, unit))
    if isinstance(number, str):
        return number, name
    if not 0 < number <= MAX_AMOUNT:
        return None
    if number < 1 and unit in _SMALLER:
        factor, name = _SMALLER[unit]
    return f"{number * factor:.6f}".rstrip("0").rstrip("."), name


_PERIOD = re.compile(
    r"P(?:([\dX.]+Y)|([\dX.]+M)|([\dX.]+WE)|([\dX.]+W)|([\dX.]+D)|T(?:([\dX.]+H)|([\dX.]+M)|([\dX.]+S)))"
)
_PERIOD_UNITS = ("year", "month", "weekend", "week", "day", "hour", "minute", "second")


def amounts_in(value: str) -> Amounts:
    """The amounts of a period of one unit ("PT15M", "PXY"); none for anything else."""
    match = _PERIOD.fullmatch(value)
    if match is None:
        return ()
    figure, unit = next((g, u) for g, u in zip(match.groups(), _PERIOD_UNITS, strict=True) if g)
    number = figure.rstrip("YMWEDHS")
    return ((number if "X" in number else float(number), unit),)


def days_of(value: str) -> tuple[datetime.date, datetime.date] | None:
    """The first and the last day that a date value covers, or None where it does not say or no calendar has it."""
    match = _VALUE.fullmatch(value.split("T", 1)[0])
    if match is None:
        return None
    try:
        return _covered(match)
    except (ValueError, OverflowError):
        return None


def _covered(match: re.Match[str]) -> tuple[datetime.date, datetime.date]:
    if match["decade"] or match["century"]:
        size = 10 if match["decade"] else 100
        first = int(match["decade"] or match["century"]) * size
        return datetime.date(first, 1, 1), datetime.date(first + size - 1, 12, 31)
    year = int(match["year"])
    if match["week"]:
        monday = datetime.date.fromisocalendar(year, int(match["week"]), 1)
        if match["wday"] is None:
            return monday, monday + datetime.timedelta(days=6)
        if match["wday"] == "WE":
            return monday + datetime.timedelta(days=5), monday + datetime.timedelta(days=6)
        day = monday + datetime.timedelta(days=int(match["wday"]) - 1)
        return day, day
    if match["day"]:
        day = datetime.date(year, int(match["month"]), int(match["day"]))
        return day, day
    if match["month"]:
        return _months(year, int(match["month"]), int(match["month"]))
    if match["quarter"]:
        quarter = int(match["quarter"])
        return _months(year, quarter * 3 - 2, quarter * 3)
    if match["half"]:
        return _months(year, int(match["half"]) * 6 - 5, int(match["half"]) * 6)
    if match["season"]:
        return _months(year, *SEASON_MONTHS[match["season"]])
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)


def _months(year: int, first: int, last: int) -> tuple[datetime.date, datetime.date]:
    end = month_shifted(datetime.date(year, 1, 1), last)
    if end is None:
        raise OverflowError(last)
    return datetime.date(year, first, 1), end - datetime.timedelta(days=1)


def month_shifted(day: datetime.date, months: int) -> datetime.date | None:
    """The same day some months later (or earlier), or the last day of that month where it is shorter."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    if not 1 <= year <= 9999:
        return None
    for last in (day.day, 30, 29, 28):
        if last <= day.day:
            try:
                return datetime.date(year, month + 1, last)
            except ValueError:
                continue
    return None


def shifted(day: datetime.date, days: int) -> datetime.date | None:
    """The day some days later (or earlier), or None outside the calendar."""
    try:
        return day + datetime.timedelta(days=days)
    except OverflowError:
        return None


def shifted_value(value: str, days: int) -> str | None:
    """A day's value, with its time of day where it has one, some days later or earlier."""
    date, mark, clock = value.partition("T")
    covered = days_of(date)
    day = shifted(covered[0], days) if covered and covered[0] == covered[1] else None
    return f"{day.isoformat()}{mark}{clock}" if day else None


def moved(moment: datetime.datetime, amounts: Amounts, sign: int) -> datetime.datetime | None:
    """A moment moved by amounts; None where an amount is vague or the calendar ends."""
    for number, unit in amounts:
        if not isinstance(number, float) or number > MAX_AMOUNT:
            return None
        try:
            if unit in _SECONDS_IN:
                moment += datetime.timedelta(seconds=sign * number * _SECONDS_IN[unit])
            elif unit in ("day", "week", "weekend"):
                moment += datetime.timedelta(days=sign * number * (1 if unit == "day" else 7))
            else:
                months = sign * number * MONTHS_IN[unit]
                day = month_shifted(moment.date(), round(months))
                if day is None:
                    return None
                moment = datetime.datetime.combine(day, moment.time())
        except OverflowError:
            return None
    return moment


def week_of(day: datetime.date) -> str:
    """The ISO week of a day as a TIMEX3 value."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


_SPANS = re.compile(r"\d{4}-(?:W\d\d(?:-WE)?|Q\d|H\d|SP|SU|FA|WI)|\d{2,3}")
_MONTH_THIRDS = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}
_YEAR_PARTS = {"START": (1, 3), "MID": (4, 8), "END": (9, 12)}
_WEEK_PARTS = {"START": (1, 3), "MID": (3, 4), "END": (5, 7)}
"""First and last day of the early, middle and late part of a month and a week, and month of a year, as the makers of
the widely used duckling rules count them."""


def span_of(value: str, mod: str | None) -> tuple[str | None, str | None]:
    """First and last day of what a calendar date does not show: a week, season or quarter, the end of a month."""
    if mod in _MONTH_THIRDS:
        return _part_span(value, mod)
    covered = days_of(value) if _SPANS.fullmatch(value) else None
    return (covered[0].isoformat(), covered[1].isoformat()) if covered else (None, None)


def _part_span(value: str, mod: str) -> tuple[str | None, str | None]:
    covered = days_of(value)
    if covered is None:
        return None, None
    first, last = covered
    if len(value) == 7 and value[5].isdigit():
        low, high = _MONTH_THIRDS[mod]
        return f"{value}-{low:02d}", f"{value}-{min(high, last.day):02d}"
    if len(value) == 4:
        low, high = _YEAR_PARTS[mod]
        return f"{value}-{low:02d}", f"{value}-{high:02d}"
    if len(value) == 8 and value[5] == "W":
        low, high = _WEEK_PARTS[mod]
        begin, end = (first + datetime.timedelta(days=n - 1) for n in (low, high))
        return begin.isoformat(), end.isoformat()
    return None, None


def nth_weekday(number: int, weekday: int, first: datetime.date, last: datetime.date) -> str | None:
    """The nth such weekday between two days, the last one where `number` is not positive; None where there is none."""
    if number > 0:
        day = first + datetime.timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (number - 1))
    else:
        day = last - datetime.timedelta(days=(last.isoweekday() - weekday) % 7)
    return day.isoformat() if first <= day <= last else None


def unit_value(day: datetime.date, unit: str) -> str | None:
    """The day, week, month, quarter, year, decade or century that a day lies in."""
    if unit == "day":
        return day.isoformat()
    if unit in ("week", "weekend"):
        return week_of(day) + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "quarter":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    size = {"year": 4, "decade": 3, "century": 2}.get(unit)
    return f"{day.year:04d}"[:size] if size else None
