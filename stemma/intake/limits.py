"""How much of the outside is ever held in memory at once."""

from __future__ import annotations

MAX_BYTES = 20_000_000
"""A single capture above this size is no news report; it is refused instead of read into memory."""


def too_large(what: str = "") -> str:
    """The reason why something above `MAX_BYTES` is refused."""
    return f"{what or 'it'} is larger than {MAX_BYTES / 1_000_000:g} MB; split it, or check what it is"
