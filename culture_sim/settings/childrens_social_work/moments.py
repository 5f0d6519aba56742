"""How authorities differ, how long that lasts, and what moves together: one reckoning for real and simulated ones.

A panel holds, for each measure, (authorities, years), with NaN where nothing is known. Official statistics of 2017 to
2022 (social work, section 9) give, for mean, sd, and correlation one, two, three years on:

    turnover     16.2   7.2   .25 .27 .31       caseload     16.9   2.7   .65 .53 .48
    agency       16.5  11.8   .84 .69 .57       absence       3.1   1.4   .50 .36 .39
    vacancy      17.0  11.5   .78 .62 .50       re_referral  20.6   5.4   .69 .51 .40
    second_plan  20.5   5.4   .45 .38 .37
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from culture_sim.settings.childrens_social_work.official import LEVELS, LOW, MARKS, authority_rows

Values = NDArray[np.float64]
Pair = tuple[str, str]

LONGEST_LAG = 3
"""Years over which persistence is followed."""

MEASURES = {
    "turnover": "leaver_rate_percent",
    "agency": "agency_share_percent",
    "vacancy": "vacancy_percent",
    "caseload": "caseload",
    "absence": "sickness_percent",
}
"""Measures of a panel that organisations have as observed levels."""

CO_MOVEMENTS: tuple[Pair, ...] = (
    ("turnover", "agency"),
    ("turnover", "size"),
    ("agency", "size"),
    ("turnover", "caseload"),
    ("turnover", "absence"),
    ("caseload", "absence"),
    ("caseload", "re_referral"),
    ("agency", "vacancy"),
    ("re_referral", "second_plan"),
)
"""Pairs whose correlation across authorities is looked at (social work, section 9)."""

WITHIN: tuple[Pair, ...] = (
    ("turnover", "caseload"),
    ("absence", "caseload"),
    ("re_referral", "caseload"),
    ("turnover", "agency"),
)
"""Pairs, the second explaining the first, that are looked at within authorities."""


class Spread(NamedTuple):
    """How authorities differ in one measure.

    Attributes:
        mean: over authorities, mean over years.
        sd: between authorities of one year, mean over years.
        persistence: correlation with the same measure one, two, three years on, each a mean over years.
    """

    mean: float
    sd: float
    persistence: tuple[float, ...]


class CoMovement(NamedTuple):
    """The correlation of two measures across authorities.

    Attributes:
        by_year: of one year, mean over years.
        of_means: of the authorities' means over all years.
    """

    by_year: float
    of_means: float


class Slope(NamedTuple):
    """The change in one measure for each unit of another, within authorities and years.

    Attributes:
        slope: by least squares with an effect for each authority and each year.
        standard_error: of it, errors taken to be alike and independent.
    """

    slope: float
    standard_error: float


def spreads(panel: Mapping[str, Values]) -> dict[str, Spread]:
    """Mean, standard deviation between authorities, and persistence of each measure but `size`.

    Args:
        panel: for each measure (authorities, years).
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


def co_movements(panel: Mapping[str, Values], pairs: Sequence[Pair] = CO_MOVEMENTS) -> dict[Pair, CoMovement]:
    """Correlations across authorities, by year and of their means; those pairs that the panel holds.

    Args:
        panel: for each measure (authorities, years).
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


def slopes_within(panel: Mapping[str, Values], pairs: Sequence[Pair] = WITHIN) -> dict[Pair, Slope]:
    """How the first of each pair moves with the second within authorities, net of what all share in a year.

    Args:
        panel: for each measure (authorities, years).
        pairs: of measures, the second explaining the first; those that the panel holds.
    """
    return {
        (one, other): _slope(panel[one], panel[other])
        for one, other in pairs
        if one in panel and other in panel
    }


def read_panel(
    workforce: Path,
    referrals: Path | None = None,
    plans: Path | None = None,
    first: int = 2017,
    last: int = 2022,
) -> dict[str, Values]:
    """What authorities reported by year, from official statistics: for each measure (authorities, years).

    Authorities are those of the workforce file, in order of their codes, in the years in which they stand there.
    `size` is the natural logarithm of social workers in post (full-time equivalent), minus infinity where there was
    nobody: such an authority has no mean size.

    Args:
        workforce: children's social work workforce.
        referrals: children in need, referrals and re-referrals; without it there is no `re_referral`.
        plans: second or subsequent child protection plans; without it there is no `second_plan`.
        first: year.
        last: year.

    Raises:
        InputError: a file is not what it should be.
    """
    columns = {LEVELS[level].columns[0]: measure for measure, level in MEASURES.items()}
    tables = (
        (workforce, {**columns, "inpost_fte": "size"}),
        (referrals, {"rereferral_percent": "re_referral"}),
        (plans, {"CPP_subsequent_percent": "second_plan"}),
    )
    places: dict[str, int] = {}
    there: set[tuple[str, int]] = set()
    panel: dict[str, Values] = {}
    for path, measures in tables:
        if path is None:
            continue
        rows = {(row["new_la_code"], year): row for year, row in authority_rows(path, tuple(measures))}
        if not panel:
            there = {(code, year) for code, year in rows if first <= year <= last}
            places = {code: place for place, code in enumerate(sorted({code for code, _ in there}))}
        for column, measure in measures.items():
            table = panel[measure] = np.full((len(places), last - first + 1), np.nan)
            for code, year in there & rows.keys():
                cell = rows[code, year][column.lower()]
                if cell not in MARKS and cell != LOW:
                    table[places[code], year - first] = float(cell)
    with np.errstate(divide="ignore"):
        panel["size"] = np.log(panel["size"])
    return panel


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
    """(authorities,) mean over the years that are known; minus infinity where a year is."""
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
