"""The engine against its reference implementation in plain Python (tests/reference): the same plan, the same draws."""

from __future__ import annotations

import time

from tests.patterns.plans import PLANS, programme_of
from tests.reference.specified import Run, read
from tests.reference.twin import Twin

LAUNCH, BEGUN = 20, 46
"""Week of the launch, and the week from which both are measured: half a year later."""


def run_of(posts: int, weeks: int) -> Run:
    """The organisation of the specification under the embedded plan."""
    return Run(programme_of(PLANS["embedded"], LAUNCH), dict(read()), 1, posts, BEGUN + weeks)


def engine_cost(posts: int, weeks: int = 52, times: int = 5) -> float:
    """Nanoseconds of processor a post-week, the least of some stretches."""
    run = run_of(posts, weeks * times).run(BEGUN)
    found = []
    for _ in range(times):
        start = time.process_time()
        run.run(weeks)
        found.append(time.process_time() - start)
    return min(found) / weeks / posts * 1e9


def twin_cost(posts: int, weeks: int = 3, times: int = 2) -> float:
    """The same of the reference implementation."""
    twin = Twin(run_of(posts, weeks * times))
    for _ in range(BEGUN):
        twin.step()
    found = []
    for _ in range(times):
        start = time.process_time()
        for _ in range(weeks):
            twin.step()
        found.append(time.process_time() - start)
    return min(found) / weeks / posts * 1e9
