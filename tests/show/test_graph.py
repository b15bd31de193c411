from __future__ import annotations

from stemma.model import Derivation, DerivationKind
from stemma.show.graph import Branch, Graph


def link(
    source: str, target: str, kind: DerivationKind = "credit", score: float = 1.0, directed: bool = True
) -> Derivation:
    return Derivation(source, target, kind, score, (), directed)


def test_reports_of_one_wire_have_one_origin_but_a_quoted_wire_joins_nothing() -> None:
    graph = Graph(
        ("a", "b", "c", "d"),
        (link("agency:X", "a"), link("agency:X", "b"), link("agency:X", "c", "quotation")),
    )
    assert graph.origin_groups == (("a", "b"), ("c",), ("d",))


def test_a_wire_behind_two_events_makes_two_families() -> None:
    links = [link("agency:X", r) for r in "abcd"]
    graph = Graph(("a", "b", "c", "d", "e"), tuple(links), (("a", "b"), ("c", "d")))
    assert graph.families == (("a", "agency:X", "b"), ("agency:X", "c", "d"))
    assert graph.single == ("e",)
    assert graph.outside == ()


def test_whoever_drew_on_somebody_stands_lower() -> None:
    graph = Graph(("a", "b", "c"), (link("agency:X", "a"), link("a", "b", "rewrite"), link("c", "a", "quotation")))
    assert graph.layers(["agency:X", "a", "b", "c"]) == [["agency:X", "c"], ["a"], ["b"]]


def test_a_tree_tells_every_report_in_full_once_under_its_strongest_parent() -> None:
    graph = Graph(("a", "b"), (link("agency:X", "a"), link("agency:X", "b", score=0.4), link("a", "b", "copy", 0.9)))
    [root] = graph.tree(["a", "agency:X", "b"])
    assert [(n, again) for n, again in _walk(root)] == [("agency:X", False), ("a", False), ("b", False), ("b", True)]


def _walk(branch: Branch) -> list[tuple[str, bool]]:
    return [(branch.node, branch.again), *(pair for child in branch.below for pair in _walk(child))]


def test_a_circle_is_told_and_drawn_in_one_layer() -> None:
    graph = Graph(("a", "b"), (link("a", "b", "copy"), link("b", "a", "copy")))
    assert graph.layers(["a", "b"]) == [["a", "b"]]
    assert {n for root in graph.tree(["a", "b"]) for n, again in _walk(root) if not again} == {"a", "b"}


def test_the_order_of_links_does_not_matter() -> None:
    links = (link("agency:X", "a"), link("a", "b", "copy", 0.5), link("agency:Y", "b", score=0.5))
    assert Graph(("a", "b"), links).tree(["a", "b", "agency:X", "agency:Y"]) == Graph(("a", "b"), links[::-1]).tree(
        ["agency:Y", "b", "a", "agency:X"]
    )
