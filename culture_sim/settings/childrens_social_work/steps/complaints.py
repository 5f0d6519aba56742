"""Promises kept and broken (9), and complaints through their stages (12)."""

from __future__ import annotations

import numpy as np

from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.event_log import Response as Answer
from culture_sim.engine.event_log import log_event
from culture_sim.engine.rng import uniform, uniforms
from culture_sim.engine.rules import above, leader_of, learn_safety, learn_trust, strain
from culture_sim.engine.steps.daily import enactment
from culture_sim.engine.tables import Cause
from culture_sim.settings.childrens_social_work.steps.families import learn_family
from culture_sim.settings.childrens_social_work.streams import OwnDraw
from culture_sim.settings.childrens_social_work.tables import (
    ComplaintStage,
    Conduct,
    Event,
    OwnCause,
    Response,
)


@compiled_apart
def meet_promise(state, manner, diary, row, worker, pars, seed, week, team):
    """A promise falls due (9)."""
    families, staff, teams, tally = state.served, state.staff, state.teams, state.tally
    who = families.person[row]
    families.promise_due[row] = 0
    kept = (
        pars.promise_kept
        + pars.promise_measured * state.levers.measurement_and_feedback[team]
        + pars.promise_policy * enactment(staff, teams, 0.0, pars, team)
        - pars.promise_workload * above(staff.workload[worker] - 1.0)
        - pars.promise_not_followed * (1.0 - manner.follow_through)
    )
    if uniform(seed, week, OwnDraw.PROMISE, who, 0) < kept:
        tally.promises_kept[team] += 1.0
        learn_family(families, row, pars.kept_feels, pars.kept_weight, pars)
        log_event(diary, staff, worker, Event.PROMISE, OwnCause.FAMILY, Response.KEPT, who, 0.0)
        return
    tally.promises_broken[team] += 1.0
    staff.own_concerns[worker] += 1
    families.broken_promises[row] += 1
    learn_family(families, row, pars.broken_feels, pars.broken_weight, pars)
    families.own_plan[row] *= pars.broken_plan
    log_event(diary, staff, worker, Event.PROMISE, OwnCause.FAMILY, Response.BROKEN, who, 0.0)


@compiled
def complain(state, diary, row, worker, cause, pars, seed, week, team):
    """A cause to complain, voiced or not, settled early or taken to the first stage (12)."""
    families, staff, teams, levers = state.served, state.staff, state.teams, state.levers
    if families.complaint_stage[row] > 0:
        if families.complaint_due[row] <= week:
            go_on(state, diary, row, worker, pars, seed, week, team)
        return
    rate = pars.complaint_cause * np.exp(
        -pars.complaint_trust * (families.trust[row] - pars.own_trust_reference)
    )
    rate *= pars.complaint_to if families.manner[row] == Conduct.TO else 1.0
    rate *= 1.0 + pars.complaint_broken * families.broken_promises[row]
    if cause >= rate:
        return
    voiced, early, blames, _ = uniforms(seed, week, OwnDraw.COMPLAINT, families.person[row], 0)
    enacted = enactment(staff, teams, 0.0, pars, team)
    policy = levers.complaints_policy[team]
    invited = pars.complaint_invited * levers.power_sharing[team]
    who = families.person[row]
    if voiced >= pars.complaint_voiced + invited + pars.complaint_policy * policy:
        log_event(diary, staff, worker, Event.CAUSE_TO_COMPLAIN, Cause.NOTHING, Answer.UNSAID, who, 0.0)
        return
    practice = staff.practice[worker]
    settled = pars.complaint_early + pars.complaint_early_policy * policy * enacted
    settled += pars.complaint_early_practice * (practice - pars.worker_practice_reference)
    if early < settled:
        early_on = Response.SETTLED_EARLY
        log_event(diary, staff, worker, Event.CAUSE_TO_COMPLAIN, Cause.NOTHING, early_on, who, 0.0)
        return
    take_to_first_stage(state, diary, row, worker, blames, pars, week, team)


@compiled_apart
def take_to_first_stage(state, diary, row, worker, blames, pars, week, team):
    """A complaint names the worker, by whom the manager stands or does not."""
    families, staff = state.served, state.staff
    families.complaint_stage[row] = ComplaintStage.FIRST
    families.complaint_due[row] = week + int(pars.complaint_first_weeks)
    state.tally.complaints[team] += 1.0
    modelling = staff.practice[leader_of(state.teams, staff, team)]
    blamed = blames < pars.complaint_blamed - pars.complaint_blamed_modelling * modelling
    strain(staff, worker, pars.complaint_strain, OwnCause.COMPLAINT, diary)
    value = pars.complaint_left_alone if blamed else pars.complaint_stood_by
    weight = pars.complaint_trust_weight * pars.trust_gain_rate
    learn_trust(staff, worker, value, weight, OwnCause.COMPLAINT, diary, pars)
    value = pars.complaint_left_alone_safety if blamed else pars.complaint_stood_by_safety
    learn_safety(staff, worker, value, pars.learn_own_answer, OwnCause.COMPLAINT, diary, pars)
    how = Response.LEFT_ALONE if blamed else Response.STOOD_BY
    log_event(diary, staff, worker, Event.COMPLAINT, OwnCause.COMPLAINT, how, families.person[row], 0.0)


@compiled_apart
def go_on(state, diary, row, worker, pars, seed, week, team):
    """A stage ends: the matter is settled, left, or goes on to the next."""
    families, staff, tally = state.served, state.staff, state.tally
    stage = families.complaint_stage[row]
    ends, further, _, _ = uniforms(seed, week, OwnDraw.COMPLAINT_ON, families.person[row], 0)
    enacted = enactment(staff, state.teams, 0.0, pars, team)
    settled = pars.complaint_ends + pars.complaint_ends_practice * staff.practice[worker]
    settled += pars.complaint_ends_policy * state.levers.complaints_policy[team] * enacted
    goes = further < (pars.complaint_second if stage == ComplaintStage.FIRST else pars.complaint_third)
    who = families.person[row]
    families.complaint_stage[row] = 0
    if ends < settled or not goes:
        log_event(diary, staff, worker, Event.COMPLAINT_ENDED, Cause.NOTHING, 0, who, 0.0)
        return
    if stage == ComplaintStage.FIRST:
        tally.complaints_second[team] += 1.0
        further_on = Response.SECOND_STAGE
        families.complaint_stage[row] = ComplaintStage.SECOND
        families.complaint_due[row] = week + int(pars.complaint_second_weeks)
    elif stage == ComplaintStage.SECOND:
        tally.complaints_third[team] += 1.0
        further_on = Response.THIRD_STAGE
        families.complaint_stage[row] = ComplaintStage.THIRD
        families.complaint_due[row] = week + int(pars.complaint_third_weeks)
    else:
        further_on = Response.OMBUDSMAN
        tally.ombudsman[team] += 1.0
    log_event(diary, staff, worker, Event.COMPLAINT_WENT_ON, Cause.NOTHING, further_on, who, 0.0)
