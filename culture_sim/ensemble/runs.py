"""One organisation run many times: a warm-up for each seed, shared by all scenarios."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from culture_sim.cache import LRUCache
from culture_sim.engine.tables import Tally
from culture_sim.model import WARM_UP_WEEKS, CultureModel
from culture_sim.organisation import Organisation
from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario, load_scenario
from culture_sim.settings import load_parameters

MOST_CACHED_POSTS = 400_000


@dataclass(frozen=True, slots=True)
class Run:
    """What one scenario did under one seed.

    `yearly[key]` is (years + 1,), year 0 the year before; `weekly` is the tally from that year on, one row a week.
    """

    seed: int
    yearly: dict[str, NDArray[np.float64]]
    weekly: Tally


class Ensemble:
    """One organisation and one set of parameters, run with many seeds.

    Args:
        organisation: posts, teams, ties.
        parameters: numbers of the model; those of the files if absent.
        seed: of replicate 0; replicate n has seed + n.
        warm_up_weeks: weeks before the programme, at least a year.
    """

    def __init__(
        self,
        organisation: Organisation,
        parameters: Parameters | None = None,
        seed: int = 1,
        warm_up_weeks: int = WARM_UP_WEEKS,
    ) -> None:
        self.organisation = organisation
        self.parameters = parameters if parameters is not None else load_parameters(organisation.setting)
        self.seed = seed
        self.warm_up_weeks = warm_up_weeks
        self._idle = load_scenario(f"{organisation.setting.name}/blame_culture")
        self._warmed_up = LRUCache[CultureModel](MOST_CACHED_POSTS, lambda _model: organisation.staff)

    def warmed_up(self, replicate: int) -> CultureModel:
        """The organisation of this replicate after its warm-up. Shared: fork it, never change it."""
        return self._warmed_up.get(
            replicate,
            lambda: CultureModel(
                self._idle,
                seed=self.seed + replicate,
                organisation=self.organisation,
                parameters=self.parameters,
                warm_up_weeks=self.warm_up_weeks,
            ),
        )

    def run(
        self,
        scenario: Scenario,
        replicate: int,
        years: int = 5,
        each_year: Callable[[], None] = lambda: None,
    ) -> Run:
        """One run of a scenario: one replicate.

        Args:
            scenario: what is done.
            replicate: which seed, counted from the first.
            years: of the programme.
            each_year: called before each of them; whoever does not want this run any more raises there.
        """
        model = self.warmed_up(replicate).fork(scenario)
        for _ in range(years):
            each_year()
            model.run_for(WEEKS_A_YEAR)
        yearly = model.yearly_outcomes()
        weekly = model.tally[self.warm_up_weeks - WEEKS_A_YEAR :].copy()
        return Run(model.seed, yearly, weekly)
