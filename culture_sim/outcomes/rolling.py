"""An outcome over the year up to each week: what a yearly table shows at whole years, at every week."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.outcomes.outcome import Outcome
from culture_sim.outcomes.yearly import SHARES

RECENT_WEEKS = 13
EACH = {"percent of staff": 100.0, "per 1000 staff": 1000.0}


def rolling_year(what: Outcome, weekly: Callable[[str], NDArray[np.floating]]) -> NDArray[np.float64]:
    """An outcome over the year up to each week.

    Args:
        what: an outcome that is a rate of the staff in post, the mean of a state, or a share of other things.
        weekly: (runs, weeks) of a column of the tally by its name, from the year before the programme on.

    Returns:
        (runs, weeks - 51) in the outcome's unit.
    """
    total = _over_a_year(weekly(what.column))
    if what.of:
        whole = np.sum([_over_a_year(weekly(name)) for name in what.of], axis=0)
        share: NDArray[np.float64] = SHARES[what.per] * total / np.maximum(whole, 1.0)
        return share
    if what.per == "mean":
        return total / WEEKS_A_YEAR
    return EACH[what.per] * total * WEEKS_A_YEAR / _over_a_year(weekly("headcount"))


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
