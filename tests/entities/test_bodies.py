from __future__ import annotations

import pytest

from stemma import flow
from stemma.languages.registry import Languages
from stemma.model import Entity, Report
from tests.reports import read


def compiled(languages: Languages, texts: dict[str, str]) -> tuple[dict[str, Report], dict[str, Entity]]:
    """The reports by id and the entities by id; a report is named after its language: "pl", "pl-2"."""
    reports = [read(languages, text, name.partition("-")[0], name=name) for name, text in texts.items()]
    resolved, entities = flow.compile_names(reports, languages)
    return {r.id: r for r in resolved}, {e.id: e for e in entities}


def bodies(languages: Languages, texts: dict[str, str]) -> list[set[str]]:
    """The spellings of each organisation, in order."""
    entities = compiled(languages, texts)[1].values()
    return sorted(({n for names in e.names.values() for n in names} for e in entities if e.type == "ORG"), key=sorted)


# ---------------------------------------------------------------- general names and acronyms


@pytest.mark.parametrize(
    ("code", "text", "names"),
    [
        ("en", "The European Commission spoke. The Commission decides in May.", {"Commission", "European Commission"}),
        ("fr", "La Commission européenne a parlé. La Commission se tait.", {"Commission", "Commission européenne"}),
        (
            "en",
            "The Supreme Court of Norway spoke. The Supreme Court sat.",
            {"Supreme Court", "Supreme Court of Norway"},
        ),
    ],
)
def test_a_general_name_is_the_body_of_its_report(languages: Languages, code: str, text: str, names: set[str]) -> None:
    assert bodies(languages, {code: text}) == [names]


def test_a_general_name_alone_is_no_body_of_another_report(languages: Languages) -> None:
    texts = {"en-1": "The European Commission spoke.", "en-2": "The Commission will decide in June."}
    assert bodies(languages, texts) == [{"Commission"}, {"European Commission"}]


def test_a_general_name_beside_two_bodies_is_neither(languages: Languages) -> None:
    text = "The Supreme Court of Norway met the Supreme Court of Sweden. The Supreme Court was silent."
    found = bodies(languages, {"en": text})
    assert found == [{"Supreme Court"}, {"Supreme Court of Norway"}, {"Supreme Court of Sweden"}]


@pytest.mark.parametrize(
    ("code", "text", "long", "short"),
    [
        ("en", "The Norwegian Fish Council (NFC) sells fish. The NFC slept.", "Norwegian Fish Council", "NFC"),
        ("es", "El Banco Central de Chile (BCC) habló. El BCC calló.", "Banco Central de Chile", "BCC"),
        ("fr", "La Fédération des Pêcheurs Bretons (FPB) a parlé.", "Fédération des Pêcheurs Bretons", "FPB"),
        ("pl", "Polski Związek Wędkarski (PZW) liczy ryby.", "Polski Związek Wędkarski", "PZW"),
        ("ru", "Союз Рыбаков Севера (СРС) выступил. СРС молчит.", "Союз Рыбаков Севера", "СРС"),
    ],
)
def test_an_acronym_is_its_long_name(languages: Languages, code: str, text: str, long: str, short: str) -> None:
    [body] = compiled(languages, {code: text})[1].values()
    assert set(body.names[code]) == {long, short}
    assert body.why == (f"{short} = {long}: short for it in the same report",)


def test_one_acronym_of_two_bodies_is_each_in_its_report(languages: Languages) -> None:
    texts = {
        "en-1": "The Norwegian Fish Council (NFC) sells fish. The NFC slept.",
        "en-2": "The National Film Centre (NFC) shows films. The NFC opened.",
        "nb": "NFC selger alt.",
    }
    expected = [{"NFC"}, {"NFC", "National Film Centre"}, {"NFC", "Norwegian Fish Council"}]
    assert sorted(bodies(languages, texts), key=sorted) == sorted(expected, key=sorted)


def test_a_known_body_is_one_by_acronym_and_long_name_in_all_languages(languages: Languages) -> None:
    texts = {"en": "The World Health Organization spoke.", "de": "Die WHO sprach.", "fr": "L'OMS a parlé."}
    entities = compiled(languages, texts)[1]
    assert set(entities["ORG:who"].names) == {"en", "de", "fr"}
    assert entities["ORG:who"].wikidata == "Q7817"
