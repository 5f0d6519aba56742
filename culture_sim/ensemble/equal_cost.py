"""Equal spend: training alone, made larger or smaller until it costs what the plan costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from culture_sim.ensemble.answer import KEYS
from culture_sim.ensemble.runs import Ensemble
from culture_sim.scenario import Scenario, load_scenario

if TYPE_CHECKING:
    from culture_sim.ensemble.executor import ComparisonService

LEAST_DOSE, MOST_DOSE = 0.02, 3.0
LIVES = 24
"""Many, because what training alone costs varies by a fifth from luck to luck."""

ROUNDS = 7
CLOSE = 0.01
_PROGRAMME = KEYS.index("programme_cost_gbp")

HOW = (
    "Training alone is made larger or smaller: the share of staff who are champions, refreshers a year, and"
    " the reach of the introduction and of induction are all multiplied by one number, until five-year"
    " spending is the same. Cover for time and staff engagement stay as they are in the gallery's plan"
    " Training only."
)


@dataclass(frozen=True)
class EqualCostPlan:
    """Training alone at a dose; `spent` and `wanted` in GBP over all years."""

    scenario: Scenario
    need_multiplier: float
    spent: float
    wanted: float

    @property
    def reached(self) -> bool:
        """Whether it could be made to cost as much."""
        return abs(self.spent - self.wanted) <= 0.03 * self.wanted


def scale_training(need_multiplier: float) -> Scenario:
    """Training only, all amounts of training multiplied by the dose as far as they go."""
    usual = load_scenario("training_only")
    training = usual.levers.training
    return usual.with_changes(
        {
            "levers.training.introduction.reach": min(1.0, training.introduction.amount * need_multiplier),
            "levers.training.champions.share": min(1.0, training.champions.amount * need_multiplier),
            "levers.training.refreshers.a_year": min(12.0, training.refreshers.amount * need_multiplier),
            "levers.induction.strength": min(1.0, usual.levers.induction.amount * need_multiplier),
        },
        name="Training only, at equal spend",
    )


def equal_spend(
    service: ComparisonService,
    ensemble: Ensemble,
    plan: Scenario,
    is_wanted: Callable[[], bool] = lambda: True,
) -> EqualCostPlan:
    """Find the dose of training alone at which it costs what the plan costs, under the same luck."""

    def spent(scenario: Scenario) -> float:
        lives = service.runs(ensemble, {"one": scenario}, range(LIVES), is_wanted)["one"]
        return float(sum(life.yearly[_PROGRAMME, 1:].sum() for life in lives) / LIVES)

    wanted = spent(plan)
    need_multiplier, cost = 1.0, spent(scale_training(1.0))
    low, high = LEAST_DOSE, MOST_DOSE
    for _ in range(ROUNDS):
        if abs(cost - wanted) <= CLOSE * wanted:
            break
        low, high = (need_multiplier, high) if cost < wanted else (low, need_multiplier)
        guess = min(max(need_multiplier * wanted / max(cost, 1.0), LEAST_DOSE), MOST_DOSE)
        if need_multiplier in (LEAST_DOSE, MOST_DOSE) and guess == need_multiplier:
            break  # it goes no further
        if not low <= guess <= high or guess == need_multiplier:
            guess = (low + high) / 2
        need_multiplier, cost = guess, spent(scale_training(guess))
    return EqualCostPlan(scale_training(need_multiplier), need_multiplier, cost, wanted)
