"""How long the resolution of many mentions takes, and how much memory: a curve over news in many languages.

python -m eval.names_scale [--most 100000]
"""

from __future__ import annotations

import argparse
import gc
import resource
import time

import msgspec

from eval.run import SHARED, load, reports
from stemma import flow
from stemma.languages.registry import Languages
from stemma.marks.names import names
from stemma.marks.view import View
from stemma.model import Report, order_marks

STEPS = 5
"""Points of the curve, each with twice the mentions of the one before."""


def main() -> None:
    """Read texts until there are enough mentions, and resolve more and more of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=100_000, help="mentions at the last point")
    most: int = parser.parse_args().most
    data = "corpus-news-dev.jsonl.gz"
    if not (SHARED / "data" / data).exists():
        print(f"eval: no data in {SHARED}: nothing was measured")
        return
    languages = Languages()
    marked: list[Report] = []
    total = 0
    for report in reports(load(data), languages, marks=False):
        found = names(View(report, languages.get(report.language)))
        marked.append(msgspec.structs.replace(report, marks=order_marks(list(found))))
        total += len(found)
        if total >= most:
            break
    print(f"{len(marked)} reports, {total} mentions, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")
    for step in reversed(range(STEPS)):
        _measure(marked, total >> step, languages)


def _measure(marked: list[Report], most: int, languages: Languages) -> None:
    taken, size = [], 0
    for report in marked:
        taken.append(report)
        size += len(report.mentions)
        if size >= most:
            break
    gc.collect()
    started = time.perf_counter()
    entities = flow.compile_names(taken, languages)[1]
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    each = f"{1e6 * seconds / size:5.0f} µs each"
    print(f"{size:>8} mentions of {len(entities):>6} things  {seconds:6.1f} s  {each}  peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
