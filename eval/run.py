"""Measure Stemma on labelled data: one table, and floors that no figure may fall below.

python -m eval.run [--sample] [--raise] [--only NAME]
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from eval import attributions, page_speed, speed
from eval.captures import captures
from stemma import flow
from stemma.intake.records import record
from stemma.languages.registry import Languages
from stemma.model import Report, to_json

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("STEMMA_SHARED", ROOT.parent / "shared"))
FLOORS = Path(__file__).parent / "floors.json"
SLACK = 0.002
"""A figure this much below its floor is noise of rounding, not a loss."""
GIVEN = ("id", "url", "title", "published", "language", "outlet", "clean", "text", "html")
PACKED = frozenset({"pl", "de", "nb", "nn", "da", "en"})
"""Languages whose packs hold names and speech as well as time and number."""

Figures = dict[str, float]


def load(name: str, every: int = 1, keep: Callable[[dict[str, Any]], bool] | None = None) -> list[dict[str, Any]]:
    """Records of a data file; every n-th of those that `keep` keeps."""
    with gzip.open(SHARED / "data" / name, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return [r for r in rows if keep is None or keep(r)][::every]


def scorer(name: str) -> Any:
    """A scorer of the shared folder as a module."""
    place = str(SHARED / "score")
    if place not in sys.path:
        sys.path.insert(0, place)
    return importlib.import_module(name)


def reports(
    rows: Iterable[dict[str, Any]], languages: Languages, fields: Iterable[str] = GIVEN, marks: bool = True
) -> Iterator[Report]:
    """What Stemma reads in records, of which it sees only the fields that the contract names."""
    wanted = tuple(fields)
    lines = (json.dumps({k: r[k] for k in wanted if r.get(k) is not None}) for r in rows)
    captures = (record(line, f"record {n}") for n, line in enumerate(lines, 1))
    for result in flow.read(captures, languages, marks=marks):
        if isinstance(result, Report):
            yield result


def as_rows(found: Iterable[Report]) -> list[dict[str, Any]]:
    return [json.loads(to_json(r)) for r in found]


def pages_text(languages: Languages, every: int) -> Figures:
    gold = load("pages-text-dev.jsonl.gz", every)
    score = scorer("pages").score(gold, as_rows(reports(gold, languages, ("id", "url", "text"))))
    figures: Figures = {"language": score["language_right"]}
    for variant in ("crude", "middle", "light"):
        part = score["parts"].get(f"variant {variant}")
        if part:
            lines = part["lines"]["by_char"]
            figures[f"{variant} furniture F1"] = lines["furniture"]["f1"]
            figures[f"{variant} report recall"] = lines["report"]["recall"]
            figures[f"{variant} title"] = part["title"]["exact"]
    dates = score["parts"]["all"]["published_visible"]
    return figures | {"date right, where visible": dates["right"], "date not wrong": 1 - dates["wrong"]}


def pages_html(languages: Languages, every: int) -> Figures:
    gold = load("pages-html-dev.jsonl.gz", every)
    score = scorer("pages").score(gold, as_rows(reports(gold, languages, ("id", "url", "html"))))["parts"]["all"]
    return {
        "snippets F1": score["snippets"]["f1"],
        "author F1": score["authors"]["f1"],
        "body F1": score["body"]["f1"],
        "title": score["title"]["exact"],
        "date right": score["published"]["right"],
        "date not wrong": 1 - score["published"]["wrong"],
    }


def page_captures(languages: Languages, every: int) -> Figures:
    gold = captures()[::every]
    score = scorer("pages").score(gold, as_rows(reports(gold, languages, ("id", "url", "text"))))
    whole = score["parts"]["all"]
    lines, dates = whole["lines"]["by_char"], whole["published"]
    figures: Figures = {
        "language": score["language_right"],
        "furniture F1": lines["furniture"]["f1"],
        "report recall": lines["report"]["recall"],
        "title": whole["title"]["exact"],
        "date right": dates["right"],
        "date not wrong": 1 - dates["wrong"],
        "agency F1": whole["agency"]["f1"],
        "author precision": whole["authors"]["precision"],
    }
    for code in sorted({r["language"] for r in gold}):
        part = score["parts"][f"language {code}"]["lines"]["by_char"]
        figures[f"{code} furniture F1"] = part["furniture"]["f1"]
        figures[f"{code} report recall"] = part["report"]["recall"]
    return figures


def times(languages: Languages, every: int) -> Figures:
    module = scorer("timex")
    gold = load("timex-news-dev.jsonl.gz", every)
    news = module.score(gold, as_rows(reports(gold, languages)))["scores"]
    cases = load("timex-cases-dev.jsonl.gz", every)
    short = module.score(cases, as_rows(reports(module.cases_input(cases), languages)))["scores"]
    figures: Figures = {}
    for code in sorted({r["language"] for r in gold}):
        figures[f"news {code} value F1"] = news[code]["relaxed_value"]["f1"]
        figures[f"news {code} overlap F1"] = news[code]["relaxed"]["f1"]
    for code in ("all", *sorted({r["language"] for r in cases})):
        figures[f"cases {code}, as news"] = short[code]["accuracy_news"]
    return figures | {"cases without false alarm": 1 - short["all"]["false_alarms"]}


def quantities(languages: Languages, every: int) -> Figures:
    module = scorer("quantities")
    cases = load("quantity-cases-dev.jsonl.gz", every)
    score = module.score(cases, as_rows(reports(module.cases_input(cases), languages)))["scores"]
    codes = ("all", *sorted({r["language"] for r in cases}))
    return {f"cases {code}": score[code]["accuracy"] for code in codes} | {"cases unit": score["all"]["unit"]}


def claims(languages: Languages, every: int) -> Figures:
    figures: Figures = {}
    for code in ("de", "en"):
        gold = load(f"claims-{code}-dev.jsonl.gz", every)
        score = scorer("claims").score(gold, as_rows(reports(gold, languages)))["scores"][code]
        figures |= {
            f"{code} detection F1": score["detection"]["f1"],
            f"{code} joint F1": score["joint"]["f1"],
            f"{code} source": score["source"]["accuracy"],
        }
        if "direct" in score["recall_by_form"]:
            figures[f"{code} direct recall"] = score["recall_by_form"]["direct"]["recall"]
    return figures


def own_attributions(languages: Languages, every: int) -> Figures:
    figures: Figures = {}
    for code in attributions.codes():
        rows = attributions.attributions(code)
        found = attributions.read(rows, languages)
        score = scorer("claims").score(rows, as_rows(found))["scores"][code]
        parts = attributions.details(rows, found)
        figures |= {
            f"{code} joint F1": score["joint"]["f1"],
            f"{code} stance": parts["stance"],
            f"{code} look-alikes left alone": parts["look-alikes left alone"],
        }
    return figures


def names(languages: Languages, every: int) -> Figures:
    """Finding and base forms on texts that the weights were learned from, to see that nothing breaks; what unseen texts
    get is measured by `eval.unseen`."""
    module = scorer("names")
    gold = load("names-other-dev.jsonl.gz", every) + load("names-slavic-dev.jsonl.gz", every)
    score = module.score(gold, {"reports": as_rows(reports(gold, languages))})
    finding = score["finding"]
    figures: Figures = {}
    for code in sorted({r["language"] for r in gold} & set(finding["relaxed"])):
        figures[f"{code} overlap"] = finding["relaxed_anytype"][code]["all"]["f1"]
        figures[f"{code} overlap + type"] = finding["relaxed"][code]["all"]["f1"]
    inflected = {code: part["accuracy"] for code, part in score["base_form"].items() if code != "all"}
    return figures | {f"{code} base form": share for code, share in sorted(inflected.items())}


def linking(languages: Languages, every: int) -> Figures:
    gold = load("names-slavic-dev.jsonl.gz", max(1, every // 2))
    resolved = flow.compile_entities(list(reports(gold, languages)), languages)
    score = scorer("names").score(gold, {"reports": as_rows(resolved)})["linking"]["pairwise"]
    return {"cross-language F1": score["cross"]["f1"], "cross-language precision": score["cross"]["p"]}


def stories(languages: Languages, every: int) -> Figures:
    gold = load("stories-itn-dev.jsonl.gz")
    dossier = flow.compile_dossier(list(reports(gold, languages)), languages)
    score = scorer("stories").score(gold, json.loads(to_json(dossier)))
    return {"blurbs BCubed F1": score["bcubed"]["f1"], "blurbs cross-language F1": score["cross_language"]["f1"]}


def translations(languages: Languages, every: int) -> Figures:
    gold = load("stories-ntrex-dev.jsonl.gz", 1, lambda r: r["language"] in PACKED)
    if every > 1:
        kept = set(sorted({r["story"] for r in gold})[:12])
        gold = [r for r in gold if r["story"] in kept]
    dossier = json.loads(to_json(flow.compile_dossier(list(reports(gold, languages)), languages)))
    lines = scorer("lineage").score(gold, dossier)
    grouped = scorer("stories").score(gold, dossier)
    return {
        "alignment precision": lines["alignments"]["all"]["p"],
        "alignment recall": lines["alignments"]["all"]["r"],
        "translation family F1": lines["translations"]["family"]["f1"],
        "stories BCubed F1": grouped["bcubed"]["f1"],
    }


SETS: dict[str, tuple[Callable[[Languages, int], Figures], int]] = {
    "pages-text": (pages_text, 7),
    "pages-html": (pages_html, 10),
    "page-captures": (page_captures, 1),
    "times": (times, 8),
    "quantities": (quantities, 8),
    "claims": (claims, 20),
    "attributions": (own_attributions, 1),
    "names": (names, 20),
    "linking": (linking, 12),
    "stories": (stories, 1),
    "translations": (translations, 2),
}
"""Each set of figures, and of how many records the sample takes one."""


def main() -> int:
    """Run, print, compare with the floors; 1 where a figure is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", action="store_true", help="a fixed sample of each set")
    parser.add_argument("--raise", dest="raise_floors", action="store_true", help="write the floors that were passed")
    parser.add_argument("--only", help="run one set")
    options = parser.parse_args()
    if not (SHARED / "data").is_dir() or not (SHARED / "score").is_dir():
        print(f"eval: no data and scorers in {SHARED}: nothing was measured")
        return 0
    mode = "sample" if options.sample else "full"
    floors = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    known: Figures = floors.setdefault(mode, {})
    languages = Languages()
    below = 0
    for name, (measure, every) in SETS.items():
        if options.only and options.only != name:
            continue
        started = time.perf_counter()
        figures = measure(languages, every if options.sample else 1)
        print(f"\n{name}  ({time.perf_counter() - started:.0f} s)")
        below += show(name, figures, known, options.raise_floors)
    if not options.only or options.only == "speed":
        speed.show(SHARED / "data" / "corpus-news-dev.jsonl.gz", languages, 200 if options.sample else 1000)
        page_speed.show(SHARED / "data", languages, 8 if options.sample else 1)
    if options.raise_floors:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n")
    if below:
        print(f"\n{below} figures below their floors")
    return 1 if below else 0


def show(name: str, figures: Figures, known: Figures, raise_floors: bool) -> int:
    """Print the figures of one set beside their floors; how many are below."""
    below = 0
    for title, value in figures.items():
        key = f"{name}: {title}"
        floor = known.get(key)
        under = floor is not None and value < floor - SLACK
        below += under
        shown = f"floor {floor:.3f}{'  BELOW' if under else ''}" if floor is not None else "no floor yet"
        print(f"  {title:<34}{value:8.3f}   {shown}")
        if raise_floors and (floor is None or value > floor):
            known[key] = round(value - 0.0005, 3)
    return below


if __name__ == "__main__":
    sys.exit(main())
