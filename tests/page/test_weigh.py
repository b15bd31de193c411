from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import product
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trafilatura.utils import load_html

from eval.captures import captures
from stemma.page import markup
from stemma.page.features import first_look, second_look
from stemma.page.html import render
from stemma.page.lines import Line, read_lines
from stemma.page.weigh import THRESHOLD, Weights, weigh, weights_of

from .captures import CAPTURES, capture, labelled
from .test_dating import LANGUAGES

TABLES = ("lines", "markup")
LOOKS = ("first", "second")
HEAVIEST = 20.0
"""A weight beyond this would decide a line by itself, whatever else it looks like."""


def table(name: str) -> str:
    return (files("stemma.page") / "weights" / f"{name}.tsv").read_text(encoding="utf-8")


def rows(name: str) -> list[tuple[str, str, float]]:
    cells = [row.split("\t") for row in table(name).splitlines()[1:]]
    return [(look, feature, float(weight)) for look, feature, weight in cells]


def lines_of(text: str, code: str) -> list[Line]:
    return read_lines(text, LANGUAGES.get(code))


def names_of(lines: list[Line]) -> Iterator[str]:
    """Every feature of both looks."""
    first = first_look(lines)
    for names in second_look(lines, first, weights_of("lines").first_scores(first)):
        yield from names


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_well_formed(name: str) -> None:
    head, *_ = table(name).splitlines()
    assert head == "look\tfeature\tweight"
    found = rows(name)
    assert {look for look, _, _ in found} == set(LOOKS)
    assert len({(look, feature) for look, feature, _ in found}) == len(found)
    assert all(math.isfinite(weight) and weight != 0 and abs(weight) < HEAVIEST for _, _, weight in found)
    assert all(feature == feature.strip() for _, feature, _ in found)
    assert table(name).endswith("\n")


# ---------------------------------------------------------------- every name of a table can come from a page

STEMS = [f"{a}{b}{c}ra" for a, b, c in product("bdfgklm", "aeiou", "nprstv")]
"""Words of no language, so that a page has much prose of its own to find again."""


def prose(first: int, last: int) -> str:
    """Running text in which many words of `STEMS` stand, and small words between them."""
    words = (f"{word}{' and the' if i % 5 == 0 else ''}" for i, word in enumerate(STEMS[first:last]))
    return f"The {' '.join(words)} end."


PAGES = [
    ("en", ["Strike |", "A short line…", "More to come … and more", f"{prose(0, 15)[:-1]} • so it goes on…"]),
    (
        "en",
        [
            *(prose(i, i + 20) for i in range(0, 200, 20)),  # all of it new
            *(prose(i, i + 18) for i in range(0, 160, 40)),  # all of it stands above
            f"{prose(100, 114)[:-5]} and {' '.join(STEMS[207:210])} end.",  # most of it stands above
            f"{STEMS[0]} else",
            f"{STEMS[1]} nowhere-anyhow somehow-moreover always-elsewhere",
            f"{STEMS[2]} nowhere anyhow somehow moreover always",
        ],
    ),
    ("en", [prose(0, 12), "tram " * 30, prose(20, 32), "bus " * 30, prose(40, 52), "ferry " * 30]),
    ("en", ["tram " * 30, prose(0, 12), "bus " * 30, "boat " * 30, prose(20, 32)]),
    ("en", ["Strike at the mill", "Sponsored content", "A word", "Strike again", "Paid content"]),
]
TRIED_SCORES = (-5.0, -3.0, -1.5, -0.5, 0.5, 1.5, 3.0, 5.0)
"""A score of each step between the edges of the second look."""


def small_pages() -> Iterator[list[Line]]:
    for code, texts in PAGES:
        yield lines_of("\n".join(texts), code)
    for code in LANGUAGES.codes:  # each wording of a page in a line of its own, between two plain lines
        page = LANGUAGES.get(code).pack.page
        for wordings in (*page.contains.values(), *page.starts.values(), *page.disclosures.values()):
            plain = [w for w in wordings if not set("{(|") & set(w)][:1]
            yield lines_of("\n".join(line for w in plain for line in ("Ett to", f"{w}", "Tre fire")), code)


@lru_cache(maxsize=1)
def produced() -> frozenset[str]:
    """Every name that the lines of the labelled captures and of the small pages have."""
    found: set[str] = set()
    for record in captures():
        found.update(names_of(lines_of(record["text"], record["language"])))
    for lines in small_pages():
        found.update(names_of(lines))
    three = lines_of("One\nTwo and three\nFour", "en")
    first = first_look(three)
    for scores in product(TRIED_SCORES, repeat=3):
        found.update(name for names in second_look(three, first, scores) for name in names)
    return frozenset(found)


@lru_cache(maxsize=1)
def rendered() -> frozenset[str]:
    """Every name that some small pages of HTML give their blocks."""
    text = "".join(f"<p>{record['text'].splitlines()[-1]} {'word ' * 60}.</p>" for record in captures()[:9])
    frames = (f"<nav><a href='/'>Home</a></nav><article><h1>Tide</h1>{text}</article><footer>Us</footer>", f"<p>{text}")
    pages = filter(None, (render(f"<html><body>{frame}</body></html>") for frame in frames))
    return frozenset(name for page in pages for names in page.markup for name in names)


def markup_names(inner: str) -> set[str]:
    tree: Any = load_html(f"<html><body>{inner}</body></html>")
    return {name for block in markup.shown_blocks(tree) for name in markup.features(block)}


def comes_from_markup(name: str) -> bool:
    """Whether a page can be built whose markup gives this name."""
    where, _, what = name.partition(" ")
    if ", " in name:
        vote, _, own = name.partition(", ")
        return comes_from_markup(vote) and comes_from_markup(own)
    if where in ("own", "near", "inside"):
        return name in markup_names(f'<div class="{what}"><div><p class="{what}">Word</p></div></div>')
    if where == "tag":
        return name in markup_names(f"<{what}>Word</{what}>")
    if where == "in":
        return name in markup_names(f"<{what}><p>Word</p></{what}>")
    if name.endswith(" links"):
        return name in markup_names(
            "<p><a>Word</a></p><p>Word</p><p>Words <a>and</a></p><p>Many more words <a>a</a></p>"
        )
    return name in rendered()


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("look", LOOKS)
def test_every_feature_of_a_table_can_be_produced(name: str, look: str) -> None:
    named = {feature for row_look, feature, _ in rows(name) if row_look == look} - {""}
    unknown = {f for f in named - produced() if not (name == "markup" and comes_from_markup(f))}
    assert unknown == set()


def test_a_name_that_no_page_has_is_noticed() -> None:
    assert not comes_from_markup("inside navigation")
    assert not comes_from_markup("tag blink")
    assert not comes_from_markup("main text, own zebra")
    assert "is zebra" not in produced()


# ---------------------------------------------------------------- sums

ROWS = ("look\tfeature\tweight", "first\t\t-1.000", "first\tis prose\t2.500", "first\tbegins dash\t-0.250")
TABLE = "\n".join([*ROWS, "second\tis prose\t1.000"]) + "\n"


def test_a_line_weighs_the_sum_of_its_features_and_the_constant() -> None:
    weights = Weights.read(TABLE)
    assert weights.first_scores([["is prose"], ["is prose", "begins dash"], ["unheard of"], []]) == [1.5, 1.25, -1, -1]


def test_a_table_that_was_written_reads_as_the_same(tmp_path: Path) -> None:
    for name in TABLES:
        path = tmp_path / f"{name}.tsv"
        Weights.read(table(name)).write(path)
        assert path.read_text(encoding="utf-8") == table(name)


def test_a_written_table_has_its_strongest_features_first(tmp_path: Path) -> None:
    path = tmp_path / "weights.tsv"
    Weights({"b": 0.5, "a": -0.5, "c": 3.0, "": 1.0}, {"d": -2.0}).write(path)
    assert path.read_text(encoding="utf-8").splitlines()[1:] == [
        *("first\tc\t3.000", "first\t\t1.000", "first\ta\t-0.500", "first\tb\t0.500", "second\td\t-2.000")
    ]


@pytest.mark.parametrize("broken", ["first\tis prose", "third\tis prose\t1.0", "first\tis prose\tmuch"])
def test_a_broken_table_is_not_read(broken: str) -> None:
    with pytest.raises((KeyError, ValueError)):
        Weights.read(f"look\tfeature\tweight\n{broken}\n")


def test_the_reasons_of_a_score_are_its_strongest_features() -> None:
    weights = Weights.read(TABLE)
    assert weights.why(["begins dash", "unheard of", "is prose"]) == [("is prose", 2.5), ("begins dash", -0.25)]
    assert weights.why(["begins dash", "is prose"], most=1) == [("is prose", 2.5)]


def test_weights_are_read_once() -> None:
    assert weights_of("lines") is weights_of("lines")
    assert weights_of("lines") is not weights_of("markup")


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("code", CAPTURES)
def test_scores_are_numbers_and_the_same_for_the_same_page(code: str, name: str) -> None:
    scores = weigh(lines_of(capture(code), code), name)
    assert len(scores) == len(labelled(code))
    assert all(map(math.isfinite, scores))
    assert weigh(lines_of(capture(code), code), name) == scores


@pytest.mark.parametrize("record", captures(), ids=lambda record: record["id"])
def test_the_report_of_each_labelled_page_scores_higher_than_its_furniture(record: dict[str, Any]) -> None:
    scores = weigh(lines_of(record["text"], record["language"]))
    by_label: dict[bool | None, list[float]] = {}
    for line, score in zip(record["lines"], scores, strict=True):
        by_label.setdefault(line["report"], []).append(score)
    assert mean(by_label[True]) > THRESHOLD > mean(by_label[False])


def test_no_page_is_too_small_to_be_weighed() -> None:
    assert weigh([]) == []
    for text in ("Word", "7", "—", "A whole sentence of some words stands here alone."):
        assert all(map(math.isfinite, weigh(lines_of(text, "en"))))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=8))
def test_every_text_has_finite_scores(texts: list[str]) -> None:
    lines = lines_of("\n".join(texts), "en")
    for name in TABLES:
        assert all(map(math.isfinite, weigh(lines, name)))
