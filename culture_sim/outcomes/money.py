"""What a year costs. Unit costs are parameters, placeholders until a finance team replaces them (model section 6)."""

import numpy as np
from numpy.typing import NDArray

from culture_sim.parameters import Parameters
from culture_sim.state import Tally

WEEKS_A_YEAR = 52


def programme_cost(weeks: Tally, parameters: Parameters, posts: int) -> float:
    """GBP for the core team, course fees, and what is backfilled, over some weeks of a tally."""
    core = weeks.programme_running.sum() / WEEKS_A_YEAR * parameters.programme_core_per_year * posts / 1000
    courses = (
        weeks.introductions.sum() * parameters.introduction_fee
        + weeks.deep_trainings.sum() * parameters.deep_training_fee
        + weeks.refreshers.sum() * parameters.refresher_fee
        + weeks.facilitator_trainings.sum() * parameters.facilitator_training_fee
    )
    backfill = (
        weeks.backfilled_training_days.sum() * parameters.backfill_day
        + weeks.backfilled_time.sum() * parameters.working_hours * parameters.backfill_hour
    )
    return float(core + courses + backfill)


def harm_cost(weeks: Tally, parameters: Parameters) -> float:
    """GBP for leavers, absence, vacancies, complaints, conflict, claims, harm and facilitated processes."""
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
    return float(sum(weeks[name].sum() * cost for name, cost in unit_costs.items()))


def net_saving(
    baseline_harm: NDArray[np.float64], harm: NDArray[np.float64], programme: NDArray[np.float64]
) -> NDArray[np.float64]:
    """GBP saved against the baseline of the same luck, by year; the year before has nothing to save."""
    saving = baseline_harm - harm - programme
    saving[0] = 0.0
    return saving
