"""Analyses of a study folder in one step, as the command line and the dashboard ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from culture_sim.errors import InputError
from culture_sim.study.analysis.emulate import emulate, sobol_of
from culture_sim.study.analysis.frontier import Frontier, frontier, regret
from culture_sim.study.analysis.outcome_matrix import EVERY_SCENARIO, outcome_matrix
from culture_sim.study.analysis.sensitivity import Sensitivity, morris, pawn, sobol

if TYPE_CHECKING:
    import pandas

    from culture_sim.study.results import Study

COST = "programme_cost_gbp"
METHODS = ("auto", "morris", "sobol", "pawn", "emulator")


@dataclass(frozen=True)
class BestPlans:
    """The frontier of a study, with the regret of each plan where parameters were drawn.

    `table` is the frontier's, best first; with draws, also `regret_mean`, `regret_worst` and `best_in`.
    `draws` are those that hold the baseline, of `draws_planned`.
    """

    frontier: Frontier
    table: pandas.DataFrame
    factors: tuple[str, ...]
    draws: int
    draws_planned: int


def sensitivity_of(
    study: Study, key: str, *, scenario: str | None = None, year: int | None = None, method: str = "auto"
) -> Sensitivity:
    """Sensitivity by the method that goes with the study's design, or by another one.

    Raises:
        InputError: the method and the design do not go together.
    """
    usual = {"morris": "morris", "saltelli": "sobol"}.get(study.design, "pawn")
    chosen = usual if method == "auto" else method
    if chosen not in METHODS:
        raise InputError(f"'{method}' is no method of sensitivity analysis; there are: {', '.join(METHODS)}.")
    if chosen in {"morris", "sobol"} and chosen != usual:
        design = "morris" if chosen == "morris" else "saltelli"
        raise InputError(
            f"{chosen.capitalize()} needs a design of kind '{design}'; this one is '{study.design}'."
        )
    given = outcome_matrix(study, key, scenario=scenario, year=year, units=True)
    ranges = dict.fromkeys(given.factors, (0.0, 1.0))
    if chosen == "morris":
        return morris(given, ranges, levels=int(study.manifest["design"]["levels"]))
    if chosen == "sobol":
        return sobol(given, ranges, pairs=bool(study.manifest["design"]["second_order"]))
    if chosen == "emulator":
        return sobol_of(emulate(given), ranges)
    return pawn(given, ranges)


def frontier_of_study(study: Study, key: str, *, budget: float | None = None) -> BestPlans:
    """Which plans of a study no other beats for the money.

    Spend is the sum over all years, effect the mean of all years less the baseline (a net saving: the sum).

    Args:
        study: a study folder that was opened.
        key: the outcome that money is to buy.
        budget: most that may be spent over all years, GBP, under the central parameters.
    """
    plans = EVERY_SCENARIO if len(study.scenarios) > 1 else None
    costs = outcome_matrix(study, COST, scenario=plans, over_years="sum", difference=False)
    how: Literal["sum", "mean"] = "sum" if study.setting.outcome(key).per == "money" else "mean"
    better = study.setting.outcome(key).better
    values = outcome_matrix(study, key, scenario=plans, over_years=how)
    found = frontier(costs, values, better, budget=budget)
    table = found.table.copy()
    planned, drawn_sets = int(study.manifest["draws"]["number"]), _drawn_sets(study)
    if drawn_sets:
        every = [values.means]
        for draw in drawn_sets:
            drawn = outcome_matrix(study, key, scenario=plans, over_years=how, draw=draw)
            if list(drawn.points.index) == list(values.points.index):
                every.append(drawn.means)
        affordable = None if budget is None else (table["cost"] <= budget).to_numpy(bool)
        short = regret(np.column_stack(every), better, affordable)
        short.index = table.index
        table["regret_mean"], table["regret_worst"] = short["mean"], short["worst"]
        table["best_in"] = short["best_in"]
    if budget is not None:
        table = table[table["cost"] <= budget]
    table = table.sort_values("value", ascending=better == "lower")
    return BestPlans(found, table, values.factors, len(drawn_sets), planned)


def _drawn_sets(study: Study) -> list[int]:
    """Drawn sets of parameters that could be run: a set that contradicts the baseline has only failed runs."""
    found = study.query(
        "SELECT DISTINCT draw FROM yearly WHERE draw > 0 AND scenario <> 'baseline' ORDER BY draw"
    )
    return [int(draw) for draw in found["draw"]]
