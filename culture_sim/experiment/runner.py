"""Runs a study: what is not yet lived is lived, batch by batch, and nothing that is lived is lost."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from culture_sim.errors import InputError
from culture_sim.experiment.executors import Workers, workers
from culture_sim.experiment.folder import now, prepare, session, write_manifest
from culture_sim.experiment.living import Lived, live_batch
from culture_sim.experiment.lock import FolderLock
from culture_sim.experiment.planning import Batch, StudyPlan, plan_study
from culture_sim.experiment.reading import load_study
from culture_sim.experiment.store import Store
from culture_sim.experiment.study_file import StudyFile

Progress = Callable[[int, int, int], None]
"""Called with runs done, runs planned (fewer, where a rule stops points early) and runs that failed."""

BATCHES_AHEAD = 2
"""Batches that are handed out for each worker, so that none waits."""

SECONDS_BETWEEN_SIGNS = 30.0


@dataclass(frozen=True)
class Ending:
    """How a sitting ended.

    Attributes:
        folder: where the results are.
        lived: runs of this sitting.
        done: runs in the folder that belong to the study.
        planned: runs that the study needs.
        failed: runs in the folder that ended with an error.
        seconds: how long it took.
        stopped: why it ended before the study was finished; "" if it is finished.
    """

    folder: Path
    lived: int
    done: int
    planned: int
    failed: int
    seconds: float
    stopped: str = ""


def run_study(
    study: StudyFile | StudyPlan | str | Path,
    out: str | Path,
    *,
    workers_number: int | None = None,
    processes: bool = False,
    cluster: str | None = None,
    extend: bool = False,
    retry_failed: bool = False,
    quick: bool = False,
    progress: Progress | None = None,
    command: str = "",
) -> Ending:
    """Run a study, or go on with it.

    Args:
        study: a study file, its path, or its name in the gallery.
        out: folder of the results.
        workers_number: threads or processes; one a core if absent.
        processes: processes in the place of threads.
        cluster: address of a Dask scheduler.
        extend: accept a study file that has changed, and keep the runs that are finished.
        retry_failed: live the runs that failed once more.
        quick: a small copy of the study, to try it out.
        progress: called about once a second.
        command: what is written down as the command.

    Raises:
        InputError: the study, the folder or the cluster is not as it must be, or the disk is full. What was
            finished is kept.
    """
    plan = _planned(study, quick)
    folder = Path(out)
    _make(folder)
    with FolderLock(folder) as lock, full_disk_said(folder):
        manifest = prepare(folder, plan, extend)
        store = Store(folder, plan.study.weekly)
        if retry_failed:
            store.drop_failed()
        with workers(workers_number, processes, cluster) as hands:
            sitting = _Sitting(plan, store, hands, lock, progress)
            manifest["sessions"].append(session(command, hands.described))
            write_manifest(folder, manifest)
            try:
                sitting.live()
            finally:
                store.flush()
                manifest["sessions"][-1] |= {
                    "ended": now(),
                    "runs": sitting.lived,
                    "seconds": round(sitting.seconds, 3),
                    "stopped": sitting.stopped,
                }
                write_manifest(folder, manifest)
    return sitting.ending(folder)


class _Sitting:
    """One go at a study: hands out batches and takes in what was lived."""

    def __init__(
        self, plan: StudyPlan, store: Store, hands: Workers, lock: FolderLock, progress: Progress | None
    ) -> None:
        self.plan, self.store, self.hands, self.lock, self.progress = plan, store, hands, lock, progress
        self.done = store.done()
        self.failed = len(self.done) - len(store.done(failed_too=False))
        self.before = len(self.done)
        self.planned = plan.runs
        self.lived = 0
        self.stopped = "something went wrong"
        self._began = time.monotonic()
        self._told = self._touched = 0.0

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def live(self) -> None:
        self._tell(True)
        self._drain(self.plan.batches(self.plan.rows, self.plan.seeds, self.done))
        self.stopped = ""
        self._tell(True)

    def _drain(self, batches: Iterator[Batch]) -> None:
        waiting: dict[Future[Lived], Batch] = {}
        try:
            while True:
                while len(waiting) < BATCHES_AHEAD * self.hands.number():
                    batch = next(batches, None)
                    if batch is None:
                        break
                    waiting[self.hands.executor.submit(live_batch, self.plan.recipe, batch)] = batch
                if not waiting:
                    return
                for future in wait(waiting, timeout=1.0, return_when=FIRST_COMPLETED).done:
                    del waiting[future]
                    self._take(future.result())
                self._tell()
        finally:
            for future in waiting:
                future.cancel()

    def _take(self, lived: Lived) -> None:
        self.lived += len(lived.facts)
        self.failed += sum(one.error is not None for one in lived.facts)
        self.done.update(one.run for one in lived.facts)
        self.store.add(lived)

    def _tell(self, now_too: bool = False) -> None:
        clock = time.monotonic()
        if clock - self._touched >= SECONDS_BETWEEN_SIGNS:
            self._touched = clock
            self.lock.touch()
        if self.progress is not None and (now_too or clock - self._told >= 0.5):
            self._told = clock
            self.progress(len(self.done), self.planned, self.failed)

    def ending(self, folder: Path) -> Ending:
        return Ending(
            folder, self.lived, len(self.done), self.planned, self.failed, self.seconds, self.stopped
        )


def _planned(study: StudyFile | StudyPlan | str | Path, quick: bool) -> StudyPlan:
    if isinstance(study, StudyPlan) and not quick:
        return study
    file = (
        study.study
        if isinstance(study, StudyPlan)
        else study
        if isinstance(study, StudyFile)
        else load_study(study)
    )
    return plan_study(file.quick() if quick else file)


def _make(folder: Path) -> None:
    """Make the folder and see at once whether it can be written to."""
    if folder.exists() and not folder.is_dir():
        raise InputError("This is a file; a study needs a folder of its own.", folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as problem:
        raise cannot_write(problem, folder) from None


def cannot_write(problem: OSError, folder: Path) -> InputError:
    """What to say, and to do, when the folder cannot be written to."""
    kept = "Every run that was written is kept; the same command goes on where it stopped."
    if problem.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return InputError(f"The disk is full. {kept} Make room, or move the folder to a larger disk.", folder)
    if problem.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return InputError(
            f"The folder cannot be written to: {problem.strerror}. Change its permissions or give another "
            "folder with --out.",
            folder,
        )
    return InputError(f"The folder cannot be written to: {problem.strerror or problem}. {kept}", folder)


@contextmanager
def full_disk_said(folder: Path) -> Iterator[None]:
    """Turn what the disk says into what to do."""
    try:
        yield
    except OSError as problem:
        raise cannot_write(problem, folder) from None
