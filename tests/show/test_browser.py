"""The page in a real browser: what a link opens, and what the filters leave."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from stemma.model import Dossier
from stemma.show.anchors import anchor, report_anchor
from stemma.show.html import render

from .sample import ENGLISH, place

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium found: install it to test the page in a browser")


class Browser:
    """Opens a page at a hash and gives back the document as the browser holds it after its scripts."""

    def __init__(self, folder: Path, html: str) -> None:
        self.folder = folder
        self.file = folder / "dossier.html"
        self.file.write_text(html, encoding="utf-8", newline="")

    def open(self, fragment: str = "") -> str:
        return self.dump(f"{self.file.as_uri()}{fragment}")

    def dump(self, address: str) -> str:
        command = [
            str(CHROMIUM),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={self.folder / 'profile'}",
            "--allow-file-access-from-files",
            "--dump-dom",
            address,
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
        return done.stdout


@pytest.fixture
def browser(dossier: Dossier, tmp_path: Path) -> Browser:
    return Browser(tmp_path, render(dossier))


def opened(dom: str) -> list[str]:
    """Ids of the reports that stand open."""
    tags = re.findall(r'<details class="report"[^>]*>', dom)
    return [i for tag in tags if re.search(r"\bopen\b", tag) for i in re.findall(r'id="([^"]+)"', tag)]


def rows(dom: str) -> tuple[list[str], list[str]]:
    """Stances of the ledger's lines that are shown, and of those that are hidden."""
    ledger = dom.partition('id="ledger"')[2].partition("</section>")[0]
    tags = re.findall(r'<tr data-stance="([a-z]+)"([^>]*)>', ledger)
    return [s for s, rest in tags if "hidden" not in rest], [s for s, rest in tags if "hidden" in rest]


def test_reports_are_closed_at_first(browser: Browser) -> None:
    assert opened(browser.open()) == []


def test_a_link_opens_its_report_and_lights_the_words(browser: Browser) -> None:
    target = anchor("en-1", *place(ENGLISH, "About 120 people"))
    dom = browser.open(f"#{target}")
    assert opened(dom) == [report_anchor("en-1")]
    [tag] = re.findall(rf'<span id="{target}"[^>]*>', dom)
    assert "lit" in tag


def test_a_link_to_a_report_opens_it(browser: Browser) -> None:
    name = report_anchor("id with spaces/ä")
    assert opened(browser.open(f"#{name}")) == [name]


def test_filters_appear_with_scripts_and_show_all(browser: Browser) -> None:
    dom = browser.open()
    [form] = re.findall(r'<form class="filters"[^>]*>', dom)
    assert "hidden" not in form
    assert rows(dom) == (["denies", "declines"], [])


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("stance=denies", ["denies"]),
        ("language=de", ["declines"]),
        ("text=overloaded", ["denies"]),
        ("source=ORG:nordline", ["denies", "declines"]),
        ("stance=denies&language=de", []),
        ("story=s1", ["denies", "declines"]),
    ],
)
def test_a_filter_in_the_address_holds(browser: Browser, query: str, shown: list[str]) -> None:
    dom = browser.open(f"#says?{query}")
    assert rows(dom)[0] == shown


@pytest.mark.parametrize("width", [340, 390, 700, 1200])
def test_the_page_never_scrolls_sideways(browser: Browser, width: int) -> None:
    frame = f"""<iframe src="{browser.file.name}" style="border:0;width:{width}px;height:800px"></iframe><script>
    document.querySelector("iframe").onload = (e) => {{
      const root = e.target.contentDocument.documentElement;
      for (const d of root.querySelectorAll("details")) d.open = true;
      document.body.dataset.wide = root.scrollWidth;
    }};</script>"""
    (browser.folder / "frame.html").write_text(frame, encoding="utf-8")
    dom = browser.dump((browser.folder / "frame.html").as_uri())
    [found] = re.findall(r'data-wide="(\d+)"', dom)
    assert int(found) <= width
