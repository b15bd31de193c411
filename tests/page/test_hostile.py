from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.fuzz import STORY, TAGS, flaws, page, words
from stemma.languages.registry import Languages
from stemma.model import Capture, Rejected, Report
from stemma.page.html import LONGEST_TAG, MOST_BLOCKS, MOST_ELEMENTS
from stemma.page.identify import Opened, open_page, read_page
from stemma.page.metadata import MOST_STATEMENTS
from stemma.page.recurrence import Recurrence
from stemma.page.titles import without_outlet

LANGUAGES = Languages()
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def read(
    html: str | None = None, text: str | None = None, language: str | None = "en", **more: Any
) -> Report | Rejected:
    """A page or text as a report that keeps every promise, or rejected with a reason."""
    found = read_page(Capture("page", text=text, html=html, language=language, **more), LANGUAGES)
    if isinstance(found, Rejected):
        assert found.reason
        assert found.where == "page"
    else:
        assert list(flaws(found)) == []
    return found


def around(inside: str, head: str = "") -> str:
    """A report of three paragraphs with something in its midst."""
    return (
        f"<html><head>{head}</head><body><article><h1>Ferry aground off Vardholm</h1>"
        f"{BODY}{inside}{BODY}</article></body></html>"
    )


def stated(linked: object) -> str:
    """A page around one JSON-LD script."""
    said = linked if isinstance(linked, str) else json.dumps(linked)
    return page(f'<script type="application/ld+json">{said}</script>')


def has_story(report: Report | Rejected, paragraphs: int = len(STORY)) -> bool:
    """Whether the report blocks hold the paragraphs of the story."""
    assert isinstance(report, Report), report
    body = "\n".join(report.at(block) for block in report.blocks if block.is_report)
    return all(paragraph in body for paragraph in STORY[:paragraphs])


# ---------------------------------------------------------------- markup

MALFORMED: dict[str, str] = {
    "unclosed blocks": "<div><p><section><ul><li>" * 20,
    "closed twice": "</div></p></section></ul>",
    "crossed tags": "<b><i><p>Ferry</b></i></p>",
    "attributes without quotes": "<p class=a id='b\" title=\"c'>Ferry</p>",
    "an attribute of a megabyte": f'<p title="{"x" * 1_000_000}">Ferry</p>',
    "class names of a megabyte": f'<p class="{"caption " * 125_000}">Ferry</p>',
    "comments": "<!-- Ferry -->" * 10_000,
    "a comment in a comment": "<!-- <!-- Ferry --> -->",
    "a comment that dashes close": "<!-->Ferry<!--->",
    "CDATA": "<![CDATA[ Ferry <p> ]]>" * 100,
    "processing instructions": "<?php echo 1; ?><?xml version='1.0' encoding='utf-16'?>",
    "a doctype in the midst": "<!DOCTYPE html SYSTEM 'file:///etc/passwd' [<!ENTITY a 'b'>]>&a;",
    "entities": "&amp;" * 50_000,
    "references to no character": "&#0; &#xD800; &#x110000; &#-1; &#99999999999999; &nosuch; &#x;",
    "an entity without its end": "&copy&lt&gt&ampFerry",
    "NULs": "Fer\x00ry\x00 <p>\x00</p>",
    "control characters": "".join(map(chr, range(32))),
    "a huge table": "<table>" + "<tr><td>Ferry</td><td>12</td></tr>" * 5_000 + "</table>",
    "tables in tables": "<table><tr><td>" * 100,
    "a scope of 65,000 columns": "<table><tr><td colspan=65000 rowspan=65000>Ferry</td></tr></table>",
    "scripts": "<script>if (a < b && c > d) { '</p>' }</script>" * 500,
    "a template": "<template><p>Ferry</p></template>",
    "forms": "<form><input value='x'><textarea>Ferry</textarea><select><option>a</select></form>" * 200,
    "frames": "<frameset><frame src=x></frameset><iframe srcdoc='<p>Ferry</p>'></iframe>",
    "foreign markup": "<svg><foreignObject><p>Ferry</p></foreignObject></svg><math><mi>x</mi></math>",
    "names that are none": "<p:q:r><x-y><\u00fc><1a><p/><//p><>",
    "a base address": "<base href='javascript:alert(1)'><base href='http://['>",
    "a link to no address": "<a href='http://['>Ferry</a><a href>Ferry</a>",
    "a ruby": "<ruby>Ferry<rt>f</rt></ruby>",
    "nobreak": "<p>" + "Ferry&nbsp;" * 10_000 + "</p>",
}


@pytest.mark.parametrize("inside", MALFORMED.values(), ids=MALFORMED)
def test_malformed_markup_does_not_lose_what_stands_before_it(inside: str) -> None:
    assert has_story(read(around(inside)))


@pytest.mark.parametrize("tag", ["div", "b", "span", "blockquote", "ul><li", "table><tr><td", "a href='/'", "q"])
def test_markup_nested_50_000_deep_is_read_as_far_as_the_parser_goes(tag: str) -> None:
    report = read(around(f"<{tag}>" * 50_000 + "Ferry"))
    assert isinstance(report, Report)
    assert STORY[0] in report.text


def test_thousands_of_blocks_deep_in_a_page_are_read() -> None:
    report = read(around("<section class='related caption'>" * 250 + "<p>A tug from Sund</p>" * 3_000))
    assert isinstance(report, Report)
    assert STORY[0] in report.text
    assert len(report.blocks) < MOST_BLOCKS


def test_empty_blocks_are_not_shown_and_bounded() -> None:
    report = read(around("<div></div>" * 100_000))
    assert isinstance(report, Report)
    assert report.text.count(STORY[0]) == 1, "what lies behind the bound is left out"
    assert len(report.blocks) < 10


@pytest.mark.parametrize("each", ["<i>x</i> ", "x<br>", "<hr>", "<p hidden>x</p>y", "<p>", "<a href=x>y</a> "])
def test_elements_beyond_a_bound_are_left_out(each: str) -> None:
    report = read(around(each * (2 * MOST_ELEMENTS)))
    assert isinstance(report, Report)
    assert len(report.blocks) <= MOST_BLOCKS
    assert STORY[0] in report.text
    assert report.text.count("x") <= MOST_ELEMENTS + 100


def test_a_page_of_many_blocks_is_cut_at_its_bound() -> None:
    report = read(around("".join(f"<p>{STORY[0]} {i}</p>" for i in range(2 * MOST_BLOCKS))))
    assert isinstance(report, Report)
    assert len(report.blocks) == MOST_BLOCKS


def test_a_tag_of_20_000_attributes_is_left_out_with_nothing_else() -> None:
    attributes = " ".join(f"data-{i}='{i}'" for i in range(20_000))
    assert len(attributes) > LONGEST_TAG
    report = read(around(f"<p {attributes}>The tide turns at noon and the harbour master waits for it.</p>"))
    assert has_story(report)
    assert isinstance(report, Report)
    assert "The tide turns at noon" in report.text


def test_an_image_of_a_megabyte_inside_the_page_is_passed_over() -> None:
    assert has_story(read(around(f'<img src="data:image/png;base64,{"iVBORw0K" * 125_000}">')))


def test_one_line_of_5_mb_is_one_block() -> None:
    line = "The ferry ran aground off Vardholm on the ninth, " * 103_000
    report = read(f"<html><body><p>{line}</p><p>{STORY[1]}</p></body></html>")
    assert isinstance(report, Report)
    assert max(block.end - block.start for block in report.blocks) > 5_000_000


def test_one_word_of_a_megabyte_is_one_block() -> None:
    report = read(around(f"<p>{'ferry' * 200_000}</p>"))
    assert has_story(report)


def test_a_page_that_is_one_link_is_no_article_or_all_of_it() -> None:
    found = read(f"<html><body><a href='/x'>{f'<p>{STORY[1]}</p>' * 2_000}</a></body></html>")
    assert isinstance(found, Rejected)


@pytest.mark.parametrize(
    "html",
    [
        *("", " ", "\x00", "<", "<>", "</", "<!", "<!--", "<?", "&", "<html>", "<html><body>", "<p>", "</p>", "\ufeff"),
        *("<html></html>", "<body><!-- x --></body>", "<title>Ferry</title>", "<script>", "{}", "%PDF-1.7"),
        *("<p></p>" * 1000, "<p>.</p>" * 1000, f"<!-- {STORY[0]} -->", f"<script>{STORY[0]}</script>", "\u0301" * 1000),
    ],
)
def test_a_page_of_nothing_is_rejected(html: str) -> None:
    assert isinstance(read(html), Rejected)
    assert isinstance(read(html, language=None), Rejected)


def test_halves_of_characters_do_not_end_the_reading() -> None:
    found = read_page(Capture("page", html=around("Ferry \ud800 aground \udfff"), language="en"), LANGUAGES)
    assert isinstance(found, Report | Rejected)


@quick
@given(st.lists(st.sampled_from([*words(TAGS), *STORY, "Ferry", "'>", '">', "\x00", "\n", " "]), max_size=60))
def test_any_pieces_of_markup_give_a_sound_report_or_a_reason(pieces: list[str]) -> None:
    read("".join(pieces))
    read(around("".join(pieces)))


@quick
@given(st.text(max_size=300))
def test_any_text_as_a_page_gives_a_sound_report_or_a_reason(html: str) -> None:
    html = html.encode("utf-8", "replace").decode()
    read(html)
    read(around(html))


# ---------------------------------------------------------------- what a page says of itself

WRONG = [
    *(None, True, False, 0, -1, 1e308, 10**400, "", " ", "\x00", "<b>", "NaN", "2024-13-45T99:99", "\u0664", "//x"),
    *([], {}, [[]], [None], {"name": {}}, {"name": [None, 3, {}]}, {"@id": []}, {"@id": {"@id": 1}}, "x" * 5000),
    *([{"@id": "#a"}] * 3, {"@type": "Person"}, ["Ada", ["Brekke"]], "\u202eFerry", "\u0301"),
]
KEYS = [
    *("@type", "@graph", "@id", "headline", "datePublished", "dateModified", "inLanguage", "url", "author", "creator"),
    *("publisher", "sourceOrganization", "isAccessibleForFree", "mainEntity", "mainEntityOfPage", "name"),
]


@pytest.mark.parametrize("key", KEYS)
def test_json_ld_of_the_wrong_type_in_any_field_does_no_harm(key: str) -> None:
    for value in WRONG:
        assert has_story(read(stated({"@type": "NewsArticle", "headline": "Ferry aground", key: value})))
        named = {"@id": "#a", "name": value}
        assert has_story(read(stated([{"@type": ["NewsArticle", 3], key: [value, value]}, named])))


@pytest.mark.parametrize(
    "script",
    [
        *("", "{", "}", "[", "null", "NaN", "Infinity", '{"a":NaN}', '"x"', "[,]", "{'a':1}", "<!--{}-->", "\ufeff{}"),
        '{"@type":"NewsArticle","datePublished":' + "9" * 5000 + "}",
        '{"@type":"NewsArticle","datePublished":1e999,"headline":-1e-999}',
        '{"@type":"NewsArticle","headline":"\\ud800 aground"}',
        '{"@type":"NewsArticle","headline":"a\nb\tc\x01"}',
        '{"@type":"NewsArticle","headline":"a","headline":"b"}',
        *("[" * 100_000, "[" * 900 + "]" * 900, '{"@graph":' * 100_000, '{"@graph":[' * 400 + "]}" * 400),
        '{"@type":"NewsArticle","isAccessibleForFree":' + "[" * 900 + "]" * 900 + "}",
        '[{"@type":"NewsArticle","author":[{"@id":' + "[" * 900 + "]" * 900 + "}]}]",
        "[" + "0," * 500_000 + "0]",
        '[{"@type":"NewsArticle","author":[' + ",".join(f'{{"@id":"{i}"}}' for i in range(20_000)) + "]}]",
        json.dumps([{"@type": "NewsArticle", "headline": "Ferry | " * 10_000, "publisher": "Tide"}]),
        json.dumps("x" * 3_000_000),
    ],
    ids=lambda script: script[:30].encode("unicode_escape").decode(),
)
def test_json_ld_that_is_none_does_no_harm(script: str) -> None:
    assert has_story(read(stated(script)))


def test_half_a_character_in_json_ld_is_shown_and_can_be_written() -> None:
    report = read(stated('{"@type":"NewsArticle","headline":"Ferry \\ud800 aground","author":"Ada \\udc00"}'))
    assert has_story(report)
    assert isinstance(report, Report)
    said = {(e.field, e.value) for e in report.evidence if e.source == "json-ld"}
    assert said == {("title", "Ferry \ufffd aground"), ("author", "Ada \ufffd")}


IMPOSSIBLE = [
    *("2024-13-45T99:99", "2024-02-30", "0001-01-01T00:00+14:00", "9999-12-31T23:59Z", "-2024-01-01", "99999-01-01"),
    *("2024-01-01T24:00Z", "2024-01-01T23:60", "20240101", "1e9", "NaN", "0", "2024", "2024-1-1", "24-01-01T", "T10:0"),
    *("2024-01-01T10:00:00.99999999999Z", "2024-01-01T10:00+99:99", "2024-01-01T10:00:00-0000", "2024-01-01 10:00Z"),
    *("٢٠٢٤-٠١-٠١T١٠:٠٠", "２０２４-０１-０１", "2024-01-01T1\u0660:00Z", "²⁰²⁴-01-01"),
]
KEPT = "2024-01-01T23:\u0663\u0660Z"


@pytest.mark.parametrize("moment", [*IMPOSSIBLE, KEPT])
@pytest.mark.parametrize("url", [None, "https://www.sund.example.no/2021/03/09/x", "https://sund.example/9999/99/99/x"])
def test_times_that_are_none_are_no_times_of_the_report(moment: str, url: str | None) -> None:
    shown = f"<time itemprop='datePublished' datetime='{moment}'>{moment}</time><p>Published: {moment}</p>"
    meta = f'<meta property="article:published_time" content="{moment}"><meta name="lastmod" content="{moment}">'
    assert has_story(read(page(meta), url=url))
    assert has_story(read(stated({"@type": "Report", "datePublished": moment, "dateModified": moment}), url=url))
    assert has_story(read(around(shown), url=url))
    assert has_story(read(text="\n".join(("Ferry aground", f"Published: {moment}", *STORY)), url=url))


@pytest.mark.parametrize(
    "head",
    [
        *("<meta>", "<meta content>", "<meta property='og:title'>", "<meta property content='x'>"),
        *("<title></title><title>x</title>", "<link rel=canonical>", "<link rel=canonical href='http://['>"),
        "<meta property='og:url' content='http://[::1'><meta property='og:site_name' content='\u202e'>",
        "<meta property='og:title' content=' | - | '><meta property='og:site_name' content='|'>",
        "<meta property='og:locale' content='../../etc'><meta name='author' content='" + "A " * 100_000 + "'>",
        "<html lang='" + "x" * 10_000 + "'>",
    ],
)
def test_meta_tags_without_sense_do_no_harm(head: str) -> None:
    assert has_story(read(page(head)))


def test_statements_beyond_a_bound_are_left_out() -> None:
    head = "".join(
        f'<meta property="og:title" content="Ferry | {i}"><meta property="og:site_name" content="{i} Ferry">'
        for i in range(MOST_STATEMENTS)
    )
    headings = "".join(f"<h1>Ferry aground once more {i}</h1>" for i in range(1_500))
    report = read(around(headings, head))
    assert has_story(report)
    assert isinstance(report, Report)
    assert len(report.evidence) == MOST_STATEMENTS


@pytest.mark.parametrize("url", ["http://[", "http://a:b:c/2024/13/45", "//", "", "\u0130", "http://\u2100.example/"])
def test_an_address_that_is_none_does_no_harm_anywhere(url: str) -> None:
    moment = '<meta property="article:published_time" content="2021-03-09T23:30:00Z">'
    capture = Capture("page", html=page(moment), url=url, language="en")
    assert has_story(read(capture.html, url=url))
    assert has_story(read(text="\n".join(("Ferry aground | Tide", *STORY)), url=url))
    found = open_page(capture)
    assert isinstance(found, Opened)
    recurrence = Recurrence()
    recurrence.learn(found)
    assert recurrence.lines_of(found) == frozenset()


# ---------------------------------------------------------------- captured text

STRANGE: dict[str, str] = {
    "right to left": "السفينة جنحت قبالة الساحل فجر الثلاثاء ونقل أربعون راكبا إلى البر، بحسب الشركة.",
    "right to left without blanks": "הספינה" * 500,
    "bidi controls": "\u202e\u2066The ferry ran aground.\u2069\u202c \u200f12\u200e",
    "bidi controls that never end": "\u202e\u202d\u2067" * 1_000,
    "zero-width characters": "F\u200be\u200cr\u200dr\u2060y \u200b\u200b \ufeff",
    "only combining marks": "\u0301\u0300\u20dd" * 1_000,
    "a letter under a thousand marks": "a" + "\u0301" * 1_000,
    "a mark at the beginning": "\u0301Ferry aground",
    "byte order marks inside": "\ufeffFerry\ufeff aground\ufeff\n\ufeff",
    "line ends of every kind": "Ferry\r\nag\rround\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029off",
    "only signs": "!?.,;:" * 1_000,
    "quotes that never close": "“„«‘" * 1_000,
    "closing quotes alone": "”\n»\n’\n" * 100,
    "a full stop at every character": "A.b.C.d." * 1_000,
    "figures without end": "1234567890" * 2_000,
    "figures of many scripts": "٣४৫๖７Ⅷ½²③ " * 200,
    "letters that grow when folded": "ßŉǰΐİﬃﷺ" * 300,
    "letters beyond the first plane": "𝐅𝐞𝐫𝐫𝐲 🚢👩‍👩‍👧🏳️‍🌈 𓀀 " * 100,
    "noncharacters": "\ufffe\uffff\U0010ffff\ufdd0 \ue000",
    "tags for a language": "\U000e0001\U000e0065\U000e006e",
    "NULs": "Fer\x00ry \x00\x00 aground",
    "soft hyphens": "\u00ad" * 1_000 + "Fer\u00adry",
    "menu signs": "Home | World | " * 2_000,
    "markup": "<p>Ferry</p><script>" * 100,
    "templates": "{{ 7*7 }} ${x} %s {0} \\x00 \\u0041",
    "a pack's own notation": "(a|b) {name} {agency} <x> word*",
}


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
@pytest.mark.parametrize("language", ["en", "ru", "und"])
def test_strange_text_is_read_and_never_changed(strange: str, language: str | None) -> None:
    for text in (strange, "\n".join(("Ferry aground", strange, *STORY)), f"{STORY[0]} {strange} {STORY[1]}"):
        for clean in (False, True):
            report = read(text=text, language=language, clean=clean)
            assert isinstance(report, Rejected) or report.text == text
    assert has_story(read(text="\n".join(("Ferry aground", strange, *STORY)), language="en"))


def test_strange_text_of_an_unknown_language_is_read() -> None:
    for strange in list(STRANGE.values())[:7]:
        found = read(text=strange.replace("The ferry ran aground.", "")[:300], language=None)
        assert isinstance(found, Rejected) or found.language_basis == "detected"


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t\r", "\x00", "\u200b" * 9, "\u0301" * 9, "...", "“”", "\ufeff", "🚢" * 99]
)
def test_text_without_a_letter_or_a_figure_is_rejected(text: str) -> None:
    found = read(text=text, language=None)
    assert isinstance(found, Rejected)
    assert "no words" in found.reason


def test_200_000_lines_are_read() -> None:
    text = "\n".join(("Ferry aground", *STORY)) + "\n \n\n" * 95_000 + "The end\n" * 10_000
    report = read(text=text)
    assert has_story(report)
    assert isinstance(report, Report)
    assert len(report.blocks) == 1 + len(STORY) + 10_000


def test_a_line_of_5_mb_is_read() -> None:
    report = read(text=f"Ferry aground\n{'The ferry ran aground. ' * 220_000}\n{STORY[1]}")
    assert isinstance(report, Report)
    assert len(report.sentences) > 220_000


def test_a_title_with_100_000_blanks_in_it_is_read() -> None:
    text = "\n".join((f"Ferry aground{' ' * 100_000}off Vardholm", *STORY))
    assert has_story(read(text=text, outlet="Tide"))
    title = f"Ferry aground off Vardholm{' ' * 100_000}|{chr(9) * 100_000}Tide"
    assert without_outlet(title, ["Tide"]) == "Ferry aground off Vardholm"


def test_2_000_agencies_in_a_row_are_each_credited_once() -> None:
    report = read(text="\n".join(("Ferry aground", f"{STORY[0]} ({'AFP/dpa/' * 1_000}AFP)", *STORY[1:])))
    assert isinstance(report, Report)
    spans = [(credit.start, credit.end) for credit in report.credits if credit.role == "agency"]
    assert len(spans) == len(set(spans)) == 2_000


@quick
@given(
    st.lists(
        st.sampled_from([*STORY, *STRANGE.values(), "AFP", "By ", "Published: ", "9 March 2021", " ", "\n"]),
        max_size=12,
    )
)
def test_any_pieces_of_text_give_a_sound_report_or_a_reason(pieces: list[str]) -> None:
    read(text="".join(pieces))
    read(text="\n".join(pieces), clean=True)


@quick
@given(st.text(max_size=300), st.sampled_from(["en", "de", "pl", "ru", "und", "xx", "EN_us"]), st.text(max_size=20))
def test_any_text_gives_a_sound_report_or_a_reason(text: str, language: str, title: str) -> None:
    text, title = (part.encode("utf-8", "replace").decode() for part in (text, title))
    read(text=text, language=language, title=title)
    read(text="\n".join((text, *STORY)), language=language, title=title)
