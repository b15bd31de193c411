"""The parts of an address; one that is none has empty parts."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit


def parts_of(url: str | None) -> SplitResult:
    """The parts of an address, all empty where it cannot be taken apart ("http://[x")."""
    try:
        parts = urlsplit(url or "")
        return parts if parts.hostname is not None else parts._replace(netloc="")
    except ValueError:
        return urlsplit("")


def host_of(url: str | None) -> str:
    """The host that an address names, without "www."; nothing where it names none."""
    return (parts_of(url).hostname or "").removeprefix("www.")
