# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable

import pytest

from stemma.model import Claim, Report

Mark = Callable[..., Report]


def only(mark: Mark, text: str, code: str) -> tuple[Claim, dict[str, str | None]]:
    """The one claim of a text, and the words of its parts."""
    report = mark(text, code)
    [claim] = report.claims
    parts = {p: getattr(claim, p) for p in ("source", "cue", "content")}
    return claim, {name: report.at(part) if part else None for name, part in parts.items()}


@pytest.mark.parametrize(
    ("code", "text", "source", "content"),
    [
        ("en", 'The ferry will sail again, captain Ola Hansen said.', "captain Ola Hansen", "The ferry will sail again"),
        ("en", "According to the ministry, the ferry sank.", "the ministry", "the ferry sank"),
        ("en", "The ministry says that the ferry sank.", "The ministry", "the ferry sank"),
        ("pl", "Ministerstwo poinformowało, że prom zatonął.", "Ministerstwo", "prom zatonął"),
        ("pl", "Według ministerstwa prom zatonął w nocy.", "ministerstwa", "prom zatonął w nocy"),
        ("de", "Die Fähre sei gesunken, sagte Minister Thomas Berger.", "Minister Thomas Berger", "Die Fähre sei gesunken"),
        ("de", "Laut dem Ministerium sank die Fähre.", "dem Ministerium", "sank die Fähre"),
        ("nb", "Fergen har sunket, sier politiet.", "politiet", "Fergen har sunket"),
        ("nb", "Ifølge politiet har fergen sunket.", "politiet", "har fergen sunket"),
        ("nn", "Ferja har sokke, seier politiet.", "politiet", "Ferja har sokke"),
        ("da", "Færgen er sunket, siger politiet.", "politiet", "Færgen er sunket"),
        ("da", "Ifølge politiet er færgen sunket.", "politiet", "er færgen sunket"),
    ],
)  # fmt: skip
def test_indirect_speech(mark: Mark, code: str, text: str, source: str, content: str) -> None:
    claim, parts = only(mark, text, code)
    assert (claim.form, claim.stance) == ("indirect", "asserts")
    assert (parts["source"], parts["content"]) == (source, content)


@pytest.mark.parametrize(
    ("code", "text", "source"),
    [
        ("en", '"We lost the boat in the night," Mary Black said.', "Mary Black"),
        ("pl", "– Straciliśmy łódź w środku nocy – powiedziała Anna Kowalska.", "Anna Kowalska"),
        ("de", "„Wir haben das Boot in der Nacht verloren“, sagte Anna Berger.", "Anna Berger"),
        ("nb", "– Vi mistet båten midt på natten, sier Kari Lunde.", "Kari Lunde"),
        ("nn", "– Me mista båten midt på natta, seier Kari Lunde.", "Kari Lunde"),
        ("da", "- Vi mistede båden midt om natten, siger Mette Krogh.", "Mette Krogh"),
        ("nb", "«Vi mistet båten midt på natten», sa Kari Lunde.", "Kari Lunde"),
    ],
)
def test_direct_speech(mark: Mark, code: str, text: str, source: str) -> None:
    claim, parts = only(mark, text, code)
    assert (claim.form, parts["source"]) == ("direct", source)
    assert claim.source is not None
    assert (claim.source.entity or "").startswith("PER:")
    assert parts["content"] is not None
    assert parts["content"].strip('“”„«»"') in text


STANCES = [
    ("en", "The ministry denies that the ferry was overloaded.", "denies"),
    pytest.param(
        "en",
        "The ministry fears that the ferry was overloaded.",
        "fears",
    ),
    ("en", "The ministry doubts that the ferry was overloaded.", "doubts"),
    ("en", "The ministry expects that the ferry will sail.", "predicts"),
    ("en", "The ministry demands that the ferry be raised.", "demands"),
    ("en", "The ministry promised that the ferry would be raised.", "promises"),
    ("en", "The ministry accuses the captain of sleeping.", "accuses"),
    ("en", "The ministry confirmed that the ferry was overloaded.", "asserts"),
    ("pl", "Ministerstwo zaprzecza, że prom był przeładowany.", "denies"),
    ("pl", "Ministerstwo obawia się, że prom zatonie.", "fears"),
    ("pl", "Ministerstwo żąda, aby prom podniesiono.", "demands"),
    ("pl", "Ministerstwo oskarża kapitana o zaniedbanie.", "accuses"),
    ("de", "Das Ministerium bestreitet, dass die Fähre überladen war.", "denies"),
    ("de", "Das Ministerium befürchtet, dass die Fähre sinkt.", "fears"),
    ("de", "Das Ministerium fordert, dass die Fähre gehoben wird.", "demands"),
    ("nb", "Politiet benekter at fergen var overlastet.", "denies"),
    ("nb", "Politiet frykter at fergen synker.", "fears"),
    ("nb", "Politiet krever at fergen heves.", "demands"),
    ("nn", "Politiet nektar for at ferja var overlasta.", "denies"),
    ("nn", "Politiet fryktar at ferja søkk.", "fears"),
    ("da", "Politiet afviser, at færgen var overlæsset.", "denies"),
    ("da", "Politiet frygter, at færgen synker.", "fears"),
    ("da", "Politiet kræver, at færgen hæves.", "demands"),
]


@pytest.mark.parametrize(("code", "text", "stance"), STANCES)
def test_stances(mark: Mark, code: str, text: str, stance: str) -> None:
    claim, parts = only(mark, text, code)
    assert claim.stance == stance
    assert parts["source"] is not None
    assert parts["source"] in text.split(",", maxsplit=1)[0]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The ministry neither confirmed nor denied the report."),
        ("en", "The ministry did not deny the report."),
        ("pl", "Ministerstwo nie zaprzeczyło tym doniesieniom."),
        ("pl", "Ministerstwo ani nie potwierdziło, ani nie zaprzeczyło doniesieniom."),
        ("de", "Das Ministerium hat den Bericht weder bestätigt noch dementiert."),
        ("nb", "Politiet har verken bekreftet eller avkreftet meldingen."),
        pytest.param(
            "nb",
            "Politiet tok ikke på seg ansvaret, men benektet det heller ikke.",
        ),
        ("nn", "Politiet har korkje stadfesta eller avkrefta meldinga."),
        pytest.param(
            "da",
            "Politiet har hverken bekræftet eller afvist meldingen.",
        ),
    ],
)
def test_a_denial_that_is_negated_declines(mark: Mark, code: str, text: str) -> None:
    assert [c.stance for c in mark(text, code).claims] == ["declines"]


@pytest.mark.parametrize(
    ("code", "text", "via"),
    [
        ("nb", "Fergen har sunket, opplyser Interfax ifølge Reuters.", "Reuters"),
        ("da", "Færgen er sunket, oplyser Interfax ifølge Reuters.", "Reuters"),
        ("nn", "Ferja har sokke, opplyser Interfax ifølgje Reuters.", "Reuters"),
    ],
)
def test_who_carried_it_is_kept_as_via(mark: Mark, code: str, text: str, via: str) -> None:
    report = mark(text, code)
    [claim] = report.claims
    assert claim.source is not None
    assert report.at(claim.source).startswith("Interfax")
    assert [report.at(v) for v in claim.source.via] == [via]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Mary Black left the harbour.\nThe ferry will sail again, she said."),
        ("de", "Anna Berger verließ den Hafen.\n„Die Fähre fährt morgen wieder“, sagte sie."),
        ("nb", "Kari Lunde forlot havnen.\n– Fergen går igjen i morgen, sier hun."),
        ("da", "Mette Krogh forlod havnen.\n- Færgen sejler igen i morgen, siger hun."),
    ],
)
def test_a_pronoun_stands_for_the_person_named_last(mark: Mark, code: str, text: str) -> None:
    report = mark(text, code)
    person = next(m for m in report.mentions if m.type == "PER")
    assert [c.source.entity for c in report.claims if c.source] == [person.entity]


def test_a_nationality_speaks_for_its_country(mark: Mark) -> None:
    claim, _ = only(mark, "According to Danish officials, the ferry sank in the night.", "en")
    assert claim.source is not None
    assert claim.source.entities == ("LOC:DK",)


def test_hearsay_inside_the_content_is_hedged(mark: Mark) -> None:
    assert only(mark, "The ministry says that the ferry reportedly sank.", "en")[0].hedged
    assert not only(mark, "The ministry says that the ferry sank.", "en")[0].hedged


@pytest.mark.parametrize(
    ("code", "text"),
    [("en", "The ferry sank in the night."), ("de", "Die Fähre sank in der Nacht."), ("pl", "Prom zatonął w nocy.")],
)
def test_a_sentence_without_a_speaker_claims_nothing(mark: Mark, code: str, text: str) -> None:
    assert mark(text, code).claims == ()


@pytest.mark.xfail(strict=True, reason="'krevde' (claimed, of lives) is taken for a demand of the place before it")
def test_a_fire_that_claims_lives_demands_nothing(mark: Mark) -> None:
    assert mark("Brann på ferge ved Gotland krevde minst 14 liv", "nb").claims == ()
