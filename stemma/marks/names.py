"""Names: persons, organisations, places, events and products.

Rules propose (`stemma.names.ruled`): what the gazetteer knows, and runs of capitals with the lists of the pack. A
tagger with learned weights decides where names begin and end and of what kind they are (`stemma.names.tagger`); what
rules say is among its features. Where both agree on a name, the gazetteer's entity and base form stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from stemma.languages.language import Language
from stemma.languages.skeleton import latin
from stemma.languages.tokens import Token
from stemma.marks.view import View
from stemma.model import Mention
from stemma.names.agree import Span, agreed
from stemma.names.bases import BaseForms
from stemma.names.features import Stretch, Words, features
from stemma.names.hints import hints, stretches
from stemma.names.known import KnownNames
from stemma.names.placed import Name, placed
from stemma.names.ruled import RuledName, ruled_names
from stemma.names.tagger import KINDS, TAGS, load

TAGGED = "tagger"


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
    found = placed(agreed(_tagged(sentences, where, tags), ruled), sentences, language)
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


def _mention(found: Name, rule: RuledName | None, bases: BaseForms, known: KnownNames) -> Mention:
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
