"""Eight runs of the document's organisation under each plan, with the core equations; simulated once a session."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from culture_sim import CultureModel, load_scenario
from culture_sim.organisation import Organisation, reference_organisation
from culture_sim.scenario import Scenario
from culture_sim.settings import load_parameters

SEEDS = tuple(range(1, 9))
WARM_UP = 156
YEAR = 52
CORE = load_parameters().core()


@cache
def organisation() -> Organisation:
    """1,000 posts in 50 teams of 20."""
    return reference_organisation(1000)


@cache
def warmed_up(seed: int) -> CultureModel:
    """After the warm-up; fork it."""
    return CultureModel("blame_culture", seed=seed, organisation=organisation(), parameters=CORE)


def in_threads(one: Callable[[int], CultureModel], seeds: tuple[int, ...] = SEEDS) -> list[CultureModel]:
    """The same for each seed, side by side."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, seeds))


@cache
def simulated(
    scenario: Scenario | str, weeks: int = 260, seeds: tuple[int, ...] = SEEDS
) -> list[CultureModel]:
    """Models after the plan."""
    plan = load_scenario(scenario) if isinstance(scenario, str) else scenario
    return in_threads(lambda seed: warmed_up(seed).fork(plan).run_for(weeks), seeds)


def weekly(
    scenario: Scenario | str, column: str, weeks: int = 260, seeds: tuple[int, ...] = SEEDS
) -> NDArray[np.float64]:
    """(seeds, weeks) a column of the tally since the start of the programme."""
    return np.array([model.tally[column][WARM_UP:] for model in simulated(scenario, weeks, seeds)], float)


def yearly(scenario: Scenario | str, column: str) -> NDArray[np.float64]:
    """(seeds, years) means of a column."""
    values = weekly(scenario, column)
    return values.reshape(len(values), -1, YEAR).mean(axis=2)


def before(column: str) -> NDArray[np.float64]:
    """(seeds,) mean of the year before the programme."""
    return np.array([year_of(warmed_up(seed).tally)[column].mean() for seed in SEEDS])


def year_of(tally: Any) -> Any:
    """The last year of the warm-up."""
    return tally[WARM_UP - YEAR : WARM_UP]


def standard_error(values: NDArray[np.float64]) -> float:
    """Of a mean over seeds."""
    return float(values.std(ddof=1) / np.sqrt(len(values)))
