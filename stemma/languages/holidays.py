"""Days of the year with a name: keys that packs use, and the days that a key means in a year.

A key is one of

* ``MM-DD``: the same day every year ("12-25");
* ``DOW-from-MM-DD``: the first such weekday on or after that day ("thu-from-11-22", the fourth Thursday of November);
* ``weekday-near-MM-DD``: that day, or the Friday before or Monday after it where it is on a weekend;
* ``MM-DD-not-DOW``: that day, or the day before where it is that weekday ("04-27-not-sun");
* ``easter``, ``orthodox-easter``, each with ``+N`` or ``-N`` days ("easter-2", Good Friday);
* a feast of another calendar that `moving_days.tsv` has ("ramadan"), for the years that it has;
* two of these with ``..`` between them, the first and last of several days ("easter-46..easter-1", Lent).

The table is made by `scripts/build_moving_days.py`, which says where its days are from and how they are counted.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from importlib.resources import files

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from stemma.errors import PackError

Span = tuple[datetime.date, datetime.date]
"""First and last day; the same day twice for a feast of one day."""

MOVING_DAYS = "moving_days.tsv"
"""Columns: feast, then one for each year, with ``MM-DD`` or ``MM-DD..MM-DD``; see `BOTH`."""
TO = ".."
BOTH = ","
"""Between the days of a feast that falls twice in a year, as those of short lunar years do."""

_WEEKDAYS = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 1)}
_WEEKDAY = "|".join(_WEEKDAYS)
_KEY = re.compile(
    rf"(?:(?P<dow>{_WEEKDAY})-from-|(?P<near>weekday-near-))?(?P<month>[01]\d)-(?P<day>[0-3]\d)"
    rf"|(?P<own_month>[01]\d)-(?P<own_day>[0-3]\d)-not-(?P<other>{_WEEKDAY})"
    r"|(?P<orthodox>orthodox-)?easter(?P<shift>[+-]\d{1,3})?"
)
_PLAIN = re.compile(r"[01]\d-[0-3]\d")
_YEARS = range(1583, 4100)
"""Years for which the Gregorian Easter is defined by `dateutil`."""
_LONGEST = 200
"""No days between two keys are more than these: "12-24..01-06" ends in the next year, "easter-1..easter-46" never."""
_WEEKEND = {6: -1, 7: 1}


def is_key(key: str) -> bool:
    """Whether a pack may name days so."""
    first, to, last = key.partition(TO)
    return _is_day(first) and (not to or _is_day(last))


def is_plain(key: str) -> bool:
    """Whether a key means the same month and day in every year."""
    return _PLAIN.fullmatch(key) is not None


def holiday(key: str, year: int) -> datetime.date | None:
    """The day that a key means in a year, the first of several; None where the year has none, or the key is none.

    >>> holiday("easter", 2024), holiday("eid-al-fitr", 2024)
    (datetime.date(2024, 3, 31), datetime.date(2024, 4, 10))
    """
    found = occurrences(key, year)
    return found[0][0] if found else None


def last_day(key: str, year: int) -> datetime.date | None:
    """The last day of what `holiday` gives the first of; the same day for most keys."""
    found = occurrences(key, year)
    return found[0][1] if found else None


@lru_cache(maxsize=4096)
def occurrences(key: str, year: int) -> tuple[Span, ...]:
    """First and last days of what a key means, in order, for all that begins in a year."""
    if year not in _YEARS:
        return ()
    start, to, end = key.partition(TO)
    if not to:
        return _moving(key, year) if _KEY.fullmatch(key) is None else _single(_day(key, year))
    spans = []
    for first, _ in occurrences(start, year):
        ends = [last for later in (year, year + 1) for _, last in occurrences(end, later)]
        last = next((last for last in ends if 0 <= (last - first).days <= _LONGEST), None)
        if last is not None:
            spans.append((first, last))
    return tuple(spans)


def last_day_of(key: str, first: datetime.date) -> datetime.date:
    """The last day of what a key means, where that begins on a day; else that day itself."""
    return next((last for begin, last in occurrences(key, first.year) if begin == first), first)


def _single(day: datetime.date | None) -> tuple[Span, ...]:
    return () if day is None else ((day, day),)


def _is_day(key: str) -> bool:
    return _KEY.fullmatch(key) is not None or key in _feasts()


def _day(key: str, year: int) -> datetime.date | None:
    """The day of a key that follows a rule."""
    match = _KEY.fullmatch(key)
    if match is None:
        return None
    month, number = match["month"] or match["own_month"], match["day"] or match["own_day"]
    if month is None:
        sunday: datetime.date = easter(year, EASTER_ORTHODOX if match["orthodox"] else EASTER_WESTERN)
        return sunday + datetime.timedelta(days=int(match["shift"] or 0))
    try:
        day = datetime.date(year, int(month), int(number))
    except ValueError:
        return None
    shift = 0
    if match["dow"]:
        shift = (_WEEKDAYS[match["dow"]] - day.isoweekday()) % 7
    elif match["near"]:
        shift = _WEEKEND.get(day.isoweekday(), 0)
    elif match["other"] and day.isoweekday() == _WEEKDAYS[match["other"]]:
        shift = -1
    return day + datetime.timedelta(days=shift)


def _moving(feast: str, year: int) -> tuple[Span, ...]:
    cell = _feasts().get(feast, {}).get(year, "")
    try:
        return tuple(_span(days, year) for days in cell.split(BOTH) if days)
    except ValueError as error:
        raise PackError(f"{MOVING_DAYS}: {feast}, {year}: {cell!r} is not MM-DD or MM-DD{TO}MM-DD") from error


def _span(days: str, year: int) -> Span:
    first, _, last = days.partition(TO)
    begin = datetime.date.fromisoformat(f"{year}-{first}")
    end = datetime.date.fromisoformat(f"{year}-{last or first}")
    return begin, end if end >= begin else datetime.date.fromisoformat(f"{year + 1}-{last}")


@lru_cache(maxsize=1)
def _feasts() -> dict[str, dict[int, str]]:
    """Feast to year to its days as the table has them."""
    lines = (files("stemma.languages") / MOVING_DAYS).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    head = rows[0][1:] if rows else []
    return {feast: dict(zip(map(int, head), cells, strict=False)) for feast, *cells in rows[1:]}
