"""What the page lays open: the links of the stemma, passages side by side, entities, and the reports in full."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from markupsafe import Markup

from stemma.model import Alignment, Derivation, Entity, Listing, Mark, Mention, Passage, Quantity, Report, Timex
from stemma.show.anchors import Anchors, Chip, report_anchor
from stemma.show.captures import CaptureRow, capture_rows, web_address
from stemma.show.disagree import Dispute, disputes
from stemma.show.graph import Branch, agency_name, stands_above
from stemma.show.highlight import TYPES, Piece, highlight, nest
from stemma.show.sections import Words
from stemma.show.statements import Fact, facts, remarks
from stemma.show.tree import drawing
from stemma.show.words import cut, plain

MOST_EVIDENCE = 3
MOST_PAIRS = 40
PER_PAIR = 3
PASSAGE_CUT = 300
MOST_NAMES = 6


@dataclass(frozen=True)
class Node:
    """A node of the tree in words: an agency, or a report with its tag."""

    title: Words
    chip: Chip | None


@dataclass(frozen=True)
class LinkRow:
    """One link of the stemma, with what it rests on: pairs of passages, the source's first where there is one."""

    parent: Node
    child: Node
    kind: str
    score: str
    directed: bool
    evidence: tuple[tuple[Words | None, Chip | None, Words, Chip], ...]
    more: int


@dataclass(frozen=True)
class BranchRow:
    """A branch of the tree as a nested list."""

    node: Node
    link: str
    again: bool
    below: tuple[BranchRow, ...]


@dataclass(frozen=True)
class FamilyCard:
    """Reports and agencies that hang together: as a drawing, as a list, and link by link."""

    drawing: Markup | None
    branches: tuple[BranchRow, ...]
    links: tuple[LinkRow, ...]


@dataclass(frozen=True)
class PairRow:
    """Two passages that say the same, with the parts that agree and those that differ marked."""

    left: Markup
    right: Markup
    left_chip: Chip
    right_chip: Chip
    left_language: str
    right_language: str
    shared: str
    score: str


@dataclass(frozen=True)
class EntityRow:
    """A person, place or thing, with its names in each language, each leading to a mention."""

    name: str
    type: str
    wikidata: str | None
    mentions: int
    names: tuple[tuple[str, str, str, str | None], ...]
    why: tuple[str, ...]
    stands_for: str | None
    listed: tuple[str, ...]


@dataclass(frozen=True)
class ReportCard:
    """A report in full."""

    anchor: str
    title: Words
    chip: Chip
    when: str
    origin: str
    path: str
    url: str | None
    remarks: tuple[str, ...]
    facts: tuple[Fact, ...]
    disputes: tuple[Dispute, ...]
    captures: tuple[CaptureRow, ...]
    notes: tuple[str, ...]
    text: Markup


# ---------------------------------------------------------------- the stemma


def family_cards(anchors: Anchors) -> list[FamilyCard]:
    """The families of the stemma, the largest first."""
    graph = anchors.view.graph
    return [
        FamilyCard(
            drawing(anchors, family),
            tuple(_branch(anchors, b) for b in graph.tree(family)),
            tuple(_link(anchors, d) for d in graph.within(family)),
        )
        for family in graph.families
    ]


def single_rows(anchors: Anchors) -> list[tuple[str, Node]]:
    """Reports that share no family, each with the agencies that it credits."""
    graph = anchors.view.graph
    rows = []
    for report in graph.single:
        behind = [agency_name(d.source) for d in graph.parents(report) if stands_above(d)]
        rows.append((", ".join(plain(a) for a in behind if a), _node(anchors, report)))
    return sorted(rows, key=lambda row: (row[0] == "", row[0]))


def outside_links(anchors: Anchors) -> list[LinkRow]:
    """Links that lie in no drawing."""
    return [_link(anchors, d) for d in anchors.view.graph.outside]


def _node(anchors: Anchors, node: str) -> Node:
    agency = agency_name(node)
    if agency is not None:
        return Node(Words(plain(agency), ""), None)
    language = anchors.view.reports[node].language
    return Node(Words(anchors.view.title(node), language), anchors.chip(node))


def _branch(anchors: Anchors, branch: Branch) -> BranchRow:
    link = branch.link
    words = f"{'' if link.directed else '~ '}{link.kind} {link.score:.2f}" if link else ""
    return BranchRow(_node(anchors, branch.node), words, branch.again, tuple(_branch(anchors, b) for b in branch.below))


def _link(anchors: Anchors, link: Derivation) -> LinkRow:
    known = [e for e in link.evidence if e.target.report in anchors.targets]
    rows: list[tuple[Words | None, Chip | None, Words, Chip]] = []
    for piece in known[:MOST_EVIDENCE]:
        source = piece.source if piece.source and piece.source.report in anchors.targets else None
        rows.append(
            (
                _words(anchors, source) if source else None,
                anchors.chip(source.report, source) if source else None,
                _words(anchors, piece.target),
                anchors.chip(piece.target.report, piece.target),
            )
        )
    return LinkRow(
        _node(anchors, link.source),
        _node(anchors, link.target),
        link.kind,
        f"{link.score:.2f}",
        link.directed,
        tuple(rows),
        len(known) - len(rows),
    )


def _words(anchors: Anchors, passage: Passage) -> Words:
    return Words(cut(anchors.view.words(passage), PASSAGE_CUT), anchors.view.reports[passage.report].language)


# ---------------------------------------------------------------- side by side


def pair_rows(anchors: Anchors) -> list[PairRow]:
    """The best aligned passages, a few of each pair of reports; those across languages first."""
    reports = anchors.view.reports
    by_pair: dict[tuple[str, str], list[Alignment]] = defaultdict(list)
    for found in anchors.view.dossier.alignments:
        if found.a.report in reports and found.b.report in reports:
            by_pair[found.a.report, found.b.report].append(found)
    best = [a for pair in by_pair.values() for a in sorted(pair, key=_strength)[:PER_PAIR]]
    across = [a for a in best if reports[a.a.report].language != reports[a.b.report].language]
    chosen = sorted(across, key=_strength) or sorted(best, key=_strength)
    return [_pair(anchors, a) for a in chosen[:MOST_PAIRS]]


def _strength(found: Alignment) -> tuple[float, str, int]:
    return -found.score, found.a.report, found.a.start


def _pair(anchors: Anchors, found: Alignment) -> PairRow:
    view = anchors.view
    a, b = view.reports[found.a.report], view.reports[found.b.report]
    inside_a, inside_b = _keys(a, found.a), _keys(b, found.b)
    shared = [view.name(w) if w in view.entities else w for w in found.why if not _SKELETON.fullmatch(w)]
    return PairRow(
        _compared(a, found.a, inside_a, inside_b),
        _compared(b, found.b, inside_b, inside_a),
        anchors.chip(a.id, found.a),
        anchors.chip(b.id, found.b),
        a.language,
        b.language,
        " · ".join(dict.fromkeys(plain(s) for s in shared)),
        f"{found.score:.2f}",
    )


_SKELETON = re.compile(r"[b-df-hj-np-tv-xz]+")
"""Consonants of a name, by which it was compared: the name itself stands marked in the passage."""

Key = tuple[str, object]


def _key(mark: Mark) -> Key | None:
    """What a mark has to share with one of the other passage to be the same; None where it is not compared."""
    if isinstance(mark, Mention):
        return ("n", mark.entity) if mark.entity else None
    if isinstance(mark, Timex):
        return "t", mark.value
    if isinstance(mark, Quantity):
        return "q", (mark.low, mark.high)
    return None


def _keys(report: Report, passage: Passage) -> dict[tuple[int, int], Key]:
    keyed = ((m, _key(m)) for m in report.marks if passage.start <= m.start and m.end <= passage.end)
    return {(m.start, m.end): k for m, k in keyed if k is not None}


def _compared(
    report: Report, passage: Passage, mine: dict[tuple[int, int], Key], other: dict[tuple[int, int], Key]
) -> Markup:
    """A passage with shared names, dates and figures marked; figures and dates that differ are underlined."""
    theirs = set(other.values())
    kinds = {k[0] for k in theirs}
    pieces = []
    for (start, end), key in mine.items():
        if key in theirs:
            pieces.append(Piece(start - passage.start, end - passage.start, ("same",)))
        elif key[0] != "n" and key[0] in kinds:
            pieces.append(Piece(start - passage.start, end - passage.start, ("differs",)))
    return nest(report.at(passage), pieces)


# ---------------------------------------------------------------- entities


def entity_rows(anchors: Anchors) -> list[EntityRow]:
    """Entities, the most mentioned first."""
    first: dict[str, dict[str, Passage]] = defaultdict(dict)
    for report in anchors.view.reports.values():
        for mention in report.mentions:
            if mention.entity:
                place = Passage(report.id, mention.start, mention.end)
                first[mention.entity].setdefault(report.language, place)
    ranked = sorted(anchors.view.dossier.entities, key=lambda e: (-e.mentions, e.id))
    return [_entity(anchors, e, first.get(e.id, {})) for e in ranked]


def _entity(anchors: Anchors, entity: Entity, first: dict[str, Passage]) -> EntityRow:
    names = []
    for code in sorted(set(entity.names) & set(first)) or sorted(entity.names):
        words = ", ".join(plain(n) for n in entity.names[code][:MOST_NAMES])
        href = anchors.passage(first[code]) if code in first else None
        names.append((code, words, anchors.language_colour(code), href))
    return EntityRow(
        anchors.view.name(entity.id),
        TYPES[entity.type],
        entity.wikidata,
        entity.mentions,
        tuple(names),
        tuple(plain(w) for w in entity.why),
        anchors.view.name(entity.stands_for) if entity.stands_for else None,
        tuple(plain(_listing(listing)) for listing in entity.listed),
    )


def _listing(listing: Listing) -> str:
    """An entry of a user's list: "sanctions.csv: Q7747 Vladimir Putin (sanction, role.pep)"."""
    topics = f" ({', '.join(listing.topics)})" if listing.topics else ""
    return f"{listing.list}: {listing.id} {listing.name}{topics}"


# ---------------------------------------------------------------- reports


def report_cards(anchors: Anchors) -> list[ReportCard]:
    """All reports in the order of time, with an anchor wherever the page points; call it after all other sections."""
    ordered = sorted(anchors.view.reports.values(), key=lambda r: (r.published or "9999", r.id))
    return [_report(anchors, r) for r in ordered]


def _report(anchors: Anchors, report: Report) -> ReportCard:
    # The text comes last: what stands before it asks for anchors in it.
    return ReportCard(
        report_anchor(report.id),
        Words(anchors.view.title(report.id), report.language),
        anchors.chip(report.id),
        anchors.view.when(report.id),
        anchors.view.origin(report.id),
        plain(report.path or ""),
        web_address(report.url),
        tuple(plain(r) for r in remarks(report)),
        facts(anchors, report),
        disputes(report),
        capture_rows(anchors, report),
        tuple(plain(n) for n in report.notes),
        highlight(anchors.view, report, anchors.targets[report.id]),
    )
