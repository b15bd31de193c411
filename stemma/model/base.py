"""What all types have in common, and places in texts."""

from __future__ import annotations

import msgspec


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all types here: frozen, and refusing fields that it does not know."""


class Span(Value, frozen=True):
    """A stretch of one report's text."""

    start: int
    end: int


class Passage(Value, frozen=True):
    """A stretch of the text of a named report."""

    report: str
    start: int
    end: int
