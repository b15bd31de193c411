"""What a pack holds on time: words for days, months, parts of the day, and the phrases that they stand in."""

from __future__ import annotations

from typing import Literal

from stemma.languages.section import Section, Words

TimeUnit = Literal[
    "second", "minute", "hour", "day", "week", "weekend", "month", "quarter", "year", "decade", "century"
]
DayPart = Literal["MO", "MI", "AF", "EV", "NI", "DT"]


class TimePhrases(Section, frozen=True):
    """Constructions of time, by what they mean. Slots are those of `TIME_SLOTS`; docs/languages.md has the list."""

    date: Words = []
    relative: Words = []
    same: Words = []
    clock: Words = []
    clock_past: Words = []
    clock_to: Words = []
    clock_half: Words = []
    clock_past_half: Words = []
    clock_to_half: Words = []
    clock_within: Words = []
    decade: Words = []
    century: Words = []
    season: Words = []
    quarter: Words = []
    half_year: Words = []
    duration: Words = []
    duration_and_half: Words = []
    some: Words = []
    span: Words = []
    set: Words = []
    ago: Words = []
    ahead: Words = []
    nth: Words = []
    unit_of: Words = []
    before: Words = []
    after: Words = []
    during: Words = []
    list: Words = []
    range: Words = []
    none: Words = []


class TimeSection(Section, frozen=True):
    """Time words. Month and weekday names come from CLDR; `months` and `weekdays` add forms that it lacks."""

    month_first: bool = False
    """Whether the month stands first in dates with slashes where both figures could be one: 5/7/2020."""
    months: dict[str, Words] = {}
    weekdays: dict[str, Words] = {}
    units: dict[TimeUnit, Words] = {}
    parts: dict[DayPart, Words] = {}
    seasons: dict[Literal["SP", "SU", "FA", "WI"], Words] = {}
    days: dict[str, Words] = {}
    """Offsets in days: "-1" yesterday, "0" today, "1" tomorrow; with a part of the day, "-1NI" last night."""
    years: dict[str, Words] = {}
    """The same in years, for languages with such words: "-1" = ["i fjor"]."""
    then: dict[str, Words] = {}
    """Days counted from the date that was mentioned last: "1" = ["the next day"], "-1" = ["the day before"]."""
    last: Words = []
    this: Words = []
    next: Words = []
    steps: dict[str, Words] = {}
    """Words like `last` and `next` that reach further: "-2" = ["vorletzt*"], "2" = ["übernächst*"]."""
    same: Words = []
    """Words that point back to the date that was mentioned last: "same", "that"."""
    every: Words = []
    date_signs: Words = []
    """What may stand between day, month and year: ordinal endings ("12th"), "of", "de"."""
    joiners: Words = []
    """What may stand between the parts of one expression: "at", "on", "of the", a comma."""
    hours: dict[str, Words] = {}
    """Forms of hours beside the number words, for the slot {hour}: "4" = ["czwartej"]."""
    clock_names: dict[str, Words] = {}
    """Names of hours that tell the time by themselves: "12" = ["noon"], "0" = ["midnight"]."""
    minutes: dict[str, Words] = {}
    """Words for minutes beside the number words: "15" = ["quarter"], "30" = ["half"]."""
    meridiem: dict[Literal["AM", "PM"], Words] = {}
    roman: dict[Literal["i", "v", "x"], Words] = {}
    """Letters of other alphabets that look like Roman figures and are typed in their place."""
    zones: dict[str, Words] = {}
    """Minutes east of Greenwich to names of the time zone: "60" = ["CET", "MEZ"]; every language shares those of the
    common pack."""
    holidays: dict[str, Words] = {}
    """Days of the year with a name; the keys say which day, see `stemma.languages.holidays`."""
    durations: dict[str, Words] = {}
    """Words that are a duration by themselves, by TIMEX3 value: PT15M = ["kwadrans"], PXY = ["for years"]."""
    decades: dict[str, Words] = {}
    """Words for decades: "90" = ["nineties"], for the slot {decade}."""
    sets: dict[str, Words] = {}
    """Words for what comes back, by TIMEX3 value: P1D = ["daily"], P1W = ["weekly"]."""
    ambiguous: Words = []
    """Names of months, weekdays, seasons and holidays that are ordinary words as well; alone they are no date."""
    past: Words = []
    """Words (auxiliaries, particles) that show that a sentence tells of what was."""
    future: Words = []
    """Words that show that a sentence tells of what is to come: "will", "plans to"."""
    past_endings: Words = []
    """Endings of verbs in the past, where the language shows it so."""
    future_endings: Words = []
    references: dict[Literal["PAST_REF", "PRESENT_REF", "FUTURE_REF"], Words] = {}
    mods: dict[Literal["START", "MID", "END", "APPROX", "BEFORE", "AFTER", "ON_OR_AFTER", "ON_OR_BEFORE"], Words] = {}
    phrases: TimePhrases = TimePhrases()
    weak: TimePhrases = TimePhrases()
    """Phrases that only count beside another part of the same expression: "at {hour}" in "tomorrow at 5"."""


TIME_SLOTS = frozenset(
    {
        *(
            "day",
            "month",
            "mm",
            "roman",
            "year",
            "yy",
            "weekday",
            "weekend",
            "week",
            "part",
            "unit",
            "number",
            "ordinal",
        ),
        *(
            "last",
            "this",
            "next",
            "step",
            "every",
            "same",
            "hour",
            "minute",
            "second",
            "hhmm",
            "meridiem",
            "zone",
            "date",
        ),
        *("offset", "years", "then", "season", "holiday", "century", "decade", "period", "reference", "mod"),
        *("begin", "end", "point", "span"),
    }
)
"""What may stand in braces in a phrase of time; docs/languages.md says what fills each."""
