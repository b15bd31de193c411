from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest

from stemma import flow
from stemma.model import Capture, Report
from stemma.page.identify import Opened, open_page, read_opened
from stemma.page.lines import line_key
from stemma.page.recurrence import Recurrence

from .test_dating import LANGUAGES

BOX = "Toimituksemme lukee jokaisen viestin, ja paras niistä julkaistaan aina sunnuntain lehdessä ensi viikolla."
MENU = "Etusivu ja uutiset"
REPORTS = {
    "silta": [
        "Silta suljetaan Porvoossa kevääseen asti",
        "Porvoon vanha silta suljetaan kevääseen asti, koska tarkastajat löysivät sen kannesta useita halkeamia.",
        "Linja-autot ajavat kiertotietä, ja matka kouluun kestää nyt puoli tuntia kauemmin kuin ennen syksyä.",
        "Kaupunki aikoo korjata kannen ennen pääsiäistä, mutta rahaa siihen ei ole vielä myönnetty lainkaan.",
    ],
    "lautta": [
        "Lautta jäi hiekkasärkälle Hailuodon edustalla",
        "Neljäkymmentä ihmistä vietti yön lautalla, joka jäi kovassa tuulessa kiinni hiekkasärkään maanantaina.",
        "Kapteeni kertoi aamulla, että ketään ei loukkaantunut ja että lämmitys toimi aluksella koko ajan hyvin.",
        "Hinaaja vetää lautan irti seuraavan nousuveden aikana, jos tuuli tyyntyy ennustetulla tavalla illalla.",
    ],
    "karhu": [
        "Karhu nähtiin kirjaston pihalla Kuhmossa",
        "Nuori karhu käveli keskiviikkona Kuhmon kirjaston pihalla ja katsoi ikkunasta sisään ennen lähtöään.",
        "Kirjastonhoitaja sanoo sulkeneensa ovet heti ja soittaneensa poliisille, joka saapui vartin kuluttua.",
        "Riistapäällikön mukaan eläin palasi metsään itse, eikä siitä ollut missään vaiheessa vaaraa asukkaille.",
    ],
}


def page(name: str, *more: str, host: str = "www.sanomat.example", path: str = "", clean: bool = False) -> Opened:
    """A report with lines of its outlet around it."""
    title, *body = REPORTS[name]
    text = "\n".join([*(line for line in more if line == MENU), title, *body[:2], *more, body[2]])
    url = f"https://{host}/{path or name}" if host else None
    opened = open_page(Capture(name, text=text, url=url, language="fi", clean=clean))
    assert isinstance(opened, Opened)
    return opened


def report(opened: Opened, recurring: frozenset[str]) -> dict[str, str]:
    """The kind of each line of a page."""
    found = read_opened(opened, LANGUAGES, None, recurring)
    assert isinstance(found, Report)
    return {found.at(b): b.kind for b in found.blocks}


def is_report(kind: str) -> bool:
    return kind in ("title", "lead", "paragraph", "subtitle")


ALL = [page(name, BOX) for name in REPORTS]


def test_what_three_reports_of_a_host_have_in_common_is_furniture() -> None:
    recurrence = Recurrence.of_all(ALL)
    for opened, (title, *body) in zip(ALL, REPORTS.values(), strict=True):
        assert recurrence.lines_of(opened) == {line_key(BOX)}
        kinds = report(opened, recurrence.lines_of(opened))
        assert not is_report(kinds[BOX])
        assert kinds[title] == "title"
        assert all(is_report(kinds[line]) for line in body)


def test_without_the_others_the_same_line_is_taken_for_the_report() -> None:
    assert is_report(report(ALL[0], frozenset())[BOX])


@pytest.mark.parametrize("pair", [ALL[:2], ALL[1:], [ALL[0], ALL[2]]])
def test_two_reports_are_not_enough(pair: list[Opened]) -> None:
    recurrence = Recurrence.of_all(pair)
    assert [recurrence.lines_of(opened) for opened in pair] == [frozenset()] * 2
    assert recurrence.lines_of(page("karhu", BOX)) == frozenset()


def test_a_line_that_only_two_of_three_reports_have_is_the_report() -> None:
    three = [page("silta", BOX), page("lautta", BOX), page("karhu")]
    recurrence = Recurrence.of_all(three)
    assert [recurrence.lines_of(opened) for opened in three] == [frozenset()] * 3


def test_captures_of_the_same_page_count_once() -> None:
    again = [page("silta", BOX, path=f"silta?from={n}") for n in range(5)]
    assert Recurrence.of_all(again).lines_of(again[0]) == frozenset()
    recurrence = Recurrence.of_all([*again, page("lautta", BOX)])
    assert recurrence.lines_of(again[0]) == frozenset()
    assert Recurrence.of_all([*again, *ALL]).lines_of(again[0]) == {line_key(BOX)}


def test_a_later_revision_of_a_page_is_the_same_page() -> None:
    added = "Poliisi kertoi torstaina, että silta avataan jalankulkijoille jo ensi viikon maanantaina kello kahdeksan."
    revisions = [page("silta", BOX), page("silta", BOX, added), page("silta", added, BOX, path="silta-2")]
    assert Recurrence.of_all(revisions).lines_of(revisions[0]) == frozenset()


def test_hosts_are_told_apart_and_www_is_not() -> None:
    elsewhere = [
        page("silta", BOX, host="a.example"),
        page("lautta", BOX, host="b.example"),
        page("karhu", BOX, host="c.example"),
    ]
    assert [Recurrence.of_all(elsewhere).lines_of(opened) for opened in elsewhere] == [frozenset()] * 3
    same = [
        page("silta", BOX, host="a.example"),
        page("lautta", BOX, host="www.a.example"),
        page("karhu", BOX, host="A.example"),
    ]
    assert [Recurrence.of_all(same).lines_of(opened) for opened in same] == [{line_key(BOX)}] * 3


def test_where_no_address_is_given_the_outlet_names_the_host() -> None:
    def named(name: str, outlet: str | None) -> Opened:
        opened = open_page(Capture(name, text="\n".join([*REPORTS[name], BOX]), outlet=outlet, language="fi"))
        assert isinstance(opened, Opened)
        return opened

    three = [named("silta", "Sanomat"), named("lautta", "SANOMAT"), named("karhu", "sanomat")]
    assert Recurrence.of_all(three).lines_of(three[0]) == {line_key(BOX)}
    nameless = [named(name, None) for name in REPORTS]
    assert Recurrence.of_all(nameless).lines_of(nameless[0]) == frozenset()


def test_clean_reports_teach_nothing_and_are_not_touched() -> None:
    clean = [page(name, BOX, clean=True) for name in REPORTS]
    assert Recurrence.of_all(clean).lines_of(clean[0]) == frozenset()
    recurrence = Recurrence.of_all([*ALL, *clean])
    assert recurrence.lines_of(clean[0]) == frozenset()
    assert is_report(report(clean[0], recurrence.lines_of(clean[0]))[BOX])
    assert recurrence.lines_of(ALL[0]) == {line_key(BOX)}


def test_case_and_signs_of_a_line_do_not_matter_and_single_words_do_not_count() -> None:
    three = [page("silta", BOX, "Mainos"), page("lautta", BOX.upper(), "Mainos"), page("karhu", f"» {BOX}", "Mainos")]
    assert Recurrence.of_all(three).lines_of(three[1]) == {line_key(BOX)}


def test_short_lines_of_two_words_or_more_count_too() -> None:
    three = [page(name, MENU, BOX) for name in REPORTS]
    assert Recurrence.of_all(three).lines_of(three[2]) == {line_key(BOX), line_key(MENU)}


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_of_the_reports_does_not_matter(order: Sequence[int]) -> None:
    pages = [*ALL, page("silta", BOX, path="silta-2")]
    recurrence = Recurrence.of_all(pages[i] for i in order)
    assert [recurrence.lines_of(opened) for opened in pages] == [{line_key(BOX)}] * 4


def captures() -> list[Capture]:
    return [opened.capture for opened in ALL]


def box_kinds(*, together: bool) -> list[bool]:
    """Whether the box is taken for the report, in each report of a run."""
    found = flow.read(captures(), LANGUAGES, marks=False, together=together)
    return [is_report(next(b.kind for b in r.blocks if r.at(b) == BOX)) for r in found if isinstance(r, Report)]


def test_a_run_that_opens_all_knows_the_box_from_the_first_and_a_stream_from_the_third() -> None:
    assert box_kinds(together=True) == [False, False, False]
    assert box_kinds(together=False) == [True, True, False]


def test_an_address_that_is_none_teaches_nothing() -> None:
    broken = [open_page(Capture(n, text=BOX, url="http://[", language="fi")) for n in REPORTS]
    assert [isinstance(o, Opened) and Recurrence.of_all(ALL).lines_of(o) for o in broken] == [frozenset()] * 3


FOOTER = [
    BOX,
    "Sanomat noudattaa hyvää journalistista tapaa, ja virheistä voi ilmoittaa toimitukselle kaikkina päivinä.",
    "Lehden tilaajat saavat näköislehden puhelimeensa joka aamu kello viisi, myös sunnuntaisin ja pyhinä kaikki.",
    "Kuvien ja tekstien lainaaminen ilman kustantajan kirjallista lupaa on lain mukaan kiellettyä kaikissa oloissa.",
]


@pytest.mark.xfail(
    strict=True, reason="short reports with a long footer share most of their lines and count as one page"
)
def test_a_footer_longer_than_the_reports_is_furniture() -> None:
    three = [page(name, *FOOTER) for name in REPORTS]
    assert Recurrence.of_all(three).lines_of(three[0]) == frozenset(map(line_key, FOOTER))
