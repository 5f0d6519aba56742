"""One go at a study: batches are handed out, and what comes back is taken in."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait

from culture_sim.errors import InputError
from culture_sim.study.disk import KEPT
from culture_sim.study.executors import PriorityExecutor
from culture_sim.study.plan import Batch, Row, StudyPlan
from culture_sim.study.sequential import SequentialStopping
from culture_sim.study.store import Store
from culture_sim.study.worker import BatchResult, failed_batch, run_batch

Progress = Callable[[int, int, int], None]
"""Called with runs done, runs planned (fewer, as a rule stops points early) and runs that failed."""

BATCHES_AHEAD = 2
"""Batches that are handed out for each worker, so that none waits."""

SECONDS_BETWEEN_SIGNS = 30.0
SECONDS_BETWEEN_TELLS = 0.5
SECONDS_FOR_THE_LAST = 20.0


class Scheduler:
    """One go at a study.

    Args:
        plan: the study.
        store: where results go.
        hands: who lives the runs.
        alive: called now and then, to show that we are.
        progress: called about twice a second.
    """

    def __init__(
        self,
        plan: StudyPlan,
        store: Store,
        hands: PriorityExecutor,
        alive: Callable[[], None],
        progress: Progress | None,
    ) -> None:
        self.plan, self.store, self.hands, self.alive, self.progress = plan, store, hands, alive, progress
        self.done = store.done()
        good = store.done(failed_too=False)
        rows = {row[3:]: row for row in plan.rows}.values()
        mine = [run for row in rows for seed in plan.seeds if (run := plan.run(row, seed)) in self.done]
        self.done_here = len(mine)
        self.failed = sum(run not in good for run in mine)
        self.planned = plan.runs
        self.lived = 0
        self.stopped = "something went wrong"
        self._began = time.monotonic()
        self._told = self._signed = float("-inf")
        self._looks = SequentialStopping(plan, store) if plan.study.stop else None
        self._spent = ""

    def live(self) -> None:
        """Live what is not yet lived."""
        self._tell(at_once=True)
        if self._looks is None:
            self._drain(self.plan.rows, self.plan.seeds)
        else:
            self._live_in_rounds(self._looks)
        self.stopped = self._spent
        self._tell(at_once=True)

    def _live_in_rounds(self, looks: SequentialStopping) -> None:
        lasting = len(self.plan.seeds)
        require = 0
        for rows, seeds in looks.rounds():
            different = len({row[3:] for row in rows})
            self.planned = require + different * (lasting - (seeds.start - self.plan.seeds.start))
            require += different * len(seeds)
            self._drain(rows, seeds)
            if self._spent:
                return
        self.planned = require

    def _drain(self, rows: Sequence[Row], seeds: Sequence[int]) -> None:
        """Hand out batches until there are none, or the budget is spent; take in what comes back."""
        batches = self.plan.batches(rows, seeds, self.done, self.hands.number())
        waiting: dict[Future[BatchResult], Batch] = {}
        try:
            while True:
                while len(waiting) < BATCHES_AHEAD * self.hands.number():
                    batch = self._affordable(next(batches, ()), waiting)
                    if not batch:
                        break
                    waiting[self.hands.executor.submit(run_batch, self.plan.recipe, batch)] = batch
                if not waiting:
                    return
                for future in wait(waiting, timeout=1.0, return_when=FIRST_COMPLETED).done:
                    self._take(future, waiting.pop(future))
                self.hands.check()
                self._tell()
        except (KeyboardInterrupt, SystemExit):
            self._take_last(waiting)
            raise
        except BrokenExecutor as error:
            raise InputError(
                f"A worker process died: {error} Often the memory was full; try fewer --workers. {KEPT}",
                self.store.folder,
            ) from None
        finally:
            for future in waiting:
                future.cancel()

    def _affordable(self, batch: Batch, waiting: dict[Future[BatchResult], Batch]) -> Batch:
        """What the budget leaves of a batch."""
        budget = self.plan.study.budget
        if batch and budget.hours and time.monotonic() - self._began > budget.hours * 3600:
            self._spent = f"the budget of {budget.hours:g} hours is spent"
            return ()
        if batch and budget.runs:
            room = budget.runs - self.done_here - sum(lives(each) for each in waiting.values())
            if lives(batch) > room:
                self._spent = f"the budget of {budget.runs:,} runs is spent"
                return trimmed(batch, room)
        return batch

    def _take(self, future: Future[BatchResult], batch: Batch) -> None:
        try:
            lived = future.result()
        except BrokenExecutor:
            raise
        except CancelledError:
            raise InputError(f"The cluster let go of the runs. {KEPT}", self.store.folder) from None
        except Exception as error:  # noqa: BLE001 - the batch killed its worker more than once
            lived = failed_batch(self.plan.recipe, batch, error)
        self.lived += len(lived.facts)
        self.done_here += len(lived.facts)
        self.failed += sum(one.error is not None for one in lived.facts)
        self.done.update(one.run for one in lived.facts)
        if self._looks is not None:
            self._looks.take(lived)
        self.store.add(lived)

    def _take_last(self, waiting: dict[Future[BatchResult], Batch]) -> None:
        """Take in what is nearly finished; a second Ctrl-C does not wait for it."""
        running = {future: batch for future, batch in waiting.items() if not future.cancel()}
        for future in wait(running, timeout=SECONDS_FOR_THE_LAST).done:
            self._take(future, running[future])

    def _tell(self, at_once: bool = False) -> None:
        clock = time.monotonic()
        if clock - self._signed >= SECONDS_BETWEEN_SIGNS:
            self._signed = clock
            self.alive()
        if self.progress is not None and (at_once or clock - self._told >= SECONDS_BETWEEN_TELLS):
            self._told = clock
            self.progress(self.done_here, self.planned, self.failed)


def lives(batch: Batch) -> int:
    """How many runs a batch has."""
    return sum(len(group.lives) for group in batch)


def trimmed(batch: Batch, room: int) -> Batch:
    """The first runs of a batch, as many as there is room for."""
    kept = []
    for group in batch:
        if room > 0:
            kept.append(group._replace(lives=group.lives[:room]))
            room -= len(group.lives)
    return tuple(kept)
