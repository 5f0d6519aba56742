"""How fast the engine runs, as ratios measured in one run: `python -m benchmarks.engine`.

1. against the reference implementation in plain Python (tests/reference), per core, at 1,000 and 5,000 posts, on the
   same organisation and draws;
2. growth of cost with posts (200 to 1,500,000) and with weeks, as exponents: 1 is proportion;
3. two threads over teams against one, at 200,000 posts;
4. against the floor: the time to make the same number of draws and stream the same columns once;
5. peak memory of one 5,000-post run, and of one of 1,500,000 posts over five years, each in a process of its own;
6. `culture-sim compare` with its defaults, as a whole process; with `--before FOLDER` also that of another working
   tree, in turns, and the median of the ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numba import njit

from benchmarks import twin
from culture_sim import CultureModel
from culture_sim.engine.rng import draw_blocks, to_uniform
from culture_sim.initialise import advance
from culture_sim.organisation import Organisation, build_organisation

ROOT = Path(__file__).resolve().parents[1]
BLOCKS_A_POST_WEEK = 4
"""Blocks of four draws that everybody has in a week: what becomes of them, their day, acts met, those served."""
COLUMNS = 28
"""Numbers of eight bytes that a row of staff holds."""


def best(action: Callable[[], object], times: int = 5) -> float:
    """Shortest processor time in seconds: what is left when nobody else is in the way."""
    found = []
    for _ in range(times):
        start = time.process_time()
        action()
        found.append(time.process_time() - start)
    return min(found)


def engine_cost(organisation: Organisation, weeks: int = 52, times: int = 5) -> float:
    """Nanoseconds a post-week under the embedded plan."""
    model = CultureModel("embedded", seed=1, organisation=organisation, warm_up_weeks=52).run_for(26)
    forks = [model.fork() for _ in range(times)]
    return best(lambda: forks.pop().run_for(weeks), times) / weeks / organisation.staff * 1e9


@njit(nogil=True)
def _floor(columns, words, weeks):  # type: ignore[no-untyped-def]
    total = 0.0
    for week in range(weeks):
        for stream in range(BLOCKS_A_POST_WEEK):
            draw_blocks(words, 1, week, stream, 0, columns.shape[0])
            for post in range(columns.shape[0]):
                for word in range(4):
                    total += to_uniform(words[word, post])
        for post in range(columns.shape[0]):
            for column in range(columns.shape[1]):
                total += columns[post, column]
    return total


def floor_cost(posts: int, weeks: int = 52) -> float:
    """Nanoseconds a post-week of drawing and reading alone."""
    columns = np.ones((posts, COLUMNS))
    words = np.zeros((4, posts + 8), np.uint32)
    _floor(columns, words, 1)
    return best(lambda: _floor(columns, words, weeks)) / weeks / posts * 1e9


def exponent(sizes: list[int], costs: list[float]) -> float:
    """Slope of log cost on log size."""
    return float(np.polyfit(np.log(sizes), np.log(costs), 1)[0])


def threads_gain(posts: int = 200_000, weeks: int = 12, times: int = 7) -> float:
    """Wall time of one thread over that of two, the median of pairs."""
    model = CultureModel(
        "embedded", seed=1, organisation=build_organisation("nhs_trust", posts), warm_up_weeks=26
    )
    ratios = []
    for _ in range(times):
        spent = []
        for threads in (1, 2):
            fork = model.fork()
            start = time.perf_counter()
            first, last = fork._clock, fork._clock + weeks
            advance(fork.setting, fork._state, fork._schedule, fork._pars, 1, first, last, threads)
            spent.append(time.perf_counter() - start)
        ratios.append(spent[0] / spent[1])
    return float(np.median(ratios))


def memory_of_one_run(posts: int, plain: bool, weeks: int = 260) -> float:
    """Peak resident megabytes of a process that runs one organisation, libraries included.

    `plain`: as after a plain install, which has no pyarrow (it comes with the extra for studies, and pandas loads
    it where it finds it). Linux only: getrusage would count the parent's memory too.
    """
    without = "import sys; sys.modules['pyarrow'] = None;" if plain else ""
    code = without + (
        "from culture_sim import CultureModel;"
        f"CultureModel('embedded', seed=1, staff={posts}).run_for({weeks});"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return float(done.stdout) / 1024


def compare_time(tree: Path = ROOT) -> tuple[float, float]:
    """Wall and processor seconds of `culture-sim compare --json` as a whole process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "culture_sim", "compare", "--json"],
        capture_output=True,
        check=True,
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare_ratio(before: Path, times: int = 5) -> float:
    """Processor seconds of `compare` here over those of another working tree, the median of pairs."""
    compare_time(before)
    compare_time()
    return float(np.median([compare_time()[1] / compare_time(before)[1] for _ in range(times)]))


def main() -> None:
    """Measure, print as it goes, and end with one JSON object."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--quick", action="store_true", help="leave out 50,000 posts and more, and whole processes"
    )
    parser.add_argument("--before", type=Path, help="another working tree, to compare `compare` with")
    chosen = parser.parse_args()
    quick = chosen.quick
    found: dict[str, object] = {}
    for posts in (1000, 5000):
        engine, slow, floor = twin.engine_cost(posts), twin.twin_cost(posts), floor_cost(posts)
        found[f"twin_over_engine_{posts}"] = round(slow / engine, 1)
        found[f"engine_over_floor_{posts}"] = round(engine / floor, 2)
        print(
            f"{posts:>7,} posts: engine {engine:.0f} ns, twin {slow / 1000:.1f} us, floor {floor:.0f} ns a post-week"
        )
    sizes = [200, 1000, 5000, 20_000] + ([] if quick else [50_000, 200_000, 1_500_000])
    costs = []
    for posts in sizes:
        place = build_organisation("nhs_trust", posts)
        weeks = max(4, min(260, 2_000_000 // posts))
        costs.append(engine_cost(place, weeks, 3) * posts)
        print(f"{posts:>7,} posts: {costs[-1] / 1000:.0f} us a week, {costs[-1] / posts:.0f} ns a post-week")
    found["exponent_in_posts"] = round(exponent(sizes, costs), 3)
    place = build_organisation("nhs_trust", 1000)
    lengths = [26, 52, 104, 208]
    found["exponent_in_weeks"] = round(
        exponent(lengths, [engine_cost(place, weeks, 3) * weeks for weeks in lengths]), 3
    )
    found["megabytes_of_one_5000_post_run"] = round(memory_of_one_run(5000, plain=True))
    found["megabytes_with_the_extra_for_studies"] = round(memory_of_one_run(5000, plain=False))
    if not quick:
        found["two_threads_over_one"] = round(threads_gain(), 2)
        found["megabytes_of_1500000_posts_over_five_years"] = round(memory_of_one_run(1_500_000, plain=False))
        compare_time()
        wall, processor = compare_time()
        found["compare_wall_seconds"], found["compare_processor_seconds"] = (
            round(wall, 2),
            round(processor, 2),
        )
    if chosen.before:
        found["compare_over_before"] = round(compare_ratio(chosen.before), 3)
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
