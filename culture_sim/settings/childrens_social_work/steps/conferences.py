"""Family group conferences (10), and the capacity of chairs, facilitators and coordinators (9, 10)."""

from __future__ import annotations

from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.event_log import log_event
from culture_sim.engine.rng import normal, uniforms
from culture_sim.engine.rules import clip, furthest, leader_of
from culture_sim.engine.steps.daily import WEEKS_A_YEAR, enactment, programme_time
from culture_sim.engine.tables import Cause
from culture_sim.settings.childrens_social_work.steps.families import (
    at_work,
    has_plan,
    holds_cases,
    is_open,
    learn_family,
    tell,
)
from culture_sim.settings.childrens_social_work.streams import OwnDraw
from culture_sim.settings.childrens_social_work.tables import Event, Response, Stage

HUNDRED = 100.0
"""Coordinators are said for so many posts that hold cases."""


@compiled
def step_capacity(state, pars):
    """What chairs, facilitators and coordinators can hold this week, and how chairs learn."""
    staff, teams, levers, service = state.staff, state.teams, state.levers, state.executive
    posts = 0.0
    for team in range(teams.size):
        conferences = pars.conferences_per_team * levers.restorative_conferences[team]
        meetings = pars.meetings_per_team * levers.family_meetings[team]
        teams.conference_slots[team] = min(teams.conference_slots[team], pars.slots_kept) + conferences
        teams.meeting_slots[team] = min(teams.meeting_slots[team], pars.slots_kept) + meetings
        here, present = 0.0, 0.0
        for post in range(teams.first_post[team], teams.end_post[team]):
            here += holds_cases(staff, post)
            present += holds_cases(staff, post) and at_work(staff, post)
        take_time(state, present, pars, team)
        coordinators = levers.family_group_conferences[team] * here / HUNDRED
        years = coordinators / WEEKS_A_YEAR
        state.tally.coordinator_years[team] += years
        state.tally.fees[team] += years * pars.coordinator_cost
        posts += coordinators
    service.conference_slots[0] = min(service.conference_slots[0], pars.slots_kept) + pars.fgc_a_week * posts
    if service.chair_skill[0] == 0.0:
        service.chair_skill[0] = pars.chair_first_skill
    held = furthest(levers.restorative_conferences)
    if held > 0.0:
        gap = pars.facilitator_skill - service.chair_skill[0]
        service.chair_skill[0] += pars.chair_learns * gap


@compiled
def take_time(state, present, pars, team):
    """Those who hold cases take the time for relationships that is protected for them (3)."""
    places = state.levers.relationship_time[team] * present
    if places > 0.0:
        places *= enactment(state.staff, state.teams, 0.0, pars, team)
        programme_time(state.teams, state.tally, pars.relationship_hours * places, 0.0, team)
        state.tally.relationship_places[team] += places


@compiled
def chaired(state, row, pars, team):
    """Whether a conference on a protection plan is held restoratively: it takes a chair with time to prepare it."""
    teams = state.teams
    if state.served.stage[row] != Stage.PROTECTION or teams.conference_slots[team] < 1.0:
        return False
    teams.conference_slots[team] -= 1.0
    programme_time(teams, state.tally, pars.conference_hours, pars.conference_fee, team)
    state.tally.restorative_conferences[team] += 1.0
    return True


@compiled
def facilitated(state, row, held, pars, team):
    """Whether a facilitator holds a meeting with the family, after the assessment."""
    teams = state.teams
    if not has_plan(state.served, row) or teams.meeting_slots[team] < 1.0 or held >= pars.meeting_held:
        return False
    teams.meeting_slots[team] -= 1.0
    programme_time(teams, state.tally, pars.family_meeting_hours, pars.family_meeting_fee, team)
    state.tally.family_meetings[team] += 1.0
    return True


@compiled
def repair_harm(state, row, pars, team):
    """A reparation meeting: harm in the family or around it is repaired (9)."""
    families = state.served
    families.risk[row] -= pars.reparation_risk * pars.facilitator_skill * families.risk[row]
    state.tally.reparations[team] += 1.0


@compiled
def offered_with(stage, before, seen, pars):
    """How likely a family is offered a family group conference, where it now stands (10)."""
    chance = 0.0
    if Stage.PRE_PROCEEDINGS in (stage, before):
        chance = 1.0
    elif Stage.PROTECTION in (stage, before) or (stage == Stage.IN_NEED and seen > pars.fgc_in_need_from):
        chance = pars.fgc_offered
    return chance


@compiled
def offer_conference(state, manner, diary, row, worker, before, seen, pars, seed, week, team):
    """Offered once, at a review, if a coordinator is free; it acts on later reviews (10)."""
    families, staff, service = state.served, state.staff, state.executive
    if service.conference_slots[0] < 1.0 or families.offered[row]:
        return
    if not is_open(families, row) or before == Stage.ASSESSMENT or families.in_care[row]:
        return
    offer, accepts, _, _ = uniforms(seed, week, OwnDraw.CONFERENCE, families.person[row], 0)
    if offer >= offered_with(families.stage[row], before, seen, pars):
        return
    families.offered[row] = True
    wish = pars.fgc_accepted + pars.fgc_accepted_trust * (families.trust[row] - pars.own_trust_reference)
    wish -= pars.fgc_accepted_jargon * (1.0 - manner.voluntary)
    if accepts < wish:
        service.conference_slots[0] -= 1.0
        confer(state, manner, diary, row, worker, pars, seed, week, team)
    else:
        who = families.person[row]
        log_event(diary, staff, worker, Event.FAMILY_CONFERENCE, Cause.NOTHING, Response.DECLINED, who, 0.0)


@compiled_apart
def confer(state, manner, diary, row, worker, pars, seed, week, team):
    """The family and those around it make a plan; the service accepts it, or does not (10)."""
    families, staff, tally = state.served, state.staff, state.tally
    who = families.person[row]
    accepted, _, _, _ = uniforms(seed, week, OwnDraw.CONFERENCE, who, 1)
    against = 1.0 - manner.voluntary
    quality = pars.facilitator_skill * (1.0 - pars.fgc_decided * against) * (1.0 - pars.fgc_coerced * against)
    noise = pars.fgc_network_spread * normal(seed, week, OwnDraw.CONFERENCE, who, 2)
    gain = clip(pars.fgc_network * quality + noise, 0.0, pars.fgc_network_most)
    families.network[row] += gain * (1.0 - families.network[row])
    families.own_plan[row] = max(families.own_plan[row], pars.fgc_plan + pars.fgc_plan_quality * quality)
    tell(families, row, pars.fgc_known * quality)
    learn_family(families, row, pars.fgc_feels + pars.fgc_feels_quality * quality, pars.review_weight, pars)
    programme_time(state.teams, tally, pars.fgc_worker_hours, pars.fgc_fee, team)
    tally.family_conferences[team] += 1.0
    chance = (
        pars.fgc_service
        + pars.fgc_service_practice * staff.practice[worker]
        + pars.fgc_service_modelling * staff.practice[leader_of(state.teams, staff, team)]
        + pars.fgc_service_safety * (staff.psychological_safety[worker] - pars.worker_safety_reference)
    )
    chance *= 1.0 - (1.0 - pars.fgc_service_decided) * against
    if accepted < chance:
        families.promise_due[row] = week + int(pars.fgc_promise_weeks)
        log_event(diary, staff, worker, Event.PROMISED, Cause.NOTHING, 0, who, 0.0)
        tally.conference_plans[team] += 1.0
        how = Response.ACCEPTED
    else:
        families.own_plan[row] *= pars.fgc_refused_plan
        families.broken_promises[row] += 1
        tally.promises_broken[team] += 1.0
        learn_family(families, row, pars.broken_feels, pars.broken_weight, pars)
        how = Response.REFUSED
    log_event(diary, staff, worker, Event.FAMILY_CONFERENCE, Cause.NOTHING, how, who, quality)
