from __future__ import annotations

from importlib.resources import files

from scripts.build_small_words import table
from stemma.languages.registry import Languages


def test_the_table_of_small_words_is_that_of_the_packs(languages: Languages) -> None:
    shipped = (files("stemma.page") / "small_words.tsv").read_text(encoding="utf-8")
    assert shipped == table(languages), "run `python -m scripts.build_small_words`"
