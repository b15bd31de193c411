"""What all sections of a pack have in common."""

from __future__ import annotations

import msgspec

Words = list[str]


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all sections: frozen, and refusing keys that it does not know."""
