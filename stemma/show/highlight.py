"""Captured text as HTML: escaped, every mark in a span with a tooltip, every passage that is pointed to with an id.

Marks may cross one another, HTML elements may not: where a mark would end inside another one, the inner is closed and
opened again, so that the characters stay in their order and none is lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from stemma.model import Block, Claim, Mark, Mention, Quantity, Report, Timex
from stemma.show.anchors import anchor
from stemma.show.view import View
from stemma.show.words import number_words, plain, stance_words, time_words

TYPES = {"PER": "person", "ORG": "organisation", "LOC": "place", "EVT": "event", "PRO": "product"}


@dataclass(frozen=True)
class Piece:
    """Characters with a class, a tooltip, an id, or a language of their own."""

    start: int
    end: int
    classes: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    id: str | None = None
    language: str | None = None


def highlight(view: View, report: Report, targets: Collection[tuple[int, int]] = ()) -> Markup:
    """The whole text of a report, with its blocks, its marks, and an id on each of `targets`."""
    pieces = [
        *(_block(b) for b in report.blocks),
        *(p for m in report.marks for p in _mark(view, report, m)),
        *(Piece(s, e, id=anchor(report.id, s, e)) for s, e in targets),
    ]
    return nest(report.text, pieces)


def nest(text: str, pieces: Iterable[Piece]) -> Markup:
    """The text with the pieces as nested spans; pieces over the same characters become one span."""
    merged = _merge(p for p in pieces if 0 <= p.start < p.end <= len(text))
    starts: dict[int, list[Piece]] = defaultdict(list)
    for piece in merged:
        starts[piece.start].append(piece)
    out: list[str] = []
    stack: list[Piece] = []
    bounds = sorted({0, len(text), *(p.start for p in merged), *(p.end for p in merged)})
    for here, there in zip(bounds, [*bounds[1:], len(text)], strict=True):
        _close(out, stack, here)
        for piece in sorted(starts.get(here, ()), key=lambda p: -p.end):
            out.append(_open(piece))
            stack.append(piece)
        out.append(_characters(text[here:there]))
    _close(out, stack, len(text))
    return Markup("".join(out))


def _merge(pieces: Iterable[Piece]) -> list[Piece]:
    by_place: dict[tuple[int, int], list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_place[piece.start, piece.end].append(piece)
    return [
        Piece(
            start,
            end,
            tuple(dict.fromkeys(c for p in same for c in p.classes)),
            tuple(dict.fromkeys(t for p in same for t in p.titles)),
            next((p.id for p in same if p.id), None),
            next((p.language for p in same if p.language), None),
        )
        for (start, end), same in sorted(by_place.items())
    ]


def _close(out: list[str], stack: list[Piece], here: int) -> None:
    """Close what ends here; what lies above it in the stack is opened again, without its id."""
    ending = [n for n, p in enumerate(stack) if p.end <= here]
    if not ending:
        return
    lowest = ending[0]
    out.append("</span>" * (len(stack) - lowest))
    kept = [p for p in stack[lowest:] if p.end > here]
    del stack[lowest:]
    for piece in kept:
        out.append(_open(piece, again=True))
        stack.append(piece)


def _open(piece: Piece, again: bool = False) -> str:
    parts = ["<span"]
    if piece.id:
        parts.append(f' data-of="{piece.id}"' if again else f' id="{piece.id}" tabindex="-1"')
    if piece.language:
        parts.append(f' lang="{escape(piece.language)}" dir="auto"')
    if piece.classes:
        parts.append(f' class="{" ".join(piece.classes)}"')
    if piece.titles:
        parts.append(f' title="{escape(" — ".join(piece.titles))}"')
    return "".join(parts) + ">"


def _characters(text: str) -> str:
    """Escaped text; a carriage return would be read as a line feed, and a null is not allowed at all."""
    return str(escape(text)).replace("\r", "&#13;").replace("\x00", "\ufffd")


def _block(block: Block) -> Piece:
    if block.is_report:
        return Piece(block.start, block.end, (f"b-{block.kind}",), language=block.language)
    told = f"{block.kind}: not part of the report"
    return Piece(block.start, block.end, ("furn",), (told,), language=block.language)


def _mark(view: View, report: Report, mark: Mark) -> list[Piece]:
    if isinstance(mark, Mention):
        name = view.name(mark.entity) if mark.entity else plain(mark.name)
        return [Piece(mark.start, mark.end, ("n",), (f"{name} · {TYPES[mark.type]} · {plain(mark.rule)}",))]
    if isinstance(mark, Timex):
        return [Piece(mark.start, mark.end, ("t",), (f"{_time(mark)} · {plain(mark.rule)}",))]
    if isinstance(mark, Quantity):
        return [Piece(mark.start, mark.end, ("q",), (f"{quantity_words(mark)} · {plain(mark.rule)}",))]
    return _claim(view, report, mark)


def _claim(view: View, report: Report, claim: Claim) -> list[Piece]:
    who = view.source_words(report, claim) or "nobody named"
    hedged = ", hedged" if claim.hedged else ""
    title = f"{who} {stance_words(claim.stance)}{hedged} ({claim.form}) · {plain(claim.rule)}"
    pieces = [Piece(claim.start, claim.end, ("c", f"c-{claim.stance}"), (title,))]
    if claim.cue is not None:
        pieces.append(Piece(claim.cue.start, claim.cue.end, ("cue",)))
    return pieces


def _time(mark: Timex) -> str:
    words = time_words(mark.value)
    shown = mark.value if words == mark.value else f"{words} ({mark.value})"
    ends = f" {mark.begin or '…'} to {mark.end_value or '…'}" if mark.begin or mark.end_value else ""
    return f"{shown}{f', {mark.mod.lower()}' if mark.mod else ''}{ends}"


def quantity_words(mark: Quantity) -> str:
    """A figure as the range that it is: "from 10 000", "1 600, about", "2 000 to 3 000"."""
    low, high = (None if v is None else number_words(v) for v in (mark.low, mark.high))
    if low is not None and high is not None:
        words = low if low == high else f"{low} to {high}"
    else:
        words = f"from {low}" if low is not None else f"up to {high}" if high is not None else "a number"
    notes = [n for n, on in (("about", mark.approximate), ("vague", mark.vague), ("times", mark.factor)) if on]
    return ", ".join([f"{words} {mark.unit or ''}".strip(), *notes])
