# ruff: noqa: E501
"""Reports of two invented events, as several languages tell them, for tests of stories and lineage.

A fire on a ferry off Gotland, with two figures of the dead; and a bakers' strike in Porto, which is another matter.
"""

from __future__ import annotations

from stemma import flow
from stemma.languages.registry import Languages
from stemma.model import Capture, Report

FIRE = {
    "en": """Fire on ferry off Gotland kills at least 14
At least 14 passengers were killed when a fire broke out on the ferry Tjelvar off Gotland in the night to Sunday, Swedish police said.
The ferry was on its way from Visby to Ventspils with 312 passengers on board.
Prime Minister Anna Lindqvist said that the fire began on the car deck.
"We have lost friends and neighbours tonight," Lindqvist told reporters in Visby.
The Latvian transport ministry puts the number of dead at about 20 passengers.
The shipping company denied that the sprinklers had failed.
(Reuters)""",
    "de": """Brand auf Fähre vor Gotland: mindestens 14 Tote
Bei einem Brand auf der Fähre Tjelvar vor Gotland sind in der Nacht zum Sonntag mindestens 14 Passagiere ums Leben gekommen, wie die schwedische Polizei mitteilte.
Die Fähre war mit 312 Passagieren an Bord auf dem Weg von Visby nach Ventspils.
Ministerpräsidentin Anna Lindqvist sagte, dass der Brand auf dem Autodeck begann.
„Wir haben heute Nacht Freunde und Nachbarn verloren“, sagte Lindqvist in Visby vor Journalisten.
Das lettische Verkehrsministerium spricht von rund 20 toten Passagieren.
Die Reederei bestritt, dass die Sprinkler ausgefallen seien.""",
    "pl": """Pożar promu u wybrzeży Gotlandii. Zginęło co najmniej 14 pasażerów
Co najmniej 14 pasażerów zginęło w pożarze promu Tjelvar u wybrzeży Gotlandii w nocy z soboty na niedzielę, poinformowała szwedzka policja.
Prom płynął z Visby do Windawy i miał na pokładzie 312 pasażerów.
Premier Anna Lindqvist powiedziała, że pożar wybuchł na pokładzie samochodowym.
Według armatora zginęło 11 pasażerów.
Armator zaprzecza, że zawiodły zraszacze.""",
    "nb": """Brann på ferge ved Gotland krevde minst 14 liv
Minst 14 passasjerer mistet livet da det brøt ut brann på fergen Tjelvar ved Gotland natt til søndag, opplyser svensk politi.
Fergen var på vei fra Visby til Ventspils med 312 passasjerer om bord.
Statsminister Anna Lindqvist sier at brannen begynte på bildekket.
Rederiet benekter at sprinkleranlegget sviktet.""",
}
STRIKE = {
    "en": """Bakers in Porto strike over night pay
Bakers in Porto walked out on Monday in a dispute over pay for night shifts, their union said.
About 400 bakeries stayed closed, and cafés sold crackers instead of bread.
The owners offered two percent more, the union wants nine.""",
    "da": """Bagere i Porto strejker for natløn
Bagerne i Porto nedlagde arbejdet mandag i en strid om løn for natarbejde, oplyser fagforeningen.
Omkring 400 bagerier holdt lukket, og caféer solgte kiks i stedet for brød.
Ejerne tilbød to procent mere, fagforeningen vil have ni.""",
}


def read(languages: Languages, text: str, code: str, published: str | None = None, name: str | None = None) -> Report:
    """One text as a marked report; its id is `name`."""
    capture = Capture(name or code, text=text, language=code, published=published, id=name, clean=True)
    [report] = flow.read([capture], languages)
    assert isinstance(report, Report)
    return report


def fire(languages: Languages) -> list[Report]:
    hours = {"en": "06:00", "de": "07:30", "pl": "08:00", "nb": "09:10"}
    return [read(languages, text, code, f"2021-11-14T{hours[code]}", f"fire-{code}") for code, text in FIRE.items()]


def strike(languages: Languages) -> list[Report]:
    return [read(languages, text, code, "2021-11-15", f"strike-{code}") for code, text in STRIKE.items()]
