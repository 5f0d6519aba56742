"""What a year costs. Unit costs are parameters, placeholders until a finance team replaces them (model section 6)."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.parameters import Parameters

WEEKS_A_YEAR = 52


def programme_cost(weeks: NDArray[Any], parameters: Parameters, posts: int) -> NDArray[np.float64]:
    """GBP a year for the core team, course fees, and what is backfilled.

    `weeks` holds rows of a tally, (years, weeks).
    """
    unit_costs = {
        "programme_running": parameters.programme_core_per_year * posts / 1000 / WEEKS_A_YEAR,
        "introductions": parameters.introduction_fee,
        "deep_trainings": parameters.deep_training_fee,
        "refreshers": parameters.refresher_fee,
        "facilitator_trainings": parameters.facilitator_training_fee,
        "backfilled_training_days": parameters.backfill_day,
        "backfilled_time": parameters.working_hours * parameters.backfill_hour,
    }
    return _costs(weeks, unit_costs)


def harm_cost(weeks: NDArray[Any], parameters: Parameters) -> NDArray[np.float64]:
    """GBP a year for leavers, absence, vacancies, complaints, conflict, claims, harm and facilitated processes.

    `weeks` holds rows of a tally, (years, weeks).
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
    return _costs(weeks, unit_costs)


def _costs(weeks: NDArray[Any], unit_costs: Mapping[str, float]) -> NDArray[np.float64]:
    total = np.zeros(len(weeks))
    for name, cost in unit_costs.items():
        total += cost * weeks[name].sum(axis=1)
    return total


def net_saving(
    baseline_harm: NDArray[np.float64], harm: NDArray[np.float64], programme: NDArray[np.float64]
) -> NDArray[np.float64]:
    """GBP saved against the baseline of the same luck, by year; the year before has nothing to save."""
    saving = baseline_harm - harm - programme
    saving[0] = 0.0
    return saving
