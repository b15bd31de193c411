"""Compile the inflected forms of the glossary's words from simplemma's dictionaries (MIT).

    python scripts/build_forms.py

Writes stemma/languages/forms/XX.tsv for every language of glossary.tsv: a base form, and the forms that the dictionary
leads back to it. Run it again whenever glossary.tsv changes; a test compares the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from stemma.languages.glossary import parse_glossary
from stemma.languages.tokens import fold, folded

LANGUAGES = Path(__file__).parent.parent / "stemma" / "languages"


def as_text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def dictionary(code: str) -> list[tuple[str, str]]:
    """Folded forms, each with a folded base form, as simplemma has them; separable verbs without its underscores."""
    raw = DefaultDictionaryFactory().get_dictionary(code)
    return [(fold(as_text(form)), fold(as_text(lemma)).replace("_", "")) for form, lemma in raw.items()]


def forms_of(concepts: Iterable[Sequence[str]], known: Sequence[tuple[str, str]]) -> dict[str, set[str]]:
    """Each word of the glossary's base forms with the forms that belong to it.

    A part of a phrase that is itself inflected ("jądrowa" in "bomba jądrowa") has the forms of its own base form, but a
    word by itself has not: "armed" is no "arm". A word with an apostrophe inside is two to the reader of texts, and its
    second part has the forms.
    """
    wordings = [base for bases in concepts for base in bases]
    wanted = {part for base in wordings for part in folded(base) if len(part) > 1}
    single = {base for base in map(fold, wordings) if len(folded(base)) == 1}
    lemmas = dict(known)
    divided = {fold(word) for base in wordings for word in base.split() if "'" in fold(word)}
    of_lemma: dict[str, set[str]] = defaultdict(set)
    for form, lemma in known:
        if form.isalpha() and len(form) > 1:
            of_lemma[lemma].add(form)
        elif lemma in divided and form.count("'") == 1 == lemma.count("'"):
            (begin, rest), (first, second) = form.split("'"), lemma.split("'")
            if begin == first and rest != second:
                of_lemma[second].add(rest)
    forms: dict[str, set[str]] = {}
    for part in wanted:
        lemma = part if part in of_lemma or part in single else lemmas.get(part, part)
        found = (of_lemma.get(lemma, set()) | {lemma} if lemma != part else of_lemma.get(part, set())) - {part}
        found = {word for word in found if word.isalpha()}
        if found:
            forms[part] = found
    return forms


def main() -> None:
    raw = (LANGUAGES / "glossary.tsv").read_text(encoding="utf-8")
    for code, concepts in parse_glossary(raw, "glossary.tsv")[0].items():
        forms = forms_of(concepts.values(), dictionary(code))
        out = LANGUAGES / "forms" / f"{code}.tsv"
        out.parent.mkdir(exist_ok=True)
        text = "".join(f"{base}\t{' '.join(sorted(words))}\n" for base, words in sorted(forms.items()))
        out.write_text(text, encoding="utf-8")
        print(f"{out.name}: {len(forms)} words, {len(text.encode()) / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
