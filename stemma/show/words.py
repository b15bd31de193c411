"""Small wordings that the terminal and the page share: dates, numbers, and captured text made safe for one line."""

from __future__ import annotations

import datetime
import re
import unicodedata

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "AU": "autumn", "WI": "winter"}
DAYTIMES = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
REFERENCES = {"PAST_REF": "in the past", "PRESENT_REF": "now", "FUTURE_REF": "in the future"}
DURATIONS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour", "MIN": "minute", "S": "second"}
VERDICTS = {"conflict": "conflict", "compatible": "can be true together", "agree": "agree"}
STANCES = {
    "denies": "denies",
    "declines": "neither confirms nor denies",
    "doubts": "doubts",
}

_DAY = re.compile(r"^(\d{4})-(\d\d)-(\d\d)(?:T(.*))?$")
_ZONE = re.compile(r"T\d\d:\d\d[:.\d]*(Z|[+-]\d\d:?\d\d)$")
_MONTH = re.compile(r"^(\d{4})-(\d\d)$")
_WEEK = re.compile(r"^(\d{4})-W(\d\d)(-WE)?$")
_PART = re.compile(r"^(\d{4})-(Q|H)(\d)$")
_SEASON = re.compile(r"^(\d{4})-([A-Z]{2})$")
_DURATION = re.compile(r"^P(T?)(\d+(?:\.\d+)?)([YMWDHS])$")


def plain(text: str) -> str:
    """Captured text on one line, without the control characters that could steer a terminal."""
    spaced = " ".join(text.split())
    return "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cs", "Co") and c not in _BIDI)


_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Invisible characters that reorder what stands around them; one line of ours must not be reordered by a capture."""


def cut(text: str, width: int) -> str:
    """The text, ended by … where it is longer than `width` characters."""
    return text if len(text) <= width else text[: max(width - 1, 0)].rstrip() + "…"


def many(count: int, one: str, several: str | None = None) -> str:
    """A count with its noun.

    >>> many(1, "story", "stories"), many(3, "report")
    ('1 story', '3 reports')
    """
    return f"{count} {one if count == 1 else several or one + 's'}"


def stance_words(stance: str) -> str:
    """A stance as a reader says it."""
    return STANCES.get(stance, stance)


def time_words(value: str | None) -> str:
    """A TIMEX3 value in words, no more precise than it is.

    >>> time_words("2024-11-12"), time_words("2024-11-11TEV"), time_words("2024-06"), time_words("P24Y")
    ('12 Nov 2024', '11 Nov 2024, evening', 'Jun 2024', '24 years')
    """
    if not value:
        return ""
    if value in REFERENCES:
        return REFERENCES[value]
    for pattern, wording in ((_DAY, _day), (_MONTH, _month), (_WEEK, _week), (_PART, _part), (_SEASON, _season)):
        found = pattern.match(value)
        if found:
            return wording(found)
    found = _DURATION.match(value)
    if found:
        return _duration(found)
    if re.fullmatch(r"\d{3}X?", value):
        return f"{value[:3]}0s"
    if re.fullmatch(r"\d{2}(XX)?", value):
        return f"{value[:2]}00s"
    return value


def moment_words(value: str | None) -> str:
    """A time in words, with the zone that it names.

    >>> moment_words("2024-11-12T18:05:09+02:00"), moment_words("2024-11-12T18:05Z"), moment_words("2024-11-12")
    ('12 Nov 2024, 18:05 +02:00', '12 Nov 2024, 18:05 UTC', '12 Nov 2024')
    """
    zone = _ZONE.search(value or "")
    named = "" if zone is None else "UTC" if zone[1] == "Z" else zone[1]
    return plain(f"{time_words(value)} {named}")


def time_order(value: str) -> tuple[str, str]:
    """A key that sorts TIMEX3 values by time: a week stands at its first day, a season at its first month.

    >>> sorted(["2023-10", "2023-W28", "2023-07", "2023", "2023-SU"], key=time_order)
    ['2023', '2023-SU', '2023-07', '2023-W28', '2023-10']
    """
    week, season, part = _WEEK.match(value), _SEASON.match(value), _PART.match(value)
    if week and 1 <= int(week[2]) <= 52 and int(week[1]):
        return datetime.date.fromisocalendar(int(week[1]), int(week[2]), 1).isoformat(), value
    if season and season[2] in _SEASON_MONTHS:
        return f"{season[1]}-{_SEASON_MONTHS[season[2]]}", value
    if part:
        months = 3 if part[2] == "Q" else 6
        return f"{part[1]}-{(int(part[3]) - 1) * months + 1:02}", value
    return value, value


_SEASON_MONTHS = {"SP": "03", "SU": "06", "FA": "09", "AU": "09", "WI": "12"}


def range_words(begin: str | None, end: str | None) -> str:
    """Two days as a range, without what both share.

    >>> range_words("2024-11-04", "2024-11-10"), range_words("2024-06-19", "2024-11-12")
    ('4–10 Nov 2024', '19 Jun – 12 Nov 2024')
    """
    first, last = time_words(begin), time_words(end)
    if not first or not last or first == last:
        return first or last
    a, b = _DAY.match(begin or ""), _DAY.match(end or "")
    if a and b and not a[4] and not b[4] and a[1] == b[1]:
        return f"{int(a[3])}–{last}" if a[2] == b[2] else f"{int(a[3])} {_name(a[2])} – {last}"
    return f"{first} – {last}"


def _name(month: str) -> str:
    number = int(month)
    return MONTHS[number - 1] if 1 <= number <= 12 else month


def _day(m: re.Match[str]) -> str:
    day = f"{int(m[3])} {_name(m[2])} {m[1]}"
    if not m[4]:
        return day
    return f"{day}, {DAYTIMES.get(m[4], m[4][:5])}"


def _month(m: re.Match[str]) -> str:
    return f"{_name(m[2])} {m[1]}"


def _week(m: re.Match[str]) -> str:
    return f"{'weekend of ' if m[3] else ''}week {int(m[2])}, {m[1]}"


def _part(m: re.Match[str]) -> str:
    return f"{'quarter' if m[2] == 'Q' else 'half'} {m[3]}, {m[1]}"


def _season(m: re.Match[str]) -> str:
    return f"{SEASONS[m[2]]} {m[1]}" if m[2] in SEASONS else m[0]


def _duration(m: re.Match[str]) -> str:
    unit = DURATIONS["MIN" if m[1] and m[3] == "M" else m[3]]
    return f"{m[2]} {unit}" if m[2] == "1" else f"{m[2]} {unit}s"


def number_words(number: float) -> str:
    """A number for an axis: thin spaces between thousands, millions in words.

    >>> number_words(1600000), number_words(12000), number_words(0.5)
    ('1.6 million', '12\u202f000', '0.5')
    """
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(number) >= size:
            return f"{number / size:.4g} {word}"
    if number == int(number):
        return f"{int(number):,}".replace(",", "\u202f") if abs(number) >= 10_000 else str(int(number))
    return f"{number:.4g}"
