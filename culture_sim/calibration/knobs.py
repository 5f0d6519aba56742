"""The parameters that a calibration turns, and the level of the baseline that each is turned for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

import numpy as np

from culture_sim.parameters import Parameters
from culture_sim.settings import Setting

_MOST = 0.7
_STRIDE = 1.0
_LONGEST_LOG = 2.0
"""Share of a correction that is made in a round; the longest of log-odds, and of the logarithm of a rate."""


class Knob(NamedTuple):
    """A parameter, the level that it moves, and how: by its ratio, by log-odds of a chance, or as log-odds itself."""

    parameter: str
    level: str
    turns: Literal["ratio", "chance", "log-odds"]
    target: str


KNOBS = (
    Knob("workload_scale", "workload", "ratio", "level_workload"),
    Knob("burnout_build_up", "burnout", "chance", "level_burnout"),
    Knob("value_ignored", "psychological_safety", "chance", "level_safety"),
    Knob("neutral_encounter", "trust", "chance", "level_trust"),
    Knob("use_intercept", "use", "log-odds", "level_use"),
)
SURVEY = ("burnt_out_cut", "fair_midpoint", "speak_up_midpoint")


def turned(setting: Setting) -> frozenset[str]:
    """Names of the parameters that a calibration solves for, so that nothing else may vary them."""
    scaled = {name for what in setting.observable.values() for name in (*what.scaled, *what.divided)}
    return frozenset({knob.parameter for knob in KNOBS} | scaled | set(SURVEY))


def levels(parameters: Parameters) -> dict[str, float]:
    """Where the states of the baseline are to stand."""
    return {knob.level: parameters[knob.target] for knob in KNOBS}


def turn(
    setting: Setting, parameters: Parameters, found: Mapping[str, float], targets: Mapping[str, float]
) -> Parameters:
    """One round of corrections, none longer than a stride: far from the target a level need not follow.

    Args:
        setting: says which parameters are scaled until an observed rate is reproduced.
        parameters: as they stand.
        found: levels of their baseline; see `measure_baseline`.
        targets: where they should stand.
    """
    changes: dict[str, float] = {}
    for knob in KNOBS:
        value, target, stands = parameters[knob.parameter], targets[knob.level], found[knob.level]
        step = float(np.clip(_MOST * (log_odds(target) - log_odds(stands)), -_STRIDE, _STRIDE))
        if knob.turns == "ratio":
            changes[knob.parameter] = value * target / stands
        elif knob.turns == "log-odds":
            changes[knob.parameter] = value + step
        else:
            changes[knob.parameter] = 1.0 / (1.0 + np.exp(-(log_odds(value) + step)))
    for key, what in setting.observable.items():
        if what.scaled and key in targets and found[key] > 0:
            ratio = max(targets[key], 1e-6) / found[key]
            if what.per == "percent of posts":  # in balance empty / filled posts follow the weeks to fill one
                ratio *= (100 - found[key]) / max(100 - targets[key], 1e-6)
            factor = float(np.exp(np.clip(np.log(ratio), -_LONGEST_LOG, _LONGEST_LOG)))
            for name in what.scaled:
                changes[name] = parameters[name] * factor
            for name in what.divided:
                changes[name] = changes.get(name, parameters[name]) / factor
    return parameters.moved(changes)


def log_odds(share: float) -> float:
    """Log-odds of a share, away from its ends."""
    inside = min(max(share, 0.001), 0.999)
    return float(np.log(inside / (1 - inside)))
