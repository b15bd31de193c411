from __future__ import annotations

import re

import pytest

from stemma.model import Version
from stemma.show.scale import scale_for, strip


def version(low: float | None, high: float | None, **traits: bool) -> Version:
    return Version("as told", (), (), (), 1, low, high, **traits)


def test_versions_within_two_orders_of_magnitude_stand_on_a_linear_axis_from_zero() -> None:
    scale = scale_for([version(2000, None, vague=True), version(11_000, 11_000)])
    assert scale is not None and not scale.log
    assert scale.at(0) == 0
    assert [t.label for t in scale.ticks] == ["0", "5000", "10\u202f000"]


def test_versions_further_apart_stand_on_a_logarithmic_axis() -> None:
    scale = scale_for([version(3, 3), version(70_000, 70_000)])
    assert scale is not None and scale.log
    assert scale.ticks[0].label == "1" and len(scale.ticks) <= 6
    assert 0 < scale.at(3) < scale.at(70_000) < 100


@pytest.mark.parametrize(
    "versions",
    [[version(1, 1)], [version(None, None), version(5, 5)], [version(3, 3, factor=True), version(5, 5)]],
)
def test_fewer_than_two_figures_have_no_axis(versions: list[Version]) -> None:
    assert scale_for(versions) is None


@pytest.mark.parametrize("ends", [(0, 0), (-5, 5), (0, 1e15), (0.1, 0.2), (7, 7)])
def test_any_two_figures_fit(ends: tuple[float, float]) -> None:
    low, high = ends
    scale = scale_for([version(low, low), version(high, high)])
    assert scale is not None
    assert 0 <= scale.at(low) <= scale.at(high) <= 100
    assert 0 < len(scale.ticks) <= 9


@pytest.mark.parametrize(
    ("told", "drawn", "not_drawn"),
    [
        (version(150, 150), "<circle", "haze"),
        (version(150, 150, approximate=True), "haze", "bar"),
        (version(100, 200), "bar", "dasharray"),
        (version(100, None), "open", "haze"),
        (version(100, None, vague=True), "dasharray", "open"),
        (version(None, 200, approximate=True), "haze", "bar"),
        (version(2, 2, factor=True), "grid", "<circle"),
    ],
)
def test_a_version_is_drawn_as_what_it_says(told: Version, drawn: str, not_drawn: str) -> None:
    scale = scale_for([version(0, 0), version(300, 300)])
    assert scale is not None
    svg = strip(told, scale, "l0")
    assert drawn in svg and not_drawn not in svg


def test_an_open_end_runs_to_the_edge() -> None:
    scale = scale_for([version(0, 0), version(300, 300)])
    assert scale is not None
    assert re.search(r'x2="100.0%"', strip(version(100, None), scale, "l0"))
    assert re.search(r'x2="0.0%"', strip(version(None, 100), scale, "l0"))
