"""The stemma as a drawing: origins at the top, reports below in the colour of their language, links between them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from markupsafe import Markup, escape

from stemma.model import Derivation
from stemma.show.anchors import Anchors
from stemma.show.graph import agency_name, stands_above
from stemma.show.words import cut, plain

COLUMN, BEND, ROOM_CHARACTERS, NAME_CUT = 146.0, 46.0, 21, 24
"""Pixels for a report and for a link that passes by, characters for a line of a title and for an agency's name."""
AGENCY_HEIGHT, LINE, GAP = 26, 17, 62
TITLE_LINES = 3
MOST_NODES = 60
"""A family of more nodes is told as a list only: a drawing of it would be a thicket."""
SWEEPS = 6


@dataclass(frozen=True)
class Box:
    """The words of a node and the room that they take."""

    lines: tuple[str, ...]
    width: float
    height: float


@dataclass(frozen=True)
class Layout:
    """Where each node stands: the middle of its box, and the top and height of its layer."""

    x: Mapping[str, float]
    top: Mapping[str, float]
    height: Mapping[str, float]
    route: Mapping[tuple[str, str], tuple[str, ...]]
    size: tuple[float, float]


def drawing(anchors: Anchors, family: Sequence[str]) -> Markup | None:
    """The SVG of one family; None where it is too large to be read as a drawing."""
    if len(family) > MOST_NODES:
        return None
    graph = anchors.view.graph
    links = graph.within(family)
    boxes = {n: _box(anchors, n) for n in family}
    layout = _layout(graph.layers(family), links, boxes)
    main = {id(graph.parents(n)[0]) for n in family if graph.parents(n)}
    ordered = sorted(links, key=lambda d: id(d) in main)  # the main line of descent lies above the rest
    edges = "".join(_edge(layout, d, id(d) in main) for d in ordered)
    nodes = "".join(_node(anchors, layout, boxes[node], node) for node in family)
    width, height = layout.size
    label = f"Family tree of {len(family)} reports and agencies; the same as a list below"
    return Markup(
        f'<svg class="tree" width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'role="group" aria-label="{label}">{edges}{nodes}</svg>'
    )


# ---------------------------------------------------------------- layout


def _box(anchors: Anchors, node: str) -> Box:
    agency = agency_name(node)
    if agency is not None:
        name = cut(plain(agency), NAME_CUT)
        return Box((name,), max(len(name) * 9.0 + 22, 70), AGENCY_HEIGHT)
    title = anchors.view.title(node)
    lines = textwrap.wrap(title, ROOM_CHARACTERS, max_lines=TITLE_LINES, placeholder="…", break_long_words=True)
    return Box(tuple(lines), COLUMN, LINE * (len(lines) + 1) + 6)


def _layout(layers: list[list[str]], links: Sequence[Derivation], boxes: Mapping[str, Box]) -> Layout:
    pairs = {(d.source, d.target) for d in links if stands_above(d)}
    layers, segments, route = _with_bends([list(layer) for layer in layers], pairs)
    near = _neighbours([*segments, *((d.source, d.target) for d in links if not stands_above(d))])
    _order(layers, near)
    x = _place(layers, near, {n: boxes[n].width if n in boxes else BEND for layer in layers for n in layer})
    half = {n: boxes[n].width / 2 if n in boxes else BEND / 2 for n in x}
    shift = -min(x[n] - half[n] for n in x)
    x = {n: v + shift for n, v in x.items()}
    top, height, y = {}, {}, 4.0
    for layer in layers:
        tallest = max(boxes[n].height for n in layer if n in boxes)
        for node in layer:
            top[node], height[node] = y, boxes[node].height if node in boxes else tallest
        y += tallest + GAP
    bows = any(not stands_above(d) for d in links)
    size = (max(x[n] + half[n] for n in x), y - GAP + (GAP * 0.6 if bows else 8))
    return Layout(x, top, height, route, size)


def _with_bends(
    layers: list[list[str]], pairs: set[tuple[str, str]]
) -> tuple[list[list[str]], list[tuple[str, str]], dict[tuple[str, str], tuple[str, ...]]]:
    """Links over several layers get a bend in each layer between, so that they do not run through a title."""
    level = {n: i for i, layer in enumerate(layers) for n in layer}
    segments: list[tuple[str, str]] = []
    route: dict[tuple[str, str], tuple[str, ...]] = {}
    for source, target in sorted(pairs):
        way = [source]
        for between in range(level[source] + 1, level[target]):
            bend = f"bend:{source}>{target}:{between}"
            layers[between].append(bend)
            way.append(bend)
        way.append(target)
        segments += pairwise(way)
        route[source, target] = tuple(way)
    return layers, segments, route


Near = Mapping[str, Sequence[str]]


def _neighbours(pairs: Iterable[tuple[str, str]]) -> Near:
    near: dict[str, list[str]] = {}
    for a, b in pairs:
        near.setdefault(a, []).append(b)
        near.setdefault(b, []).append(a)
    return near


def _order(layers: list[list[str]], near: Near) -> None:
    """Sort each layer by the middle of its neighbours, down and up again, so that few links cross."""
    for sweep in range(SWEEPS):
        for row in layers if sweep % 2 == 0 else layers[::-1]:
            place = {n: i / max(len(layer) - 1, 1) for layer in layers for i, n in enumerate(layer)}
            key = {n: _mean([place[m] for m in near.get(n, [n])]) for n in row}
            row.sort(key=lambda n: (key[n], place[n]))


def _place(layers: Sequence[Sequence[str]], near: Near, room: Mapping[str, float]) -> dict[str, float]:
    """Places across: each node near the middle of its neighbours, none closer to the next than its room."""
    x: dict[str, float] = {}
    for layer in layers:
        x.update(zip(layer, _spread([0.0] * len(layer), [room[n] for n in layer]), strict=True))
    for _ in range(SWEEPS):
        for layer in (*layers, *reversed(layers)):
            wish = [_mean([x[m] for m in near.get(n, [n])]) for n in layer]
            x.update(zip(layer, _spread(wish, [room[n] for n in layer]), strict=True))
    return x


def _spread(wish: Sequence[float], room: Sequence[float]) -> list[float]:
    """Places in the order given, as near to the wishes as the room of each allows.

    Neighbours that would overlap move together as one block, to the mean of what its members wish.
    """
    offset = [0.0, *accumulate((a + b) / 2 for a, b in pairwise(room))]
    blocks: list[tuple[float, int]] = []
    for wanted, shift in zip(wish, offset, strict=False):
        place, size = wanted - shift, 1
        while blocks and blocks[-1][0] > place:
            before, members = blocks.pop()
            place, size = (before * members + place * size) / (members + size), members + size
        blocks.append((place, size))
    places = [place for place, size in blocks for _ in range(size)]
    return [place + shift for place, shift in zip(places, offset, strict=False)]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


# ---------------------------------------------------------------- ink


def _edge(layout: Layout, link: Derivation, main: bool) -> str:
    """A link: the one that a report mostly rests on in full ink and with its kind, others faint."""
    way = layout.route.get((link.source, link.target))
    path = _down(layout, way) if way else _across(layout, link.source, link.target)
    dash = "" if link.directed else ' stroke-dasharray="5 4"'
    tip = f"<title>{link.kind} {link.score:.2f}{'' if link.directed else ', direction not known'}</title>"
    label = _edge_label(layout, link, way) if main and way and link.kind != "credit" else ""
    return f'<path class="link {"main" if main else ""}" d="{path}"{dash}>{tip}</path>{label}'


def _down(layout: Layout, way: Sequence[str]) -> str:
    points = [(layout.x[n], layout.top[n], layout.top[n] + layout.height[n]) for n in way]
    path = f"M{points[0][0]:.0f} {points[0][2]:.0f}"
    for (x1, _, y1), (x2, y2, bottom) in pairwise(points):
        middle = (y1 + y2) / 2
        path += f"C{x1:.0f} {middle:.0f} {x2:.0f} {middle:.0f} {x2:.0f} {y2:.0f}"
        path += f"V{bottom:.0f}" if (x2, y2, bottom) != points[-1] else ""
    return path


def _across(layout: Layout, source: str, target: str) -> str:
    """A link that says nothing of above and below: a bow underneath both, or from the upper to the lower."""
    x1, x2 = layout.x[source], layout.x[target]
    y1, y2 = (layout.top[n] + layout.height[n] for n in (source, target))
    if layout.top[source] == layout.top[target]:
        dip = max(y1, y2) + GAP * 0.7
        return f"M{x1:.0f} {y1:.0f}C{x1:.0f} {dip:.0f} {x2:.0f} {dip:.0f} {x2:.0f} {y2:.0f}"
    upper, lower = (source, target) if y1 < y2 else (target, source)
    return _down(layout, (upper, lower))


def _edge_label(layout: Layout, link: Derivation, way: Sequence[str]) -> str:
    """The kind of a link near its lower end; a credit is the common case and stands without a word."""
    above, below = way[-2], way[-1]
    x1, y1 = layout.x[above], layout.top[above] + layout.height[above]
    x2, y2 = layout.x[below], layout.top[below]
    share = 0.68
    x = x1 + (x2 - x1) * share * share * (3 - 2 * share)
    y = y1 + (y2 - y1) * share
    return f'<text class="kind" x="{x:.0f}" y="{y + 4:.0f}">{"" if link.directed else "~ "}{link.kind}</text>'


def _node(anchors: Anchors, layout: Layout, box: Box, node: str) -> str:
    x, top = layout.x[node], layout.top[node]
    if agency_name(node) is not None:
        return f'<text class="agency" x="{x:.0f}" y="{top + 18:.0f}">{escape(box.lines[0])}</text>'
    view = anchors.view
    words = "".join(
        f'<text class="title" x="{x:.0f}" y="{top + 14 + LINE * (n + 1):.0f}">{escape(line)}</text>'
        for n, line in enumerate(box.lines)
    )
    head = " · ".join(p for p in (view.tag(node), view.when(node).partition(",")[0]) if p)
    return (
        f'<a href="{anchors.report(node)}" class="{anchors.colour(node)}" lang="{escape(view.reports[node].language)}" '
        f'aria-label="{escape(view.tag(node))}: {escape(view.title(node))}">'
        f'<text class="head" x="{x:.0f}" y="{top + 14:.0f}">{escape(head)}</text>{words}</a>'
    )
