"""A scenario as arrays: how strong each lever is in each week, for each wave of teams."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from culture_sim.scenario.lever_table import LEVERS
from culture_sim.scenario.levers import Levers, Timed
from culture_sim.scenario.rollout import Rollout

Weekly = NDArray[np.float64]


class Plan(NamedTuple):
    """Strength of every lever by week and wave: float64 arrays (weeks, waves), C-contiguous.

    Champions and peer facilitators are shares of staff, refreshers a number a year, all others 0-1.
    `staff_engagement` is (weeks, waves, staff groups). Week 0 is the first week of the programme.
    """

    leadership_modelling: Weekly
    shared_language: Weekly
    introduction: Weekly
    champions: Weekly
    refreshers: Weekly
    backfill: Weekly
    everyday_conversations: Weekly
    formal_processes: Weekly
    relationship_time: Weekly
    restorative_supervision: Weekly
    power_sharing: Weekly
    multi_agency_alignment: Weekly
    measurement_and_feedback: Weekly
    hr_policy: Weekly
    complaints_policy: Weekly
    patient_safety_policy: Weekly
    succession: Weekly
    induction: Weekly
    peer_facilitators: Weekly
    co_production: Weekly
    staff_engagement: Weekly


def build_plan(
    levers: Levers,
    weeks: int,
    delays: ArrayLike = (0,),
    groups: Sequence[str] = (),
    rollout: Rollout | None = None,
    ends: int | None = None,
    wait: int = 0,
) -> Plan:
    """Lay levers out over weeks.

    Args:
        levers: what is done.
        weeks: number of weeks from the start of the programme.
        delays: weeks by which each wave starts later; ends are not moved.
        groups: names of the staff groups, in the order of the last axis of `staff_engagement`.
        rollout: says which levers the delays hold back; all of them if absent.
        ends: week from which every lever without an end of its own is gone.
        wait: weeks by which everything starts later (an assessment before the start).
    """
    later = np.atleast_1d(np.asarray(delays, dtype=np.int64))
    arrays = {}
    for info in LEVERS:
        lever = levers.at(info.path)
        if lever.amount == 0 and not lever.amount_steps:
            arrays[info.field] = np.zeros((weeks, len(later)))
            continue
        held_back = rollout is None or rollout.delays_lever(info.path)
        shape = timeline(lever, weeks, later * held_back + wait, ends)
        arrays[info.field] = shape if lever.amount_steps else shape * lever.amount
    engagement = levers.staff_engagement
    by_group = arrays["staff_engagement"][:, :, None].repeat(len(groups), axis=2)
    if engagement.by_group:
        held_back = rollout is None or rollout.delays_lever("staff_engagement")
        shape = timeline(engagement, weeks, later * held_back + wait, ends)
        for number, group in enumerate(groups):
            if group in engagement.by_group:
                by_group[:, :, number] = shape * engagement.by_group[group]
    arrays["staff_engagement"] = by_group
    return Plan(**{name: np.ascontiguousarray(array, dtype=np.float64) for name, array in arrays.items()})


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
