"""The axis on which the versions of an account are drawn: each as what it says, a range, a bound, a haze.

A strip is an SVG of the full width of its table cell with places in percent, so that nothing is scaled out of shape and
text can never overlap: words stand in the cells beside it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from stemma.model import Version
from stemma.show.words import number_words

LOG_SPAN = 100.0
"""Versions that lie further apart than this factor are drawn on a logarithmic axis."""
ROOM = 0.12
"""Part of the axis left free on each side, where open ends run out."""
MOST_TICKS = 6
HAZE = 3.0
"""Half the least width, in percent, of the soft shape that stands for "about"."""
ABOUT = 0.05
"""How far that shape reaches, as a part of the figure: it is drawn to be seen, nothing is decided by it."""


@dataclass(frozen=True)
class Tick:
    """A number on the axis, with its place in percent."""

    at: float
    label: str


@dataclass(frozen=True)
class Scale:
    """A linear or logarithmic axis from 0 to 100 percent."""

    low: float
    high: float
    log: bool

    def at(self, value: float) -> float:
        """The place of a value in percent."""
        low, high, x = (self._bent(v) for v in (self.low, self.high, value))
        return round(min(max((x - low) / (high - low), 0.0), 1.0) * 100, 2)

    def _bent(self, value: float) -> float:
        return math.log10(max(value, 1e-12)) if self.log else value

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """A few round numbers along the axis."""
        values = self._log_values() if self.log else self._linear_values()
        return tuple(Tick(self.at(v), number_words(v)) for v in values)

    def _linear_values(self) -> list[float]:
        span = self.high - self.low
        power = 10 ** math.floor(math.log10(span / MOST_TICKS))
        step = next(s * power for s in (1, 2, 5, 10) if span / (s * power) <= MOST_TICKS)
        first = math.ceil(self.low / step)
        return [n * step for n in range(first, math.floor(self.high / step + 1e-9) + 1)]

    def _log_values(self) -> list[float]:
        first, last = math.ceil(math.log10(self.low) - 1e-9), math.floor(math.log10(self.high) + 1e-9)
        every = max(1, math.ceil((last - first + 1) / MOST_TICKS))
        return [10.0**n for n in range(first, last + 1, every)]


def drawable(version: Version) -> bool:
    """Whether a version is a figure on the axis; "three times as many" is not."""
    return not version.factor and (version.low is not None or version.high is not None)


def scale_for(versions: Sequence[Version]) -> Scale | None:
    """The axis that holds all versions; None where fewer than two can be drawn."""
    drawn = [v for v in versions if drawable(v)]
    ends = [x for v in drawn for x in _ends(v)]
    if len(drawn) < 2 or not all(map(math.isfinite, ends)):
        return None
    low, high = min(ends), max(ends)
    if low > 0 and high / low > LOG_SPAN:
        return Scale(10 ** math.floor(math.log10(low * 0.8)), 10 ** math.ceil(math.log10(high * 1.2)), True)
    reach = abs(low) * 0.5 or 1.0 if low == high else (high - low) * ROOM
    start = 0.0 if 0 <= low < high * 0.6 else low - reach
    return Scale(start, high + reach, False)


def _ends(version: Version) -> list[float]:
    """The figures that the axis has to hold, with the room that "about" takes."""
    known = [x for x in (version.low, version.high) if x is not None]
    if not version.approximate:
        return known
    return [y for x in known for y in (x - abs(x) * ABOUT, x, x + abs(x) * ABOUT)]


def strip(version: Version, scale: Scale, colour: str) -> Markup:
    """The SVG of one version; the words beside it say the same, so it is hidden from screen readers."""
    lines = "".join(f'<line class="grid" x1="{t.at}%" x2="{t.at}%" y1="0" y2="100%"/>' for t in scale.ticks)
    shape = _shape(version, scale) if drawable(version) else ""
    return Markup(
        f'<svg class="strip" width="100%" height="100%" aria-hidden="true" focusable="false">'
        f'{lines}<g class="shape {colour}">{shape}</g></svg>'
    )


def _shape(version: Version, scale: Scale) -> str:
    if version.low is not None and version.high is not None:
        return _closed(version, scale, scale.at(version.low), scale.at(version.high))
    known = scale.at(version.low if version.low is not None else version.high or 0.0)
    if version.low is None and version.approximate:  # "nearly": a little below, not anything from zero on
        below = scale.at((version.high or 0.0) * (1 - ABOUT))
        return f'{_haze(min(below, known - 2 * HAZE), known)}<circle class="open" cx="{known}%" cy="50%" r="5"/>'
    end = 100.0 if version.low is not None else 0.0
    dash = ' stroke-dasharray="2 5"' if version.vague else ""
    haze = _about(version, scale)
    point = "" if version.vague else f'<circle class="open" cx="{known}%" cy="50%" r="5"/>'
    return f'{haze}<line class="bar" x1="{known}%" x2="{end}%" y1="50%" y2="50%"{dash}/>{point}'


def _closed(version: Version, scale: Scale, low: float, high: float) -> str:
    haze = _about(version, scale)
    if low == high:
        return f'{haze}<circle cx="{low}%" cy="50%" r="5"/>'
    dash = ' stroke-dasharray="2 5"' if version.vague else ""
    return f'{haze}<line class="bar" x1="{low}%" x2="{high}%" y1="50%" y2="50%"{dash}/>'


def _about(version: Version, scale: Scale) -> str:
    """The soft shape around a figure, or around both ends of a range."""
    if not version.approximate:
        return ""
    ends = _ends(version)
    known = [scale.at(x) for x in (version.low, version.high) if x is not None]
    return _haze(min(scale.at(min(ends)), min(known) - HAZE), max(scale.at(max(ends)), max(known) + HAZE))


def _haze(left: float, right: float) -> str:
    middle, half = round((left + right) / 2, 2), round((right - left) / 2, 2)
    return f'<ellipse class="haze" cx="{middle}%" cy="50%" rx="{half}%" ry="9"/>'
