"""Accounts: one question that several reports answer, with the versions of the answer and who stands behind each.

A figure answers the question "how many X?" of its story's thread; figures are of one question when they count the same
unit, and their sentences speak of the same things. A denial answers what it denies.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stemma.languages.registry import Languages
from stemma.languages.terms import CONCEPT, ENTITY, Bag, Term, Weights, coverage, likeness, name_places, terms
from stemma.languages.tokens import tokenize
from stemma.lineage.derive import origins
from stemma.model import Account, Agreement, Claim, Derivation, Entity, Passage, Quantity, Report, Version

SAME_QUESTION = 0.16
"""Likeness of the sentences of two figures of one unit from which they answer one question (set by hand
on the examples)."""
CLOSE_FIGURES, CLOSE_MAGNITUDE, LARGE = 0.15, 0.3, 100
"""What nearness of two large figures of one unit adds to the likeness of their sentences; it is gone at a
factor of two."""
FAR_FIGURES = 0.06
"""What each further power of ten takes away."""
SAME_DENIAL = 0.18
MAX_QUESTION_WORDS = 3
MEASURES = frozenset({"percent"})
"""Units that count nothing by themselves: the same percentage of other things is another question."""


@dataclass(slots=True)
class _Use:
    """One figure or claim with the sentence around it and who says it."""

    report: Report
    start: int
    end: int
    bag: Bag
    terms: list[Term]
    sources: tuple[str, ...]
    quantity: Quantity | None = None
    claim: Claim | None = None


@dataclass(slots=True)
class _Group:
    uses: list[_Use] = field(default_factory=list)


def accounts(
    reports: Sequence[Report],
    languages: Languages,
    threads: Mapping[str, str],
    stories: Mapping[str, str],
    derivations: Sequence[Derivation],
    entities: Sequence[Entity] = (),
) -> tuple[Account, ...]:
    """All accounts, those with most reports first. `threads` and `stories`: report id to thread and story id.

    Figures are compared inside a story, since a count grows from event to event; denials over the whole thread.
    """
    names = {e.id: e.name for e in entities}
    weights = Weights(_sentences(reports, languages))
    roots = origins(derivations, [r.id for r in reports])
    found: list[Account] = []
    by_thread: dict[str, list[Report]] = defaultdict(list)
    for report in sorted(reports, key=lambda r: r.id):
        by_thread[threads.get(report.id, "")].append(report)
    for _, members in sorted(by_thread.items()):
        by_story: dict[str, list[Report]] = defaultdict(list)
        for report in members:
            by_story[stories.get(report.id, "")].append(report)
        for _, together in sorted(by_story.items()):
            found += _quantity_accounts(together, languages, weights, roots, stories, names)
        found += _denial_accounts(members, languages, weights, roots, stories)
    return tuple(
        sorted(found, key=lambda a: (-len({r for v in a.versions for r in v.reports}), a.kind != "quantity", a.id))
    )


def _sentences(reports: Sequence[Report], languages: Languages) -> list[list[Term]]:
    out = []
    for report in reports:
        language = languages.get(report.language)
        names = name_places(report)
        out += [terms(tokenize(report.text, s, e), language, names) for s, e in report.sentences]
    return out


def _use(report: Report, start: int, end: int, languages: Languages, weights: Weights) -> _Use:
    language = languages.get(report.language)
    first, last = next(((s, e) for s, e in report.sentences if s <= start < e), (start, end))
    names = name_places(report)
    found = terms(tokenize(report.text, first, last), language, names)
    return _Use(report, start, end, Bag(found, weights), found, _sources(report, start, end))


def _sources(report: Report, start: int, end: int) -> tuple[str, ...]:
    """Who says what stands there: the sources of the narrowest claim whose content or extent holds it."""
    holding = [
        c
        for c in report.claims
        if c.source is not None
        and ((c.content and c.content.start <= start and end <= c.content.end) or (c.start <= start and end <= c.end))
    ]
    if not holding:
        return ()
    narrow = min(holding, key=lambda c: (c.end - c.start, c.start))
    return narrow.source.entities if narrow.source is not None else ()


# ---------------------------------------------------------------- figures


def _quantity_accounts(
    reports: Sequence[Report],
    languages: Languages,
    weights: Weights,
    roots: Mapping[str, frozenset[str]],
    stories: Mapping[str, str],
    names: Mapping[str, str],
) -> list[Account]:
    by_unit: dict[str, list[_Use]] = defaultdict(list)
    for report in reports:
        for quantity in report.quantities:
            if quantity.unit is None or (quantity.low is None and quantity.high is None):
                continue
            use = _use(report, quantity.start, quantity.end, languages, weights)
            use.quantity = quantity
            by_unit[quantity.unit].append(use)
    out = []
    for unit, uses in sorted(by_unit.items()):
        for group in _same_question(uses, unit):
            versions = _versions(group, roots)
            if len({u.report.id for u in group}) > 1 or len(versions) > 1:
                out.append(_account(_question(unit, group, names), "quantity", group, versions, stories))
    return out


def _same_question(uses: Sequence[_Use], unit: str) -> list[list[_Use]]:
    """Uses of one unit, grouped where their sentences are alike and nothing restricts the unit differently."""
    groups: list[list[_Use]] = []
    for use in sorted(uses, key=lambda u: (u.report.published or "9999", u.report.id, u.start)):
        scored = [(_alike_to(use, group), n) for n, group in enumerate(groups)]
        best = max(scored, default=(0.0, -1), key=lambda s: (s[0], -s[1]))
        if best[0] >= (SAME_QUESTION if unit not in MEASURES else 2 * SAME_QUESTION):
            groups[best[1]].append(use)
        else:
            groups.append([use])
    return groups


def _alike_to(use: _Use, group: Sequence[_Use]) -> float:
    """Likeness to a group: halfway between its nearest member and its mean, so that chains do not grow."""
    scores = [_alike(use, other) for other in group]
    return (max(scores) + sum(scores) / len(scores)) / 2


def _alike(a: _Use, b: _Use) -> float:
    """How alike the sentences of two figures are; figures of different magnitude need more."""
    score = likeness(a.bag, b.bag)
    if a.quantity is None or b.quantity is None:
        return score
    of_a, of_b = set(a.quantity.of), set(b.quantity.of)
    if of_a and of_b:
        score += 0.1 if not of_a.isdisjoint(of_b) else -0.1
    apart = _magnitudes_apart(a.quantity, b.quantity)
    near = (
        CLOSE_FIGURES * max(0.0, 1 - apart / CLOSE_MAGNITUDE)
        if _is_large(a.quantity) and _is_large(b.quantity)
        else 0.0
    )
    return score + near - FAR_FIGURES * max(0.0, apart - 0.5)


def _is_large(q: Quantity) -> bool:
    """Small numbers of a thing coincide by chance; large ones hardly do."""
    value = q.low if q.low is not None else q.high
    return value is not None and value >= LARGE


def _magnitudes_apart(a: Quantity, b: Quantity) -> float:
    x, y = (q.low if q.low is not None else q.high for q in (a, b))
    if not x or not y or x <= 0 or y <= 0:
        return 0.0
    return abs(math.log10(x) - math.log10(y))


def _question(unit: str, group: Sequence[_Use], names: Mapping[str, str]) -> str:
    """The unit, and the things and concepts that most of the sentences share: the program's own words for the
    question."""
    counts: dict[Term, int] = defaultdict(int)
    for use in group:
        for term in set(use.terms):
            if term.kind in (ENTITY, CONCEPT) and term.key != unit:
                counts[term] += 1
    ranked = sorted((-n, -group[0].bag.weights.get(t, 0.0), t.key) for t, n in counts.items() if 2 * n > len(group))
    about = [names.get(key, key.split(":")[-1]) for _, _, key in ranked[:MAX_QUESTION_WORDS]]
    return f"{unit}: how many?" + (f" ({', '.join(about)})" if about else "")


def _versions(group: Sequence[_Use], roots: Mapping[str, frozenset[str]]) -> list[Version]:
    """Equal figures are one version, in the words of the first that gives it."""
    by_value: dict[tuple[float | None, float | None, bool, bool], list[_Use]] = defaultdict(list)
    for use in group:
        q = use.quantity
        if q is not None:
            by_value[q.low, q.high, q.approximate, q.vague].append(use)
    out = []
    for (low, high, approximate, vague), uses in by_value.items():
        out.append(
            Version(
                value=" ".join(uses[0].report.text[uses[0].start : uses[0].end].split()),
                claims=_passages(uses),
                sources=tuple(dict.fromkeys(s for u in uses for s in u.sources)),
                reports=tuple(dict.fromkeys(u.report.id for u in uses)),
                independent=_independent(uses, roots),
                low=low,
                high=high,
                approximate=approximate,
                vague=vague,
            )
        )
    return sorted(out, key=lambda v: (v.low if v.low is not None else v.high or 0.0, v.high or math.inf, v.value))


def _passages(uses: Sequence[_Use]) -> tuple[Passage, ...]:
    return tuple(Passage(u.report.id, u.start, u.end) for u in uses)


def _independent(uses: Sequence[_Use], roots: Mapping[str, frozenset[str]]) -> int:
    """How many of the reports do not share an origin in the stemma."""
    seen: list[set[str]] = []
    for report in dict.fromkeys(u.report.id for u in uses):
        mine = set(roots.get(report, {report}))
        touching = [s for s in seen if not s.isdisjoint(mine)]
        seen = [s for s in seen if s.isdisjoint(mine)]
        seen.append(mine.union(*touching))
    return len(seen)


def agreement(versions: Sequence[Version]) -> Agreement:
    """agree: one version; compatible: all ranges can be true together; conflict: two cannot."""
    if len(versions) < 2:
        return "agree"
    ranges = [_range(v) for v in versions]
    low, high = max(r[0] for r in ranges), min(r[1] for r in ranges)
    return "compatible" if low <= high else "conflict"


APPROXIMATE = 0.1
"""How far "about" reaches to both sides, and "nearly" downwards, when figures are compared."""


def _range(v: Version) -> tuple[float, float]:
    low = v.low if v.low is not None else -math.inf
    high = v.high if v.high is not None else math.inf
    if v.approximate:
        if v.low is None and v.high is not None:
            return v.high * (1 - APPROXIMATE), high
        return low * (1 - APPROXIMATE), high * (1 + APPROXIMATE)
    return low, high


# ---------------------------------------------------------------- denials


def _denial_accounts(
    reports: Sequence[Report],
    languages: Languages,
    weights: Weights,
    roots: Mapping[str, frozenset[str]],
    stories: Mapping[str, str],
) -> list[Account]:
    """What somebody denies or will not confirm, beside the claims that say it."""
    denials: list[_Use] = []
    others: list[_Use] = []
    for report in reports:
        for claim in report.claims:
            use = _use(report, claim.start, claim.end, languages, weights)
            use.claim = claim
            use.sources = claim.source.entities if claim.source else ()
            (denials if claim.stance in ("denies", "declines") else others).append(use)
    others = [u for u in others if not any(_holds(u, d) for d in denials)]
    groups: list[list[_Use]] = []
    for use in sorted(denials, key=lambda u: (u.report.published or "9999", u.report.id, u.start)):
        fitting = [g for g in groups if any(_same_denial(use, other) for other in g)]
        if fitting:
            fitting[0].append(use)
        else:
            groups.append([use])
    out = []
    for group in groups:
        accused = [u for u in others if u.claim is not None and u.claim.stance in ("accuses", "asserts")]
        against = [u for u in accused if any(_answers(u, d) for d in group)]
        versions = _denial_versions(group, roots) + _denial_versions(against, roots)
        sources = {s for u in group for s in u.sources}
        title = _denied(group)
        kind_of = "conflict" if against and any(u.claim and u.claim.stance == "denies" for u in group) else None
        account = _account(title, "denial", group, versions, stories)
        out.append(
            account
            if kind_of is None or not sources
            else Account(account.id, account.question, "denial", account.versions, "conflict", account.story)
        )
    return out


def _denied(group: Sequence[_Use]) -> str:
    """What is denied, in the words of the first report that gives them; else the whole claim."""
    for use in group:
        if use.claim is not None and use.claim.content is not None:
            return " ".join(use.report.at(use.claim.content).split())
    return " ".join(group[0].report.text[group[0].start : group[0].end].split())


def _same_denial(a: _Use, b: _Use) -> bool:
    same_source = not set(a.sources).isdisjoint(b.sources)
    same_stance = a.claim is not None and b.claim is not None and a.claim.stance == b.claim.stance
    return same_source and same_stance and likeness(a.bag, b.bag) >= SAME_DENIAL


def _holds(claim: _Use, denial: _Use) -> bool:
    """Whether a claim reports the denial itself ("..., writes the agency")."""
    return claim.report.id == denial.report.id and claim.start < denial.end and denial.start < claim.end


def _answers(claim: _Use, denial: _Use) -> bool:
    """Whether a claim says what a denial denies: another source, and the content covered well."""
    if not set(claim.sources).isdisjoint(denial.sources) or not claim.sources:
        return False
    return likeness(claim.bag, denial.bag) >= 2 * SAME_DENIAL and coverage(denial.bag, claim.bag) >= 2 * SAME_DENIAL


def _denial_versions(uses: Sequence[_Use], roots: Mapping[str, frozenset[str]]) -> list[Version]:
    by_stance: dict[tuple[str, tuple[str, ...]], list[_Use]] = defaultdict(list)
    for use in uses:
        if use.claim is not None:
            by_stance[use.claim.stance, use.sources].append(use)
    return [
        Version(
            stance,
            _passages(group),
            sources,
            tuple(dict.fromkeys(u.report.id for u in group)),
            _independent(group, roots),
        )
        for (stance, sources), group in by_stance.items()
    ]


def _account(
    question: str, kind: str, group: Sequence[_Use], versions: Sequence[Version], stories: Mapping[str, str]
) -> Account:
    places = sorted((u.report.id, u.start, u.end) for u in group)
    digest = hashlib.sha256(repr(places).encode()).hexdigest()[:8]
    homes = [stories.get(u.report.id, "") for u in group]
    home = min(set(homes), key=lambda s: (-homes.count(s), s))
    verdict = agreement(versions) if kind == "quantity" else "compatible" if len(versions) > 1 else "agree"
    return Account(f"a{digest}", question, kind, tuple(versions), verdict, home or None)  # type: ignore[arg-type]
