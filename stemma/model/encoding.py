"""JSON of all types, and its schema."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from stemma.model.base import Value

T = TypeVar("T")


def to_json(value: Value, indent: int = 0) -> str:
    """Any value of this module as JSON; one line, or indented by `indent` spaces."""
    raw = msgspec.json.encode(value, order="deterministic")
    return (msgspec.json.format(raw, indent=indent) if indent else raw).decode()


def from_json(kind: type[T], raw: str | bytes) -> T:
    """JSON back into a type of this module.

    Raises `ValueError` naming the path inside the JSON where a field is unknown, missing or of the wrong type.
    """
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.MsgspecError as error:
        raise ValueError(f"not a valid {kind.__name__}: {error}") from error


def json_schema(kind: type) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a type of this module."""
    schema = msgspec.json.schema(kind)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": kind.__name__} | schema
