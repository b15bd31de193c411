"""The stemma: which report drew on which source, each link with its evidence.

* *credit*: a report names an agency, in a credit line or as the source of what it tells. Where a credit line names one
  agency and the text another ("/ritzau/", "according to AFP"), the one in the text came first.
* *copy*, *translation*, *rewrite*: most of one report's sentences answer to sentences of another; the same language
  and nearly the same words is a copy, another language a translation, a smaller part a rewrite.
* *quotation*: the same words of the same speaker in two reports.

The earlier report is taken for the source. Where no time tells, the link is marked `directed: false`. The links form
an acyclic graph: the weaker link of a circle is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from rapidfuzz.fuzz import ratio

from stemma.languages.gazetteer import agencies
from stemma.model import Alignment, Claim, Derivation, DerivationEvidence, DerivationKind, Passage, Report

AGENCY = "agency:"
COPY_SHARE = 0.5
"""Share of the shorter report's sentences that must be aligned for a copy or translation."""
REWRITE_SHARE = 0.3
FEWEST_SENTENCES = 3
COPY_RATIO = 80.0
"""rapidfuzz ratio of two sentences from which one is the other, retouched (of 100)."""
TRANSLATION_SHARE, TRANSLATION_SCORE = 0.35, 0.25
TRANSLATION_ORDER = 0.94
"""A report in another language is a translation, and no account of its own, where this share of the shorter
one is aligned,
share times mean score is at least so high, and so many neighbouring alignments stand in the same order. Of 180 pairs of
translated news 90% have an order of 1.0; independent reports of one event share as much, but in an order of
their own."""
QUOTATION_SCORE, QUOTATION_ELSEWHERE = 0.25, 0.55
"""Alignment score from which two quotations of one speaker are the same words, inside one story and across stories."""
QUOTED_SHARE = 0.6
"""Share of an aligned passage that must be quoted: two things that one speaker said share their attribution only."""
MAX_EVIDENCE = 8
CREDIT_TAIL = 12
"""Characters that may stand between a credit in brackets and the end of its paragraph: ")", initials."""


def derive(
    reports: Sequence[Report], alignments: Sequence[Alignment], stories: Mapping[str, str] | None = None
) -> tuple[Derivation, ...]:
    """All derivations between the reports, and from agencies to them, without circles.

    `stories`: report id to story id; a quotation that turns up in another story must be more surely the same.
    """
    homes = stories or {}
    by_id = {r.id: r for r in reports}
    found = [d for r in reports for d in _credits(r)]
    pairs: dict[tuple[str, str], list[Alignment]] = defaultdict(list)
    for alignment in alignments:
        pairs[alignment.a.report, alignment.b.report].append(alignment)
    for (a, b), joined in sorted(pairs.items()):
        link = _parallel(by_id[a], by_id[b], _outermost(joined)) or _quotation(
            by_id[a], by_id[b], joined, QUOTATION_SCORE if homes.get(a) == homes.get(b) else QUOTATION_ELSEWHERE
        )
        if link is not None:
            found.append(link)
    return _acyclic(found)


# ---------------------------------------------------------------- credits


def _credits(report: Report) -> Iterable[Derivation]:
    """Agency to report, and where the text shows the chain, agency to agency."""
    names = {f"ORG:{key}": f"{AGENCY}{short}" for key, (short, _) in agencies().items()}
    places: dict[str, list[Passage]] = defaultdict(list)
    final: list[str] = []
    for credit in report.credits:
        if credit.role == "agency":
            node = f"{AGENCY}{credit.name}"
            places[node].append(Passage(report.id, credit.start, credit.end))
            if _is_credit_line(report, credit.start, credit.end):
                final.append(node)
    chains: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    for claim in report.claims:
        cited = _cited(report, claim, names)
        for node, passage in cited:
            places[node].append(passage)
        for (first, _), (second, passage) in pairwise(cited):
            if first != second:
                chains[first, second].append(passage)
    for node, passages in sorted(places.items()):
        yield Derivation(node, report.id, "credit", 1.0 if node in final else 0.8, _targets(passages))
    for node, passages in sorted(places.items()):
        for last in dict.fromkeys(final):
            if node not in final and node != last:
                yield Derivation(node, last, "credit", 0.6, _targets(passages))
    for (first, second), passages in sorted(chains.items()):
        yield Derivation(first, second, "credit", 0.7, _targets(passages))


def _is_credit_line(report: Report, start: int, end: int) -> bool:
    """Whether a credit stands in a line of its own or in brackets at the end of a paragraph, not in running text."""
    for block in report.blocks:
        if block.start <= start < block.end:
            before = report.text[block.start : start].rstrip()[-1:]
            return not block.is_report or (before in ("(", "/", "©", "[") and block.end - end <= CREDIT_TAIL)
    return False


def _cited(report: Report, claim: Claim, names: Mapping[str, str]) -> list[tuple[str, Passage]]:
    """Agencies in the chain of a claim, nearest to the event first."""
    if claim.source is None:
        return []
    cited = []
    for entity in claim.source.entities:
        if entity in names:
            cited.append((names[entity], Passage(report.id, claim.source.start, claim.source.end)))
    for span in claim.source.via:
        for mention in report.mentions:
            if span.start <= mention.start < span.end and mention.entity in names:
                cited.append((names[mention.entity or ""], Passage(report.id, span.start, span.end)))
    return cited


def _targets(passages: Sequence[Passage]) -> tuple[DerivationEvidence, ...]:
    unique = sorted(set(passages), key=lambda p: (p.report, p.start, p.end))
    return tuple(DerivationEvidence(p) for p in unique[:MAX_EVIDENCE])


# ---------------------------------------------------------------- between reports


def _parallel(a: Report, b: Report, joined: Sequence[Alignment]) -> Derivation | None:
    """A copy, translation or rewrite, where enough of the shorter report is in the longer."""
    shorter = min(len(a.sentences), len(b.sentences))
    if len(joined) < min(FEWEST_SENTENCES, shorter) or not shorter:
        return None
    same_language = a.language == b.language
    share = len(joined) / shorter
    mean = sum(x.score for x in joined) / len(joined)
    kind: DerivationKind
    if same_language:
        close = [x for x in joined if ratio(a.at(x.a), b.at(x.b)) >= COPY_RATIO]
        if len(close) >= COPY_SHARE * shorter and len(close) >= FEWEST_SENTENCES:
            kind, joined = "copy", close
        elif len(close) >= FEWEST_SENTENCES - 1 and len(close) >= REWRITE_SHARE * shorter / 2:
            kind, joined = "rewrite", close
        else:
            return None
    elif share >= TRANSLATION_SHARE and share * mean >= TRANSLATION_SCORE and _in_order(joined):
        kind = "translation"
    else:
        return None
    return _link(a, b, kind, share * mean if not same_language else share, joined)


def _outermost(joined: Sequence[Alignment]) -> list[Alignment]:
    """Alignments without those of quotations inside aligned sentences, which would count the same words twice."""
    return [x for x in joined if not any(y is not x and _holds(y.a, x.a) and _holds(y.b, x.b) for y in joined)]


def _holds(outer: Passage, inner: Passage) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _in_order(joined: Sequence[Alignment]) -> bool:
    """Whether the aligned sentences stand in nearly the same order in both reports, as those of a translation do."""
    order = sorted(joined, key=lambda x: x.a.start)
    steps = [p.b.start < q.b.start for p, q in pairwise(order)]
    return not steps or sum(steps) >= TRANSLATION_ORDER * len(steps)


def _quotation(a: Report, b: Report, joined: Sequence[Alignment], least: float) -> Derivation | None:
    """The same words of the same speaker: aligned passages that both lie in direct speech of one source."""
    shared = [x for x in joined if x.score >= least and _same_quotation(a, x.a, b, x.b)]
    if not shared:
        return None
    return _link(a, b, "quotation", max(x.score for x in shared), shared)


def _same_quotation(a: Report, at: Passage, b: Report, bt: Passage) -> bool:
    said = {e for c in _quoting(a, at) if c.source for e in c.source.entities}
    also = {e for c in _quoting(b, bt) if c.source for e in c.source.entities}
    return not said.isdisjoint(also)


def _quoting(report: Report, passage: Passage) -> list[Claim]:
    return [
        c
        for c in report.claims
        if c.form == "direct"
        and c.content
        and min(c.content.end, passage.end) - max(c.content.start, passage.start)
        >= QUOTED_SHARE * (passage.end - passage.start)
    ]


def _link(a: Report, b: Report, kind: DerivationKind, score: float, joined: Sequence[Alignment]) -> Derivation:
    first, second, directed = _order(a, b)
    evidence = []
    for x in sorted(joined, key=lambda x: (-x.score, x.a.start))[:MAX_EVIDENCE]:
        source, target = (x.a, x.b) if x.a.report == first.id else (x.b, x.a)
        evidence.append(DerivationEvidence(target, source))
    return Derivation(first.id, second.id, kind, round(min(1.0, score), 4), tuple(evidence), directed)


def _order(a: Report, b: Report) -> tuple[Report, Report, bool]:
    """The report that came first, the other, and whether the times of publication tell so.

    Without times the longer text goes first (a copy is shorter more often than longer), marked as not known.
    """
    if a.published and b.published and "inferred" not in (a.published_basis, b.published_basis):
        size = min(len(a.published), len(b.published))
        if a.published[:size] != b.published[:size]:
            return (a, b, True) if a.published < b.published else (b, a, True)
    first, second = sorted((a, b), key=lambda r: (-len(r.sentences), r.id))
    return first, second, False


_STRENGTH: dict[str, int] = {"copy": 5, "translation": 4, "rewrite": 3, "credit": 2, "quotation": 1}


def _acyclic(found: Sequence[Derivation]) -> tuple[Derivation, ...]:
    """The links without circles: strongest first, and a link that would close a circle is left out."""
    import networkx as nx  # slow to import, and needed only where a dossier is made

    graph: nx.DiGraph = nx.DiGraph()
    kept: dict[tuple[str, str, str], Derivation] = {}
    for link in sorted(found, key=lambda d: (-_STRENGTH[d.kind], -d.score, d.source, d.target)):
        key = (link.source, link.target, link.kind)
        if link.source == link.target or key in kept:
            continue
        if graph.has_node(link.target) and graph.has_node(link.source) and nx.has_path(graph, link.target, link.source):
            continue
        graph.add_edge(link.source, link.target)
        kept[key] = link
    return tuple(sorted(kept.values(), key=lambda d: (d.target, d.source, d.kind)))


def origins(derivations: Sequence[Derivation], ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """For each report, the roots of the stemma above it: itself where it drew on nothing that is known."""
    into: dict[str, list[Derivation]] = defaultdict(list)
    for link in derivations:
        if link.kind != "quotation":
            into[link.target].append(link)
    return {node: frozenset(_roots(node, into)) for node in ids}


def _roots(report: str, into: Mapping[str, Sequence[Derivation]]) -> set[str]:
    """The top of all that is above a report.

    That one agency drew on another counts only by the word of a report below.
    """
    above, roots, todo = {report}, set(), [report]
    while todo:
        node = todo.pop()
        sources = {
            d.source
            for d in into.get(node, ())
            if not d.target.startswith(AGENCY) or any(e.target.report in above for e in d.evidence)
        }
        if not sources:
            roots.add(node)
        todo += sorted(sources - above)
        above |= sources
    return roots
