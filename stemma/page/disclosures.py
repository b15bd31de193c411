"""What a page says of its own making and limits, and the signs that speak for what it does not say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from stemma.model import Disclosure, DisclosureKind
from stemma.page.lines import Line

_SHARE = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d)?)\s?%")


def disclosures(lines: Sequence[Line], is_free: bool | None) -> tuple[Disclosure, ...]:
    """Everything that the lines disclose, in their order; `is_free` is what the page's metadata say of a paywall."""
    found: dict[tuple[int, str], Disclosure] = {}
    body = next((line.start for line in lines if line.kind in ("lead", "paragraph")), 0)
    for line in lines:
        for kind in _kinds(line, body):
            missing = _missing(line) if kind == "paywalled" else None
            found.setdefault((line.start, kind), Disclosure(line.start, line.end, kind, missing=missing))
    if is_free is False and not any(kind == "paywalled" for _, kind in found):
        why = ("metadata: not accessible for free",)
        found[0, "paywalled"] = Disclosure(0, 0, "paywalled", why=why)
    return tuple(sorted(found.values(), key=lambda d: (d.start, d.kind)))


def _kinds(line: Line, body: int) -> Iterator[DisclosureKind]:
    report = line.kind in ("paragraph", "lead")
    for wording in line.wordings:
        if wording.where == "updated" and not report:
            yield "updated"
        elif wording.where == "disclosures" and (not report or line.is_about(wording)):
            below = wording.what == "sponsored" and line.start > body and not report
            if not below:  # below the report the label belongs to another headline
                yield wording.what  # type: ignore[misc]
    if line.kind == "paywall":
        yield "paywalled"


def _missing(line: Line) -> float | None:
    """The share of the report that a paywall notice says is left to read, from 0 to 1."""
    notice = line.says("disclosures", "paywalled") or line.says("lines", "paywall") or line.says("starts", "paywall")
    if notice is None or "%" not in line.text:
        return None
    share = _SHARE.search(line.text)
    percent = float(share[1].replace(",", ".")) if share else 0.0
    return percent / 100 if 0 < percent <= 100 else None
