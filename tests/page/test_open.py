from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from stemma.errors import InputError
from stemma.model import Capture, Rejected
from stemma.page.open import MAX_BYTES, decode, lines_of, open_paths, record

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
