"""From weeks to years."""

import numpy as np
from numpy.typing import NDArray

from culture_sim.outcomes.money import WEEKS_A_YEAR, harm_cost, programme_cost
from culture_sim.outcomes.table import OUTCOMES, Outcome
from culture_sim.parameters import Parameters
from culture_sim.state import Tally


def yearly_outcomes(
    tally: Tally, parameters: Parameters, posts: int, burn_in_weeks: int
) -> dict[str, NDArray[np.float64]]:
    """Every outcome by year.

    Args:
        tally: weeks lived, the burn-in first.
        parameters: unit costs.
        posts: number of posts.
        burn_in_weeks: weeks before the programme, at least a year.

    Returns:
        For each key (years + 1,) values; year 0 is the year before the programme. Net saving is left at zero:
        it takes a baseline.
    """
    years = (len(tally) - burn_in_weeks) // WEEKS_A_YEAR
    first = burn_in_weeks - WEEKS_A_YEAR
    table = {each.key: np.zeros(years + 1) for each in OUTCOMES}
    for year in range(years + 1):
        weeks = tally[first + year * WEEKS_A_YEAR : first + (year + 1) * WEEKS_A_YEAR]
        for each in OUTCOMES:
            if each.per != "money":
                table[each.key][year] = _of_year(each, weeks)
        table["programme_cost_gbp"][year] = programme_cost(weeks, parameters, posts)
        table["harm_cost_gbp"][year] = harm_cost(weeks, parameters)
    return table


def _of_year(outcome: Outcome, weeks: Tally) -> float:
    column = weeks[outcome.column]
    people = weeks.headcount
    if outcome.per == "mean":
        return float(column.mean())
    if outcome.per == "percent":
        return float(100 * column.mean())
    if outcome.per == "percent of posts":
        return float(100 * column.sum() / max(column.sum() + people.sum(), 1.0))
    if outcome.per == "percent of staff weeks":
        return float(100 * column.sum() / max(people.sum(), 1.0))
    in_post = max(float(people.mean()), 1.0)
    return float(column.sum() / in_post * (100 if outcome.per == "percent of staff" else 1000))
