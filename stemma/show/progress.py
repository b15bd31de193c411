"""Progress of long work: on a terminal, never in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 40
"""Items after which the work counts as long."""


def progress(items: Iterable[T]) -> Iterator[T]:
    """The items, with a line of progress on standard error once there are many and a person is looking."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.progress import Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn

    iterator = iter(items)
    for _, item in zip(range(PATIENCE), iterator, strict=False):
        yield item
    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed} reports"),
        TaskProgressColumn(show_speed=True),
        TimeElapsedColumn(),
    )
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("reading", total=None, completed=PATIENCE)
        for item in iterator:
            yield item
            bar.advance(task)
