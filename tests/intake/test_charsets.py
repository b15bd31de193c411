from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.intake.charsets import codec_of, text_of

DANISH = "Færgen Bøgebjerg sejler ikke før på søndag, siger rederiet i Ærøskøbing. "
POLISH = "Prom nie wypłynie przed niedzielą, mówi żegluga w Świnoujściu. "
GREEK = "Το πλοίο δεν θα αποπλεύσει πριν από την Κυριακή, λέει η εταιρεία. "
JAPANESE = "フェリーは日曜日まで出航しないと会社が発表した。"


def page(text: str, charset: str) -> str:
    return f'<html><head><meta charset="{charset}"></head><body><p>{text}</p></body></html>'


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (DANISH, "iso-8859-1"),
        (POLISH, "iso-8859-2"),
        (GREEK, "iso-8859-7"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
    ],
)
def test_a_declared_charset_is_believed_without_a_note(text: str, codec: str) -> None:
    assert text_of(text.encode(codec), charset=codec) == (text, "")
    html = page(text, codec.replace("_", "-"))
    assert text_of(html.encode(codec), html=True) == (html, "")


def test_the_charset_of_http_goes_before_that_of_the_page() -> None:
    html = page(POLISH, "iso-8859-1")
    assert text_of(html.encode("cp1250"), html=True, charset="windows-1250") == (html, "")


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1250", "koi8-r", "us-ascii", "shift_jis", "gbk", "utf-16"])
@pytest.mark.parametrize("text", [DANISH, POLISH, GREEK, JAPANESE])
def test_utf8_is_read_whatever_is_declared(declared: str, text: str) -> None:
    found, note = text_of(text.encode(), charset=declared)
    assert found == text
    assert "which it is not" in note or declared == "utf-16"


def test_one_letter_is_enough_against_a_charset_of_single_bytes() -> None:
    assert text_of("The café is closed.".encode(), charset="iso-8859-1")[0] == "The café is closed."


def test_a_short_text_in_a_charset_of_two_bytes_is_not_taken_for_utf8() -> None:
    assert text_of("联通".encode("gbk"), charset="gbk") == ("联通", "")


@pytest.mark.parametrize(
    "declared", ["utf-8", "x-none", "punycode", "\x00", "hex", "undefined", "utf-7", "unicode_escape"]
)
def test_a_charset_that_does_not_decode_or_is_none_is_passed_over(declared: str) -> None:
    found, _ = text_of((page(POLISH, "windows-1250")).encode("cp1250"), html=True, charset=declared)
    assert found is not None
    assert POLISH in found


def test_quotation_marks_of_windows_are_read_in_what_is_declared_as_latin_1() -> None:
    assert text_of("“We wait”, he said.".encode("cp1252"), charset="ISO-8859-1")[0] == "“We wait”, he said."
    assert codec_of("latin-1") == "cp1252"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [DANISH, POLISH, GREEK])
def test_wide_text_without_a_mark_is_recognised(encoding: str, text: str) -> None:
    found, note = text_of((text * 3).encode(encoding))
    assert found == text * 3
    assert encoding in note
    assert text_of((text * 3).encode(encoding), charset=encoding) == (text * 3, "")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_goes_before_what_is_declared(encoding: str) -> None:
    found, note = text_of(DANISH.encode(encoding), charset="iso-8859-1")
    assert found == DANISH
    assert "which it is not" in note
    assert text_of(DANISH.encode(encoding)) == (DANISH, "")


@pytest.mark.parametrize(
    "raw", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", bytes(range(256)) * 9, b"a\x00\x00b" * 99, b"%PDF-1.7 x"]
)
def test_data_is_not_read_as_text(raw: bytes) -> None:
    assert text_of(raw)[0] is None


def test_utf8_with_a_broken_byte_is_utf8_with_a_note() -> None:
    raw = (POLISH * 40).encode()
    found, note = text_of(raw[:300] + b"\xff" + raw[300:])
    assert found is not None
    assert found.replace("\ufffd", "") == POLISH * 40
    assert note == "1 broken bytes in UTF-8; shown as \ufffd"
    assert text_of(b"\xef\xbb\xbf" + raw[:300] + b"\xff" + raw[300:])[0] == found


def test_a_short_text_with_a_broken_byte_is_utf8_too() -> None:
    raw = (POLISH * 3).encode()
    found, note = text_of(raw[:-1] + b"\xc5")
    assert found is not None
    assert found.startswith(POLISH)
    assert "broken bytes in UTF-8" in note


def test_a_few_signs_of_an_old_encoding_in_a_long_text_are_not_damage() -> None:
    text = "The ferry will not sail before Sunday, the company said. " * 90 + "It’s late."
    found, _ = text_of(text.encode("cp1252"))
    assert found is not None
    assert "\ufffd" not in found


def test_a_declared_charset_with_a_byte_that_it_lacks_is_still_read() -> None:
    raw = (GREEK * 40).encode("iso8859_7") + b"\xff"
    found, note = text_of(raw, charset="iso-8859-7")
    assert found == GREEK * 40 + "\ufffd"
    assert "1 broken characters in iso8859-7" in note


@given(
    st.binary(max_size=300),
    st.booleans(),
    st.none() | st.text(max_size=20) | st.sampled_from(["utf-16", "gbk", "euc-jp"]),
)
def test_any_bytes_give_text_or_a_reason(raw: bytes, html: bool, charset: str | None) -> None:
    text, note = text_of(raw, html, charset)
    assert text is not None or note
