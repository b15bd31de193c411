"""The calendar: what a time phrase means on the day of the report, as a TIMEX3 value.

Where the year cannot be known the value says so (`XXXX-11-11`); it is never guessed. A weekday or month without more
means the one before the report, as news tells of what was; `next` words mean the one after it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from stemma.languages.dates import iso_day
from stemma.languages.phrases import PhraseMatch
from stemma.model import TimexType

AHEAD_DAYS = 60
"""A day and month without a year up to this many days after the report is the coming one ("opens on 3 December")."""
_UNIT_CODE = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S"}
_MONTHS = {"quarter": 3, "year": 12, "decade": 120, "century": 1200}
_CLOCK_UNITS = frozenset({"hour", "minute", "second"})


class Resolved(NamedTuple):
    """Type and value of TIMEX3, and `mod` where the words give one."""

    type: TimexType
    value: str
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Resolves time phrases against one day; `day` is None where the day of the report is not known."""

    day: datetime.date | None

    @classmethod
    def of(cls, published: str | None) -> Calendar:
        """The calendar of a report that was published then; a month alone is too coarse to resolve against."""
        try:
            return cls(datetime.date.fromisoformat((published or "")[:10]))
        except ValueError:
            return cls(None)

    def resolve(self, match: PhraseMatch) -> Resolved | None:
        """The meaning of a phrase, or None where it has none (a thirteenth month, the 31st of February)."""
        slots = {name: fill.value for name, fill in match.slots.items()}
        return _MEANINGS[match.meaning](self, slots)

    # ---------------------------------------------------------------- dates

    def date(self, slots: dict[str, Any]) -> Resolved | None:
        value = self._date_value(slots)
        if value is None:
            return None
        part = slots.get("part") or _part_of(slots)
        if "hour" in slots:
            return Resolved("TIME", f"{value}T{slots['hour']:02d}:{slots.get('minute', 0):02d}")
        if part:
            return Resolved("TIME", f"{value}T{part}")
        return Resolved("TIME" if "T" in value else "DATE", value)

    def _date_value(self, slots: dict[str, Any]) -> str | None:
        if "date" in slots:
            return str(slots["date"])
        if "offset" in slots:
            return self._shift_days(slots["offset"])
        day, month, year = slots.get("day"), slots.get("month") or slots.get("mm"), slots.get("year")
        if year is None and "years" in slots:
            if self.day is None:
                return None
            year = self.day.year + slots["years"]
        if year is None and "yy" in slots:
            year = 2000 + slots["yy"] if slots["yy"] <= 49 else 1900 + slots["yy"]
        if month is not None and day is not None:
            return self._day_month(year, month, day, slots)
        if month is not None:
            return self._month(year, month)
        if year is not None:
            return f"{year:04d}"
        if "weekday" in slots:
            return self._weekday(slots["weekday"][0], 0)
        if "part" in slots or "hour" in slots:
            return self.day.isoformat() if self.day else "XXXX-XX-XX"
        return None

    def _day_month(self, year: int | None, month: int, day: int, slots: dict[str, Any]) -> str | None:
        if year is not None:
            return iso_day(year, month, day)
        if iso_day(2024, month, day) is None:
            return None
        if self.day is None:
            return f"XXXX-{month:02d}-{day:02d}"
        years = (self.day.year - 1, self.day.year, self.day.year + 1)
        fitting = [datetime.date.fromisoformat(d) for y in years if (d := iso_day(y, month, day))]
        if "weekday" in slots:
            named = [d for d in fitting if d.isoweekday() == slots["weekday"][0]]
            fitting = named or fitting
        if not fitting:
            return f"XXXX-{month:02d}-{day:02d}"
        past = [d for d in fitting if (d - self.day).days <= AHEAD_DAYS]
        return (past[-1] if past else fitting[0]).isoformat()

    def _month(self, year: int | None, month: int) -> str:
        if year is not None:
            return f"{year:04d}-{month:02d}"
        if self.day is None:
            return f"XXXX-{month:02d}"
        return f"{self.day.year - (month > self.day.month):04d}-{month:02d}"

    def _weekday(self, weekday: int, step: int) -> str:
        if self.day is None:
            return f"XXXX-WXX-{weekday}"
        back = (self.day.isoweekday() - weekday) % 7
        if step > 0:
            return self._shift_days((7 - back) % 7 or 7)
        return self._shift_days(-(back or (7 if step < 0 else 0)))

    def _shift_days(self, days: int) -> str:
        moved = _shifted(self.day, days) if self.day is not None else None
        return moved or "XXXX-XX-XX"

    # ---------------------------------------------------------------- relative

    def relative(self, slots: dict[str, Any]) -> Resolved | None:
        step = next((slots[k] for k in ("last", "this", "next") if slots.get(k) is not None), 0)
        month, part = slots.get("month"), slots.get("part")
        if month is not None and slots.get("unit") == "year":
            return self._month_of_year(month, slots.get("day"), step)
        if "weekday" in slots:
            value = self._weekday(slots["weekday"][0], step)
            part = part or _part_of(slots)
            return Resolved("TIME", f"{value}T{part}") if part else Resolved("DATE", value)
        if month is not None:
            return self._relative_month(month, step)
        if "season" in slots:
            return self._relative_season(slots["season"], step)
        if part:
            return Resolved("TIME", f"{self._shift_days(step)}T{part}")
        return self._unit(slots.get("unit"), step)

    def _month_of_year(self, month: int, day: int | None, step: int) -> Resolved | None:
        year = f"{self.day.year + step:04d}" if self.day else "XXXX"
        if day is None:
            return Resolved("DATE", f"{year}-{month:02d}")
        return Resolved("DATE", f"{year}-{month:02d}-{day:02d}")

    def _relative_month(self, month: int, step: int) -> Resolved:
        if self.day is None:
            return Resolved("DATE", f"XXXX-{month:02d}")
        year = self.day.year
        if step < 0 and month >= self.day.month:
            year -= 1
        if step > 0 and month <= self.day.month:
            year += 1
        return Resolved("DATE", f"{year:04d}-{month:02d}")

    def _relative_season(self, season: str, step: int) -> Resolved:
        if self.day is None:
            return Resolved("DATE", f"XXXX-{season}")
        begun = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season] <= self.day.month
        year = self.day.year + (step if step > 0 else 0) - (step < 0 and not (begun and season != "WI"))
        return Resolved("DATE", f"{year:04d}-{season}")

    def _unit(self, unit: str | None, step: int) -> Resolved | None:
        if unit is None or unit in _CLOCK_UNITS or (unit == "day" and step):
            return None
        value = self._unit_value(unit, step)
        return Resolved("DATE", value) if value else None

    def _unit_value(self, unit: str, steps: int) -> str | None:
        """The day, week, month... that lies `steps` of it from the report, as precise as the unit."""
        if self.day is None:
            return {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX"}.get(
                unit, "XXXX"
            )
        if unit == "day":
            return _shifted(self.day, days=steps)
        if unit in ("week", "weekend"):
            moved = _shifted(self.day, days=7 * steps)
            if moved is None:
                return None
            year, week, _ = datetime.date.fromisoformat(moved).isocalendar()
            return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "weekend" else "")
        months = self.day.year * 12 + self.day.month - 1 + steps * _MONTHS.get(unit, 1)
        year, month = divmod(months, 12)
        if not 1 <= year <= 9999:
            return None
        if unit == "month":
            return f"{year:04d}-{month + 1:02d}"
        if unit == "quarter":
            return f"{year:04d}-Q{month // 3 + 1}"
        return f"{year:04d}"[: {"year": 4, "decade": 3, "century": 2}[unit]]

    def ago(self, slots: dict[str, Any]) -> Resolved | None:
        return self._moved(slots, -1)

    def ahead(self, slots: dict[str, Any]) -> Resolved | None:
        return self._moved(slots, 1)

    def _moved(self, slots: dict[str, Any], sign: int) -> Resolved | None:
        amount, unit = _amount(slots), slots.get("unit")
        if unit is None:
            return None
        if unit in _CLOCK_UNITS:
            return Resolved("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
        if amount != int(amount) or amount > 9999:
            return None
        value = self._unit_value(unit, sign * int(amount))
        return Resolved("DATE", value) if value else None

    # ---------------------------------------------------------------- the rest

    def duration(self, slots: dict[str, Any]) -> Resolved | None:
        amount = _amount(slots)
        unit = slots.get("unit")
        if unit is None:
            return None
        value = _period(amount, unit)
        return Resolved("DURATION", value) if value else None

    def set(self, slots: dict[str, Any]) -> Resolved | None:
        if "weekday" in slots:
            return Resolved("SET", f"XXXX-WXX-{slots['weekday'][0]}")
        if "part" in slots:
            return Resolved("SET", f"XXXX-XX-XXT{slots['part']}")
        if "month" in slots:
            return Resolved("SET", f"XXXX-{slots['month']:02d}")
        if "season" in slots:
            return Resolved("SET", f"XXXX-{slots['season']}")
        value = _period(_amount(slots), slots["unit"]) if "unit" in slots else None
        return Resolved("SET", value) if value else None

    def clock(self, slots: dict[str, Any]) -> Resolved | None:
        if "hour" not in slots:
            return None
        day = self.day.isoformat() if self.day else "XXXX-XX-XX"
        return Resolved("TIME", f"{day}T{slots['hour']:02d}:{slots.get('minute', 0):02d}")

    def decade(self, slots: dict[str, Any]) -> Resolved | None:
        year = slots.get("year")
        if year is None and "yy" in slots:
            year = 1900 + slots["yy"] if slots["yy"] >= 30 else 2000 + slots["yy"]
        if year is None or year % 10:
            return None
        return Resolved("DATE", f"{year // 10:03d}")

    def century(self, slots: dict[str, Any]) -> Resolved | None:
        number = slots.get("century") or slots.get("ordinal")
        return Resolved("DATE", f"{number - 1:02d}") if number else None

    def season(self, slots: dict[str, Any]) -> Resolved | None:
        if "season" not in slots:
            return None
        if "year" in slots:
            return Resolved("DATE", f"{slots['year']:04d}-{slots['season']}")
        return self._relative_season(slots["season"], 0)

    def quarter(self, slots: dict[str, Any]) -> Resolved | None:
        number = slots.get("ordinal") or slots.get("century") or slots.get("mm")
        if not number or not 1 <= number <= 4:
            return None
        year = f"{slots['year']:04d}" if "year" in slots else f"{self.day.year:04d}" if self.day else "XXXX"
        return Resolved("DATE", f"{year}-Q{number}")


_MEANINGS: dict[str, Callable[[Calendar, dict[str, Any]], Resolved | None]] = {
    name: getattr(Calendar, name)
    for name in (
        "date",
        "relative",
        "ago",
        "ahead",
        "duration",
        "set",
        "clock",
        "decade",
        "century",
        "season",
        "quarter",
    )
}


def _part_of(slots: dict[str, Any]) -> str | None:
    """The part of the day inside a compound weekday ("Montagabend")."""
    return slots["weekday"][1] if "weekday" in slots else None


def _amount(slots: dict[str, Any]) -> float:
    """The number of a phrase; without one it tells of a single unit ("a year ago")."""
    number = slots.get("number")
    return 1.0 if number is None else float(number.value)


def _period(amount: float, unit: str) -> str | None:
    """An ISO 8601 duration; decades and centuries in years, weekends as TIMEX3 has them."""
    if amount <= 0 or amount > 1_000_000:
        return None
    factor, unit = {"decade": (10, "year"), "century": (100, "year"), "quarter": (3, "month")}.get(unit, (1, unit))
    figure = f"{amount * factor:.6f}".rstrip("0").rstrip(".")
    if unit == "weekend":
        return f"P{figure}WE"
    code = _UNIT_CODE.get(unit)
    if code is None:
        return None
    return f"P{'T' if unit in _CLOCK_UNITS else ''}{figure}{code}"


def _shifted(day: datetime.date, days: int) -> str | None:
    try:
        return (day + datetime.timedelta(days=days)).isoformat()
    except OverflowError:
        return None
