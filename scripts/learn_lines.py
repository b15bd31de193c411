"""Learn how much each feature of a line speaks for the report, and write the weights that `stemma.page.weigh` reads.

python -m scripts.learn_lines TEXTS.jsonl.gz [--check] [--out stemma/page/weights/lines.tsv]
python -m scripts.learn_lines --markup PAGES.jsonl.gz [--check] [--out stemma/page/weights/markup.tsv]

TEXTS: captured texts, gzip JSON Lines: `text`, `url`, `language`, `variant` and `lines` with `start`, `end` and
`report` (true, false, or null where it does not count). The weights in the package were learned from 152 pages of
German, Austrian, Swiss, British and American publishers, three renderings of each; nothing of them is in the table but
names of features, each of which stands in `stemma/page/features.py`. Added to them are the captured pages in six more
languages that were written for this project (`eval/captures`).

PAGES: HTML, gzip JSON Lines: `html`, `url`, `language` and `gold` with the whole `body`, or with snippets that belong
to it (`with`) or do not (`without`).

Two logistic regressions: the second sees what the first made of the neighbours. What it sees in learning comes from
folds by publisher, so that it learns from scores as it will meet them. `--check` prints what folds by publisher, and a
language left out of the learning, give. Needs scikit-learn (`pip install "stemma-news[learn]"`).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from eval.captures import captures
from stemma.languages.registry import Languages
from stemma.page.features import first_look, second_look
from stemma.page.html import render
from stemma.page.lines import Line, read_lines
from stemma.page.weigh import THRESHOLD, Weights

STRENGTH = 0.03
"""Inverse strength of the L2 penalty: of 0.3, 0.1, 0.03 and 0.01 the one that served a language left out best."""
FOLDS = 5
CHARACTERS = 0.6
"""A line counts as its characters to this power: a paragraph more than a menu line, but not as its length."""
VARIANTS = {"crude": 0.4, "own": 2.0, "trafilatura-eval": 3.0}
"""Weight of a line of a rendering with all menus, of which there are ten times as many; of the few own captures; and of
pages of which only a few lines are labelled."""
TABLES = Path("stemma/page/weights")
SHORTENED = frozenset({"light", "own"})
SHORTEST, SPREAD, SHORT_TAIL = 3, 5, 4
"""Lines of each kind that a shortened page keeps: three to seven, and the last four."""
SAME, OTHER = 0.9, 0.3
_WORD = re.compile(r"\w+")
RARE = 8
"""A feature seen in fewer lines is not learned."""
SMALLEST = 0.005
"""A weight below this is left out of the table."""


@dataclass
class Page:
    """One labelled page: its lines, their features, whether each is the report, and its publisher."""

    lines: list[Line]
    labels: list[bool | None]
    first: list[list[str]]
    publisher: str
    language: str
    variant: str
    second: list[list[str]] = field(default_factory=list)


def read_pages(path: Path, languages: Languages) -> list[Page]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        labelled = [record for record in map(json.loads, lines) if record["variant"] != "spaced"]
    own = captures()
    short = [shortened(record) for record in labelled + own if record["variant"] in SHORTENED]
    return [read_page(record, languages) for record in labelled + own + short]


def shortened(record: dict[str, Any]) -> dict[str, Any]:
    """The same page with fewer lines of each kind: agency notes and local papers are as short, and learned from too."""
    text, lines = "", []
    kept: Counter[bool | None] = Counter()
    tail = record["lines"][-SHORT_TAIL:]
    size = SHORTEST + zlib.crc32(record["id"].encode()) % SPREAD
    for line in record["lines"]:
        is_tail = line in tail
        if kept[line["report"]] >= size and not is_tail:
            continue
        kept[line["report"]] += 1
        content = record["text"][line["start"] : line["end"]]
        lines.append({"start": len(text), "end": len(text) + len(content), "report": line["report"]})
        text += content + "\n"
    return record | {"text": text, "lines": lines, "variant": "short"}


def read_page(record: dict[str, Any], languages: Languages) -> Page:
    lines = read_lines(record["text"], languages.get(record["language"]))
    gold = {line["start"]: line["report"] for line in record["lines"]}
    labels = [gold.get(line.start) for line in lines]
    publisher = urlsplit(record["url"]).netloc if record.get("url") else record["id"]
    return Page(lines, labels, first_look(lines), publisher, record["language"], record["variant"])


def read_markup(path: Path, languages: Languages) -> list[Page]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [page for page in (_markup_page(record, languages) for record in records) if page is not None]


def _markup_page(record: dict[str, Any], languages: Languages) -> Page | None:
    rendered = render(record["html"], record.get("url"))
    if rendered is None:
        return None
    lines = read_lines(rendered.text, languages.get(record["language"]), rendered.markup)
    gold = record["gold"]
    labels = _by_body(lines, gold) if gold.get("body") else _by_snippets(lines, gold)
    parts = urlsplit(record.get("url") or record["id"]).netloc.split(".")[-2:]
    publisher = ".".join(parts) or record["id"]
    return Page(lines, labels, first_look(lines), publisher, record["language"], record["source"])


def _by_body(lines: Sequence[Line], gold: dict[str, Any]) -> list[bool | None]:
    """A line is the report where 0.9 of its words lie in runs of three that the body has, and furniture under 0.3."""
    words = _WORD.findall(gold["body"].casefold())
    runs = set(zip(words, words[1:], words[2:], strict=False))
    own = {" ".join(_WORD.findall(line)) for line in gold["body"].casefold().splitlines()}
    titles = {" ".join(_WORD.findall(t.casefold())) for t in gold.get("titles") or [gold.get("title") or ""]}
    labels: list[bool | None] = []
    seen: set[str] = set()
    for line in lines:
        parts = line.key.split()
        covered = [False] * len(parts)
        for i in range(len(parts) - 2):
            if tuple(parts[i : i + 3]) in runs:
                covered[i : i + 3] = [True] * 3
        share = sum(covered) / len(parts) if len(parts) > 2 else float(line.key in own)
        again = line.key in titles or (line.key in seen and share >= SAME)
        labels.append(None if again or OTHER < share < SAME else share >= SAME)
        seen.add(line.key)
    return labels


def _by_snippets(lines: Sequence[Line], gold: dict[str, Any]) -> list[bool | None]:
    labels: list[bool | None] = [None] * len(lines)
    for key, label in (("with", True), ("without", False)):
        for snippet in (" ".join(s.split()) for s in gold.get(key) or []):
            for i, line in enumerate(lines):
                if snippet in line.text:
                    labels[i] = label
    return labels


def fit(pages: Iterable[Page], look: Callable[[Page], Sequence[Sequence[str]]]) -> dict[str, float]:
    """The weights of one look; the constant is under the empty name."""
    rows, labels, counts = [], [], []
    for page in pages:
        factor = VARIANTS.get(page.variant, 1.0)
        for line, names, label in zip(page.lines, look(page), page.labels, strict=True):
            if label is not None:
                rows.append(names)
                labels.append(label)
                counts.append(factor * (line.end - line.start) ** CHARACTERS)
    seen = Counter(name for names in rows for name in set(names))
    table = DictVectorizer()
    matrix = table.fit_transform([{n: 1.0 for n in names if seen[n] >= RARE} for names in rows]).tocsr()
    matrix.indices, matrix.indptr = matrix.indices.astype(numpy.int32), matrix.indptr.astype(numpy.int32)
    model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=500)
    model.fit(matrix, labels, sample_weight=counts)
    weights = {name: round(float(w), 3) for name, w in zip(table.feature_names_, model.coef_[0], strict=True)}
    return {"": round(float(model.intercept_[0]), 3)} | {n: w for n, w in weights.items() if abs(w) >= SMALLEST}


def learn(pages: Sequence[Page]) -> Weights:
    publishers = sorted({page.publisher for page in pages})
    fold = {publisher: i % FOLDS for i, publisher in enumerate(publishers)}
    for k in range(FOLDS):
        weights = Weights(fit((p for p in pages if fold[p.publisher] != k), lambda p: p.first), {})
        for page in pages:
            if fold[page.publisher] == k:
                page.second = second_look(page.lines, page.first, weights.first_scores(page.first))
    return Weights(fit(pages, lambda p: p.first), fit(pages, lambda p: p.second))


def figures(pages: Sequence[Page], weights: Weights) -> Counter[tuple[str, bool, bool]]:
    """Characters by rendering, by what they are, and by what they are taken for."""
    found: Counter[tuple[str, bool, bool]] = Counter()
    for page in pages:
        scores = weights.scores(page.lines, page.first)
        for line, label, score in zip(page.lines, page.labels, scores, strict=True):
            if label is not None:
                found[page.variant, label, score > THRESHOLD] += sum(not c.isspace() for c in line.text)
    return found


def show(title: str, found: Counter[tuple[str, bool, bool]]) -> None:
    print(title)
    for variant in sorted({v for v, _, _ in found}):
        right, lost = found[variant, False, False], found[variant, True, False]
        kept, missed = found[variant, True, True], found[variant, False, True]
        f1 = 2 * right / (2 * right + lost + missed)
        print(f"  {variant:<8} furniture F1 {f1:.3f}   report recall {kept / (kept + lost):.4f}")


def check(pages: Sequence[Page]) -> None:
    total: Counter[tuple[str, bool, bool]] = Counter()
    publishers = sorted({page.publisher for page in pages}, key=lambda name: name[::-1])
    for k in range(FOLDS):
        out = set(publishers[k::FOLDS])
        weights = learn([p for p in pages if p.publisher not in out])
        total += figures([p for p in pages if p.publisher in out], weights)
    show(f"{FOLDS} folds by publisher", total)
    for language in sorted({page.language for page in pages}):
        weights = learn([p for p in pages if p.language != language])
        show(f"{language} left out of the learning", figures([p for p in pages if p.language == language], weights))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labelled", type=Path)
    parser.add_argument("--markup", action="store_true", help="learn from HTML")
    parser.add_argument("--check", action="store_true", help="print the figures of folds, and learn nothing")
    parser.add_argument("--out", type=Path, help="where the table goes; the package's own by default")
    options = parser.parse_args()
    pages = (read_markup if options.markup else read_pages)(options.labelled, Languages())
    if options.check:
        check(pages)
        return
    weights = learn(pages)
    weights.write(options.out or TABLES / ("markup.tsv" if options.markup else "lines.tsv"))
    show("on the pages learned from", figures(pages, weights))


if __name__ == "__main__":
    main()
