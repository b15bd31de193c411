"""Folders and names: which files a folder holds for us, in order of name, without a list of them all."""

from __future__ import annotations

import os
from collections.abc import Iterator

from stemma.intake.kinds import by_suffix
from stemma.model import Rejected


def is_url(path: str) -> bool:
    """Whether what is given is an address of the web, and no path."""
    return path.lower().startswith(("http://", "https://"))


def shown(path: str | os.PathLike[str]) -> str:
    """A path as it can be printed, whatever bytes its name has."""
    return os.fsencode(path).decode("utf-8", "replace")


def walk(folder: str) -> Iterator[str | Rejected]:
    """The files in a folder and the folders below it that have a suffix we know, each folder in order of name.

    Hidden files and folders, and links to other folders, are passed over. A folder that cannot be listed, and a file
    that cannot be looked at, is a `Rejected`.
    """
    above = [iter(_listed(folder))]
    while above:
        entry = next(above[-1], None)
        if entry is None:
            above.pop()
        elif isinstance(entry, Rejected):
            yield entry
        elif entry.is_dir(follow_symlinks=False):
            above.append(iter(_listed(entry.path)))
        elif by_suffix(entry.name)[0] is not None:
            yield from _if_file(entry)


def _if_file(entry: os.DirEntry[str]) -> Iterator[str | Rejected]:
    try:
        if entry.is_file():
            yield entry.path
    except OSError as error:
        yield Rejected(shown(entry.path), "open", f"cannot be opened: {error}")


def _listed(folder: str) -> list[os.DirEntry[str] | Rejected]:
    try:
        with os.scandir(folder) as found:
            return [*sorted((e for e in found if not e.name.startswith(".")), key=lambda entry: entry.name)]
    except OSError as error:
        return [Rejected(shown(folder), "open", f"cannot be opened: {error}")]
