"""Look for input that breaks the reading of pages, texts, files and feeds.

    python scripts/fuzz.py html --seconds 600
    python scripts/fuzz.py html --replay FILE...

Targets: `html` and `metadata` (a page, and a page around broken statements of itself), `text` (captured text), `intake`
(bytes under every suffix that is known), `feed`. A finding is an exception that no docstring promises, a report whose
spans, times or JSON are not sound, or an input that takes too long. One input of each kind of finding, the shortest, is
kept under --work (by default in the folder for temporary files), and the run goes on behind it. The status is 1 where
anything was found. Needs atheris (`pip install atheris`).
"""

from __future__ import annotations

import argparse
import bz2
import cProfile
import gzip
import io
import lzma
import os
import pstats
import random
import re
import sys
import tempfile
import time
import tomllib
import traceback
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

SECONDS = 5.0
"""Process time that 100,000 bytes of input may take."""
FLOOR = 1.0
"""Process time that every input may take, however short it is."""
LONGEST = 30_000
"""Bytes of the inputs that are tried."""
HANGS = 300
"""Seconds after which an input is given up and the run ends."""
MEMORY = 6_000
"""Megabytes beyond which an input is a finding."""
LANGUAGES = (None, "en", "de", "pl", "nb", "ru", "und", "xx", "zh-Hant", "")
ADDRESSES = (
    None,
    "https://news.example.co.uk/2021/03/12/ferry-runs-aground",
    "https://blad.example.no/9999/12/31/",
    "http://[",
    "http://a:b:c/2024/13/45/x",
    "//x",
    "\u0130\u2028",
)
TITLES = (None, None, None, "Ferry runs aground | Tide", "-", "\u0301")
SUFFIXES = (".txt", ".html", ".jsonl", ".json", ".warc", ".wacz", ".zip", ".rss", ".xml", "", ".warc.gz")
PACKINGS: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("", bytes),
    ("", bytes),
    (".gz", gzip.compress),
    (".bz2", bz2.compress),
    (".xz", lzma.compress),
    (".gz", bytes),
    (".bz2", bytes),
    (".xz", bytes),
)
TIME = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?)?", re.ASCII)
STORY = (
    "The ferry Elin ran aground off Vardholm at dawn on Tuesday, 9 March 2021, and 40 passengers were taken ashore.",
    "“Nobody was hurt,” said harbour master Ada Brekke. The company said that the rudder had failed.",
    "A tug from Sund is expected on Wednesday; until then the strait stays closed to ships of more than 20 metres.",
)


# ---------------------------------------------------------------- what must hold


def flaws(report: Any) -> Iterator[str]:
    """What is wrong with a report: spans outside their text or out of order, times that are none, JSON that differs."""
    from stemma.model import Report, from_json, to_json

    size, last = len(report.text), 0
    for block in report.blocks:
        if not last <= block.start < block.end <= size:
            yield f"block {block.start}-{block.end} behind {last} in a text of {size}"
        last = block.end
    inside = [(block.start, block.end) for block in report.blocks if block.is_report]
    at = last = 0
    for start, end in report.sentences:
        while at < len(inside) and inside[at][1] <= start:
            at += 1
        if not last <= start < end or at == len(inside) or start < inside[at][0] or end > inside[at][1]:
            yield f"sentence {start}-{end} in no report block"
        last = end
    for item in (*report.credits, *report.disclosures):
        if not 0 <= item.start <= item.end <= size:
            yield f"{type(item).__name__} {item.start}-{item.end} in a text of {size}"
    stated = [report.updated] if report.published_basis == "given" else [report.published, report.updated]
    for moment in filter(None, stated):
        if not TIME.fullmatch(moment):
            yield f"time {moment!r}"
    if from_json(Report, to_json(report)) != report:
        yield "not the same after JSON"


def broken_capture(found: Any) -> Iterator[str]:
    """What is wrong with what `open_paths` gave: no reason, no content, or text that JSON cannot hold."""
    from stemma.model import Capture, Rejected, from_json, to_json

    if isinstance(found, Rejected):
        if not found.reason.strip():
            yield "rejected without a reason"
    elif not isinstance(found, Capture) or (found.text or found.html) is None:
        yield "a capture of nothing"
    if from_json(type(found), to_json(found)) != found:
        yield "not the same after JSON"


# ---------------------------------------------------------------- targets


class Unsound(Exception):
    """What came out breaks a promise; the message names it."""


def _must_hold(found: Iterator[str]) -> None:
    wrong = next(found, None)
    if wrong is not None:
        raise Unsound(wrong)


def _options(data: bytes) -> tuple[bytes, int, int]:
    """The input and two numbers for options, which its last two bytes give."""
    return data[:-2], *(data[-2:] if len(data) > 2 else b"\0\0")


class Targets:
    """Each method takes the bytes that the fuzzer made, and raises where something is found."""

    def __init__(self, work: Path) -> None:
        from stemma.intake.feeds import feed_items
        from stemma.intake.open import open_paths
        from stemma.languages.registry import Languages
        from stemma.model import Capture, Rejected, to_json
        from stemma.page.identify import read_page

        self._feed_items, self._open_paths, self._read_page = feed_items, open_paths, read_page
        self._capture, self._rejected, self._to_json = Capture, Rejected, to_json
        self._languages = Languages()
        self._work = work

    def _page(self, a: int, b: int, **content: Any) -> None:
        # A language that must be told first takes most of the time, so it is given nearly always.
        language = LANGUAGES[b % len(LANGUAGES)] or ("en" if b % 3 else None)
        url, title = ADDRESSES[a % len(ADDRESSES)], TITLES[(a >> 4) % len(TITLES)]
        capture = self._capture("page", url=url, language=language, title=title, **content)
        found = self._read_page(capture, self._languages)
        if isinstance(found, self._rejected):
            _must_hold(broken_capture(found))
        else:
            _must_hold(flaws(found))

    def html(self, data: bytes) -> None:
        body, a, b = _options(data)
        self._page(a, b, html=body.decode("utf-8", "replace"))

    def text(self, data: bytes) -> None:
        body, a, b = _options(data)
        self._page(a, b, text=body.decode("utf-8", "replace"), clean=b >= 240)

    def metadata(self, data: bytes) -> None:
        body, a, b = _options(data)
        said = body.decode("utf-8", "replace")
        head = said if a >= 192 else f'<script type="application/ld+json">{said}</script>'
        self._page(a, b, html=page(head))

    def intake(self, data: bytes) -> None:
        body, a, b = _options(data)
        suffix, (packing, packed) = SUFFIXES[a % len(SUFFIXES)], PACKINGS[b % len(PACKINGS)]
        place = self._work / f"input{suffix}{packing}"
        place.write_bytes(zipped(body) if suffix == ".zip" and a >= 128 else packed(body))
        try:
            for found in self._open_paths([place]):
                _must_hold(broken_capture(found))
        finally:
            place.unlink()

    def feed(self, data: bytes) -> None:
        body, a, _ = _options(data)
        found = self._feed_items(body, ADDRESSES[a % len(ADDRESSES)] or "feed.xml")
        if isinstance(found, self._rejected):
            _must_hold(broken_capture(found))
            return
        for item in found:
            for value in (*item.evidence, self._capture("feed", html=item.html or "-", url=item.url)):
                self._to_json(value)


def page(head: str) -> str:
    """A page of a short report with something in its head."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    body = f"<article><h1>Ferry aground</h1>{body}</article>"
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def zipped(content: bytes, names: tuple[str, ...] = ("a.html", "b.jsonl", "c.txt.gz", "d.warc")) -> bytes:
    """A zip file in which every member has the same content, each stored in another way."""
    methods = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, method in zip(names, methods, strict=True):
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


# ---------------------------------------------------------------- seeds and tokens

TAGS = """
<p> </p> <div> <a_href='/x'> </a> <h1> <h2> <br> <hr> <table><tr><td> <ul><li> <nav> <article> <main> <section> <aside>
<footer> <figure><figcaption> <span_itemprop=' <!-- --> <![CDATA[ ]]> <script> </script> <style> <svg> <template> <?x
<base_href=' <time_datetime='2024-13-45T99:99'_pubdate> <meta_property='og:title'_content=' <meta_name='date'_content='
<link_rel='canonical'_href='http://[ <title> </title> <body> </html> &#0; &#xD800; &amp; class=' style='display:none'
hidden <select> <blockquote> <pre> <iframe> <frameset> '> ">
"""
KEYS = r"""
"@type": "@graph":[ "@id": "NewsArticle" "headline": "datePublished": "dateModified": "author": "publisher": "name":
"isAccessibleForFree": "inLanguage": "mainEntityOfPage": NaN Infinity 1e999 -0 "\ud800" null false [[[[ {} "items":[{
"version":"https://jsonfeed.org/version/1" "content_html": "text": "html": "clean":true "language": "id": "published":
"""
DATES = """
2024-13-45T99:99 0001-01-01T00:00:00+14:00 9999-12-31T23:59Z 2021-03-09T07:15:00.123Z 2024-02-30 ٢٠٢٤-٠١-٠١ 9/3/21 24:00
Tue,_9_Mar_2021_07:15:00_+0100 09.03.2021,_07:15 March_9,_2021 _12_% AFP/ (dpa) 1. A. __|__ _–_ _::_ -_-_ ½ ² Ⅷ » … “
"""
FEEDS = """
<rss_version='2.0'><channel> <item> <link> <pubDate> <dc:date> <feed_xmlns='http://www.w3.org/2005/Atom'> <entry>
<content_type='html'> <content:encoded> <!DOCTYPE_x_[ <!ENTITY <?xml_version='1.0' WARC/1.0 WARC-Type:_response
Content-Length:_ Content-Type:_text/html;_charset= HTTP/1.1_200 Content-Encoding:_gzip Transfer-Encoding:_chunked
utf-16 iso-2022-jp gb18030 <meta_charset='
"""
SIGNS = (
    "\u200b\u202e\u2066\u2069\u0301\ufeff\u2028\u0085\x0b\x0c\x00\x1c\ufffd\u00ad\u00a0\u3000\U0001f6a2\u0130\ufdfa"
    "\n\t\r .!?/%"
)
MORE = (b"\n\n", b"\r\n", b"\r\n\r\n", b"      ", b"PK\x03\x04", b"\x1f\x8b", b"BZh9", b"\xff\xfe", b"\x80")


def words(table: str) -> list[str]:
    """The tokens of a table, in which "_" stands for a blank."""
    return [word.replace("_", " ") for word in table.split()]


def phrases(most: int = 400) -> list[str]:
    """Wordings of the language packs, evenly taken from all of them."""
    found: list[str] = []

    def collect(value: Any) -> None:
        if isinstance(value, str):
            found.append(value[:60])
        elif isinstance(value, dict | list):
            for inner in value.values() if isinstance(value, dict) else value:
                collect(inner)

    for pack in sorted((ROOT / "stemma/languages/packs").glob("*.toml")):
        collect(tomllib.loads(pack.read_text(encoding="utf-8")))
    return found[:: max(1, len(found) // most)]


def tokens() -> list[bytes]:
    """What is put into inputs."""
    return [*MORE, *(token.encode() for token in (*words(TAGS + KEYS + DATES + FEEDS), *SIGNS, *phrases()))]


def seeds(target: str) -> list[bytes]:
    """Inputs to begin with; the examples of the project are among them."""
    kind = {"html": "*.html", "text": "*.txt", "intake": "*.*"}.get(target, "none")
    found = [path.read_bytes() for path in sorted((ROOT / "examples").glob(kind))]
    article = '{"@type":"NewsArticle","headline":"Ferry aground","datePublished":"2021-03-09T23:15:00Z"'
    linked = f'[{article},"author":[{{"@id":"#a"}}],"publisher":{{"name":"Tide"}}}},{{"@id":"#a","name":"A B"}}]'
    entry = "<title>Ferry aground</title><link>/a</link><pubDate>Tue, 9 Mar 2021 07:15:00 +0100</pubDate>"
    said = "".join(f"<meta property='og:{k}' content='Ferry aground | Tide'>" for k in ("title", "site_name", "locale"))
    rss = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Tide</title><item>{entry}</item></channel></rss>"
    record = '{"html":"<p>The ferry ran aground.</p>","title":"Ferry aground","language":"en"}\n'
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page('')}"
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x.example/\r\n"
    warc = f"{head}Content-Length: {len(answer)}\r\n\r\n"
    own = {
        "html": [page(said), "\n".join(STORY)],
        "text": ["\n".join(("Ferry aground", *STORY))],
        "metadata": [linked, said],
        "intake": [record, page(said), rss, f"[{record},{record}]", f"{warc}{answer}\r\n\r\n"],
        "feed": [rss, '{"version":"https://jsonfeed.org/version/1","items":[{"url":"http://x.example/","title":"A"}]}'],
    }
    whole = [*found, *(seed.encode() for seed in own[target])]
    return [seed + bytes((i * 37 % 256, i % 256)) for seed in whole for i in range(len(SUFFIXES))]


def mutator(pieces: list[bytes], others: list[bytes]) -> Callable[[bytes, int, int], bytes]:
    """A mutator that puts tokens in, repeats, moves and drops stretches, splices other inputs in and changes bytes."""

    def mutated(data: bytes, longest: int, seed: int) -> bytes:
        chance = random.Random(seed)
        for _ in range(chance.randint(1, 4)):
            at, to = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
            to = min(to, at + chance.choice((4, 30, 300)))
            piece, what = data[at:to], chance.random()
            if what < 0.15:
                new = piece * chance.choice((2, 10, 100, 1000))
            elif what < 0.25:
                new = b""
            elif what < 0.35:
                new = bytes(chance.choice((byte, chance.randrange(256))) for byte in piece[:8]) + piece[8:]
            elif what < 0.45:
                source = chance.choice((data, chance.choice(others)))
                begin = chance.randint(0, len(source))
                new = source[begin : begin + chance.choice((10, 100, 1000))] + piece
            else:
                new = chance.choice(pieces) * (1 if chance.random() < 0.9 else chance.choice((10, 300, 3000))) + piece
            data = data[:at] + new + data[to:]
            if chance.random() < 0.1:
                data = data[:-2] + bytes((chance.randrange(256), chance.randrange(256)))
        return data[:longest]

    return mutated


# ---------------------------------------------------------------- findings


class Finder:
    """Runs a target and keeps the shortest input of each kind of finding."""

    def __init__(self, run: Callable[[bytes], None], folder: Path) -> None:
        self._run, self._folder = run, folder
        self.sizes: dict[str, int] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def __call__(self, data: bytes) -> None:
        try:
            taken = self._time(data)
            limit = max(FLOOR, SECONDS * len(data) / 100_000)
            # What is loaded or compiled once does not count, so a slow input is measured again.
            if taken > limit and (taken := self._time(data)) > limit:
                self._keep(data, f"slow-{self._busiest(data)}", f"{taken:.1f} s for {len(data)} bytes")
        except Exception as error:
            own = [f for f in traceback.extract_tb(error.__traceback__) if "stemma" in f.filename]
            place = f"{Path(own[-1].filename).stem}-{own[-1].name}" if own else "elsewhere"
            told = re.sub(r"\W+|\d+", "-", str(error))[:30] if isinstance(error, Unsound) else ""
            self._keep(data, f"{type(error).__name__}-{place}{told}", traceback.format_exc())

    def _time(self, data: bytes) -> float:
        before = time.process_time()
        self._run(data)
        return time.process_time() - before

    def _busiest(self, data: bytes) -> str:
        """The function in which most time is spent."""
        profile = cProfile.Profile()
        profile.runcall(self._run, data)
        out = io.StringIO()
        pstats.Stats(profile, stream=out).sort_stats("tottime").print_stats(1)
        return re.sub(r"\W+", "-", out.getvalue().strip().splitlines()[-1].split()[-1])[-60:]

    def _keep(self, data: bytes, kind: str, told: str) -> None:
        kind = re.sub(r"[^\w.-]", "_", kind)
        if len(data) >= self.sizes.get(kind, sys.maxsize):
            return
        print(f"\nFINDING {kind} ({len(data)} bytes)\n{told[-1500:]}", flush=True)
        self.sizes[kind] = len(data)
        (self._folder / kind).write_bytes(data)
        (self._folder / f"{kind}.told").write_text(told, encoding="utf-8", errors="replace")


def fuzz(target: str, seconds: int, work: Path) -> None:
    """Fuzzes one target; never returns, since libFuzzer ends the process."""
    try:
        import atheris
    except ImportError:
        raise SystemExit("fuzzing needs atheris: pip install atheris") from None
    corpus = work / target / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(target)):
        (corpus / f"seed-{number}").write_bytes(seed[:LONGEST])
    with atheris.instrument_imports(include=["stemma"]):
        finder = Finder(getattr(Targets(work), target), work / target / "findings")
    flags = [f"-max_total_time={seconds + HANGS}", f"-max_len={LONGEST}", "-print_final_stats=1"]
    flags += [f"-timeout={HANGS}", f"-rss_limit_mb={MEMORY}", f"-artifact_prefix={work / target}/", str(corpus)]
    end = time.monotonic() + seconds

    def one(data: bytes) -> None:
        finder(data)
        if time.monotonic() > end:
            print(f"{len(finder.sizes)} kinds of findings in {work / target / 'findings'}", flush=True)
            os._exit(bool(finder.sizes))

    atheris.Setup([sys.argv[0], *flags], one, custom_mutator=mutator(tokens(), seeds(target)))
    atheris.Fuzz()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=[name for name in vars(Targets) if not name.startswith("_")])
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "stemma-fuzz")
    parser.add_argument("--replay", type=Path, nargs="+", metavar="FILE", help="run these inputs once, and no others")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    if not given.replay:
        fuzz(given.target, given.seconds, given.work)
    finder = Finder(getattr(Targets(given.work), given.target), given.work / given.target / "replayed")
    for path in given.replay:
        finder(path.read_bytes())
    sys.exit(bool(finder.sizes))


if __name__ == "__main__":
    main()
