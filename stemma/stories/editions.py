"""Captures of one report become one report with editions, and what changed between them is kept.

Captures are candidates where they share a page (an address, without what networks and phone layouts add to it) or an
outlet and some 5-word shingles that their text itself chooses. Reports are taken latest first; each is compared with
the few kept ones that its page or its shingles lead to, and becomes an edition of the first that is one report with it,
or is kept. So an edition is like its report itself: pages rewritten every hour do not become one by small steps.

Reports of two outlets, or in two languages, are never one: a syndicated copy derives from the first.
"""

from __future__ import annotations

import datetime
import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit
from zlib import crc32

import msgspec
from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import ratio

from stemma.model import Edition, Report
from stemma.stories.changes import IDEOGRAPHS, LONGEST_COMPARED, SOFT_HYPHEN, changes_since, told

SHINGLE = 5
"""Words in a row that are compared as one; so many stand together in unrelated reports only in names and formulas."""
SKETCH, SKETCH_SHARED = 6, 2
"""Shingles that propose candidates, those with the least checksums, and how many of them two reports must share. Texts
with 0.8 of their shingles in common share fewer two times in ten thousand (simulated)."""
RIVALS = 8
"""Later reports that a report is compared with at most, so that bulletins of one form cost no more than others."""
PAGE_SHARE = 0.5
"""Share of the shorter text's words that must stand in the longer for two captures of one page to be one report
(chosen: below it, pages of 1,800 news reports held a preview and the report that replaced it)."""
IN_ORDER_LENGTH = 4
"""Words in order count up to this ratio of lengths. Of unrelated reports in one language 0.1 to 0.25 of the shorter
one's words stand in order in the longer, seldom over 0.4 (measured in 15 languages)."""
OUTLET_SHARE = 0.8
"""Share of all shingles of two texts that must be in both for two pages of one outlet to be one report (chosen)."""
TITLE_RATIO = 80.0
"""rapidfuzz ratio from which a title is the other, retouched (of 100; as for copied sentences)."""
DAYS_BETWEEN = 3
"""Days that may lie between two publications of one report whose titles are not alike (chosen)."""
FEWEST_WORDS = 40
"""Shorter texts on two pages are teasers and formulas, which one outlet prints many times (chosen)."""

AMP = "amp"
TRACKING = frozenset(
    ("ref", "fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "cmpid", "xtor", "ocid", AMP)
)
TRACKING_STARTS = ("utm_", "at_", "wt_", "wt.", "pk_", "mtm_")
PHONE_HOSTS = ("www.", "m.", "amp.")
STATED = ("given", "page")
"""Bases of a date of publication that somebody stated, where others are worked out."""

_SINGLE = re.compile(f"[{IDEOGRAPHS}]")
_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_]*/(?=https?:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Trace:
    """What a report is recognised by; `whole` and `sketch` are checksums of all its words and of some shingles."""

    report: Report
    language: str
    pages: frozenset[str]
    host: str | None
    outlet: str | None
    title: str
    day: datetime.date | None
    words: int
    characters: int
    whole: int
    sketch: tuple[int, ...]

    @property
    def outlets(self) -> frozenset[str]:
        return frozenset(o for o in (self.host, self.outlet) if o)

    @property
    def keys(self) -> Iterator[int]:
        """What leads to reports of the same outlet (or of none that is known) with the same shingles."""
        if self.words < FEWEST_WORDS:
            return
        for outlet in sorted(self.outlets) or [""]:
            mark = crc32(f"{self.language} {outlet}".encode("utf-8", "surrogatepass"))
            for shingle in (self.whole, *self.sketch):
                yield shingle << 32 | mark


def fold_editions(reports: Sequence[Report]) -> tuple[Report, ...]:
    """The reports, by id, with captures of one report as editions of the latest revision among them.

    The latest is told by `updated`, then `captured`, then `published`, the longer text and the id. It keeps its id; its
    date of publication is the earliest that any of them states, since a revision does not make a report newer. Editions
    are in the order of the same times. Changes are in code points of the kept report's text. What is folded already
    stays as it is; the order of the reports does not matter.
    """
    # Copies first: where one page has several texts, a copy of one of them is not to stay behind.
    traces = _fold([_trace(r) for r in {r.id: r for r in reports}.values()], copies=True)
    # An edition brings its page and its date with it, by which more may be seen to belong together.
    while len(folded := _fold(traces)) < len(traces):
        traces = folded
    return tuple(sorted((t.report for t in folded), key=lambda r: r.id))


def _fold(traces: Sequence[_Trace], copies: bool = False) -> list[_Trace]:
    """The reports that are kept, those that are one with them as their editions; or only `copies`, word for word."""
    groups: list[tuple[_Trace, list[Report]]] = []
    index: dict[int | str, list[int]] = defaultdict(list)
    for trace in sorted(traces, key=lambda t: (*_times(t.report), t.characters, t.report.id), reverse=True):
        home = next((n for n in _rivals(trace, index) if _one_report(trace, groups[n][0], copies)), None)
        if home is not None:
            groups[home][1].append(trace.report)
            continue
        leads: list[int | str] = [*trace.pages, *trace.keys]
        for lead in leads:
            index[lead].append(len(groups))
        groups.append((trace, []))
    return [_trace(_merge(kept.report, others)) if others else kept for kept, others in groups]


def _rivals(trace: _Trace, index: Mapping[int | str, list[int]]) -> list[int]:
    """The kept reports that a report may be an edition of: of its page first, then by what they share."""
    pages = {n for page in trace.pages for n in index.get(page, ())[-RIVALS:]}
    votes = Counter(n for key in trace.keys for n in index.get(key, ())[-RIVALS:])
    enough = min(SKETCH_SHARED, len(trace.sketch))
    near = [n for n, count in votes.items() if count >= enough and n not in pages]
    return sorted(pages, reverse=True) + sorted(near, key=lambda n: (-votes[n], n))[:RIVALS]


def _times(capture: Report | Edition) -> tuple[str, str, str]:
    return _moment(capture.updated), _moment(capture.captured), _moment(capture.published)


def _moment(value: str | None) -> str:
    """A time in a form that sorts: in UTC where it names its zone, else as it stands; nothing where it is not known."""
    try:
        time = datetime.datetime.fromisoformat(value or "")
        return time.astimezone(datetime.UTC).replace(tzinfo=None).isoformat() if time.tzinfo else value or ""
    except (ValueError, OverflowError):
        return value or ""


def _trace(report: Report) -> _Trace:
    words = _words(report)
    named = report.title or next((report.at(b) for b in report.blocks if b.kind == "title"), "")
    pages = (_page(url)[1] for url in (report.url, *(e.url for e in report.editions)))
    try:
        day = datetime.date.fromisoformat((report.published or "")[:10])
    except ValueError:
        day = None
    return _Trace(
        report,
        language=report.language.replace("_", "-").partition("-")[0].casefold(),
        pages=frozenset(filter(None, pages)),
        host=_page(report.url)[0],
        outlet=_plain(report.outlet).removeprefix("www.") or None,
        title=_plain(named),
        day=day,
        words=len(words),
        characters=sum(map(len, words)),
        whole=_checksum(words),
        sketch=tuple(heapq.nsmallest(SKETCH, set(_shingles(words)))),
    )


def _plain(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


def _words(report: Report) -> list[bytes]:
    """The words of the report without furniture, as they are compared: composed, without case and soft hyphens."""
    text = normalize("NFC", told(report).replace(SOFT_HYPHEN, "")).casefold()
    return " ".join(_SINGLE.sub(r" \g<0> ", text).split()).encode("utf-8", "surrogatepass").split()


def _shingles(words: Sequence[bytes]) -> Iterable[int]:
    """Checksums of every `SHINGLE` words in a row, in their order; a shorter text is one shingle."""
    if len(words) < SHINGLE:
        return [_checksum(words)] if words else []
    return map(crc32, map(b" ".join, zip(*(words[n:] for n in range(SHINGLE)), strict=False)))


def _checksum(words: Iterable[bytes]) -> int:
    return crc32(b" ".join(words))


def _page(url: str | None) -> tuple[str | None, str | None]:
    """The host and the page of an address, both without what does not tell pages apart; None where it has no host."""
    address = _ARCHIVED.sub("", (url or "").strip())
    try:
        parts = urlsplit(address if "://" in address else f"//{address.removeprefix('//')}")
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None, None
    while host.startswith(PHONE_HOSTS):
        host = host.partition(".")[2]
    if "." not in host:
        return None, None
    path = unquote(parts.path).rstrip("/").removesuffix(f"/{AMP}").rstrip("/")
    query = sorted(q for q in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracking(*q))
    return host, f"{host}{path}?{urlencode(query)}"


def _is_tracking(name: str, value: str) -> bool:
    """Whether a parameter of an address tells where the reader came from, or asks for a layout."""
    low = name.casefold()
    return low in TRACKING or low.startswith(TRACKING_STARTS) or (low.startswith("output") and value.casefold() == AMP)


# ---------------------------------------------------------------- whether two captures are one report


def _one_report(a: _Trace, b: _Trace, copies: bool) -> bool:
    if copies and not _word_for_word(a, b):
        return False
    if a.language != b.language or not (a.words and b.words):
        return False
    if a.pages & b.pages:
        return _covered(a, b) >= PAGE_SHARE
    if min(a.words, b.words) < FEWEST_WORDS:
        return False
    if not a.outlets and not b.outlets:
        return _word_for_word(a, b)
    if not _same_outlet(a, b) or not _timely(a, b):
        return False
    one, other = set(_shingles(_words(a.report))), set(_shingles(_words(b.report)))
    return len(one & other) >= OUTLET_SHARE * len(one | other)


def _same_outlet(a: _Trace, b: _Trace) -> bool:
    """Where both addresses are known they decide, and no other name may speak against them."""
    if a.host and b.host:
        return a.host == b.host and (not a.outlet or not b.outlet or a.outlet == b.outlet)
    return not a.outlets.isdisjoint(b.outlets)


def _timely(a: _Trace, b: _Trace) -> bool:
    """Whether titles or dates let two texts be one report; where neither can be compared, the texts must be equal."""
    titles = bool(a.title and b.title)
    if titles and ratio(a.title, b.title) >= TITLE_RATIO:
        return True
    if a.day is not None and b.day is not None:
        return abs((a.day - b.day).days) <= DAYS_BETWEEN
    return not titles and _word_for_word(a, b)


def _word_for_word(a: _Trace, b: _Trace) -> bool:
    return a.whole == b.whole and _words(a.report) == _words(b.report)


def _covered(a: _Trace, b: _Trace) -> float:
    """Share of the shorter text's words that stand in the longer: in shingles, or in order."""
    shorter, longer = sorted((_words(a.report), _words(b.report)), key=lambda words: (len(words), words))
    known = set(_shingles(longer))
    covered: set[int] = set()
    for n, shingle in enumerate(_shingles(shorter)):
        if shingle in known:
            covered.update(range(n, min(n + SHINGLE, len(shorter))))
    share = len(covered) / len(shorter)
    if share < PAGE_SHARE and len(longer) <= min(LONGEST_COMPARED, IN_ORDER_LENGTH * len(shorter)):
        share = max(share, LCSseq.similarity(shorter, longer) / len(shorter))
    return share


def _merge(kept: Report, others: Sequence[Report]) -> Report:
    """A report with its captures as editions. `updated` needs no choice: the kept report states the latest."""
    editions = {e.id: e for e in kept.editions}
    for other in others:
        for past in other.editions:
            editions[past.id] = msgspec.structs.replace(past, changes=changes_since(kept, told(other, past.changes)))
        times = (other.published, other.updated, other.captured)
        editions[other.id] = Edition(other.id, other.path, other.url, *times, changes_since(kept, told(other)))
    editions.pop(kept.id, None)
    stated = [r for r in (kept, *others) if r.published and r.published_basis in STATED]
    # Of a day and an hour of that day, the hour is told more exactly.
    first = min(stated, key=lambda r: (_moment(r.published) + "~", r.published_basis), default=kept)
    return msgspec.structs.replace(
        kept,
        published=first.published,
        published_basis=first.published_basis,
        editions=tuple(sorted(editions.values(), key=lambda e: (*_times(e), e.id))),
    )
