"""How far the reading has come: for whoever shows it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from stemma.intake.folders import is_url, walk


class _File(Protocol):
    def tell(self) -> int: ...

    def fileno(self) -> int: ...


class Meter:
    """Counts what was read: bytes where only files are given, files where folders are among what is given.

    `total` is None where it cannot be known beforehand: for standard input and for pages of the web.
    """

    def __init__(self, paths: Iterable[str | Path] = ()) -> None:
        self.total: int | None = None
        self._bytes = True
        self._done = 0
        self._open: _File | None = None
        names = [str(path) for path in paths]
        if names and not any(name == "-" or is_url(name) for name in names):
            self._bytes = not any(os.path.isdir(name) for name in names)
            self.total = sum(_size(name) if self._bytes else _files(name) for name in names)

    @property
    def done(self) -> int:
        """How much of `total` is read."""
        if self._open is None or not self._bytes:
            return self._done
        try:
            return self._done + self._open.tell()
        except (OSError, ValueError):
            return self._done

    def begin(self, stream: _File) -> None:
        """A file is read from now on; `stream` tells how much of it was taken."""
        self._open = stream

    def end(self) -> None:
        """The file is read."""
        stream, self._open = self._open, None
        if stream is not None:
            self._done += os.fstat(stream.fileno()).st_size if self._bytes else 1


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def _files(path: str) -> int:
    return sum(1 for found in walk(path) if isinstance(found, str)) if os.path.isdir(path) else 1
