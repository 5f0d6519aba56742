"""Money and time of a plan over all years: cost, savings, break-even, staff days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.ensemble.comparison import Comparison
from culture_sim.ensemble.intervals import Interval, interval
from culture_sim.outcomes import SavingGroup
from culture_sim.outcomes.money import WEEKS_A_YEAR, price_of

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class NetWithout:
    """What a plan saves net where the savings of one group are left out.

    Attributes:
        group: whose savings are left out; those that carry a caution.
        net: net saving over all years, GBP, with its 80 % interval over runs.
        break_even: as of an account.
        share_even: as of an account.
    """

    group: SavingGroup
    net: Interval[float]
    break_even: int | None
    share_even: float


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
        saving_by_group: the saving of each of the setting's groups, mean over runs, (years,).
        without: for each group with a caution, what is left without it.
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
    saving_by_group: Mapping[SavingGroup, Numbers]
    without: tuple[NetWithout, ...]

    def savings(self) -> dict[str, Any]:
        """Savings by group and what is left without those with a caution, GBP, as plain values."""
        return {
            "by_group": {each.title: values.tolist() for each, values in self.saving_by_group.items()},
            "net_gbp": self.net._asdict(),
            "net_without_gbp": {each.group.title: each.net._asdict() for each in self.without},
        }


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
    groups = savings_by_group(comparison, name)
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
        saving_by_group={group: saved.mean(axis=0) for group, saved in groups.items()},
        without=tuple(_without(group, net - saved) for group, saved in groups.items() if group.caution),
    )


def savings_by_group(comparison: Comparison, plan: str) -> dict[SavingGroup, Numbers]:
    """What a plan saves on each of the setting's groups, GBP by run and year: (runs, years) each."""

    def by_year(name: str, column: str) -> Numbers:
        weeks = comparison.weeks(name, column)[:, WEEKS_A_YEAR:].astype(np.float64)
        return np.asarray(weeks.reshape(len(weeks), -1, WEEKS_A_YEAR).sum(axis=2))

    found = {
        group: np.zeros((comparison.runs, comparison.years)) for group in comparison.setting.saving_groups
    }
    for line in comparison.setting.harm_lines:
        fall = by_year(comparison.baseline, line.column) - by_year(plan, line.column)
        found[line.group] += price_of(line, comparison.parameters) * fall
    return found


def _without(group: SavingGroup, net: Numbers) -> NetWithout:
    """What is left of the net saving, (runs, years), without a group of savings."""
    so_far = net.cumsum(axis=1)
    total = interval(so_far[:, -1])
    return NetWithout(
        group,
        Interval(float(total.mean), float(total.low), float(total.high)),
        break_even(so_far.mean(axis=0)),
        float((so_far[:, -1] >= 0).mean()),
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
