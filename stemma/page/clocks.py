"""The clock of an outlet, told by the country in its address."""

from __future__ import annotations

import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from stemma.page.addresses import parts_of

# Endings of addresses that are countries by name only, and are used all over the world.
WORLDWIDE = frozenset({"TV", "IO", "ME", "CO", "FM", "AI", "LA", "WS", "CC", "SU", "EU", "AC", "GG", "IM", "TO", "LY"})


def zone_of(url: str | None) -> ZoneInfo | None:
    """The time zone of the country in an address's ending; None where there is none, or the country keeps several."""
    ending = (parts_of(url).hostname or "").rpartition(".")[2].upper()
    return _zone(ending) if len(ending) == 2 and ending not in WORLDWIDE else None


@lru_cache(maxsize=300)
def _zone(ending: str) -> ZoneInfo | None:
    from babel.core import get_global

    names = get_global("territory_zones").get({"UK": "GB"}.get(ending, ending), ())
    found = []
    for name in names:
        try:
            found.append(ZoneInfo(name))
        except (ZoneInfoNotFoundError, ValueError):
            continue
    days = [datetime.datetime(2024, month, 15, 12) for month in (1, 7)]
    offsets = {tuple(zone.utcoffset(day) for day in days) for zone in found}
    return found[0] if len(offsets) == 1 else None
