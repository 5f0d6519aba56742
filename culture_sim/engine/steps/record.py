"""What is counted in a week, and what a staff survey would say (28)."""

from __future__ import annotations

import numpy as np

from culture_sim.engine.compile import compiled
from culture_sim.engine.rules import is_present, leader_of

HEADCOUNT = 0
"""The first column of every tally."""
OVER_PEOPLE, OVER_TEAMS = 1, 2
QUESTIONS = 4.0
"""Of the index."""
LAST_YEAR = 52
"""Weeks to which a question about the last twelve months looks back."""


@compiled
def tick(midpoint, pars):
    """What a question asks for, so that one exponential a state does for all who answer it; see `speak_up_index`."""
    return np.exp(midpoint / pars.answer_width)


@compiled
def speak_up_index(unsafe, fair, reporting, knows, secure):
    """Mean share of positive answers to the four questions of the index (28): that on fairness, and three on safety.

    The share of one question is sigma((state - midpoint) / width) = 1 / (1 + exp(-state / width) `tick(midpoint)`);
    `unsafe` is that exponential of safety.
    """
    answers = fair + 1.0 / (1.0 + unsafe * reporting)
    answers += 1.0 / (1.0 + unsafe * knows)
    answers += 1.0 / (1.0 + unsafe * secure)
    return answers / QUESTIONS


@compiled
def step_record(staff, teams, shown, tally, pars, team):
    """Where the members of a team stand as the week ends."""
    fair, reporting = tick(pars.fair_midpoint, pars), tick(pars.reporting_midpoint, pars)
    knows, secure = tick(pars.knows_midpoint, pars), tick(pars.secure_midpoint, pars)
    safe = tick(pars.speak_up_midpoint, pars)
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
        tally.burnt_out[team] += staff.burnout[post] > pars.burnt_out_cut
        tally.in_conflict[team] += staff.conflict_with[post] >= 0
        remember_hurt(staff, post, pars)
        tally.hurt_by_colleague[team] += staff.hurt_by_colleague_weeks[post] > 0
        tally.hurt_by_leader[team] += staff.hurt_by_leader_weeks[post] > 0
        unsafe = np.exp(-safety / pars.answer_width)
        treated_fairly = 1.0 / (1.0 + np.exp(-trust / pars.answer_width) * fair)
        tally.index[team] += speak_up_index(unsafe, treated_fairly, reporting, knows, secure)
        tally.treated_fairly[team] += treated_fairly
        tally.safe_to_speak_up[team] += 1.0 / (1.0 + unsafe * safe)
        tally.use[team] += staff.use[post]
        teams.champions[team] += staff.champion[post]
        teams.facilitators[team] += staff.facilitator[post]
        teams.peers[team] += staff.peer_facilitator[post]
    tally.leadership_modelling[team] = staff.practice[leader_of(teams, staff, team)]
    tally.workload[team] = teams.workload[team]
    tally.lessons[team] = teams.lessons[team]


@compiled
def remember_hurt(staff, post, pars):
    """Who is in a severe conflict would say for a year that somebody hurt them (C11)."""
    staff.hurt_by_colleague_weeks[post] = max(0, staff.hurt_by_colleague_weeks[post] - 1)
    staff.hurt_by_leader_weeks[post] = max(0, staff.hurt_by_leader_weeks[post] - 1)
    other = staff.conflict_with[post]
    if other < 0 or staff.severity[post if staff.opened[post] else other] <= pars.severe_from:
        return
    if staff.leads[other]:
        staff.hurt_by_leader_weeks[post] = LAST_YEAR
    else:
        staff.hurt_by_colleague_weeks[post] = LAST_YEAR


@compiled
def cohesion(in_conflict, norm, pars):
    """Of an organisation: how few are in an open conflict, and how restoratively people treat each other (28)."""
    return (1.0 - in_conflict + min(1.0, pars.cohesion_norm * norm)) / 2.0


@compiled
def add_up(counts, totals, divisors, week):
    """The organisation's week: sums of counts, means over people and over teams, as the tally declares them.

    Means over people stay as they were while nobody is in post (section 13).
    """
    teams, columns = counts.shape
    for column in range(columns):
        total = 0.0
        for team in range(teams):
            total += counts[team, column]
        totals[week, column] = total
    people = totals[week, HEADCOUNT]
    for column in range(columns):
        if divisors[column] == OVER_TEAMS:
            totals[week, column] /= teams
        elif divisors[column] == OVER_PEOPLE and people > 0.0:
            totals[week, column] /= people
        elif divisors[column] == OVER_PEOPLE and week > 0:
            totals[week, column] = totals[week - 1, column]


@compiled
def count_roles(teams, roles):
    """Champions, facilitators and peer facilitators in the organisation."""
    roles[0] = teams.champions.sum()
    roles[1] = teams.facilitators.sum()
    roles[2] = teams.peers.sum()
