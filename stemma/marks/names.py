"""Names: persons, organisations, places, events and products.

Rules propose (`stemma.names.ruled`): what the gazetteer knows, and runs of capitals with the lists of the pack. A
tagger with learned weights decides where names begin and end and of what kind they are (`stemma.names.tagger`); what
rules say is among its features. Where both agree on a name, the gazetteer's entity and base form stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from stemma.languages.language import Language
from stemma.languages.skeleton import latin
from stemma.languages.tokens import Token
from stemma.marks.view import View
from stemma.model import Mention, MentionType
from stemma.names.agree import Span, agreed
from stemma.names.bases import BaseForms
from stemma.names.features import Stretch, Words, features
from stemma.names.hints import hints, stretches
from stemma.names.known import KnownNames
from stemma.names.ruled import RuledName, ruled_names
from stemma.names.tagger import KINDS, TAGS, load

TAGGED = "tagger"
SHORT_FOR = 4
"""Letters of a word up to which a point behind it belongs to it."""


def names(view: View) -> tuple[Mention, ...]:
    """All names of a report, with base form and a provisional entity id made from type and form."""
    language = view.language
    sentences = [s.tokens for s in view.sentences]
    ruled = ruled_names(sentences, language)
    hinted = hints(sentences, ruled, language)
    where = stretches(hinted)
    if not where:
        return ()
    rows = features(sentences, hinted, where, _words(language))
    tags = load().tags(rows, [last - first for _, first, last in where]).tolist()
    found = _placed(agreed(_tagged(sentences, where, tags), ruled), sentences, language)
    told = {(r.start, r.end): r for r in ruled}
    bases = BaseForms(sentences, [name.tokens for name in found], language)
    known = _known(language)
    return tuple(_mention(name, told.get(name.span[:2]), bases, known) for name in found)


@lru_cache(maxsize=32)
def _words(language: Language) -> Words:
    return Words(language)


@lru_cache(maxsize=32)
def _known(language: Language) -> KnownNames:
    return KnownNames(language)


def _tagged(sentences: Sequence[Sequence[Token]], where: Sequence[Stretch], tags: Sequence[int]) -> Iterator[Span]:
    """The names of the tags of all stretches."""
    at = 0
    for number, begin, end in where:
        tokens = sentences[number]
        current: Span | None = None
        for i in range(begin, end):
            tag = TAGS[tags[at + i - begin]]
            if current is not None and tag[0] == "I":
                current = current._replace(end=tokens[i].end)
                continue
            if current is not None:
                yield current
            current = Span(tokens[i].start, tokens[i].end, KINDS[tag]) if tag[0] == "B" else None
        if current is not None:
            yield current
        at += end - begin


class _Name(NamedTuple):
    """A name with its tokens and those beside it in its sentence."""

    span: Span
    tokens: Sequence[Token]
    before: Token | None
    behind: Token | None


def _placed(spans: Iterable[Span], sentences: Sequence[Sequence[Token]], language: Language) -> list[_Name]:
    """The names with their tokens, without signs at their ends; adjectives of nationality are none."""
    starts = {t.start: (n, i) for n, tokens in enumerate(sentences) for i, t in enumerate(tokens)}
    found: list[_Name] = []
    for span in spans:
        number, first = starts[span.start]
        tokens = sentences[number]
        last = first + 1
        while last < len(tokens) and tokens[last].start < span.end:
            last += 1
        while first < last and _is_sign(tokens[first]):
            first += 1
        if span.kind == "PER":
            first = _with_initials(tokens, first, found[-1].span.end if found else 0)
        while first < last and _is_sign(tokens[last - 1]) and not _is_abbreviated(tokens, first, last - 1):
            last -= 1
        if first == last or (last - first == 1 and _is_adjective(tokens, first, span.kind, language)):
            continue
        before = tokens[first - 1] if first and tokens[first].space != "\n" else None
        behind = tokens[last] if last < len(tokens) else None
        found.append(
            _Name(Span(tokens[first].start, tokens[last - 1].end, span.kind), tokens[first:last], before, behind)
        )
    return found


def _is_adjective(tokens: Sequence[Token], i: int, kind: MentionType, language: Language) -> bool:
    """Whether a word is an adjective of nationality: by its ending, or before a noun ("French priest")."""
    has = language.words.has
    if has(tokens[i].fold, "national"):
        return True
    if kind == "LOC" and has(tokens[i].fold, "nationality"):
        hit = language.gazetteer.at(tokens, i)
        return hit is None or not hit.exact
    if kind != "PER" or language.tells_peoples or i + 1 == len(tokens) or tokens[i + 1].space != " ":
        return False
    behind = language.glossary.at(tokens, i + 1)
    if not has(tokens[i + 1].fold, "role") and (behind is None or not behind.is_noun):
        return False
    at = language.words.at
    return any(found.last == i + 1 for first in (i - 1, i) if first >= 0 for found in at("nationality", tokens, first))


def _with_initials(tokens: Sequence[Token], first: int, taken: int) -> int:
    """Where a person's name begins that stands behind initials: "B. Johnson"; not before offset `taken`."""
    while first > 1 and tokens[first - 1].text == "." and not tokens[first - 1].space:
        initial = tokens[first - 2]
        if len(initial.text) > 1 or not initial.is_capital or initial.start < taken:
            break
        first -= 2
    return first


def _is_sign(token: Token) -> bool:
    return not token.is_word and not token.is_number


def _is_abbreviated(tokens: Sequence[Token], first: int, i: int) -> bool:
    """Whether the sign at token `i` is the point of a short word of the name: "Inc.", "Wlk."."""
    return tokens[i].text == "." and i > first and len(tokens[i - 1].text) <= SHORT_FOR


def _mention(found: _Name, rule: RuledName | None, bases: BaseForms, known: KnownNames) -> Mention:
    """The mention of a name; `rule` is the name by rule at the same place."""
    start, end, kind = found.span
    same = rule if rule is not None and rule.type == kind else None
    name = same.name if same else None
    if name is None or bases.learned:
        learned = bases.of(found.tokens, kind, found.before, found.behind)
        name = learned if name is None or (known.spells(learned) and latin(learned) != latin(name)) else name
    if same and same.entity:
        return Mention(start, end, kind, name, same.rule, same.entity)
    thing = known.of(name, kind) or known.of(" ".join(t.text for t in found.tokens), kind)
    if thing is not None:
        return Mention(start, end, kind, name, thing.rule, thing.entity)
    return Mention(start, end, kind, name, same.rule if same else TAGGED, bases.entity(name, kind))
