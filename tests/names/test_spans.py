"""Where the names of whole reports begin and end, in any script and however long the text is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise, product
from types import FrameType

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from stemma.languages.registry import Languages
from stemma.languages.tokens import tokenize
from stemma.marks.names import names
from stemma.marks.view import View
from stemma.model import Block, Mention, Report
from stemma.names.ruled import ruled_names

Mark = Callable[..., Report]
PIECES = [
    "Captain Mary Black", "kapitan Anna Nowak", "Kim Jong Un", "NATO", "in Dublin", "w Krakowie", "the", "i", "Oslo",
    "Владимир Орлов", "в Москве", "«Аврора»", "Києва", "הנשיא", "\u202bירושלים\u202c", "الرئيس", "٣٤٥", "金正恩",
    "e\u0301tat", "Ma\u00adry Bla\u00adck", "\u200f", "\ufeff", "👩\u200d🚀", "\n", "\n\n", "\t", "\u00a0", "\u3000",
    "van der Berg", "McDonald", "U.S.", "AT&T", "F-16", "İzmir", "ǅ", "Ⓐ", "Ⅷ", "’s", "-", "–", ",", ".", "“", "(", ")",
    "Farage'a", "O’Neill", "東京",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).flatmap(
    lambda parts: st.sampled_from(["", " "]).map(lambda joint: joint.join(parts))
)
codes = st.sampled_from(["en", "pl", "cs", "de", "nb", "es", "ru", "uk", "fi", "he"])


def view_of(languages: Languages, text: str, code: str) -> View:
    """A text that is one sentence, however long."""
    blocks = (Block(0, len(text), "paragraph"),)
    report = Report(id="report", text=text, language=code, blocks=blocks, sentences=((0, len(text)),))
    return View(report, languages.get(code))


def found(report: Report) -> list[tuple[str, str]]:
    return [(report.at(m), m.type) for m in report.mentions]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(texts.filter(lambda text: any(c.isalnum() for c in text)), codes)
@example("Captain Mary Black\n\u3000NATO\u3000–\u200fМосква", "en")
def test_names_lie_in_sentences_in_order_and_apart(mark: Mark, text: str, code: str) -> None:
    report = mark(text, code)
    mentions = report.mentions
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    for mention in mentions:
        written = report.at(mention)
        assert written == written.strip() != ""
        assert any(begin <= mention.start and mention.end <= end for begin, end in report.sentences)
        assert mention.name == mention.name.strip() != ""
        assert mention.rule
        assert mention.entity
        begins = {t.start for t in tokenize(text)}
        assert mention.start in begins


def test_names_of_a_list(mark: Mark) -> None:
    report = mark("Na liście byli:\n- Anna Nowak, Gdynia,\n- Piotr Zieliński, Kraków,\n- Jan Kowalski, Wilno.\n", "pl")
    assert found(report) == [
        ("Anna Nowak", "PER"),
        ("Gdynia", "LOC"),
        ("Piotr Zieliński", "PER"),
        ("Kraków", "LOC"),
        ("Jan Kowalski", "PER"),
        ("Wilno", "LOC"),
    ]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "FERRY OPERATOR CLOSES THREE ROUTES IN NORWAY", [("NORWAY", "LOC")]),
        ("de", "KANZLER TRIFFT HEUTE IN WIEN DIE SPITZE DER NATO", [("WIEN", "LOC"), ("NATO", "ORG")]),
        ("pl", "ZAŁOGA PROMU CZEKA W POZNANIU NA PREMIERA NORWEGII", [("POZNANIU", "LOC"), ("NORWEGII", "LOC")]),
    ],
)
def test_known_places_of_a_headline_in_capitals(
    mark: Mark, code: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(mark(text, code)) == expected


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ar", "التقى الرئيس Mary Black مع NATO في Dublin"),
        ("he", "ראש הממשלה נפגש עם Mary Black בדיון של NATO ב-Dublin"),
        ("en", "\u202bשלום\u202c Mary Black spoke to the \u200fNATO\u200f council in Dublin."),
    ],
)
def test_names_inside_text_that_runs_from_right_to_left(mark: Mark, code: str, text: str) -> None:
    assert found(mark(text, code)) == [("Mary Black", "PER"), ("NATO", "ORG"), ("Dublin", "LOC")]


def last_name(languages: Languages, text: str, code: str) -> Mention:
    return names(view_of(languages, text, code))[-1]


@pytest.mark.parametrize("small", ["the sailors went home, and ", "ab-", "7 "])
def test_a_line_of_a_megabyte_is_read_to_its_end(languages: Languages, small: str) -> None:
    text = small * ((1 << 20) // len(small)) + " then she left for Dublin."
    last = last_name(languages, text, "en")
    assert (text[last.start : last.end], last.type) == ("Dublin", "LOC")


@pytest.mark.parametrize("capitals", ["A" * 1_000_000, "A " * 5000, "Ж-" * 5000, "Ab’" * 5000, "NATO\n" * 2000])
def test_a_text_of_capitals_is_read_to_its_end(languages: Languages, capitals: str) -> None:
    text = capitals + ". Then she left for Dublin."
    last = last_name(languages, text, "en")
    assert (text[last.start : last.end], last.type) == ("Dublin", "LOC")


def calls(languages: Languages, persons: int) -> int:
    """How many functions are called where a text has so many persons, and as many capitals that nothing explains."""
    syllables = ("ba", "de", "ki", "lo", "mu", "na", "po")
    words = ["".join(parts) for parts in product(syllables, repeat=4)]
    texts = [f"Today John {w.capitalize()} spoke." for w in words[:persons]]
    texts += [f"Then {w.capitalize()}x left." for w in words[-persons:]]
    sentences, language, count = [tokenize(text) for text in texts], languages.get("en"), 0

    def counted(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event == "call"

    ruled_names(sentences, language)
    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        ruled_names(sentences, language)
    finally:
        sys.setprofile(before)
    return count


def test_four_times_the_persons_are_four_times_the_work(languages: Languages) -> None:
    assert calls(languages, 400) < 6 * calls(languages, 100)
