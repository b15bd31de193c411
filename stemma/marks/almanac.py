"""The almanac: the date that the fields of a time expression mean, as the date part of a TIMEX3 value.

Where the year cannot be known the value says so (`XXXX-11-11`); it is never guessed. A weekday, month or day without
its year is the next one where the sentence tells of what is to come, the last one where it tells of what was, and the
nearest where nothing tells.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from stemma.languages.dates import iso_day
from stemma.languages.holidays import holiday, is_plain, occurrences
from stemma.marks.clock import clock_of, time_of
from stemma.marks.moments import Fields
from stemma.marks.periods import (
    CLOCK_UNITS,
    MONTHS_IN,
    SEASON_MONTHS,
    days_of,
    month_shifted,
    moved,
    nth_weekday,
    shifted,
    unit_value,
    week_of,
)

AHEAD_DAYS = 182
"""Where nothing tells of past or future, a day and month up to this many days after the report is the coming one: the
nearest. Tried 60, 120, 182 and 230 on German, Spanish, French and Italian news and on short cases in 13 languages."""
LONG_AGO_DAYS = 300
"""Even where the past is told, a day is the coming one if it lies within `AHEAD_DAYS` and its last return is so long
ago: "the races of 18 December were cancelled" in a report of 16 December."""
LATEST_TWO_DIGITS = 49
"""Years of two digits up to this one are of the century of 2000."""


LONG_BEFORE_DAYS = 366
"""A date mentioned so long before the report is what the text tells of, not a passing remark."""
WEEKS = 53
TUESDAY, SATURDAY = 2, 6
LENGTH_OF_DAY = len("2024-11-12")


class Setting(NamedTuple):
    """What a time expression stands in: `tense` is -1 where the sentence tells of what was, 1 of what is to come, 0
    where it does not tell; `mentioned` is the value of the last date before it.
    """

    tense: int = 0
    mentioned: str | None = None
    told: str | None = None
    """The last date mentioned, where that was in the same sentence; one or two sentences further it misled more often
    than it helped on German, Spanish, French and Italian news."""


@dataclass(frozen=True, slots=True)
class Almanac:
    """Finds dates seen from one day, that of the report; None where it is not known."""

    day: datetime.date | None

    def date(self, fields: Fields, setting: Setting) -> str | None:
        """The date part of the value."""
        for name, meaning in _MEANINGS:
            if name in fields:
                value = meaning(self, fields, setting)
                return f"{value}T23:59" if value and name in _OF_DAYS and _is_days_end(fields, value) else value
        if "hour" in fields or "part" in fields:
            return self._clock_day(fields, setting)
        return None

    def _clock_day(self, fields: Fields, setting: Setting) -> str:
        """The day of a clock time or part of a day alone: the last day mentioned, or that of the report."""
        if "step" in fields:
            return self._days_on(fields["step"])
        if setting.mentioned is not None and len(setting.mentioned.split("T")[0]) == 10:
            return setting.mentioned.split("T")[0]
        return self._days_on(0)

    def _days_on(self, days: int) -> str:
        moved_to = shifted(self.day, days) if self.day is not None else None
        return moved_to.isoformat() if moved_to else "XXXX-XX-XX"

    def _offset(self, fields: Fields, setting: Setting) -> str:
        return self._days_on(fields["offset"])

    def _then(self, fields: Fields, setting: Setting) -> str:
        covered = days_of(setting.mentioned) if setting.mentioned else None
        if covered is None:
            return self._days_on(fields["then"])
        day = shifted(covered[0], fields["then"])
        return day.isoformat() if day else "XXXX-XX-XX"

    def _same(self, fields: Fields, setting: Setting) -> str | None:
        covered = days_of(setting.mentioned) if setting.mentioned else None
        if covered is None:
            return None
        if "weekday" in fields:
            monday = covered[0] - datetime.timedelta(days=covered[0].isoweekday() - 1)
            return (monday + datetime.timedelta(days=fields["weekday"] - 1)).isoformat()
        return unit_value(covered[0], fields["same"])

    def _decade(self, fields: Fields, setting: Setting) -> str:
        return f"{fields['decade']:03d}"

    def _century(self, fields: Fields, setting: Setting) -> str:
        return f"{fields['century']:02d}"

    def _year_of(self, fields: Fields) -> int | None:
        if "year" in fields:
            return int(fields["year"])
        if "yy" in fields:
            return int(fields["yy"]) + (2000 if fields["yy"] <= LATEST_TWO_DIGITS else 1900)
        step = fields.get("years", fields["step"] if fields.get("unit") == "year" else None)
        return self.day.year + step if step is not None and self.day is not None else None

    def _year(self, fields: Fields, setting: Setting) -> str | None:
        year = self._year_of(fields)
        if year is None:
            return "XXXX"
        return f"{year:04d}" if 0 < year <= 9999 else None

    def _day_of_month(self, fields: Fields, setting: Setting) -> str | None:
        """A day, with its month where that is said."""
        if "month" not in fields:
            return self._day_alone(fields, setting)
        month, day = fields["month"], fields["day"]
        if iso_day(2024, month, day) is None:
            return None
        year = self._year_of(fields)
        if year is not None:
            return iso_day(year, month, day)
        near = self._near(setting)
        setting = _with_clock(fields, setting) if near == self.day else setting._replace(tense=1)
        if near is None or {"years", "unit"} & fields.keys():
            return f"XXXX-{month:02d}-{day:02d}"
        if "step" in fields:
            setting = setting._replace(tense=fields["step"])
        dates = [datetime.date.fromisoformat(d) for y in (-1, 0, 1) if (d := iso_day(near.year + y, month, day))]
        if "weekday" in fields:
            dates = [d for d in dates if d.isoweekday() == fields["weekday"]] or dates
        chosen = _chosen(dates, near, setting.tense)
        return chosen.isoformat() if chosen else f"XXXX-{month:02d}-{day:02d}"

    def _day_alone(self, fields: Fields, setting: Setting) -> str | None:
        day = fields["day"]
        if self.day is None:
            return f"XXXX-XX-{day:02d}"
        if fields.get("unit") == "month":
            first = month_shifted(self.day.replace(day=1), fields["step"])
            return iso_day(first.year, first.month, day) if first else None
        near = self._near(setting) or self.day
        dates = []
        for months in range(-6, 7) if "weekday" in fields else (-1, 0, 1):
            first = month_shifted(near.replace(day=1), months)
            iso = iso_day(first.year, first.month, day) if first else None
            if iso:
                dates.append(datetime.date.fromisoformat(iso))
        if "weekday" in fields:
            dates = [d for d in dates if d.isoweekday() == fields["weekday"]] or dates
        tense = _with_clock(fields, setting).tense
        chosen = (
            _chosen(dates, near, tense) if tense else min(dates, key=lambda d: (abs((d - near).days), d), default=None)
        )
        return chosen.isoformat() if chosen else None

    def _near(self, setting: Setting) -> datetime.date | None:
        """The day next to which a date without its year lies: that of the report, or where the text tells of what was
        long before it, the last date mentioned."""
        told = days_of(setting.told) if setting.told and self.day is not None else None
        if told is None or self.day is None or setting.tense > 0 or (self.day - told[1]).days < LONG_BEFORE_DAYS:
            return self.day
        return told[0]

    def _month(self, fields: Fields, setting: Setting) -> str | None:
        month = fields["month"]
        year = self._year_of(fields)
        if year is not None:
            return f"{year:04d}-{month:02d}"
        near = self._near(setting)
        if near is None:
            return f"XXXX-{month:02d}"
        months = [datetime.date(near.year + y, month, 1) for y in (-1, 0, 1)]
        tense = fields.get("step", setting.tense if near == self.day else 1)
        if fields.get("step") == 0:
            return f"{near.year:04d}-{month:02d}"
        if "step" in fields:
            this = near.replace(day=1)
            months = [m for m in months if (m < this if tense < 0 else m > this)]
        chosen = _chosen(months, near.replace(day=1), tense)
        return f"{chosen.year:04d}-{chosen.month:02d}" if chosen else f"XXXX-{month:02d}"

    def _weekday(self, fields: Fields, setting: Setting) -> str | None:
        weekday = fields["weekday"]
        if self.day is None:
            return f"XXXX-WXX-{weekday}"
        back = (self.day.isoweekday() - weekday) % 7
        step = fields.get("step")
        if fields.get("unit") == "week" and step is not None:
            monday = self.day - datetime.timedelta(days=self.day.isoweekday() - 1)
            return (monday + datetime.timedelta(days=7 * step + weekday - 1)).isoformat()
        if step is None or step == 0:
            step = _with_clock(fields, setting).tense or (1 if step == 0 else 0)
            return self._days_on((7 - back) % 7 if step > 0 else -back)
        days = ((7 - back) % 7 or 7) if step > 0 else -(back or 7)
        return self._days_on(days + 7 * (step - 1 if step > 0 else step + 1))

    def _season(self, fields: Fields, setting: Setting) -> str | None:
        season = fields["season"]
        year = self._year_of(fields)
        if year is not None:
            return f"{year:04d}-{season}"
        if self.day is None:
            return f"XXXX-{season}"
        day, first = self.day, SEASON_MONTHS[season][0]
        begins = [datetime.date(day.year + y, first, 1) for y in (-2, -1, 0, 1)]
        current = max(b for b in begins if b <= day)
        covered = days_of(f"{current.year:04d}-{season}")
        inside = covered is not None and day <= covered[1]
        step = fields.get("step", setting.tense)
        if step > 0:
            chosen = current.year + 1 if not (inside and "step" not in fields) else current.year
        elif step < 0:
            chosen = current.year - (inside and "step" in fields)
        elif inside:
            chosen = current.year
        else:
            after = datetime.date(current.year + 1, first, 1)
            chosen = current.year + 1 if (after - day).days <= AHEAD_DAYS else current.year
        return f"{chosen:04d}-{season}"

    def _quarter(self, fields: Fields, setting: Setting) -> str | None:
        name, code = ("quarter", "Q") if "quarter" in fields else ("half", "H")
        year = self._year_of(fields)
        if year is None and self.day is not None:
            year = self.day.year
        return f"{year:04d}-{code}{fields[name]}" if year is not None else f"XXXX-{code}{fields[name]}"

    def _holiday(self, fields: Fields, setting: Setting) -> str | None:
        key = fields["holiday"]
        year = self._year_of(fields)
        if year is not None:
            day = holiday(key, year)
            return day.isoformat() if day else None
        if self.day is None:
            return f"XXXX-{key}" if is_plain(key) else None
        spans = [span for y in (-1, 0, 1, 2) for span in occurrences(key, self.day.year + y)]
        now = next((first for first, last in spans if first <= self.day <= last), None)
        if now is not None and fields.get("step", 0) == 0:
            return now.isoformat()
        days = [first for first, _ in spans]
        step = fields.get("step", setting.tense)
        if fields.get("step") == 0:
            days = [d for d in days if d.year == self.day.year]
        elif "step" in fields:
            days = [d for d in days if (d < self.day if step < 0 else d > self.day)]
        chosen = _chosen(days, self.day, step or 1)
        return chosen.isoformat() if chosen else None

    # ---------------------------------------------------------------- relative

    def _step(self, fields: Fields, setting: Setting) -> str | None:
        unit = fields.get("unit")
        if unit == "weekend" and fields["step"] == 0:
            return self._weekend(fields, setting)
        return self._unit(unit, fields["step"]) if unit else self._clock_day(fields, setting)

    def _weekend(self, fields: Fields, setting: Setting) -> str | None:
        """A weekend without more: that of this week, or where the past is told early in the week, the last one; that
        of a feast ("Easter weekend", "Labor Day weekend") is the nearest to it."""
        if "holiday" in fields:
            feast = self._holiday(fields, setting)
            covered = days_of(feast) if feast else None
            near = shifted(covered[0], -2 if covered[0].isoweekday() <= TUESDAY else 0) if covered else None
            return unit_value(near, "weekend") if near else None
        if self.day is None:
            return "XXXX-WXX-WE"
        back = setting.tense < 0 and self.day.isoweekday() < SATURDAY
        return self._unit("weekend", -1 if back else 0)

    def _week(self, fields: Fields, setting: Setting) -> str | None:
        year = self._year_of(fields)
        if year is None and self.day is not None:
            year = self.day.isocalendar()[0]
        return f"{year:04d}-W{fields['week']:02d}" if year is not None else f"XXXX-W{fields['week']:02d}"

    def _unit(self, unit: str, steps: int) -> str | None:
        """The day, week, month... that lies `steps` of it from the report, as precise as the unit."""
        if self.day is None:
            return _UNKNOWN.get(unit)
        if unit in ("day", "week", "weekend"):
            day = shifted(self.day, steps * (1 if unit == "day" else 7))
        else:
            day = month_shifted(self.day, steps * MONTHS_IN[unit]) if unit in MONTHS_IN else None
        return unit_value(day, unit) if day else None

    def after(self, fields: Fields, setting: Setting) -> str | None:
        """ "two days before Christmas"."""
        sign, amounts, inner = fields["moved"]
        value = setting.mentioned if inner == {"then": 0} and setting.mentioned else self.date(inner, setting)
        covered = days_of(value) if value else None
        if covered is None:
            return None
        clock = clock_of(inner)
        day = covered[0] if sign < 0 or len(value or "") != 10 else covered[1]
        start = datetime.datetime.combine(day, time_of(clock) or datetime.time())
        at = moved(start, amounts, sign)
        if at is None:
            return None
        unit = amounts[-1][1]
        if unit in CLOCK_UNITS:
            return f"{at:%Y-%m-%dT%H:%M}"
        finest = "day" if len(value or "") == 10 or unit in ("day", "week") else unit
        coarse = {4: "year", 3: "decade", 2: "century"}.get(len(value or "")) if unit in MONTHS_IN else None
        date = unit_value(at.date(), coarse or finest)
        return f"{date}{clock}" if date and clock and len(date) == LENGTH_OF_DAY else date

    def _nth(self, fields: Fields, setting: Setting) -> str | None:
        """ "the third week of October", "the last Monday in March"."""
        number, kind, what, inner = fields["nth"]
        value = self.date(inner, setting) if inner else self._unit("month", 0)
        covered = days_of(value) if value else None
        if covered is None:
            return None
        first, last = covered
        if what == "week" and len(value or "") == 4 and 0 < number <= WEEKS:
            return f"{value}-W{number:02d}"
        if kind == "weekday":
            return nth_weekday(number, what, first, last)
        if kind == "around":
            around = unit_value(first, what)
            return around if around and around == unit_value(last, what) else None
        if what == "day":
            day = shifted(first, number - 1) if number > 0 else last
            return day.isoformat() if day and first <= day <= last else None
        if what in ("week", "weekend"):
            # The first week of a month begins in it; the last one has most of its days there.
            inside = 6 if what == "weekend" else 1 if number > 0 else 4
            within = nth_weekday(number, inside, first, last)
            if within is None:
                return None
            return week_of(datetime.date.fromisoformat(within)) + ("-WE" if what == "weekend" else "")
        if what in ("month", "quarter", "year", "decade"):
            months = MONTHS_IN[what]
            start = month_shifted(first, (number - 1) * months) if number > 0 else last
            return unit_value(start, what) if start and start <= last else None
        return None


_MEANINGS: tuple[tuple[str, Callable[[Almanac, Fields, Setting], str | None]], ...] = (
    ("decade", Almanac._decade),
    ("century", Almanac._century),
    ("nth", Almanac._nth),
    ("moved", Almanac.after),
    ("offset", Almanac._offset),
    ("then", Almanac._then),
    ("same", Almanac._same),
    ("day", Almanac._day_of_month),
    ("weekend", Almanac._weekend),
    ("holiday", Almanac._holiday),
    ("weekday", Almanac._weekday),
    ("month", Almanac._month),
    ("season", Almanac._season),
    ("quarter", Almanac._quarter),
    ("half", Almanac._quarter),
    ("week", Almanac._week),
    ("year", Almanac._year),
    ("yy", Almanac._year),
    ("years", Almanac._year),
    ("step", Almanac._step),
)
"""What gives the date, in the order in which fields are asked."""


_OF_DAYS = frozenset({"day", "weekday", "offset", "then", "nth", "same"})


def _is_days_end(fields: Fields, value: str) -> bool:
    """Whether the words say the end of a day and no hour of it: "at the end of Sunday"."""
    return fields.get("mod") == "END" and len(value) == 10 and value[5] != "W" and not fields.keys() & {"hour", "part"}


_UNKNOWN = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}
"""Values where the day of the report is not known."""


def _with_clock(fields: Fields, setting: Setting) -> Setting:
    """A day with its hour, in words without a tense, announces what is to come ("Thursday, 7 p.m., town hall")."""
    return setting._replace(tense=1) if "hour" in fields and setting.tense == 0 else setting


def _chosen(dates: list[datetime.date], near: datetime.date, tense: int) -> datetime.date | None:
    """The one of several dates, in order, that the sentence means."""
    if not dates:
        return None
    if tense > 0:
        return next((d for d in dates if d >= near), dates[-1])
    if tense < 0:
        last = next((d for d in reversed(dates) if d <= near), dates[0])
        soon = next((d for d in dates if 0 < (d - near).days <= AHEAD_DAYS), None)
        return soon if soon is not None and (near - last).days > LONG_AGO_DAYS else last
    return next((d for d in reversed(dates) if (d - near).days <= AHEAD_DAYS), dates[0])
