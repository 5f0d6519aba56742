"""A scenario as arrays: how strong each lever is in each week, for each wave of teams."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from culture_sim.scenario.levers import Levers, Timed
from culture_sim.scenario.rollout import Rollout

Weekly = NDArray[np.float64]


class Plan(dict[str, Weekly]):
    """Strength of every lever by week and wave, by the lever's column: float64 (weeks, waves), C-contiguous.

    Amounts are in the unit of the lever's declaration. A lever that may differ by staff group (staff
    engagement) is (weeks, waves, staff groups). Week 0 is the first week of the programme.
    """

    def __getattr__(self, column: str) -> Weekly:
        """One lever's array."""
        try:
            return self[column]
        except KeyError:
            raise AttributeError(column) from None


def build_plan(
    levers: Levers,
    weeks: int,
    delays: ArrayLike = (0,),
    groups: Sequence[str] = (),
    rollout: Rollout | None = None,
    ends: int | None = None,
) -> Plan:
    """Lay levers out over weeks.

    Args:
        levers: what is done.
        weeks: number of weeks from the start of the programme.
        delays: weeks by which each wave starts later; ends are not moved.
        groups: names of the staff groups, in the order of the last axis of a lever that may differ by group.
        rollout: says which levers the delays hold back; all of them if absent.
        ends: week from which every lever without an end of its own is gone.
    """
    later = np.atleast_1d(np.asarray(delays, dtype=np.int64))
    plan = Plan()
    for info in levers.declared.levers:
        lever = levers.at(info.path)
        amounts = np.zeros((weeks, len(later)))
        if lever.is_used:
            held_back = rollout is None or rollout.delays_lever(info)
            shape = timeline(lever, weeks, later * held_back, ends)
            amounts = shape if lever.amount_steps else shape * lever.amount
        if info.also == "by_group":
            amounts = amounts[:, :, None].repeat(len(groups), axis=2)
            for number, group in enumerate(groups):
                if group in lever.by_group:
                    amounts[:, :, number] = shape * lever.by_group[group]
        plan[info.field] = np.ascontiguousarray(amounts, dtype=np.float64)
    return plan


def timeline(lever: Timed, weeks: int, delays: NDArray[np.int64], scenario_ends: int | None) -> Weekly:
    """A lever's course as an array (weeks, waves): amounts where it has steps, else shares of its amount.

    Share in week t of a ramp: clip((t - start) / ramp, 0, 1). From the end on 0, or fading from what it was.
    """
    week = np.arange(weeks, dtype=np.float64)[:, None]
    if steps := lever.amount_steps:
        course = np.zeros((weeks, len(delays)))
        for start, amount in steps:
            course = np.where(week >= start + delays, amount, course)
    else:
        course = np.clip((week - (lever.start + delays)) / lever.ramp, 0.0, 1.0)
    end = lever.end(scenario_ends)
    if end is None:
        return course
    if lever.fade is None:
        return np.where(week >= end, 0.0, course)
    last = min(end, weeks) - 1
    reached = course[last] if last >= 0 else np.zeros(len(delays))
    return np.where(week >= end, reached * np.clip(1 - (week - end) / lever.fade, 0.0, 1.0), course)
