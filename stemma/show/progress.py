"""Progress of long work: on a terminal, never in a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

PATIENCE = 1.0
"""Seconds after which work counts as long."""


class Meter(Protocol):
    """What tells how far the work has come, in any unit; `total` is None where the end is not known."""

    total: int | None

    @property
    def done(self) -> int: ...


class Watch:
    """A bar on standard error with the reports read, their rate, and the time that remains where it can be known.

    It appears after `PATIENCE` seconds and is gone with the end of the `with` block, however that is left.
    `console` is where it is drawn; None is nowhere. `clock` tells seconds.
    """

    def __init__(self, meter: Meter, console: Console | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._meter, self._console, self._clock = meter, console, clock
        self._began = clock()
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._reports = 0

    def __enter__(self) -> Watch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self) -> None:
        """One more report is read."""
        self._reports += 1
        if self._console is None:
            return
        seconds = self._clock() - self._began
        if seconds < PATIENCE:
            return
        told = f"{self._reports} reports, {self._reports / seconds:.0f} a second"
        if self._bar is None or self._task is None:
            self._bar = _bar(self._console, known=self._meter.total is not None)
            self._task = self._bar.add_task(told, total=self._meter.total, completed=self._meter.done)
            self._bar.start()
        else:
            self._bar.update(self._task, completed=self._meter.done, description=told)


def terminal(printing: bool) -> Console | None:
    """Where progress is drawn; None where nobody looks, or where what is printed would run through it.

    `printing`: standard output is written to meanwhile.
    """
    if not sys.stderr.isatty() or (printing and sys.stdout.isatty()):
        return None
    from rich.console import Console

    return Console(stderr=True)


def _bar(console: Console, known: bool) -> Progress:
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    told = TextColumn("{task.description}")
    columns = (BarColumn(), told, TimeRemainingColumn()) if known else (SpinnerColumn(), told, TimeElapsedColumn())
    # Standard output is left as it is: rich would send it where the bar is.
    return Progress(*columns, console=console, transient=True, redirect_stdout=False)
