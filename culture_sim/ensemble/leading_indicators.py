"""Leading indicators: what moves first under a plan, what gets worse, and when one organisation could tell."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from culture_sim.ensemble.comparison import Comparison
from culture_sim.ensemble.intervals import Difference
from culture_sim.ensemble.thresholds import CLEAR_ERRORS, FEW_RUNS, NOTICED_BY, WORTH_TELLING
from culture_sim.outcomes import Outcome
from culture_sim.outcomes.money import WEEKS_A_YEAR

Numbers = NDArray[np.float64]
Way = Literal["better", "worse", "unchanged"]

WEEKS_A_QUARTER = 13


@dataclass(frozen=True)
class Indicator:
    """How one outcome moves under a plan; quarters are counted from the start of the programme, from 0.

    Attributes:
        outcome: which.
        first_quarter: the first of two quarters in a row in which it clearly differs, None if it never does.
        first_way: better or worse, in that quarter.
        worse_years: years in which it is clearly worse than without the plan.
        worst_year: the one of these in which it is worst, None if there is none.
        at_end: better, worse or unchanged in the last year.
        noticed_in: first year from which on a single organisation could tell, None if not in time.
    """

    outcome: Outcome
    first_quarter: int | None
    first_way: Way
    worse_years: tuple[int, ...]
    worst_year: int | None
    at_end: Way
    noticed_in: int | None

    def as_dict(self) -> dict[str, object]:
        """All of it as plain values, the outcome by its key."""
        return {field.name: getattr(self, field.name) for field in fields(self)} | {
            "outcome": self.outcome.key
        }


def leading_indicators(comparison: Comparison, plan: str = "") -> list[Indicator]:
    """How every outcome moves under a plan, those that move first first.

    Money has no weeks, and what the baseline does not have at all (a sponsor's commitment) cannot move from its level.

    Args:
        comparison: the runs.
        plan: name of the plan; the first if absent.
    """
    name = plan or comparison.plan
    found = [
        _indicator(comparison, name, each)
        for each in comparison.outcomes
        if each.column in comparison.columns and comparison.values(comparison.baseline, each.key).any()
    ]
    return sorted(found, key=lambda each: (each.first_quarter is None, each.first_quarter or 0))


def _indicator(comparison: Comparison, plan: str, outcome: Outcome) -> Indicator:
    base, moved = (_quarterly(comparison, name, outcome) for name in (comparison.baseline, plan))
    quarters = _clear_signs(moved - base, np.abs(base).mean(axis=0))
    first = next(
        (
            place
            for place in range(len(quarters) - 1)
            if quarters[place] and quarters[place] == quarters[place + 1]
        ),
        None,
    )
    ways = [clear_way(comparison, plan, outcome.key, year) for year in range(comparison.years + 1)]
    worse = tuple(year for year, way in enumerate(ways) if way == "worse")
    sizes = np.abs(comparison.difference(plan, outcome.key).mean)
    return Indicator(
        outcome,
        first,
        _way(float(quarters[first]), outcome) if first is not None else "unchanged",
        worse,
        max(worse, key=lambda year: float(sizes[year]), default=None),
        ways[-1],
        noticed_in(comparison, outcome.key, plan),
    )


def clear_way(comparison: Comparison, plan: str, key: str, year: int = -1, against: str = "") -> Way:
    """Whether an outcome is clearly better or worse with a plan than without it (or with another plan) in one year.

    A difference is clear when its mean lies more than two standard errors from nothing, is worth telling beside the
    level, and rests on enough runs. This is the only rule there is: text, figures and pages all use it.

    Args:
        comparison: the runs.
        plan: name of the plan.
        key: outcome.
        year: year of the programme; -1 is the last.
        against: another plan, if not the baseline.
    """
    found = comparison.difference_in(year, plan, key, against)
    level = comparison.level(against or comparison.baseline, key, year)
    if not is_clear(found, level, comparison.runs):
        return "unchanged"
    return _way(found.mean, comparison.outcome(key))


def is_clear(difference: Difference[float], level: float, runs: int) -> bool:
    """Whether a mean difference is distinguished from chance and worth telling beside a level."""
    least = max(CLEAR_ERRORS * difference.error, WORTH_TELLING * abs(level))
    return runs >= FEW_RUNS and abs(difference.mean) > least


def _way(value: float, outcome: Outcome) -> Way:
    if value == 0:
        return "unchanged"
    return "better" if (value < 0) == (outcome.better == "lower") else "worse"


def _quarterly(comparison: Comparison, name: str, outcome: Outcome) -> Numbers:
    """Weekly means of its column by quarter of the programme, (runs, quarters)."""
    weeks = comparison.weeks(name, outcome.column)[:, WEEKS_A_YEAR:]
    whole = weeks.shape[1] // WEEKS_A_QUARTER
    quarters = weeks[:, : whole * WEEKS_A_QUARTER].reshape(len(weeks), whole, WEEKS_A_QUARTER)
    return np.asarray(quarters.mean(axis=2), np.float64)


def _clear_signs(differences: Numbers, levels: Numbers) -> Numbers:
    """Sign of the mean difference at each time where it is clear, 0 elsewhere; (times,)."""
    runs = len(differences)
    if runs < FEW_RUNS:
        return np.zeros(differences.shape[1])
    mean = differences.mean(axis=0)
    error = differences.std(axis=0, ddof=1) / np.sqrt(runs)
    return np.where(
        np.abs(mean) > np.maximum(CLEAR_ERRORS * error, WORTH_TELLING * levels), np.sign(mean), 0.0
    )


def noticed_in(comparison: Comparison, key: str, plan: str = "") -> int | None:
    """First year from which on one organisation's own yearly figure would tell the plan from chance.

    That is when at least 8 of 10 organisations with the plan stand where only 1 of 10 without it ever stands.
    None if that does not happen in time.
    """
    lower = comparison.outcome(key).better == "lower"
    without = comparison.values(comparison.baseline, key)[:, 1:].ravel()
    usual = float(np.percentile(without, 10 if lower else 90))
    with_plan = comparison.values(plan or comparison.plan, key)
    beyond = with_plan < usual if lower else with_plan > usual
    for year in range(1, comparison.years + 1):
        if beyond[:, year:].mean(axis=0).min() >= NOTICED_BY:
            return year
    return None
