"""The dossier of the examples, short enough to be read when it changes. `python -m tests.golden` rewrites it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import stemma
from stemma.model import Dossier, Report

EXAMPLES = Path(__file__).parents[2] / "examples"
FILE = Path(__file__).parent / "examples.json"
MOST_MENTIONED = 10


def compile_examples() -> Dossier:
    return stemma.dossier(EXAMPLES)


def compact(dossier: Dossier) -> dict[str, Any]:
    """What a reader would check by hand; reports under the names of their files."""
    names = {r.id: name_of(r) for r in dossier.reports}
    return {
        "stories": [_listed(names[r] for r in story.reports) for story in dossier.stories],
        "threads": sorted(
            _listed(names[r] for s in dossier.stories if s.thread == thread for r in s.reports)
            for thread in {s.thread for s in dossier.stories}
        ),
        "reports": {names[r.id]: _report(r) for r in sorted(dossier.reports, key=name_of)},
        "entities": [e.id for e in dossier.entities[:MOST_MENTIONED]],
        "derivations": sorted(
            f"{names.get(d.source, d.source)} -> {names.get(d.target, d.target)}: {d.kind}" for d in dossier.derivations
        ),
        "accounts": [
            {
                "kind": account.kind,
                "question": account.question,
                "agreement": account.agreement,
                "versions": [f"{v.value} [{_listed(names[r] for r in v.reports)}]" for v in account.versions],
            }
            for account in dossier.accounts
        ],
    }


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def name_of(report: Report) -> str:
    """The name of the report's file without its ending; of a record its id."""
    path = Path(report.path or report.id)
    return report.id if ".jsonl" in path.name else path.stem


def _report(report: Report) -> dict[str, Any]:
    return {
        "language": report.language,
        "title": report.title,
        "published": f"{report.published} ({report.published_basis})",
        "agencies": sorted({c.name for c in report.credits if c.role == "agency"}),
        "disclosures": sorted({d.kind for d in report.disclosures}),
        "blocks": " ".join(f"{kind}:{n}" for kind, n in sorted(Counter(b.kind for b in report.blocks).items())),
        "marks": " ".join(f"{k}:{n}" for k, n in sorted(Counter(type(m).__name__ for m in report.marks).items())),
    }


def write() -> None:
    FILE.write_text(json.dumps(compact(compile_examples()), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
