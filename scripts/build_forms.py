"""Compile the inflected forms of the glossary's words from simplemma's dictionaries (MIT).

    python scripts/build_forms.py

Writes stemma/languages/forms/XX.tsv for every language of glossary.tsv: a base form, and the forms that the dictionary
leads back to it. Run it again whenever glossary.tsv changes; a test compares the two.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from stemma.languages.glossary import parse_glossary
from stemma.languages.tokens import fold, folded

LANGUAGES = Path(__file__).parent.parent / "stemma" / "languages"


def as_text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def main() -> None:
    raw = (LANGUAGES / "glossary.tsv").read_text(encoding="utf-8")
    factory = DefaultDictionaryFactory()
    for code, concepts in parse_glossary(raw, "glossary.tsv")[0].items():
        wanted = {part for bases in concepts.values() for base in bases for part in folded(base) if len(part) > 1}
        forms: dict[str, set[str]] = defaultdict(set)
        for form, lemma in factory.get_dictionary(code).items():
            base, word = fold(as_text(lemma)), fold(as_text(form))
            if base in wanted and word != base and word.isalpha():
                forms[base].add(word)
        out = LANGUAGES / "forms" / f"{code}.tsv"
        out.parent.mkdir(exist_ok=True)
        text = "".join(f"{base}\t{' '.join(sorted(words))}\n" for base, words in sorted(forms.items()))
        out.write_text(text, encoding="utf-8")
        print(f"{out.name}: {len(forms)} of {len(wanted)} words, {len(text.encode()) / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
