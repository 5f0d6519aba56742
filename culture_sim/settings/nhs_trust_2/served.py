"""The people served (20): dissatisfaction, complaints, thanks, and the trust they have in a team."""

from __future__ import annotations

import numpy as np

from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.rng import normal, to_uniform, uniforms
from culture_sim.model_2.daily import SERVICE, enactment, programme_time
from culture_sim.model_2.rules import (
    count_of,
    is_present,
    leader_of,
    learn_safety,
    learn_served,
    learn_trust,
    most_burnout,
    relieve,
    strain,
)
from culture_sim.model_2.streams import Draw
from culture_sim.model_2.tables import Cause


@compiled
def step_served(staff, teams, levers, tally, diary, words, pars, seed, week, team):
    """A week of those whom the team serves (20)."""
    time = levers.relationship_time[team] * teams.held[team]
    first = teams.first_post[team]
    base = pars.dissatisfied / 52.0 * np.exp(pars.incident_workload * (teams.workload[team] - 1.0))
    likeliest = base * np.exp(pars.incident_burnout * most_burnout(pars) + 0.4)
    surely_none = np.exp(-2.0 * pars.thanks / 52.0)
    present = 0
    for post in range(first, teams.end_post[team]):
        if not is_present(staff, post):
            continue
        present += 1
        dissatisfied = to_uniform(words[SERVICE, 0, post - first])
        if dissatisfied < likeliest:
            rate = pars.incident_burnout * (staff.burnout[post] - pars.burnout_reference) - (
                teams.served_trust[team] - 0.4
            )
            if dissatisfied < base * np.exp(rate):
                displease(staff, teams, levers, tally, diary, post, time, pars, seed, week, team)
        thanked = to_uniform(words[SERVICE, 1, post - first])
        if thanked > surely_none:
            mean = pars.thanks * (1.0 + staff.practice[post]) / 52.0
            for _ in range(count_of(mean, np.exp(-mean), thanked)):
                relieve(staff, post, 0.006, Cause.THANKS, diary)
    if time > 0.0:
        programme_time(teams, tally, 0.37 * time * present, 0.0, team)
    for k in range(3):
        serve(staff, teams, present, time, k, pars, seed, week, team)


@compiled_apart
def serve(staff, teams, present, time, k, pars, seed, week, team):
    """One of the encounters from which a team is trusted (20)."""
    if present == 0:
        return
    who, _, _, _ = uniforms(seed, week, Draw.ENCOUNTER, team, k)
    post = nth_present(staff, teams, int(who * present), team)
    value = (
        pars.served_base
        + pars.served_practice * staff.practice[post]
        - 0.3 * (staff.burnout[post] - pars.burnout_reference)
        + 0.10 * time
        + 0.05 * teams.invited[team]
        + 0.15 * normal(seed, week, Draw.ENCOUNTER, team, 10 + k)
    )
    learn_served(teams, value, 0.004, pars, team)


@compiled_apart
def nth_present(staff, teams, n, team):
    """The n-th of those present in a team."""
    for post in range(teams.first_post[team], teams.end_post[team]):
        if is_present(staff, post):
            if n == 0:
                return post
            n -= 1
    return teams.first_post[team]


@compiled_apart
def displease(staff, teams, levers, tally, diary, post, time, pars, seed, week, team):
    """Settled on the spot, kept silent, settled early, or a written complaint (20)."""
    settled, voiced, enacted, early = uniforms(seed, week, Draw.COMPLAINT, post, 0)
    named, stood_by, promised, _ = uniforms(seed, week, Draw.COMPLAINT_TOO, post, 0)
    modelling = staff.practice[leader_of(teams, staff, team)]
    if settled < pars.settled_on_the_spot + pars.settled_practice * staff.practice[post] + 0.10 * time:
        learn_served(teams, 0.75, 0.01, pars, team)
        return
    learn_served(teams, 0.05, 0.01, pars, team)
    if voiced >= pars.voiced + pars.voiced_invited * teams.invited[team]:
        return
    met = enacted < levers.complaints_policy[team] * enactment(staff, teams, pars, team)
    if early < (0.15 + 0.45 * modelling if met else 0.30 * modelling):
        learn_served(teams, 0.8, 0.015, pars, team)
        learn_safety(staff, post, 0.7, 0.5 * pars.learn_own_answer, Cause.COMPLAINT, diary, pars)
        teams.process_hours[team] += 1.5
        tally.hours[team] += 1.5 if met else 0.0
        return
    tally.complaints[team] += 1.0
    teams.process_hours[team] += 3.0
    if not met and promised < levers.complaints_policy[team]:
        learn_served(teams, 0.0, 0.01, pars, team)
    if named < 0.6:
        by = stood_by < modelling
        weight = 8.0 * pars.trust_gain_rate
        learn_trust(staff, post, 0.7 if by else 0.15, weight, Cause.COMPLAINT, diary, pars)
        learn_safety(staff, post, 0.7 if by else 0.1, pars.learn_own_answer, Cause.COMPLAINT, diary, pars)
        strain(staff, post, pars.complaint_burnout * (0.5 if by else 1.0), Cause.COMPLAINT, diary)
