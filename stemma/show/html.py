"""A dossier as one self-contained HTML page, and as a short summary for a notebook.

Nothing is loaded from anywhere: style and script stand in the page, and its security policy allows those two alone, by
their hashes.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from stemma.model import Dossier
from stemma.show import evidence, sections
from stemma.show.anchors import Anchors
from stemma.show.view import View
from stemma.show.words import plain

SHOWN = {
    "rows_shown": 30,
    "accounts_shown": 12,
    "pairs_shown": 12,
    "entities_shown": 24,
    "glance": 4,
    "captures_shown": 6,
    "changes_shown": 12,
}
"""Lines of each section that stand open; the rest waits behind "show all"."""


def render(dossier: Dossier) -> str:
    """The dossier as one HTML file: it needs no network, no other file, and works without scripts."""
    anchors = Anchors(View(dossier))
    style, script = _asset("dossier.css"), _asset("dossier.js")
    return (
        _environment()
        .get_template("dossier.html.j2")
        .render(
            _page(anchors),
            style=Markup(style),
            script=Markup(script),
            policy=_policy(style, script),
            **SHOWN,
        )
    )


def notebook_html(dossier: Dossier) -> str:
    """A short summary with styles of its own, as a notebook shows it: counts, stories, accounts."""
    view = View(dossier)
    anchors = Anchors(view)
    return (
        _environment()
        .get_template("notebook.html.j2")
        .render(
            counts=view.counts,
            threads=sections.overview(anchors),
            accounts=sections.account_cards(anchors, view.differing),
            denials=sections.denial_rows(anchors),
            rejected=dossier.rejected,
            style=Markup(_asset("notebook.css")),
        )
    )


def _page(anchors: Anchors) -> dict[str, object]:
    """Everything that the template prints. The reports come last: by then all links to them are known."""
    view = anchors.view
    page: dict[str, object] = {
        "counts": view.counts,
        "languages": sections.languages(anchors),
        "threads": sections.overview(anchors),
        "differing": sections.account_cards(anchors, view.differing),
        "agreeing": sections.account_cards(anchors, view.agreeing),
        "denials": sections.denial_rows(anchors),
        "families": evidence.family_cards(anchors),
        "singles": evidence.single_rows(anchors),
        "outside": evidence.outside_links(anchors),
        "claims": sections.claim_rows(anchors),
        "sources": sections.sources(anchors),
        "stances": sections.stances(anchors),
        "stories": [(s.id, plain(s.title)) for t in view.threads for s in t.stories],
        "dates": sections.date_rows(anchors, view.timeline),
        "pairs": evidence.pair_rows(anchors),
        "entities": evidence.entity_rows(anchors),
        "rejected": view.dossier.rejected,
    }
    page["reports"] = evidence.report_cards(anchors)
    return page


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("stemma.show", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _asset(name: str) -> str:
    loader = _environment().loader
    if loader is None:  # only for the type checker: the environment above has one
        return ""
    return loader.get_source(_environment(), name)[0].strip()


def _policy(style: str, script: str) -> str:
    """A content security policy that allows this style and this script, and nothing else at all."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
