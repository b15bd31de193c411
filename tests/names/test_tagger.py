from __future__ import annotations

import tracemalloc
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import Generator, default_rng

from stemma.model import MENTION_TYPES
from stemma.names.tagger import KINDS, OUTSIDE, TAGS, Scores, Tagger, allowed, best_tags, first, packed, unpacked

MOST = 50
"""Scores are whole numbers up to this, so that sums have no error and no two ways differ by rounding alone."""
chances = st.integers(0, 2**32 - 1).map(default_rng)
lengths_of_sentences = st.lists(st.integers(0, 9), max_size=6)


def random_scores(chance: Generator, *shape: int) -> Scores:
    return chance.integers(-MOST, MOST, shape).astype(np.float32)


def plain_best(emissions: Scores, transitions: Scores) -> float:
    """The score of the best tags of one sentence: the best way to every tag, token by token."""
    best = [float(e) + float(f) for e, f in zip(emissions[0], first(), strict=True)]
    for row in emissions[1:]:
        ways = [[best[a] + float(transitions[a, b]) for a in range(len(TAGS))] for b in range(len(TAGS))]
        best = [max(ways[b]) + float(row[b]) for b in range(len(TAGS))]
    return max(best)


def score_of(tags: list[int], emissions: Scores, transitions: Scores) -> float:
    total = float(first()[tags[0]]) + sum(float(emissions[i, tag]) for i, tag in enumerate(tags))
    return total + sum(float(transitions[a, b]) for a, b in pairwise(tags))


def is_legal(tags: list[int]) -> bool:
    """Whether every I-X stands behind B-X or I-X."""
    names = ["O", *(TAGS[t] for t in tags)]
    return all(b[0] != "I" or a in (f"B{b[1:]}", b) for a, b in pairwise(names))


def per_sentence(tags: np.ndarray, lengths: list[int]) -> list[list[int]]:
    ends = np.cumsum(lengths, dtype=int)
    return [tags[end - n : end].tolist() for n, end in zip(lengths, ends, strict=True)]


@settings(max_examples=60, deadline=None)
@given(chances, lengths_of_sentences)
def test_the_best_tags_are_those_of_a_plain_search(chance: Generator, lengths: list[int]) -> None:
    emissions = random_scores(chance, sum(lengths), len(TAGS))
    transitions = random_scores(chance, len(TAGS), len(TAGS)) + allowed()
    tags = best_tags(emissions, lengths, transitions)
    assert tags.shape == (sum(lengths),)
    begin = 0
    for found in per_sentence(tags, lengths):
        own = emissions[begin : begin + len(found)]
        begin += len(found)
        if found:
            assert is_legal(found)
            assert score_of(found, own, transitions) == plain_best(own, transitions)


@settings(max_examples=60, deadline=None)
@given(chances, lengths_of_sentences)
def test_tags_that_speak_for_the_inside_of_names_begin_none(chance: Generator, lengths: list[int]) -> None:
    emissions = random_scores(chance, sum(lengths), len(TAGS))
    emissions[:, 2::2] += 1000
    for found in per_sentence(best_tags(emissions, lengths, allowed()), lengths):
        assert is_legal(found)
        assert not found or TAGS[found[0]][0] != "I"


@settings(max_examples=30, deadline=None)
@given(chances, lengths_of_sentences)
def test_a_sentence_has_the_same_tags_alone_and_among_others(chance: Generator, lengths: list[int]) -> None:
    emissions = chance.normal(size=(sum(lengths), len(TAGS))).astype(np.float32)
    together = per_sentence(best_tags(emissions, lengths, allowed()), lengths)
    ends = np.cumsum(lengths, dtype=int)
    alone = [best_tags(emissions[e - n : e], [n], allowed()).tolist() for n, e in zip(lengths, ends, strict=True)]
    assert together == alone


def test_every_kind_of_name_begins_and_goes_on() -> None:
    assert TAGS[OUTSIDE] == "O"
    assert {f"{begin}-{kind}": kind for begin in "BI" for kind in MENTION_TYPES} == KINDS
    assert set(TAGS) == {"O", *KINDS}
    for i, tag in enumerate(TAGS):
        followers = {TAGS[j] for j in range(len(TAGS)) if allowed()[i, j] == 0}
        begins = {t for t in TAGS if t[0] != "I"}
        assert followers == begins | ({f"I{tag[1:]}"} if tag != "O" else set())


def small_tagger(outside: float) -> Tagger:
    """Four features: one for nothing, one each for the first two words of a person's name, one for a place."""
    weights = np.zeros((4, len(TAGS)), np.float32)
    for row, tag in enumerate(("O", "B-PER", "I-PER", "B-LOC")):
        weights[row, TAGS.index(tag)] = 2
    table, scale = packed(weights)
    return Tagger(table, unpacked(scale), np.zeros((len(TAGS), len(TAGS)), np.float32), outside)


def test_features_speak_for_tags() -> None:
    rows = np.array([[0, 1, 2, 0, 3, 2]], np.uint32)
    names = [TAGS[t] for t in small_tagger(0).tags(rows, [4, 2])]
    assert names == ["O", "B-PER", "I-PER", "O", "B-LOC", "O"]


@pytest.mark.parametrize(("outside", "found"), [(5, True), (-5, False)])
def test_what_is_taken_off_the_outside_makes_more_names(outside: float, found: bool) -> None:
    tags = small_tagger(outside).tags(np.array([[0, 3, 0]], np.uint32), [3])
    assert [t != OUTSIDE for t in tags] == [found] * 3


@settings(max_examples=40, deadline=None)
@given(chances, st.floats(1e-3, 1e4))
def test_packed_weights_keep_sign_and_nearly_all_of_their_size(chance: Generator, largest: float) -> None:
    weights = (chance.normal(size=(200, len(TAGS))) ** 3).astype(np.float32)
    weights[chance.random(weights.shape) < 0.5] = 0
    weights *= largest / max(float(np.abs(weights).max()), 1e-6)
    table, scale = packed(weights)
    assert table.dtype == np.int8
    back = unpacked(scale)[table.view(np.uint8)]
    half_a_step = 0.5 / scale
    error = (2 * np.sqrt(np.abs(weights)) + half_a_step) * half_a_step
    assert np.all(np.abs(back - weights) <= error * 1.001)
    assert np.all(back * weights >= 0)
    assert np.all(back[weights == 0] == 0)
    assert np.isclose(np.abs(back).max(), largest, rtol=1e-4)


def peak(tagger: Tagger, lengths: list[int]) -> int:
    """The most bytes in use at one time while so many sentences are tagged."""
    rows = np.zeros((20, sum(lengths)), np.uint32)
    tracemalloc.start()
    try:
        tagger.tags(rows, lengths)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_one_long_line_among_short_ones_takes_no_room_for_each() -> None:
    short, long = (peak(small_tagger(0), [n] + [1] * n) for n in (400, 1600))
    assert long < 5 * short
