"""How fast pages are read, without marks: HTML beside trafilatura on the same pages in the same run, and captured text.

The two readers of HTML take turns page by page, so that a machine that is faster one minute than the next is so for
both. Time is that of the process, on one core, after everything was read once.
"""

from __future__ import annotations

import gzip
import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from eval.captures import captures
from stemma.languages.registry import Languages
from stemma.model import Capture
from stemma.page.identify import read_page

ROUNDS = 3
Figures = dict[str, float]


def show(data: Path, languages: Languages, every: int) -> Figures:
    """Print the rates; the share of trafilatura's rate and the rates of captured text."""
    figures = _html(_load(data / "pages-html-dev.jsonl.gz")[::every], languages)
    texts = _load(data / "pages-text-dev.jsonl.gz")
    sets = {variant: [r for r in texts if r["variant"] == variant][::every] for variant in ("crude", "middle", "light")}
    for name, rows in {**sets, "own captures": captures()}.items():
        figures[name] = _texts(name, rows, languages)
    return figures


def _load(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _html(rows: Sequence[dict[str, Any]], languages: Languages) -> Figures:
    from trafilatura import bare_extraction

    ours, theirs = [], []
    for turn in range(ROUNDS + 1):
        mine = other = 0.0
        for row in rows:
            url, html = row.get("url"), row["html"]
            mine += _timed(read_page, Capture("page", html=html, url=url), languages)
            other += _timed(bare_extraction, html, url=url, with_metadata=True)
        if turn:  # the first turn loads models and compiles packs
            ours.append(len(rows) / mine)
            theirs.append(len(rows) / other)
    rate, their_rate = statistics.median(ours), statistics.median(theirs)
    print(f"\npage speed  HTML {rate:.1f} pages a second and core; trafilatura with metadata {their_rate:.1f}")
    print(f"  share of its rate  {rate / their_rate:.2f}   ({len(rows)} pages, median of {ROUNDS})")
    return {"HTML, share of trafilatura's rate": rate / their_rate}


def _texts(name: str, rows: Sequence[dict[str, Any]], languages: Languages) -> float:
    words = sum(len(row["text"].split()) for row in rows) / len(rows)
    lines = sum(len(row["lines"]) for row in rows) / len(rows)
    rates = []
    for turn in range(ROUNDS + 1):
        seconds = sum(_timed(read_page, Capture("text", text=row["text"]), languages) for row in rows)
        if turn:
            rates.append(len(rows) / seconds)
    rate = statistics.median(rates)
    print(f"  {name:<14} {rate:6.0f} texts a second and core  ({words:.0f} words in {lines:.0f} lines each)")
    return rate


def _timed(work: Callable[..., Any], *given: Any, **named: Any) -> float:
    started = time.process_time()
    work(*given, **named)
    return time.process_time() - started
