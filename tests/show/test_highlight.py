from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from stemma.show.highlight import Piece, nest


class Text(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.depth, self.ids = "", 0, []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += 1
        self.ids += [v for k, v in attrs if k == "id"]

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1

    def handle_data(self, data: str) -> None:
        self.text += data


spans = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=8)


@given(st.text("ab<&\"' \r\né\U0001f600", max_size=12), spans)
def test_no_character_is_lost_however_marks_cross(text: str, places: list[tuple[int, int]]) -> None:
    pieces = [Piece(s, e, ("n",), ('a "title" <b>',), f"r-{s}-{e}") for s, e in places]
    read = Text(str(nest(text, pieces)))
    assert read.text == text
    assert read.depth == 0
    inside = {f"r-{s}-{e}" for s, e in places if s < e <= len(text)}
    assert sorted(read.ids) == sorted(inside)


def test_where_marks_cross_the_inner_is_opened_again() -> None:
    html = nest("abcdef", [Piece(0, 4, ("c",)), Piece(2, 6, ("n",), id="x")])
    assert html == (
        '<span class="c">ab<span id="x" tabindex="-1" class="n">cd</span></span><span data-of="x" class="n">ef</span>'
    )


def test_marks_over_the_same_characters_are_one_span() -> None:
    html = nest("abc", [Piece(0, 2, ("n",), ("one",)), Piece(0, 2, ("q",), ("two",), "x")])
    assert html == '<span id="x" tabindex="-1" class="n q" title="one — two">ab</span>c'
