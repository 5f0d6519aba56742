"""One session of a study: batches are handed out, and their results collected."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from contextlib import suppress

from culture_sim.errors import InputError
from culture_sim.study.disk import NOTHING_LOST, disk_errors_as_input_errors
from culture_sim.study.executors import WorkerPool, WorkersLostError
from culture_sim.study.plan import Batch, Row, StudyPlan
from culture_sim.study.sequential import SequentialStopping
from culture_sim.study.store import Store
from culture_sim.study.worker import BatchResult, failed_batch, run_batch

Progress = Callable[[int, int, int], None]
"""Called with runs done, runs planned (fewer, as a rule stops points early) and runs that failed."""

BATCHES_AHEAD = 2
"""Batches that are handed out for each worker, so that none waits."""

SECONDS_BETWEEN_REPORTS = 0.5
SECONDS_FOR_THE_LAST = 20.0
SECONDS_FOR_A_SIGNAL = 0.5


class Scheduler:
    """One session of a study.

    Args:
        plan: the study.
        store: where results go.
        pool: workers that simulate the runs.
        progress: called about twice a second.
    """

    def __init__(
        self,
        plan: StudyPlan,
        store: Store,
        pool: WorkerPool,
        progress: Progress | None,
    ) -> None:
        self.plan, self.store, self.pool, self.progress = plan, store, pool, progress
        self.done = store.done()
        good = store.done(failed_too=False)
        rows = {row[3:]: row for row in plan.rows}.values()
        mine = [run for row in rows for seed in plan.seeds if (run := plan.run(row, seed)) in self.done]
        self.done_here = len(mine)
        self.failed = sum(run not in good for run in mine)
        self.planned = plan.runs
        self.simulated = 0
        self.stopped = "something went wrong"
        self._began = time.monotonic()
        self._reported = float("-inf")
        self._stopping = SequentialStopping(plan, store) if plan.study.stop else None
        self._budget_spent = ""

    def run(self) -> None:
        """Simulate every run that is not yet stored."""
        self._report(at_once=True)
        if self._stopping is None:
            self._drain(self.plan.rows, self.plan.seeds)
        else:
            self._run_in_rounds(self._stopping)
        self.stopped = self._budget_spent
        self._report(at_once=True)

    def _run_in_rounds(self, stopping: SequentialStopping) -> None:
        lasting = len(self.plan.seeds)
        needed = 0
        for rows, seeds in stopping.rounds():
            different = len({row[3:] for row in rows})
            self.planned = needed + different * (lasting - (seeds.start - self.plan.seeds.start))
            needed += different * len(seeds)
            self._drain(rows, seeds)
            if self._budget_spent:
                return
        self.planned = needed

    def _drain(self, rows: Sequence[Row], seeds: Sequence[int]) -> None:
        """Hand out batches until there are none, or the budget is spent; collect their results."""
        batches = self.plan.batches(rows, seeds, self.done, self.pool.number())
        waiting: dict[Future[BatchResult], Batch] = {}
        try:
            while True:
                while len(waiting) < BATCHES_AHEAD * self.pool.number():
                    batch = self._affordable(next(batches, ()), waiting)
                    if not batch:
                        break
                    waiting[self._submit(batch)] = batch
                if not waiting:
                    return
                for future in wait(waiting, timeout=1.0, return_when=FIRST_COMPLETED).done:
                    self._collect(future, waiting.pop(future))
                self.pool.check()
                self._report()
        except (KeyboardInterrupt, SystemExit):
            self._collect_last(waiting)
            raise
        except BrokenExecutor as error:
            # Who ends a whole group of processes ends the workers with it: our own signal comes first
            try:
                time.sleep(SECONDS_FOR_A_SIGNAL)
            except (KeyboardInterrupt, SystemExit):
                self._collect_last(waiting)
                raise
            raise InputError(
                f"A worker process died: {error} Often the memory was full; try fewer --workers. {NOTHING_LOST}",
                self.store.folder,
            ) from None
        finally:
            for future in waiting:
                future.cancel()

    def _affordable(self, batch: Batch, waiting: dict[Future[BatchResult], Batch]) -> Batch:
        """What the budget leaves of a batch."""
        budget = self.plan.study.budget
        if batch and budget.hours and time.monotonic() - self._began > budget.hours * 3600:
            self._budget_spent = f"the budget of {budget.hours:g} hours is spent"
            return ()
        if batch and budget.runs:
            left = budget.runs - self.done_here - sum(count_runs(each) for each in waiting.values())
            if count_runs(batch) > left:
                self._budget_spent = f"the budget of {budget.runs:,} runs is spent"
                return trimmed(batch, left)
        return batch

    def _submit(self, batch: Batch) -> Future[BatchResult]:
        try:
            return self.pool.executor.submit(run_batch, self.plan.context, batch)
        except (OSError, RuntimeError) as error:
            raise self._lost(error) from None

    def _lost(self, error: BaseException) -> BaseException:
        """The error itself, or what to say if it means that the workers have gone."""
        sentence = self.pool.lost(error)
        return error if sentence is None else WorkersLostError(sentence, self.store.folder)

    def _collect(self, future: Future[BatchResult], batch: Batch) -> None:
        try:
            result = future.result()
        except BrokenExecutor:
            raise
        except (CancelledError, Exception) as error:  # noqa: BLE001 - any failure of a batch is written down
            lost = self._lost(error)
            if lost is not error or isinstance(error, CancelledError):
                raise lost from None
            result = failed_batch(self.plan.context, batch, error)
        self.simulated += len(result.records)
        self.done_here += len(result.records)
        self.failed += sum(one.error is not None for one in result.records)
        self.done.update(one.run for one in result.records)
        if self._stopping is not None:
            self._stopping.take(result)
        with disk_errors_as_input_errors(self.store.folder):
            self.store.add(result)

    def _collect_last(self, waiting: dict[Future[BatchResult], Batch]) -> None:
        """Collect what is nearly finished; a second Ctrl-C does not wait for it."""
        running = {future: batch for future, batch in waiting.items() if not future.cancel()}
        with suppress(BrokenExecutor, WorkersLostError):
            for future in wait(running, timeout=SECONDS_FOR_THE_LAST).done:
                self._collect(future, running[future])

    def _report(self, at_once: bool = False) -> None:
        clock = time.monotonic()
        if self.progress is not None and (at_once or clock - self._reported >= SECONDS_BETWEEN_REPORTS):
            self._reported = clock
            self.progress(self.done_here, self.planned, self.failed)


def count_runs(batch: Batch) -> int:
    """How many runs a batch has."""
    return sum(len(group.requests) for group in batch)


def trimmed(batch: Batch, left: int) -> Batch:
    """The first runs of a batch, at most `left`."""
    found = []
    for group in batch:
        if left > 0:
            found.append(group._replace(requests=group.requests[:left]))
            left -= len(group.requests)
    return tuple(found)
