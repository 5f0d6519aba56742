"""Money and time of a plan over all years: cost, savings, break-even, staff days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from culture_sim.ensemble.comparison import Comparison
from culture_sim.ensemble.intervals import Interval, interval
from culture_sim.outcomes.money import WEEKS_A_YEAR

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Account:
    """What a plan costs and saves, in GBP, compared with the baseline under the same random numbers.

    Attributes:
        cost_by_year: programme cost, mean over runs, (years,).
        saving_by_year: fall in the cost of harm and turnover, mean over runs, (years,).
        net_by_year: net saving, that is saving less cost, mean over runs, (years,).
        cost: programme cost over all years.
        net: net saving over all years, with its 80 % interval over runs.
        break_even: first year from whose end on the mean net saving so far stays at or above nothing; None if it
            does not, or if nothing was spent.
        share_even: share of runs in which the net saving over all years is not below nothing.
        staff_days: working days of staff in training and restorative work over all years, mean over runs.
        uncovered_days: those of them that nobody else covers.
    """

    cost_by_year: Numbers
    saving_by_year: Numbers
    net_by_year: Numbers
    cost: float
    net: Interval[float]
    break_even: int | None
    share_even: float
    staff_days: float
    uncovered_days: float


def account(comparison: Comparison, plan: str = "") -> Account:
    """Cost, net saving, break-even and staff days of a plan.

    Args:
        comparison: the runs.
        plan: name of the plan; the first if absent.
    """
    name = plan or comparison.plan
    cost = comparison.values(name, "programme_cost_gbp")[:, 1:]
    net = comparison.values(name, "net_saving_gbp")[:, 1:]
    so_far = net.cumsum(axis=1)
    total = interval(so_far[:, -1])
    days = _days(comparison, name, comparison.setting.staff_days)
    covered = _days(comparison, name, comparison.setting.covered_days)
    return Account(
        cost_by_year=cost.mean(axis=0),
        saving_by_year=-comparison.paired(name, "harm_cost_gbp")[:, 1:].mean(axis=0),
        net_by_year=net.mean(axis=0),
        cost=float(cost.sum(axis=1).mean()),
        net=Interval(float(total.mean), float(total.low), float(total.high)),
        break_even=break_even(so_far.mean(axis=0)) if cost.any() else None,
        share_even=float((so_far[:, -1] >= 0).mean()),
        staff_days=days,
        uncovered_days=max(days - covered, 0.0),
    )


def break_even(so_far: Numbers) -> int | None:
    """First year from whose end on the net saving so far stays at or above nothing; None if it does not.

    Args:
        so_far: net saving up to the end of each year, (years,), GBP.
    """
    short = np.flatnonzero(so_far < 0)
    year = int(short[-1]) + 2 if len(short) else 1
    return year if year <= len(so_far) else None


def _days(comparison: Comparison, name: str, days: Mapping[str, float]) -> float:
    """Working days over all years, mean over runs, from columns of the tally and the days that one of each is."""
    time = sum(each * comparison.weeks(name, column) for column, each in days.items())
    return float(np.asarray(time)[:, WEEKS_A_YEAR:].sum(axis=1).mean())
