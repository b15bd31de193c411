from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from stemma.errors import OutputError
from stemma.intake.web import Fetched
from tests.intake.nets import DATE, ETAG, STORY, URL, Net, good, moved, page


def cached(net: Net, folder: Path, **headers: str) -> Fetched:
    net.answers[URL] = page(**(headers or {"etag": ETAG, "last_modified": DATE}))
    return good(net.fetch(cache=folder))


def test_an_unchanged_page_comes_from_the_cache(net: Net, tmp_path: Path) -> None:
    first = cached(net, tmp_path / "new" / "cache")
    net.answers[URL] = 304
    second = good(net.fetch(cache=tmp_path / "new" / "cache"))
    sent = net.requests[-1].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == (ETAG, DATE)
    assert (second.status, second.unchanged, first.unchanged) == (304, True, False)
    assert (second.body, second.content_type, second.charset) == (first.body, first.content_type, first.charset)


def test_a_changed_page_takes_the_place_of_the_old_one(net: Net, tmp_path: Path) -> None:
    cached(net, tmp_path)
    net.answers[URL] = page("<p>Sails again.</p>", etag='"v2"')
    net.fetch(cache=tmp_path)
    net.answers[URL] = 304
    again = good(net.fetch(cache=tmp_path))
    assert again.body == b"<p>Sails again.</p>"
    assert net.requests[-1].headers["if-none-match"] == '"v2"'
    assert "if-modified-since" not in net.requests[-1].headers
    assert len(list(tmp_path.iterdir())) == 2


def test_the_end_of_a_redirect_is_what_is_kept(net: Net, tmp_path: Path) -> None:
    cached(net, tmp_path)
    net.answers |= {"https://b.example/": moved(URL), URL: 304}
    found = good(net.fetch("https://b.example/", cache=tmp_path))
    assert (found.url, found.asked, found.unchanged) == (URL, "https://b.example/", True)


@pytest.mark.parametrize("headers", [{"server": "x"}, {"etag": ETAG, "cache_control": "private, No-Store"}])
def test_what_has_no_mark_or_must_not_be_stored_is_not_kept(net: Net, headers: dict[str, str], tmp_path: Path) -> None:
    cached(net, tmp_path, **headers)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda about, body: about.write_text("{"),
        lambda about, body: about.write_bytes(b"\xff\x00"),
        lambda about, body: about.write_text("[]"),
        lambda about, body: about.write_text(json.dumps(json.loads(about.read_text()) | {"url": "https://b.example/"})),
        lambda about, body: about.write_text(json.dumps(json.loads(about.read_text()) | {"more": 1})),
        lambda about, body: about.unlink(),
        lambda about, body: body.unlink(),
        lambda about, body: body.write_bytes(body.read_bytes()[:-1]),
        lambda about, body: (body.unlink(), body.mkdir()),
    ],
)
def test_a_damaged_entry_is_passed_over(net: Net, spoil: Callable[[Path, Path], object], tmp_path: Path) -> None:
    cached(net, tmp_path)
    [about], [body] = tmp_path.glob("*.json"), tmp_path.glob("*.body")
    spoil(about, body)
    net.answers[URL] = page("<p>New.</p>")
    assert good(net.fetch(cache=tmp_path)).body == b"<p>New.</p>"
    assert "if-none-match" not in net.requests[-1].headers


@pytest.mark.parametrize("etag", ["ø", "a\tb", "\udcff"])
def test_a_mark_that_no_header_can_hold_is_not_sent(net: Net, etag: str, tmp_path: Path) -> None:
    cached(net, tmp_path)
    [about] = tmp_path.glob("*.json")
    about.write_text(json.dumps(json.loads(about.read_text()) | {"etag": etag}))
    net.answers[URL] = page()
    assert good(net.fetch(cache=tmp_path)).status == 200
    assert "if-none-match" not in net.requests[-1].headers


def test_an_interrupted_write_leaves_the_old_entry_and_no_litter(
    net: Net, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached(net, tmp_path)
    before = {place.name: place.read_bytes() for place in tmp_path.iterdir()}

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.replace", interrupted)
    net.answers[URL] = page("<p>New.</p>", etag='"v2"')
    with pytest.raises(KeyboardInterrupt):
        net.fetch(cache=tmp_path)
    assert {place.name: place.read_bytes() for place in tmp_path.iterdir()} == before


def test_a_full_disk_does_not_cost_the_page(net: Net, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("os.replace", full)
    assert cached(net, tmp_path).body == STORY.encode()
    assert list(tmp_path.iterdir()) == []


def test_a_cache_folder_that_cannot_be_made_is_told_at_once(net: Net, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cache folder cannot be made"):
        net.web(cache=tmp_path / "file")
