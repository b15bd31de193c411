"""Learn the endings by which names are brought to their base forms, and write what `stemma.names.inflection` reads.

python -m scripts.learn_bases NAMES.jsonl.gz [--check] [--out stemma/names/weights/bases.tsv]

NAMES: gzip JSON Lines: `text`, `language`, `topic`, and `mentions` with offsets, type and `lemma`. The table in the
package was learned from news of three topics in Polish, Czech, Russian and Ukrainian (SlavicNER); it holds endings and
features of them, and words that stand before names. An averaged perceptron (Collins 2002) with a margin of one, word by
word from the left; names that stand there more than `MOST_ALIKE` times with the same word before are passed over.
`--check` leaves one topic out after the other and prints how many base forms of it are right.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stemma.languages.language import Language
from stemma.languages.registry import Languages
from stemma.languages.tokens import Token, tokenize
from stemma.model import MentionType
from stemma.names.inflection import (
    KEEP,
    LONGEST_ENDING,
    Around,
    Candidate,
    Inflection,
    applied,
    context_features,
    place,
    word_features,
)

EPOCHS = 4
MOST_ALIKE = 4
FEWEST = 2
"""Names that a rule must explain to be one."""
LEAST = 0.05
"""Weights nearer to nothing are left out; base forms right stayed the same."""
OUT = Path("stemma/names/weights/bases.tsv")


@dataclass(frozen=True)
class Name:
    """A name with its base form; `rules` are those of its words, or None where the two differ in their words."""

    language: str
    topic: str
    kind: MentionType
    tokens: list[Token]
    lemma: str
    rules: list[str] | None
    before: str
    seen: Counter[str]


def rule_between(word: str, lemma: str) -> str:
    """The rule that makes one folded word of another."""
    same = 0
    while same < min(len(word), len(lemma)) and word[same] == lemma[same]:
        same += 1
    return f"{word[same:]}>{lemma[same:]}"


def load(path: Path) -> list[Name]:
    names = []
    for line in gzip.decompress(path.read_bytes()).splitlines():
        record = json.loads(line)
        tokens = tokenize(record["text"])
        at = {t.start: i for i, t in enumerate(tokens)}
        seen = Counter(t.fold for t in tokens if t.is_word and t.is_capital)
        for mention in record["mentions"]:
            first = at.get(mention["start"])
            if first is None or not mention["lemma"]:
                continue
            words = [t for t in tokens[first : first + 40] if t.end <= mention["end"]]
            front = tokens[first - 1] if first and tokens[first].space != "\n" else None
            lemma = tokenize(mention["lemma"])
            names.append(
                Name(
                    record["language"],
                    record["topic"],
                    mention["type"],
                    words,
                    mention["lemma"],
                    [rule_between(a.fold, b.fold) if a.is_word else KEEP for a, b in zip(words, lemma, strict=True)]
                    if len(words) == len(lemma)
                    else None,
                    front.fold if front is not None and front.is_word else "",
                    seen,
                )
            )
    return names


class Learner:
    """The endings of one language, and how they are learned."""

    def __init__(self, names: Sequence[Name], language: Language):
        self.language = language
        counts = Counter(r for n in names if n.rules for r in n.rules if r != KEEP)
        self.rules = sorted(r for r, n in counts.items() if n >= FEWEST and len(r.split(">")[0]) <= LONGEST_ENDING)
        self._fits = Inflection(self.rules, {}, language).fitting
        self._weights: dict[str, float] = defaultdict(float)
        self._sums: dict[str, float] = defaultdict(float)
        self._step = 1

    def learn(self, names: Sequence[Name]) -> dict[str, float]:
        """Averaged weights of all features that matter."""
        order = random.Random(1)
        names = list(names)
        order.shuffle(names)
        alike: Counter[tuple[str, str]] = Counter()
        kept = []
        for name in names:
            key = (" ".join(t.text for t in name.tokens), name.before)
            alike[key] += 1
            if alike[key] <= MOST_ALIKE and name.rules is not None:
                kept.append(name)
        for _ in range(EPOCHS):
            order.shuffle(kept)
            for name in kept:
                self._correct(name)
                self._step += 1
        averaged = {f: w - self._sums[f] / self._step for f, w in self._weights.items()}
        return {f: w for f, w in averaged.items() if abs(w) >= LEAST}

    def _correct(self, name: Name) -> None:
        done: list[tuple[str, str]] = []
        for i, (token, right) in enumerate(zip(name.tokens, name.rules or (), strict=True)):
            if token.is_word:
                features = {rule: self._features(name, i, rule, done) for rule in self._fits(token.fold)}
                scores = {r: sum(self._weights[f] for f in fs) + (r != right) for r, fs in features.items()}
                guess = max(scores, key=lambda r: (scores[r], r == KEEP))
                if guess != right and right in features:
                    for rule, sign in ((right, 1), (guess, -1)):
                        for feature in features[rule]:
                            self._weights[feature] += sign
                            self._sums[feature] += sign * self._step
            done.append((token.fold, right))

    def _features(self, name: Name, i: int, rule: str, done: Sequence[tuple[str, str]]) -> list[str]:
        token = name.tokens[i]
        word = applied(token.fold, rule)
        own = word_features(token, rule, word, name.kind, place(name.tokens, i))
        candidate = Candidate(rule, word, 0.0)
        around = Around(name.tokens, name.kind, name.before, name.seen.__getitem__)
        context = context_features(candidate, around, i, done, self.language)
        return [*own, *context]


def learned(names: Sequence[Name], languages: Languages) -> dict[str, tuple[list[str], dict[str, float]]]:
    """Language code to its rules and weights."""
    out = {}
    for code in sorted({n.language for n in names}):
        own = [n for n in names if n.language == code]
        learner = Learner(own, languages.get(code))
        out[code] = (learner.rules, learner.learn(own))
    return out


def check(names: Sequence[Name], languages: Languages) -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for topic in sorted({n.topic for n in names}):
        tables = learned([n for n in names if n.topic != topic], languages)
        for code, table in tables.items():
            inflection = Inflection(*table, languages.get(code))
            for name in (n for n in names if n.topic == topic and n.language == code):
                base = inflection.base(name.tokens, name.kind, name.before, name.seen.__getitem__)
                total[code] += 1
                right[code] += " ".join(base.split()).casefold() == " ".join(name.lemma.split()).casefold()
    for code in sorted(total):
        print(f"{code}  {right[code] / total[code]:.3f} of {total[code]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", type=Path)
    parser.add_argument("--check", action="store_true", help="leave topics out, and print what is right on them")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    names, languages = load(options.names), Languages()
    if options.check:
        check(names, languages)
        return
    lines = []
    for code, (rules, weights) in learned(names, languages).items():
        lines += [f"{code}\t{rule}\trule" for rule in rules]
        lines += [f"{code}\t{feature}\t{weight:.3g}" for feature, weight in sorted(weights.items())]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{options.out}: {len(lines)} lines, {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
