"""What is counted in a week, and what a staff survey would say (28)."""

from __future__ import annotations

import numpy as np

from culture_sim.engine.compile import compiled
from culture_sim.model_2.rules import is_present, leader_of, sigma

WIDTH = 0.10
FAIR, REPORTING, KNOWS, SECURE, SAFE = 0.433, 0.252, 0.162, 0.367, 0.418


@compiled
def positive(state, centre):
    """Share of positive answers to a question by somebody in this state (28)."""
    return sigma((state - centre) / WIDTH)


@compiled
def speak_up_index(safety, fair):
    """Mean share of positive answers to the four questions of the index (28): that on fairness, and three on safety.

    The three share an exponential.
    """
    low = np.exp(-safety / WIDTH)
    return 0.25 * (
        fair
        + 1.0 / (1.0 + low * np.exp(REPORTING / WIDTH))
        + 1.0 / (1.0 + low * np.exp(KNOWS / WIDTH))
        + 1.0 / (1.0 + low * np.exp(SECURE / WIDTH))
    )


@compiled
def step_record(staff, teams, shown, tally, team):
    """Where the members of a team stand as the week ends."""
    teams.champions[team] = 0
    teams.facilitators[team] = 0
    teams.peers[team] = 0
    for post in range(teams.first_post[team], teams.end_post[team]):
        shown[post, 0] = -1.0
        if not staff.filled[post]:
            tally.vacant[team] += 1.0
            continue
        if is_present(staff, post):
            shown[post, 0] = staff.practice[post]
            shown[post, 1] = staff.psychological_safety[post]
        safety, trust = staff.psychological_safety[post], staff.trust[post]
        tally.headcount[team] += 1.0
        tally.psychological_safety[team] += safety
        tally.trust[team] += trust
        tally.burnout[team] += staff.burnout[post]
        tally.restorative_skill[team] += staff.restorative_skill[post]
        tally.norm[team] += staff.norm[post]
        tally.ownership[team] += staff.ownership[post]
        tally.practice[team] += staff.practice[post]
        tally.burnt_out[team] += staff.burnout[post] > 0.45
        tally.in_conflict[team] += staff.conflict_with[post] >= 0
        fair = positive(trust, FAIR)
        tally.index[team] += speak_up_index(safety, fair)
        tally.treated_fairly[team] += fair
        tally.safe_to_speak_up[team] += positive(safety, SAFE)
        tally.use[team] += staff.use[post]
        teams.champions[team] += staff.champion[post]
        teams.facilitators[team] += staff.facilitator[post]
        teams.peers[team] += staff.peer_facilitator[post]
    tally.leadership_modelling[team] = staff.practice[leader_of(teams, staff, team)]
    tally.workload[team] = teams.workload[team]
    tally.lessons[team] = teams.lessons[team]
    tally.served_trust[team] = teams.served_trust[team]


@compiled
def add_up(counts, totals, people, places, week):
    """The trust's week: sums of counts, means over people (`people` columns) and over teams (the last ones)."""
    teams, columns = counts.shape
    for column in range(columns):
        total = 0.0
        for team in range(teams):
            total += counts[team, column]
        totals[week, column] = total
    for column in range(people, places):
        totals[week, column] /= totals[week, 0]
    for column in range(places, columns):
        totals[week, column] /= teams


@compiled
def count_roles(teams, roles):
    """Champions, facilitators and peer facilitators in the trust."""
    roles[0] = teams.champions.sum()
    roles[1] = teams.facilitators.sum()
    roles[2] = teams.peers.sum()
