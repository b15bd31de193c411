"""Names on texts that nothing was learned from: each topic of the Slavic news, and each third of the other texts, is
read with a tagger and base forms learned without it. This is what a text of tomorrow gets.

python -m eval.unseen

It takes some minutes, since it learns three times.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from typing import Any
from unittest.mock import patch

from eval.run import SHARED, as_rows, reports, scorer
from scripts.learn_bases import Name, learned
from scripts.learn_bases import load as load_names
from scripts.learn_names import FOLDS, Text, learn, load_texts, tagger_of
from stemma import flow
from stemma.languages.language import Language
from stemma.languages.registry import Languages
from stemma.model import Report
from stemma.names.inflection import Inflection

SLAVIC, OTHER = "names-slavic-dev.jsonl.gz", "names-other-dev.jsonl.gz"


def read_unseen(
    texts: Sequence[Text], names: Sequence[Name], records: dict[str, Any], languages: Languages
) -> list[Report]:
    """All texts as reports, each read with what was learned without its fold."""
    found: list[Report] = []
    topics = sorted({n.topic for n in names})
    for fold in range(FOLDS):
        tagger = tagger_of(*learn([t for t in texts if t.learned and t.fold != fold]))
        held = {topic for n, topic in enumerate(topics) if n % FOLDS == fold}
        tables = learned([n for n in names if n.topic not in held], languages)
        made: dict[str, Inflection] = {}

        def inflection(
            language: Language, tables: Any = tables, made: dict[str, Inflection] = made
        ) -> Inflection | None:
            if language.code not in tables:
                return None
            if language.code not in made:
                made[language.code] = Inflection(*tables[language.code], language)
            return made[language.code]

        with (
            patch("stemma.marks.names.load", lambda tagger=tagger: tagger),
            patch("stemma.names.bases.inflection_of", inflection),
        ):
            found += reports([records[t.id] for t in texts if t.fold == fold], languages)
    return found


def _show_finding(topic: str, finding: dict[str, Any]) -> None:
    for code, part in sorted(finding["relaxed_anytype"].items()):
        typed = finding["relaxed"][code]["all"]["f1"]
        print(f"{topic:12}{code:4} overlap {part['all']['f1']:.3f}   with type {typed:.3f}")


def main() -> None:
    """Learn, read and print finding by language and topic, base forms, and linking across languages."""
    data = [SHARED / "data" / SLAVIC, SHARED / "data" / OTHER]
    if not all(path.exists() for path in data):
        print(f"eval: no data in {SHARED}: nothing was measured")
        return
    languages = Languages()
    records = {r["id"]: r for path in data for r in map(json.loads, gzip.decompress(path.read_bytes()).splitlines())}
    found = read_unseen(load_texts(data), load_names(data[0]), records, languages)
    slavic = {r["id"] for r in records.values() if r.get("topic")}
    module = scorer("names")
    score = module.score(list(records.values()), {"reports": as_rows(found)})
    _show_finding("", score["finding"])
    rows = as_rows(found)
    for topic in sorted({r["topic"] for r in records.values() if r.get("topic")}):
        held = [r for r in records.values() if r.get("topic") == topic]
        _show_finding(topic, module.score(held, {"reports": rows})["finding"])
    for code, part in sorted(score["base_form"].items()):
        print(f"{code:4} base form {part['accuracy']:.3f}   as the text has it {part['surface']:.3f}")
    resolved = flow.compile_entities([r for r in found if r.id in slavic], languages)
    linked = module.score([records[i] for i in sorted(slavic)], {"reports": as_rows(resolved)})["linking"]["pairwise"]
    for name in ("all", "cross"):
        print(f"linking {name}: P {linked[name]['p']:.3f}  R {linked[name]['r']:.3f}  F1 {linked[name]['f1']:.3f}")


if __name__ == "__main__":
    main()
