"""Reports grouped into stories, and stories into threads, by what they have in common and when.

Two reports are compared by how much of each the other covers (`stemma.languages.terms`), once in their openings (title
and first sentences: what is new) and once as wholes (what it is about). Openings decide stories, wholes decide threads.
Groups are merged best first while the average likeness of their members stays above a threshold.
"""

from __future__ import annotations

import datetime
import hashlib
import heapq
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stemma.languages.registry import Languages
from stemma.languages.terms import ENTITY, FIGURE, NAME, Bag, Term, Weights, likeness, name_places, terms
from stemma.languages.tokens import tokenize
from stemma.model import Report, Story

STORY_THRESHOLD = 0.185
"""Average likeness that holds a story together. Translated news is grouped without error from 0.14 to 0.25."""
THREAD_THRESHOLD = 0.17
"""Likeness as wholes of any two reports that joins their stories into one thread."""
OPENING_SENTENCES = 6
SAME_LANGUAGE = 0.75
"""Reports in one language share words for other reasons than their subject; their likeness counts this much."""
FULL_SIZE = 60
SHORT_RELIEF = 1.5
"""Texts with fewer terms than `FULL_SIZE` have fewer chances to share any: the likeness of the shortest counts up to
`1 + SHORT_RELIEF` times (chosen on news blurbs of ten terms)."""
DECAY_DAYS = 10.0
"""Likeness falls to 1/e when two reports are this many days apart (chosen on news blurbs, with the window)."""
WINDOW_DAYS = 12
DATE_UNKNOWN, DATE_AGREES = 0.9, 1.1
"""What likeness counts where one of two reports has no date: without, and with, a day told that fits the other's."""
DAYS_TOLD_BEFORE = 3
LEAST_SHARED = 0.04
"""Share of the lighter report's weight that equal terms must make up before two reports are compared at all."""
MAX_DOCUMENT_SHARE = 0.25
"""Terms in more than this share of the reports propose no pairs, once there are many reports."""
NAME_BOOST = 1.5
"""What names weigh against other words (chosen on news blurbs)."""
FIGURE_WEIGHT = 0.7


@dataclass(frozen=True, slots=True)
class Profile:
    """What a report is compared by."""

    id: str
    language: str
    opening: Bag
    whole: Bag
    day: datetime.date | None
    told: frozenset[str]
    """Days that the opening tells of, as MM-DD."""


def group(reports: Sequence[Report], languages: Languages) -> tuple[Story, ...]:
    """Stories with their threads; every report is in exactly one story. Titles are those of the earliest reports."""
    profiles = _profiles(reports, languages)
    pairs = _likenesses(profiles)
    stories = _merge(profiles, {p: s for p, (s, _) in pairs.items()}, STORY_THRESHOLD)
    of = {i: n for n, members in enumerate(stories) for i in members}
    between: dict[tuple[int, int], list[float]] = defaultdict(list)
    for (a, b), (_, thread) in pairs.items():
        if of[a] != of[b]:
            between[min(of[a], of[b]), max(of[a], of[b])].append(thread)
    linked = {pair: max(values) for pair, values in between.items()}
    threads = _components(len(stories), [p for p, v in linked.items() if v >= THREAD_THRESHOLD])
    return _as_stories(reports, stories, threads)


def _profiles(reports: Sequence[Report], languages: Languages) -> list[Profile]:
    openings: list[list[Term]] = []
    wholes: list[list[Term]] = []
    for report in reports:
        language = languages.get(report.language)
        names = name_places(report)
        parts = [terms(tokenize(report.text, s, e), language, names) for s, e in report.sentences]
        if report.title and not any(b.kind == "title" for b in report.blocks):
            parts.insert(0, terms(tokenize(report.title), language))
        openings.append([t for part in parts[:OPENING_SENTENCES] for t in part])
        wholes.append([t for part in parts for t in part])
    weights = Weights(wholes, {ENTITY: NAME_BOOST, NAME: NAME_BOOST, FIGURE: FIGURE_WEIGHT})
    return [
        Profile(r.id, r.language, Bag(o, weights), Bag(w, weights), _day(r.published), _told(r))
        for r, o, w in zip(reports, openings, wholes, strict=True)
    ]


def _told(report: Report) -> frozenset[str]:
    end = report.sentences[min(OPENING_SENTENCES, len(report.sentences)) - 1][1] if report.sentences else 0
    values = (t.value for t in report.timexes if t.end <= end and t.type in ("DATE", "TIME"))
    return frozenset(v[5:10] for v in values if len(v) >= 10 and v[5:7].isdigit() and v[8:10].isdigit())


def _day(published: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _likenesses(profiles: Sequence[Profile]) -> dict[tuple[int, int], tuple[float, float]]:
    """For pairs of reports that share enough: likeness as the same story, and as the same thread."""
    index: dict[Term, list[int]] = defaultdict(list)
    for n, profile in enumerate(profiles):
        for term in profile.whole.weights:
            index[term].append(n)
    cap = max(40, int(MAX_DOCUMENT_SHARE * len(profiles)))
    votes: dict[tuple[int, int], float] = defaultdict(float)
    for term, members in index.items():
        if 1 < len(members) <= cap:
            weight = profiles[members[0]].whole.weights[term]
            for x, a in enumerate(members):
                for b in members[x + 1 :]:
                    votes[a, b] += weight
    out: dict[tuple[int, int], tuple[float, float]] = {}
    for (a, b), weight in votes.items():
        p, q = profiles[a], profiles[b]
        if weight < LEAST_SHARED * min(p.whole.total, q.whole.total):
            continue
        whole = likeness(p.whole, q.whole)
        opening = likeness(p.opening, q.opening)
        kinship = SAME_LANGUAGE if p.language == q.language else 1.0
        relief = 1 + SHORT_RELIEF * max(0.0, 1 - min(len(p.whole.weights), len(q.whole.weights)) / FULL_SIZE)
        near = _nearness(p, q)
        out[a, b] = (math.sqrt(opening * whole) * near * kinship * relief, whole * kinship)
    return out


def _nearness(p: Profile, q: Profile) -> float:
    """How well the times of two reports go together, 0 to a little over 1.

    Where a report has no date, the days that it tells of stand in: one at the other's publication speaks for the same
    story; none is weak evidence against it.
    """
    if p.day is not None and q.day is not None:
        gap = abs((p.day - q.day).days)
        return 0.0 if gap > WINDOW_DAYS else math.exp(-max(0, gap - 1) / DECAY_DAYS)
    days = _around(p) | _around(q)
    told = (p.told if p.day is None else frozenset()) | (q.told if q.day is None else frozenset())
    both = p.told & q.told if p.day is None and q.day is None else told & days
    return DATE_AGREES if both else DATE_UNKNOWN


def _around(p: Profile) -> frozenset[str]:
    """The days about a publication, as MM-DD."""
    if p.day is None:
        return frozenset()
    steps = range(-DAYS_TOLD_BEFORE, 2)
    return frozenset((p.day + datetime.timedelta(days=n)).isoformat()[5:] for n in steps)


def _merge(
    profiles: Sequence[Profile], pairs: Mapping[tuple[int, int], float], threshold: float
) -> list[tuple[int, ...]]:
    """Average-link clustering on a sparse graph, best pair first; a pair that is not there counts as 0."""
    members: dict[int, tuple[int, ...]] = {n: (n,) for n in range(len(profiles))}
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), score in pairs.items():
        if score > 0:
            sums[a][b] = sums[b][a] = score
    heap = [(-s, _key(profiles, (a,)), _key(profiles, (b,)), a, b) for (a, b), s in pairs.items() if s >= threshold]
    heapq.heapify(heap)
    fresh = len(profiles)
    while heap:
        _, _, _, a, b = heapq.heappop(heap)
        if a not in members or b not in members:
            continue
        joined = tuple(sorted(members.pop(a) + members.pop(b)))
        links: dict[int, float] = defaultdict(float)
        for side in (a, b):
            for other, total in sums.pop(side, {}).items():
                if other in members:
                    links[other] += total
                sums[other].pop(side, None) if other in sums else None
        members[fresh] = joined
        sums[fresh] = dict(links)
        for other, total in links.items():
            sums[other][fresh] = total
            average = total / (len(joined) * len(members[other]))
            if average >= threshold:
                pair = sorted(((_key(profiles, joined), fresh), (_key(profiles, members[other]), other)))
                heapq.heappush(heap, (-average, pair[0][0], pair[1][0], pair[0][1], pair[1][1]))
        fresh += 1
    return sorted(members.values(), key=lambda m: _key(profiles, m))


def _key(profiles: Sequence[Profile], members: Sequence[int]) -> str:
    """A key of a group that does not depend on the order of the input."""
    return min(profiles[m].id for m in members)


def _components(size: int, links: Sequence[tuple[int, int]]) -> list[int]:
    from networkx.utils import UnionFind  # slow to import, and needed only where a dossier is made

    joined = UnionFind(range(size))
    for a, b in links:
        joined.union(a, b)
    label: dict[int, int] = {}
    return [label.setdefault(joined[n], n) for n in range(size)]


def _as_stories(
    reports: Sequence[Report], stories: Sequence[tuple[int, ...]], threads: Sequence[int]
) -> tuple[Story, ...]:
    found = []
    members_of: dict[int, list[str]] = defaultdict(list)
    for n, members in enumerate(stories):
        members_of[threads[n]] += [reports[m].id for m in members]
    for n, members in enumerate(stories):
        inside = sorted((reports[m] for m in members), key=lambda r: (r.published or "9999", r.id))
        dates = sorted(r.published[:10] for r in inside if r.published)
        found.append(
            Story(
                id=_digest("s", [r.id for r in inside]),
                thread=_digest("t", members_of[threads[n]]),
                title=next((r.title for r in inside if r.title), inside[0].id),
                reports=tuple(r.id for r in inside),
                begin=dates[0] if dates else None,
                end=dates[-1] if dates else None,
            )
        )
    sizes = {t: len(ids) for t, ids in members_of.items()}
    rank = {s.id: (-sizes[threads[n]], s.thread) for n, s in enumerate(found)}
    return tuple(sorted(found, key=lambda s: (rank[s.id], s.begin or "9999", s.id)))


def _digest(prefix: str, ids: Sequence[str]) -> str:
    return prefix + hashlib.sha256("\x1f".join(sorted(ids)).encode()).hexdigest()[:8]
