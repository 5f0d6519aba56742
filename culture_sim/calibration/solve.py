"""Calibrating the blame-culture baseline to what is observed, by solving for the calibrated intercepts (mark C)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from math import inf

import numpy as np

from culture_sim.cache import cached, is_cached
from culture_sim.calibration.baseline_levels import MEASURED_WEEKS, STATES, measure_baseline
from culture_sim.calibration.knobs import levels, turn
from culture_sim.calibration.survey import fit_survey
from culture_sim.errors import InputError
from culture_sim.organisation import Organisation
from culture_sim.outcomes import Outcome
from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.parameters import Parameters
from culture_sim.settings import load_parameters

CALIBRATION_SEED = 1
"""The seed with which levels are measured: so that an organisation has one calibration, whatever seeds
its comparisons and runs then meet."""
ROUNDS = 5
POSTS_SIMULATED = 4000
POSTS_SIMULATED_LAST = 40_000
"""Posts simulated in each round of the solver, and in its last, where chance must average out."""
POSTS_RECALIBRATED = 1000
NOISE_ALLOWED = 2.5
"""Standard deviations of a count by which a drawn baseline may miss it, where counts are what is measured."""
MOST_RUNS_OF_CALIBRATION = 200
"""A handful of people would need thousands of runs to solve for what chance drowns anyway."""
DRAW_ROUNDS = 10
STATE_TOLERANCE = 0.02
RATE_TOLERANCE = 0.25
"""How near a drawn baseline must come: for indices, and as a share of rates and of use. Wider than chance alone makes
two years of one organisation, narrow against the ranges between trusts."""


@dataclass(frozen=True, slots=True)
class CalibrationRow:
    """One observed level and what the calibrated baseline reproduces."""

    key: str
    observed: float
    reproduced: float
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class BaselineCalibration:
    """Parameters whose baseline sits at the observed levels.

    Attributes:
        parameters: the calibrated set.
        rows: observed levels and what the calibrated baseline reproduces.
        solved: intercepts that were solved for, with their values.
        outside: those of them that ended outside their plausible range.
        start: the set from which the solver started.
    """

    parameters: Parameters
    rows: tuple[CalibrationRow, ...]
    solved: Mapping[str, float]
    outside: tuple[str, ...]
    start: Parameters


def calibrate_baseline(
    organisation: Organisation, parameters: Parameters | None = None, executor: Executor | None = None
) -> BaselineCalibration:
    """Solve the calibrated intercepts so that the blame-culture baseline reproduces the organisation's figures.

    States without an observed level sit at the reference levels; rates without one stay where the parameters
    put them.

    Args:
        organisation: posts, teams, ties and observed levels.
        parameters: where to start from.
        executor: runs them side by side, if given.
    """
    given = parameters if parameters is not None else load_parameters(organisation.setting)
    known = cached(
        lambda: _solved_or_refused(organisation, given, executor),
        "calibration",
        organisation.setting.model_version,
        organisation.hash,
        given.hash,
    )
    changed, reached = known["changed"], known["reached"]
    outside = tuple(
        name
        for name, value in changed.items()
        if given.table[name].uncertain and not given.table[name].low <= value <= given.table[name].high
    )
    rows = tuple(
        CalibrationRow(
            key,
            figure.value,
            reached[key],
            figure.source,
            _note(organisation.setting.observable[key], outside),
        )
        for key, figure in organisation.observed_figures.items()
    )
    return BaselineCalibration(given.replace(**changed), rows, changed, outside, given)


def is_calibrated(organisation: Organisation, parameters: Parameters) -> bool:
    """Whether this machine has calibrated the organisation with these parameters before, so that it takes no time."""
    return is_cached("calibration", organisation.setting.model_version, organisation.hash, parameters.hash)


def _solved_or_refused(
    organisation: Organisation, given: Parameters, executor: Executor | None
) -> dict[str, dict[str, float]]:
    """The solution, or in words that there is none: with extreme parameters some level cannot be moved at all."""
    try:
        return _solved(organisation, given, executor)
    except (ArithmeticError, ValueError):
        changed = [
            f"{name} is {given[name]:g}, usually {given.table[name].value:g}" for name in given.changed
        ]
        why = f": {'; '.join(changed)}" if changed else ""
        raise InputError(
            f"The baseline of '{organisation.name}' cannot be calibrated to its observed levels with these"
            f" parameters{why}."
        ) from None


def _solved(
    organisation: Organisation, given: Parameters, executor: Executor | None
) -> dict[str, dict[str, float]]:
    """The intercepts that were moved, and the levels that they reach in runs they were not solved in."""
    targets = {key: figure.value for key, figure in organisation.observed_figures.items()}
    targets |= levels(given)
    seeds = _seeds(POSTS_SIMULATED, organisation)
    solved = given
    for _ in range(ROUNDS):
        solved = turn(
            organisation.setting, solved, measure_baseline(organisation, solved, seeds, executor), targets
        )
    last = _seeds(POSTS_SIMULATED_LAST, organisation)
    for _ in range(2):
        found = measure_baseline(organisation, solved, last, executor)
        solved = turn(organisation.setting, solved, found, targets)
    solved = fit_survey(organisation, solved, targets, seeds)
    others = [seed + 1000 for seed in last]
    return {
        "changed": {name: value for name, value in solved.overrides.items() if value != given[name]},
        "reached": measure_baseline(organisation, solved, others, executor),
    }


def _seeds(posts: int, organisation: Organisation) -> range:
    """The seeds of as many runs as have about this many posts."""
    runs = min(max(1, round(posts / organisation.staff)), MOST_RUNS_OF_CALIBRATION)
    return range(CALIBRATION_SEED, CALIBRATION_SEED + runs)


def _seeds_recalibrated(organisation: Organisation) -> range:
    return _seeds(POSTS_RECALIBRATED, organisation)


def _note(what: Outcome, outside: Iterable[str]) -> str:
    beyond = [name for name in what.scaled if name in set(outside)]
    return f"takes {' and '.join(beyond)} beyond the plausible range" if beyond else ""


def baseline_levels(organisation: Organisation, parameters: Parameters) -> dict[str, float]:
    """The baseline's levels in one run (several, of a few people): draws are recalibrated to them."""
    found: dict[str, float] = cached(
        lambda: measure_baseline(organisation, parameters, _seeds_recalibrated(organisation)),
        "standing",
        organisation.setting.model_version,
        organisation.hash,
        parameters.hash,
    )
    return found


def recalibrate(
    organisation: Organisation, drawn: Parameters, targets: Mapping[str, float]
) -> Parameters | None:
    """The drawn parameters with intercepts that keep the baseline at the targets, or None if none do.

    A draw whose blame culture cannot stay where it is observed, because it tips or runs away, is implausible:
    history matching would drop it too.
    """
    changed = cached(
        lambda: _recalibrated(organisation, drawn, targets),
        "recalibration",
        organisation.setting.model_version,
        organisation.hash,
        drawn.hash,
        dict(targets),
    )
    return drawn.replace(**changed) if changed is not None else None


def _recalibrated(
    organisation: Organisation, drawn: Parameters, targets: Mapping[str, float]
) -> dict[str, float] | None:
    before = drawn
    for _ in range(DRAW_ROUNDS):
        found = measure_baseline(organisation, drawn, _seeds_recalibrated(organisation), settle=WEEKS_A_YEAR)
        if not 0 < found["workload"] < inf:
            return (
                None  # nothing is asked of anybody, or more than a number can say, and no scale changes that
            )
        if all(
            abs(found[key] - target) <= _tolerance(organisation, key, target)
            for key, target in targets.items()
        ):
            return {name: value for name, value in drawn.overrides.items() if value != before[name]}
        drawn = turn(organisation.setting, drawn, found, targets)
    return None


def _tolerance(organisation: Organisation, key: str, target: float) -> float:
    """How far a level may be missed; where events are counted, at least what chance makes of so few."""
    if key in STATES[:4]:
        return STATE_TOLERANCE
    tolerance = RATE_TOLERANCE * target
    if key.endswith("per_1000_staff"):
        staff_years = (
            len(_seeds_recalibrated(organisation)) * organisation.staff * MEASURED_WEEKS / WEEKS_A_YEAR
        )
        tolerance = max(tolerance, NOISE_ALLOWED * float(np.sqrt(1000 * target / staff_years)))
    return tolerance
