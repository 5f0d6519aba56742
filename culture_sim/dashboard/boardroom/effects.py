"""What an answer says: what moves first, what gets worse first, what could be seen, money.

Only reads. Every sentence rests on paired lives: plan and baseline under the same luck.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from culture_sim.ensemble.comparison import Comparison
from culture_sim.settings.nhs_trust.outcomes import outcome

FIRST = ("turnover_percent", "complaints_per_1000_staff", "grievances_per_1000_staff")
THEN = (
    "psychological_safety", "trust", "burnout", "reported_incidents_per_1000_staff",
    "incidents_per_1000_staff",
    "harms_per_1000_staff", "disciplinaries_per_1000_staff", "claims_per_1000_staff", "sickness_percent",
    "vacancy_percent", "patient_trust", "leadership_modelling", "practice", "workload", "net_saving_gbp",
)  # fmt: skip
"""Outcomes after the first three, in the order in which a board asks."""

WATCHED = (
    "leadership_modelling", "psychological_safety", "trust", "burnout", "practice", "patient_trust",
    "workload",
    "turnover_percent", "complaints_per_1000_staff", "grievances_per_1000_staff",
    "disciplinaries_per_1000_staff", "reported_incidents_per_1000_staff", "harms_per_1000_staff",
    "claims_per_1000_staff", "sickness_percent",
)  # fmt: skip

SURE = 2.0
"""Standard errors of the mean difference beyond which a move is told."""

WORTH_TELLING = 0.01
"""Share of the usual level below which a move is no news to a board, however sure."""

SEEN_IN = 0.8
"""Share of organisations that must stand outside the baseline's usual range for a change to be seen."""

QUARTER = 13
_UNITS = {
    "index 0-1": "on an index from 0 to 1",
    "demand / capacity": "what is asked of teams against what they can do, 1 as usual",
}


def in_runs(share: float, runs: int) -> str:
    """A share of runs as people say it: "9 of 10 simulations", "all 40 simulations"."""
    happened = round(share * runs)
    if happened >= runs:
        return f"all {runs} simulations"
    if happened <= 0:
        return f"none of {runs} simulations"
    if runs < 20:
        return f"{happened} of {runs} simulations"
    return f"{min(9, max(1, round(10 * share)))} of 10 simulations"


def level(answer: Comparison, name: str, key: str, year: int | None = None) -> float:
    """A level as it is shown, so that a difference is the one that a reader works out from what is shown."""
    place = answer.years if year is None else year
    return round(float(answer.interval(name, key).mean[place]), outcome(key).decimals)


def in_unit(unit: str) -> str:
    """A unit as a sentence or a heading gives it: "index 0-1" as "on an index from 0 to 1"."""
    return _UNITS.get(unit, unit)


def direction(value: float, better: str) -> str:
    """Whether a difference is for the better."""
    if value == 0:
        return "unchanged"
    return "better" if (value < 0) == (better == "lower") else "worse"


@dataclass(frozen=True)
class Money:
    """What the plan costs and saves over all years, in GBP; `break_even` is a year or None."""

    programme: float
    by_year: tuple[float, ...]
    net: float
    net_low: float
    net_high: float
    break_even: int | None
    share_even: float
    staff_days: float
    unbackfilled_days: float


def money(answer: Comparison, plan: str = "") -> Money:
    """Cost, staff days and break-even of a plan."""
    name = plan or answer.plan
    programme = answer.values(name, "programme_cost_gbp")[:, 1:]
    net = answer.values(name, "net_saving_gbp")[:, 1:].cumsum(axis=1)
    even = np.flatnonzero((net.mean(axis=0) >= 0) & (np.abs(programme).sum() > 0))
    low, high = np.percentile(net[:, -1], (10, 90))
    training = answer.weeks(name, "training_days")[:, 52:].sum(axis=1).mean()
    other = answer.weeks(name, "programme_time")[:, 52:].sum(axis=1).mean() * 5
    covered = (
        answer.weeks(name, "backfilled_training_days")[:, 52:].sum(axis=1).mean()
        + answer.weeks(name, "backfilled_time")[:, 52:].sum(axis=1).mean() * 5
    )
    days = float(training + other)
    return Money(
        programme=float(programme.sum(axis=1).mean()),
        by_year=tuple(float(value) for value in programme.mean(axis=0)),
        net=float(net[:, -1].mean()),
        net_low=float(low),
        net_high=float(high),
        break_even=int(even[0]) + 1 if len(even) else None,
        share_even=float((net[:, -1] >= 0).mean()),
        staff_days=days,
        unbackfilled_days=max(days - float(covered), 0.0),
    )


@dataclass(frozen=True)
class Move:
    """How one outcome moves, from the week's counts: quarters are counted from the start of the programme.

    Attributes:
        key: the outcome.
        first_quarter: the quarter in which it first differs for good or ill, None if it never does.
        first_way: better or worse, in that quarter.
        worse_years: years in which it is worse than without the plan, beyond chance.
        at_end: better, worse or unchanged in the last year.
        seen_in: first year in which a single organisation could tell, None if not in time.
    """

    key: str
    first_quarter: int | None
    first_way: str
    worse_years: tuple[int, ...]
    at_end: str
    seen_in: int | None


def moves(answer: Comparison, plan: str = "") -> list[Move]:
    """How the watched outcomes move, those that move first first."""
    name = plan or answer.plan
    found = [_move(answer, name, key) for key in WATCHED]
    return sorted(found, key=lambda move: (move.first_quarter is None, move.first_quarter or 0))


def _move(answer: Comparison, name: str, key: str) -> Move:
    about = outcome(key)
    quarterly = _quarters(answer, name, about.column or key) - _quarters(
        answer, answer.baseline, about.column or key
    )
    level = float(np.abs(_quarters(answer, answer.baseline, about.column or key)).mean())
    told = _beyond_chance(quarterly, level)
    first = None
    for quarter in range(len(told) - 1):
        if told[quarter] != 0 and told[quarter] == told[quarter + 1]:
            first = quarter
            break
    way = direction(float(told[first]), about.better) if first is not None else "unchanged"
    base = answer.values(answer.baseline, key)
    yearly = _beyond_chance(answer.values(name, key) - base, float(np.abs(base).mean()))
    worse = tuple(
        year for year in range(1, answer.years + 1) if direction(float(yearly[year]), about.better) == "worse"
    )
    return Move(
        key, first, way, worse, direction(float(yearly[-1]), about.better), seen_in(answer, key, name)
    )


def _quarters(answer: Comparison, name: str, column: str) -> NDArray[np.float64]:
    weeks = answer.weeks(name, column)[:, 52:]
    whole = weeks.shape[1] // QUARTER
    return weeks[:, : whole * QUARTER].reshape(len(weeks), whole, QUARTER).mean(axis=2).astype(np.float64)


def _beyond_chance(differences: NDArray[np.float64], level: float) -> NDArray[np.float64]:
    """(times,) sign of the mean difference where it is beyond chance and `WORTH_TELLING` of the level."""
    runs = len(differences)
    if runs < 4:
        return np.zeros(differences.shape[1])
    mean = differences.mean(axis=0)
    error = differences.std(axis=0, ddof=1) / np.sqrt(runs)
    return np.where(np.abs(mean) > np.maximum(SURE * error, WORTH_TELLING * level), np.sign(mean), 0.0)


def seen_in(answer: Comparison, key: str, plan: str = "") -> int | None:
    """First year in which one organisation's own yearly figure would tell the plan from chance.

    That is when at least 8 of 10 organisations with the plan stand where only 1 of 10 without it ever stands.
    None if that does not happen in time.
    """
    better = outcome(key).better
    without = answer.values(answer.baseline, key)[:, 1:].ravel()
    usual = float(np.percentile(without, 10 if better == "lower" else 90))
    with_plan = answer.values(plan or answer.plan, key)
    beyond = with_plan < usual if better == "lower" else with_plan > usual
    for year in range(1, answer.years + 1):
        if beyond[:, year:].mean(axis=0).min() >= SEEN_IN:
            return year
    return None
