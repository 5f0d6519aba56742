"""Organisations in which nothing happens by itself, so that one mechanism can be watched alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from culture_sim import CultureModel
from culture_sim.organisation import Organisation, reference_organisation
from culture_sim.settings import load_parameters

NOTHING_HAPPENS = dict.fromkeys(
    (
        "burnout_noise", "safety_noise", "fairness_noise", "demand_spread", "sickness_share",
        "incidents_per_staff_year", "dissatisfaction_per_staff_year", "conflicts_per_staff_year",
        "other_disciplinaries_per_year", "leaving_anyway_per_year", "leaving_culture_per_year",
        "leader_turnover_per_year", "sponsor_turnover_per_year", "newcomer_susceptibility",
    ),
    0.0,
)  # fmt: skip
"""No noise, no events, nobody comes or goes, and newcomers are as set in their ways as the rest."""


def still(organisation: Organisation | None = None, seed: int = 1, **changes: float) -> CultureModel:
    """A model in its first week, with the core equations and nothing happening but what `changes` lets happen."""
    parameters = load_parameters().core().replace(**{**NOTHING_HAPPENS, **changes})
    return CultureModel(
        "blame_culture",
        seed=seed,
        organisation=organisation or reference_organisation(120),
        parameters=parameters,
        warm_up_weeks=0,
    )


def scattered(rows: int, low: float = 0.2, high: float = 0.8) -> NDArray[np.float64]:
    """Different values for different people, the same each time."""
    return np.random.default_rng(7).uniform(low, high, rows)


def peer_weights(organisation: Organisation, cross_team_weight: float) -> NDArray[np.float64]:
    """Wm of model 2.2: the weight that each post gives to each other; rows add up to 1."""
    posts = organisation.staff
    weights = np.zeros((posts, posts))
    for post in range(posts):
        mates = np.flatnonzero(organisation.team_of_post == organisation.team_of_post[post])
        mates = mates[mates != post]
        ties = organisation.ties_of(post)
        near = 1.0 if not len(ties) else 1 - cross_team_weight
        far = 1.0 if not len(mates) else cross_team_weight
        if len(mates):
            weights[post, mates] += near / len(mates)
        if len(ties):
            weights[post, ties] += far / len(ties)
    return weights
