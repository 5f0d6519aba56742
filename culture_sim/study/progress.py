"""What is seen while a study runs: a bar on a terminal, a plain line every minute elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from culture_sim.study.scheduler import Progress

SECONDS_BETWEEN_LINES = 60.0


@contextmanager
def show_progress(quiet: bool = False, every: float = SECONDS_BETWEEN_LINES) -> Iterator[Progress]:
    """Show runs done, runs a second and time left, on stderr.

    Args:
        quiet: show nothing.
        every: seconds between plain lines where there is no terminal.
    """
    if quiet:
        yield _nothing
    elif sys.stderr.isatty():
        with _bar() as show:
            yield show
    else:
        yield _lines(every)


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    pace = Pace()
    columns = (BarColumn(bar_width=12), TextColumn("{task.fields[status]}"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True, highlight=False)) as bar:
        task = bar.add_task("", total=None, status="")

        def show(done: int, planned: int, failed: int) -> None:
            status = f"{done:,} of {planned:,} runs{pace.describe(done, planned, failed)}"
            bar.update(task, completed=done, total=planned, status=status)

        yield show


def _nothing(done: int, planned: int, failed: int) -> None:
    del done, planned, failed


def _lines(every: float) -> Progress:
    pace, last = Pace(), [float("-inf")]

    def show(done: int, planned: int, failed: int) -> None:
        status = pace.describe(done, planned, failed)
        if time.monotonic() - last[0] >= every:
            last[0] = time.monotonic()
            print(f"{done:,} of {planned:,} runs{status}", file=sys.stderr, flush=True)  # noqa: T201

    return show


class Pace:
    """Runs a second in this session, and the time that is left at that pace."""

    def __init__(self) -> None:
        self._first: tuple[float, int] | None = None

    def describe(self, done: int, planned: int, failed: int) -> str:
        """The end of a line: ", 12.3 a second, 4 min left, 2 failed"."""
        clock = time.monotonic()
        if self._first is None:
            self._first = (clock, done)
        began, before = self._first
        words = ""
        if done > before and clock > began:
            rate = (done - before) / (clock - began)
            words += f", {rate:,.1f} a second"
            if done < planned:
                words += f", {in_words((planned - done) / rate)} left"
        return words + (f", {failed:,} failed" if failed else "")


def in_words(seconds: float) -> str:
    """A length of time, to two figures: "40 s", "12 min", "3.5 h", "2.1 days"."""
    if seconds < 1:
        return "under a second"
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} min"
    if seconds < 36 * 3600:
        return f"{seconds / 3600:.1f} h"
    return f"{seconds / 86400:.1f} days"


def size_in_words(count: float) -> str:
    """Bytes as people speak of them."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:,.0f} {unit}" if unit == "bytes" or count >= 10 else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} TB"
