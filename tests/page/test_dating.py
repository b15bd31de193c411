from __future__ import annotations

import datetime
from typing import Any

import pytest

from stemma.languages.registry import Languages
from stemma.model import Capture, Evidence, Report
from stemma.page.clocks import zone_of
from stemma.page.identify import read_page

LANGUAGES = Languages()
PAGES = """
cs: Povodeň strhla lávku v Hradci
Rozvodněná řeka v noci na úterý strhla dřevěnou lávku pro pěší, po které chodily děti do školy.
Radnice chce postavit náhradní most z oceli, peníze na něj ale zatím podle starosty nemá.
da: Stormen tog broen i Ribe
En gangbro over åen blev i nat revet med af strømmen, og børnene må nu gå en lang omvej til skole.
Kommunen vil bygge en ny bro af stål, men ifølge borgmesteren er der ingen penge til den i år.
de: Hochwasser reißt Steg in Grimma mit
Das Hochwasser hat in der Nacht einen hölzernen Steg mitgerissen, über den die Kinder zur Schule gingen.
Die Stadt will einen neuen Steg aus Stahl bauen, hat nach Angaben des Bürgermeisters aber kein Geld.
en: Flood sweeps away footbridge in Hexham
A flooded river swept away a wooden footbridge overnight that children had used on their way to school.
The council wants to build a new bridge of steel but has no money for it this year, the mayor said.
es: La riada se lleva la pasarela de Tudela
El río crecido se llevó de noche una pasarela de madera por la que los niños iban a la escuela.
El ayuntamiento quiere construir un puente de acero, pero este año no tiene dinero, según la alcaldesa.
fr: La crue emporte la passerelle de Sommières
La rivière en crue a emporté dans la nuit une passerelle en bois que les enfants prenaient pour l'école.
La mairie veut construire un pont en acier, mais elle n'a pas d'argent cette année, selon la maire.
it: La piena travolge la passerella di Ivrea
Il fiume in piena ha travolto nella notte una passerella di legno che i bambini usavano per la scuola.
Il comune vuole costruire un ponte di acciaio, ma quest'anno non ha soldi, dice la sindaca.
nb: Flommen tok gangbroen i Lom
En flomstor elv tok i natt en gangbro av tre som barna brukte på vei til skolen hver eneste dag.
Kommunen vil bygge en ny bro av stål, men har ifølge ordføreren ikke penger til den i år.
nl: Hoogwater sleurt brug in Valkenburg mee
De gezwollen rivier heeft vannacht een houten voetbrug meegesleurd waarover kinderen naar school gingen.
De gemeente wil een nieuwe brug van staal bouwen, maar heeft volgens de burgemeester geen geld.
nn: Flaumen tok gangbrua i Lom
Ei flaumstor elv tok i natt ei gangbru av tre som borna nytta på veg til skulen kvar einaste dag.
Kommunen vil byggje ei ny bru av stål, men har ifølgje ordføraren ikkje pengar til henne i år.
pl: Powódź zabrała kładkę w Kłodzku
Wezbrana rzeka zerwała w nocy drewnianą kładkę, którą dzieci chodziły codziennie do szkoły.
Miasto chce zbudować nowy most ze stali, ale zdaniem burmistrza nie ma na to w tym roku pieniędzy.
pt: Cheia leva passadiço em Tomar
O rio em cheia levou durante a noite um passadiço de madeira por onde as crianças iam para a escola.
A câmara quer construir uma ponte de aço, mas este ano não tem dinheiro, segundo a presidente.
ru: Паводок снёс мост в Бийске
Разлившаяся река ночью снесла деревянный пешеходный мост, по которому дети ходили в школу.
Администрация хочет построить новый мост из стали, но денег на него, по словам мэра, нет.
sv: Floden tog gångbron i Mora
En översvämmad älv tog i natt med sig en gångbro av trä som barnen använde på väg till skolan.
Kommunen vill bygga en ny bro av stål men har enligt kommunalrådet inga pengar till den i år.
uk: Повінь знесла міст у Косові
Річка, що вийшла з берегів, уночі знесла дерев’яний пішохідний міст, яким діти ходили до школи.
Громада хоче збудувати новий міст зі сталі, але грошей на нього, за словами голови, немає.
"""
_ROWS = PAGES.strip().splitlines()
REPORTS = {head[:2]: (head[4:], *_ROWS[i + 1 : i + 3]) for i, head in enumerate(_ROWS) if i % 3 == 0}
"""A title and two paragraphs in each language, about a flood that took a footbridge."""
LABELS = {
    "cs": ("Publikováno", "Aktualizováno", "4. května 2022"),
    "da": ("Publiceret", "Opdateret", "4. maj 2022"),
    "de": ("Veröffentlicht am", "Aktualisiert am", "4. Mai 2022"),
    "en": ("Published", "Updated", "4 May 2022"),
    "es": ("Publicado el", "Actualizado el", "4 de mayo de 2022"),
    "fr": ("Publié le", "Mis à jour le", "4 mai 2022"),
    "it": ("Pubblicato il", "Aggiornato il", "4 maggio 2022"),
    "nb": ("Publisert", "Oppdatert", "4. mai 2022"),
    "nl": ("Gepubliceerd op", "Bijgewerkt op", "4 mei 2022"),
    "nn": ("Publisert", "Oppdatert", "4. mai 2022"),
    "pl": ("Data publikacji:", "Aktualizacja:", "4 maja 2022"),
    "pt": ("Publicado em", "Atualizado em", "4 de maio de 2022"),
    "ru": ("Опубликовано:", "Обновлено:", "4 мая 2022"),
    "sv": ("Publicerad", "Uppdaterad", "4 maj 2022"),
    "uk": ("Опубліковано:", "Оновлено:", "4 травня 2022"),
}
LATER = {code: date.replace("4", "6", 1) for code, (_, _, date) in LABELS.items()}


def text_of(code: str, *under: str, above: str = "", below: str = "") -> str:
    title, *body = REPORTS[code]
    return "\n".join(line for line in (above, title, *under, *body, below) if line)


def read(code: str, *under: str, above: str = "", below: str = "", now: Any = None, **given: Any) -> Report:
    capture = Capture("page", text=text_of(code, *under, above=above, below=below), language=code, **given)
    report = read_page(capture, LANGUAGES, now)
    assert isinstance(report, Report), report
    return report


def read_html(code: str, inside: str = "", before: str = "") -> Report:
    """The report as HTML, with something above its title, inside the article or before it."""
    title, *body = REPORTS[code]
    shown = f"<article>{inside}<h1>{title}</h1>{''.join(f'<p>{p}</p>' for p in body)}</article>"
    page = f"<html><body>{before}{shown}</body></html>"
    report = read_page(Capture("page", html=page, language=code), LANGUAGES)
    assert isinstance(report, Report), report
    return report


def test_each_pack_is_tried() -> None:
    assert set(REPORTS) == set(LABELS) == set(LANGUAGES.codes) - {"und"}


# ---------------------------------------------------------------- labels


@pytest.mark.parametrize("code", LABELS)
@pytest.mark.parametrize("figures", [False, True], ids=["month in words", "in figures"])
def test_a_label_dates_the_report_wherever_it_stands(code: str, figures: bool) -> None:
    label, _, date = LABELS[code]
    line = f"{label} {'04.05.2022' if figures else date}"
    for report in (read(code, line), read(code, below=line), read(code, above=line)):
        assert (report.published, report.published_basis, report.updated) == ("2022-05-04", "page", None)
        assert line not in [report.at(b) for b in report.blocks if b.is_report]


@pytest.mark.parametrize("code", LABELS)
def test_the_clock_behind_the_day_is_read(code: str) -> None:
    label = LABELS[code][0]
    assert read(code, f"{label} 04.05.2022 07:15").published == "2022-05-04T07:15"
    assert read(code, f"{label} 04.05.2022, 7:15").published == "2022-05-04T07:15"


@pytest.mark.parametrize("code", LABELS)
def test_the_time_of_the_last_change_is_kept_apart(code: str) -> None:
    published, updated, date = LABELS[code]
    report = read(code, f"{published} {date}", f"{updated} {LATER[code]}")
    assert (report.published, report.updated) == ("2022-05-04", "2022-05-06")
    assert read(code, f"{updated} {LATER[code]}", f"{published} {date}").published == "2022-05-04"


@pytest.mark.parametrize("code", LABELS)
def test_the_time_of_the_last_change_alone_only_infers_the_day(code: str) -> None:
    report = read(code, f"{LABELS[code][1]} {LATER[code]}")
    assert (report.published, report.published_basis, report.updated) == ("2022-05-06", "inferred", "2022-05-06")


@pytest.mark.parametrize("code", LABELS)
def test_a_bare_date_in_words_dates_the_report_under_its_title_only(code: str) -> None:
    date = LABELS[code][2]
    assert read(code, date).published == "2022-05-04"
    assert read(code, above=date).published is None


@pytest.mark.parametrize(
    ("code", "third"),
    [
        ("en", "Until then the pupils will go round by the mill, which takes them half an hour longer every morning."),
        ("pl", "Do tego czasu uczniowie będą chodzić obok młyna, co zajmuje im codziennie rano pół godziny więcej."),
        ("ru", "До тех пор школьники будут ходить мимо мельницы, а это каждое утро на полчаса дольше прежнего."),
    ],
)
def test_a_bare_date_far_below_the_title_dates_nothing(code: str, third: str) -> None:
    date = LABELS[code][2]
    assert read(code, below=f"{third}\n{date}").published is None
    assert read(code, below=f"{third}\n{' '.join([LABELS[code][0], date])}").published == "2022-05-04"


# ---------------------------------------------------------------- other lines that show a day


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("04.05.22", "2022-05-04"),
        ("4.5.22, 07:15", "2022-05-04T07:15"),
        ("04.05.98", "1998-05-04"),
        ("28/05/22", "2022-05-28"),
        ("04/05/22", None),
        ("04.13.22", None),
        ("31.02.22", None),
        ("1.2.22.3", None),
        ("2022-05-04", "2022-05-04"),
        ("2022-05-04T07:15", "2022-05-04T07:15"),
        ("4/5/2022", "2022-05-04"),
        ("5/28/2022", "2022-05-28"),
        ("31.02.2022", None),
        ("04.05.1789", None),
    ],
)
def test_days_in_figures(line: str, published: str | None) -> None:
    assert read("de", line).published == published


def test_a_day_with_a_clock_above_the_title_is_that_of_the_report() -> None:
    assert read("pl", above="04.05.2022, 07:15").published == "2022-05-04T07:15"
    assert read("pl", above="04.05.2022").published is None


def test_in_html_a_day_right_above_the_title_is_that_of_the_report() -> None:
    assert read_html("pl", "<p class='date'>04.05.2022</p>").published == "2022-05-04"
    assert read_html("ru", "<div><span>4 мая 2022</span></div>").published == "2022-05-04"


@pytest.mark.parametrize(
    "before",
    [
        "<header><p>04.05.2022</p></header>",
        "<nav><p>04.05.2022</p></nav>",
        '<div class="top-navigation"><p>04.05.2022</p></div>',
        "<p>04.05.2022</p><p>Eins</p><p>Zwei</p><p>Drei</p><p>Vier</p>",
    ],
)
def test_in_html_a_day_of_the_header_is_that_of_the_capture(before: str) -> None:
    assert read_html("de", before=before).published is None


def test_the_header_of_the_article_is_no_header_of_the_page() -> None:
    assert read_html("de", "<header><p>04.05.2022</p></header>").published == "2022-05-04"
    assert read_html("de", "<nav><p>04.05.2022</p></nav>").published is None


def test_the_day_in_front_of_a_title_dates_it() -> None:
    text = text_of("de").replace("Hochwasser reißt", "04.05.2022 - Hochwasser in der Nacht reißt hölzernen", 1)
    report = read_page(Capture("page", text=text, language="de"), LANGUAGES)
    assert isinstance(report, Report)
    assert (report.published, report.title) == (
        "2022-05-04",
        "Hochwasser in der Nacht reißt hölzernen Steg in Grimma mit",
    )


@pytest.mark.parametrize(
    ("code", "opening", "published"),
    [
        ("en", "HEXHAM, 4 May 2022 (Reuters) - ", "2022-05-04"),
        ("en", "HEXHAM, England, May 4, 2022 (AP) — ", "2022-05-04"),
        ("de", "Grimma, 4. Mai 2022 (dpa) – ", "2022-05-04"),
        ("pl", "KŁODZKO, 4 maja 2022 (PAP) – ", "2022-05-04"),
        ("fr", "SOMMIÈRES, 4 mai 2022 (AFP) — ", "2022-05-04"),
        ("es", "Tudela, 4 de mayo de 2022 (EFE) – ", "2022-05-04"),
        ("ru", "БИЙСК, 4 мая 2022 (ТАСС) — ", "2022-05-04"),
        ("en", "HEXHAM, 4 May (Reuters) - ", None),
        ("en", "Ever since 4 May 2022 the river rose. ", None),
    ],
)
def test_the_date_line_of_an_agency(code: str, opening: str, published: str | None) -> None:
    title, first, second = REPORTS[code]
    page = Capture("page", text="\n".join([title, opening + first, second]), language=code)
    report = read_page(page, LANGUAGES)
    assert isinstance(report, Report)
    assert (report.published, report.published_basis) == (published, "text" if published else None)


@pytest.mark.parametrize(
    ("code", "told", "published"),
    [
        ("en", "The bridge fell on Wednesday, 4 May 2022, when the water stood highest in the town.", "2022-05-04"),
        ("de", "Der Steg brach am Mittwoch, 4. Mai 2022, als das Wasser in der Stadt am höchsten stand.", "2022-05-04"),
        ("pl", "Kładka runęła w środę 4 maja 2022 r., kiedy woda w mieście stała najwyżej od lat.", "2022-05-04"),
        ("da", "Broen faldt onsdag den 4. maj 2022, da vandet i byen stod højest i mange år.", "2022-05-04"),
        ("en", "The bridge fell on Tuesday, 4 May 2022, when the water stood highest in the town.", None),
        ("en", "The bridge was opened on 4 May 2002 and had been closed only once since then.", None),
    ],
)
def test_a_day_of_the_text_needs_the_weekday_that_it_had(code: str, told: str, published: str | None) -> None:
    report = read(code, told)
    assert (report.published, report.published_basis) == (published, "inferred" if published else None)


def test_of_several_days_with_weekdays_the_latest_counts() -> None:
    told = (
        "The bridge fell on Wednesday, 4 May 2022, after the rain that had begun on Monday, 2 May 2022, in the hills."
    )
    assert read("en", told).published == "2022-05-04"


# ---------------------------------------------------------------- clocks


@pytest.mark.parametrize(
    ("url", "zone"),
    [
        ("https://bote.de/1", "Europe/Berlin"),
        ("https://news.co.uk/1", "Europe/London"),
        ("https://news.no:8080/1", "Europe/Oslo"),
        ("https://kurier.pl", "Europe/Warsaw"),
        ("https://news.us/1", None),
        ("https://novosti.ru/1", None),
        ("https://diario.com/1", None),
        ("https://noticias.tv/1", None),
        ("https://192.168.0.1/1", None),
        ("bote.de/1", None),
        ("", None),
        (None, None),
    ],
)
def test_the_zone_of_an_address(url: str | None, zone: str | None) -> None:
    found = zone_of(url)
    day = datetime.datetime(2022, 7, 15, 12)
    if zone is None:
        assert found is None
    else:
        from zoneinfo import ZoneInfo

        assert found is not None
        assert [found.utcoffset(d) for d in (day, day.replace(month=1))] == [
            ZoneInfo(zone).utcoffset(d) for d in (day, day.replace(month=1))
        ]


def stated(value: str, source: Any = "json-ld") -> tuple[Evidence, ...]:
    return (Evidence("published", source, value),)


@pytest.mark.parametrize(
    ("value", "url", "published"),
    [
        ("2022-05-03T22:30Z", "https://bote.de/1", "2022-05-04T00:30"),
        ("2022-12-03T22:30Z", "https://bote.de/1", "2022-12-03T23:30"),
        ("2022-12-31T23:30Z", "https://bote.de/1", "2023-01-01T00:30"),
        ("2022-05-04T01:30Z", "https://diario.com.ar/1", "2022-05-03T22:30"),
        ("2022-05-04T12:30Z", "https://diario.com.ar/1", "2022-05-04T09:30"),
        ("2022-05-03T22:30Z", "https://news.co.uk/1", "2022-05-03T23:30"),
        ("2022-05-03T22:30Z", "https://diario.com/1", "2022-05-03T22:30"),
        ("2022-05-03T22:30Z", None, "2022-05-03T22:30"),
        ("2022-05-03T22:30+02:00", "https://diario.com.ar/1", "2022-05-03T22:30"),
        ("2022-05-03T22:30-03:00", "https://bote.de/1", "2022-05-03T22:30"),
        ("2022-05-03T22:30", "https://bote.de/1", "2022-05-03T22:30"),
        ("2022-05-03", "https://bote.de/1", "2022-05-03"),
        ("2022-05-03T00:00Z", "https://diario.com.ar/1", "2022-05-03T00:00"),
    ],
)
@pytest.mark.parametrize("source", ["json-ld", "opengraph", "meta", "dublin-core", "feed"])
def test_universal_time_is_told_by_the_clock_of_the_country(
    value: str, url: str | None, published: str, source: str
) -> None:
    report = read("de", url=url, evidence=stated(value, source))
    assert (report.published, report.published_basis) == (published, "page")


@pytest.mark.parametrize(
    ("value", "shown", "published"),
    [
        ("2022-05-03T22:30Z", "04.05.2022", "2022-05-04"),
        ("2022-05-03T22:30Z", "04.05.2022, 00:30", "2022-05-04T00:30"),
        ("2022-05-04T02:30Z", "03.05.2022, 21:30", "2022-05-03T21:30"),
        ("2022-05-03T22:30Z", "03.05.2022", "2022-05-03T22:30"),
        ("2022-05-03T22:30Z", "05.05.2022", "2022-05-03T22:30"),
        ("2022-05-03T22:30Z", "02.05.2022", "2022-05-03T22:30"),
        ("2022-05-04T02:30Z", "05.05.2022", "2022-05-04T02:30"),
        ("2022-05-03T12:30Z", "04.05.2022", "2022-05-03T12:30"),
        ("2022-05-03T22:30+02:00", "04.05.2022", "2022-05-04"),
        ("2022-05-03T12:30+02:00", "04.05.2022", "2022-05-03T12:30"),
    ],
)
def test_without_a_country_the_day_that_the_page_shows_tells_which_side_of_midnight(
    value: str, shown: str, published: str
) -> None:
    assert read("es", shown, url="https://diario.com/1", evidence=stated(value)).published == published


# ---------------------------------------------------------------- what is not believed


def test_times_before_the_web_and_after_now_are_passed_over_for_the_next_source() -> None:
    label = "Veröffentlicht am 4. Mai 2022"
    assert read("de", label, evidence=stated("1970-01-01")).published == "2022-05-04"
    assert read("de", label, evidence=stated("2090-01-01")).published == "2090-01-01"
    now = datetime.date(2022, 5, 4)
    assert read("de", label, evidence=stated("2090-01-01"), now=now).published == "2022-05-04"
    assert read("de", label, evidence=stated("2022-05-04T23:59"), now=now).published == "2022-05-04T23:59"
    assert read("de", label, now=datetime.date(2022, 5, 3)).published is None


def test_a_page_that_shows_no_time_has_none() -> None:
    for code in REPORTS:
        report = read(code)
        assert (report.published, report.published_basis, report.updated) == (None, None, None)


# ---------------------------------------------------------------- the last change


def changed(value: str, *under: str, published: str = "2022-05-04T07:15", source: Any = "json-ld") -> str | None:
    evidence = (*stated(published), Evidence("updated", source, value))
    return read("de", *under, evidence=evidence).updated


@pytest.mark.parametrize("source", ["json-ld", "opengraph", "meta", "dublin-core", "feed"])
def test_a_stated_change_counts_where_it_is_later(source: str) -> None:
    assert changed("2022-05-04T07:16", source=source) == "2022-05-04T07:16"
    assert changed("2022-05-06T07:00:33+02:00", source=source) == "2022-05-06T07:00"
    assert changed("2022-05-04T07:15", source=source) is None
    assert changed("2022-05-04", source=source) is None
    assert changed("2022-05-03T23:59", source=source) is None


def test_a_stated_change_that_is_none_makes_way_for_the_shown_one() -> None:
    assert changed("2022-05-04T07:15", "Aktualisiert: 04.05.2022, 18:00 Uhr") == "2022-05-04T18:00"
    assert changed("2022-05-05T06:00", "Aktualisiert: 04.05.2022, 18:00 Uhr") == "2022-05-05T06:00"


@pytest.mark.parametrize("code", LABELS)
def test_two_times_in_one_line_are_told_apart(code: str) -> None:
    published, updated, date = LABELS[code]
    report = read(code, f"{published} {date}, {updated} {LATER[code]}")
    assert (report.published, report.updated) == ("2022-05-04", "2022-05-06")


def test_an_address_that_is_none_does_no_harm() -> None:
    report = read("de", url="http://[", evidence=stated("2022-05-03T22:30Z"))
    assert report.published == "2022-05-03T22:30"
