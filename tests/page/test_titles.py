from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from trafilatura.utils import load_html

from stemma.model import Capture, Report
from stemma.page.identify import read_page
from stemma.page.titles import Heading, choose, headings, without_outlet

from .test_dating import LANGUAGES

STORM = "Uvêr stengjer ferjesambandet på Nordfjord"


@pytest.mark.parametrize(
    ("title", "outlets", "url", "plain"),
    [
        ("Most w Toruniu zamknięty - Gazeta Pomorska", ["Gazeta Pomorska"], None, "Most w Toruniu zamknięty"),
        ("Most w Toruniu zamknięty – Gazeta Pomorska", ["Gazeta Pomorska"], None, "Most w Toruniu zamknięty"),
        ("Most w Toruniu zamknięty — GAZETA POMORSKA", ["Gazeta Pomorska"], None, "Most w Toruniu zamknięty"),
        ("Most w Toruniu zamknięty | Gazeta Pomorska", ["Gazeta Pomorska"], None, "Most w Toruniu zamknięty"),
        ("Most w Toruniu zamknięty|Gazeta Pomorska", ["Gazeta Pomorska"], None, "Most w Toruniu zamknięty"),
        ("Most w Toruniu zamknięty • Gazeta Pomorska", ["Gazeta Pomorska"], None, "Most w Toruniu zamknięty"),
        ("Most w Toruniu zamknięty » Gazeta Pomorska", ["Gazeta Pomorska"], None, "Most w Toruniu zamknięty"),
        ("Most w Toruniu zamknięty · Gazeta Pomorska", ["Gazeta Pomorska"], None, "Most w Toruniu zamknięty"),
        ("Most w Toruniu zamknięty :: Gazeta Pomorska", ["Gazeta Pomorska"], None, "Most w Toruniu zamknięty"),
        ("Most w Toruniu zamknięty // Gazeta Pomorska", ["Gazeta Pomorska"], None, "Most w Toruniu zamknięty"),
        ("Most w Toruniu zamknięty - Gazeta Pomorska", ["gazeta pomorska "], None, "Most w Toruniu zamknięty"),
        ("Most w Toruniu zamknięty - Gazeta Pomorska", ["Gazeta Pomorska 24"], None, "Most w Toruniu zamknięty"),
        ("Gazeta Pomorska | Most w Toruniu zamknięty", ["Gazeta Pomorska"], None, "Most w Toruniu zamknięty"),
        ("Пожар на складе потушен - Невский вестник", ["Невский вестник"], None, "Пожар на складе потушен"),
        ("Fuga de gas en Lugo | El Faro de Lugo", [], "https://www.elfarodelugo.es/a/1", "Fuga de gas en Lugo"),
        (
            "Fuga de gas en Lugo | elfarodelugo.es",
            ["El Faro de Lugo"],
            "https://elfarodelugo.es/a",
            "Fuga de gas en Lugo",
        ),
        pytest.param(
            "Stromausfall in Kiel – Küstenbote",
            [],
            "https://www.kuestenbote.de/1",
            "Stromausfall in Kiel",
            marks=pytest.mark.xfail(
                strict=True, reason="an umlaut is not known again in the address that spells it out"
            ),
        ),
        ("Strike at the mill - News - Mill Town Echo", ["Mill Town Echo"], None, "Strike at the mill - News"),
        ("Strike ends - Mill Town Echo | Mill Town Echo", ["Mill Town Echo"], None, "Strike ends"),
        ("Echo | Strike at the mill | Echo", ["Echo"], None, "Strike at the mill"),
    ],
)
def test_the_outlet_is_cut_off(title: str, outlets: list[str], url: str | None, plain: str) -> None:
    assert without_outlet(title, outlets, url) == plain


@pytest.mark.parametrize(
    ("title", "outlets", "url"),
    [
        ("USA – China: Zölle auf Elektroautos treten in Kraft", ["Küstenbote"], "https://kuestenbote.de/1"),
        ("Polska - Czechy 2:1 po dogrywce", ["Gazeta Pomorska"], "https://gazetapomorska.pl"),
        ("Wahl in Kiel: SPD vor CDU", ["Küstenbote"], None),
        ("Brexit – the movie nobody asked for", ["Mill Town Echo"], None),
        ("« Rien à signaler » : le préfet se défend", ["Ouest Matin"], None),
        ("Oslo-Bergen på under fem timer", ["Bergens Nytt"], None),
        ("Storbritannia | Ny statsminister | Direkte", ["Bergens Nytt"], None),
        ("Echo", ["Echo"], None),
        ("Echo | Echo", ["Echo"], None),
        ("Streik – Echo", ["Echo"], None),
        ("Gazeta Pomorska: Most w Toruniu zamknięty", ["Gazeta Pomorska"], None),
        ("Avisdød i vest – nå er det slutt for Bergens Nytt også på papir", ["Bergens Nytt"], None),
        ("", ["Echo"], None),
        pytest.param(
            "Was vom Küstenboten blieb – Rückblick auf ein Blatt, das alle lasen",
            ["Küstenboten"],
            None,
        ),
    ],
)
def test_a_title_with_a_separator_of_its_own_stays_whole(title: str, outlets: list[str], url: str | None) -> None:
    assert without_outlet(title, outlets, url) == title


WORDS = st.sampled_from(
    ["Echo", "echo24", "Mill Town", "Strike", "ends", "–", "-", "|", ":", "»", "•", "/", "::", "ß", "1"]
)
ANY_TITLE = st.one_of(st.text(max_size=60), st.lists(WORDS, min_size=1, max_size=12).map(" ".join))


@settings(max_examples=200, deadline=None)
@given(ANY_TITLE, st.lists(st.sampled_from(["Echo", "Mill Town Echo", "", "|"]), max_size=3), st.booleans())
@example("| | |", ["|"], True)
@example("Echo | Echo | Echo", ["Echo"], True)
def test_cutting_leaves_something_and_a_second_cut_changes_nothing(title: str, outlets: list[str], at: bool) -> None:
    url = "https://www.echo24.example/1" if at else None
    once = without_outlet(title, outlets, url)
    assert bool(once) == bool(title.strip())
    assert without_outlet(once, outlets, url) == once
    assert once in title


# ---------------------------------------------------------------- headings and what metadata state


def tree(body: str) -> Any:
    loaded = load_html(f"<html><body>{body}</body></html>")
    assert loaded is not None
    return loaded


def test_headings_come_with_their_parts_and_levels() -> None:
    body = f"<h1><span>Samferdsel</span> {STORM} <em>no</em></h1><h2>Bil&shy;ferjer ligg\n i hamn</h2><h3>Meir</h3>"
    first, second = headings(tree(body))
    assert first == Heading(f"Samferdsel {STORM} no", ("Samferdsel", "no", STORM), 1)
    assert (second.level, second.text.replace("\u00ad", "")) == (2, "Bilferjer ligg i hamn")


@pytest.mark.parametrize(
    "margin",
    [
        "<ul><li><h1>Heim</h1></li></ul>",
        "<nav><h2>Meny</h2></nav>",
        "<aside><h2>Mest lest</h2></aside>",
        "<footer><h2>Kontakt</h2></footer>",
        '<div class="c-Breadcrumb"><h1>Nyhende</h1></div>',
        "<h1> </h1>",
        f"<h1>{'Ord ' * 200}</h1>",
    ],
)
def test_headings_of_margins_are_passed_over(margin: str) -> None:
    assert [h.text for h in headings(tree(f"{margin}<h1>{STORM}</h1>"))] == [STORM]


H = Heading


@pytest.mark.parametrize(
    ("stated", "shown", "outlets", "title"),
    [
        ([f"{STORM} – Firda"], [H(STORM, (), 1)], ["Firda"], STORM),
        ([STORM.upper()], [H(STORM, (), 1)], [], STORM),
        ([STORM], [H("Firda", (), 1), H(STORM, (), 2)], ["Firda"], STORM),
        ([f"{STORM} | Firda"], [H("Firda", (), 1)], ["Firda"], STORM),
        ([STORM, f"{STORM} | Firda Bygd"], [H("Firda Bygd", (), 1)], [], STORM),
        ([STORM], [H(f"Samferdsel {STORM}", ("Samferdsel", STORM), 1)], [], STORM),
        ([STORM], [H(f"SISTE: {STORM}", (), 1)], [], STORM),
        ([f"{STORM} – kva no?"], [H(STORM, (), 1)], [], STORM),
        (["Ferje innstilt"], [H(STORM, (), 1)], [], "Ferje innstilt"),
        (["Ferje innstilt", STORM], [H(STORM, (), 1)], [], STORM),
        pytest.param(
            ["Firda"],
            [H(STORM, (), 1)],
            ["Firda"],
            STORM,
        ),
        ([], [H(STORM, (), 1)], [], STORM),
        ([], [H("Les òg", (), 2)], [], "Les òg"),
        ([STORM], [], [], STORM),
        ([], [], ["Firda"], None),
        ([""], [], [], None),
    ],
    ids=[
        *("borne out", "borne out but for case", "second level", "site as heading", "site told by another title"),
        *("kicker as part", "kicker in words", "longer in metadata", "not borne out", "second stated"),
        *("only the outlet stated", "nothing stated", "only a second level", "no heading", "nothing", "empty"),
    ],
)
def test_the_title_is_chosen(stated: list[str], shown: list[Heading], outlets: list[str], title: str | None) -> None:
    assert choose(stated, shown, outlets) == title


# ---------------------------------------------------------------- the title of whole pages

BODY = [
    "Tri ferjesamband over Nordfjorden er stengde til fredag morgon fordi vinden er for sterk, melder reiarlaget.",
    "Om lag to hundre bilar står i kø på begge sider, og kommunen har opna symjehallen for dei som må overnatte.",
    "Reiarlaget ventar at vinden løyer i løpet av natta, men lovar ikkje at den første avgangen går.",
]


def read(head: str, headings: str) -> Report:
    body = "".join(f"<p>{p}</p>" for p in BODY)
    page = f"<html><head>{head}</head><body><article>{headings}{body}</article></body></html>"
    report = read_page(Capture("p.html", html=page, language="nn"), LANGUAGES)
    assert isinstance(report, Report), report
    return report


def og(title: str, site: str = "Firda") -> str:
    return f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{site}">'


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        (f"<title>{STORM}</title>", ""),
        (f"<title>{STORM} – Firda</title>{og(STORM)}", f"<h1>{STORM}</h1>"),
        (f"<title>Firda | {STORM}</title>{og(STORM)}", f"<h1>{STORM}</h1>"),
        (og(f"{STORM} • Firda"), f"<h1>{STORM}</h1>"),
        (og(STORM), f"<h1>Firda</h1><h2>{STORM}</h2>"),
        (og(STORM), f'<h1 class="breadcrumb">Nyhende</h1><h1>{STORM}</h1>'),
        (og(STORM), f"<h1><small>Samferdsel</small> {STORM}</h1>"),
        (og(f"{STORM} | Firda") + "<title>Ferjer</title>", ""),
        ("", f"<h1>{STORM}</h1>"),
        ("", f"<h1>{STORM}</h1><h2>Kø på begge sider</h2>"),
    ],
)
def test_the_title_of_a_page(head: str, shown: str) -> None:
    assert read(head, shown).title == STORM


def test_a_title_with_a_dash_of_its_own_survives_the_page() -> None:
    title = "Noreg – Sverige: Ferjesamband over Nordfjorden stengde"
    assert read(og(title), f"<h1>{title}</h1>").title == title
    assert read(f"<title>{title} – Firda</title>{og(title)}", "").title == title


def titled(line: str, **given: Any) -> str | None:
    text = "\n".join([line, *BODY])
    report = read_page(Capture("p", text=text, language="nn", **given), LANGUAGES)
    assert isinstance(report, Report)
    return report.title


@pytest.mark.parametrize(
    ("line", "given"),
    [
        (STORM, {}),
        (f"{STORM} | Firda", {"outlet": "Firda"}),
        (f"Firda » {STORM}", {"outlet": "Firda"}),
        (f"{STORM} - firda.no", {"url": "https://www.firda.no/ferjer"}),
        ("Ferjer", {"title": STORM}),
    ],
)
def test_captured_text_gives_its_title_line_without_the_outlet(line: str, given: dict[str, str]) -> None:
    assert titled(line, **given) == STORM


def test_captured_text_keeps_in_its_title_what_nobody_calls_an_outlet() -> None:
    assert titled(f"{STORM} | Firda") == f"{STORM} | Firda"


@pytest.mark.parametrize(
    "title",
    [
        "Uvêr stengjer tre ferjesamband på Nordfjord til fredag",
        pytest.param(
            STORM,
            marks=pytest.mark.xfail(
                strict=True, reason="a day and a headline of five words are taken for a line of publication"
            ),
        ),
    ],
)
def test_the_day_before_a_title_is_no_part_of_it(title: str) -> None:
    assert titled(f"12.11.2024 - {title}") == title
