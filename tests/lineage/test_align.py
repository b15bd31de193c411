from __future__ import annotations

import random

import pytest

from stemma import flow
from stemma.languages.registry import Languages
from stemma.lineage.align import align
from stemma.model import Dossier
from tests.reports import fire, read, strike


@pytest.fixture(scope="module")
def found(languages: Languages) -> Dossier:
    return flow.compile_dossier(fire(languages) + strike(languages), languages)


def pairs(dossier: Dossier, a: str, b: str) -> set[tuple[str, str]]:
    """Beginnings of the aligned passages of two reports."""
    first, second = dossier.report(a), dossier.report(b)
    return {(first.at(x.a)[:24], second.at(x.b)[:24]) for x in dossier.alignments if (x.a.report, x.b.report) == (a, b)}


def test_translated_sentences_find_each_other(found: Dossier) -> None:
    joined = pairs(found, "fire-de", "fire-en")
    assert ("Bei einem Brand auf der ", "At least 14 passengers w") in joined
    assert ("Die Fähre war mit 312 Pa", "The ferry was on its way") in joined
    assert ("Die Reederei bestritt, d", "The shipping company den") in joined


def test_no_sentence_is_joined_to_two_of_one_report(found: Dossier) -> None:
    for side in ("a", "b"):
        starts = [
            (x.a.report, x.b.report, getattr(x, side).start)
            for x in found.alignments
            if not found.report(x.a.report).at(x.a).startswith(("„", '"'))
        ]
        assert len(starts) == len(set(starts))


def test_unrelated_reports_have_no_alignment(found: Dossier) -> None:
    assert {(x.a.report[:4], x.b.report[:4]) for x in found.alignments} == {("fire", "fire"), ("stri", "stri")}


def test_every_alignment_has_a_score_and_its_reasons(found: Dossier) -> None:
    assert found.alignments
    for x in found.alignments:
        assert 0 < x.score <= 1
        assert x.why
        assert x.a.report < x.b.report


def test_passages_lie_inside_sentences_or_quotations(found: Dossier) -> None:
    for x in found.alignments:
        for passage in (x.a, x.b):
            report = found.report(passage.report)
            spans = set(report.sentences) | {(c.content.start, c.content.end) for c in report.claims if c.content}
            assert (passage.start, passage.end) in spans


def test_without_threads_the_same_pairs_are_found(languages: Languages, found: Dossier) -> None:
    free = align(found.reports, languages)
    assert {(x.a, x.b) for x in free} == {(x.a, x.b) for x in found.alignments}


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_reports_does_not_matter(languages: Languages, found: Dossier, seed: int) -> None:
    reports = list(found.reports)
    random.Random(seed).shuffle(reports)
    assert align(reports, languages) == align(found.reports, languages)


def test_sentences_that_say_too_little_are_not_joined(languages: Languages) -> None:
    reports = [read(languages, "Yes. No. He left.", "en", name=n) for n in ("a", "b")]
    assert align(reports, languages) == ()
