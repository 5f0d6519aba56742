"""Equal cost: training alone, scaled until it costs what a plan costs."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import lru_cache

from culture_sim.ensemble.runs import Ensemble
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.scenario import Scenario, levers_of, load_scenario

LEAST_SCALE, MOST_SCALE = 0.02, 3.0
REPLICATES = 24
"""Many, because what training alone costs varies by a fifth from seed to seed."""

ROUNDS = 7
CLOSE = 0.01
REACHED = 0.03
"""Share by which two costs may differ and still be called equal."""

TRAINING_PLAN = "training_only"


@dataclass(frozen=True)
class EqualCostPlan:
    """Training alone, scaled.

    Attributes:
        scenario: the scaled plan.
        scale: number by which all amounts of training were multiplied.
        cost: what it costs over all years, GBP, mean over runs.
        wanted: what it should cost, GBP.
    """

    scenario: Scenario
    scale: float
    cost: float
    wanted: float

    @property
    def reached(self) -> bool:
        """Whether it could be made to cost as much."""
        return abs(self.cost - self.wanted) <= REACHED * self.wanted


@lru_cache(maxsize=256)
def scale_training(scale: float, setting: str = DEFAULT_SETTING) -> Scenario:
    """The gallery's plan of training alone with all amounts of training multiplied, as far as they go.

    Args:
        scale: 1 is the plan as it stands.
        setting: kind of organisation.

    Raises:
        InputError: the setting has no such plan.
    """
    usual = load_scenario(f"{setting}/{TRAINING_PLAN}")
    amounts = {
        lever.amount_path: min(lever.high, usual.levers.at(lever.path).amount * scale)
        for lever in levers_of(setting)
        if lever.scaled_to_cost
    }
    return usual.with_changes(amounts, name="Training only, at equal spend")


def how_scaled(setting: str = DEFAULT_SETTING) -> str:
    """How training alone is made to cost what a plan costs, in words."""
    *titles, last = (lever.title.lower() for lever in levers_of(setting) if lever.scaled_to_cost)
    return (
        f"Training alone is made larger or smaller: the amounts of {', '.join(titles)} and {last} are all multiplied by"
        " one number, until spending over all years is the same. Cover for time and staff engagement stay as they are"
        " in the gallery's plan Training only."
    )


def equal_cost_plan(plan: Scenario, cost_of: Callable[[Scenario], float]) -> EqualCostPlan:
    """Find the scale at which training alone costs what a plan costs.

    Args:
        plan: whose cost is to be met.
        cost_of: cost of a scenario over all years, GBP, always under the same seeds (`mean_cost` gives one).
    """
    wanted = cost_of(plan)
    scale, cost = 1.0, cost_of(scale_training(1.0, plan.setting))
    low, high = LEAST_SCALE, MOST_SCALE
    for _ in range(ROUNDS):
        if abs(cost - wanted) <= CLOSE * wanted:
            break
        low, high = (scale, high) if cost < wanted else (low, scale)
        guess = min(max(scale * wanted / max(cost, 1.0), LEAST_SCALE), MOST_SCALE)
        if scale in (LEAST_SCALE, MOST_SCALE) and guess == scale:
            break  # it goes no further
        if not low <= guess <= high or guess == scale:
            guess = (low + high) / 2
        scale, cost = guess, cost_of(scale_training(guess, plan.setting))
    return EqualCostPlan(scale_training(scale, plan.setting), scale, cost, wanted)


def mean_cost(
    ensemble: Ensemble, years: int, executor: Executor, replicates: int = REPLICATES
) -> Callable[[Scenario], float]:
    """A function that gives the cost of a scenario over all years, GBP, mean over the first replicates."""

    def cost_of(scenario: Scenario) -> float:
        runs = executor.map(lambda replicate: ensemble.run(scenario, replicate, years), range(replicates))
        return float(sum(run.yearly["programme_cost_gbp"][1:].sum() for run in runs) / replicates)

    return cost_of
