"""What a year costs. Unit costs are parameters, placeholders until a finance team replaces them (model 2, section 4)."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.outcomes.outcome import MoneyLine, Outcome
from culture_sim.parameters import Parameters

WEEKS_A_YEAR = 52

CORE_TEAM_LINES = (
    MoneyLine("core_team_years", "core_team_per_year", "Core team"),
    MoneyLine("small_core_team_years", "small_core_team_per_year", "Small core team"),
)
"""What every programme costs, beside what its levers bring: more where sessions are held."""

MONEY_OUTCOMES = (
    Outcome("programme_cost_gbp", "Programme cost", "GBP a year", "lower", 0, "Core team, training, backfill. Unit costs are placeholders.", "Evidence 6; model 2, section 4", "", "money", "money"),
    Outcome("harm_cost_gbp", "Cost of harm and turnover", "GBP a year", "lower", 0, "What leavers, absence, conflict and everything that goes wrong cost.", "Evidence 1.6; model 2, section 4", "", "money", "money"),
    Outcome("net_saving_gbp", "Net saving", "GBP a year", "higher", 0, "Fall in the cost of harm and turnover against the baseline, less programme cost.", "From the two rows above", "", "money", "money"),
)  # fmt: skip
"""The last outcomes of every setting."""


def yearly_cost(
    lines: Iterable[MoneyLine], weeks: NDArray[Any], parameters: Parameters
) -> NDArray[np.float64]:
    """GBP a year, the sum of some lines.

    Args:
        lines: what is paid for, at which price.
        weeks: (years, weeks) rows of a tally.
        parameters: hold the prices.

    Returns:
        (years,) GBP.
    """
    total = np.zeros(len(weeks))
    for line in lines:
        total += price_of(line, parameters) * weeks[line.column].sum(axis=1)
    return total


def price_of(line: MoneyLine, parameters: Parameters) -> float:
    """What one of a line costs, GBP."""
    return parameters[line.price] * (parameters[line.times] if line.times else 1.0)


def net_saving(
    baseline_harm: NDArray[np.float64], harm: NDArray[np.float64], programme: NDArray[np.float64]
) -> NDArray[np.float64]:
    """GBP saved against the baseline under the same random numbers, by year; the year before has nothing to save."""
    saving = baseline_harm - harm - programme
    saving[0] = 0.0
    return saving
