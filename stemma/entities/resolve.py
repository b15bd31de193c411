"""The same thing under one id, across reports, languages, inflections and alphabets.

What the gazetteer knows has its id already. All other names become items (language, name, type), and items are joined
when every word of one answers to a word of the other: by an inflection of one base, the same consonant skeleton, or a
close spelling in Latin letters. Short names follow the long one of their own report. Decisions do not depend on the
order of the reports, and every join keeps its reason.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import msgspec
from rapidfuzz.fuzz import ratio

from stemma.languages.gazetteer import known_name, read_names
from stemma.languages.language import Language
from stemma.languages.registry import Languages
from stemma.languages.skeleton import latin, skeleton
from stemma.languages.terms import KNOWN_RULES
from stemma.languages.tokens import fold, tokenize
from stemma.model import Claim, Entity, Mark, Mention, MentionType, Report

SHOWN_LANGUAGE = "en"
"""The language in which things are shown and ids are made where their name in it is known."""
CAPITALS = "capitals"
"""The rule of mentions that nothing but a capital supports."""
SURE_SKELETON = 3
"""Consonants that a single word needs to be told for a surname in another language."""
CLOSE_SPELLING = 78.0
"""rapidfuzz ratio from which two words with a common skeleton start count as spellings of one (of 100)."""


@dataclass(frozen=True, slots=True)
class Item:
    """One name as one language writes it."""

    language: str
    type: MentionType
    name: str
    words: tuple[str, ...]
    skeletons: tuple[str, ...]
    concepts: frozenset[str] = frozenset()
    weak: bool = False
    """True where nothing but a capital tells that it is a name, let alone of what."""


@dataclass(slots=True)
class _Cluster:
    items: set[Item] = field(default_factory=set)
    why: set[str] = field(default_factory=set)


def resolve(reports: Sequence[Report], languages: Languages) -> tuple[tuple[Report, ...], tuple[Entity, ...]]:
    """The reports with one entity id for each thing in all of them, and the entities."""
    uses: dict[str, list[tuple[Mention, Item | str]]] = {}
    counts: Counter[Item] = Counter()
    short: dict[tuple[str, Item], Item] = {}
    for report in reports:
        language = languages.get(report.language)
        items = [(m, _item(m, language)) for m in report.mentions]
        long = _long_names(items)
        for _, item in items:
            if isinstance(item, Item):
                counts[item] += 1
                full = _full_name(item, long, language)
                if full is not None:
                    short[report.id, item] = full
        uses[report.id] = items
    clusters = _join([i for i in counts if not _is_short(i, short)], languages)
    ids = _name_clusters(clusters, counts)
    chosen = {i: ids[n] for n, cluster in enumerate(clusters) for i in cluster.items}
    chosen |= _surnames([i for i in counts if i.weak], chosen, languages)

    def entity_of(report_id: str, item: Item | str) -> str:
        if isinstance(item, str):
            return item
        full = short.get((report_id, item), item)
        return chosen.get(full) or chosen.get(item) or _fallback(item)

    resolved = []
    for report in reports:
        renamed = {}
        table: dict[tuple[int, int], str] = {}
        for mention, item in uses[report.id]:
            entity = entity_of(report.id, item)
            table[mention.start, mention.end] = entity
            if mention.entity:
                renamed[mention.entity] = entity
        resolved.append(_with_entities(report, table, renamed))
    return tuple(resolved), _entities(resolved, clusters, ids)


def _is_short(item: Item, short: Mapping[tuple[str, Item], Item]) -> bool:
    """Whether an item is nowhere more than the short form of a longer one."""
    return len(item.words) == 1 and any(key[1] == item for key in short)


def _fallback(item: Item) -> str:
    return f"{item.type}:{_slug(item.name)}"


def _item(mention: Mention, language: Language) -> Item | str:
    """The item of a mention, or its id where the gazetteer gave it one."""
    known = mention.rule.startswith(KNOWN_RULES)
    if known and mention.entity:
        return mention.entity
    tokens = tokenize(mention.name)
    words = tuple(t.fold for t in tokens if t.is_word)
    sounds = language.pack.name.sounds
    concepts = frozenset(
        c.concept for i in range(len(tokens)) if (c := language.glossary.at(tokens, i)) is not None and c.is_noun
    )
    return Item(
        language.code,
        mention.type,
        mention.name,
        words or (fold(mention.name),),
        tuple(skeleton(w, sounds) for w in words),
        concepts if mention.type == "ORG" else frozenset(),
        mention.rule == CAPITALS and len(words) == 1,
    )


def _surnames(weak: Iterable[Item], chosen: Mapping[Item, str], languages: Languages) -> dict[Item, str]:
    """Single words that a capital alone makes a name, and that are the surname of exactly one person of the run."""
    people = [i for i in chosen if i.type == "PER" and len(i.words) > 1]
    found = {}
    for item in weak:
        fitting = {chosen[p] for p in people if _is_surname(item, p, languages)}
        if len(fitting) == 1:
            found[item] = fitting.pop()
    return found


def _is_surname(item: Item, person: Item, languages: Languages) -> bool:
    if item.language == person.language:
        return languages.get(item.language).same_name(item.words[0], person.words[-1])
    key = item.skeletons[0] if item.skeletons else ""
    return len(key) >= SURE_SKELETON and key == person.skeletons[-1]


def _long_names(items: Iterable[tuple[Mention, Item | str]]) -> list[Item]:
    return sorted(
        {i for _, i in items if isinstance(i, Item) and i.type == "PER" and len(i.words) > 1},
        key=lambda i: (-len(i.words), i.name),
    )


def _full_name(item: Item, long: Sequence[Item], language: Language) -> Item | None:
    """The one longer person's name of the report that a single word belongs to; None where it could be two."""
    if len(item.words) != 1 or item.type == "LOC":
        return None
    fitting = [full for full in long if any(language.same_name(w, item.words[0]) for w in full.words if len(w) > 2)]
    distinct = {full.skeletons for full in fitting}
    return fitting[0] if fitting and len(distinct) == 1 else None


def _join(items: Sequence[Item], languages: Languages) -> list[_Cluster]:
    """Items that name one thing, by pairs that share a block; joins are transitive."""
    from networkx.utils import UnionFind  # slow to import, and needed only where a dossier is made

    order = sorted(items, key=lambda i: (i.type, i.name, i.language))
    blocks: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in order:
        for key in sorted(_blocks(item)):
            blocks[item.type, key].append(item)
    joined = UnionFind(order)
    why: dict[Item, set[str]] = defaultdict(set)
    for members in blocks.values():
        for a, b in combinations(members, 2):
            if joined[a] != joined[b]:
                reason = same_thing(a, b, languages)
                if reason:
                    joined.union(a, b)
                    why[a].add(reason)
    clusters: dict[Item, _Cluster] = {}
    for item in order:
        cluster = clusters.setdefault(joined[item], _Cluster())
        cluster.items.add(item)
        cluster.why |= why[item]
    return list(clusters.values())


def _blocks(item: Item) -> set[str]:
    """Keys that two items must share one of to be compared."""
    keys = {s[:2] for s in (item.skeletons[0], item.skeletons[-1]) if s} if item.skeletons else set()
    if len(item.concepts) > 1:
        keys.add("+".join(sorted(item.concepts)))
    return keys


def same_thing(a: Item, b: Item, languages: Languages) -> str | None:
    """The reason why two items name one thing, or None.

    Names of persons must agree in every word; a different number of words is a different name, but for middle names.
    """
    if a.type != b.type:
        return None
    if a.concepts and a.concepts == b.concepts and len(a.concepts) > 1 and a.language != b.language:
        return f"{a.name} = {b.name}: the same concepts"
    if len(a.words) != len(b.words):
        return None
    reasons = []
    for k, (x, y) in enumerate(zip(a.words, b.words, strict=True)):
        reason = _same_word(x, y, a, b, k, languages)
        if reason is None:
            return None
        reasons.append(reason)
    strongest = "spelled alike" if set(reasons) == {"equal"} else ", ".join(dict.fromkeys(reasons))
    return f"{a.name} = {b.name}: {strongest}"


def _same_word(x: str, y: str, a: Item, b: Item, k: int, languages: Languages) -> str | None:
    if x == y or latin(x) == latin(y):
        return "equal"
    if min(len(x), len(y)) <= 2:
        return None
    if a.language == b.language:
        return "inflected" if languages.get(a.language).same_name(x, y) else None
    if a.skeletons[k] == b.skeletons[k] and len(a.skeletons[k]) > 1:
        return "same skeleton"
    if a.skeletons[k][:1] == b.skeletons[k][:1] and ratio(latin(x), latin(y)) >= CLOSE_SPELLING:
        return "close spelling"
    stems_a, stems_b = languages.get(a.language).stems(x), languages.get(b.language).stems(y)
    if any(
        ratio(latin(s), latin(t)) >= CLOSE_SPELLING + 7 for s in stems_a for t in stems_b if min(len(s), len(t)) > 3
    ):
        return "close stem"
    return None


def _slug(name: str) -> str:
    return "-".join(latin(t.fold) or t.fold for t in tokenize(name) if t.is_word or t.is_number)


def _name_clusters(clusters: Sequence[_Cluster], counts: Mapping[Item, int]) -> list[str]:
    """An id for each cluster from its type and most frequent name; ids come from content, not from order."""
    ids: list[str] = []
    used: Counter[str] = Counter()
    for cluster in clusters:
        best = min(
            cluster.items, key=lambda i: (i.language != SHOWN_LANGUAGE, -counts[i], len(i.name), i.name, i.language)
        )
        base = f"{best.type}:{_slug(best.name)}"
        used[base] += 1
        ids.append(base if used[base] == 1 else f"{base}~{used[base]}")
    return ids


def _with_entities(report: Report, table: Mapping[tuple[int, int], str], renamed: Mapping[str, str]) -> Report:
    marks: list[Mark] = []
    for mark in report.marks:
        if isinstance(mark, Mention):
            marks.append(_with_entity(mark, table.get((mark.start, mark.end), mark.entity)))
        elif isinstance(mark, Claim) and mark.source is not None and mark.source.entities:
            entities = tuple(dict.fromkeys(renamed.get(e, e) for e in mark.source.entities))
            source = msgspec.structs.replace(mark.source, entity=entities[0], entities=entities)
            marks.append(msgspec.structs.replace(mark, source=source))
        else:
            marks.append(mark)
    return msgspec.structs.replace(report, marks=tuple(marks))


def _with_entity(mention: Mention, entity: str | None) -> Mention:
    """The mention with its entity; a name that only a capital supported takes the type of the person that it is."""
    if mention.rule == CAPITALS and mention.type != "PER" and entity is not None and entity.startswith("PER:"):
        return msgspec.structs.replace(mention, entity=entity, type="PER", rule="capitals, named in full elsewhere")
    return msgspec.structs.replace(mention, entity=entity)


def _entities(reports: Sequence[Report], clusters: Sequence[_Cluster], ids: Sequence[str]) -> tuple[Entity, ...]:
    names: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    types: dict[str, Counter[MentionType]] = defaultdict(Counter)
    for report in reports:
        for mention in report.mentions:
            if mention.entity:
                names[mention.entity][report.language][mention.name] += 1
                types[mention.entity][mention.type] += 1
    why = {ids[n]: tuple(sorted(cluster.why)) for n, cluster in enumerate(clusters)}
    wikidata = {f"{'LOC' if r['type'] == 'LOC' else 'ORG'}:{r['id']}": r["wikidata"] or None for r in read_names()}
    entities = []
    for entity, by_language in names.items():
        ranked = {
            code: tuple(n for n, _ in sorted(c.items(), key=lambda x: (-x[1], x[0])))
            for code, c in sorted(by_language.items())
        }
        total = sum(sum(c.values()) for c in by_language.values())
        most_used = max(ranked.items(), key=lambda r: (sum(by_language[r[0]].values()), r[0]))[1]
        display = ranked.get(SHOWN_LANGUAGE) or most_used
        kind = min(types[entity], key=lambda t: (-types[entity][t], t))
        entities.append(
            Entity(
                entity,
                kind,
                known_name(entity, SHOWN_LANGUAGE) or _longest_of(display, kind),
                ranked,
                total,
                wikidata.get(entity),
                why.get(entity, ()),
            )
        )
    return tuple(sorted(entities, key=lambda e: (-e.mentions, e.id)))


def _longest_of(names: Sequence[str], kind: MentionType) -> str:
    """The name to show: of a person the fullest that is used, of all else the most frequent."""
    if kind != "PER":
        return names[0]
    words = max(len(n.split()) for n in names)
    return next(n for n in names if len(n.split()) == words)
