"""The stemma as a graph to draw: families, layers, the strongest parent of each report, and the origins behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from stemma.model import Derivation

AGENCY = "agency:"


def agency_name(node: str) -> str | None:
    """The name of the agency that a node stands for; None for a report."""
    return node.removeprefix(AGENCY) if node.startswith(AGENCY) else None


@dataclass(frozen=True)
class Branch:
    """A node of the tree as it is read from the top: the link that leads here, and what hangs below.

    `again` is true where the node stands in full elsewhere, under its strongest parent.
    """

    node: str
    link: Derivation | None
    below: tuple[Branch, ...]
    again: bool = False


@dataclass(frozen=True)
class Graph:
    """Reports and agencies, and the links between them. `together` are reports of one event each."""

    reports: tuple[str, ...]
    links: tuple[Derivation, ...]
    together: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def components(self) -> tuple[tuple[str, ...], ...]:
        """Nodes that hang together by any link, the most first; a report without a link is in none."""
        graph = _graph(self.reports, self.links)
        return _by_size(c for c in nx.connected_components(graph) if len(c) > 1)

    @cached_property
    def families(self) -> tuple[tuple[str, ...], ...]:
        """Reports of one event, or drawn from one another, with the agencies above them; at least two reports.

        An agency that stands behind many events does not make them one family.
        """
        near = [d for d in self.links if d.kind != "quotation" and agency_name(d.source) is None]
        graph = _graph(self.reports, near)
        for group in self.together:
            nx.add_path(graph, group)
        found = (self._linked(c) for c in nx.connected_components(graph) if len(c) > 1)
        return _by_size(c for c in found if sum(agency_name(n) is None for n in c) > 1)

    def _linked(self, reports: set[str]) -> set[str]:
        """Those of the reports that a link touches, and the agencies above them, up to the first."""
        nodes, size = set(reports), 0
        while len(nodes) > size:
            size = len(nodes)
            nodes |= {d.source for d in self.links if d.target in nodes and _is_agency_of(d, reports)}
        return {n for d in self.within(nodes) for n in (d.source, d.target)}

    @cached_property
    def single(self) -> tuple[str, ...]:
        """Reports that are in no family, in the order given."""
        drawn = {n for family in self.families for n in family}
        return tuple(r for r in self.reports if r not in drawn)

    @cached_property
    def outside(self) -> tuple[Derivation, ...]:
        """Links that lie in no family."""
        inside = {id(d) for family in self.families for d in self.within(family)}
        return tuple(d for d in self.links if id(d) not in inside)

    @cached_property
    def alone(self) -> tuple[str, ...]:
        """Reports that no link touches, in the order given."""
        touched = {n for d in self.links for n in (d.source, d.target)}
        return tuple(r for r in self.reports if r not in touched)

    def parents(self, node: str) -> list[Derivation]:
        """Links that lead to a node, the strongest first; a report before an agency where they are equal."""
        return sorted(self._into.get(node, ()), key=_strength)

    @cached_property
    def _into(self) -> dict[str, list[Derivation]]:
        into: dict[str, list[Derivation]] = {}
        for link in self.links:
            into.setdefault(link.target, []).append(link)
        return into

    def within(self, nodes: Collection[str]) -> tuple[Derivation, ...]:
        """The links between some nodes; between two agencies only those that one of the reports tells of."""
        inside = set(nodes)
        reports = {n for n in inside if agency_name(n) is None}
        found = (d for d in self.links if d.source in inside and d.target in inside)
        return tuple(d for d in found if agency_name(d.target) is None or _is_agency_of(d, reports))

    @cached_property
    def origin_groups(self) -> tuple[tuple[str, ...], ...]:
        """Reports grouped by common origin: five articles from one wire are one group.

        A quoted agency is not where a report comes from, so quotations do not join.
        """
        graph = _graph(self.reports, [d for d in self.links if d.kind != "quotation"])
        known = set(self.reports)
        return _by_size(c & known for c in nx.connected_components(graph) if c & known)

    def layers(self, nodes: Collection[str]) -> list[list[str]]:
        """Some nodes in layers: whoever drew on somebody stands lower than they.

        A quotation, or a link without a direction, says nothing of who stands above.
        """
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(sorted(nodes))
        graph.add_edges_from((d.source, d.target) for d in self.within(nodes) if stands_above(d))
        if not nx.is_directed_acyclic_graph(graph):  # bad input must not stop the page
            return [sorted(nodes)]
        return [sorted(layer) for layer in nx.topological_generations(graph)]

    def tree(self, nodes: Collection[str]) -> list[Branch]:
        """Some nodes as a tree: every node in full once, under its strongest parent."""
        links = self.within(nodes)
        strongest: dict[str, Derivation] = {}
        for link in sorted(links, key=_strength):
            strongest.setdefault(link.target, link)
        grown = _Grown(links, strongest, set())
        branches = [grown.branch(n, None) for n in sorted(nodes) if n not in strongest]
        for node in sorted(nodes):  # a circle has no root: begin anywhere, always at the same place
            if node not in grown.full:
                branches.append(grown.branch(node, None))
        return sorted(branches, key=lambda b: (agency_name(b.node) is None, -_size(b), b.node))


@dataclass(frozen=True)
class _Grown:
    """A tree while it grows: `full` holds the nodes that stand in full already."""

    links: Sequence[Derivation]
    strongest: dict[str, Derivation]
    full: set[str]

    def branch(self, node: str, link: Derivation | None) -> Branch:
        self.full.add(node)
        below = []
        for child in sorted((d for d in self.links if d.source == node), key=lambda d: (-d.score, d.target)):
            if self.strongest[child.target] is child and child.target not in self.full:
                below.append(self.branch(child.target, child))
            else:
                below.append(Branch(child.target, child, (), again=True))
        return Branch(node, link, tuple(below))


def _is_agency_of(link: Derivation, reports: Collection[str]) -> bool:
    """Whether a link leads from an agency, and to one of the reports or by the words of one."""
    told = link.target in reports or any(e.target.report in reports for e in link.evidence)
    return agency_name(link.source) is not None and told


def without_shortcuts(links: Sequence[Derivation]) -> tuple[Derivation, ...]:
    """The links without credits that a chain of other credits tells more fully: A to B to C makes A to C plain."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from((d.source, d.target) for d in links if d.kind == "credit")
    if not nx.is_directed_acyclic_graph(graph):
        return tuple(links)
    kept = set(nx.transitive_reduction(graph).edges)
    return tuple(d for d in links if d.kind != "credit" or (d.source, d.target) in kept)


def stands_above(link: Derivation) -> bool:
    """Whether a link says that its source is the older text."""
    return link.directed and link.kind != "quotation"


def _strength(link: Derivation) -> tuple[bool, bool, float, bool, str]:
    """Order of links into one node: what it was made from before what it quotes, then by score."""
    return not link.directed, link.kind == "quotation", -link.score, agency_name(link.source) is not None, link.source


def _graph(nodes: Iterable[str], links: Iterable[Derivation]) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from((d.source, d.target) for d in links)
    return graph


def _by_size(groups: Iterable[Collection[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(sorted(g)) for g in groups), key=lambda g: (-len(g), g)))


def _size(branch: Branch) -> int:
    return 1 + sum(_size(b) for b in branch.below)
