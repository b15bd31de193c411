"""The timeline: what the reports tell of each date, in their own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from stemma.model import Passage, Report, TimelineEntry, Timex

MAX_EVIDENCE = 12


def timeline(reports: Sequence[Report], stories: Mapping[str, str]) -> tuple[TimelineEntry, ...]:
    """An entry for each date (day, month, year or week) that a report tells of; `stories` is report id to thread.

    A day without a year takes the year of the reports that share its story where these have only one.
    """
    years = _years(reports, stories)
    told: dict[tuple[str, str], list[tuple[Report, Timex]]] = defaultdict(list)
    for report in sorted(reports, key=lambda r: (r.published or "9999", r.id)):
        thread = stories.get(report.id, "")
        for timex in report.timexes:
            date = _date(timex, years.get(thread))
            if date is not None:
                told[thread, date].append((report, timex))
    entries = []
    for (_, date), uses in sorted(told.items(), key=lambda x: (_sortable(x[0][1]), x[0])):
        evidence = [Passage(r.id, t.start, t.end) for r, t in uses][:MAX_EVIDENCE]
        first, timex = uses[0]
        entries.append(
            TimelineEntry(date, _sentence(first, timex), tuple(dict.fromkeys(r.id for r, _ in uses)), tuple(evidence))
        )
    return tuple(entries)


def _date(timex: Timex, year: str | None) -> str | None:
    """The day, month, year or week of a time expression; None for durations, sets and references."""
    if timex.type not in ("DATE", "TIME"):
        return None
    value = timex.value.split("T")[0]
    if value.startswith("XXXX-") and year and not value.startswith(("XXXX-W", "XXXX-X")):
        value = year + value[4:]
    return value if value[:4].isdigit() and len(value) >= 4 else None


def _years(reports: Sequence[Report], stories: Mapping[str, str]) -> dict[str, str]:
    """Thread to the one year in which all of its dated reports were published."""
    seen: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        if report.published:
            seen[stories.get(report.id, "")].add(report.published[:4])
    return {thread: next(iter(years)) for thread, years in seen.items() if len(years) == 1}


def _sortable(date: str) -> str:
    """Weeks, seasons and quarters sort by where they lie in the year."""
    year, _, rest = date.partition("-")
    if rest.startswith("W") and rest[1:3].isdigit():
        week = int(rest[1:3])
        return f"{year}-{min(12, 1 + (week * 7 - 4) // 30):02d}-{min(28, 1 + (week * 7 - 4) % 30):02d}"
    season = {"SP": "03", "SU": "06", "FA": "09", "WI": "12", "Q1": "01", "Q2": "04", "Q3": "07", "Q4": "10"}
    return f"{year}-{season.get(rest[:2], rest)}"


def _sentence(report: Report, timex: Timex) -> str:
    for start, end in report.sentences:
        if start <= timex.start < end:
            return " ".join(report.text[start:end].split())
    return report.at(timex)
