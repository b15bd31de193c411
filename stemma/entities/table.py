"""The table of entities: the names of each thing in each language, and why they were joined."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from stemma.entities.items import SHOWN_LANGUAGE
from stemma.entities.listed import Listed
from stemma.languages.gazetteer import known_name, stands_for, wikidata_ids
from stemma.languages.skeleton import is_latin
from stemma.model import MENTION_TYPES, Entity, MentionType, Report


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
        most_used = max(ranked, key=lambda code: (is_latin(ranked[code][0]), sum(by_language[code].values()), code))
        display = ranked.get(SHOWN_LANGUAGE) or ranked[most_used]
        kind = _type(entity)
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


def _type(entity: str) -> MentionType:
    """The type of a thing is that of its id: a country of which only the people are named is a place."""
    return next(kind for kind in MENTION_TYPES if entity.startswith(f"{kind}:"))


def _longest_of(names: Sequence[str], kind: MentionType) -> str:
    """The name to show: of a person the fullest that is used, of all else the most frequent."""
    if kind != "PER":
        return names[0]
    return max(names, key=lambda name: (sum(len(w.strip(".")) > 1 for w in name.split()), -names.index(name)))
