"""The parts of an address that a page or a record gives, whatever stands in it."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit


def parts_of(url: str | None) -> SplitResult:
    """The parts of an address; all of them are empty where it is none, as in "http://[".

    >>> parts_of("https://www.tide.example/a").hostname, parts_of("http://[").hostname
    ('www.tide.example', None)
    """
    try:
        return urlsplit(url or "")
    except ValueError:
        return urlsplit("")
