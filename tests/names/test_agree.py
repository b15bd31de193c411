from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.model import MENTION_TYPES, MentionType, Report
from stemma.names.agree import COUNTRY, EVENT, SYLLABLE, TABLE, Span, agreed
from stemma.names.ruled import RuledName

Mark = Callable[..., Report]
MOSCOW, NAPLES = "LOC:gn524901", "LOC:gn3172394"
RULES = [f"{COUNTRY}: Croatia", f"{TABLE}: House of Commons", EVENT, "name.given", "capitals", "places: Naples"]


def by_rule(
    start: int, end: int, kind: MentionType, rule: str, entity: str | None = None, sure: bool = False
) -> RuledName:
    return RuledName(start, end, kind, rule, None, entity, sure)


@pytest.mark.parametrize(
    ("tagged", "rule", "expected"),
    [
        (Span(0, 8, "PER"), by_rule(0, 11, "PER", "name.given"), Span(0, 11, "PER")),
        (Span(0, 8, "PER"), by_rule(0, 8 + SYLLABLE, "PER", "name.given"), Span(0, 8 + SYLLABLE, "PER")),
        (Span(0, 8, "PER"), by_rule(0, 9 + SYLLABLE, "PER", "name.given"), Span(0, 8, "PER")),
        (Span(0, 8, "ORG"), by_rule(0, 11, "ORG", "name.organisation_heads"), Span(0, 8, "ORG")),
        (Span(0, 8, "ORG"), by_rule(0, 11, "PER", "name.given"), Span(0, 8, "ORG")),
        (Span(0, 11, "PER"), by_rule(0, 8, "PER", "name.given"), Span(0, 11, "PER")),
        (Span(4, 8, "PER"), by_rule(0, 8, "PER", "name.given"), Span(4, 8, "PER")),
    ],
)
def test_a_person_has_the_short_last_word_that_the_rules_see(tagged: Span, rule: RuledName, expected: Span) -> None:
    assert agreed([tagged], [rule]) == [expected]


def test_a_name_ends_before_the_next_that_the_tagger_has() -> None:
    spans = [Span(0, 8, "PER"), Span(9, 11, "LOC")]
    assert agreed(spans, [by_rule(0, 11, "PER", "name.given")]) == spans


@pytest.mark.parametrize(
    ("kind", "rule", "expected"),
    [
        ("PER", by_rule(0, 7, "LOC", f"{COUNTRY}: Croatia", "LOC:HR", sure=True), "LOC"),
        ("PER", by_rule(0, 7, "LOC", f"{COUNTRY}: Croatia", "LOC:HR", sure=False), "PER"),
        ("ORG", by_rule(0, 7, "LOC", f"{COUNTRY}: Croatia", "LOC:HR", sure=True), "ORG"),
        ("PER", by_rule(0, 7, "LOC", "places: Moscow", MOSCOW, sure=True), "LOC"),
        ("PER", by_rule(0, 7, "LOC", "places: Moscow", MOSCOW, sure=False), "PER"),
        ("ORG", by_rule(0, 7, "EVT", f"{TABLE}: Olympic Games"), "EVT"),
        ("PRO", by_rule(0, 7, "EVT", f"{TABLE}: Olympic Games"), "EVT"),
        ("PER", by_rule(0, 7, "EVT", f"{TABLE}: Olympic Games"), "PER"),
        ("PER", by_rule(0, 7, "LOC", "places: Naples", NAPLES, sure=True), "PER"),
        ("LOC", by_rule(0, 7, "ORG", "acronym"), "LOC"),
        ("PER", by_rule(0, 9, "LOC", f"{COUNTRY}: Croatia", "LOC:HR", sure=True), "PER"),
    ],
)
def test_known_places_and_events_are_what_they_are(kind: MentionType, rule: RuledName, expected: str) -> None:
    assert [s.kind for s in agreed([Span(0, 7, kind)], [rule])] == [expected]


@pytest.mark.parametrize(
    ("rule", "counts"),
    [
        (by_rule(20, 27, "LOC", f"{COUNTRY}: Croatia", "LOC:HR"), True),
        (by_rule(20, 27, "ORG", f"{TABLE}: NATO", "ORG:nato"), True),
        (by_rule(20, 27, "EVT", EVENT), True),
        (by_rule(20, 27, "LOC", "places: Moscow", MOSCOW), True),
        (by_rule(20, 27, "LOC", "places: Naples", NAPLES), False),
        (by_rule(20, 27, "PER", "name.given"), False),
        (by_rule(20, 27, "ORG", "acronym"), False),
    ],
)
def test_known_names_count_where_the_tagger_passed_over_them(rule: RuledName, counts: bool) -> None:
    beside = [Span(4, 19, "PER"), Span(28, 30, "LOC")]
    added = [Span(rule.start, rule.end, rule.type)] if counts else []
    assert agreed(beside, [rule]) == sorted(beside + added)
    assert agreed([Span(26, 30, "PER")], [rule]) == [Span(26, 30, "PER")]


def apart(points: list[int]) -> list[tuple[int, int]]:
    """Stretches that do not overlap, between every second pair of points."""
    return [(a, b) for a, b in zip(points[::2], points[1::2], strict=False) if a < b]


places = st.lists(st.integers(0, 40), max_size=16).map(sorted).map(apart)
kinds = st.sampled_from(MENTION_TYPES)
tagged_names = places.flatmap(lambda at: st.tuples(*(kinds.map(lambda k, p=p: Span(*p, k)) for p in at)))
ruled_names = places.flatmap(
    lambda at: st.tuples(
        *(st.builds(by_rule, *map(st.just, p), kinds, st.sampled_from(RULES), sure=st.booleans()) for p in at)
    )
)


@given(tagged_names, ruled_names)
def test_names_are_in_order_and_apart(tagged: tuple[Span, ...], ruled: tuple[RuledName, ...]) -> None:
    out = agreed(tagged, ruled)
    assert out == sorted(out)
    assert all(a.end <= b.start for a, b in pairwise(out))
    assert {s.start for s in tagged} <= {s.start for s in out}
    assert {s.end for s in out} <= {s.end for s in tagged} | {r.end for r in ruled}


@pytest.mark.parametrize(
    ("code", "text", "name", "kind"),
    [
        ("en", "Kim Jong Un arrived in Pyongyang.", "Kim Jong Un", "PER"),
        ("de", "Kroatien stimmte dagegen.", "Kroatien", "LOC"),
        ("en", "The Winter Olympics begin in Milan.", "Winter Olympics", "EVT"),
        ("de", "KANZLER BERGER TRIFFT HEUTE IN WIEN DIE SPITZE DER NATO", "NATO", "ORG"),
    ],
)
def test_known_names_stand_in_a_report(mark: Mark, code: str, text: str, name: str, kind: str) -> None:
    report = mark(text, code)
    assert (name, kind) in [(report.at(m), m.type) for m in report.mentions]


def calls(names: int) -> int:
    """How many functions are called where tagger and rules have so many names in common."""
    count = 0

    def counted(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event == "call"

    tagged = [Span(10 * i, 10 * i + 6, "LOC") for i in range(names)]
    ruled = [by_rule(s.start, s.end, "LOC", f"{COUNTRY}: Norway", "LOC:NO") for s in tagged]
    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        agreed(tagged, ruled)
    finally:
        sys.setprofile(before)
    return count


def test_four_times_the_names_are_four_times_the_work() -> None:
    assert calls(400) < 6 * calls(100)
