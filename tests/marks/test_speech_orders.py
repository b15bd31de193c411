# ruff: noqa: E501
"""Orders in which source, cue and content stand: what is shared by all languages, and what single ones have."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stemma.model import Claim, Report, Span

Mark = Callable[..., Report]


def words(report: Report, span: Span | None) -> str | None:
    return report.at(span) if span is not None else None


def told(report: Report, claim: Claim) -> tuple[str | None, str | None]:
    """Who says what, without the quotation marks around it."""
    source = Span(claim.source.start, claim.source.end) if claim.source else None
    said = claim.content.pieces or (Span(claim.content.start, claim.content.end),) if claim.content else ()
    return words(report, source), " … ".join(report.at(p).strip("“”„«»\"' ,.–—-") for p in said) or None


@pytest.mark.parametrize(
    ("code", "text", "source", "content"),
    [
        ("en", "“The bridge will stay shut,” mayor Anna Holt said. “We cannot risk another winter.”", "mayor Anna Holt", "The bridge will stay shut … We cannot risk another winter"),
        ("de", "„Die Brücke bleibt zu“, sagte Bürgermeisterin Anna Holt. „Wir riskieren keinen Winter mehr.“", "Bürgermeisterin Anna Holt", "Die Brücke bleibt zu … Wir riskieren keinen Winter mehr"),
        ("fr", "« Le pont restera fermé », a déclaré la maire Anna Morel. « Nous ne prendrons aucun risque. »", "la maire Anna Morel", "Le pont restera fermé … Nous ne prendrons aucun risque"),
        ("ru", "«Мост останется закрыт, — заявила мэр Анна Орлова. — Рисковать мы не будем».", "мэр Анна Орлова", "Мост останется закрыт … Рисковать мы не будем"),
        ("es", "—El puente seguirá cerrado —dijo la alcaldesa Ana Ruiz—. No correremos riesgos.", "la alcaldesa Ana Ruiz", "El puente seguirá cerrado … No correremos riesgos"),
        ("it", '"Il ponte resta chiuso - ha detto la sindaca Anna Riva - e non correremo rischi".', "la sindaca Anna Riva", "Il ponte resta chiuso … e non correremo rischi"),
        ("nb", "– Broen forblir stengt, sier ordfører Anne Lie. – Vi tar ingen sjanser.", "ordfører Anne Lie", "Broen forblir stengt … Vi tar ingen sjanser"),
    ],
)  # fmt: skip
def test_an_interrupted_quotation_is_one_claim(mark: Mark, code: str, text: str, source: str, content: str) -> None:
    report = mark(text, code)
    [claim] = report.claims
    assert claim.form == "direct"
    who, said = told(report, claim)
    assert who == source
    assert said is not None
    assert said == content


@pytest.mark.parametrize(
    ("code", "text", "source", "via"),
    [
        ("en", "The port will close, two officials told Reuters on Monday.", "two officials", ["Reuters"]),
        ("en", "The harbour ministry denied that the ship had left port, AFP reported.", "The harbour ministry", ["AFP"]),
        ("cs", "Přístav se zavře, řekl agentuře ČTK mluvčí ministerstva Jan Novák.", "mluvčí ministerstva Jan Novák", ["agentuře ČTK"]),
        ("da", "Havnen i byen lukker til foråret, oplyser Interfax ifølge Reuters.", "Interfax", ["Reuters"]),
        ("pl", "Port zostanie zamknięty – podała agencja Interfax, powołując się na źródła w ministerstwie.", "źródła w ministerstwie", ["agencja Interfax"]),
    ],
)  # fmt: skip
def test_carriers_are_kept_beside_the_source(mark: Mark, code: str, text: str, source: str, via: list[str]) -> None:
    report = mark(text, code)
    [claim] = report.claims
    assert claim.source is not None
    assert told(report, claim)[0] == source
    assert [report.at(v) for v in claim.source.via] == via


@pytest.mark.parametrize(
    ("code", "text", "condition"),
    [
        ("en", "Oslo promised to send two ships if the strait is closed.", "if the strait is closed"),
        ("de", "Oslo verspricht, zwei Schiffe zu schicken, falls die Meerenge gesperrt wird.", "falls die Meerenge gesperrt wird"),
        ("it", "La Norvegia si impegna a inviare due navi qualora lo stretto venga chiuso.", "qualora lo stretto venga chiuso"),
        ("es", "Noruega se comprometió a enviar dos barcos si se cierra el estrecho.", "si se cierra el estrecho"),
        ("pl", "Norwegia zobowiązała się wysłać dwa okręty, jeśli cieśnina zostanie zamknięta.", "jeśli cieśnina zostanie zamknięta"),
    ],
)  # fmt: skip
def test_a_promise_keeps_its_condition(mark: Mark, code: str, text: str, condition: str) -> None:
    report = mark(text, code)
    promise = next(c for c in report.claims if c.stance == "promises")
    assert words(report, promise.condition) == condition


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The harbour ministry said that Oslo had promised two ships."),
        ("fr", "Le ministère a indiqué que la Norvège avait promis deux navires."),
        ("ru", "Министерство сообщило, что Осло пообещал прислать два корабля."),
    ],
)
def test_a_claim_inside_a_claim_is_nested(mark: Mark, code: str, text: str) -> None:
    outer, inner = sorted(mark(text, code).claims, key=lambda c: c.start)
    assert (outer.stance, outer.nested) == ("asserts", False)
    assert (inner.stance, inner.nested) == ("promises", True)
    assert outer.content is not None
    assert outer.content.start <= inner.start < inner.end <= outer.content.end


def test_two_verbs_have_one_subject(mark: Mark) -> None:
    report = mark("El alcalde, Óscar Vidal, negó que falte agua y aseguró que las presas están llenas.", "es")
    sources = [told(report, c)[0] for c in report.claims]
    assert len(sources) == 2
    assert all(s is not None and s.startswith("El alcalde") for s in sources)


def test_a_description_stands_for_the_person_who_had_that_title(mark: Mark) -> None:
    report = mark("Foreign Minister Radek Nowicki left for Oslo. The minister said that talks would go on.", "en")
    [claim] = report.claims
    person = next(m for m in report.mentions if m.type == "PER")
    assert claim.source is not None
    assert claim.source.entity == person.entity


def test_what_is_said_holds_names_times_and_figures(mark: Mark) -> None:
    text = "The ministry said that Norway would not send 500 soldiers to Iceland before May 2025."
    report = mark(text, "en")
    [claim] = report.claims
    assert claim.content is not None
    assert claim.content.entities == ("LOC:NO", "LOC:IS")
    assert claim.content.times == ("2025-05",)
    assert [report.at(q) for q in claim.content.quantities] == ["500 soldiers"]
    assert claim.content.negated


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The fire claimed the lives of three people in the harbour."),
        ("en", "The vote went according to plan."),
        ("cs", "Stavba mostu jde podle plánu."),
        ("ru", "Работы идут по плану и закончатся весной."),
        ("fr", "Le film « Un homme presse le pas » sort mercredi."),
    ],
)
def test_what_only_looks_like_speech_claims_nothing(mark: Mark, code: str, text: str) -> None:
    assert mark(text, code).claims == ()


def test_a_verb_in_two_parts_is_one_cue(mark: Mark) -> None:
    report = mark("Das Ministerium gab am Montag bekannt, dass der Hafen schließt.", "de")
    [claim] = report.claims
    assert told(report, claim) == ("Das Ministerium", "der Hafen schließt")


def test_the_mood_of_the_verb_goes_on_reporting(mark: Mark) -> None:
    report = mark("Der Bürgermeister sagte, der Hafen schließe im Mai. Das Geld sei verbraucht.", "de")
    first, second = report.claims
    assert told(report, second) == (told(report, first)[0], "Das Geld sei verbraucht")
