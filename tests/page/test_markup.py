from __future__ import annotations

import html
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trafilatura.utils import load_html

from stemma.page.markup import features, shown_blocks


def tree(body: str) -> Any:
    loaded = load_html(f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>")
    assert loaded is not None
    return loaded


def texts(body: str) -> list[str]:
    return [block.text for block in shown_blocks(tree(body))]


def named(body: str, text: str) -> list[str]:
    """The features of the block with this text."""
    [block] = [b for b in shown_blocks(tree(body)) if b.text == text]
    return features(block)


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        ("<h1>Ein Titel</h1><p>Eins.</p><p>Zwei.</p>", ["Ein Titel", "Eins.", "Zwei."]),
        ("<p>Der <b>alte <i>Turm</i></b> in <a href='/'>Kiel</a>.</p>", ["Der alte Turm in Kiel."]),
        ("<p>un<b>glaub</b>lich</p>", ["unglaublich"]),
        ("<p>Eins.<br>Zwei.<br/>Drei.</p>", ["Eins.", "Zwei.", "Drei."]),
        ("<p>Eins.<br><br>Zwei.</p>", ["Eins.", "Zwei."]),
        ("<div>Vor <p>Mitte</p> Nach</div>", ["Vor", "Mitte", "Nach"]),
        ("Lose <div>fest</div> lose", ["Lose", "fest", "lose"]),
        ("<span>Eins</span> <span>Zwei</span><p>Drei</p>", ["Eins Zwei", "Drei"]),
        ("<ul><li>Eins<ul><li>Eins a</li></ul></li><li>Zwei</li></ul>", ["Eins", "Eins a", "Zwei"]),
        ("<ol><li><p>Eins</p></li></ol><dl><dt>Ort</dt><dd>Kiel</dd></dl>", ["Eins", "Ort", "Kiel"]),
        (
            "<table><caption>Tab</caption><tr><th>A</th><td>1</td></tr><tr><th>B</th><td>2</td></tr></table>",
            ["Tab", "A", "1", "B", "2"],
        ),
        ("<figure><img alt='x'><figcaption>Bild</figcaption></figure>", ["Bild"]),
        ("<blockquote>Satz.<footer>Wer</footer></blockquote>", ["Satz.", "Wer"]),
        ("<details><summary>Mehr</summary>Text</details>", ["Mehr", "Text"]),
        ("<p>Eins\n   zwei\tdrei\r\nvier</p>", ["Eins zwei drei vier"]),
        ("<p>Eins&nbsp;&nbsp;zwei&thinsp;drei&#8239;vier</p>", ["Eins zwei drei vier"]),
        ("<p>&lt;p&gt; &amp; &bdquo;Z&uuml;rich&ldquo; &#x1F30A; &hellip;</p>", ["<p> & „Zürich“ 🌊 …"]),
        ("<p> </p><p>&nbsp;</p><div></div><p>Eins</p>", ["Eins"]),
        ("<pre>a\n  b</pre>", ["a b"]),
        ("<p>Eins<hr>Zwei", ["Eins", "Zwei"]),
        ("<p>Eins<p>Zwei", ["Eins", "Zwei"]),
        ("<pageelement>Eins</pageelement><p>Zwei</p>", ["Eins", "Zwei"]),
        ("", []),
    ],
)
def test_blocks_come_in_their_order_one_on_a_line(body: str, blocks: list[str]) -> None:
    assert texts(body) == blocks


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var a = 'weg';</script>",
        "<style>.weg { color: red }</style>",
        "<noscript><p>weg</p></noscript>",
        "<template><p>weg</p></template>",
        "<svg><title>weg</title><text>weg</text></svg>",
        "<button>weg</button>",
        "<select><option>weg</option></select>",
        "<textarea>weg</textarea>",
        "<iframe>weg</iframe>",
        "<video>weg</video>",
        "<audio>weg</audio>",
        "<object><p>weg</p></object>",
        "<span hidden>weg</span>",
        "<div hidden><p>weg</p><p>weg</p></div>",
        "<div hidden='hidden'>weg</div>",
        "<div style='display:none'>weg</div>",
        "<div style='color: red; DISPLAY : NONE !important'>weg</div>",
        "<span style='visibility: hidden'>weg</span>",
        "<!-- weg -->",
        "<!-- <p>weg</p> -->",
        "<?weg weg?>",
    ],
)
def test_what_is_hidden_is_left_out_and_what_follows_it_is_not(hidden: str) -> None:
    assert texts(f"<p>Vor {hidden} nach</p><p>Ende</p>")[-1] == "Ende"
    assert " ".join(texts(f"<p>Vor {hidden} nach</p><p>Ende</p>")) == "Vor nach Ende"
    assert texts(f"{hidden} nach<p>Ende</p>") == ["nach", "Ende"]
    assert texts(f"<div>{hidden}{hidden}</div><p>Ende</p>") == ["Ende"]


@pytest.mark.parametrize("style", ["display: block", "visibility: visible", "opacity: 1", ""])
def test_what_is_styled_otherwise_is_seen(style: str) -> None:
    assert texts(f"<p style='{style}'>da</p>") == ["da"]


def test_a_page_without_a_body_is_read_all_the_same() -> None:
    assert [b.text for b in shown_blocks(tree("<p>Eins</p>").find("body").find("p"))] == ["Eins"]


def test_a_deep_nest_of_elements_is_read_without_recursion() -> None:
    body = "<div>" * 200 + "<p>tief</p>" + "</div>" * 200
    assert texts(body) == ["tief"]


@pytest.mark.parametrize(
    ("paragraph", "share"),
    [
        ("<p>Ganz ohne Verweis</p>", 0.0),
        ("<p><a href='/'>Nur Verweis</a></p>", 1.0),
        ("<p><a href='/'><b>Nur</b> Verweis</a></p>", 1.0),
        ("<a href='/'><div>Nur Verweis</div></a>", 1.0),
        ("<p>Halb <a href='/'>Halb</a></p>", 4 / 9),
        ("<p><a href='/'>Halb</a> Halb</p>", 4 / 9),
    ],
)
def test_the_share_of_links(paragraph: str, share: float) -> None:
    [block] = shown_blocks(tree(paragraph))
    assert block.links == pytest.approx(share, abs=0.1)


@pytest.mark.parametrize(
    ("links", "name"),
    [("", "no links"), ("<a>ab</a>", "few links"), ("<a>halb so viel</a>", "some links")],
)
def test_the_share_of_links_is_named(links: str, name: str) -> None:
    [block] = shown_blocks(tree(f"<p>Ein Satz mit Text {links}</p>"))
    assert name in features(block)
    assert "all links" in named("<p><a>Nur Verweis</a></p>", "Nur Verweis")


def test_surroundings_are_named_by_tag_and_by_the_vocabulary_of_page_builders() -> None:
    body = (
        '<main><article class="story"><aside id="newsletter-box"><div><div><p class="c-teaser">Hier</p></div></div>'
        "</aside><p>Dort</p></article></main>"
    )
    here = named(body, "Hier")
    assert here[:2] == ["tag p", "no links"]
    assert {"own teaser", "in aside", "in article", "in main", "inside newsletter", "inside story"} <= set(here)
    assert "near newsletter" not in here  # three elements above
    there = named(body, "Dort")
    assert {"in article", "in main", "near story", "inside story"} <= set(there)
    assert not any("aside" in name or "newsletter" in name or name.startswith("own") for name in there)


@pytest.mark.parametrize("attribute", ["class", "id", "itemprop", "role"])
def test_names_are_looked_for_in_each_attribute(attribute: str) -> None:
    assert "own caption" in named(f'<p {attribute}="Photo-Caption">Bild</p>', "Bild")
    assert "own caption" not in named(f'<p {attribute}="{"x" * 300} caption">Bild</p>', "Bild")


# ---------------------------------------------------------------- properties

WORD = st.text(st.sampled_from("aäbßcčdёжзñøłíабв12,.–„“&<>'\""), min_size=1, max_size=7)
INLINE = st.sampled_from(["b", "i", "em", "strong", "span", "a", "u", "sup"])
BLOCK = st.sampled_from(["p", "div", "section", "li", "blockquote", "td", "h2", "figure", "article", "header"])
UNSEEN = st.sampled_from(
    ["<script>nie</script>", "<svg><text>nie</text></svg>", "<span hidden>nie</span>", "<!--nie-->"]
)
Shape = tuple[str, list[str]]
"""HTML, and the words of it that a reader sees."""


def joined(shapes: list[Shape]) -> Shape:
    return " ".join(markup for markup, _ in shapes), [word for _, words in shapes for word in words]


def wrapped(tag: str, inner: Shape) -> Shape:
    around = {"li": ("<ul><li>", "</li></ul>"), "td": ("<table><tr><td>", "</td></tr></table>")}
    opening, closing = around.get(tag, (f"<{tag}>", f"</{tag}>"))
    return f"{opening}{inner[0]}{closing}", inner[1]


PLAIN = st.lists(WORD, min_size=1, max_size=4).map(lambda ws: (" ".join(html.escape(w) for w in ws), ws))
PIECE = st.one_of(PLAIN, UNSEEN.map(lambda u: (u, [])), st.just(("<br>", [])))
PHRASE = st.recursive(
    PIECE,
    lambda inner: st.builds(wrapped, INLINE, st.lists(inner, max_size=3).map(joined)),
    max_leaves=6,
)
PAGE = st.recursive(
    st.builds(wrapped, BLOCK, st.lists(PHRASE, max_size=3).map(joined)),
    lambda inner: st.builds(
        wrapped, st.sampled_from(["div", "section", "article"]), st.lists(inner, max_size=4).map(joined)
    ),
    max_leaves=10,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PAGE, min_size=1, max_size=4).map(joined))
def test_the_blocks_hold_exactly_the_words_that_are_seen(page: Shape) -> None:
    markup, words = page
    shown = texts(f"<p>Anfang</p>{markup}<p>Ende</p>")
    assert " ".join(shown).split() == ["Anfang", *words, "Ende"]
    assert all(text == " ".join(text.split()) and text for text in shown)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_no_markup_breaks_the_reading(markup: str) -> None:
    loaded = load_html(f"<html><body><p>Anfang</p>{markup}</body></html>")
    if loaded is not None:
        for block in shown_blocks(loaded):
            assert block.text.strip()
            assert "\n" not in block.text
            assert 0 <= block.links <= 1
            assert features(block)[0].startswith("tag ")
