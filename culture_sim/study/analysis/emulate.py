"""A Gaussian process that stands in for the simulation between the points of a study, and how wrong it is.

It is fitted to means over seeds, knows how much noise is in them, and judged at points it has not seen: against
the spread of the outcome, against a straight line, and against noise. With common random numbers chance moves
neighbours alike, so that an error can be smaller than the noise: the emulator then knows these seeds, not all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from culture_sim.errors import InputError
from culture_sim.study.analysis.replicates import Numbers, Replicates, coded
from culture_sim.study.analysis.sensitivity import Ranges, Sensitivity, sobol
from culture_sim.study.optional import require

if TYPE_CHECKING:
    import pandas

WHO = "An emulator"
FOLDS = 5
MOST_POINTS = 1500
_NORMAL_90 = 1.645


@dataclass(frozen=True)
class HeldOut:
    """What happened at points that were left out.

    `explained` is the share of the variance between points that is predicted, 1 at best; `error`,
    `line_error` and `noise` are root mean squares in the outcome's unit; `covered` is how many of ten points
    the 90 % interval should hold nine of, as a share.
    """

    explained: float
    error: float
    line_error: float
    noise: float | None
    covered: float
    seen: Numbers = field(repr=False)
    guessed: Numbers = field(repr=False)
    uncertain: Numbers = field(repr=False)


@dataclass(frozen=True)
class Emulator:
    """The fitted process: `predict` for new points, `held_out` for how far to trust it."""

    outcome: str
    points: pandas.DataFrame = field(repr=False)
    held_out: HeldOut
    seeds: int
    _process: Any = field(repr=False)

    def predict(self, points: pandas.DataFrame) -> tuple[Numbers, Numbers]:
        """Expected outcome of each point, and its standard deviation (chance in single runs not included)."""
        missing = [name for name in self.points.columns if name not in points.columns]
        if missing:
            raise InputError(f"The emulator needs the factor '{missing[0]}'.")
        return _predicted(self._process, coded(self.points, points[list(self.points.columns)]))

    def finding(self) -> str:
        """How good it is, in two sentences."""
        held = self.held_out
        noise = "" if held.noise is None else f"; noise alone makes {held.noise:.3g}"
        return (
            f"At points left out, the emulator explains {held.explained:.0%} of the variance of "
            f"{self.outcome}: its error is {held.error:.3g}, that of a straight line {held.line_error:.3g}"
            f"{noise}. Its 90 % interval holds {held.covered:.0%} of them ({len(self.points)} points of "
            f"{self.seeds} seeds)."
        )


def emulate(given: Replicates, *, seed: int = 1) -> Emulator:
    """Fit the emulator, and test it on points left out, a fifth at a time.

    Args:
        given: points by seeds of one outcome.
        seed: seed of the split into folds.

    Raises:
        InputError: too few points to test it on, or too many for a Gaussian process.
    """
    inputs, outputs = coded(given.points, given.points), given.means
    if len(outputs) < 4 * FOLDS:
        raise InputError(
            f"An emulator that can be tested needs at least {4 * FOLDS} points; the study has {len(outputs)}."
        )
    if len(outputs) > MOST_POINTS:
        raise InputError(
            f"A Gaussian process takes at most {MOST_POINTS} points; the study has {len(outputs)}."
        )
    noise = given.noise_variances
    process = _fitted(inputs, outputs, noise, restarts=1)
    fold = np.random.default_rng([seed, 4]).permutation(len(outputs)) % FOLDS
    guessed, uncertain, lined = np.zeros((3, len(outputs)))
    for each in range(FOLDS):
        out = fold == each
        kept_noise = None if noise is None else noise[~out]
        part = _fitted(inputs[~out], outputs[~out], kept_noise, restarts=0, start=process.kernel_)
        guessed[out], uncertain[out] = _predicted(part, inputs[out])
        lined[out] = _line(inputs[~out], outputs[~out], inputs[out])
    spread = float(np.mean((outputs - outputs.mean()) ** 2))
    error = float(np.mean((outputs - guessed) ** 2))
    seen_spread = np.sqrt(uncertain**2 + (0 if noise is None else noise))
    held = HeldOut(
        explained=1 - error / spread if spread > 0 else 0.0,
        error=float(np.sqrt(error)),
        line_error=float(np.sqrt(np.mean((outputs - lined) ** 2))),
        noise=None if noise is None else float(np.sqrt(noise.mean())),
        covered=float(np.mean(np.abs(outputs - guessed) <= _NORMAL_90 * seen_spread)),
        seen=outputs,
        guessed=guessed,
        uncertain=uncertain,
    )
    return Emulator(given.outcome, given.points.reset_index(drop=True), held, len(given.seeds), process)


def sobol_of(emulator: Emulator, ranges: Ranges, *, blocks: int = 512, seed: int = 1) -> Sensitivity:
    """Sobol indices of the emulator: as good as it is, and no better.

    Its intervals are those of the sample alone. What the emulator does not explain is not in them; `held_out`
    is.

    Args:
        emulator: with factors on scales only.
        ranges: lowest and highest value of each factor.
        blocks: base samples, a power of two.
        seed: seed of the sample.
    """
    import pandas

    sample = require("SALib.sample.sobol", "A Sobol analysis").sample
    names = list(emulator.points.columns)
    problem = {"num_vars": len(names), "names": names, "bounds": [list(ranges[name]) for name in names]}
    points = pandas.DataFrame(sample(problem, blocks, calc_second_order=False, seed=seed), columns=names)
    values, _ = emulator.predict(points)
    found = sobol(
        Replicates(emulator.outcome, tuple(names), points, values[:, None], (0,)), ranges, seed=seed
    )
    return replace(
        found,
        points=len(emulator.points),
        seeds=emulator.seeds,
        based_on=f"by an emulator that explains {emulator.held_out.explained:.0%} of the variance at points left out",
    )


def _fitted(
    inputs: Numbers, outputs: Numbers, noise: Numbers | None, restarts: int, start: Any | None = None
) -> Any:
    import warnings

    ConvergenceWarning = require("sklearn.exceptions", WHO).ConvergenceWarning  # noqa: N806 - a class
    gaussian, kernels = (
        require("sklearn.gaussian_process", WHO),
        require("sklearn.gaussian_process.kernels", WHO),
    )
    make_pipeline = require("sklearn.pipeline", WHO).make_pipeline
    scaler = require("sklearn.preprocessing", WHO).StandardScaler()

    scale = float(np.var(outputs)) or 1.0
    kernel = start
    if kernel is None:
        kernel = kernels.ConstantKernel(1.0, (1e-2, 1e3)) * kernels.Matern(
            [2.0] * inputs.shape[1], (0.1, 1e3), nu=2.5
        )
        kernel = kernel + kernels.WhiteKernel(0.01, (1e-6, 1.0))
    process = gaussian.GaussianProcessRegressor(
        kernel,
        alpha=1e-8 if noise is None else noise / scale,
        normalize_y=True,
        n_restarts_optimizer=restarts,
        random_state=1,
        optimizer=None if start is not None else "fmin_l_bfgs_b",
    )
    whole = make_pipeline(scaler, process)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        whole.fit(inputs, outputs)
    whole.kernel_ = process.kernel_
    return whole


def _predicted(process: Any, inputs: Numbers) -> tuple[Numbers, Numbers]:
    mean, spread = process.predict(inputs, return_std=True)
    return np.asarray(mean), np.asarray(spread)


def _line(inputs: Numbers, outputs: Numbers, wanted: Numbers) -> Numbers:
    """What a straight line through the seen points says of others."""
    centre = inputs.mean(axis=0)
    design = np.column_stack([np.ones(len(inputs)), inputs - centre])
    weights = np.linalg.lstsq(design, outputs, rcond=None)[0]
    return np.asarray(np.column_stack([np.ones(len(wanted)), wanted - centre]) @ weights)


def grid_of(
    points: pandas.DataFrame, across: str, up: str, held: Mapping[str, Any], size: int = 25
) -> pandas.DataFrame:
    """A grid over two factors, the others held where they are wanted, or at their usual value."""
    import pandas

    axes = [np.linspace(points[name].min(), points[name].max(), size) for name in (across, up)]
    first, second = np.meshgrid(*axes)
    grid = pandas.DataFrame({across: first.ravel(), up: second.ravel()})
    for name in points.columns:
        if name not in grid.columns:
            column = points[name]
            usual = column.median() if column.dtype.kind in "fiu" else column.mode().iloc[0]
            grid[name] = held.get(str(name), usual)
    return grid[list(points.columns)]
