"""The ledger of who says what: as JSON Lines, or as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from stemma.model import Claim, Entity, Report, Span, Stance, Value, to_json
from stemma.show.words import plain


class ClaimLine(Value, frozen=True):
    """A claim with its words: who says what to whom, who carried it, and where in the report it stands.

    `start`, `end` are those of the whole attribution; `content_start`, `content_end` of what is said. `source_names`
    are what its entities are called, `source` how the report puts it; `via` is in order, the nearest to the reader
    last.
    """

    report: str
    language: str
    published: str | None
    outlet: str | None
    stance: Stance
    form: str
    hedged: bool
    nested: bool
    negated: bool
    source: str | None
    source_ids: tuple[str, ...]
    source_names: tuple[str, ...]
    via: tuple[str, ...]
    to: str | None
    cue: str | None
    content: str | None
    condition: str | None
    entities: tuple[str, ...]
    entity_names: tuple[str, ...]
    times: tuple[str, ...]
    quantities: tuple[str, ...]
    start: int
    end: int
    content_start: int | None
    content_end: int | None
    rule: str


def lines(
    reports: Iterable[Report],
    entities: Iterable[Entity],
    stances: Sequence[str] = (),
    source: str | None = None,
    language: str | None = None,
) -> Iterator[ClaimLine]:
    """The claims of all reports in their order; `stances`, `source` (a part of the words, the name or the id) and
    `language` narrow them down."""
    names = {e.id: e.name for e in entities}
    for report in reports:
        if language and report.language.split("-")[0] != language.split("-", maxsplit=1)[0]:
            continue
        for claim in report.claims:
            line = _line(report, claim, names)
            if (not stances or line.stance in stances) and (not source or _is_by(line, source)):
                yield line


def as_json_lines(found: Iterable[ClaimLine]) -> str:
    """Each claim as a line of JSON."""
    return "".join(to_json(line) + "\n" for line in found)


def as_csv(found: Iterable[ClaimLine]) -> str:
    """The claims as CSV; what is several stands between "; "."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(ClaimLine.__struct_fields__)
    for line in found:
        writer.writerow(_cell(value) for value in msgspec.structs.astuple(line))
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def _is_by(line: ClaimLine, wanted: str) -> bool:
    known = (line.source, *line.source_ids, *line.source_names, *line.via)
    return any(wanted.casefold() in text.casefold() for text in known if text)


def _line(report: Report, claim: Claim, names: Mapping[str, str]) -> ClaimLine:
    source, content = claim.source, claim.content
    entities = content.entities if content else ()
    pieces = (content.pieces or (Span(content.start, content.end),)) if content else ()
    return ClaimLine(
        report=report.id,
        language=report.language,
        published=report.published,
        outlet=report.outlet,
        stance=claim.stance,
        form=claim.form,
        hedged=claim.hedged,
        nested=claim.nested,
        negated=content.negated if content else False,
        source=_words(report, Span(source.start, source.end)) if source else None,
        source_ids=source.entities if source else (),
        source_names=tuple(names.get(e, e) for e in source.entities) if source else (),
        via=tuple(_words(report, v) or "" for v in source.via) if source else (),
        to=_words(report, claim.to),
        cue=_words(report, claim.cue),
        content=" … ".join(plain(report.at(p)) for p in pieces) or None,
        condition=_words(report, claim.condition),
        entities=entities,
        entity_names=tuple(names.get(e, e) for e in entities),
        times=content.times if content else (),
        quantities=tuple(_words(report, q) or "" for q in content.quantities) if content else (),
        start=claim.start,
        end=claim.end,
        content_start=content.start if content else None,
        content_end=content.end if content else None,
        rule=claim.rule,
    )


def _words(report: Report, span: Span | None) -> str | None:
    return plain(report.at(span)) if span is not None else None
