"""Which frames of a paragraph become claims: one for each cue, the most certain first, and claims inside claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from stemma.marks.orders import Frame
from stemma.marks.paragraph import Paragraph, Part

SAME = 0.8
"""Share of what a carrier tells that a claim inside it must fill to be the same claim ("X denied it, writes Y")."""


class Chosen(NamedTuple):
    """A frame that becomes a claim; `nested`: inside another's content; `via`: who carried it, where that is told by
    the claim around it."""

    frame: Frame
    nested: bool
    via: Part | None


def said_part(frame: Frame) -> Part | None:
    """What is said: the quotation or the clause."""
    return frame.parts.get("quote") or frame.parts.get("content")


def told_parts(frame: Frame) -> list[Part]:
    """All pieces of what is said."""
    return [frame.parts[k] for k in ("quote", "content", "rest") if k in frame.parts]


def mostly_taken(part: Part, taken: Sequence[Part]) -> bool:
    """Whether more than half of a part lies in one of those taken already."""
    size = part.last - part.first
    return any(2 * (min(part.last, t.last) - max(part.first, t.first)) > size for t in taken)


def chosen_frames(frames: Iterable[Frame], p: Paragraph, carries: Callable[[Part], bool]) -> list[Chosen]:
    """The frames that hold together, by certainty. `carries` tells whether a source is somebody who passes on news."""
    chosen: list[Frame] = []
    for frame in sorted(frames, key=lambda f: (-f.certainty, "{" not in f.phrase, f.cue.first, f.phrase)):
        if _fits(frame, chosen, p):
            chosen.append(frame)
    carried: dict[int, Part] = {}
    dropped = {id(f) for f in chosen if _carried_already(f, chosen)}
    for outer in chosen:
        source, content = outer.parts.get("source"), said_part(outer)
        if source is None or content is None or "quote" in outer.parts or not carries(source):
            continue
        for number, inner in enumerate(chosen):
            hull = _hull(inner)
            if inner is not outer and _inside(hull, content) and _size(hull) >= SAME * _size(content):
                carried[number] = source
                dropped.add(id(outer))
    found = []
    for number, frame in enumerate(chosen):
        if id(frame) not in dropped:
            hull = _hull(frame)
            nested = any(f is not frame and id(f) not in dropped and _within(hull, f) for f in chosen)
            found.append(Chosen(frame, nested, carried.get(number)))
    return found


def _carried_already(frame: Frame, chosen: Sequence[Frame]) -> bool:
    """Whether the source of a frame is who carried another: "that says X, according to Y"."""
    source, content = frame.parts.get("source"), said_part(frame)
    if source is None or content is None:
        return False
    carriers = [f for f in chosen if "via" in f.parts and _touch(f.parts["via"], source)]
    return any(f is not frame and _touch(_hull(f), content) for f in carriers)


def _touch(part: Part, other: Part) -> bool:
    return part.first < other.last and other.first < part.last


def _size(part: Part) -> int:
    return part.last - part.first


def _inside(part: Part, other: Part) -> bool:
    return other.first <= part.first and part.last <= other.last


def _within(hull: Part, frame: Frame) -> bool:
    content = said_part(frame)
    return content is not None and _inside(hull, content)


def _hull(frame: Frame) -> Part:
    places = [frame.parts[k] for k in ("source", "quote", "content", "rest") if k in frame.parts]
    places.append(Part(frame.cue.first, max(frame.cue.last, frame.cue.tail + 1)))
    return Part(min(p.first for p in places), max(p.last for p in places))


def _fits(frame: Frame, chosen: Sequence[Frame], p: Paragraph) -> bool:
    hull, content = _hull(frame), said_part(frame)
    for other in chosen:
        if "before" in frame.parts and frame.parts["before"] == other.parts.get("before"):
            return False
        if frame.cue.first < other.cue.last and other.cue.first < frame.cue.last:
            return False
        told = said_part(other)
        if told is not None and _inside(hull, told):
            if "source" not in frame.parts:
                return False
            continue
        if content is not None and _inside(_hull(other), content):
            continue
        if told is not None and (told.first <= frame.cue.first < told.last):
            return False
        if content is not None and (content.first <= other.cue.first < content.last):
            return False
        if content is not None and told is not None and mostly_taken(content, [told]):
            return False
    return frame.cue.first not in p.quoted or "rest" in frame.parts or _named(frame, p)


def _named(frame: Frame, p: Paragraph) -> bool:
    """Whether the source of a claim inside a quotation is more than a pronoun."""
    source = frame.parts.get("source")
    has = p.language.words.has
    return source is not None and any(
        k in p.speakers and not has(p.tokens[k].fold, "pronoun") and not has(p.tokens[k].fold, "plural_pronoun")
        for k in range(source.first, source.last)
    )
