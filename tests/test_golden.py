from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from typing import Any

import pytest

import stemma
from stemma.model import Dossier, Passage, Report
from tests.golden import EXAMPLES, FILE, compact, name_of

AGAIN = "the dossier of the examples changed; where the new one is better, run: python -m tests.golden"
GOLDEN: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("part", [p for p in GOLDEN if p != "reports"])
def test_the_dossier_of_the_examples_is_the_one_on_record(dossier: Dossier, part: str) -> None:
    assert compact(dossier)[part] == GOLDEN[part], AGAIN


def test_the_record_covers_every_example(dossier: Dossier) -> None:
    assert set(compact(dossier)) == set(GOLDEN)
    assert set(compact(dossier)["reports"]) == set(GOLDEN["reports"])


@pytest.mark.parametrize("name", GOLDEN["reports"])
def test_a_report_of_the_examples_is_the_one_on_record(dossier: Dossier, name: str) -> None:
    assert compact(dossier)["reports"].get(name) == GOLDEN["reports"][name], AGAIN


# What examples/README.md promises, whatever the record says.


def test_the_unrelated_examples_stay_apart(dossier: Dossier) -> None:
    stories = compact(dossier)["stories"]
    assert {"15-pl-glos-poranka", "kystposten-ingunn-0102"} <= set(stories)


def test_a_date_of_capture_is_not_believed(dossier: Dossier) -> None:
    assert not compact(dossier)["reports"]["04-de-flussblatt"]["published"].startswith("2024")


def test_the_copies_among_the_examples_are_found(dossier: Dossier) -> None:
    derivations = compact(dossier)["derivations"]
    assert "01-en-meridian-wire -> 02-nb-kystposten: translation" in derivations
    assert "10-pl-kurier-wislany -> 11-pl-zatoka24: copy" in derivations
    assert "agency:dpa -> 07-de-tagesbogen: credit" in derivations


SIGNING, EXIT = range(1, 6), range(10, 15)


def test_what_guterres_said_of_the_signing_is_not_what_he_said_of_the_exit(dossier: Dossier) -> None:
    number = {r.id: int(name_of(r)[:2]) for r in dossier.reports if name_of(r)[:2].isdigit()}
    shared = [(number.get(d.source), number.get(d.target)) for d in dossier.derivations if d.kind == "quotation"]
    assert [pair for pair in shared if any(n in SIGNING for n in pair) and any(n in EXIT for n in pair)] == []


def test_the_order_of_the_input_does_not_matter(dossier: Dossier) -> None:
    files = [p for p in EXAMPLES.iterdir() if p.suffix != ".md"]
    random.Random(7).shuffle(files)
    assert stemma.dossier(*files) == dossier


def test_a_second_run_gives_the_same(dossier: Dossier) -> None:
    assert stemma.to_json(stemma.dossier(EXAMPLES)) == stemma.to_json(dossier)


def test_another_process_gives_the_same() -> None:
    script = "import stemma, sys; sys.stdout.write(stemma.to_json(stemma.dossier(sys.argv[1])))"
    outputs = set()
    for seed in ("0", "1"):
        command = [sys.executable, "-c", script, str(EXAMPLES)]
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
        outputs.add(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
    assert len(outputs) == 1


def test_every_piece_of_evidence_lies_in_its_report(dossier: Dossier) -> None:
    passages = [p for a in dossier.alignments for p in (a.a, a.b)]
    passages += [p for d in dossier.derivations for e in d.evidence for p in (e.source, e.target) if p is not None]
    passages += [p for a in dossier.accounts for v in a.versions for p in v.claims]
    passages += [p for entry in dossier.timeline for p in entry.evidence]
    assert len(passages) > 200
    assert [p for p in passages if not holds(dossier.report(p.report), p)] == []


def holds(report: Report, passage: Passage) -> bool:
    return 0 <= passage.start < passage.end <= len(report.text)


def test_every_span_of_a_report_lies_in_it(dossier: Dossier) -> None:
    for report in dossier.reports:
        spans = [*report.blocks, *report.marks, *report.disclosures]
        spans += [p for c in report.claims for p in (c.source, c.cue, c.content) if p is not None]
        spans += [v for c in report.claims if c.source for v in c.source.via]
        assert [s for s in spans if not 0 <= s.start < s.end <= len(report.text)] == []
        assert [c for c in report.credits if not 0 <= c.start <= c.end <= len(report.text)] == []


def test_everything_named_is_there(dossier: Dossier) -> None:
    reports = {r.id for r in dossier.reports}
    entities = {e.id for e in dossier.entities}
    stories = {s.id for s in dossier.stories}
    assert {r for s in dossier.stories for r in s.reports} == reports
    assert {m.entity for r in dossier.reports for m in r.mentions} == entities
    assert {a.story for a in dossier.accounts} <= stories
    assert {r for e in dossier.timeline for r in e.reports} <= reports
    ends = {n for d in dossier.derivations for n in (d.source, d.target)}
    assert {n for n in ends if not n.startswith("agency:")} <= reports
