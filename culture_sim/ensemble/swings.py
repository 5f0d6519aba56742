"""One-at-a-time sensitivity (a tornado): what a plan does with one parameter at either end of its range."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np

from culture_sim.ensemble.compare import run_all
from culture_sim.ensemble.intervals import RunArrays
from culture_sim.ensemble.runs import Ensemble
from culture_sim.outcomes.money import net_saving
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario
from culture_sim.settings import Setting

REPLICATES = 3
YEARS = 5

RunPair = Callable[[Ensemble, Mapping[str, Scenario]], list[dict[str, RunArrays]]]
"""Runs baseline and plan under the first seeds of an ensemble."""


@dataclass(frozen=True)
class Swing:
    """What a plan does in the last year with one parameter low, and high.

    Attributes:
        parameter: its name.
        low: lowest plausible value (or the central one, if that is lower).
        high: highest plausible value.
        at_low: mean difference from the baseline by outcome with the parameter low; net saving over all years.
        at_high: the same with the parameter high.
    """

    parameter: str
    low: float
    high: float
    at_low: dict[str, float]
    at_high: dict[str, float]

    def reach(self, key: str) -> float:
        """How far the effect on an outcome moves from end to end."""
        return abs(self.at_high[key] - self.at_low[key])


def swings(
    ensemble: Ensemble,
    baseline: Scenario,
    plan: Scenario,
    names: Iterable[str] = (),
    run_pair: RunPair | None = None,
) -> Iterator[Swing]:
    """Move one parameter at a time to either end of its range, under the same random numbers throughout.

    The organisation is not calibrated again: what is shown is how much the effect rests on each number.

    Args:
        ensemble: the organisation with its central parameters.
        baseline: what the plan is compared with.
        plan: the plan.
        names: parameters to move; those that matter most in the setting if absent.
        run_pair: runs both; `in_threads` gives one that uses threads. By default one run after the other.
    """
    central = ensemble.parameters
    run = run_pair or in_turn()
    setting = ensemble.organisation.setting
    for name in tuple(names) or tuple(setting.key_parameters):
        entry = central.table[name]
        low, high = min(entry.low, central[name]), max(entry.high, central[name])
        ends = [
            _effects(
                setting, run(_moved(ensemble, central, name, value), {"baseline": baseline, "plan": plan})
            )
            for value in (low, high)
        ]
        yield Swing(name, low, high, *ends)


def _moved(ensemble: Ensemble, central: Parameters, name: str, value: float) -> Ensemble:
    return Ensemble(
        ensemble.organisation, central.replace(**{name: value}), ensemble.seed, ensemble.warm_up_weeks
    )


def in_turn(replicates: int = REPLICATES, years: int = YEARS) -> RunPair:
    """Runs both scenarios one seed after the other."""
    return lambda ensemble, scenarios: [
        run_all(ensemble, scenarios, each, years) for each in range(replicates)
    ]


def in_threads(executor: Executor, replicates: int = REPLICATES, years: int = YEARS) -> RunPair:
    """Runs both scenarios, seeds side by side."""

    def run(ensemble: Ensemble, scenarios: Mapping[str, Scenario]) -> list[dict[str, RunArrays]]:
        return list(executor.map(lambda each: run_all(ensemble, scenarios, each, years), range(replicates)))

    return run


def _effects(setting: Setting, runs: list[dict[str, RunArrays]]) -> dict[str, float]:
    base, plan = (np.mean([run[name].yearly for run in runs], axis=0) for name in ("baseline", "plan"))
    row = {each.key: place for place, each in enumerate(setting.outcomes)}
    effect = {key: float(plan[place, -1] - base[place, -1]) for key, place in row.items()}
    harm, programme = row["harm_cost_gbp"], row["programme_cost_gbp"]
    saved = net_saving(base[harm], plan[harm], plan[programme])
    return effect | {"net_saving_gbp": float(saved[1:].sum())}
