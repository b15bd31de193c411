"""The tagger of names: weights of hashed features, and the best sequence of tags under them.

The weights are those of an averaged structured perceptron (Collins 2002) with the margin of a support vector machine,
learned by `scripts/learn_names.py`; data, licences and scores stand in `docs/names.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from stemma.model import MENTION_TYPES, MentionType

TAGS = ("O", *(f"{begin}-{kind}" for kind in MENTION_TYPES for begin in "BI"))
"""BIO tags; the order is that of the columns of the weights."""
KINDS: dict[str, MentionType] = {f"{begin}-{kind}": kind for kind in MENTION_TYPES for begin in "BI"}
OUTSIDE = 0
_NEVER = -1e9
AT_ONCE = 2048
"""Tokens scored at once; memory does not grow with the text."""

Scores = NDArray[np.float32]


def allowed() -> Scores:
    """0 where a tag may follow another, shape (tags, tags), else a very low score; I-X follows B-X or I-X."""
    grid = np.zeros((len(TAGS), len(TAGS)), np.float32)
    for k in range(len(MENTION_TYPES)):
        inside = 2 + 2 * k
        grid[:, inside] = _NEVER
        grid[inside - 1 : inside + 1, inside] = 0
    return grid


def first() -> Scores:
    """0 for tags that may begin a sentence, shape (tags,)."""
    grid = np.zeros(len(TAGS), np.float32)
    grid[2::2] = _NEVER
    return grid


def best_tags(emissions: Scores, lengths: Sequence[int], transitions: Scores) -> NDArray[np.int8]:
    """The best tags of all sentences, one after the other, by Viterbi's algorithm over all sentences at once.

    `emissions` has shape (tokens, tags), `lengths` the tokens of each sentence, `transitions` shape (tags, tags).
    """
    tags = emissions.shape[1]
    lengths = [n for n in lengths if n]
    if not lengths:
        return np.zeros(0, np.int8)
    order = sorted(range(len(lengths)), key=lambda n: -lengths[n])
    begins = np.concatenate([[0], np.cumsum(lengths)[:-1]])[order]
    sizes = np.array(lengths)[order]
    steps = int(sizes[0])
    alpha = emissions[begins] + first()
    back: list[NDArray[np.int8]] = [np.zeros((0, tags), np.int8)]
    for step in range(1, steps):
        alive = int(np.searchsorted(-sizes, -step, side="left"))
        ways = alpha[:alive, :, None] + transitions
        best = ways.argmax(axis=1)
        back.append(best.astype(np.int8))
        alpha[:alive] = np.take_along_axis(ways, best[:, None, :], axis=1)[:, 0] + emissions[begins[:alive] + step]
    out = np.zeros(emissions.shape[0], np.int8)
    state = alpha.argmax(axis=1)
    for step in range(steps - 1, -1, -1):
        alive = int(np.searchsorted(-sizes, -step, side="left"))
        out[begins[:alive] + step] = state[:alive]
        if step:
            state[:alive] = back[step][np.arange(alive), state[:alive]]
    return out


class Tagger:
    """The learned weights: `table` int8 of shape (rows, tags), `values` the 256 numbers that its bytes stand for."""

    def __init__(self, table: NDArray[np.int8], values: Scores, transitions: Scores, outside: float):
        self._table = table.view(np.uint8)
        self._values = values
        self._transitions = transitions + allowed()
        self._outside = outside

    def tags(self, rows: NDArray[np.uint32], lengths: Sequence[int]) -> NDArray[np.int8]:
        """The tags of all tokens; `rows` as `stemma.names.features.features` gives them, `lengths` of the sentences."""
        tokens = rows.shape[1]
        emissions = np.empty((tokens, len(TAGS)), np.float32)
        for at in range(0, tokens, AT_ONCE):
            weights = self._table.take(rows[:, at : at + AT_ONCE], axis=0)
            emissions[at : at + AT_ONCE] = self._values.take(weights).sum(axis=0, dtype=np.float32)
        emissions[:, OUTSIDE] -= self._outside
        return best_tags(emissions, lengths, self._transitions)


def unpacked(scale: float) -> Scores:
    """The weight of each byte: a square with its sign, so that small weights are told apart and great ones fit."""
    codes = np.arange(256, dtype=np.uint8).view(np.int8).astype(np.float32) / scale
    squares: Scores = (np.sign(codes) * codes * codes).astype(np.float32)
    return squares


def packed(weights: Scores) -> tuple[NDArray[np.int8], float]:
    """Weights as bytes, and the scale that `unpacked` needs."""
    roots = np.sqrt(np.abs(weights))
    scale = float(127 / max(roots.max(), 1e-6))
    return np.rint(np.sign(weights) * roots * scale).astype(np.int8), scale


@cache
def load() -> Tagger:
    """The tagger that comes with the package."""
    with (files("stemma.names") / "weights" / "tagger.npz").open("rb") as file, np.load(file) as stored:
        values = unpacked(float(stored["scale"]))
        return Tagger(stored["table"], values, stored["transitions"], float(stored["outside"]))
