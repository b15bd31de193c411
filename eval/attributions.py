"""Attributions that were written and labelled for this project, in the patterns of news, and how Stemma reads them.

    python -m eval.attributions LANGUAGE... [--show]

A file of `eval/attributions` holds the texts of one language. A text opens with ``== id``, with ``| published: DATE``
where that matters; lines after it are its paragraphs; a line with ``>`` is one attribution in it, in fields parted
by ``|``:

    == en-01
    The ministry denied on Monday that the ship had left port, Reuters reported.
    > source: The ministry | cue: denied | content: the ship had left port | stance: denies | via: Reuters

`source`, `cue`, `content`, `condition` are pieces of the text as they stand there, ``piece #2`` the second place of
that wording; a content in two pieces has `` … `` between them. `via` and `entity` are parted by ``;``. What is not said
is `asserts`, `indirect`, not hedged, without source. A text without such lines looks like reported speech and is none.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from stemma import flow
from stemma.intake.records import record
from stemma.languages.registry import Languages
from stemma.model import Claim, Report, Span

FOLDER = Path(__file__).parent / "attributions"
FLAGS = frozenset({"direct", "hedged", "nested"})
GAP = " … "


def codes(folder: Path = FOLDER) -> list[str]:
    """The languages that have texts."""
    return sorted(path.stem for path in folder.glob("*.txt"))


def attributions(code: str, folder: Path = FOLDER) -> list[dict[str, Any]]:
    """The texts of a language with their claims, in the form of the labelled claims.

    Raises `ValueError` with file, text and piece where a piece does not stand in its text.
    """
    lines = (folder / f"{code}.txt").read_text(encoding="utf-8").splitlines()
    rows: list[dict[str, Any]] = []
    for line in lines:
        if line.startswith("== "):
            name, *fields = (part.strip() for part in line.removeprefix("==").split("|"))
            rows.append({"id": name, "language": code, "clean": True, "text": "", "claims": []})
            rows[-1] |= dict(_pair(field) for field in fields)
        elif line.startswith(">"):
            rows[-1]["claims"].append(_claim(line[1:], rows[-1], code))
        elif rows and line.strip():
            rows[-1]["text"] += ("\n" if rows[-1]["text"] else "") + line.strip()
    return rows


def _pair(field: str) -> tuple[str, str]:
    key, _, value = field.partition(":")
    return key.strip(), value.strip()


def _claim(line: str, row: dict[str, Any], code: str) -> dict[str, Any]:
    claim: dict[str, Any] = {"form": "indirect", "stance": "asserts", "hedged": False, "nested": False}
    claim |= {"source": [], "cue": [], "content": [], "condition": [], "via": []}
    for field in line.split(" | "):
        key, value = _pair(field)
        if key in FLAGS:
            claim |= {"form": "direct"} if key == "direct" else {key: True}
        elif key in ("form", "stance"):
            claim[key] = value
        elif key == "via":
            claim["via"] = [_place(piece.strip(), row, code) for piece in value.split(";")]
        elif key in claim:
            claim[key] = [_place(piece, row, code) for piece in value.split(GAP)]
        elif key:
            raise ValueError(f"{code}.txt, {row['id']}: no field {key!r}")
    return claim


def _place(piece: str, row: dict[str, Any], code: str) -> dict[str, int]:
    wanted, _, number = piece.strip().partition(" #")
    at = -1
    for _ in range(int(number or 1)):
        at = row["text"].find(wanted, at + 1)
        if at < 0:
            raise ValueError(f"{code}.txt, {row['id']}: {piece!r} does not stand in the text")
    return {"start": at, "end": at + len(wanted)}


def read(rows: Sequence[dict[str, Any]], languages: Languages) -> list[Report]:
    """What Stemma reads in the texts."""
    given = ({k: r[k] for k in ("id", "language", "clean", "text", "published") if k in r} for r in rows)
    captures = (record(json.dumps(g), f"text {n}") for n, g in enumerate(given, 1))
    return [r for r in flow.read(captures, languages) if isinstance(r, Report)]


def details(rows: Sequence[dict[str, Any]], reports: Sequence[Report]) -> dict[str, float]:
    """Shares of the attributions found that have the right stance, hedge, form, carriers and condition, and texts
    without attribution in which none was found."""
    right = dict.fromkeys(("stance", "hedged", "form", "via", "condition"), 0)
    matched = quiet = plain = 0
    for row, report in zip(rows, reports, strict=True):
        claims = [m for m in report.marks if isinstance(m, Claim)]
        if not row["claims"]:
            plain += 1
            quiet += not claims
        for gold, claim in _matched(row, claims):
            matched += 1
            faults = _faults(gold, claim)
            for key in right:
                right[key] += key not in faults
    shares = {key: round(count / max(matched, 1), 3) for key, count in right.items()}
    return shares | {"look-alikes left alone": round(quiet / max(plain, 1), 3)}


def _touching(gold: Sequence[dict[str, int]], spans: Sequence[Any]) -> bool:
    return len(gold) == len(spans) and all(
        g["start"] < s.end and s.start < g["end"] for g, s in zip(gold, spans, strict=True)
    )


def _matched(row: dict[str, Any], claims: Sequence[Claim]) -> Iterator[tuple[dict[str, Any], Claim]]:
    """Each attribution with the claim that covers most of what it says, where that is more than half of both."""
    for gold in row["claims"]:
        wanted = _characters(gold["content"] or gold["cue"])
        best, most = None, 0.5
        for claim in claims:
            span = claim.content if gold["content"] else claim.cue
            if span is None:
                continue
            got = set(range(span.start, span.end))
            share = len(got & wanted) / len(got | wanted)
            if share >= most:
                best, most = claim, share
        if best is not None:
            yield gold, best


def _characters(places: Sequence[dict[str, int]]) -> set[int]:
    return {i for p in places for i in range(p["start"], p["end"])}


def main() -> int:
    """Print the scores of the languages; with `--show` every text that is read otherwise than labelled."""
    from eval.run import as_rows, scorer

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("languages", nargs="*", default=codes())
    parser.add_argument("--show", action="store_true", help="the texts that are read otherwise than labelled")
    options = parser.parse_args()
    languages = Languages()
    for code in options.languages:
        rows = attributions(code)
        found = read(rows, languages)
        score = scorer("claims").score(rows, as_rows(found))["scores"][code]
        parts = {k: score[k]["f1"] for k in ("detection", "joint")} | {"source": score["source"]["accuracy"]}
        print(code, f"{score['gold']} attributions", json.dumps(parts | details(rows, found)))
        if options.show:
            _show(rows, found)
    return 0


def _show(rows: Sequence[dict[str, Any]], reports: Sequence[Report]) -> None:
    for row, report in zip(rows, reports, strict=True):
        claims = [m for m in report.marks if isinstance(m, Claim)]
        pairs = list(_matched(row, claims))
        said = [f"  missed  {_line(row['text'], g)}" for g in row["claims"] if not any(g is p for p, _ in pairs)]
        said += [f"  false   {_found(row['text'], c)}" for c in claims if not any(c is p for _, p in pairs)]
        for gold, claim in pairs:
            faults = _faults(gold, claim)
            if faults:
                wanted, found = _line(row["text"], gold), _found(row["text"], claim)
                said.append(f"  {', '.join(faults)}\n    wanted  {wanted}\n    found   {found}")
        if said:
            sys.stdout.write(f"\n{row['id']}  {row['text']}\n" + "\n".join(said) + "\n")


def found_share(rows: Sequence[dict[str, Any]], reports: Sequence[Report]) -> float:
    """Share of the attributions with content for which a claim covers most of the same."""
    wanted = found = 0
    for row, report in zip(rows, reports, strict=True):
        claims = [m for m in report.marks if isinstance(m, Claim)]
        wanted += sum(bool(g["content"]) for g in row["claims"])
        found += sum(bool(g["content"]) for g, _ in _matched(row, claims))
    return found / max(wanted, 1)


def _faults(gold: dict[str, Any], claim: Claim) -> list[str]:
    """What is read otherwise than labelled, in a claim with the right content."""
    source = claim.source
    whole = Span(source.start, source.end) if source else None
    right = {
        "source": bool(gold["source"]) == bool(whole)
        and (whole is None or any(p["start"] < whole.end and whole.start < p["end"] for p in gold["source"])),
        "stance": gold["stance"] == claim.stance,
        "hedged": gold["hedged"] == claim.hedged,
        "form": gold["form"] == claim.form,
        "via": _touching(gold["via"], source.via if source else ()),
        "condition": _touching(gold["condition"], (claim.condition,) if claim.condition else ()),
    }
    return [name for name, same in right.items() if not same]


def _line(text: str, gold: dict[str, Any]) -> str:
    pieces = {k: GAP.join(text[p["start"] : p["end"]] for p in gold[k]) for k in ("source", "cue", "content")}
    pieces |= {k: "; ".join(text[p["start"] : p["end"]] for p in gold[k]) for k in ("via", "condition")}
    flags = [gold["stance"], gold["form"], *(["hedged"] if gold["hedged"] else [])]
    return " | ".join([*flags, *(f"{k}: {v}" for k, v in pieces.items() if v)])


def _found(text: str, claim: Claim) -> str:
    spans = {"source": claim.source, "cue": claim.cue, "content": claim.content}
    pieces = {k: text[s.start : s.end] for k, s in spans.items() if s is not None}
    if claim.source and claim.source.via:
        pieces["via"] = "; ".join(text[s.start : s.end] for s in claim.source.via)
    if claim.condition is not None:
        pieces["condition"] = text[claim.condition.start : claim.condition.end]
    flags = [claim.stance, claim.form, *(["hedged"] if claim.hedged else [])]
    return " | ".join([*flags, *(f"{k}: {v}" for k, v in pieces.items())]) + f"   [{claim.rule}]"


if __name__ == "__main__":
    sys.exit(main())
