"""The people served (20): dissatisfaction, complaints, thanks, and the trust they have in a team."""

from __future__ import annotations

import numpy as np

from culture_sim.engine.columns import zeros
from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.event_log import Response as Answer
from culture_sim.engine.event_log import log_event
from culture_sim.engine.rng import normal, to_uniform, uniforms
from culture_sim.engine.rules import (
    clip,
    count_of,
    is_present,
    leader_of,
    learn_safety,
    learn_trust,
    most_burnout,
    relieve,
    step_towards,
    strain,
)
from culture_sim.engine.steps.daily import SERVICE, WEEKS_A_YEAR, enactment, gain_lessons, programme_time
from culture_sim.engine.streams import Draw
from culture_sim.engine.tables import Cause
from culture_sim.settings.nhs_trust.streams import OwnDraw
from culture_sim.settings.nhs_trust.tables import Event, OwnCause, Response, Served


def new_served(teams, posts, _places_of_team, parameters):
    """The table of families, empty, with room for those to come; gives every team the trust that it begins with."""
    teams.served_trust[:] = parameters["first_served_trust"]
    return zeros(Served, 2 * (posts + len(teams)))


@compiled_apart
def learn_served(teams, value, weight, pars, team):
    """The trust of those served moves towards what they met (1)."""
    trust = teams.served_trust[team]
    teams.served_trust[team] += step_towards(trust, value, weight, pars.loss_over_gain)


@compiled
def step_served(staff, teams, levers, tally, diary, words, pars, seed, week, team):
    """A week of those whom the team serves (20)."""
    time = levers.relationship_time[team] * teams.held[team]
    first = teams.first_post[team]
    base = pars.dissatisfied / WEEKS_A_YEAR * np.exp(pars.incident_workload * (teams.workload[team] - 1.0))
    likeliest = base * np.exp(pars.incident_burnout * most_burnout(pars) + pars.served_trust_reference)
    surely_none = np.exp(-2.0 * pars.thanks / WEEKS_A_YEAR)
    present = 0
    for post in range(first, teams.end_post[team]):
        if not is_present(staff, post):
            continue
        present += 1
        dissatisfied = to_uniform(words[SERVICE, 0, post - first])
        if dissatisfied < likeliest * staff.exposure[post]:
            rate = pars.incident_burnout * (staff.burnout[post] - pars.burnout_reference) - (
                teams.served_trust[team] - pars.served_trust_reference
            )
            if dissatisfied < base * staff.exposure[post] * np.exp(rate):
                displease(staff, teams, levers, tally, diary, post, time, pars, seed, week, team)
        thanked = to_uniform(words[SERVICE, 1, post - first])
        if thanked > surely_none:
            mean = pars.thanks * (1.0 + staff.practice[post]) / WEEKS_A_YEAR
            for _ in range(count_of(mean, np.exp(-mean), thanked)):
                relieve(staff, post, pars.thanks_relief, OwnCause.THANKS, diary)
                log_event(diary, staff, post, Event.THANKED, OwnCause.THANKS, Answer.NONE, -1, 0.0)
    if time > 0.0:
        programme_time(teams, tally, pars.relationship_time_hours * time * present, 0.0, team)
        tally.relationship_places[team] += time * present
    for k in range(int(pars.served_encounters)):
        serve(staff, teams, present, time, k, pars, seed, week, team)


@compiled_apart
def serve(staff, teams, present, time, k, pars, seed, week, team):
    """One of the encounters from which a team is trusted (20)."""
    if present == 0:
        return
    who, _, _, _ = uniforms(seed, week, OwnDraw.ENCOUNTER, team, k)
    post = nth_present(staff, teams, int(who * present), team)
    value = (
        pars.served_base
        + pars.served_practice * staff.practice[post]
        - pars.served_burnout * (staff.burnout[post] - pars.burnout_reference)
        + pars.served_relationship_time * time
        + pars.served_invited * teams.invited[team]
        + pars.served_spread * normal(seed, week, OwnDraw.ENCOUNTER, team, 10 + k)
    )
    learn_served(teams, value, pars.served_encounter_weight, pars, team)


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
    settled, voiced, enacted, early = uniforms(seed, week, OwnDraw.COMPLAINT, post, 0)
    named, stood_by, promised, _ = uniforms(seed, week, OwnDraw.COMPLAINT_TOO, post, 0)
    modelling = staff.practice[leader_of(teams, staff, team)]
    chance = pars.settled_on_the_spot + pars.settled_practice * staff.practice[post]
    if settled < chance + pars.settled_relationship_time * time:
        learn_served(teams, pars.settled_value, pars.dissatisfaction_weight, pars, team)
        log_event(diary, staff, post, Event.DISSATISFIED, Cause.NOTHING, Response.SETTLED, -1, 0.0)
        return
    learn_served(teams, pars.unsettled_value, pars.dissatisfaction_weight, pars, team)
    if voiced >= pars.voiced + pars.voiced_invited * teams.invited[team]:
        log_event(diary, staff, post, Event.DISSATISFIED, Cause.NOTHING, Response.KEPT_SILENT, -1, 0.0)
        return
    met = enacted < levers.complaints_policy[team] * enactment(staff, teams, 0.0, pars, team)
    by_policy = pars.early_policy_base + pars.early_policy_modelling * modelling
    if early < (by_policy if met else pars.early_modelling * modelling):
        learn_served(teams, pars.early_value, pars.early_weight, pars, team)
        weight = pars.early_safety_weight * pars.learn_own_answer
        learn_safety(staff, post, pars.early_safety, weight, OwnCause.COMPLAINT, diary, pars)
        held = Response.EARLY_MEETING
        log_event(diary, staff, post, Event.DISSATISFIED, OwnCause.COMPLAINT, held, -1, modelling)
        teams.process_hours[team] += pars.early_meeting_hours
        tally.hours[team] += pars.early_meeting_hours if met else 0.0
        tally.early_meetings[team] += 1.0 if met else 0.0
        return
    tally.complaints[team] += 1.0
    teams.process_hours[team] += pars.complaint_hours
    if not met and promised < levers.complaints_policy[team]:
        learn_served(teams, 0.0, pars.dissatisfaction_weight, pars, team)
    answered = Response.WRITTEN
    if named < pars.complaint_names:
        by = stood_by < modelling
        value = pars.stood_by_value if by else pars.not_stood_by_trust
        weight = pars.named_trust_weight * pars.trust_gain_rate
        learn_trust(staff, post, value, weight, OwnCause.COMPLAINT, diary, pars)
        value = pars.stood_by_value if by else pars.not_stood_by_safety
        learn_safety(staff, post, value, pars.learn_own_answer, OwnCause.COMPLAINT, diary, pars)
        hurt = pars.stood_by_strain if by else 1.0
        strain(staff, post, pars.complaint_burnout * hurt, OwnCause.COMPLAINT, diary)
        answered = Response.STOOD_BY if by else Response.LEFT_ALONE
    log_event(diary, staff, post, Event.COMPLAINT, OwnCause.COMPLAINT, answered, -1, 0.0)


@compiled
def step_redesign(staff, teams, levers, tally, diary, pars, seed, week, team):
    """Redesign with those served."""
    if levers.co_production[team] <= 0.0:
        return
    _, _, design, _ = uniforms(seed, week, Draw.TEAM_SESSIONS, team, 3)
    if design < levers.co_production[team] * teams.held[team] / pars.co_production_weeks:
        value = pars.co_production_value_base + pars.co_production_value_quality * teams.quality[team]
        learn_served(teams, value, pars.co_production_weight, pars, team)
        gain_lessons(teams, pars.co_production_lessons * teams.quality[team], pars, team)
        programme_time(teams, tally, pars.co_production_hours, pars.co_production_fee, team)
        tally.redesigns[team] += 1.0
        leader, quality = leader_of(teams, staff, team), teams.quality[team]
        log_event(diary, staff, leader, Event.REDESIGN, Cause.NOTHING, Answer.NONE, -1, quality)


@compiled
def record_served(teams, tally, team):
    """Their trust stays between .01 and .99, and is written down."""
    teams.served_trust[team] = clip(teams.served_trust[team], 0.01, 0.99)
    tally.served_trust[team] = teams.served_trust[team]
