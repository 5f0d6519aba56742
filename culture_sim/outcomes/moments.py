"""How organisations differ, how long that lasts, and what moves together: one reckoning for real and simulated ones.

A panel holds, for each measure, (organisations, years), with NaN where nothing is known. `size` is a logarithm.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Pair = tuple[str, str]

LONGEST_LAG = 3
"""Years over which persistence is followed."""


class Spread(NamedTuple):
    """How organisations differ in one measure.

    Attributes:
        mean: over organisations, mean over years.
        sd: between organisations of one year, mean over years.
        persistence: correlation with the same measure one, two, three years on, each a mean over years.
    """

    mean: float
    sd: float
    persistence: tuple[float, ...]


class CoMovement(NamedTuple):
    """The correlation of two measures across organisations.

    Attributes:
        by_year: of one year, mean over years.
        of_means: of the organisations' means over all years.
    """

    by_year: float
    of_means: float


class Slope(NamedTuple):
    """The change in one measure for each unit of another, within organisations and years.

    Attributes:
        slope: by least squares with an effect for each organisation and each year.
        standard_error: of it, errors taken to be alike and independent.
    """

    slope: float
    standard_error: float


def spreads(panel: Mapping[str, Values]) -> dict[str, Spread]:
    """Mean, standard deviation between organisations, and persistence of each measure but `size`.

    Args:
        panel: for each measure (organisations, years).
    """
    return {
        key: Spread(
            _mean([each.mean() for each in _years(values)]),
            _mean([each.std() for each in _years(values)]),
            tuple(_persistence(values, lag) for lag in range(1, LONGEST_LAG + 1)),
        )
        for key, values in panel.items()
        if key != "size"
    }


def co_movements(panel: Mapping[str, Values], pairs: Iterable[Pair]) -> dict[Pair, CoMovement]:
    """Correlations across organisations, by year and of their means; those pairs that the panel holds.

    Args:
        panel: for each measure (organisations, years).
        pairs: of measures.
    """
    return {
        (one, other): CoMovement(
            _mean([_correlation(*each) for each in zip(panel[one].T, panel[other].T, strict=True)]),
            _correlation(_means(panel[one]), _means(panel[other])),
        )
        for one, other in pairs
        if one in panel and other in panel
    }


def slopes_within(panel: Mapping[str, Values], pairs: Iterable[Pair]) -> dict[Pair, Slope]:
    """How the first of each pair moves with the second within organisations, net of what all share in a year.

    Args:
        panel: for each measure (organisations, years).
        pairs: of measures, the second explaining the first; those that the panel holds.
    """
    return {
        (one, other): _slope(panel[one], panel[other])
        for one, other in pairs
        if one in panel and other in panel
    }


def _years(values: Values) -> list[Values]:
    """What is known in each year in which anything is."""
    known = [year[np.isfinite(year)] for year in values.T]
    return [year for year in known if year.size]


def _persistence(values: Values, lag: int) -> float:
    return _mean([_correlation(*pair) for pair in zip(values.T, values.T[lag:], strict=False)])


def _correlation(one: Values, other: Values) -> float:
    """Pearson's correlation where both are known; NaN where that is of fewer than three, or of what does not vary."""
    known = np.isfinite(one) & np.isfinite(other)
    least = 3
    if known.sum() < least or np.ptp(one[known]) == 0 or np.ptp(other[known]) == 0:
        return float("nan")
    return float(np.corrcoef(one[known], other[known])[0, 1])


def _mean(values: Sequence[float]) -> float:
    known = [value for value in values if np.isfinite(value)]
    return float(np.mean(known)) if known else float("nan")


def _means(values: Values) -> Values:
    """(organisations,) mean over the years that are known; minus infinity where a year is."""
    counted = (~np.isnan(values)).sum(axis=1)
    means: Values = np.where(counted > 0, np.nansum(values, axis=1) / np.maximum(counted, 1), np.nan)
    return means


def _slope(one: Values, other: Values) -> Slope:
    place, year = np.nonzero(np.isfinite(one) & np.isfinite(other))
    places, years = np.unique(place), np.unique(year)
    effects = np.hstack([place[:, None] == places, year[:, None] == years[1:]]).astype(np.float64)
    free = len(place) - effects.shape[1] - 1
    if free < 1:
        return Slope(float("nan"), float("nan"))
    both = np.column_stack([one[place, year], other[place, year]])
    outcome, cause = (both - effects @ np.linalg.lstsq(effects, both, rcond=None)[0]).T
    squares = float(cause @ cause)
    if squares == 0:
        return Slope(float("nan"), float("nan"))
    slope = float(cause @ outcome) / squares
    rest = outcome - slope * cause
    return Slope(slope, float(np.sqrt(rest @ rest / free / squares)))
