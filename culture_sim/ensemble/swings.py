"""One-at-a-time sensitivity (a tornado): what a plan does with one parameter at either end of its range."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np

from culture_sim.ensemble.compare import run_all
from culture_sim.ensemble.intervals import RunArrays
from culture_sim.ensemble.runs import Ensemble
from culture_sim.outcomes.money import net_saving
from culture_sim.scenario import Scenario
from culture_sim.settings import Setting

REPLICATES = 3
YEARS = 5


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
    executor: Executor | None = None,
    replicates: int = REPLICATES,
    years: int = YEARS,
) -> Iterator[Swing]:
    """Move one parameter at a time to either end of its range, under the same random numbers throughout.

    The organisation is not calibrated again: what is shown is how much the effect rests on each number.

    Args:
        ensemble: the organisation with its central parameters.
        baseline: what the plan is compared with.
        plan: the plan.
        names: parameters to move; those that matter most in the setting if absent.
        executor: runs the seeds side by side, if given.
        replicates: runs of each scenario at each end.
        years: of the programme.
    """
    central = ensemble.parameters
    place, scenarios = ensemble.organisation, {"baseline": baseline, "plan": plan}
    for name in tuple(names) or tuple(place.setting.key_parameters):
        entry = central.table[name]
        low, high = min(entry.low, central[name]), max(entry.high, central[name])
        ends = []
        for value in (low, high):
            moved = Ensemble(place, central.replace(**{name: value}), ensemble.seed, ensemble.warm_up_weeks)
            one = partial(run_all, moved, scenarios, years=years)
            runs = executor.map(one, range(replicates)) if executor else map(one, range(replicates))
            ends.append(_effects(place.setting, list(runs)))
        yield Swing(name, low, high, *ends)


def _effects(setting: Setting, runs: list[dict[str, RunArrays]]) -> dict[str, float]:
    base, plan = (np.mean([run[name].yearly for run in runs], axis=0) for name in ("baseline", "plan"))
    row = {each.key: place for place, each in enumerate(setting.outcomes)}
    effect = {key: float(plan[place, -1] - base[place, -1]) for key, place in row.items()}
    harm, programme = row["harm_cost_gbp"], row["programme_cost_gbp"]
    saved = net_saving(base[harm], plan[harm], plan[programme])
    return effect | {"net_saving_gbp": float(saved[1:].sum())}
