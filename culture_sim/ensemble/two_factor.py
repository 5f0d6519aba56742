"""A two-factor design: two levers at five strengths each, laid over a plan, under common random numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from culture_sim.ensemble.compare import run_all
from culture_sim.ensemble.intervals import RunArrays
from culture_sim.ensemble.runs import Ensemble
from culture_sim.errors import InputError, did_you_mean
from culture_sim.outcomes import Outcome
from culture_sim.scenario import Scenario, levers_of, load_scenario
from culture_sim.scenario.declarations import LeverInfo
from culture_sim.settings import load_setting

Numbers = NDArray[np.float64]

STEPS = 5
NOTHING = "nothing"
"""Name under which the scenario that does nothing is run beside the grid."""

RunAll = Callable[[Mapping[str, Scenario], int], Mapping[str, RunArrays]]
"""Runs scenarios under the seed of one replicate."""


@dataclass(frozen=True)
class TwoFactorDesign:
    """Two levers over a plan.

    Attributes:
        plan: what else is done.
        across: path of the first lever, such as `training.champions`.
        upwards: path of the second lever.
        key: outcome.
        year: year of the programme.
        replicates: runs of each cell.

    Raises:
        InputError: there is no such lever or outcome, or the levers are one and the same.
    """

    plan: Scenario
    across: str
    upwards: str
    key: str = "practice"
    year: int = 5
    replicates: int = 4

    def __post_init__(self) -> None:
        for path in (self.across, self.upwards):
            self.lever(path)
        if self.across == self.upwards:
            raise InputError("Choose two different levers.")
        _ = self.outcome

    @property
    def outcome(self) -> Outcome:
        """What is looked at."""
        return load_setting(self.plan.setting).outcome(self.key)

    def lever(self, path: str) -> LeverInfo:
        """The lever of a path.

        Raises:
            InputError: there is none.
        """
        levers = {each.path: each for each in levers_of(self.plan.setting)}
        if path not in levers:
            hint = did_you_mean(path, levers) or " `culture-sim levers` lists them."
            raise InputError(f"'{path}' is not a lever.{hint}")
        return levers[path]

    def amounts(self, path: str) -> list[float]:
        """Strengths of a lever, from nothing to the end of its slider, beyond which nobody would go; (5,)."""
        most = self.lever(path).slider_range.high
        return [round(float(each), 4) for each in np.linspace(0.0, most, STEPS)]

    def scenarios(self) -> dict[tuple[int, int], Scenario]:
        """The plan with every pair of strengths, by (column, row).

        Raises:
            InputError: the plan does not let a lever be set.
        """
        paths = [self.lever(path).amount_path for path in (self.across, self.upwards)]
        return {
            (column, row): self.plan.with_changes({paths[0]: one, paths[1]: other})
            for column, one in enumerate(self.amounts(self.across))
            for row, other in enumerate(self.amounts(self.upwards))
        }


@dataclass(frozen=True)
class TwoFactorResult:
    """What was found so far: `values` is (replicates, columns, rows), the change against nothing done at all."""

    design: TwoFactorDesign
    values: Numbers

    @property
    def done(self) -> int:
        """Replicates so far."""
        return len(self.values)

    @property
    def mean(self) -> Numbers:
        """(columns, rows)."""
        return np.asarray(self.values.mean(0), np.float64)

    @property
    def interaction(self) -> Numbers:
        """What both levers at full strength do beyond the sum of each alone, (replicates,)."""
        found = self.values
        return np.asarray(found[:, -1, -1] - found[:, -1, 0] - found[:, 0, -1] + found[:, 0, 0], np.float64)


def run_two_factor(
    ensemble: Ensemble, design: TwoFactorDesign, run: RunAll | None = None
) -> Iterator[TwoFactorResult]:
    """Run every pair of strengths, one seed after another, and yield what is known after each.

    Args:
        ensemble: the organisation with its central parameters.
        design: what is asked.
        run: runs scenarios under one seed; `run_in_threads` gives one that uses threads.

    Raises:
        InputError: the plan does not fit the organisation, or does not let a lever be set.
    """
    place = ensemble.organisation
    design.plan.check_names(place.profession_names, place.directorate_names)
    cells = design.scenarios()
    scenarios = {f"{column} {row}": each for (column, row), each in cells.items()}
    scenarios[NOTHING] = load_scenario(f"{design.plan.setting}/blame_culture")
    key_row = [each.key for each in place.setting.outcomes].index(design.key)
    values = np.zeros((0, STEPS, STEPS))
    run_scenarios = run or (lambda given, replicate: run_all(ensemble, given, replicate, design.year))
    for replicate in range(design.replicates):
        found = {
            name: float(each.yearly[key_row, design.year])
            for name, each in run_scenarios(scenarios, replicate).items()
        }
        grid = np.array(
            [[found[f"{column} {row}"] for row in range(STEPS)] for column in range(STEPS)], np.float64
        )
        values = np.concatenate([values, grid[np.newaxis] - found[NOTHING]])
        yield TwoFactorResult(design, values)


def run_in_threads(
    ensemble: Ensemble, executor: Executor, years: int, tell: Callable[[], None] = lambda: None
) -> RunAll:
    """Runs scenarios side by side; `tell` is called after each."""

    def run(scenarios: Mapping[str, Scenario], replicate: int) -> dict[str, RunArrays]:
        def one(scenario: Scenario) -> RunArrays:
            return RunArrays.of(ensemble.run(scenario, replicate, years), ensemble.organisation.setting)

        found = {}
        for name, arrays in zip(scenarios, executor.map(one, scenarios.values()), strict=True):
            found[name] = arrays
            tell()
        return found

    return run
