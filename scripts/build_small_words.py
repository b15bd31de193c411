"""Collect the small words of all packs into one table, by which most texts' language is told at once.

python -m scripts.build_small_words

Run it after the stop words of a pack have changed; a test says when the table is behind.
"""

from __future__ import annotations

from pathlib import Path

from stemma.languages.registry import Languages
from stemma.languages.tokens import fold

TABLE = Path("stemma/page/small_words.tsv")


def table(languages: Languages) -> str:
    rows = ["code\takin\twords"]
    for code in languages.codes:
        small = languages.get(code).pack.language
        words = sorted({fold(word) for word in small.stopwords if word.isalpha()})
        rows.append("\t".join((code, " ".join(small.akin), " ".join(words))))
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table(Languages()), encoding="utf-8")
