"""Documents: the bytes of one page or text as a capture."""

from __future__ import annotations

from stemma.intake import limits
from stemma.intake.charsets import text_of
from stemma.intake.limits import too_large
from stemma.model import Capture, Rejected


def decode(raw: bytes, where: str, html: bool = False, charset: str | None = None) -> Capture | Rejected:
    """Bytes of one file or page as a capture, or the reason why they are none.

    `charset` is what was declared beside the bytes, by HTTP; `stemma.intake.charsets` says how far it is believed.
    """
    if not raw.strip():
        return Rejected(where, "open", "empty file")
    if len(raw) > limits.MAX_BYTES:
        return Rejected(where, "open", too_large())
    text, note = text_of(raw, html, charset)
    if text is None:
        return Rejected(where, "open", note)
    if not text.strip("\ufeff \t\r\n\f\v"):
        return Rejected(where, "open", "empty file")
    if html:
        return Capture(where, html=text, note=note)
    return Capture(where, text=text, note=note)
