"""The time of day that the fields of a time expression say."""

from __future__ import annotations

import datetime

from stemma.marks.moments import Fields

LAST_SPOKEN_HOUR = 6
"""Hours told in words are of twelve; up to this one, without "in the morning" or "at night", they are after noon."""


def clock_of(fields: Fields) -> str | None:
    """The time of day, "T17:30" or "TEV"; hours of twelve by the part or half of the day where that is said."""
    if "hour" not in fields:
        return f"T{fields['part']}" if "part" in fields else None
    hour, minute = fields["hour"], fields.get("minute", 0)
    if "spoken" in fields and 1 <= hour <= LAST_SPOKEN_HOUR and not {"meridiem", "part"} & fields.keys():
        hour += 12
    half = fields.get("meridiem") or {"AF": "PM", "EV": "EV", "MO": "AM", "NI": "NI", "MI": "MI"}.get(
        fields.get("part", "")
    )
    if (half == "PM" and hour < 12) or (half == "MI" and hour < 5):
        hour += 12
    elif half == "EV":
        hour = 0 if hour == 12 else hour + 12 if 4 <= hour < 12 else hour
    elif half == "NI":
        hour = 0 if hour == 12 else hour + 12 if 7 <= hour < 12 else hour
    elif half == "AM" and hour == 12:
        hour = 0
    seconds = f":{fields['second']:02d}" if "second" in fields else ""
    return f"T{hour:02d}:{minute:02d}{seconds}"


def time_of(clock: str | None) -> datetime.time | None:
    """A time of day as `clock_of` writes it; None for a part of the day."""
    if clock is None or not clock[1:2].isdigit():
        return None
    try:
        return datetime.time.fromisoformat(clock[1:])
    except ValueError:
        return None


_HOURS = {
    "MO": {"START": (7, 8), "MID": (9, 10), "END": (10, 11)},
    "AF": {"START": (12, 13), "MID": (14, 16), "END": (17, 18)},
    "DT": {"START": (6, 9), "MID": (11, 15), "END": (17, 21)},
}
"""First and last hour of the early, middle and late morning, afternoon and day, as the makers of the widely used
duckling rules count them."""


def hours_of(day: str, fields: Fields) -> tuple[str | None, str | None]:
    """First and last hour of a part of a part of the day: "late afternoon"."""
    hours = _HOURS.get(fields.get("part", ""), {}).get(fields.get("mod", ""))
    if hours is None or "hour" in fields:
        return None, None
    return f"{day}T{hours[0]:02d}:00", f"{day}T{hours[1]:02d}:00"
