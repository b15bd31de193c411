"""How fast Stemma reads: reports a second and core on clean news texts of about 400 words, and the time of
each stage."""

from __future__ import annotations

import gc
import gzip
import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from stemma.cli import GARBAGE
from stemma.intake.records import record
from stemma.languages.registry import Languages
from stemma.marks.names import names
from stemma.marks.quantities import quantities
from stemma.marks.speech import claims
from stemma.marks.times import times
from stemma.marks.view import View
from stemma.model import Report, order_marks, to_json
from stemma.page.identify import read_page

WORDS = range(250, 650)
WARM_UP = 60
"""Texts read before the clock starts, so that the compiling of packs is not counted."""
LANGUAGES = frozenset({"pl", "de", "nb", "nn", "da", "en"})
FIGURES = ("times", "quantities")
"""Stages whose joint rate is shown: dates and figures."""


def show(data: Path, languages: Languages, most: int) -> None:
    """Print the rate over `most` texts of the corpus and the share of each stage."""
    gc.set_threshold(*GARBAGE)
    texts = _texts(data, most)
    for line in texts[:: max(1, len(texts) // WARM_UP)]:
        _read(line, languages, defaultdict(float))
    spent: dict[str, float] = defaultdict(float)
    started = time.process_time()
    for line in texts:
        _read(line, languages, spent)
    total = time.process_time() - started
    print(f"\nspeed  {len(texts) / total:.0f} reports a second and core ({len(texts)} texts of 250 to 650 words)")
    for stage, seconds in sorted(spent.items(), key=lambda s: -s[1]):
        print(f"  {stage:<12}{1000 * seconds / len(texts):7.2f} ms a report  {100 * seconds / total:4.0f} %")
    together = sum(spent[stage] for stage in FIGURES)
    print(f"  {' + '.join(FIGURES)}: {len(texts) / together:.0f} texts a second and core")
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "stemma.cli", "--version"], check=True, capture_output=True)
    print(f"  start-up    {time.perf_counter() - started:7.2f} s")


def _texts(data: Path, most: int) -> list[str]:
    kept = []
    with gzip.open(data, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["language"] in LANGUAGES and len(row["text"].split()) in WORDS:
                kept.append(
                    json.dumps({k: row[k] for k in ("id", "language", "published", "text", "clean") if k in row})
                )
    step = max(1, len(kept) // most)
    return kept[::step][:most]


def _read(line: str, languages: Languages, spent: dict[str, float]) -> None:
    def timed(stage: str, work: Callable[[], Any]) -> Any:
        started = time.process_time()
        result = work()
        spent[stage] += time.process_time() - started
        return result

    capture = timed("open", lambda: record(line, "record"))
    report = timed("page", lambda: read_page(capture, languages))
    if not isinstance(report, Report):
        return
    view = View(report, languages.get(report.language))
    found = timed("names", lambda: names(view))
    dates = timed("times", lambda: times(view))
    view = view.with_marks(found, dates)
    amounts = timed("quantities", lambda: quantities(view))
    said = timed("speech", lambda: claims(view))
    marked = msgspec.structs.replace(report, marks=order_marks((*found, *dates, *amounts, *said)))
    timed("JSON", lambda: to_json(marked))
