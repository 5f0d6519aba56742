"""A search for plans that are cheap and good: NSGA-II (optuna), a generation at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from culture_sim.study.analysis.frontier import Better, undominated
from culture_sim.study.optional import require

if TYPE_CHECKING:
    import pandas

Choice = tuple[float, float] | range | Sequence[Any]
Plan = dict[str, Any]


def search(
    evaluate: Callable[[list[Plan]], Sequence[tuple[float, float]]],
    choices: Mapping[str, Choice],
    better: Better,
    *,
    evaluations: int = 200,
    budget: float | None = None,
    population: int = 24,
    seed: int = 1,
) -> pandas.DataFrame:
    """Look for plans that are cheap and good with NSGA-II.

    The same arguments and the same answers give the same search, so that one that was cut off can be gone
    through again from its beginning.

    Args:
        evaluate: takes plans that are new (a choice for each factor) and gives the cost and value of each.
        choices: for each factor its lowest and highest value (a tuple of two floats), a range of whole
            numbers, or a list of levels in no order.
        better: which way is better.
        evaluations: how many plans are looked at; one that comes up again is not evaluated again.
        budget: plans above it are pushed out.
        population: plans a generation.
        seed: seed of the search.

    Returns:
        One row a plan: its choices, `cost`, `value`, `on_frontier` (of the affordable ones).
    """
    import pandas

    optuna = require("optuna", "A search for better plans")
    optuna.logging.set_verbosity(optuna.logging.WARNING)

    study = optuna.create_study(
        directions=["minimize", "maximize" if better == "higher" else "minimize"],
        sampler=_sampler(population, seed, budget),
    )
    known: dict[tuple[Any, ...], tuple[float, float]] = {}
    tried = 0
    while tried < evaluations:
        trials = [study.ask() for _ in range(min(population, evaluations - tried))]
        tried += len(trials)
        plans = [
            {name: _suggested(trial, name, choice) for name, choice in choices.items()} for trial in trials
        ]
        new = {key: plan for plan in plans if (key := tuple(plan.values())) not in known}
        if new:
            known.update(zip(new, evaluate(list(new.values())), strict=True))
        for trial, plan in zip(trials, plans, strict=True):
            cost, value = known[tuple(plan.values())]
            trial.set_user_attr("cost", cost)
            if budget is not None and hasattr(trial, "set_constraint"):
                trial.set_constraint("budget", cost - budget)
            study.tell(trial, [cost, value])
    table = pandas.DataFrame([dict(zip(choices, key, strict=True)) for key in known])
    table[["cost", "value"]] = np.array(list(known.values()), dtype=float).reshape(-1, 2)
    within = np.ones(len(table), dtype=bool) if budget is None else (table["cost"] <= budget).to_numpy()
    table["on_frontier"] = False
    if within.any():
        gains = table["value"].to_numpy(float) * (1.0 if better == "higher" else -1.0)
        table.loc[within, "on_frontier"] = undominated(table["cost"].to_numpy(float)[within], gains[within])
    return table


def _sampler(population: int, seed: int, budget: float | None) -> Any:
    """NSGA-II; before optuna 5 a constraint belongs to the sampler, since then to the trial."""
    samplers, trial = require("optuna.samplers", "A search"), require("optuna.trial", "A search")
    if budget is None or hasattr(trial.Trial, "set_constraint"):
        return samplers.NSGAIISampler(population_size=population, seed=seed)
    return samplers.NSGAIISampler(
        population_size=population,
        seed=seed,
        constraints_func=lambda trial: (trial.user_attrs["cost"] - budget,),
    )


def _suggested(trial: Any, name: str, choice: Choice) -> Any:
    if isinstance(choice, tuple) and len(choice) == 2 and all(isinstance(each, float) for each in choice):
        return trial.suggest_float(name, *choice)
    if isinstance(choice, range):
        return trial.suggest_int(name, choice[0], choice[-1], step=choice.step)
    return list(choice)[trial.suggest_categorical(name, list(range(len(choice))))]
