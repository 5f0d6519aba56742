"""Runs a study: every run that is not stored is simulated, batch by batch, and no finished run is lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from culture_sim.study.disk import disk_errors_as_input_errors, ensure_writable
from culture_sim.study.executors import WorkerPool, worker_pool
from culture_sim.study.folder import now, prepare, refuse_foreign, session
from culture_sim.study.lock import FolderLock
from culture_sim.study.manifest import write_manifest
from culture_sim.study.plan import StudyPlan, plan_study
from culture_sim.study.precalibrate import precalibrate
from culture_sim.study.scheduler import Progress, Scheduler
from culture_sim.study.smoke_test import smoke_test_study
from culture_sim.study.store import Store
from culture_sim.study.study_file import StudyFile
from culture_sim.study.study_loader import load_study
from culture_sim.study.validate import validate_points

STOPPED = 130
"""Exit code after Ctrl-C."""


@dataclass(frozen=True)
class RunSummary:
    """How a session ended.

    Attributes:
        folder: where the results are.
        simulated: runs of this session.
        done: runs in the folder that belong to the study.
        planned: runs that the study needs.
        failed: runs in the folder that ended with an error.
        seconds: how long it took.
        stopped: why it ended before the study was finished; "" if it is finished.
    """

    folder: Path
    simulated: int
    done: int
    planned: int
    failed: int
    seconds: float
    stopped: str = ""


class StudyInterruptedError(KeyboardInterrupt):
    """Ctrl-C or SIGTERM, after every finished run has been written.

    Attributes:
        summary: how far it came.
        code: what the process that was asked to stop should end with.
    """

    def __init__(self, summary: RunSummary, code: int = STOPPED) -> None:
        super().__init__(summary.stopped)
        self.summary, self.code = summary, code


def run_study(
    study: StudyFile | StudyPlan | str | Path,
    out: str | Path,
    *,
    workers_number: int | None = None,
    processes: bool = False,
    cluster: str | None = None,
    extend: bool = False,
    retry_failed: bool = False,
    force: bool = False,
    quick: bool = False,
    progress: Progress | None = None,
    say: Callable[[str], None] | None = None,
    command: str = "",
) -> RunSummary:
    """Run a study, or go on with it.

    Args:
        study: a study file, its path, or its name in the gallery.
        out: folder of the results.
        workers_number: threads or processes; one a core if absent.
        processes: processes in the place of threads.
        cluster: address of a Dask scheduler.
        extend: accept a study file that has changed, and keep the runs that are finished.
        retry_failed: simulate the runs that failed once more.
        force: write into a folder that is not empty and holds no study, and over a study.yaml changed by hand.
        quick: a small copy of the study, to try it out.
        progress: called about twice a second with runs done, planned and failed.
        say: called with a sentence on what goes on beside the runs.
        command: what is written down as the command.

    Raises:
        InputError: the study, the folder or the cluster is not as it must be, or the disk is full. What was
            finished is safe.
        StudyInterruptedError: Ctrl-C, or a signal that ends the process. What was finished is safe.
    """
    plan = _planned(study, quick)
    folder, say = Path(out), say or _say_nothing
    validate_points(plan)
    refuse_foreign(folder, force)
    with worker_pool(workers_number, processes, cluster) as pool:
        ensure_writable(folder)
        with FolderLock(folder):
            return _run_locked(plan, folder, pool, extend, retry_failed, force, progress, say, command)


def _run_locked(
    plan: StudyPlan,
    folder: Path,
    pool: WorkerPool,
    extend: bool,
    retry_failed: bool,
    force: bool,
    progress: Progress | None,
    say: Callable[[str], None],
    command: str,
) -> RunSummary:
    began = time.monotonic()
    with disk_errors_as_input_errors(folder):
        manifest = prepare(folder, plan, extend, force, say)
        store = Store(folder, plan.context.stored, plan.study.weekly, manifest.get("shards", ()))
        for sentence in store.damage:
            say(sentence)
        if retry_failed:
            store.drop_failed()
        plan = precalibrate(plan, folder, say)
        scheduler = Scheduler(plan, store, pool, progress)
        manifest["sessions"].append(session(command, pool.described))
        write_manifest(folder, manifest)

    def summary() -> RunSummary:
        seconds = time.monotonic() - began
        return RunSummary(
            folder,
            scheduler.simulated,
            scheduler.done_here,
            scheduler.planned,
            scheduler.failed,
            seconds,
            scheduler.stopped,
        )

    try:
        scheduler.run()
    except (KeyboardInterrupt, SystemExit) as signal:
        scheduler.stopped = "interrupted"
        code = signal.code if isinstance(signal, SystemExit) else STOPPED
        raise StudyInterruptedError(summary(), code if isinstance(code, int) else STOPPED) from None
    finally:
        with disk_errors_as_input_errors(folder):
            store.flush()
        manifest["shards"] = store.listing()
        manifest["sessions"][-1] |= {
            "ended": now(),
            "runs": scheduler.simulated,
            "seconds": round(time.monotonic() - began, 3),
            "stopped": scheduler.stopped,
        }
        with suppress(OSError):  # a disk that is full has been reported already
            write_manifest(folder, manifest)
    return summary()


def _say_nothing(sentence: str) -> None:
    del sentence


def _planned(study: StudyFile | StudyPlan | str | Path, quick: bool) -> StudyPlan:
    if isinstance(study, StudyPlan):
        return plan_study(smoke_test_study(study.study)) if quick else study
    file = study if isinstance(study, StudyFile) else load_study(study)
    return plan_study(smoke_test_study(file) if quick else file)
