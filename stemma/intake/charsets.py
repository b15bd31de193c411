"""From bytes to text: what the bytes themselves show goes before what is said of them.

The order: a byte order mark; UTF-8 that cannot be anything else; the charset that HTTP declares, then the one that the
page declares; UTF-8 with a few broken bytes; UTF-16 or UTF-32 without a mark; and last a guess (charset-normalizer).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from charset_normalizer import from_bytes

MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
ENCODINGS = [
    *("cp1250", "cp1252", "iso8859_2", "cp1251", "koi8_r", "koi8_u", "iso8859_15", "cp1253", "cp1254", "cp1255"),
    *("cp1256", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
]
"""What texts that are not UTF-8 are tried as: the encodings in which news was saved, not every one that exists."""
WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""Declared charsets that browsers read as a larger one (WHATWG Encoding Standard): pages were made to look right
there, whatever they declare."""
READABLE = re.compile(r"utf-(8|16|32)|cp(125|437|85|86|87|93|949|950)|iso8859-|iso2022_|koi8|gb|big5|euc_|mac-")
"""Codecs that a page may ask for; others of Python (punycode, unicode_escape) are no charset of any page."""
BROKEN_SHARE = 0.001
"""A text is still UTF-8 where less than this share of its bytes is not: a damaged letter or two, not another
encoding."""
BROKEN_PER_SOUND = 0.1
"""... or, in short texts, where broken sequences are at most this many to one sound one."""
CHANCE_SEQUENCES = 3
"""Characters of two bytes may look like a UTF-8 sequence by chance, once or twice in a short text (chosen, not
measured)."""
ZERO_SHARE, ZERO_NOISE = 0.1, 0.001
"""In UTF-16 text, zeros stand at every second byte: in a tenth of these at least (blanks and line ends, whatever the
script), and hardly ever at the bytes between (chosen, not measured)."""
CONTROL_SHARE = 0.01
"""Text holds fewer control characters than this share; data read as text holds more (chosen, not measured)."""
SAMPLE = 200_000
"""Bytes on which an encoding is guessed; more do not change the guess and take long."""
HEAD = 4096
_META = re.compile(rb"""<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""\s*<\?xml\s[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})["']""")


def text_of(raw: bytes, html: bool = False, charset: str | None = None) -> tuple[str | None, str]:
    """The text of some bytes and a note on the encoding; None and the reason where they are no text.

    `charset` is what came with the bytes (an HTTP header); of HTML its own declaration is read as well.
    """
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return _marked(raw[len(mark) :] if encoding == "utf-8" else raw, encoding, charset)
    if raw.startswith(b"%PDF-"):
        return None, "a PDF, no text; save its text"
    declared = [codec for codec in map(codec_of, (charset, _said(raw) if html else None)) if codec]
    if b"\x00" in raw[:HEAD]:
        # Where every second byte is zero, only such a charset can be true, whatever is declared.
        found = _wide(raw)
        if found is None:
            return None, "binary data, no text"
        return raw.decode(found), "" if found in declared else f"without a byte order mark; read as {found}"
    return _plain(raw, [d for d in declared if not d.startswith(("utf-16", "utf-32"))])


def codec_of(charset: str | None) -> str | None:
    """Python's name of the codec in which a browser reads a declared charset; None where there is no such charset.

    >>> codec_of("ISO-8859-1"), codec_of("x-none")
    ('cp1252', None)
    """
    if not charset:
        return None
    try:
        name = codecs.lookup(charset.strip()).name
    except (LookupError, ValueError):
        return None
    name = WIDER.get(name, name)
    return name if READABLE.match(name) else None


def _said(raw: bytes) -> str | None:
    head = raw[:HEAD]
    found = _META.search(head) or _XML.match(head)
    return found[1].decode("ascii", "ignore") if found else None


def _marked(raw: bytes, encoding: str, charset: str | None) -> tuple[str | None, str]:
    declared = codec_of(charset)
    lie = "" if declared is None or declared.startswith(encoding) else _lie([declared], encoding)
    try:
        return raw.decode(encoding), lie
    except UnicodeDecodeError:
        text, note = _nearly(raw) if encoding == "utf-8" else (None, "")
        return text, note or f"begins as {encoding} but is not valid in it"


def _plain(raw: bytes, declared: list[str]) -> tuple[str | None, str]:
    """The text of bytes without zeros, so of no wide encoding."""
    utf8, broken = _utf8(raw)
    legacy = [d for d in declared if d != "utf-8"]
    if utf8 is not None and (not legacy or _surely_utf8(utf8, legacy[0])):
        return utf8, _lie(legacy[:1], "utf-8") if legacy else ""
    for codec in legacy:
        try:
            return raw.decode(codec), "" if codec == declared[0] else _lie(declared[:1], codec)
        except UnicodeDecodeError:
            continue
    if utf8 is not None:
        return utf8, _lie(legacy, "utf-8")
    nearly, note = _nearly(raw)
    if nearly is not None:
        return nearly, note
    for codec in legacy:
        text = raw.decode(codec, "replace")
        bad = text.count("\ufffd")
        if bad <= len(text) * BROKEN_SHARE:
            return text, f"{bad} broken characters in {codec}; shown as \ufffd"
    return _guessed(raw, broken)


def _utf8(raw: bytes) -> tuple[str | None, int]:
    """The text where the bytes are UTF-8, and otherwise the place of the first that is not."""
    try:
        return raw.decode("utf-8"), -1
    except UnicodeDecodeError as error:
        return None, error.start


def _surely_utf8(text: str, declared: str) -> bool:
    """Whether bytes that are valid UTF-8 are it, though another charset is declared.

    In a charset of single bytes a UTF-8 sequence is two or three signs that no language puts together. Where letters
    have two bytes it takes several sequences; and text in ASCII alone may be escapes of the declared charset.
    """
    if text.isascii():
        return False
    single = len(bytes(range(256)).decode(declared, "replace")) == 256
    return single or len(text.encode("ascii", "ignore")) <= len(text) - CHANCE_SEQUENCES


def _nearly(raw: bytes) -> tuple[str | None, str]:
    """The text of UTF-8 with a few broken bytes, these as replacement characters; None where it is not UTF-8.

    Besides `BROKEN_SHARE`, sound sequences must outnumber the broken ones: otherwise a few quotation marks of an old
    encoding in a long text of plain letters would look like damage.
    """
    text = raw.decode("utf-8", "replace")
    bad = text.count("\ufffd") - raw.count(b"\xef\xbf\xbd")
    sound = len(text) - len(text.encode("ascii", "ignore")) - bad
    if bad < sound and (bad < len(raw) * BROKEN_SHARE or bad <= sound * BROKEN_PER_SOUND):
        return text, f"{bad} broken bytes in UTF-8; shown as \ufffd"
    return None, ""


def _wide(raw: bytes) -> str | None:
    """The encoding of text in units of two or four bytes without a mark; None where it is no such text."""
    sample = raw[: HEAD * 4]
    share = [sample[at::4].count(0) / max(1, len(sample[at::4])) for at in range(4)]
    found = []
    if min(share[2], share[3]) > 1 - ZERO_NOISE - share[0] and share[0] <= ZERO_NOISE:
        found.append("utf-32-le")
    if min(share[0], share[1]) > 1 - ZERO_NOISE - share[3] and share[3] <= ZERO_NOISE:
        found.append("utf-32-be")
    even, odd = (share[0] + share[2]) / 2, (share[1] + share[3]) / 2
    if odd >= ZERO_SHARE and even <= ZERO_NOISE:
        found.append("utf-16-le")
    if even >= ZERO_SHARE and odd <= ZERO_NOISE:
        found.append("utf-16-be")
    return next((encoding for encoding in found if _reads_as(raw, encoding)), None)


def _reads_as(raw: bytes, encoding: str) -> bool:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    strange = sum(1 for c in text[:HEAD] if not (c.isprintable() or c.isspace()))
    return strange <= len(text[:HEAD]) * CONTROL_SHARE


def _lie(declared: Iterable[str], found: str) -> str:
    return f"declared as {' and '.join(dict.fromkeys(declared))}, which it is not; read as {found}"


def _guessed(raw: bytes, broken: int) -> tuple[str | None, str]:
    best = from_bytes(raw[:SAMPLE], cp_isolation=ENCODINGS).best()
    if best is None:
        return None, f"neither UTF-8 (byte {broken}) nor any other encoding that gives text; convert it to UTF-8"
    try:
        text = raw.decode(best.encoding)
    except UnicodeDecodeError:
        return None, f"not UTF-8 (byte {broken}) and only in part {best.encoding}; convert it to UTF-8"
    return text, f"not UTF-8 (byte {broken}); read as {best.encoding}, check its letters"
