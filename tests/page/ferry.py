"""A short report about a ferry in each language, to set lines of a page around."""

from __future__ import annotations

from collections.abc import Callable

from stemma.model import Report

Page = Callable[..., Report]
BODY = {
    "pl": "Stocznia w Gdyni zwodowała w środę prom, na który armator czekał ponad dwa lata, podała spółka.",
    "de": "Die Werft in Stralsund hat eine Fähre zu Wasser gelassen, auf die der Reeder zwei Jahre gewartet hatte.",
    "nb": "Verftet på Stord sjøsatte fergen som rederiet har ventet på i mer enn to år, opplyser selskapet.",
    "nn": "Verftet på Stord sjøsette ferja som reiarlaget har venta på i meir enn to år, opplyser selskapet.",
    "da": "Værftet i Frederikshavn søsatte færgen, som rederiet har ventet på i mere end to år, oplyser selskabet.",
    "en": "The yard in Gdynia launched the ferry for which its owner had been waiting more than two years, it said.",
}
MORE = {
    "pl": "Pierwszy rejs zaplanowano na wiosnę, a bilety trafią do sprzedaży jeszcze w tym miesiącu.",
    "de": "Die erste Fahrt ist für das Frühjahr geplant, der Verkauf der Karten soll bald beginnen.",
    "nb": "Den første turen er planlagt til våren, og billettene legges ut for salg om kort tid.",
    "nn": "Den fyrste turen er planlagd til våren, og billettane vert lagde ut for sal om kort tid.",
    "da": "Den første tur er planlagt til foråret, og billetterne sættes til salg inden længe.",
    "en": "The first crossing is planned for the spring, and tickets will go on sale before long.",
}
TITLE = {
    "pl": "Prom zwodowany w Gdyni po dwóch latach",
    "de": "Fähre in Stralsund nach zwei Jahren fertig",
    "nb": "Fergen sjøsatt på Stord etter to år",
    "nn": "Ferja sjøsett på Stord etter to år",
    "da": "Færgen søsat i Frederikshavn efter to år",
    "en": "Ferry launched in Gdynia after two years",
}


def read(page: Page, code: str, *between: str, above: str = "", below: str = "", **given: object) -> Report:
    lines = [above, TITLE[code], *between, BODY[code], MORE[code], below]
    report = page("\n".join(line for line in lines if line), code, **given)
    assert isinstance(report, Report)
    return report
