"""A two-factor design: two levers at five strengths each, laid over a plan, under common random numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from culture_sim.ensemble.runs import Ensemble
from culture_sim.errors import InputError, did_you_mean
from culture_sim.outcomes import Outcome
from culture_sim.scenario import Scenario, levers_of, load_scenario
from culture_sim.scenario.declarations import LeverInfo
from culture_sim.settings import load_setting

Numbers = NDArray[np.float64]

STEPS = 5


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
    ensemble: Ensemble,
    design: TwoFactorDesign,
    executor: Executor | None = None,
    tell: Callable[[], None] = lambda: None,
) -> Iterator[TwoFactorResult]:
    """Run every pair of strengths, one seed after another, and yield what is known after each.

    Args:
        ensemble: the organisation with its central parameters.
        design: what is asked.
        executor: runs the pairs side by side, if given.
        tell: called after each run.

    Raises:
        InputError: the plan does not fit the organisation, or does not let a lever be set.
    """
    place = ensemble.organisation
    design.plan.check_names(place.profession_names, place.directorate_names)
    nothing = load_scenario(f"{design.plan.setting}/blame_culture")
    scenarios = [nothing, *design.scenarios().values()]

    def level(replicate: int, scenario: Scenario) -> float:
        return float(ensemble.run(scenario, replicate, design.year).yearly[design.key][design.year])

    values = np.zeros((0, STEPS, STEPS))
    for replicate in range(design.replicates):
        one, found = partial(level, replicate), list[float]()
        for each in executor.map(one, scenarios) if executor else map(one, scenarios):
            found.append(each)
            tell()
        grid = np.reshape(found[1:], (1, STEPS, STEPS)) - found[0]
        values = np.concatenate([values, grid])
        yield TwoFactorResult(design, values)
