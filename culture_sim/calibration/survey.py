"""The staff survey of the baseline: where a state becomes an answer (model 2, (28))."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from culture_sim.calibration.baseline_levels import baseline
from culture_sim.organisation import Organisation
from culture_sim.parameters import Parameters


def fit_survey(
    organisation: Organisation, parameters: Parameters, targets: Mapping[str, float], seeds: Iterable[int]
) -> Parameters:
    """Set the cuts of the staff survey so that the baseline answers as observed (model 2, (28))."""
    everyone = [baseline(organisation, parameters, seed).staff for seed in seeds]
    people = np.concatenate([staff[staff.filled] for staff in everyone]).view(type(everyone[0]))
    changes = {}
    if "burnt_out_share_percent" in targets:
        changes["burnt_out_cut"] = float(
            np.quantile(people.burnout, 1 - targets["burnt_out_share_percent"] / 100)
        )
    for key, column, midpoint in (
        ("treated_fairly_percent", "trust", "fair_midpoint"),
        ("safe_to_speak_up_percent", "psychological_safety", "speak_up_midpoint"),
    ):
        if key in targets:
            share = min(max(targets[key] / 100, 0.001), 0.999)
            changes[midpoint] = _midpoint(np.asarray(people[column]), 1 / parameters["answer_width"], share)
    return parameters.moved(changes)


def _midpoint(states: NDArray[np.float64], slope: float, share: float) -> float:
    """The state at which half say yes, if `share` of these people do."""
    from scipy.optimize import brentq

    def surplus(midpoint: float) -> float:
        return float(np.mean(1 / (1 + np.exp(-slope * (states - midpoint)))) - share)

    return float(brentq(surplus, -3.0, 4.0))
