from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.languages.registry import Languages
from stemma.model import Report
from stemma.page.strip import strip, whole

from .captures import CAPTURES, capture, labelled

LANGUAGES = Languages()
BODY = [
    "The reservoir above the town is half empty, and the council has asked people not to water their gardens.",
    "Farmers in the valley say that the hay will not last until October unless rain falls this month.",
]


def kinds(text: str, code: str = "en", title: str | None = None) -> list[tuple[str, str]]:
    blocks, _ = strip(text, LANGUAGES.get(code), title)
    return [(b.kind, text[b.start : b.end]) for b in blocks]


@pytest.mark.parametrize("code", CAPTURES)
def test_every_line_of_a_capture_gets_its_kind(code: str) -> None:
    assert kinds(capture(code), code) == labelled(code)


@pytest.mark.parametrize("code", CAPTURES)
def test_marks_and_sentences_stay_out_of_the_furniture(code: str, page: Callable[..., Report]) -> None:
    report = page(capture(code), code)
    body = [(b.start, b.end) for b in report.blocks if b.is_report]
    assert report.sentences
    assert all(any(a <= s and e <= b for a, b in body) for s, e in report.sentences)


def test_a_line_that_stands_twice_counts_once() -> None:
    found = kinds("\n".join(["Reservoir half empty after dry spring", *BODY, BODY[0]]))
    assert [k for k, _ in found] == ["title", "lead", "paragraph", "repeat"]


def test_a_title_that_stands_before_the_menu_and_again_is_one_title() -> None:
    headline = "Reservoir half empty after dry spring in the valley"
    found = kinds("\n".join([headline, "Home | World | Sport", headline, *BODY]))
    assert sorted(k for k, t in found if t == headline) == ["repeat", "title"]


def test_the_given_title_is_believed() -> None:
    text = "\n".join(["Water", "Dry spring", *BODY])
    assert ("title", "Dry spring") in kinds(text, title="Dry Spring!")
    assert "title" not in [k for k, _ in kinds(text, title="Something else")]


def test_the_headline_after_a_pointer_is_not_the_report() -> None:
    lines = ["Reservoir half empty after dry spring", BODY[0], "Read also", "Ten ways to save water at home", BODY[1]]
    assert [k for k, _ in kinds("\n".join(lines))] == ["title", "lead", "related", "related", "paragraph"]


def test_a_short_sentence_between_paragraphs_is_kept() -> None:
    found = kinds(
        "\n".join(["Reservoir half empty after dry spring", BODY[0], "Nobody knows why it happened.", BODY[1]])
    )
    assert ("paragraph", "Nobody knows why it happened.") in found


def test_clean_text_is_kept_whole() -> None:
    text = "\n".join(["Share this article", BODY[0], "Read more: Ten ways to save water"])
    blocks, _ = whole(text, LANGUAGES.get("en"))
    assert [b.kind for b in blocks] == ["title", "paragraph", "paragraph"]
    [only] = whole("One line only", LANGUAGES.get("en"))[0]
    assert only.kind == "paragraph"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([line for code in CAPTURES for _, line in labelled(code)]), max_size=12), st.data())
def test_blocks_are_whole_lines_in_order_whatever_stands_beside_what(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines)
    blocks, _ = strip(text, LANGUAGES.get(data.draw(st.sampled_from(sorted(CAPTURES)))))
    assert [text[b.start : b.end] for b in blocks] == lines
    assert sum(b.kind == "title" for b in blocks) <= 1
    assert all(a.end < b.start for a, b in pairwise(blocks))
