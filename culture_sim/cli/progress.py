"""What is seen on stderr while a command works."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

SECONDS_BETWEEN_LINES = 10
COMPILING = "First run on this machine: compiling the model, about a minute. Later runs start at once."


class ProgressDisplay:
    """A bar on a terminal, a plain line now and then elsewhere, nothing where nothing is wanted.

    Args:
        silent: say nothing at all.
    """

    def __init__(self, silent: bool) -> None:
        self.silent = silent
        self.on_terminal = not silent and sys.stderr.isatty()
        self._last_line = float("-inf")

    def console(self) -> "Console":
        """Where progress is shown."""
        from rich.console import Console

        return Console(stderr=True, highlight=False)

    def warm_up(self) -> None:
        """Compile the engine if this machine has not done so yet, and say so."""
        from culture_sim.engine.compile import is_warm

        if is_warm():
            return
        if self.on_terminal:
            with self.console().status(COMPILING):
                _run_one_week()
        else:
            self._say(COMPILING)
            _run_one_week()

    @contextmanager
    def steps(self) -> Iterator["Steps"]:
        """What a long calculation calls with (done, total, what it is doing)."""
        if not self.on_terminal:
            yield Steps(self._plain)
            return
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.completed:,.0f} of {task.total:,.0f}"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=self.console(), transient=True) as bar:
            task = bar.add_task("Starting", total=1)
            yield Steps(
                lambda done, total, what: bar.update(task, completed=done, total=total, description=what)
            )

    def _plain(self, done: int, total: int, what: str) -> None:
        now = time.monotonic()
        if now - self._last_line >= SECONDS_BETWEEN_LINES:
            self._last_line = now
            self._say(f"{what}: {done:,} of {total:,}")

    def _say(self, line: str) -> None:
        if not self.silent:
            print(line, file=sys.stderr, flush=True)  # noqa: T201


class Steps:
    """Passes progress on; whoever calls it need not know to whom."""

    def __init__(self, show: Callable[[int, int, str], object]) -> None:
        self._show = show

    def __call__(self, done: int, total: int, what: str) -> None:
        """Show that `done` of `total` steps are behind us."""
        self._show(done, total, what)


def _run_one_week() -> None:
    """A small organisation runs one week: the compiled code is the same for every size.

    In a thread of its own: the compiler calls back into Python where an interruption is swallowed, so that Ctrl-C
    would be lost. Whoever waits for the thread can be interrupted at once.
    """
    from culture_sim.model import CultureModel
    from culture_sim.organisation import reference_organisation

    failed: list[BaseException] = []

    def run() -> None:
        try:
            CultureModel(seed=1, organisation=reference_organisation(40), warm_up_weeks=1)
        except BaseException as problem:  # noqa: BLE001 - raised again where somebody waits
            failed.append(problem)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(0.1)
    if failed:
        raise failed[0]
