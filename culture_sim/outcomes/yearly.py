"""From weeks to years."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.engine.tables import Tally
from culture_sim.outcomes.money import WEEKS_A_YEAR, yearly_cost
from culture_sim.outcomes.outcome import MoneyLine, Outcome
from culture_sim.parameters import Parameters

Years = NDArray[np.float64]
SHARES = {"percent of": 100.0, "per 1000 of": 1000.0 * WEEKS_A_YEAR, "ratio": 1.0}
"""What a share of other things than people is multiplied with, by how it is told."""


def yearly_outcomes(
    outcomes: Iterable[Outcome],
    harm_lines: Iterable[MoneyLine],
    programme_lines: Iterable[MoneyLine],
    tally: Tally,
    parameters: Parameters,
    warm_up_weeks: int,
) -> dict[str, Years]:
    """Every outcome by year.

    Args:
        outcomes: what is reported.
        harm_lines: what harm and turnover cost.
        programme_lines: what the programme costs.
        tally: the weeks that were run, the warm-up first.
        parameters: unit costs.
        warm_up_weeks: weeks before the programme, at least a year.

    Returns:
        For each key (years + 1,) values; year 0 is the year before the programme. Net saving is left at zero:
        it takes a baseline.
    """
    years = (len(tally) - warm_up_weeks) // WEEKS_A_YEAR
    first = warm_up_weeks - WEEKS_A_YEAR
    weeks = np.asarray(tally)[first : first + (years + 1) * WEEKS_A_YEAR].reshape(years + 1, WEEKS_A_YEAR)
    table = {each.key: _by_year(each, weeks) for each in outcomes if each.per != "money"}
    return table | {
        "programme_cost_gbp": yearly_cost(programme_lines, weeks, parameters),
        "harm_cost_gbp": yearly_cost(harm_lines, weeks, parameters),
        "net_saving_gbp": np.zeros(years + 1),
    }


def _by_year(outcome: Outcome, weeks: NDArray[Any]) -> Years:
    column, people = weeks[outcome.column], weeks["headcount"]
    if outcome.of:
        return share_of_others(outcome, weeks)
    total, weeks_of_people = column.sum(axis=1, dtype=np.float64), people.sum(axis=1, dtype=np.float64)
    in_post = np.maximum(weeks_of_people / WEEKS_A_YEAR, 1.0)
    found: dict[str, Years] = {
        "mean": total / WEEKS_A_YEAR,
        "percent": 100 * total / WEEKS_A_YEAR,
        "percent of posts": 100 * total / np.maximum(total + weeks_of_people, 1.0),
        "percent of staff weeks": 100 * total / np.maximum(weeks_of_people, 1.0),
        "percent of staff": 100 * total / in_post,
        "per 1000 staff": 1000 * total / in_post,
    }
    return found[outcome.per]


def share_of_others(outcome: Outcome, weeks: NDArray[Any]) -> Years:
    """An outcome that is a share, or a yearly rate, of other things than people: (years,), from (years, weeks)."""
    whole = sum(weeks[name].sum(axis=1, dtype=np.float64) for name in outcome.of)
    part: Years = (
        SHARES[outcome.per] * weeks[outcome.column].sum(axis=1, dtype=np.float64) / np.maximum(whole, 1.0)
    )
    return part
