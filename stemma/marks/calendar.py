"""The calendar: type and value of a time expression on the day of the report, out of what its words say."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from stemma.languages.holidays import last_day_of
from stemma.marks.almanac import Almanac, Setting
from stemma.marks.clock import clock_of, hours_of, time_of
from stemma.marks.moments import Fields
from stemma.marks.periods import CLOCK_UNITS, Amounts, days_of, moved, period, shifted, span_of, unit_value
from stemma.model import Report, TimexType

LENGTH_OF_DAY = len("2024-11-12")


class Resolved(NamedTuple):
    """Type and value of TIMEX3, `mod` where the words give one, and first and last day where it is a span."""

    type: TimexType
    value: str
    mod: str | None = None
    begin: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Resolves fields against one day, and its time of day where that is known; None where the day is not known."""

    almanac: Almanac
    now: datetime.datetime | None = None
    zone: int | None = None
    """Minutes east of Greenwich of the publication date, where it says so."""

    @classmethod
    def of(cls, report: Report) -> Calendar:
        """The calendar of a report's publication date; a month alone is too coarse to resolve against."""
        text = report.published or ""
        try:
            almanac = Almanac(datetime.date.fromisoformat(text[:10]))
        except ValueError:
            return cls(Almanac(None))
        try:
            now = datetime.datetime.fromisoformat(text) if len(text) > LENGTH_OF_DAY else None
        except ValueError:
            now = None
        return cls(almanac, now, _zone_of(report))

    def resolve(self, kind: str, fields: Fields, setting: Setting) -> Resolved | None:
        """The meaning of the fields, or None where they have none (a thirteenth month, the 31st of February)."""
        if kind == "duration":
            return self._duration(fields, setting)
        if kind == "set":
            return _set(fields)
        if "reference" in fields:
            return Resolved("DATE", fields["reference"])
        if "shift" in fields:
            return self._shift(fields, setting)
        if "moved" in fields and "then" in fields["moved"][2]:
            sign, amounts, _ = fields["moved"]
            if _is_vague(amounts):
                return self._duration({"amounts": amounts}, setting)
            if amounts[-1][1] in CLOCK_UNITS and "T" not in (setting.mentioned or ""):
                return self._shift({"shift": (sign, amounts)}, setting._replace(tense=0))
        value = self.almanac.date(fields, setting)
        if value is None:
            return None
        mod = fields.get("mod")
        if "T" in value:
            return Resolved("TIME", value, mod)
        clock = clock_of(fields)
        if clock is None:
            return Resolved("DATE", value, mod, *(_feast(fields, value) or span_of(value, mod)))
        if "zone" in fields and "hour" in fields:
            return Resolved("TIME", self._zoned(value, clock, fields["zone"]), mod)
        if clock == "T24:00":
            day = days_of(value)
            after = shifted(day[0], 1) if day else None
            value, clock = (after.isoformat(), "T00:00") if after else (value, clock)
        return Resolved("TIME", value + clock, mod, *hours_of(value, fields))

    def _zoned(self, value: str, clock: str, zone: int) -> str:
        """A clock time of a named zone: in the zone of the publication date where that is known, else with its own."""
        time = time_of(clock)
        own = self.zone
        if own is None or time is None or len(value) != 10 or not value[:4].isdigit():
            sign = "-" if zone < 0 else "+"
            return f"{value}{clock}" + ("Z" if zone == 0 else f"{sign}{abs(zone) // 60:02d}:{abs(zone) % 60:02d}")
        here = datetime.datetime.combine(datetime.date.fromisoformat(value), time)
        there = here + datetime.timedelta(minutes=own - zone)
        return f"{there:%Y-%m-%dT%H:%M}"

    def _shift(self, fields: Fields, setting: Setting) -> Resolved | None:
        """ "three weeks ago", "in two days"; a vague amount, or one told as rough, names no day: how long it is."""
        sign, amounts = fields["shift"]
        if sign > 0 and setting.tense < 0 and setting.mentioned is not None:
            value = self.almanac.after({"moved": (sign, amounts, {"then": 0})}, setting)
            return Resolved("DATE", value, fields.get("mod")) if value else None
        if _is_vague(amounts) or ("about" in fields and amounts[-1][1] not in CLOCK_UNITS):
            value = period(amounts)
            return Resolved("DURATION", value, fields.get("about", fields.get("mod"))) if value else None
        unit = amounts[-1][1]
        mod = fields.get("mod")
        if unit in CLOCK_UNITS:
            at = moved(self.now, amounts, sign) if self.now else None
            if at is None:
                return Resolved("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
            return Resolved("TIME", f"{at:%Y-%m-%dT%H:%M}", mod)
        if self.almanac.day is None:
            return Resolved("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
        at = moved(datetime.datetime.combine(self.almanac.day, datetime.time()), amounts, sign)
        if at is None:
            return None
        if "weekday" in fields:
            monday = at.date() - datetime.timedelta(days=at.isoweekday() - 1)
            value = (monday + datetime.timedelta(days=fields["weekday"] - 1)).isoformat()
            return Resolved("DATE", value, mod)
        value = unit_value(at.date(), "day" if unit in ("day", "week") else unit)
        clock = clock_of(fields)
        if value and clock and len(value) == 10:
            return Resolved("TIME", value + clock, mod)
        return Resolved("DATE", value, mod, *span_of(value, None)) if value else None

    def _duration(self, fields: Fields, setting: Setting) -> Resolved | None:
        value = period(fields["amounts"])
        if value is None:
            return None
        toward = fields.get("toward", 0)
        begin = end = None
        if "from" in fields:
            begin, end = self._from(fields, setting)
        elif toward and self.almanac.day is not None:
            other = moved(datetime.datetime.combine(self.almanac.day, datetime.time()), fields["amounts"], toward)
            if other is not None and fields["amounts"][-1][1] not in CLOCK_UNITS:
                begin, end = sorted((self.almanac.day.isoformat(), other.date().isoformat()))
        return Resolved("DURATION", value, fields.get("mod"), begin, end)

    def _from(self, fields: Fields, setting: Setting) -> tuple[str | None, str | None]:
        """First and last moment of "ten days from 18 December"."""
        inner = fields["from"]
        value = self.almanac.date(inner, setting)
        covered = days_of(value) if value else None
        if covered is None or _is_vague(fields["amounts"]):
            return None, None
        clock = clock_of(inner)
        start = datetime.datetime.combine(covered[0], time_of(clock) or datetime.time())
        last = moved(start, fields["amounts"], 1)
        if last is None:
            return None, None
        if clock is None and fields["amounts"][-1][1] not in CLOCK_UNITS:
            return start.date().isoformat(), last.date().isoformat()
        return f"{start:%Y-%m-%dT%H:%M}", f"{last:%Y-%m-%dT%H:%M}"


def _zone_of(report: Report) -> int | None:
    """Minutes east of Greenwich of the publication date, from the statement that it was taken from."""
    for statement in report.evidence:
        if statement.field == "published" and report.published and statement.value.startswith(report.published):
            try:
                offset = datetime.datetime.fromisoformat(statement.value).utcoffset()
            except ValueError:
                continue
            if offset is not None:
                return int(offset.total_seconds()) // 60
    return None


def _feast(fields: Fields, value: str) -> tuple[str, str] | None:
    """First and last day of a feast of several days."""
    if "holiday" not in fields or len(value) != 10 or not value[:4].isdigit():
        return None
    last = last_day_of(fields["holiday"], datetime.date.fromisoformat(value)).isoformat()
    return (value, last) if last > value else None


def _is_vague(amounts: Amounts) -> bool:
    return any(not isinstance(number, float) for number, _ in amounts)


def _set(fields: Fields) -> Resolved | None:
    """What comes back: "every Friday", "every two weeks", "daily at 5"."""
    value: str | None = fields["set"]
    if value == "amounts":
        value = period(fields["amounts"])
    clock = clock_of(fields)
    if value and clock:
        if value == "P1D":
            value = clock if "hour" in fields else f"XXXX-XX-XX{clock}"
        elif value.startswith("XXXX"):
            value += clock
    return Resolved("SET", value) if value else None
