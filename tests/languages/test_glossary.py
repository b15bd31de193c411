from __future__ import annotations

from importlib.resources import files

import pytest

from stemma.errors import PackError
from stemma.languages.glossary import SEPARATOR, Glossary, parse_glossary
from stemma.languages.registry import Languages
from stemma.languages.tokens import folded, tokenize

CODES = Languages().marked_codes
DATA = files("stemma.languages")
RAW = (DATA / "glossary.tsv").read_text(encoding="utf-8")


def rows() -> list[dict[str, str]]:
    header, *lines = (line.split("\t") for line in RAW.splitlines())
    return [dict(zip(header, line, strict=True)) for line in lines]


def concepts(text: str, code: str, languages: Languages) -> list[str]:
    tokens = tokenize(text)
    found = (languages.get(code).glossary.at(tokens, i) for i in range(len(tokens)))
    return [match.concept for match in found if match is not None]


def test_the_table_is_well_formed_and_covers_all_packs() -> None:
    table, nouns = parse_glossary(RAW, "glossary.tsv")
    assert set(table) == set(CODES)
    assert len(nouns) > 300


def test_no_cell_has_empty_blank_or_doubled_entries() -> None:
    bad = []
    for row in rows():
        for code in CODES:
            entries = row[code].split(SEPARATOR) if row[code] else []
            if any(not e or e != e.strip() for e in entries) or len(set(entries)) < len(entries):
                bad.append((row["concept"], code, row[code]))
    assert bad == []


def test_every_concept_bridges_languages() -> None:
    assert [r["concept"] for r in rows() if sum(bool(r[code]) for code in CODES) < 2] == []


@pytest.mark.parametrize("code", CODES)
def test_forms_belong_to_base_forms_of_the_glossary(code: str) -> None:
    bases = {word for row in rows() for entry in row[code].split(SEPARATOR) for word in folded(entry)}
    lines = (DATA / "forms" / f"{code}.tsv").read_text(encoding="utf-8").splitlines()
    table = dict(line.split("\t") for line in lines)
    assert len(table) == len(lines)
    assert sorted(set(table) - bases) == []


@pytest.mark.parametrize("code", CODES)
def test_forms_are_single_folded_words(code: str) -> None:
    lines = (DATA / "forms" / f"{code}.tsv").read_text(encoding="utf-8").splitlines()
    forms = [form for line in lines for form in line.split("\t")[1].split(" ")]
    assert [f for f in forms if folded(f) != (f,)] == []


@pytest.mark.parametrize(
    ("code", "text", "concept"),
    [
        ("pl", "Traktatami zajmą się posłowie.", "treaty"),
        ("pl", "Wśród żołnierzy nie było rannych.", "soldier"),
        ("de", "Die Verträge wurden gestern unterzeichnet.", "treaty"),
        ("de", "Mehrere Soldaten kamen ums Leben.", "soldier"),
        ("nb", "Soldatene ble sendt hjem.", "soldier"),
        ("nn", "Soldatane vart sende heim.", "soldier"),
        ("da", "Soldaterne blev sendt hjem.", "soldier"),
        ("en", "The soldiers were sent home.", "soldier"),
        ("en", "The foreign ministers met in Bergen.", "foreign minister"),
        ("de", "Den Außenministern fehlte die Zeit.", "foreign minister"),
        ("pl", "Ministrowie spraw zagranicznych spotkali się w Gdyni.", "foreign minister"),
        ("da", "Udenrigsministrene mødtes i Aarhus.", "foreign minister"),
    ],
)
def test_a_concept_is_found_in_inflected_forms(code: str, text: str, concept: str, languages: Languages) -> None:
    assert concept in concepts(text, code, languages)


def test_the_longest_concept_wins() -> None:
    glossary = Glossary({"minister": ("minister",), "defence minister": ("minister obrony",)}, {})
    match = glossary.at(tokenize("minister obrony"), 0)
    assert match is not None
    assert (match.concept, match.last) == ("defence minister", 2)


def test_a_noun_goes_before_a_verb_of_the_same_form() -> None:
    glossary = Glossary({"to fear": ("frykt",), "fear": ("frykt",)}, {}, frozenset({"fear"}))
    match = glossary.at(tokenize("frykt"), 0)
    assert match is not None
    assert (match.concept, match.is_noun) == ("fear", True)
    assert glossary.concepts("frykt") == ("to fear", "fear")


def test_a_word_that_is_not_there_has_no_concept(languages: Languages) -> None:
    assert concepts("Qwertz blurbig", "de", languages) == []
    assert languages.get("de").glossary.lemmas("qwertz") == ()


@pytest.mark.parametrize(
    ("raw", "line", "reason"),
    [
        ("", 1, "first line"),
        ("concept\tde\n", 1, "first line"),
        ("concept\tpos\tde\nwar\tnoun\n", 2, "2 cells where the header has 3"),
        ("concept\tpos\tde\nwar\tthing\tKrieg\n", 2, "'thing'"),
        ("concept\tpos\tde\nwar\tnoun\tKrieg\nwar\tnoun\tKampf\n", 3, "twice"),
    ],
)
def test_a_broken_table_is_refused_with_line_and_reason(raw: str, line: int, reason: str) -> None:
    with pytest.raises(PackError) as refused:
        parse_glossary(raw, "own.tsv")
    assert str(refused.value).startswith(f"own.tsv:{line}: ")
    assert reason in str(refused.value)
