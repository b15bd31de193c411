"""Names that are known beforehand: countries (CLDR), cities (GeoNames), and bodies, companies, events, products and
regions (`names.tsv`).

A name is found in every form that the endings of the language allow; see `Language.same_name`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.fuzz import ratio

from stemma.errors import PackError
from stemma.languages.cldr import locale_names
from stemma.languages.phrases import MEMORY
from stemma.languages.tokens import Token, first_word, fold, folded
from stemma.model import MENTION_TYPES, MentionType

if TYPE_CHECKING:
    from stemma.languages.language import Language

BUCKET = 3
"""Names are filed under their first letters; an inflected form keeps these in nearly every name of the news."""
SECOND = 2
"""First letters of a second word that no ending changes."""
ACRONYM = 5
"""Spellings in capitals up to this length match only in capitals."""
SMALL_CITY = 300_000
"""Cities below this many people are taken for cities only in a spelling of four letters or more."""

CAPITAL, ALTERNATE = 8, 8
"""By their own name capitals count as cities of so many times their people, and cities by other names than their own as
so much smaller; chosen so that "Islamabad" is no old name of Chittagong, and "Odessa" no town in Texas."""
FOREIGN = 8
"""Letters from which the name in one language is looked for in the texts of others; a judgement."""

NAME_COLUMNS = ("id", "type", "role", "wikidata", "of")


class KnownName(NamedTuple):
    """A thing that the gazetteer knows: `name` to show, `base` the spelling at hand, `own` the name in its table.

    `weight` orders what shares a spelling: countries, then bodies and regions, then cities by population.
    """

    id: str
    type: MentionType
    role: str
    name: str
    base: str
    wikidata: str | None
    weight: float
    own: str = ""


class Hit(NamedTuple):
    """A known name at tokens `first:last`; `exact` where the spelling stands there uninflected."""

    first: int
    last: int
    known: KnownName
    exact: bool


class _Spelling(NamedTuple):
    """One spelling of a known name. Only `first` is made for all of them; the words when they are asked for."""

    first: str
    text: str
    known: KnownName

    @property
    def words(self) -> tuple[str, ...]:
        return folded(self.text)


class _Starting(NamedTuple):
    """Spellings that begin alike: those of one word, and the others by the first letters of their second."""

    single: tuple[_Spelling, ...]
    several: dict[str, tuple[_Spelling, ...]]

    @classmethod
    def of(cls, spellings: Iterable[_Spelling]) -> _Starting:
        single: list[_Spelling] = []
        several: dict[str, list[_Spelling]] = {}
        for spelling in spellings:
            words = spelling.words
            if len(words) == 1:
                single.append(spelling)
            else:
                several.setdefault(words[1][:SECOND], []).append(spelling)
        if not single and not several:
            return _NONE
        return cls(tuple(single), {start: tuple(found) for start, found in several.items()})

    @property
    def spellings(self) -> list[_Spelling]:
        return [*self.single, *(s for found in self.several.values() for s in found)]


_NONE = _Starting((), {})


class Gazetteer:
    """All known names as one language writes them."""

    def __init__(self, language: Language):
        self._language = language
        self._own: dict[str, list[_Spelling]] = {}
        self._small: dict[str, list[_Spelling]] = {}
        self._seen: dict[str, _Starting] = {}
        self._seen_small: dict[str, _Starting] = {}
        for spelling in (*_territories(language), *_named(language.code)):
            self._own.setdefault(spelling.first[:BUCKET], []).append(spelling)
            if not spelling.text[0].isupper():
                for stem in language.stems(spelling.first):
                    self._small.setdefault(stem, []).append(spelling)

    def _starting(self, token: Token) -> _Starting:
        """Spellings whose first word may be this token."""
        if not token.is_capital:
            small = self._seen_small.get(token.fold)
            return self._without_capital(token.fold) if small is None else small
        found = self._capital(token.fold)
        acronym = token.text.rstrip("abcdefghijklmnopqrstuvwxyz")
        if acronym != token.text and len(acronym) > 1 and acronym.isupper():
            return _Starting.of((*found.spellings, *self._capital(fold(acronym)).spellings))
        return found

    def _without_capital(self, word: str) -> _Starting:
        """Spellings written small whose first word can be a form of the same name as a folded word."""
        if len(self._seen_small) > MEMORY:
            self._seen_small.clear()
        found = [s for stem in self._language.stems(word) for s in self._small.get(stem, ())]
        known = self._seen_small[word] = _Starting.of(found)
        return known

    def _capital(self, word: str) -> _Starting:
        """Spellings in capitals whose first word can be a form of the same name as a folded word.

        What the two share begins like the shortest stem of the word; only spellings that do are looked at closely.
        """
        known = self._seen.get(word)
        if known is None:
            language = self._language
            start = min((language.plain(s) for s in language.stems(word)), key=len)
            filed = [s for bucket in self._buckets(word) for s in (*self._own.get(bucket, ()), *_places(bucket))]
            if language.pack.language.alternations:
                near = [s for s in filed if language.plain(s.first).startswith(start)]
            else:
                near = [s for s in filed if s.first.startswith(start)]
            known = _Starting.of(s for s in near if language.same_name(s.first, word))
            if len(self._seen) > MEMORY:
                self._seen.clear()
            self._seen[word] = known
        return known

    def _buckets(self, word: str) -> list[str]:
        """The first letters of a folded word, and those that its language writes in their place ("Łodzi", "Łódź")."""
        own = word[:BUCKET]
        others = (own.replace(letter, other) for other, letter in self._language.pack.language.alternations)
        return list(dict.fromkeys((own, *(other for other in others if len(other) == BUCKET))))

    def at(self, tokens: Sequence[Token], index: int) -> Hit | None:
        """The best known name that begins at token `index`: the longest, then uninflected, then the weightiest."""
        best: Hit | None = None
        best_rank: tuple[int, bool, float, int, float, bool, str] | None = None
        starting = self._starting(tokens[index])
        if starting is _NONE:
            return None
        second = tokens[index + 1].fold[:SECOND] if index + 1 < len(tokens) else ""
        for spelling in (*starting.single, *starting.several.get(second, ())):
            words = spelling.words
            window = tokens[index : index + len(words)]
            if len(window) < len(words) or not self._fits(spelling, window):
                continue
            exact = all(t.fold == w for t, w in zip(window, words, strict=True))
            hit = Hit(index, index + len(words), spelling.known, exact)
            rank = self._rank(hit, "".join(t.fold for t in window))
            if best_rank is None or rank > best_rank:
                best, best_rank = hit, rank
        return best

    def _rank(self, hit: Hit, written: str) -> tuple[int, bool, float, int, float, bool, str]:
        """Of an inflected name, the base form is the spelling that the shortest ending explains, nearest to its own.

        So "Odessy" comes from "Odessa", not "Odess", and "Kijowa" from "Kijów", not "Kijow".
        """
        known = hit.known
        ending, nearness = 0, 0.0
        if known.role == "city" and not hit.exact:
            found = self._language.ending_between(written, fold(known.base))
            ending = len(written) if found is None else found
            nearness = ratio(known.base, known.own)
        return hit.last - hit.first, hit.exact, known.weight, -ending, nearness, not known.base.isascii(), known.id

    def _fits(self, spelling: _Spelling, window: Sequence[Token]) -> bool:
        if any(t.space == "\n" for t in window[1:]):
            return False
        text = spelling.text
        if len(window) == 1:
            word = window[0].text
            if text.isupper() and len(text) <= ACRONYM:
                return word == text or (word[: len(text)] == text and word[len(text) :].islower())
            if len(text) <= ACRONYM and sum(map(str.isupper, text)) > 1:
                return word == text
            if text[0].isupper() and not word[0].isupper():
                return False
            if len(word) < 4 and word != text:
                return False
        elif text[0].isupper() and not window[0].is_capital:
            return False
        same = self._language.same_name
        return all(same(w, t.fold) for w, t in zip(spelling.words[1:], window[1:], strict=True))


def _territories(language: Language) -> Iterator[_Spelling]:
    """Countries and their parts from CLDR, with the pack's own forms. The weight puts them before all others."""
    own = language.pack.name.territories
    names = language.locale.territories
    for code in sorted({*own, *locale_names("en").territories} - _NO_COUNTRY):
        forms = [names[code]] if code in names else []
        forms += own.get(code, ())
        base = forms[0] if forms else code
        for form in dict.fromkeys(forms):
            words = folded(form)
            if words:
                known = KnownName(f"LOC:{code}", "LOC", "country", base, base, None, 2e9)
                yield _Spelling(words[0], form, known)


_NO_COUNTRY = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


def _named(code: str) -> Iterator[_Spelling]:
    """What `names.tsv` knows: the spellings of this language first, then English and those of no one language.

    What other languages call it counts too where that is long, since names are often left as they are at home.
    """
    for row in read_names():
        own = [*row.get(code, "").split("|"), *row["en"].split("|"), *row["other"].split("|")]
        columns = (cell for column, cell in row.items() if column not in NAME_COLUMNS and column != code and cell)
        foreign = (s for cell in columns if len(s := cell.partition("|")[0]) >= FOREIGN)
        spellings = [s for s in dict.fromkeys((*own, *foreign)) if s]
        kind: MentionType = next(t for t in MENTION_TYPES if t == row["type"])
        entity = f"{kind}:{row['id']}"
        for text in spellings:
            first = first_word(text)
            if first:
                known = KnownName(entity, kind, row["role"], spellings[0], text, row["wikidata"] or None, 1e9)
                yield _Spelling(first, text, known)


@lru_cache(maxsize=1)
def read_names() -> tuple[dict[str, str], ...]:
    """The rows of `names.tsv`. Raises `PackError` naming the line where one is not well formed."""
    lines = (files("stemma.languages") / "names.tsv").read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(header):
            raise PackError(f"names.tsv:{number}: {len(cells)} cells where the header has {len(header)}")
        if cells[1] not in MENTION_TYPES:
            raise PackError(
                f"names.tsv:{number}: {cells[1]!r} is no type of names; use one of {', '.join(MENTION_TYPES)}"
            )
        rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)


def known_name(entity: str, language: str) -> str | None:
    """What a language calls a thing that the gazetteer knows, by its entity id; None where it does not know it.

    Cities are called by the name in their table, since GeoNames does not tell which language a spelling belongs to.
    """
    key = entity.partition(":")[2]
    if key.startswith("gn") and key[2:].isdigit():
        city = _cities().get(key[2:])
        return city.name if city else None
    if len(key) == 2 and key.isupper():
        return locale_names(language).territories.get(key)
    return _table_names().get(key, {}).get(language)


def stands_for(entity: str) -> str | None:
    """The country for which a capital or a seat of government speaks ("Moscow denied", "the White House said")."""
    return _speakers().get(entity)


def is_wide(entity: str) -> bool:
    """Whether a thing stands in too much of the news to tell reports apart: countries, regions and agencies."""
    key = entity.partition(":")[2]
    return entity in _wide() or (entity.startswith("LOC:") and len(key) == 2 and key.isupper())


@lru_cache(maxsize=1)
def _wide() -> frozenset[str]:
    rows = (row for row in read_names() if row["type"] == "LOC" or row["role"] == "agency")
    return frozenset(f"{row['type']}:{row['id']}" for row in rows)


@lru_cache(maxsize=1)
def _speakers() -> dict[str, str]:
    seats = {f"{row['type']}:{row['id']}": f"LOC:{row['of']}" for row in read_names() if row["of"]}
    return seats | {f"LOC:gn{number}": f"LOC:{country}" for number, country in _capitals().items()}


@lru_cache(maxsize=1)
def table_ids() -> frozenset[str]:
    """The entity ids of all that stands in `names.tsv`."""
    return frozenset(f"{row['type']}:{row['id']}" for row in read_names())


@lru_cache(maxsize=1)
def roles() -> dict[str, str]:
    """Entity id to what the thing is in `names.tsv`: agency, media, party, company."""
    return {f"{row['type']}:{row['id']}": row["role"] for row in read_names()}


@lru_cache(maxsize=1)
def wikidata_ids() -> dict[str, str]:
    """Entity id to Wikidata id, of the things in `names.tsv`."""
    return {f"{row['type']}:{row['id']}": row["wikidata"] for row in read_names() if row["wikidata"]}


@lru_cache(maxsize=1)
def _table_names() -> dict[str, dict[str, str]]:
    """Id in `names.tsv` to language to the first spelling."""
    return {
        row["id"]: {code: cell.split("|")[0] for code, cell in row.items() if code not in NAME_COLUMNS and cell}
        for row in read_names()
    }


def agencies() -> dict[str, tuple[str, tuple[str, ...]]]:
    """News agencies: id to short name and all spellings."""
    out = {}
    for row in read_names():
        if row["role"] == "agency":
            cells = (s for column, cell in row.items() if column not in NAME_COLUMNS for s in cell.split("|"))
            out[row["id"]] = (row["en"].split("|")[0], tuple(dict.fromkeys(s for s in cells if s)))
    return out


@lru_cache(maxsize=1)
def _cities() -> dict[str, KnownName]:
    """GeoNames id to city."""
    cities = {}
    for number, name, people, capital_of in _city_rows():
        weight = float(people) * (CAPITAL if capital_of else 1)
        cities[number] = KnownName(f"LOC:gn{number}", "LOC", "city", name, name, None, weight, name)
    return cities


def _capitals() -> dict[str, str]:
    """GeoNames id of each capital to its country."""
    return {number: country for number, _, _, country in _city_rows() if country}


def _city_rows() -> Iterator[list[str]]:
    for line in (files("stemma.languages") / "places.tsv").read_text(encoding="utf-8").splitlines():
        yield line.split("\t")


@lru_cache(maxsize=1)
def _city_names() -> dict[str, str]:
    """Bucket to all spellings of cities in it, not yet taken apart."""
    raw = (files("stemma.languages") / "place_names.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t", 1) for line in raw.splitlines())


@lru_cache(maxsize=4096)
def _places(bucket: str) -> tuple[_Spelling, ...]:
    """Cities whose name begins with these letters; both tables are made by `scripts/build_places.py`."""
    cities = _cities()
    found = []
    for entry in _city_names().get(bucket, "").split("|"):
        text, _, number = entry.rpartition(";")
        if text:
            known = cities[number]
            own = text == known.name
            found.append(_Spelling(first_word(text), text, known if own else _by_other_name(known, text)))
    return tuple(found)


def _by_other_name(city: KnownName, text: str) -> KnownName:
    capital = stands_for(city.id) is not None
    return city._replace(base=text, weight=city.weight / ALTERNATE / (CAPITAL if capital else 1))
