"""One round of the solver: how far each intercept is moved when a level is not where it should be."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from culture_sim.calibration.knobs import turn
from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.parameters import Parameters
from culture_sim.settings import Setting

_MOST = 0.7
_STRIDE = 0.15
"""Longest corrections in one round: of an index, of log-odds, of the logarithm of a rate."""
_LOG_STRIDE = 1.0
_LOG_RATE_STRIDE = 2.0


def update_intercepts(
    setting: Setting, parameters: Parameters, found: Mapping[str, float], targets: Mapping[str, float]
) -> Parameters:
    """One round of corrections, none longer than a stride: far from the target a level need not follow.

    Args:
        setting: says which parameters are scaled until an observed rate is reproduced.
        parameters: as they stand.
        found: levels of their baseline; see `measure_baseline`.
        targets: where they should stand.
    """
    if setting.core == "model_2":
        return turn(setting, parameters, found, targets)
    p = parameters

    def short(level: str) -> float:
        return _bounded(targets[level] - found[level], _STRIDE)

    changes = {
        "demand_scale": p.demand_scale * targets["workload"] / found["workload"],
        "safety_intercept": p.safety_intercept + short("psychological_safety"),
        "fairness_offset": p.fairness_offset + short("trust"),
        "practice_reference": found["practice"],
    }
    if setting.calibration is not None:
        changes |= setting.calibration.updated(p, found)
    changes["burnout_build_up"] = p.burnout_build_up * np.exp(
        _bounded(_log_odds(targets["burnout"]) - _log_odds(found["burnout"]), _LOG_STRIDE)
    )
    changes["use_intercept"] = p.use_intercept + _bounded(
        _log_odds(targets["use"]) - _log_odds(found["use"]), _LOG_STRIDE
    )
    if "vacancy_percent" in targets:
        # In balance vacant / filled posts = posts emptied a week x weeks to fill one (model 3.3).
        emptied = found["posts_emptied_percent"]
        if "leaver_rate_percent" in targets:
            emptied += targets["leaver_rate_percent"] - found["leaver_rate_percent"]
        weeks = _odds(targets["vacancy_percent"]) * 100 * WEEKS_A_YEAR / max(emptied, 1e-6)
        changes["weeks_to_fill"] = weeks
    for key, what in setting.observable.items():
        if what.scaled and key in targets and found[key] > 0:
            step = float(np.log(max(targets[key], 1e-6) / found[key]))
            factor = float(np.exp(min(max(step, -_LOG_RATE_STRIDE), _LOG_RATE_STRIDE)))
            for name in what.scaled:
                changes[name] = p[name] * factor
    return p.moved(changes)


def _bounded(step: float, longest: float) -> float:
    """Most of a step: feedback in the model carries a level further than its intercept."""
    return min(max(_MOST * step, -longest), longest)


def _log_odds(share: float) -> float:
    inside = min(max(share, 0.001), 0.999)
    return float(np.log(inside / (1 - inside)))


def _odds(percent: float) -> float:
    return percent / max(100 - percent, 1e-6)
