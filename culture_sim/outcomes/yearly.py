"""From weeks to years."""

from typing import Any

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
    lived = tally[first : first + (years + 1) * WEEKS_A_YEAR]
    # A plain array of records, a row a year: a recarray takes a hundred times as long to find a column
    weeks = lived.view(np.ndarray).reshape(years + 1, WEEKS_A_YEAR)
    table = {
        each.key: _of_years(each, weeks) if each.per != "money" else np.zeros(years + 1) for each in OUTCOMES
    }
    table["programme_cost_gbp"] = programme_cost(weeks, parameters, posts)
    table["harm_cost_gbp"] = harm_cost(weeks, parameters)
    return table


def _of_years(outcome: Outcome, weeks: NDArray[Any]) -> NDArray[np.float64]:
    """One outcome of (years, weeks a year) rows of a tally."""
    column, people = weeks[outcome.column], weeks["headcount"]
    if outcome.per == "mean":
        found = column.mean(axis=1)
    elif outcome.per == "percent":
        found = 100 * column.mean(axis=1)
    elif outcome.per == "percent of posts":
        total = column.sum(axis=1)
        found = 100 * total / np.maximum(total + people.sum(axis=1), 1.0)
    elif outcome.per == "percent of staff weeks":
        found = 100 * column.sum(axis=1) / np.maximum(people.sum(axis=1), 1.0)
    else:
        in_post = np.maximum(people.mean(axis=1), 1.0)
        found = column.sum(axis=1) / in_post * (100 if outcome.per == "percent of staff" else 1000)
    return np.asarray(found, dtype=np.float64)
