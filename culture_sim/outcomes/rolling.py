"""An outcome over the year up to each week: what a yearly table shows at whole years, at every week."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.outcomes.outcome import Outcome

RECENT_WEEKS = 13
EACH = {"percent of staff": 100.0, "per 1000 staff": 1000.0}


def rolling_year(
    what: Outcome, column: NDArray[np.floating], headcount: NDArray[np.floating]
) -> NDArray[np.float64]:
    """An outcome over the year up to each week.

    Args:
        what: an outcome that is a rate of the staff in post or the mean of a state.
        column: (runs, weeks) of the weekly column that it is made of, from the year before the programme on.
        headcount: (runs, weeks) people in post.

    Returns:
        (runs, weeks - 51) in the outcome's unit.
    """
    total = _over_a_year(column)
    if what.per == "mean":
        return total / WEEKS_A_YEAR
    return EACH[what.per] * total * WEEKS_A_YEAR / _over_a_year(headcount)


def recent_rate(counts: NDArray[np.floating], headcount: NDArray[np.floating]) -> NDArray[np.float64]:
    """Events for 1,000 staff a year, as the mean of the last 13 weeks (of fewer at the start).

    Args:
        counts: (weeks,) events in each week.
        headcount: (weeks,) people in post.

    Returns:
        (weeks,) per 1,000 staff a year.
    """
    kernel = np.ones(RECENT_WEEKS)
    weeks = np.convolve(np.ones(len(counts)), kernel)[: len(counts)]
    mean = np.convolve(counts, kernel)[: len(counts)] / weeks
    rate: NDArray[np.float64] = mean / np.maximum(headcount, 1.0) * WEEKS_A_YEAR * 1000
    return rate


def _over_a_year(values: NDArray[np.floating]) -> NDArray[np.float64]:
    running = np.cumsum(values, axis=1, dtype=np.float64)
    running = np.concatenate([np.zeros((len(values), 1)), running], axis=1)
    summed: NDArray[np.float64] = running[:, WEEKS_A_YEAR:] - running[:, :-WEEKS_A_YEAR]
    return summed
