from __future__ import annotations

import bz2
import gzip
import inspect
import io
import json
import lzma
import os
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.errors import InputError
from stemma.intake import limits
from stemma.intake.documents import decode
from stemma.intake.kinds import PACKINGS, SUFFIXES
from stemma.intake.limits import MAX_BYTES
from stemma.intake.open import lines_of, open_paths
from stemma.intake.records import record
from stemma.model import Capture, Rejected, to_json

from .warcs import http, packed, wacz, zipped
from .warcs import record as warc_record

STORY = "Promen fra Kjerringvik står stille etter et uhell ved kaien, opplyser rederiet på Ålesund-kontoret."


def opened(*paths: Path, stdin: bytes | None = None) -> list[Capture | Rejected]:
    return list(open_paths(paths, io.BytesIO(stdin) if stdin is not None else None))


def write(folder: Path, name: str, content: bytes) -> Path:
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return place


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty file"),
        ("blank.txt", b" \n\t\n", "empty file"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary data"),
        ("cut.txt", "Å".encode("utf-16")[:-1], "not valid in it"),
        ("empty.jsonl", b"\n\n", "no records"),
        ("broken.txt.gz", b"no gzip at all", "cannot be opened"),
        ("cut.txt.gz", gzip.compress(STORY.encode())[:40], "cannot be opened"),
        ("cut.jsonl.gz", b"\x1f\x8b", "cannot be opened"),
    ],
)
def test_a_file_that_cannot_be_read_is_rejected_with_place_and_reason(
    name: str, content: bytes, reason: str, tmp_path: Path
) -> None:
    place = write(tmp_path, name, content)
    [rejected] = opened(place)
    assert isinstance(rejected, Rejected)
    assert (rejected.where, rejected.stage) == (str(place), "open")
    assert reason in rejected.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_without_a_note(encoding: str, tmp_path: Path) -> None:
    [capture] = opened(write(tmp_path, "a.txt", STORY.encode(encoding)))
    assert isinstance(capture, Capture)
    assert (capture.text, capture.note) == (STORY, "")


def test_another_encoding_is_read_with_a_note(tmp_path: Path) -> None:
    text = "Stocznia ogłosiła wczoraj, że żaden z dźwigów nie zostanie sprzedany, a załoga zachowa pracę. " * 5
    [capture] = opened(write(tmp_path, "a.txt", text.encode("cp1250")))
    assert isinstance(capture, Capture)
    assert "not UTF-8" in capture.note
    assert "check its letters" in capture.note
    assert capture.text is not None
    assert capture.text.startswith("Stocznia og")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "Fergen', "not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
        ('["text"]', "must be a JSON object"),
        ("null", "must be a JSON object"),
        ("{}", "neither 'text' nor 'html'"),
        ('{"text": "  "}', "neither 'text' nor 'html'"),
        ('{"text": 12}', "neither 'text' nor 'html'"),
        ('{"text": "Fergen står.", "published": 2021}', "'published' must be a string"),
        ('{"html": "<p>x", "url": ["a"]}', "'url' must be a string"),
    ],
)
def test_a_bad_record_is_rejected_and_does_not_stop_the_rest(line: str, reason: str, tmp_path: Path) -> None:
    good = json.dumps({"text": STORY, "id": "good"})
    place = write(tmp_path, "a.jsonl", f"{line}\n\n{good}\n".encode())
    rejected, capture = opened(place)
    assert isinstance(rejected, Rejected)
    assert rejected.where == f"{place}:1"
    assert reason in rejected.reason
    assert isinstance(capture, Capture)
    assert (capture.id, capture.where) == ("good", f"{place}:3")


def test_bytes_that_are_no_utf8_inside_a_record_are_rejected() -> None:
    rejected = record(b'{"text": "caf\xff"}', "a:1")
    assert isinstance(rejected, Rejected)
    assert "not valid JSON" in rejected.reason


def test_a_record_gives_its_fields() -> None:
    fields = {"text": STORY, "url": "https://a.example", "language": "nb", "published": "2021-03-04", "clean": True}
    capture = record(json.dumps(fields), "a:1")
    assert isinstance(capture, Capture)
    assert (capture.text, capture.url, capture.language, capture.published) == tuple(fields.values())[:4]
    assert capture.clean
    assert capture.outlet is None


@pytest.mark.parametrize("clean", ["true", 1, None, False])
def test_only_true_makes_a_record_clean(clean: object) -> None:
    capture = record(json.dumps({"text": STORY, "clean": clean}), "a:1")
    assert isinstance(capture, Capture)
    assert not capture.clean


def test_a_folder_is_walked_in_order_and_odd_files_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", STORY.encode())
    write(tmp_path, "a/c.html", b"<p>x</p>")
    write(tmp_path, "d.jsonl.gz", gzip.compress(json.dumps({"text": STORY}).encode()))
    write(tmp_path, "e.pdf", b"%PDF")
    write(tmp_path, ".hidden.txt", STORY.encode())
    found = opened(tmp_path)
    assert [Path(c.where.split(".gz")[0]).name for c in found] == ["c.html", "b.txt", "d.jsonl"]
    assert found[0].html == "<p>x</p>"  # type: ignore[union-attr]


def test_a_folder_with_nothing_gives_nothing(tmp_path: Path) -> None:
    write(tmp_path, "notes.md", b"# nothing")
    assert opened(tmp_path) == []


def test_a_named_file_of_another_kind_is_read_as_text(tmp_path: Path) -> None:
    [capture] = opened(write(tmp_path, "story.md", STORY.encode()))
    assert isinstance(capture, Capture)
    assert capture.text == STORY


def test_a_packed_text_is_unpacked(tmp_path: Path) -> None:
    [capture] = opened(write(tmp_path, "a.txt.gz", gzip.compress(STORY.encode())))
    assert isinstance(capture, Capture)
    assert capture.text == STORY


def test_a_path_that_is_not_there_is_a_mistake_of_the_call(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        opened(tmp_path / "nothing.txt")


def test_standard_input_is_records() -> None:
    [capture] = open_paths(["-"], lines_of(json.dumps({"text": STORY})))
    assert isinstance(capture, Capture)
    assert capture.where == "standard input:1"
    with pytest.raises(InputError, match="standard input"):
        opened(Path("-"))


def test_a_file_beyond_reason_is_refused() -> None:
    rejected = decode(b"a" * (MAX_BYTES + 1), "big.txt")
    assert isinstance(rejected, Rejected)
    assert "larger than" in rejected.reason


# ---------------------------------------------------------------- one page in every kind of input

PAGE = f"<!doctype html><html><head><title>Promen</title></head><body><p>{STORY}</p></body></html>"
BODY = PAGE.encode()
LINE = json.dumps({"html": PAGE}).encode()
ALL_KINDS = {
    "a.html": BODY,
    "a.xhtml": BODY,
    "a.HTM": BODY,
    "page": BODY,
    "page.php": b"\xef\xbb\xbf<!-- kept -->\n"[:3] + BODY,
    "wide": PAGE.encode("utf-16"),
    "packed_under_its_plain_name.html": gzip.compress(BODY),
    "a.html.gz": gzip.compress(BODY[:50]) + gzip.compress(BODY[50:]) + b"\x00" * 9,
    "a.html.bz2": bz2.compress(BODY),
    "a.html.xz": lzma.compress(BODY),
    "some.gz": gzip.compress(BODY),
    "some": lzma.compress(BODY),
    "other": bz2.compress(BODY),
    "a.jsonl": LINE,
    "lines": LINE,
    "a.ndjson.xz": lzma.compress(LINE),
    "a.json": LINE,
    "array": b"[" + LINE + b"]",
    "a.json.bz2": bz2.compress(b"[" + LINE + b"]"),
    "a.xml": BODY,
    "a.zip": zipped({"folder/a.html": BODY, "readme.md": b"# nothing"}),
    "zip": zipped({"a.jsonl.gz": gzip.compress(LINE)}),
    "a.warc": warc_record(http(BODY)),
    "a.warc.gz": packed(warc_record(http(BODY))),
    "a.warc.xz": lzma.compress(warc_record(http(BODY))),
    "archive": packed(warc_record(http(BODY))),
    "a.wacz": wacz(warc_record(http(BODY))),
    "wacz": wacz(warc_record(http(BODY))),
    "archive.zip": zipped({"a.warc.gz": packed(warc_record(http(BODY)))}),
}


@pytest.mark.parametrize("name", ALL_KINDS)
def test_one_page_is_the_same_page_in_every_kind_of_input(name: str, tmp_path: Path) -> None:
    if "arc" in name or "wacz" in name:
        pytest.importorskip("fastwarc")
    [capture] = opened(write(tmp_path, name, ALL_KINDS[name]))
    assert isinstance(capture, Capture)
    assert capture.html == PAGE


STREAMS = ["a.html", "a.html.gz", "a.jsonl", "lines", "array", "some", "a.warc", "a.warc.gz", "wide"]


@pytest.mark.parametrize("name", STREAMS)
def test_standard_input_is_told_by_its_first_bytes(name: str) -> None:
    if "warc" in name:
        pytest.importorskip("fastwarc")
    [capture] = open_paths(["-"], io.BytesIO(ALL_KINDS[name]))
    assert isinstance(capture, Capture)
    assert capture.html == PAGE
    assert capture.where.startswith("standard input")


def test_standard_input_that_is_none_of_these_is_records() -> None:
    [rejected] = open_paths(["-"], io.BytesIO(b"A line of text."))
    assert isinstance(rejected, Rejected)
    assert rejected.where == "standard input:1"


def test_a_zip_file_in_a_pipe_is_rejected() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    [rejected] = open_paths(["-"], Pipe(ALL_KINDS["zip"]))
    assert isinstance(rejected, Rejected)
    assert "as a file" in rejected.reason


def test_a_suffix_is_believed(tmp_path: Path) -> None:
    for name in ("a.txt", "a.text.gz"):
        [capture] = opened(write(tmp_path, name, gzip.compress(BODY) if name.endswith("gz") else BODY))
        assert isinstance(capture, Capture)
        assert (capture.text, capture.html) == (PAGE, None)


# ---------------------------------------------------------------- folders


def test_a_folder_that_leads_back_to_itself_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt", STORY.encode())
    (tmp_path / "a" / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    (tmp_path / "linked.txt").symlink_to("a/b.txt")
    found = opened(tmp_path)
    assert [Path(c.where).name for c in found] == ["b.txt", "linked.txt", "self.txt"]
    assert isinstance(found[2], Rejected)
    [given_by_hand] = opened(tmp_path / "a" / "again" / "a")
    assert isinstance(given_by_hand, Capture)


def test_hidden_folders_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, ".cache/a.txt", STORY.encode())
    write(tmp_path, "a/.git/a.txt", STORY.encode())
    assert opened(tmp_path) == []


def test_folders_may_lie_deeper_than_python_calls(tmp_path: Path) -> None:
    write(tmp_path, "/".join("d" * 200) + "/a.txt", STORY.encode())
    limit, depth = sys.getrecursionlimit(), len(inspect.stack())
    try:
        sys.setrecursionlimit(depth + 120)
        [capture] = opened(tmp_path)
    finally:
        sys.setrecursionlimit(limit)
    assert isinstance(capture, Capture)


def test_a_folder_that_cannot_be_listed_does_not_stop_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a/a.txt", STORY.encode())
    write(tmp_path, "b.txt", STORY.encode())
    listed = os.scandir

    def scandir(path: str) -> object:
        if path.endswith("a"):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    rejected, capture = opened(tmp_path)
    assert isinstance(rejected, Rejected)
    assert "Permission denied" in rejected.reason
    assert isinstance(capture, Capture)


def test_a_name_that_is_no_text_can_be_printed(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(STORY)
    [capture] = opened(tmp_path)
    assert isinstance(capture, Capture)
    assert capture.where.endswith("caf\ufffd.txt")
    assert to_json(capture)


# ---------------------------------------------------------------- zip files


def test_members_of_a_zip_file_are_files_of_their_own(tmp_path: Path) -> None:
    hidden = {".hidden.txt": b"x", "__MACOSX/d.txt": b"x"}
    raw = zipped({"b.txt": STORY.encode(), "a/c.html": BODY, "e.pdf": b"%PDF", "z.zip": b"PK"} | hidden)
    place = write(tmp_path, "in/a.zip", raw)
    found = opened(tmp_path)
    assert [c.where for c in found] == [f"{place}!b.txt", f"{place}!a/c.html", f"{place}!z.zip"]
    assert isinstance(found[2], Rejected)
    assert "inside a zip file" in found[2].reason


def test_a_member_that_is_damaged_or_locked_does_not_stop_the_rest(tmp_path: Path) -> None:
    raw = bytearray(zipped({"a.txt": STORY.encode() * 9, "b.txt": STORY.encode(), "c.txt": STORY.encode()}))
    raw[60:64] = b"\xff\xff\xff\xff"
    second = raw.find(b"PK\x01\x02", raw.find(b"PK\x01\x02") + 1)
    raw[second + 8] |= 1
    damaged, locked, good = opened(write(tmp_path, "a.zip", bytes(raw)))
    assert isinstance(damaged, Rejected)
    assert isinstance(locked, Rejected)
    assert "locked with a password" in locked.reason
    assert isinstance(good, Capture)


def test_signs_that_steer_a_terminal_are_not_passed_on_in_names(tmp_path: Path) -> None:
    place = tmp_path / "a.zip"
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("\x1b[2Ja\n.txt", b"")
    [rejected] = opened(place)
    assert rejected.where.isprintable()


@pytest.mark.parametrize("raw", [b"PK\x03\x04", b"", b"PK\x05\x06" + b"\x00" * 18, zipped({"a.md": b"# nothing"})])
def test_a_zip_file_with_nothing_to_read_is_rejected(raw: bytes, tmp_path: Path) -> None:
    [rejected] = opened(write(tmp_path, "a.zip", raw))
    assert isinstance(rejected, Rejected)


# ---------------------------------------------------------------- limits


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.txt.gz", gzip.compress(b"a" * 900_000)),
        ("a.html.bz2", bz2.compress(b"a" * 900_000)),
        ("a.txt.xz", lzma.compress(b"a" * 900_000)),
        ("a.zip", zipped({"a.txt": b"a" * 900_000})),
        ("a.xml.gz", gzip.compress(b"<rss>" + b"a" * 900_000)),
    ],
)
def test_a_bomb_is_unpacked_no_further_than_the_limit(
    name: str, raw: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 5_000)
    [rejected] = opened(write(tmp_path, name, raw))
    assert isinstance(rejected, Rejected)
    assert "larger than 0.005 MB" in rejected.reason


def test_the_size_that_a_member_declares_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = zipped({"a.txt": b"a" * 900_000})
    lie = raw.replace((900_000).to_bytes(4, "little"), (90).to_bytes(4, "little"))
    assert lie != raw
    monkeypatch.setattr(limits, "MAX_BYTES", 5_000)
    [found] = opened(write(tmp_path, "a.zip", lie))
    assert isinstance(found, Rejected)


def test_unpacking_takes_no_more_memory_than_a_sound_file_needs(tmp_path: Path) -> None:
    greedy = lzma.compress(b"a", format=lzma.FORMAT_XZ, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 29}])
    [rejected] = opened(write(tmp_path, "a.txt.xz", greedy))
    assert isinstance(rejected, Rejected)
    assert "emory" in rejected.reason


def test_of_records_that_are_cut_off_what_was_read_stays(tmp_path: Path) -> None:
    rows = b"".join(json.dumps({"text": f"{STORY} {n * n}"}).encode() + b"\n" for n in range(2_000))
    *kept, rejected = opened(write(tmp_path, "a.jsonl.gz", gzip.compress(rows)[:-200]))
    assert sum(isinstance(c, Capture) for c in kept) > 1_000
    assert isinstance(rejected, Rejected)
    assert "cut off" in rejected.reason


MUTATED = st.tuples(st.sampled_from([*ALL_KINDS.values()]), st.integers(0, 2_000), st.binary(max_size=9)).map(
    lambda t: t[0][: t[1]] + t[2] + t[0][t[1] + len(t[2]) :]
)


@given(
    suffix=st.sampled_from(["", *SUFFIXES]),
    packing=st.sampled_from(["", *PACKINGS]),
    raw=st.binary(max_size=300) | MUTATED,
)
def test_any_bytes_under_any_suffix_give_captures_and_reasons(
    suffix: str, packing: str, raw: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pytest.importorskip("fastwarc")
    pytest.importorskip("feedparser")
    place = tmp_path_factory.getbasetemp() / f"any{suffix}{packing}"
    place.write_bytes(raw)
    for found in (opened(place), opened(Path("-"), stdin=raw)):
        for capture in found:
            assert type(capture) in (Capture, Rejected)
            to_json(capture)
