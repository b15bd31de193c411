"""Whether memory stays flat: the peak while the records of a large web archive are read, after a tenth and after all.

python -m eval.memory [--records N]
"""

from __future__ import annotations

import argparse
import gzip
import resource
import tempfile
import time
from pathlib import Path

from stemma.intake.open import open_paths
from stemma.model import Capture

RECORDS = 100_000
PLACES = ("harbour", "quarry", "sawmill", "lighthouse", "brickyard", "ferry", "mill", "station")
PAGE = """<!doctype html><html><head><title>The {place} of district {number}</title></head><body><article>
<p>The {place} of district {number} stays closed for {days} days, the council decided on Monday.</p>
<p>Some {people} people who work there were told in the morning. The {other} near by is not affected.</p>
</article></body></html>"""


def page(number: int) -> bytes:
    """A small page, another one for each number."""
    place, other = PLACES[number % len(PLACES)], PLACES[number // 7 % len(PLACES)]
    return PAGE.format(place=place, number=number, days=number % 90 + 2, people=number % 701, other=other).encode()


def record(number: int) -> bytes:
    """A WARC record with a page as it was answered."""
    body = page(number)
    response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
        f"WARC-Target-URI: https://news.example/{number}\r\nWARC-Date: 2024-11-12T08:08:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(response)}\r\n\r\n"
    )
    return head.encode() + response + b"\r\n\r\n"


def write(place: Path, records: int) -> None:
    with place.open("wb") as archive:
        for number in range(records):
            archive.write(gzip.compress(record(number), 1, mtime=0))


def peak() -> float:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Write the archive, read it, and print the peak at a tenth of it and at its end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=RECORDS)
    records = parser.parse_args().records
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "pages.warc.gz"
        write(archive, records)
        print(f"{records} records, {archive.stat().st_size / 1e6:.0f} MB; before: peak {peak():.1f} MB")
        started, read = time.perf_counter(), 0
        for capture in open_paths([archive]):
            read += isinstance(capture, Capture)
            if read in (records // 10, records):
                seconds = time.perf_counter() - started
                print(f"{read:>8} read: peak {peak():.1f} MB, {read / seconds:.0f} records a second")


if __name__ == "__main__":
    main()
