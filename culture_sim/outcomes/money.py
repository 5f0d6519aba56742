"""What a year costs. Unit costs are parameters, placeholders until a finance team replaces them (model section 6)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.parameters import Parameters

WEEKS_A_YEAR = 52


def programme_cost(weeks: NDArray[Any], parameters: Parameters, posts: int) -> NDArray[np.float64]:
    """GBP for the core team, course fees, and what is backfilled.

    Args:
        weeks: (years, weeks a year) rows of a tally.
        parameters: unit costs.
        posts: number of posts.

    Returns:
        (years,) GBP.
    """
    core = (
        _sums(weeks, "programme_running") / WEEKS_A_YEAR * parameters.programme_core_per_year * posts / 1000
    )
    courses = (
        _sums(weeks, "introductions") * parameters.introduction_fee
        + _sums(weeks, "deep_trainings") * parameters.deep_training_fee
        + _sums(weeks, "refreshers") * parameters.refresher_fee
        + _sums(weeks, "facilitator_trainings") * parameters.facilitator_training_fee
    )
    backfill = (
        _sums(weeks, "backfilled_training_days") * parameters.backfill_day
        + _sums(weeks, "backfilled_time") * parameters.working_hours * parameters.backfill_hour
    )
    return np.asarray(core + courses + backfill, dtype=np.float64)


def harm_cost(weeks: NDArray[Any], parameters: Parameters) -> NDArray[np.float64]:
    """GBP for leavers, absence, vacancies, complaints, conflict, claims, harm and facilitated processes.

    Args:
        weeks: (years, weeks a year) rows of a tally.
        parameters: unit costs.

    Returns:
        (years,) GBP.
    """
    unit_costs = {
        "leavers": parameters.cost_per_leaver,
        "sick": parameters.cost_per_sick_week,
        "vacant": parameters.cost_per_vacant_week,
        "complaints": parameters.cost_per_complaint,
        "grievances": parameters.cost_per_grievance,
        "disciplinaries": parameters.cost_per_disciplinary,
        "claims": parameters.cost_per_claim,
        "harms": parameters.cost_per_harm,
        "restorative_processes": parameters.facilitated_process,
    }
    total = sum(_sums(weeks, name) * cost for name, cost in unit_costs.items())
    return np.asarray(total, dtype=np.float64)


def net_saving(
    baseline_harm: NDArray[np.float64], harm: NDArray[np.float64], programme: NDArray[np.float64]
) -> NDArray[np.float64]:
    """GBP saved against the baseline of the same luck, by year; the year before has nothing to save."""
    saving = baseline_harm - harm - programme
    saving[0] = 0.0
    return saving


def _sums(weeks: NDArray[Any], column: str) -> Any:
    """(years,) sums of a column."""
    return weeks[column].sum(axis=1)
