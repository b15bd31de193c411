"""The same thing under one id, across reports, languages, inflections and alphabets.

Every name is an item (language, name, type). Items that are alike are joined (`stemma.entities.likeness`), what the
gazetteer or a list of the user knows keeps its id. Then short names follow: a surname the person of its report, or the
one person of the run who keeps the same company; "the Commission" the one commission of its report; an acronym the name
that it abbreviates. Decisions do not depend on the order of the reports, and every join keeps its reason.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from stemma.entities.authority import Authority, join_listed
from stemma.entities.clusters import Clusters, by_name, join_alike, join_short
from stemma.entities.corrections import Corrected
from stemma.entities.items import SHOWN_LANGUAGE, Ids, Item, item_of, known_id
from stemma.entities.listed import Listed
from stemma.entities.short import ShortNames
from stemma.entities.table import entities
from stemma.languages.gazetteer import stands_for
from stemma.languages.registry import Languages
from stemma.languages.skeleton import is_latin
from stemma.model import Claim, Entity, Mark, Mention, Report

NOTHING_KNOWN = Authority()


def resolve(
    reports: Sequence[Report], languages: Languages, authority: Authority = NOTHING_KNOWN
) -> tuple[tuple[Report, ...], tuple[Entity, ...]]:
    """The reports with one entity id for each thing in all of them, and the entities.

    Raises `InputError` where a list of the user can no longer be read.
    """
    uses = {r.id: [(m, item_of(m, languages.get(r.language))) for m in r.mentions] for r in reports}
    counts = Counter(item for pairs in uses.values() for _, item in pairs)
    known = {i: e for pairs in uses.values() for m, i in pairs if (e := known_id(m)) is not None}
    corrected = Corrected(authority.corrections, counts, known)
    known = {item: entity for item, entity in known.items() if item not in corrected.unknown}
    clusters = Clusters(counts, known, corrected.apart)
    for a, b, reason in corrected.one:
        clusters.join(a, b, reason, certain=True)
    matches = authority.matches(counts, languages)
    join_listed(clusters, matches)
    alone = {i for i in counts if i.tells_little and i not in known and len(clusters.members(i)) == 1}
    full = [i for i in counts if i not in alone]
    join_alike(clusters, full, languages)
    join_short(clusters, [i for i in full if i.type == "PER"], languages)
    new = Ids()
    ids = _named_sets(clusters, full, counts, new)
    named = {r: {i: ids[clusters.root(i)] for _, i in pairs if i not in alone} for r, pairs in uses.items()}
    short = ShortNames(clusters, named, languages, corrected.apart)
    chosen = short.chosen({r: [i for _, i in pairs] for r, pairs in uses.items()}, new)
    resolved = []
    for report in reports:
        renamed: dict[str, set[str]] = defaultdict(set)
        table: dict[tuple[int, int], str] = {}
        for mention, item in uses[report.id]:
            entity = chosen.get((report.id, item)) or named[report.id][item]
            table[mention.start, mention.end] = entity
            if mention.entity:
                renamed[mention.entity].add(entity)
        resolved.append(_with_entities(report, table, renamed))
    why: dict[str, set[str]] = defaultdict(set)
    for root, entity in ids.items():
        why[entity].update(clusters.why(root))
    for entity, reasons in short.why.items():
        why[entity] |= reasons
    listed: dict[str, list[Listed]] = defaultdict(list)
    for item in sorted(matches, key=by_name):
        listed[ids[clusters.root(item)]] += matches[item]
    return tuple(resolved), entities(resolved, why, listed)


def _named_sets(clusters: Clusters, items: Sequence[Item], counts: Mapping[Item, int], ids: Ids) -> dict[Item, str]:
    """Each set's id by its root: the one known beforehand, else from type and most frequent name."""
    found: dict[Item, str] = {}
    for root in sorted({clusters.root(i) for i in items}, key=by_name):
        known = clusters.id_of(root)
        found[root] = known or ids.new(min(clusters.members(root), key=lambda i: _rank(i, counts[i])))
    return found


def _rank(item: Item, count: int) -> tuple[bool, bool, int, int, str, str]:
    """What makes the id of a thing: its name in the language shown, else in Latin letters, else the most frequent."""
    shown = item.language == SHOWN_LANGUAGE
    return not shown, not is_latin(item.name), -count, len(item.name), item.name, item.language


def _with_entities(report: Report, table: Mapping[tuple[int, int], str], renamed: Mapping[str, set[str]]) -> Report:
    """The report with the ids of its mentions; who speaks for a country is the country ("Moscow denied")."""
    marks: list[Mark] = []
    for mark in report.marks:
        if isinstance(mark, Mention):
            marks.append(msgspec.structs.replace(mark, entity=table.get((mark.start, mark.end), mark.entity)))
        elif isinstance(mark, Claim):
            marks.append(_claim(mark, renamed))
        else:
            marks.append(mark)
    return msgspec.structs.replace(report, marks=tuple(marks))


def _claim(claim: Claim, renamed: Mapping[str, set[str]]) -> Claim:
    source, content = claim.source, claim.content
    if source is not None and source.entities:
        speakers = tuple(dict.fromkeys(stands_for(e) or e for e in _renamed(source.entities, renamed)))
        source = msgspec.structs.replace(source, entity=speakers[0], entities=speakers)
    if content is not None and content.entities:
        content = msgspec.structs.replace(content, entities=_renamed(content.entities, renamed))
    return msgspec.structs.replace(claim, source=source, content=content)


def _renamed(entities: tuple[str, ...], renamed: Mapping[str, set[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_one(renamed.get(e, set()), e) for e in entities))


def _one(entities: set[str], provisional: str) -> str:
    """What a provisional id came to stand for; where names of one such id are several things, the id itself."""
    return next(iter(entities)) if len(entities) == 1 else provisional
