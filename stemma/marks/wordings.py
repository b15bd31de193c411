"""What the phrases of a pack say: the fields of a time expression, from the kind of the phrase and its slots."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stemma.languages.number_pack import VagueNumber
from stemma.languages.phrases import PhraseMatch
from stemma.marks.moments import Fields
from stemma.marks.periods import CLOCK_UNITS, Amounts, amounts_in

EARLIEST_DECADE = 20
"""Decades told by two figures from this one on are of the century of 1900: the twenties, but the tens of 2000."""
_VAGUE = "X"


def fields_of(meaning: str, match: PhraseMatch) -> Fields | None:
    """The fields of a matched phrase of the pack, or None where its slots make no sense together."""
    slots = {name: fill.value for name, fill in match.slots.items()}
    make = _KINDS.get(meaning)
    return make(slots) if make is not None else None


def _date(slots: dict[str, Any]) -> Fields | None:
    fields: Fields = {}
    for name, value in slots.items():
        if name in {"mm", "roman"}:
            fields["month"] = value
        elif name == "weekday":
            fields["weekday"] = value[0]
            if value[1]:
                fields["part"] = value[1]
        elif name == "ordinal":
            fields["day"] = value
        elif name == "offset" and isinstance(value, tuple):
            fields["offset"], fields["part"] = value
        elif name == "weekend":
            fields["weekend"] = True
        elif name == "hhmm":
            fields |= value
        elif name == "unit":
            return None
        else:
            fields[name] = value
    return fields


def _relative(slots: dict[str, Any]) -> Fields | None:
    step = next((slots[k] for k in ("last", "this", "next", "step") if slots.get(k) is not None), None)
    unit = slots.get("unit")
    if step is None and unit is None:
        return _date(slots)
    fields: Fields = {"step": step or 0}
    if unit is None and "weekend" in slots:
        unit = "weekend"
    if unit is not None:
        fields["unit"] = unit
    for name in ("weekday", "month", "mm", "season", "part", "holiday", "day", "mod"):
        if name in slots:
            fields["month" if name == "mm" else name] = slots[name]
    if "weekday" in fields:
        fields["weekday"], part = fields["weekday"]
        if part:
            fields["part"] = part
    if unit == "day":
        return {"then": step} if step else {"offset": 0}
    if unit == "year" and ("month" in fields or "season" in fields or "holiday" in fields):
        del fields["step"], fields["unit"]
        fields["years"] = step
    if unit in CLOCK_UNITS or len(fields) == 1:
        return None
    return fields


def _same(slots: dict[str, Any]) -> Fields | None:
    if "then" in slots:
        return {"then": slots["then"]}
    if "weekday" in slots:
        return {"same": "week", "weekday": slots["weekday"][0]}
    if "part" in slots:
        return {"same": "day", "part": slots["part"]}
    unit = slots.get("unit")
    return {"same": unit} if unit and unit not in CLOCK_UNITS else None


def _clock(slots: dict[str, Any], minutes: Callable[[int], int] = lambda m: m) -> Fields | None:
    if "hhmm" in slots:
        fields: Fields = dict(slots["hhmm"])
    elif "hour" in slots:
        total = slots["hour"] * 60 + minutes(slots.get("minute", 0))
        if total < 0:
            total += 24 * 60
        if slots["hour"] == 1 and total < 60 and "part" not in slots and "meridiem" not in slots:
            total += 12 * 60
        fields = {"hour": total // 60, "minute": total % 60}
        if "minute" not in slots and total % 60 == 0:
            del fields["minute"]
    else:
        return None
    for name in ("second", "meridiem", "part", "offset", "zone"):
        if name in slots:
            fields[name] = slots[name]
    if "weekday" in slots:
        fields["weekday"] = slots["weekday"][0]
    return fields if fields["hour"] <= 24 else None


def _decade(slots: dict[str, Any]) -> Fields | None:
    year = slots.get("year")
    short = slots.get("decade", slots.get("yy"))
    if year is None and short is not None:
        year = short + (1900 if short >= EARLIEST_DECADE else 2000)
    return {"decade": year // 10} if year is not None and year % 10 == 0 else None


def _century(slots: dict[str, Any]) -> Fields | None:
    if "year" in slots:
        return {"century": slots["year"] // 100} if slots["year"] % 100 == 0 else None
    number = slots.get("century") or slots.get("ordinal")
    return {"century": number - 1} if number and number <= 30 else None


def _part_of_year(name: str, most: int) -> Callable[[dict[str, Any]], Fields | None]:
    def make(slots: dict[str, Any]) -> Fields | None:
        number = slots.get("ordinal") or slots.get("century") or slots.get("mm")
        if not number or number > most:
            return None
        fields = {name: number}
        for extra in ("year", "years"):
            if extra in slots:
                fields[extra] = slots[extra]
        return fields

    return make


# ---------------------------------------------------------------- durations and sets


def amount_of(slots: dict[str, Any]) -> float | str:
    """The number of a phrase: one where it has none, `X` for words like "some"."""
    number = slots.get("number")
    if number is None:
        return 1.0
    if isinstance(number, VagueNumber) or number.vague is not None:
        return _VAGUE
    return float(number.value)


def amounts_of(slots: dict[str, Any]) -> Amounts | None:
    """The amounts of a phrase with a {span}, or with {number} and {unit}."""
    if "span" in slots:
        amounts: Amounts = slots["span"].fields["amounts"]
        return amounts
    if "period" in slots:
        return _times(amount_of(slots), amounts_in(slots["period"]))
    if "unit" not in slots:
        return None
    amount = (amount_of(slots), slots["unit"])
    return (amount, (float(slots["minute"]), "minute")) if "minute" in slots else (amount,)


def _times(factor: float | str, amounts: Amounts) -> Amounts | None:
    if not amounts or not isinstance(factor, float):
        return amounts or None
    return tuple((n * factor if isinstance(n, float) else n, unit) for n, unit in amounts)


def _duration(slots: dict[str, Any], more: float = 0.0) -> Fields | None:
    amounts = amounts_of(slots)
    if amounts is None:
        return None
    if more:
        number, unit = amounts[0]
        amounts = ((number + more if isinstance(number, float) else number, unit),)
    return {"amounts": amounts}


def _some(slots: dict[str, Any]) -> Fields | None:
    return {"amounts": ((_VAGUE, slots["unit"]),)} if "unit" in slots else None


def _span(slots: dict[str, Any]) -> Fields | None:
    step = next((slots[k] for k in ("last", "this", "next", "step") if slots.get(k) is not None), 0)
    amounts = amounts_of(slots) if "number" in slots else _some(slots)
    if isinstance(amounts, dict):
        amounts = amounts["amounts"]
    return {"amounts": amounts, "toward": step} if amounts else None


def _during(slots: dict[str, Any]) -> Fields | None:
    amounts = amounts_of(slots)
    return {"amounts": amounts, "from": slots["point"].fields, "toward": 0} if amounts and "point" in slots else None


def _set(slots: dict[str, Any]) -> Fields | None:
    fields: Fields = {}
    if "weekday" in slots:
        fields = {"set": f"XXXX-WXX-{slots['weekday'][0]}", "weekday": slots["weekday"][0]}
        part = slots.get("part") or slots["weekday"][1]
        if part:
            fields["part"] = part
    elif "part" in slots:
        fields = {"set": "P1D", "part": slots["part"]}
    elif "day" in slots and slots.get("unit") == "month":
        fields = {"set": f"XXXX-XX-{slots['day']:02d}"}
    elif "month" in slots:
        day = f"-{slots['day']:02d}" if "day" in slots else ""
        fields = {"set": f"XXXX-{slots['month']:02d}{day}"}
    elif "season" in slots:
        fields = {"set": f"XXXX-{slots['season']}"}
    elif "weekend" in slots:
        fields = {"set": "P1WE"}
    elif "unit" in slots or "span" in slots or "period" in slots:
        amounts = amounts_of(slots)
        if "ordinal" in slots and amounts:
            amounts = _times(float(slots["ordinal"]), amounts)
        fields = {"set": "amounts", "amounts": amounts}
    if "hour" in slots:
        fields |= {k: slots[k] for k in ("hour", "minute") if k in slots}
    return fields or None


MOST_WEEKDAYS = 52


def _weekdays_away(sign: int, slots: dict[str, Any]) -> Fields | None:
    """ "three Fridays from now"."""
    number = amount_of(slots)
    if not isinstance(number, float) or not 1 <= number <= MOST_WEEKDAYS or number != int(number):
        return None
    return {"weekday": slots["weekday"][0], "step": sign * int(number)}


def _moved(sign: int, anchored: bool = False) -> Callable[[dict[str, Any]], Fields | None]:
    def make(slots: dict[str, Any]) -> Fields | None:
        if "weekday" in slots and "number" in slots:
            return _weekdays_away(sign, slots)
        amounts = amounts_of(slots)
        if amounts is None:
            return None
        if "point" not in slots and not anchored:
            about = slots["span"].fields.get("mod") if "span" in slots else None
            return {"shift": (sign, amounts)} | ({"about": about} if about else {})
        inner = slots["point"].fields if "point" in slots else {"then": 0}
        moved: Fields = {"moved": (sign, amounts, inner)}
        return moved

    return make


def _nth(slots: dict[str, Any]) -> Fields | None:
    number = slots.get("ordinal") or slots.get("last")
    inner = slots["point"].fields if "point" in slots else {}
    if number is None:
        return None
    if "weekday" in slots:
        if not inner and "unit" in slots:
            inner = {"step": slots.get("this") or slots.get("next") or 0, "unit": slots["unit"]}
        return {"nth": (number, "weekday", slots["weekday"][0], inner)}
    unit = slots.get("unit")
    return {"nth": (number, "unit", unit, inner)} if unit else None


def _unit_of(slots: dict[str, Any]) -> Fields | None:
    inner = slots["point"].fields if "point" in slots else {"day": slots["day"]} if "day" in slots else None
    if "unit" not in slots or inner is None:
        return None
    return {"nth": (1, "around", slots["unit"], inner)}


_KINDS: dict[str, Callable[[dict[str, Any]], Fields | None]] = {
    "date": _date,
    "season": _date,
    "relative": _relative,
    "same": _same,
    "clock": _clock,
    "clock_past": _clock,
    "clock_to": lambda slots: _clock(slots, lambda m: -m),
    "clock_half": lambda slots: _clock(slots, lambda m: -30),
    "clock_past_half": lambda slots: _clock(slots, lambda m: m - 30),
    "clock_within": lambda slots: _clock(slots, lambda m: m - 60),
    "clock_to_half": lambda slots: _clock(slots, lambda m: -30 - m),
    "decade": _decade,
    "century": _century,
    "quarter": _part_of_year("quarter", 4),
    "half_year": _part_of_year("half", 2),
    "duration": _duration,
    "duration_and_half": lambda slots: _duration(slots, 0.5),
    "some": _some,
    "span": _span,
    "during": _during,
    "set": _set,
    "ago": _moved(-1),
    "ahead": _moved(1),
    "nth": _nth,
    "unit_of": _unit_of,
    "none": lambda slots: {"none": True},
    "before": _moved(-1, True),
    "after": _moved(1, True),
}
"""What the phrases of a kind say, from their slots."""

NODE_KINDS = {
    "duration": "duration",
    "duration_and_half": "duration",
    "some": "duration",
    "span": "duration",
    "during": "duration",
    "set": "set",
    "clock": "clock",
    "none": "none",
}
"""Kind of the node that a phrase makes, where it is not a point."""
