"""HTML as text, one block a line, with what its metadata says. trafilatura does the work."""

from __future__ import annotations

import re
from typing import NamedTuple

SPACES = re.compile(r"[^\S\n]+")
_TIME_OF_DAY = re.compile(
    r"(?:article:published_time[\"'][^>]*?content=[\"']|[\"']datePublished[\"']\s*:\s*[\"'])"
    r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})"
)


class HtmlPage(NamedTuple):
    """Rendered text and the metadata that the page gives of itself; None where it gives none."""

    text: str
    title: str | None
    published: str | None
    outlet: str | None
    language: str | None
    authors: tuple[str, ...]
    url: str | None


def render(html: str, url: str | None = None) -> HtmlPage | None:
    """The main text and metadata of a page, or None where it holds no article."""
    import trafilatura  # slow to import, and not needed for captured text
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    document = trafilatura.bare_extraction(
        html,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        favor_precision=True,
        config=config,
    )
    if document is None:
        return None
    fields = document.as_dict() if hasattr(document, "as_dict") else dict(document)
    body = [SPACES.sub(" ", line).strip() for line in (fields.get("text") or "").splitlines()]
    body = [line for line in body if line]
    title = SPACES.sub(" ", fields.get("title") or "").strip() or None
    if not body:
        return None
    if title and body[0] != title:
        body.insert(0, title)
    authors = tuple(a.strip() for a in (fields.get("author") or "").split(";") if a.strip())
    return HtmlPage(
        "\n".join(body),
        title,
        _published(html, fields.get("date") or None),
        fields.get("sitename") or fields.get("hostname") or None,
        _declared_language(html),
        authors,
        fields.get("url") or url,
    )


def _declared_language(html: str) -> str | None:
    found = re.search(r"<html[^>]*\blang=[\"']?([A-Za-z]{2,3})\b", html[:20_000])
    return found.group(1).lower() if found else None


def _published(html: str, day: str | None) -> str | None:
    """The day that was found, with the time of day where the page's own metadata gives one for that day."""
    if day is None:
        return None
    found = _TIME_OF_DAY.search(html)
    return f"{day}T{found.group(2)}" if found and found.group(1) == day else day
