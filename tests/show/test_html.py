from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import msgspec
import pytest

from stemma.model import Dossier, Report
from stemma.show.anchors import report_anchor
from stemma.show.html import notebook_html, render

from .sample import ENGLISH

VOID = {"meta", "link", "br", "input", "img", "hr", "path", "line", "circle", "ellipse"}
LOADING = {"script", "img", "iframe", "link", "object", "embed", "audio", "video", "source", "image", "use", "base"}


@dataclass
class Page(HTMLParser):
    """What a browser would see of a page: ids, links, elements, and the text of each report."""

    source: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)
    inside: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.elements.append((tag, found))
        if found.get("id"):
            self.ids.append(found["id"] or "")
        if tag == "a" and found.get("href"):
            self.links.append(found["href"] or "")
        if tag not in VOID:
            self.stack.append(tag)
            if found.get("class") == "text":
                self.inside = len(self.stack)
                self.texts.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.stack[-1] == tag, f"</{tag}> closes <{self.stack[-1]}>"
        if len(self.stack) == self.inside:
            self.inside = 0
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[-1] += data


@pytest.fixture
def page(dossier: Dossier) -> Page:
    return Page(render(dossier))


def test_elements_are_nested_and_closed(page: Page) -> None:
    assert page.stack == []


def test_every_link_inside_the_page_has_its_target(page: Page) -> None:
    inside = [link for link in page.links if link.startswith("#")]
    assert len(inside) > 20
    assert [link for link in inside if link[1:] not in page.ids] == []


def test_ids_are_unique_and_can_stand_in_a_link(page: Page) -> None:
    assert len(set(page.ids)) == len(page.ids)
    assert [i for i in page.ids if not re.fullmatch(r"[A-Za-z0-9_-]+", i)] == []


def test_each_report_stands_in_full(page: Page, dossier: Dossier) -> None:
    assert sorted(page.texts) == sorted(r.text for r in dossier.reports)


def test_captured_markup_is_text(dossier: Dossier) -> None:
    html = render(dossier)
    assert "<script>alert" not in html
    assert "<b>found</b>" not in html
    assert html.count("<script>") == 1


def test_nothing_is_loaded(page: Page) -> None:
    loading = [(tag, a) for tag, a in page.elements if tag in LOADING and (a.get("src") or a.get("href"))]
    assert loading == []
    style = page.source.partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style and "@import" not in style


def test_policy_allows_the_own_script_and_style_only(page: Page) -> None:
    [policy] = [a["content"] for t, a in page.elements if t == "meta" and "http-equiv" in a]
    assert policy is not None
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    for tag in ("style", "script"):
        content = page.source.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert [a for _, a in page.elements if "style" in a or any(k.startswith("on") for k in a)] == []


def test_an_address_that_is_no_web_address_is_no_link(dossier: Dossier) -> None:
    [first, *rest] = dossier.reports
    bad = msgspec.structs.replace(dossier, reports=(msgspec.structs.replace(first, url="javascript:alert(1)"), *rest))
    assert "javascript:" not in render(bad)


def test_words_of_reports_carry_their_language(page: Page) -> None:
    languages = {a["lang"] for _, a in page.elements if a.get("lang")}
    assert {"en", "de", "he"} <= languages
    assert all(a.get("dir") == "auto" for t, a in page.elements if a.get("class") == "text")


def test_marks_have_tooltips_that_name_value_and_rule(page: Page) -> None:
    titles = [a["title"] or "" for _, a in page.elements if a.get("title")]
    assert "120 person, about · number" in titles
    assert any("Nordline denies" in t and "speech:" in t for t in titles)


def test_furniture_is_kept_and_dimmed(page: Page) -> None:
    assert any(a.get("class") == "furn" and "related" in (a.get("title") or "") for _, a in page.elements)


def test_the_first_screen_counts(dossier: Dossier) -> None:
    head = re.sub(r"<[^>]+>", " ", render(dossier).partition("</header>")[0])
    words = " ".join(head.split())
    assert "3 reports" in words
    assert "2 independent origins" in words
    assert "1 account that differs" in words
    assert "2 denials and refusals" in words


def test_the_same_dossier_gives_the_same_page(dossier: Dossier) -> None:
    assert render(dossier) == render(dossier)


def test_an_empty_dossier_is_a_page() -> None:
    assert Page(render(Dossier(reports=()))).stack == []


def test_a_report_without_any_marks_is_a_page() -> None:
    page = Page(render(Dossier(reports=(Report("x", "\nOnly text.\n"),))))
    assert page.texts == ["\nOnly text.\n"]
    assert report_anchor("x") in page.ids


def test_evidence_outside_the_text_leads_to_the_report(dossier: Dossier) -> None:
    entry = dossier.timeline[0]
    wild = msgspec.structs.replace(
        entry, evidence=(msgspec.structs.replace(entry.evidence[0], start=10**6, end=10**7),)
    )
    page = Page(render(msgspec.structs.replace(dossier, timeline=(wild,))))
    assert [link for link in page.links if link.startswith("#") and link[1:] not in page.ids] == []


def test_many_reports_stay_of_use(dossier: Dossier) -> None:
    base = dossier.reports[0]
    many = tuple(msgspec.structs.replace(base, id=f"r{n}", text=f"{ENGLISH}{n}") for n in range(200))
    page = Page(render(Dossier(reports=many)))
    assert len(page.texts) == 200
    assert len(page.source) < 200 * 20_000


def test_the_notebook_summary_is_short_and_scoped(dossier: Dossier) -> None:
    html = notebook_html(dossier)
    page = Page(html)
    assert page.stack == []
    assert "<script" not in html and "<html" not in html
    assert "Ferry sinks off Almaholm" in html and "Mehr als 150 Menschen" in html
    rules = html.partition("<style>")[2].partition("</style>")[0].split("}")
    assert all(rule.strip().startswith(".stemma-nb") for rule in rules if rule.strip())
