"""What studies cost, as ratios measured in one run: `python -m benchmarks.studies [PART ...] [--quick]`.

overhead   the runner against the same requests in a plain loop (1,000 posts, results written): target under 10 %
scaling    two threads against one (1,000 posts): target 1.8 times the runs a second
endurance  10,000 runs of 250 posts for 5 years: target under 10 minutes, under 1 GB, and memory that stays flat
batch_run  against mesa.batch_run on the same model, week by week as Mesa does (250 posts, the same study)

All parts if none is named. Processor time is printed beside the clock's: on a machine that does something else at
the same time, the clock says little, and a thread that waited for a core shows in "cores used".
"""

from __future__ import annotations

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from culture_sim import CultureModel
from culture_sim.ensemble import Ensemble
from culture_sim.study import StudyPlan, plan_study, run_study, study_from
from culture_sim.study.run_context import split_by_owner

LEVER = "levers.leadership_modelling.strength"


def study(posts: int, points: int, seeds: int, first: int = 1, years: int = 5) -> StudyPlan:
    """A grid over one lever, every run paired with a baseline."""
    factors = {"leadership": {"path": LEVER, "low": 0, "high": 1, "levels": points}}
    return plan_study(
        study_from(
            {
                "name": "How fast", "scenarios": ["embedded"], "organisation": "reference", "staff": posts,
                "factors": factors, "seeds": {"number": seeds, "first": first}, "years": years,
            }
        )
    )  # fmt: skip


@dataclass
class Taken:
    """Seconds by the clock and by the processors."""

    clock: float = 0.0
    processors: float = 0.0

    def report(self, what: str, runs: int) -> None:
        """One line."""
        print(
            f"  {what:24} {self.clock:7.1f} s, {runs / self.clock:7.1f} runs a second; "
            f"{1000 * self.processors / runs:6.1f} ms of processor a run, {self.processors / self.clock:.2f} cores used"
        )


@contextmanager
def timed() -> Iterator[Taken]:
    """Fill in what the block took."""
    taken, clock, processors = Taken(), time.perf_counter(), time.process_time()
    yield taken
    taken.clock, taken.processors = time.perf_counter() - clock, time.process_time() - processors


def as_study(plan: StudyPlan, workers: int) -> Taken:
    """A whole study into a fresh folder."""
    with tempfile.TemporaryDirectory() as folder, timed() as taken:
        run_study(plan, folder, workers_number=workers)
    return taken


def as_loop(plan: StudyPlan) -> Taken:
    """The same requests one after the other, warm-ups shared, nothing written."""
    place, parameters = plan.context.organisation({}), plan.context.given()
    scenarios = [
        plan.context.scenarios[row.scenario].with_changes(split_by_owner(plan.changes(row.point)).scenario)
        for row in plan.rows
    ]
    with timed() as taken:
        for seed in plan.seeds:
            ensemble = Ensemble(place, parameters, seed=seed)
            for scenario in scenarios:
                ensemble.run(scenario, 0, plan.study.years)
    return taken


def overhead(quick: bool) -> None:
    """The runner against a plain loop: by turns, so that a busy minute strikes both."""
    plans = [study(1000, 24, 1 if quick else 4, first) for first in (1, 101, 201)]
    as_loop(study(1000, 2, 1, years=1))  # compiles, if it must
    loops, studies = zip(*((as_loop(plan), as_study(plan, 1)) for plan in plans), strict=True)
    runs = sum(plan.runs for plan in plans)
    bare, whole = total(loops), total(studies)
    bare.report("plain loop", runs)
    whole.report("study, one thread", runs)
    by_turn = [each.processors / loop.processors for loop, each in zip(loops, studies, strict=True)]
    report(
        f"the runner adds {100 * (whole.processors / bare.processors - 1):.1f} % "
        f"(by turn: {', '.join(f'{100 * (each - 1):.1f}' for each in by_turn)})",
        "under 10 %",
    )


def scaling(quick: bool) -> None:
    """Two threads against one, by turns; and what two threads would be if nobody else wanted the cores."""
    plans = [study(1000, 24, 2 if quick else 4, first) for first in (1, 101, 201)]
    pairs = []
    living = waiting = elsewhere = 0.0
    for plan in plans:
        one = as_study(plan, 1)
        with threads_watched() as threads:
            two = as_study(plan, 2)
        pairs.append((one, two))
        for thread in threads.values():
            living += thread.ran
            waiting += thread.waited
            elsewhere += max(thread.seconds - thread.ran - thread.waited, 0.0)
    runs = sum(plan.runs for plan in plans)
    one, two = total([each[0] for each in pairs]), total([each[1] for each in pairs])
    one.report("study, one thread", runs)
    two.report("study, two threads", runs)
    by_turn = ", ".join(f"{first.clock / second.clock:.2f}" for first, second in pairs)
    report(f"two threads are {one.clock / two.clock:.2f} times one (by turn: {by_turn})", "1.8 times")
    share = living / max(living + elsewhere, 1e-9)
    dearer = two.processors / one.processors
    print(
        f"  of the two threads' time {living / (living + waiting + elsewhere):.0%} was living, "
        f"{waiting / (living + waiting + elsewhere):.0%} waiting for a core that others had, "
        f"{elsewhere / (living + waiting + elsewhere):.0%} waiting for each other or for work; "
        f"a run took {100 * (dearer - 1):+.0f} % of processor time"
    )
    report(f"with the cores to themselves they would be {2 * share / dearer:.2f} times one", "1.8 times")


@dataclass
class Thread:
    """What the system knows of a thread: seconds in which it ran, waited for a core, and was there."""

    began: float
    ran: float = 0.0
    waited: float = 0.0
    seconds: float = 0.0


@contextmanager
def threads_watched() -> Iterator[dict[str, Thread]]:
    """The threads that were born in the block and worked, as the system's scheduler saw them."""
    tasks = Path("/proc/self/task")
    old = {each.name for each in tasks.iterdir()}
    found: dict[str, Thread] = {}
    over = threading.Event()

    def look() -> None:
        mine = str(threading.get_native_id())
        while not over.wait(0.02):
            for name in {each.name for each in tasks.iterdir()} - old - {mine}:
                with suppress(OSError):
                    ran, waited, _ = (tasks / name / "schedstat").read_text().split()
                    thread = found.setdefault(name, Thread(time.perf_counter()))
                    thread.ran, thread.waited = int(ran) / 1e9, int(waited) / 1e9
                    thread.seconds = time.perf_counter() - thread.began

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    yield found
    over.set()
    watcher.join()
    busiest = max((thread.ran for thread in found.values()), default=0.0)
    for name in [name for name, thread in found.items() if thread.ran < busiest / 5]:
        del found[name]  # one that only waits: pools of libraries


def endurance(quick: bool) -> None:
    """Ten thousand runs, and the memory of the process as they pass."""
    plan = study(250, 49, 4 if quick else 200)  # (49 + 1) x 200
    seen: list[tuple[int, float]] = []

    def progress(done: int, planned: int, failed: int) -> None:
        del planned, failed
        if not seen or done >= seen[-1][0] + plan.runs // 20:
            seen.append((done, resident()))

    with tempfile.TemporaryDirectory() as folder, timed() as taken, watched() as peak:
        run_study(plan, folder, progress=progress)
        size = sum(file.stat().st_size for file in Path(folder).rglob("*.parquet"))
    taken.report(f"{plan.runs:,} runs, {os.cpu_count()} threads", plan.runs)
    quarters = [
        next(memory for done, memory in seen if done >= share * plan.runs // 4 or done == seen[-1][0])
        for share in (1, 2, 3, 4)
    ]
    report(f"it took {taken.clock / 60:.1f} minutes, {size / 1e6:.0f} MB on disk", "under 10 minutes")
    report(
        f"memory after each quarter {', '.join(f'{each:.2f}' for each in quarters)} GB, {peak.most:.2f} GB at most",
        "flat, under 1 GB",
    )


def batch_run(quick: bool) -> None:
    """The same study by mesa.batch_run on the same model and by the runner, a core each."""
    import mesa

    posts, years = (60, 1) if quick else (250, 5)
    plan = study(posts, 24, 4 if quick else 40, years=years)
    place, parameters = plan.context.organisation({}), plan.context.given()
    as_study(study(posts, 2, 1, years=1), 1)  # compiles, if it must
    given = {
        "scenario": ["blame_culture", "embedded"], "rng": [1, 2],
        "organisation": [place], "parameters": [parameters],
    }  # fmt: skip
    with timed() as slow:
        rows: list[Any] = mesa.batch_run(
            CultureModel,
            given,
            number_processes=1,
            iterations=1,
            max_steps=52 * years,
            display_progress=False,
        )
    fast = as_study(plan, 1)
    slow.report(f"batch_run, {len(rows)} runs", len(rows))
    fast.report(f"study, {plan.runs:,} runs", plan.runs)
    ratio = (slow.processors / len(rows)) / (fast.processors / plan.runs)
    report(f"the runner simulates {ratio:.1f} times the runs in a second of processor", "more than once")


def total(takens: Any) -> Taken:
    """All of them together."""
    return Taken(sum(each.clock for each in takens), sum(each.processors for each in takens))


def report(what: str, target: str) -> None:
    """A finding with its target."""
    print(f"  -> {what}   [target: {target}]", flush=True)


def resident() -> float:
    """GB of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e9


@contextmanager
def watched() -> Iterator[SimpleNamespace]:
    """The most memory that this process held while the block ran, looked at twenty times a second."""
    found, over = SimpleNamespace(most=resident()), threading.Event()

    def look() -> None:
        while not over.wait(0.05):
            found.most = max(found.most, resident())

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    yield found
    over.set()
    thread.join()


PARTS: dict[str, Callable[[bool], None]] = {
    "overhead": overhead,
    "scaling": scaling,
    "endurance": endurance,
    "batch_run": batch_run,
}


def main() -> None:
    """Measure the parts that were asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", choices=[[], *PARTS])
    parser.add_argument("--quick", action="store_true", help="a tenth of the work, to see that it runs")
    asked = parser.parse_args()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} before we begin")
    for name in asked.parts or PARTS:
        print(f"{name}: {PARTS[name].__doc__}")
        PARTS[name](asked.quick)


if __name__ == "__main__":
    main()
