"""Stemma reads reports of the same events in many languages and tells who says what, and who repeats whom.

>>> import stemma
>>> [report] = stemma.read_text("Norway sent 200 soldiers to Latvia on 4 May 2023.", language="en")
>>> [(q.low, q.unit) for q in report.quantities]
[(200.0, 'soldier')]
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path

from stemma import flow
from stemma.errors import InputError, OutputError, PackError, StemmaError, UnknownLanguage
from stemma.intake.open import open_paths
from stemma.languages.registry import Languages
from stemma.model import Capture, Dossier, Rejected, Report, from_json, json_schema, to_json

__all__ = [
    "Capture",
    "Dossier",
    "InputError",
    "Languages",
    "OutputError",
    "PackError",
    "Rejected",
    "Report",
    "StemmaError",
    "UnknownLanguage",
    "dossier",
    "from_json",
    "json_schema",
    "read",
    "read_text",
    "to_json",
]

PathLike = str | Path


def __getattr__(name: str) -> str:
    """`__version__`, looked up when it is asked for: the look-up takes a tenth of the time to start."""
    if name != "__version__":
        raise AttributeError(f"module 'stemma' has no attribute {name!r}")
    from importlib.metadata import version

    return version("stemma-news")


def _notebook(dossier: Dossier) -> str:
    from stemma.show.html import notebook_html

    return notebook_html(dossier)


# The types know nothing of how they are shown; here, where everything is seen, a notebook is told.
Dossier._repr_html_ = _notebook  # type: ignore[attr-defined]


def read(
    *paths: PathLike, packs: Iterable[PathLike] = (), now: datetime.date | None = None
) -> Iterator[Report | Rejected]:
    """Reports, marked, from files, folders and JSON Lines, one at a time; what cannot be read comes as a `Rejected`.

    `packs`: folders with language packs of your own. `now`: dates after it are not believed.
    Raises `InputError` for a path that does not exist, `PackError` for a pack that is not valid.
    """
    return flow.read(open_paths(paths), Languages(packs), now)


def read_text(text: str, **given: str) -> list[Report]:
    """The report in a text that you hold already; `given` are fields of a record: language, published, title, url..."""
    capture = Capture(where="text", text=text, clean=True, **given)  # type: ignore[arg-type]
    return [r for r in flow.read([capture], Languages()) if isinstance(r, Report)]


def dossier(*sources: PathLike | Report, packs: Iterable[PathLike] = (), now: datetime.date | None = None) -> Dossier:
    """The dossier of all reports in some paths, or of reports that were read before.

    Raises as `read` does.
    """
    languages = Languages(packs)
    given = [s for s in sources if isinstance(s, Report)]
    paths = [s for s in sources if not isinstance(s, Report)]
    found = list(flow.read(open_paths(paths), languages, now, together=True)) if paths else []
    reports = given + [r for r in found if isinstance(r, Report)]
    return flow.compile_dossier(reports, languages, [r for r in found if isinstance(r, Rejected)])
