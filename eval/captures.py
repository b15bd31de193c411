"""The captured pages that were written and labelled for this project, as records that the page scorer reads.

A file holds the captures of one language. A capture opens with ``== id | published: ... | agency: ... | author: ...``;
each line after it is ``kind | text``, an empty line is an empty line of the page, and the kind ``?`` does not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stemma.model import REPORT_KINDS

FOLDER = Path(__file__).parent / "captures"


def captures(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """Every capture with its gold, in the form of the labelled pages: `text`, `lines`, `gold`, `agency`."""
    return [_record(path.stem, part) for path in sorted(folder.glob("*.txt")) for part in _parts(path)]


def _parts(path: Path) -> Iterator[list[str]]:
    part: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== ") and part:
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _record(language: str, part: list[str]) -> dict[str, Any]:
    name, *given = (field.strip() for field in part[0].removeprefix("==").split("|"))
    said = dict(field.split(":", maxsplit=1) for field in given)
    text, lines, title = "", [], ""
    for line in part[1:]:
        kind, _, content = (piece.strip() for piece in line.partition("|")) if line.strip() else ("", "", "")
        if content:
            report = None if kind == "?" else kind in REPORT_KINDS
            lines.append({"start": len(text), "end": len(text) + len(content), "kind": kind, "report": report})
        title = content if kind == "title" and not title else title
        text += content + "\n"
    published = said.get("published", "none").strip()
    gold: dict[str, Any] = {"title": title}
    if published != "none":
        gold |= {"published": published, "published_visible": True}
    if "author" in said:
        gold["authors"] = [author.strip() for author in said["author"].split(",")]
    record = {
        "id": name,
        "language": language,
        "variant": "own",
        "text": text.rstrip("\n"),
        "lines": lines,
        "gold": gold,
    }
    if "agency" in said:
        record["agency"] = [agency.strip() for agency in said["agency"].split(",")]
    return record
