"""Which factors move an outcome: Morris, Sobol and PAWN by SALib, with noise kept apart from the factors.

SALib knows nothing of replicates. Here every index is of the mean over seeds. How much noise is left in it is
estimated from the replicates, for every factor by itself: with common seeds, a factor that changes nothing
brings no noise either. It is taken out of Sobol indices, and elsewhere shown as the level below which a factor
cannot be distinguished from chance. Intervals (95 %) resample the design and leave out each seed in turn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from culture_sim.errors import InputError
from culture_sim.study.analysis.blocks import noise_of, whole_blocks, with_half_widths
from culture_sim.study.analysis.replicates import Numbers, Replicates
from culture_sim.study.optional import require

if TYPE_CHECKING:
    import pandas

Ranges = Mapping[str, tuple[float, float]]
Method = Literal["morris", "sobol", "pawn"]
PAWN_RESAMPLES = 60
WHAT_IT_IS = {
    "morris": "mean absolute effect of moving a factor over its whole range (Morris mu*)",
    "sobol": "share of the variance that a factor has a part in, alone or with others (Sobol total)",
    "pawn": "how far fixing a factor shifts the distribution of the outcome (PAWN median, 0 to 1)",
}


@dataclass(frozen=True)
class Sensitivity:
    """Indices of every factor, the strongest first.

    `table` has the columns factor, value, low, high, noise, above_noise, and what else the method gives: Morris
    `mean_effect` and `spread`; Sobol `alone`, `alone_low`, `alone_high`. `pairs` holds second-order Sobol
    indices. `based_on` says what stands between the runs and the indices, where something does.
    """

    method: Method
    outcome: str
    table: pandas.DataFrame
    pairs: pandas.DataFrame | None
    points: int
    seeds: int
    noise_share: float | None
    left_out: int = 0
    based_on: str = ""

    @property
    def meaning(self) -> str:
        """What the indices of this method say."""
        return WHAT_IT_IS[self.method]

    @property
    def clear(self) -> list[str]:
        """Factors whose effect is distinguished from chance, the strongest first."""
        return [str(name) for name in self.table.loc[self.table["above_noise"], "factor"]]

    def finding(self) -> str:
        """One sentence on what matters, one on how far to believe it."""
        what = self.meaning
        missing = int(self.table["value"].isna().sum())
        if missing == len(self.table):
            first = f"Which factor moves {self.outcome} cannot be said."
        elif not self.clear:
            first = f"No factor moves {self.outcome} by more than chance does."
        else:
            rows = self.table[self.table["above_noise"]].head(3)
            named = ", ".join(
                f"{name} {value:.2g} ({max(low, 0):.2g} to {high:.2g})"
                for name, value, low, high in zip(
                    rows["factor"],
                    *(rows[each].astype(float) for each in ("value", "low", "high")),
                    strict=True,
                )
            )
            hidden = len(self.table) - len(self.clear)
            known = f"{len(self.table)} factor{'' if len(self.table) == 1 else 's'}"
            rest = f"{hidden} of {known} cannot be distinguished from chance"
            first = f"{self.outcome} is moved most by {named}; {rest}."
        noise = self.based_on or (
            "noise not known, with one seed"
            if self.noise_share is None
            else f"noise is {self.noise_share:.0%} of what varies"
        )
        lost = (
            f"; {self.left_out} blocks of the design are left out, with a point that failed"
            if self.left_out
            else ""
        )
        unknown = (
            f" Of {missing} factor{'' if missing == 1 else 's'} the index is not known: more seeds or points are"
            " needed."
            if missing
            else ""
        )
        return f"{first}{unknown} Index: {what}; {self.points} points of {self.seeds} seeds, {noise}{lost}."


def morris(given: Replicates, ranges: Ranges, *, levels: int = 4, seed: int = 1) -> Sensitivity:
    """Morris screening of a design of trajectories.

    Args:
        given: points in the order in which SALib drew them, factors + 1 of them a trajectory.
        ranges: lowest and highest value of each factor.
        levels: levels of the grid that the trajectories walk on.
        seed: seed of the resampling.

    Raises:
        InputError: the points are no whole trajectories.
    """
    analyze = require("SALib.analyze.morris", "Morris screening").analyze

    block = len(given.factors) + 1
    given, left_out = whole_blocks(given, block, "Morris", "trajectorie")
    inputs = given.numeric()
    problem = _problem(given, ranges)
    steps = np.abs(np.diff(inputs.reshape(-1, block, len(given.factors)), axis=1)) > 0
    if not (steps.sum(axis=2) == 1).all():
        raise InputError("These points are no Morris trajectories: from one to the next, one factor moves.")

    moved = np.argmax(steps, axis=2)

    def indices(rows: np.ndarray, values: Numbers) -> Numbers:
        outputs = values.mean(axis=1)
        found = analyze(problem, inputs[rows], outputs, num_levels=levels, num_resamples=2, seed=seed)
        return np.array([found["mu_star"], found["mu"], found["sigma"]], dtype=np.float64)

    found, half = with_half_widths(given, block, seed, indices)
    noise = noise_of(np.diff(given.filled.reshape(-1, block, len(given.seeds)), axis=1))
    each = np.array([noise[moved == factor].mean() for factor in range(len(given.factors))])
    share_of_range = levels / (2 * (levels - 1))
    alone = np.sqrt(2 / np.pi * each) / share_of_range
    more = {"mean_effect": found[1], "spread": found[2]}
    return _sensitivity("morris", given, found[0], half[0], alone, more, left_out)


def sobol(given: Replicates, ranges: Ranges, *, pairs: bool = False, seed: int = 1) -> Sensitivity:
    """Sobol indices of a Saltelli design; the variance that chance adds is taken out.

    Args:
        given: points in the order in which SALib drew them.
        ranges: lowest and highest value of each factor.
        pairs: whether the design was drawn for second-order indices (2 x factors + 2 points a block, else +
            2).
        seed: seed of the resampling.

    Raises:
        InputError: the points are no whole blocks.
    """
    salib = require("SALib.analyze.sobol", "A Sobol analysis")

    count = len(given.factors)
    block = 2 * count + 2 if pairs else count + 2
    given, left_out = whole_blocks(given, block, "Sobol", "block")
    _problem(given, ranges)

    def indices(_: np.ndarray, values: Numbers) -> Numbers:
        values = values - values.mean()
        blocks = len(values) // block
        first, last, one, others = salib.separate_output_values(values.mean(axis=1), count, blocks, pairs)
        shape = values.reshape(blocks, block, -1)
        both_samples = np.r_[first, last]
        if np.ptp(both_samples) <= np.finfo(float).eps:  # nothing varies
            return np.zeros((2 + count * pairs, count))
        whole = float(np.var(both_samples))
        left = Replicates(
            given.outcome, given.factors, given.points, shape[:, [0, -1]].reshape(2 * blocks, -1), ()
        )
        noise = min(left.noise_variance, 0.99 * whole)
        share = whole / (whole - noise)
        total, alone = np.zeros((2, count))
        for each in range(count):
            noise_in = noise_of(shape[:, 0] - shape[:, 1 + each]).mean() / 2
            total[each] = (salib.total_order(first, one[:, each], last) * whole - noise_in) / (whole - noise)
            alone[each] = salib.first_order(first, one[:, each], last) * share
        rows = [total, alone]
        for here in range(count if pairs else 0):
            row = np.full(count, np.nan)
            for there in range(here + 1, count):
                both = salib.second_order(first, one[:, here], one[:, there], others[:, here], last)
                row[there] = float(both) * share
            rows.append(row)
        return np.array(rows)

    found, half = _shares(*with_half_widths(given, block, seed, indices))
    more = {
        "alone": found[1],
        "alone_low": found[1] - half[1],
        "alone_high": np.minimum(found[1] + half[1], 1.0),
    }
    table = _sensitivity("sobol", given, found[0], half[0], np.zeros(count), more, left_out)
    if not pairs:
        return table
    return _with_pairs(table, given.factors, found[2:], half[2:])


def _shares(found: Numbers, half: Numbers) -> tuple[Numbers, Numbers]:
    """Shares of variance: at most 1, and not known where the interval holds every share there can be."""
    unknown = (found - half <= 0) & (found + half >= 1)
    found = np.where(unknown, np.nan, np.minimum(found, 1.0))
    return found, np.where(unknown, np.nan, half)


def pawn(given: Replicates, ranges: Ranges | None = None, *, seed: int = 1) -> Sensitivity:
    """PAWN indices, for any design that fills the ranges; the noise level is that of a factor made of noise."""
    analyze = require("SALib.analyze.pawn", "PAWN").analyze

    inputs = given.numeric()
    problem = _problem(given, ranges or dict.fromkeys(given.factors, (0.0, 1.0)))
    if len(inputs) < 30:
        raise InputError(
            f"PAWN compares distributions and needs at least 30 points; the study has {len(inputs)}."
        )
    slices = _slices(len(inputs))

    def indices(rows: np.ndarray, values: Numbers) -> Numbers:
        median = analyze(problem, inputs[rows], values.mean(axis=1), S=slices)["median"]
        return np.array([median], dtype=np.float64)

    found, half = with_half_widths(given, 1, seed, indices, PAWN_RESAMPLES)
    rng = np.random.default_rng([seed, 2])
    dummy = {"num_vars": 1, "names": ["dummy"], "bounds": [[0.0, 1.0]]}
    levels = [
        analyze(dummy, rng.random((len(inputs), 1)), given.means, S=slices)["median"][0]
        for _ in range(PAWN_RESAMPLES)
    ]
    level = np.full(len(given.factors), np.quantile(levels, 0.95))
    return _sensitivity("pawn", given, found[0], half[0], level, {})


def _slices(points: int) -> int:
    """In how many slices PAWN looks: about fifteen points in each, and a number that SALib can divide 1 by.

    It goes from 0 to 1 in steps of 1 / slices, and at 6 and 9 rounding carries the last beyond 1.
    """
    most = int(np.clip(points // 15, 2, 10))
    return next(each for each in range(most, 1, -1) if np.arange(0, 1 + 1 / each, 1 / each).max() <= 1)


def _sensitivity(
    method: Method,
    given: Replicates,
    values: Numbers,
    half: Numbers,
    level: Numbers,
    more: Mapping[str, Numbers],
    left_out: int = 0,
) -> Sensitivity:
    import pandas

    table = pandas.DataFrame(
        {
            "factor": list(given.factors),
            "value": values,
            "low": values - half,
            "high": np.minimum(values + half, 1.0) if method == "sobol" else values + half,
            "noise": level,
            **more,
        }
    )
    table["above_noise"] = table["low"] > table["noise"]
    table = table.sort_values("value", ascending=False, ignore_index=True)
    points, seeds = given.values.shape
    return Sensitivity(method, given.outcome, table, None, points, seeds, given.noise_share, left_out)


def _with_pairs(found: Sensitivity, factors: tuple[str, ...], values: Numbers, half: Numbers) -> Sensitivity:
    import pandas

    rows = [
        (factors[left], factors[right], values[left, right], values[left, right] - half[left, right],
         values[left, right] + half[left, right])
        for left in range(len(factors))
        for right in range(left + 1, len(factors))
    ]  # fmt: skip
    pairs = pandas.DataFrame(rows, columns=["factor", "other", "value", "low", "high"])
    pairs = pairs.sort_values("value", ascending=False, ignore_index=True)
    return replace(found, pairs=pairs)


def _problem(given: Replicates, ranges: Ranges) -> dict[str, Any]:
    missing = [name for name in given.factors if name not in ranges]
    if missing:
        raise InputError(f"The lowest and highest value of '{missing[0]}' are not known.")
    bounds = [list(map(float, ranges[name])) for name in given.factors]
    return {"num_vars": len(given.factors), "names": list(given.factors), "bounds": bounds, "groups": None}
