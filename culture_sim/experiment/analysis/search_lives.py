"""A search for better plans that lives each one: NSGA-II over the factors of a study file."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np

from culture_sim.ensemble import Ensemble, recentre
from culture_sim.ensemble.draws import draws
from culture_sim.ensemble.lives import Life
from culture_sim.errors import InputError
from culture_sim.experiment.analysis.frontier import Choice, search
from culture_sim.experiment.planning import plan_study
from culture_sim.experiment.recipe import BASELINE, Recipe, split
from culture_sim.outcomes import outcome
from culture_sim.scenario import Scenario

if TYPE_CHECKING:
    import pandas

    from culture_sim.experiment.factors import Factor
    from culture_sim.experiment.study_file import StudyFile


def search_lives(
    study: StudyFile,
    value: str,
    *,
    budget: float | None = None,
    evaluations: int = 120,
    seeds: int = 3,
    parameter_draws: int = 0,
    luck: int = 1,
    progress: Callable[[int], None] | None = None,
) -> pandas.DataFrame:
    """Look for plans that cost little and do much, beyond the points of a study's design.

    Args:
        study: its scenario, organisation and factors; nothing but plans may be varied.
        value: outcome: the mean of all years, less the baseline of the same luck and parameters.
        budget: most that may be spent over all years, GBP.
        evaluations: plans that are lived.
        seeds: lives of each plan under each set of parameters.
        parameter_draws: drawn sets of parameters beside the central one; a plan's value is the mean over all.
        luck: seed of the search and of the draws.
        progress: called with the number of plans lived.

    Returns:
        One row a plan: its choices, cost, value, on_frontier.

    Raises:
        InputError: a factor varies something that is not part of a plan.
    """
    plan = plan_study(study)
    outcome(value)
    for factor in plan.factors:
        changed = split(factor.changes(factor.value(0.5)))
        if changed.organisation or changed.parameters:
            raise InputError(f"A search varies plans; '{factor.name}' varies who or what they happen to.")
    worlds = _worlds(plan.recipe, parameter_draws, luck)
    base = plan.recipe.scenarios.get(BASELINE)
    if base is None:
        raise InputError("A search needs a baseline to measure effects against.")
    scenario = plan.recipe.scenarios[study.scenarios[0]]
    places = [(ensemble, number) for ensemble in worlds for number in range(seeds)]

    def live(place: tuple[Ensemble, int], what: Scenario) -> Life:
        return place[0].lived(what, place[1], study.years)

    with ThreadPoolExecutor() as executor:
        idle = list(executor.map(lambda place: live(place, base), places))

        def evaluate(choice: dict[str, Any]) -> tuple[float, float]:
            changes: dict[str, Any] = {}
            for factor in plan.factors:
                changes |= factor.changes(choice[factor.name])
            chosen = scenario.with_changes(changes)
            lives = list(executor.map(lambda place: live(place, chosen), places))
            return _spent(lives), _gained(lives, idle, value)

        choices = {factor.name: _choice(factor) for factor in plan.factors}
        better = outcome(value).better
        return search(
            evaluate, choices, better, evaluations=evaluations, budget=budget, luck=luck, progress=progress
        )


def _worlds(recipe: Recipe, parameter_draws: int, luck: int) -> list[Ensemble]:
    place = recipe.organisation({})
    central = recipe.given()
    if recipe.centring != "none" and place.observed is not None:
        central = recentre(place, central).parameters
    sets = [central, *(draws(central, parameter_draws, luck) if parameter_draws else ())]
    return [Ensemble(place, each, seed=recipe.first_seed) for each in sets]


def _spent(lives: list[Life]) -> float:
    return float(np.mean([life.yearly["programme_cost_gbp"][1:].sum() for life in lives]))


def _gained(lives: list[Life], idle: list[Life], value: str) -> float:
    if value == "net_saving_gbp":
        harm = [without.yearly["harm_cost_gbp"][1:].sum() for without in idle]
        left = [life.yearly["harm_cost_gbp"][1:].sum() for life in lives]
        return float(np.mean(np.subtract(harm, left))) - _spent(lives)
    pairs = zip(lives, idle, strict=True)
    return float(
        np.mean([life.yearly[value][1:].mean() - without.yearly[value][1:].mean() for life, without in pairs])
    )


def _choice(factor: Factor) -> Choice:
    """What the search may choose: labels, a range, or whole numbers of it."""
    if factor.choices:
        return [label for label, _ in factor.choices]
    if factor.low is None or factor.high is None:
        raise InputError(f"'{factor.name}' has neither a range nor choices.")
    if factor.whole:
        return sorted({int(factor.value(unit)) for unit in np.linspace(0, 1, 21)})
    return (float(factor.low), float(factor.high))
