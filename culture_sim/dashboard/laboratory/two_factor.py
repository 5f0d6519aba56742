"""Two levers against each other: every pair of strengths lived under the same luck."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from culture_sim.dashboard.boardroom.effects import in_unit
from culture_sim.dashboard.page_state import OrganisationChoice
from culture_sim.dashboard.uploads import organisation_of
from culture_sim.ensemble.executor import ComparisonService
from culture_sim.errors import InputError
from culture_sim.findings.numbers import change
from culture_sim.scenario import Scenario, lever_set
from culture_sim.settings.nhs_trust.outcomes import OUTCOMES, outcome

STEPS = 5
USUAL_MOST = {"training.champions": 0.3, "training.refreshers": 4.0}
"""A lever goes up to its end, but for those where nobody would."""

LEVER_PATHS = tuple(each.path for each in lever_set().levers)
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class TwoFactorDesign:
    """What is asked: two levers, laid over a plan, and what to look at.

    Attributes:
        plan: what else is done.
        one: path of the lever across.
        other: path of the lever upwards.
        key: outcome.
        year: year of the programme.
        lives: pairs of lives.
    """

    place: OrganisationChoice
    plan: Scenario
    one: str
    other: str
    key: str
    year: int = 5
    lives: int = 4
    parameters: tuple[tuple[str, float], ...] = ()
    seed: int = 1

    def amounts(self, path: str) -> list[float]:
        """Strengths of a lever, from nothing to its end."""
        lever = lever_set()[path]
        most = USUAL_MOST.get(path, lever.high)
        return [round(float(each), 4) for each in np.linspace(0.0, most, STEPS)]

    def scenarios(self) -> dict[tuple[int, int], Scenario]:
        """The plan with every pair of strengths, by (column, row).

        Raises:
            InputError: the levers are one and the same, or the plan does not let one be set.
        """
        if self.one == self.other:
            raise InputError("Choose two different levers.")
        paths = [lever_set()[path].amount_path for path in (self.one, self.other)]
        return {
            (column, row): self.plan.with_changes({paths[0]: one, paths[1]: other})
            for column, one in enumerate(self.amounts(self.one))
            for row, other in enumerate(self.amounts(self.other))
        }


@dataclass(frozen=True)
class Grid:
    """What was found so far: `values` is (lives, columns, rows), the change against nothing done."""

    crossing: TwoFactorDesign
    values: Numbers
    done: int
    total: int
    provenance: str
    names: dict[str, str] = field(default_factory=dict)

    @property
    def mean(self) -> Numbers:
        """(columns, rows)."""
        return np.asarray(self.values.mean(0), np.float64)

    @property
    def interaction(self) -> Numbers:
        """(lives,) what both do beyond the sum of each alone."""
        corners = self.values
        return np.asarray(
            corners[:, -1, -1] - corners[:, -1, 0] - corners[:, 0, -1] + corners[:, 0, 0], np.float64
        )

    def finding(self) -> str:
        """The interaction in words."""
        about = outcome(self.crossing.key)
        mean, low, high = self.interaction.mean(), self.interaction.min(), self.interaction.max()
        decimals = max(about.decimals, 1)
        said = f"{change(float(mean), decimals)} beyond it, {in_unit(about.unit)}"
        if low > 0 or high < 0:
            helps = (mean < 0) == (about.better == "lower")
            words = "Together they do more good than" if helps else "Together they do less good than"
            return f"{words} the sum of each alone, in all {self.done} lives so far ({said})."
        return f"In {self.done} lives the two together come to about the sum of each alone ({said})."


class Stopped(Exception):
    """The visitor stopped it."""


def run_two_factor(
    engine: ComparisonService,
    crossing: TwoFactorDesign,
    publish: Callable[[Grid], None],
    tell: Callable[[int, int], None],
    is_wanted: Callable[[], bool],
) -> None:
    """Live all pairs of strengths, one luck after another, and publish after each.

    Raises:
        InputError: the question cannot be asked.
        Stopped: `is_wanted` said no.
    """
    scenarios = crossing.scenarios()
    ensemble = engine.ensemble(organisation_of(crossing.place), crossing.parameters, crossing.seed)
    place = ensemble.organisation
    crossing.plan.check_names(place.profession_names, place.directorate_names)
    row = [each.key for each in OUTCOMES].index(crossing.key)
    total = crossing.lives * len(scenarios)
    values = np.zeros((0, STEPS, STEPS))
    for life in range(crossing.lives):
        grid = np.zeros((1, STEPS, STEPS))
        idle = engine.run(ensemble, _idle(crossing.plan), life).yearly[row, crossing.year]
        cells = list(scenarios.items())
        for first in range(0, len(cells), engine.threads):
            if not is_wanted():
                raise Stopped
            batch = {f"{place_}": scenario for place_, scenario in cells[first : first + engine.threads]}
            lived = engine.runs(ensemble, batch, [life])
            for place_, _ in cells[first : first + engine.threads]:
                grid[0, place_[0], place_[1]] = lived[f"{place_}"][0].yearly[row, crossing.year] - idle
            tell(life * len(cells) + min(first + engine.threads, len(cells)), total)
        values = np.concatenate([values, grid])
        publish(
            Grid(
                crossing,
                values,
                life + 1,
                crossing.lives,
                f"{place.name} ({place.hash}), {place.staff} posts; over {crossing.plan.title}"
                f" ({crossing.plan.hash}); parameters {ensemble.parameters.hash}; luck (seeds)"
                f" {crossing.seed} to {crossing.seed + life}",
            )
        )


def _idle(plan: Scenario) -> Scenario:
    from culture_sim.scenario import load_scenario

    return load_scenario(f"{plan.setting}/blame_culture")
