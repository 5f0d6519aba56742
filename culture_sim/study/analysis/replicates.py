"""Replicates: what the runs of a design point have in common, and how much of the rest is noise.

All points of a study are run under the same seeds. A seed that is favourable everywhere moves every point alike
and so moves no comparison; what remains, chance that strikes one point and not another, is the noise of a
study.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.errors import InputError, did_you_mean

if TYPE_CHECKING:
    import pandas

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Replicates:
    """One outcome of a study, as a table of design points and seeds.

    `points` holds the factors of each design point, in the order of the design; `values` is (points, seeds),
    NaN where a run failed.
    """

    outcome: str
    factors: tuple[str, ...]
    points: pandas.DataFrame
    values: Numbers
    seeds: tuple[int, ...]

    @property
    def means(self) -> Numbers:
        """(points,) mean over seeds, less what a seed does to all points: a missing run does no harm."""
        seed_effect = np.nanmean(self.values - self._row_means[:, None], axis=0)
        return np.asarray(np.nanmean(self.values - (seed_effect - seed_effect.mean()), axis=1))

    @property
    def _row_means(self) -> Numbers:
        return np.asarray(np.nanmean(self.values, axis=1))

    @property
    def filled(self) -> Numbers:
        """(points, seeds) values; a run that failed has its point's mean and its seed's effect."""
        seed_effect = np.nanmean(self.values - self._row_means[:, None], axis=0)
        return np.where(
            np.isfinite(self.values), self.values, self.means[:, None] + seed_effect - seed_effect.mean()
        )

    @property
    def noise_of_runs(self) -> float | None:
        """Variance between runs of one point, beyond what a seed does to every point; None with one seed."""
        rows, columns = self.values.shape
        if columns < 2 or rows < 2:
            return None
        left = self.values - self._row_means[:, None]
        left = left - np.nanmean(left, axis=0)
        known = int(np.isfinite(left).sum())
        freedom = known - rows - columns + 1
        return float(np.nansum(left**2) / freedom) if freedom > 0 else None

    @property
    def noise_variances(self) -> Numbers | None:
        """(points,) variance of each point's mean; None with one seed."""
        noise = self.noise_of_runs
        if noise is None:
            return None
        return np.asarray(noise / np.isfinite(self.values).sum(axis=1))

    @property
    def noise_variance(self) -> float:
        """Variance of a mean over seeds, on average over points; 0 where it is not known."""
        found = self.noise_variances
        return 0.0 if found is None else float(found.mean())

    @property
    def noise_share(self) -> float | None:
        """Share of the variance between the points' means that is noise; None with one seed."""
        if self.noise_variances is None:
            return None
        whole = float(self.means.var(ddof=1))
        return min(self.noise_variance / whole, 1.0) if whole > 0 else 1.0

    def numeric(self) -> Numbers:
        """(points, factors) as numbers.

        Raises:
            InputError: a factor has names for levels.
        """
        for name in self.factors:
            if not is_numeric(self.points[name]):
                raise InputError(
                    f"'{name}' has names for levels ({_few(self.points[name])}); this method needs numbers. "
                    "'discover' takes names, and so does 'emulate'."
                )
        return self.points[list(self.factors)].to_numpy(np.float64)

    def with_seeds(self, chosen: Sequence[int]) -> Replicates:
        """The same with only some columns of seeds."""
        places = list(chosen)
        return Replicates(
            self.outcome,
            self.factors,
            self.points,
            self.values[:, places],
            tuple(self.seeds[each] for each in places),
        )


def replicates(
    frame: pandas.DataFrame,
    outcome: str,
    factors: Sequence[str],
    *,
    point: str = "point",
    seed: str = "seed",
) -> Replicates:
    """Points by seeds out of a table with one row a run.

    Args:
        frame: one row a run: the number of its design point, its seed, its factors and its outcomes.
        outcome: column to look at.
        factors: columns that were varied.
        point: column with the number of the design point.
        seed: column with the seed.

    Raises:
        InputError: a column is missing, a run stands there twice, or there is nothing to compare.
    """
    for name in (outcome, point, seed, *factors):
        if name not in frame.columns:
            raise InputError(
                f"The study has no column '{name}'.{did_you_mean(name, map(str, frame.columns))}"
            )
    if not factors:
        raise InputError("The study varies nothing: there are no factors to look at.")
    finished = frame.dropna(subset=[outcome])
    twice = finished.duplicated([point, seed])
    if twice.any():
        row = finished[twice].iloc[0]
        raise InputError(
            f"Point {row[point]} has more than one run of seed {row[seed]}: choose one year and one scenario."
        )
    wide = finished.pivot_table(index=point, columns=seed, values=outcome, sort=True)
    if len(wide) < 2:
        raise InputError(
            "There are fewer than two design points with a finished run: nothing can be compared yet."
        )
    points = finished.drop_duplicates(point).set_index(point).loc[wide.index, list(factors)]
    return Replicates(
        outcome, tuple(factors), points, wide.to_numpy(np.float64), tuple(int(each) for each in wide.columns)
    )


def varied(frame: pandas.DataFrame, factors: Sequence[str]) -> list[str]:
    """The factors that take more than one value."""
    return [name for name in factors if frame[name].nunique() > 1]


def is_numeric(column: pandas.Series[Any]) -> bool:
    """Whether a factor is measured on a scale, and not chosen from names."""
    from pandas.api import types

    return bool(types.is_numeric_dtype(column) and not types.is_bool_dtype(column))


def coded(whole: pandas.DataFrame, points: pandas.DataFrame) -> Numbers:
    """Factors as numbers; a name becomes one 0-1 column for each level."""
    return np.column_stack([values for _, _, values in coded_columns(whole, points)])


def coded_columns(whole: pandas.DataFrame, points: pandas.DataFrame) -> list[tuple[str, str | None, Numbers]]:
    """Name of the factor, its level where it has names for levels, and the numbers of every point."""
    found: list[tuple[str, str | None, Numbers]] = []
    for name in whole.columns:
        if is_numeric(whole[name]):
            found.append((str(name), None, points[name].to_numpy(float)))
        else:
            text = points[name].astype(str)
            levels = sorted(set(whole[name].astype(str)))
            found += [(str(name), level, np.asarray(text == level, np.float64)) for level in levels]
    return found


def _few(column: pandas.Series[Any]) -> str:
    return ", ".join(str(each) for each in list(dict.fromkeys(column))[:3])
