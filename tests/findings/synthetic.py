"""Comparisons made of chosen numbers instead of runs, so that a sentence can be held against what it is made from."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from culture_sim.ensemble.comparison import Comparison
from culture_sim.ensemble.intervals import RunArrays
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.organisation import reference_organisation
from culture_sim.scenario import load_scenario
from culture_sim.settings import load_parameters, load_setting

BASELINE = "blame_culture"
LEVELS = {
    "turnover_percent": 12.0,
    "complaints_per_1000_staff": 60.0,
    "grievances_per_1000_staff": 8.0,
    "harm_cost_gbp": 4e6,
    "workload": 1.0,
}
"""Where the baseline stands; a half for every other outcome, nothing for what a programme costs."""


def comparison_of(
    effects: Mapping[str, Mapping[str, ArrayLike]],
    runs: int = 10,
    years: int = 1,
    base: Mapping[str, ArrayLike] | None = None,
    draws: Sequence[Mapping[str, Mapping[str, ArrayLike]]] = (),
    setting: str = DEFAULT_SETTING,
    **also: Any,
) -> Comparison:
    """A comparison in which plans differ from the baseline by these effects.

    Args:
        effects: by plan (a name of the gallery) and outcome; anything that broadcasts to (runs, years + 1), of which
            year 0 is then set to nothing.
        runs: number of runs.
        years: years of programme.
        base: levels of the baseline by outcome, (runs, years + 1) or less.
        draws: effects under drawn parameters, one mapping a draw, as `effects` but (years + 1,).
        setting: kind of organisation.
        also: further arguments of `Comparison`.
    """
    names, outcomes = (BASELINE, *effects), load_setting(setting).outcomes
    found = Comparison(
        reference_organisation(40, setting=setting),
        load_parameters(setting),
        BASELINE,
        {name: load_scenario(name, setting) for name in names},
        years,
        **also,
    )
    levels: dict[str, ArrayLike] = {
        each.key: 0.0 if each.key == "programme_cost_gbp" else 0.5 for each in outcomes
    }
    levels |= {**LEVELS, **(base or {})}
    start = np.stack(
        [np.broadcast_to(np.asarray(levels[each.key], float), (runs, years + 1)) for each in outcomes]
    )
    weekly = np.ones((len(found.columns), 52 * (years + 1)), np.float32)

    def moved(effect: Mapping[str, ArrayLike]) -> np.ndarray[Any, Any]:
        found = np.zeros((len(outcomes), runs, years + 1))
        for row, each in enumerate(outcomes):
            found[row] = effect.get(each.key, 0.0)
        found[:, :, 0] = 0.0
        return found

    plans = {name: start + moved(effect) for name, effect in effects.items()} | {BASELINE: start}
    for run in range(runs):
        found.add({name: RunArrays(plans[name][:, run], weekly) for name in names})
    for run, effect in enumerate(draws):
        drawn = {name: start[:, run] + moved(effect[name])[:, 0] for name in effects}
        found.add_draw({name: RunArrays(drawn.get(name, start[:, run]), weekly) for name in names})
    return found
