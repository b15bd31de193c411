"""Checking a pack: its examples are sentences with the marks that they must give."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from stemma.languages.pack import Example, read_pack
from stemma.languages.registry import Languages
from stemma.model import Claim, Mark, Report

Marker = Callable[[str, str | None, Languages, str], Report]
_PARTS = ("source", "cue", "content")


class PackCheck(NamedTuple):
    """How many examples a pack has, how many of them fail, and what is wrong with each."""

    examples: int
    failed: int
    failures: tuple[str, ...]


def check_pack(path: Path, mark: Marker) -> PackCheck:
    """Validate a pack and run its examples through `mark`. Raises `PackError` where the file is not valid."""
    pack = read_pack(path)
    languages = Languages()
    code = pack.language.code
    languages.use(code, pack)
    failures: list[str] = []
    failed = 0
    for number, example in enumerate(pack.example, 1):
        report = mark(example.text, example.published, languages, code)
        wrong = list(_failures(example, report))
        failed += bool(wrong)
        failures += [f"example {number} ({example.text[:60]!r}): {w}" for w in wrong]
    return PackCheck(len(pack.example), failed, tuple(failures))


def _failures(example: Example, report: Report) -> Iterable[str]:
    for wanted in example.marks:
        kind = wanted.get("kind")
        same_kind = [m for m in report.marks if type(m).__name__.lower() == kind]
        if not any(_fits(m, wanted, report) for m in same_kind):
            given = "; ".join(_shown(m, report) for m in same_kind) or "none"
            yield f"no {kind} with {_described(wanted)}; found: {given}"
    for kind in example.absent:
        for mark in report.marks:
            if type(mark).__name__.lower() == kind:
                yield f"a {kind} that should not be there: {_shown(mark, report)}"


def _fits(mark: Mark, wanted: dict[str, Any], report: Report) -> bool:
    for field, value in wanted.items():
        if field == "kind":
            continue
        if field == "text":
            if report.at(mark) != value:
                return False
        elif isinstance(mark, Claim) and field in _PARTS:
            part = getattr(mark, field)
            if (report.at(part) if part else None) != (value or None):
                return False
        elif isinstance(mark, Claim) and field == "via":
            if mark.source is None or value not in [report.at(v) for v in mark.source.via]:
                return False
        elif getattr(mark, field, None) != value:
            return False
    return True


def _described(wanted: dict[str, Any]) -> str:
    return ", ".join(f"{k} {v!r}" for k, v in wanted.items() if k != "kind")


def _shown(mark: Mark, report: Report) -> str:
    fields = {f: getattr(mark, f) for f in mark.__struct_fields__ if f not in ("start", "end", "rule", "entity")}
    if isinstance(mark, Claim):
        fields |= {p: report.at(getattr(mark, p)) if getattr(mark, p) else None for p in _PARTS}
    told = ", ".join(f"{k} {v!r}" for k, v in fields.items() if v not in (None, False, ()))
    return f"{report.at(mark)!r} ({told})"
