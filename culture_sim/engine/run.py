"""Runs a setting's weeks: small organisations in one piece of machine code, large ones with threads over teams."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any

LARGE = 20_000
"""Posts from which on threads share the teams; below, starting them costs more than they save."""


def usual_threads(state: Any) -> int:
    """One for each processor in a large organisation, else one."""
    if len(state.staff) < LARGE:
        return 1
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 8)


def run_teams_in_threads(
    week: Any,
    state: Any,
    interim: Any,
    schedule: Any,
    pars: Any,
    seed: int,
    first: int,
    last: int,
    threads: int,
) -> int:
    """The weeks of a setting, with its teams shared out; returns the week that was reached."""
    ends = [len(state.teams) * thread // threads for thread in range(threads + 1)]
    shares = [(thread, ends[thread], ends[thread + 1]) for thread in range(threads)]
    each = partial(_pool(threads).map, chunksize=1)
    for now in range(first, last):
        if not week.served_has_capacity(state):
            return now
        week.step_launch(state, interim, schedule, pars, seed, now)
        list(each(partial(_call, week.step_teams, state, interim, pars, seed, now), shares))
        week.step_across_teams(state, schedule, pars, seed, now)
        list(each(partial(_call, week.step_teams_on, state, interim, schedule, pars, seed, now), shares))
        week.step_organisation(state, interim, schedule, pars, seed, now)
    return last


def _call(step: Any, *rest: Any) -> None:
    *arguments, share = rest
    step(*arguments, *share)


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads, thread_name_prefix="teams")
