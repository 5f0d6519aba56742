"""Runs a setting's weeks: small organisations in one piece of machine code, large ones with threads over teams."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any

from culture_sim.engine.interim import Interim, interim_for
from culture_sim.engine.state import LeverSchedule, ModelState

LARGE = 20_000
"""Posts from which on threads share the teams; below, starting them costs more than they save."""


def run(
    week: Any,
    state: ModelState,
    schedule: LeverSchedule,
    pars: Any,
    seed: int,
    first: int,
    last: int,
    threads: int | None = None,
) -> int:
    """Run the weeks from `first` up to `last`; the result is the same to the bit for any number of threads.

    Args:
        week: the setting's module of compiled functions.
        state: changed in place.
        schedule: what leaders do.
        pars: record of parameters.
        seed: of the random numbers.
        first: the first week.
        last: the week after the last.
        threads: that share the teams; by default as many as the organisation is large enough for. One where
            events are logged, so that they are logged in order, and where the setting's week is of one piece.

    Returns:
        The week that was reached: earlier than `last` where a table needs more room.
    """
    threads = usual_threads(state) if threads is None else threads
    in_parts = hasattr(week, "step_teams") and len(state.log.rows) == 0
    threads = min(threads, len(state.teams)) if in_parts else 1
    interim = interim_for(len(state.staff), state.teams, state.tally, threads)
    if threads == 1:
        return int(week.run_weeks(state, interim, schedule, pars, seed, first, last))
    week.prepare(state, interim, pars)
    for now in range(first, last):
        if not week.has_capacity(state, interim, pars):
            return now
        _step_week(week, state, interim, schedule, pars, seed, now, threads)
    return last


def usual_threads(state: Any) -> int:
    """One for each processor in a large organisation, else one."""
    if len(state.staff) < LARGE:
        return 1
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 8)


def _step_week(
    week: Any,
    state: ModelState,
    interim: Interim,
    schedule: LeverSchedule,
    pars: Any,
    seed: int,
    now: int,
    threads: int,
) -> None:
    """The week of the setting, with its teams shared out."""
    ends = [len(state.teams) * thread // threads for thread in range(threads + 1)]
    shares = [(thread, ends[thread], ends[thread + 1]) for thread in range(threads)]
    each = partial(_pool(threads).map, chunksize=1)
    week.step_launch(state.staff, state.teams, state.sponsor, schedule, pars, seed, now)
    list(each(lambda share: week.step_teams(state, interim, schedule, pars, seed, now, *share), shares))
    helping, skill = week.step_across_teams(state, interim, pars, seed, now)
    list(
        each(
            lambda share: week.step_teams_on(state, interim, helping, skill, pars, seed, now, *share[1:]),
            shares,
        )
    )
    week.step_organisation(state, interim, schedule, pars, seed, now)


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
    """The weeks of a setting on model 2, with its teams shared out; returns the week that was reached."""
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
