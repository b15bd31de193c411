"""The table of entities: the names of each thing in each language, and why they were joined."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from stemma.entities.listed import Listed
from stemma.languages.gazetteer import known_name, stands_for, wikidata_ids
from stemma.model import Entity, MentionType, Report

SHOWN_LANGUAGE = "en"
"""The language in which things are shown where their name in it is known."""


def entities(
    reports: Sequence[Report], why: Mapping[str, set[str]], listed: Mapping[str, Sequence[Listed]]
) -> tuple[Entity, ...]:
    """All entities of reports whose mentions have their ids, the most mentioned first.

    `why` and `listed` are the reasons and the entries of a user's lists by entity id.
    """
    names: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    types: dict[str, Counter[MentionType]] = defaultdict(Counter)
    for report in reports:
        for mention in report.mentions:
            if mention.entity:
                names[mention.entity][report.language][mention.name] += 1
                types[mention.entity][mention.type] += 1
    found = []
    for entity, by_language in names.items():
        ranked = {
            code: tuple(n for n, _ in sorted(c.items(), key=lambda x: (-x[1], x[0])))
            for code, c in sorted(by_language.items())
        }
        most_used = max(ranked.items(), key=lambda r: (sum(by_language[r[0]].values()), r[0]))[1]
        display = ranked.get(SHOWN_LANGUAGE) or most_used
        kind = _type(entity, types[entity])
        found.append(
            Entity(
                entity,
                kind,
                known_name(entity, SHOWN_LANGUAGE) or _longest_of(display, kind),
                ranked,
                sum(types[entity].values()),
                wikidata_ids().get(entity) or _wikidata(listed.get(entity, ())),
                tuple(sorted(why.get(entity, ()))),
                stands_for(entity),
                tuple(dict.fromkeys(entry.listing for entry in listed.get(entity, ()))),
            )
        )
    return tuple(sorted(found, key=lambda e: (-e.mentions, e.id)))


def _wikidata(listed: Sequence[Listed]) -> str | None:
    """The Wikidata id that lists give where they agree on it."""
    ids = {entry.wikidata for entry in listed if entry.wikidata}
    return ids.pop() if len(ids) == 1 else None


def _type(entity: str, types: Mapping[MentionType, int]) -> MentionType:
    """The type of a known thing is that of its id, of all else the most frequent of its mentions."""
    kind = entity.partition(":")[0]
    return next((t for t in types if t == kind), min(types, key=lambda t: (-types[t], t)))


def _longest_of(names: Sequence[str], kind: MentionType) -> str:
    """The name to show: of a person the fullest that is used, of all else the most frequent."""
    if kind != "PER":
        return names[0]
    words = max(len(n.split()) for n in names)
    return next(n for n in names if len(n.split()) == words)
