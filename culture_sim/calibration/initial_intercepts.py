"""Where the intercepts must roughly be for the baseline to stand at given levels: the equations, solved there.

A first guess that spares the solver most of its rounds; what it leaves out (events, newcomers, spread between teams)
is the same to first order before and after, so each guess is the old intercept plus the difference.
"""

from collections.abc import Mapping
from functools import cache
from statistics import NormalDist

import numpy as np
from scipy.optimize import brentq

from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.parameters import Parameters
from culture_sim.settings import Setting

_QUANTILES = np.array([NormalDist().inv_cdf((rank + 0.5) / 41) for rank in range(41)])


def initial_intercepts(
    setting: Setting, drawn: Parameters, central: Parameters, at: Mapping[str, float]
) -> Parameters:
    """The drawn parameters with intercepts that keep the levels of the central ones.

    Args:
        setting: may add references of its own.
        drawn: parameters whose baseline would stand elsewhere.
        central: parameters whose baseline stands at the levels.
        at: the levels; see `levels.levels`.
    """
    if setting.core == "model_2":
        return drawn  # the solver's own rounds are short enough
    modelling = at["leadership_modelling"]
    moved = modelling + drawn.inherited_modelling - central.inherited_modelling
    practice = at["use"] * drawn.natural_skill * at["practice"] / (at["use"] * central.natural_skill)
    after = {**at, "leadership_modelling": moved, "practice": practice}
    changes = {
        "use_intercept": central.use_intercept + invitation(central, at) - invitation(drawn, after),
        "safety_intercept": central.safety_intercept + anchoring(central, at) - anchoring(drawn, after),
        "fairness_offset": central.fairness_offset + fairness(central, at) - fairness(drawn, after),
        "burnout_build_up": central.burnout_build_up * demand_for(drawn, at) / demand_for(central, at),
        "demand_scale": central.demand_scale * capacity(drawn, at) / capacity(central, at),
        "practice_reference": practice,
    }
    if setting.calibration is not None:
        changes |= setting.calibration.first_guess(drawn, central, at, expectile)
    # A level that nobody has, such as the trust of people whom nobody meets, is no number
    return drawn.moved({name: value for name, value in changes.items() if np.isfinite(value)})


def invitation(p: Parameters, at: Mapping[str, float]) -> float:
    """Log-odds of use beyond the intercept (model eq. 4)."""
    norm = 1.0 / (1.0 + (p.critical_mass / at["practice"]) ** p.critical_mass_steepness)
    return float(
        p.leader_use * at["leadership_modelling"]
        + p.norm_use * norm
        + p.safety_use * at["psychological_safety"]
        - p.burnout_use * (at["burnout"] - p.burnout_reference)
        - p.workload_use * (at["workload"] - 1.0)
    )


def anchoring(p: Parameters, at: Mapping[str, float]) -> float:
    """Anchor of psychological safety beyond the intercept (model eq. 5)."""
    return (
        p.leader_safety * at["leadership_modelling"]
        + p.peer_safety * at["practice"]
        + p.trust_safety * at["trust"]
    )


def fairness(p: Parameters, at: Mapping[str, float]) -> float:
    """Where trust settles beyond the offset: mean fairness, less what asymmetry costs (model eq. 6)."""
    return (
        p.fairness_at_rest
        + p.leader_fairness * (at["leadership_modelling"] - p.inherited_modelling)
        - p.fairness_noise * expectile(p.loss_aversion)
    )


@cache
def expectile(loss_aversion: float) -> float:
    """How many standard deviations below the mean asymmetric tracking settles (model eq. 6)."""
    normal = NormalDist()

    def pull(below: float) -> float:
        gains = normal.pdf(below) + below * normal.cdf(below)
        return gains - loss_aversion * (gains - below)

    return float(brentq(pull, 0.0, 3.0))


def demand_for(p: Parameters, at: Mapping[str, float]) -> float:
    """Weekly build-up at which burnout, spread over unequal people, settles at its level (model eq. 2)."""
    recovery = p.basic_recovery + p.safety_recovery * at["psychological_safety"]
    spread = p.vulnerability_spread
    sensitivity = np.exp(spread * _QUANTILES - 0.5 * spread * spread)

    def surplus(demand: float) -> float:
        return float(np.mean(demand * sensitivity / (demand * sensitivity + recovery))) - at["burnout"]

    return float(brentq(surplus, 1e-5, 1.0))


def capacity(p: Parameters, at: Mapping[str, float]) -> float:
    """What a team can do, as a share of what it could with every post filled and everyone well (model eq. 1)."""
    vacant = at["vacancy_percent"] / 100
    new = at["leaver_rate_percent"] / 100 * p.novice_weeks / WEEKS_A_YEAR
    done = 1.0 - p.burnout_productivity_loss * (at["burnout"] - p.burnout_reference)
    present = (1.0 - vacant) * (1.0 - at["sickness_percent"] / 100)
    return present * done * (1.0 - new * (1.0 - p.novice_productivity)) + p.agency_cover * vacant
