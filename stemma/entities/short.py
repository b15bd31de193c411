"""Short names: a surname for its person, a general name for the body of its report, an acronym for its long name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from stemma.entities.clusters import Clusters, join_alike
from stemma.entities.company import Company, best
from stemma.entities.items import Ids, Item, item_named
from stemma.entities.likeness import SHORTEST, initials_of, same_word
from stemma.languages.registry import Languages

Named = Mapping[str, Mapping[Item, str]]
"""Report id to what it names by more than a surname, with the entity of each."""
SHORTEST_ACRONYM = 2
ENDING = 2
"""Letters by which a form of a surname is longer at most; "-ová" is a name of its own."""
FEW_ENDINGS = 10
"""Endings of a pack up to which its names hardly inflect, so that "Clintons" are more than one."""
COMPANY = 2
"""What a report and those of a person must name in common for a surname to be that person's: two things, or one that
few reports name."""
SURNAME = 0.92
"""How alike a single word and the surname of a person named in full must be across languages (0 to 1)."""


class ShortNames:
    """Which entity the short names of a run stand for."""

    def __init__(self, clusters: Clusters, named: Named, languages: Languages, apart: Set[tuple[Item, Item]]):
        """`apart`: pairs of items that are known not to be one."""
        self._clusters = clusters
        self._apart = apart
        self._named = named
        self._languages = languages
        self._company = Company({r: items.values() for r, items in named.items()})
        self._people: dict[str, dict[Item, str]] = defaultdict(dict)
        self._reports: dict[str, set[str]] = defaultdict(set)
        for report, items in named.items():
            for item, entity in items.items():
                self._reports[entity].add(report)
                if item.type == "PER" and len(item.words) > 1:
                    for start in item.surnames:
                        self._people[start][item] = entity
        self._kept_company: dict[str, frozenset[str]] = {}
        self._fitting: dict[Item, dict[str, str]] = {}
        self.why: dict[str, set[str]] = defaultdict(set)

    def chosen(self, uses: Mapping[str, Iterable[Item]], ids: Ids) -> dict[tuple[str, Item], str]:
        """The entity of each short name of each report, where it is not the one of its item."""
        found: dict[tuple[str, Item], str] = {}
        bare: dict[Item, set[str]] = defaultdict(set)
        for report, items in uses.items():
            for item in sorted(set(items), key=lambda i: (i.type, i.name)):
                entity = self._in_report(item, report)
                if entity is None and item not in self._named[report]:
                    entity = self._in_run(item, report) if item.is_surname else None
                    if entity is None:
                        bare[item].add(report)
                if entity is not None:
                    found[report, item] = entity
        return found | self._bare(bare, ids)

    def _in_report(self, item: Item, report: str) -> str | None:
        named = self._named[report]
        unknown = self._clusters.id_of(item) is None
        # "Polak" is a people, and the surname of Jan Polak: where he is named, he is meant.
        if len(item.words) == 1 and item.type != "LOC" and not item.is_acronym and (unknown or item.is_surname):
            full = _without_longer({o: e for o, e in named.items() if o.type == "PER" and self._is_part(item, o)})
            full = {e: o for e, o in full.items() if item.words[0] in o.words} or full
            if len(full) == 1:
                return self._explained(item, full)
        if (item.is_general and unknown) or item.is_acronym:
            longer = {e: o for o, e in named.items() if o.type == "ORG" and self._abbreviates(item, o) and o != item}
            if len(longer) == 1:
                return self._explained(item, longer)
        return None

    def _is_part(self, item: Item, person: Item) -> bool:
        """Whether a single word is the surname of a person named in full, or another word of the name as it stands."""
        word = item.words[0]
        if len(person.words) < 2 or len(word) < SHORTEST or (item, person) in self._apart:
            return False
        return word in person.words or self._is_inflected(word, person.words[-1], item.language)

    def _is_inflected(self, word: str, surname: str, code: str) -> bool:
        """Whether a word is a form of a surname; not one of a woman for that of a man."""
        return abs(len(word) - len(surname)) <= ENDING and self._languages.get(code).same_name(word, surname)

    def _abbreviates(self, item: Item, other: Item) -> bool:
        if len(other.words) <= len(item.words) or (item, other) in self._apart:
            return False
        language = self._languages.get(other.language)
        if item.is_acronym:
            return len(item.words[0]) > SHORTEST_ACRONYM and item.words[0] in initials_of(other, language)
        rest = [o for o in other.words if not any(language.same_name(w, o) for w in item.words)]
        if len(rest) + len(item.words) != len(other.words):
            return False
        whose = item_named(other.type, " ".join(word.capitalize() for word in rest), language).keys
        return bool(whose) and all(key.startswith("LOC:") for key in whose)

    def _explained(self, item: Item, full: Mapping[str, Item]) -> str:
        entity, other = next(iter(full.items()))
        if item.words != other.words:
            self.why[entity].add(f"{item.name} = {other.name}: short for it in the same report")
        return entity

    def _in_run(self, item: Item, report: str) -> str | None:
        """The person of the run with this surname who keeps the company of this report."""
        fitting = self._with_surname(item)
        if not fitting or any(report in self._reports[e] for e in fitting):
            return None
        shared = {e: self._company.shared(report, self._company_of(e)) for e in fitting}
        meant = best(shared)
        if meant is not None and shared[meant] >= COMPANY:
            self.why[meant].add(f"{item.name} = {fitting[meant]}: the surname, in the same company")
            return meant
        return None

    def _company_of(self, entity: str) -> frozenset[str]:
        if entity not in self._kept_company:
            self._kept_company[entity] = self._company.of_all(self._reports[entity])
        return self._kept_company[entity]

    def _with_surname(self, item: Item) -> dict[str, str]:
        """Entities of persons with this surname, with the full name that has it."""
        known = self._fitting.get(item)
        if known is None:
            known = self._fitting[item] = {}
            for start in sorted(item.surnames):
                for person, entity in self._people.get(start, {}).items():
                    if self._is_surname(item, person):
                        known.setdefault(entity, person.name)
        return known

    def _is_surname(self, item: Item, person: Item) -> bool:
        last = len(person.words) - 1
        if (item, person) in self._apart:
            return False
        if item.language == person.language:
            inflects = len(self._languages.get(item.language).pack.language.endings) > FEW_ENDINGS
            word, surname = item.words[0], person.words[last]
            return word == surname or (inflects and self._is_inflected(word, surname, item.language))
        if item.words[0] != person.words[last] and len(item.skeletons[0]) < SHORTEST:
            return False
        return same_word(item, person, 0, last, self._languages)[0] >= SURNAME

    def _bare(self, uses: Mapping[Item, set[str]], ids: Ids) -> dict[tuple[str, Item], str]:
        """Surnames and general names that nothing explains: one thing in reports that share company, else several."""
        clusters = Clusters(uses, {})
        join_alike(clusters, uses, self._languages)
        found: dict[tuple[str, Item], str] = {}
        for root in clusters.roots():
            members = sorted(clusters.members(root), key=lambda i: (-len(uses[i]), i.name, i.language))
            for group in self._company.groups({r for m in members for r in uses[m]}):
                entity = ids.new(members[0])
                inside = set(group)
                found |= {(r, m): entity for m in members for r in uses[m] & inside}
                self.why[entity].update(clusters.why(root))
        return found


def _without_longer(full: Mapping[Item, str]) -> dict[str, Item]:
    """Entities with a name in full, without names that are another one and more ("Boris Johnson Photo")."""
    kept = {}
    for item, entity in full.items():
        if not any(o is not item and item.words[: len(o.words)] == o.words for o in full):
            kept[entity] = item
    return kept
