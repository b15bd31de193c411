"""Learn the weights of the tagger of names, and write what `stemma.names.tagger` reads.

python -m scripts.learn_names NAMES.jsonl.gz... [--check] [--out stemma/names/weights/tagger.npz]

NAMES: gzip JSON Lines: `id`, `text`, `language`, `corpus`, `mentions` (offsets and type) and where there are some
`topic` and `ignored` (offsets of names of other types, which teach nothing). Texts of `WITHHELD` are never learned
from: their licences do not let a model be shared.

An averaged structured perceptron (Collins 2002) with a margin: the best tags under the weights, with one point more for
each wrong tag, are pushed down and the right ones up. Batches are small, their order is fixed. `--check` learns three
times, leaving out a topic (of texts that have one) or a third of the documents, and prints F1 on what was left out.
The weights in the package are learned from all; data, licences and scores stand in `docs/names.md`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import zlib
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.run import reports
from stemma.languages.registry import Languages
from stemma.languages.tokens import Token
from stemma.marks.view import View
from stemma.model import MentionType
from stemma.names.agree import Span, agreed
from stemma.names.features import BITS, Words, features
from stemma.names.hints import hints, stretches
from stemma.names.ruled import RuledName, ruled_names
from stemma.names.tagger import KINDS, OUTSIDE, TAGS, Scores, Tagger, allowed, best_tags, packed, unpacked

WITHHELD = frozenset({"wikineural", "conll2002"})
EPOCHS = 6
"""Passes over the texts; four to eight gave the same."""
BATCH = 12
"""Sentences between two corrections of the weights."""
BOUND = 15.0
"""What is taken from the score of "no name": of 0, 3, 6, 10 and 15 the one that found most at hardly less precision."""
FOLDS = 3
SEED = 1
OUT = Path("stemma/names/weights/tagger.npz")


@dataclass(frozen=True)
class Text:
    """One text as the tagger sees it, with its right tags; `free` marks tokens that may be anything."""

    id: str
    language: str
    fold: int
    learned: bool
    rows: NDArray[np.uint32]
    lengths: list[int]
    tags: NDArray[np.int8]
    free: NDArray[np.bool_]
    tokens: list[tuple[int, int]]
    gold: list[tuple[int, int, str]]
    ignored: list[tuple[int, int]]
    ruled: tuple[RuledName, ...]


def load_texts(paths: Sequence[Path]) -> list[Text]:
    """All texts of the files, read by the rules of today's packs."""
    languages = Languages()
    words: dict[str, Words] = {}
    records = [json.loads(line) for path in paths for line in gzip.decompress(path.read_bytes()).splitlines()]
    gold = {r["id"]: r for r in records}
    topics = sorted({r["topic"] for r in records if r.get("topic")})
    texts = []
    for report in reports(records, languages, marks=False):
        language = languages.get(report.language)
        sentences = [s.tokens for s in View(report, language).sentences]
        known = words.setdefault(language.code, Words(language))
        ruled = ruled_names(sentences, language)
        hinted = hints(sentences, ruled, language)
        where = stretches(hinted)
        if where:
            rows = features(sentences, hinted, where, known)
            texts.append(_text(gold[report.id], [sentences[n][a:b] for n, a, b in where], rows, topics, ruled))
    return texts


def _text(
    record: dict[str, Any],
    stretched: Sequence[Sequence[Token]],
    rows: NDArray[np.uint32],
    topics: list[str],
    ruled: tuple[RuledName, ...],
) -> Text:
    tokens = [t for s in stretched for t in s]
    starts, ends = [t.start for t in tokens], [t.end for t in tokens]
    begins = set(np.cumsum([0, *(len(s) for s in stretched)]).tolist())
    tags = np.zeros(len(tokens), np.int8)
    for mention in record["mentions"]:
        first, last = bisect_right(ends, mention["start"]), bisect_left(starts, mention["end"])
        for i in range(first, last):
            place = "B" if i == first or i in begins else "I"
            tags[i] = TAGS.index(f"{place}-{mention['type']}")
    free = np.zeros(len(tokens), bool)
    ignored = [(m["start"], m["end"]) for m in record.get("ignored", ())]
    for start, end in ignored:
        free[bisect_right(ends, start) : bisect_left(starts, end)] = True
    free &= tags == OUTSIDE
    topic = record.get("topic")
    return Text(
        record["id"],
        record["language"],
        topics.index(topic) % FOLDS if topic else zlib.crc32(record["id"].encode()) % FOLDS,
        record["corpus"] not in WITHHELD,
        rows,
        [len(s) for s in stretched],
        tags,
        free,
        [(t.start, t.end) for t in tokens],
        [(m["start"], m["end"], m["type"]) for m in record["mentions"]],
        ignored,
        ruled,
    )


def batches(texts: Sequence[Text], rng: np.random.Generator) -> Iterator[list[Text]]:
    batch: list[Text] = []
    for number in rng.permutation(len(texts)):
        batch.append(texts[number])
        if sum(len(t.lengths) for t in batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def learn(texts: Sequence[Text], epochs: int = EPOCHS) -> tuple[Scores, Scores]:
    """Averaged weights of shape (2^BITS, tags) and transitions of shape (tags, tags)."""
    rng = np.random.default_rng(SEED)
    count = len(TAGS)
    weights, sums = np.zeros((1 << BITS, count), np.float32), np.zeros((1 << BITS, count), np.float64)
    turns, turn_sums = np.zeros((count, count), np.float32), np.zeros((count, count))
    step = 1
    for epoch in range(epochs):
        wrong = seen = 0
        for batch in batches(texts, rng):
            rows, lengths = np.concatenate([t.rows for t in batch], axis=1).T, [n for t in batch for n in t.lengths]
            scores = weights[rows].sum(axis=1)
            gold = _right(batch, scores, lengths, turns)
            margin = np.ones_like(scores)
            margin[np.arange(len(gold)), gold] = 0
            guess = best_tags(scores + margin, lengths, turns + allowed())
            bad = np.flatnonzero(guess != gold)
            wrong, seen = wrong + len(bad), seen + len(gold)
            if len(bad):
                width = rows.shape[1]
                flat = rows[bad].ravel().astype(np.int64) * count
                for tags, sign in ((gold, 1.0), (guess, -1.0)):
                    cells = flat + np.repeat(tags[bad].astype(np.int64), width)
                    np.add.at(weights.reshape(-1), cells, np.float32(sign))
                    np.add.at(sums.reshape(-1), cells, sign * step)
                change = _turns(gold, lengths) - _turns(guess, lengths)
                turns += change
                turn_sums += step * change
            step += 1
        print(f"  pass {epoch + 1}: {wrong / seen:.4f} of the tags wrong", flush=True)
    return weights - (sums / step).astype(np.float32), turns - (turn_sums / step).astype(np.float32)


def _right(batch: Sequence[Text], scores: Scores, lengths: Sequence[int], turns: Scores) -> NDArray[np.int8]:
    """The right tags; tokens that may be anything get what the weights say."""
    gold, free = np.concatenate([t.tags for t in batch]), np.concatenate([t.free for t in batch])
    if not free.any():
        return gold
    bound = np.full_like(scores, -1e6)
    bound[np.arange(len(gold)), gold] = 0
    bound[free] = 0
    return best_tags(scores + bound, lengths, turns + allowed())


def _turns(tags: NDArray[np.int8], lengths: Sequence[int]) -> Scores:
    counts = np.zeros((len(TAGS), len(TAGS)), np.float32)
    inside = np.ones(len(tags), bool)
    inside[np.cumsum([0, *lengths[:-1]])] = False
    at = np.flatnonzero(inside)
    np.add.at(counts, (tags[at - 1], tags[at]), 1.0)
    return counts


def tagger_of(weights: Scores, turns: Scores) -> Tagger:
    """The tagger as the package has it: with weights of one byte."""
    table, scale = packed(weights)
    return Tagger(table, unpacked(scale), turns, BOUND)


def spans(text: Text, tags: Sequence[int]) -> list[Span]:
    """The names of a text by its tags and the rules."""
    found: list[Span] = []
    kind: MentionType | None = None
    for (start, end), number in zip(text.tokens, tags, strict=True):
        tag = TAGS[number]
        if tag[0] == "I" and kind is not None:
            found[-1] = found[-1]._replace(end=end)
        elif tag[0] == "B":
            found.append(Span(start, end, KINDS[tag]))
        kind = KINDS.get(tag)
    return agreed(found, text.ruled)


def check(texts: Sequence[Text]) -> None:
    """F1 on texts left out, by language: names that overlap, those of the right type, and those that are exact too."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for fold in range(FOLDS):
        tagger = tagger_of(*learn([t for t in texts if t.learned and t.fold != fold]))
        for text in (t for t in texts if t.fold == fold):
            tally = counts[text.language if text.learned else f"{text.language}, not learned"]
            tally[0] += len(text.gold)
            for start, end, kind in spans(text, tagger.tags(text.rows, text.lengths).tolist()):
                over = [g for g in text.gold if g[0] < end and start < g[1]]
                tally[1] += bool(over) or not any(a < end and start < b for a, b in text.ignored)
                tally[2] += bool(over)
                tally[3] += any(g[2] == kind for g in over)
                tally[4] += (start, end, kind) in text.gold
    for name, (gold, found, *right) in sorted(counts.items()):
        overlap, typed, exact = (2 * n / (gold + found) for n in right)
        print(f"{name:18} overlap {overlap:.3f}   with type {typed:.3f}   exact {exact:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--check", action="store_true", help="learn with parts left out, and print the scores on them")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    texts = load_texts(options.texts)
    if options.check:
        check(texts)
        return
    weights, turns = learn([t for t in texts if t.learned])
    table, scale = packed(weights)
    np.savez_compressed(options.out, table=table, scale=scale, transitions=turns, outside=BOUND)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
