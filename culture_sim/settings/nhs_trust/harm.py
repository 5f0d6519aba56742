"""Harm to people served and the answer to it (11-15): restorative or blame, promises kept or broken, claims."""

from __future__ import annotations

import numpy as np

from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.event_log import Response as Answer
from culture_sim.engine.event_log import log_event, write_event
from culture_sim.engine.rng import normal, uniform, uniforms
from culture_sim.engine.rules import (
    MANY,
    above,
    change_skill,
    clip,
    find_mate,
    leader_of,
    learn_safety,
    learn_trust,
    practice_in_answer,
    sigma,
    strain,
    value_ignored,
    wound,
)
from culture_sim.engine.steps.daily import enactment, gain_lessons, investigate
from culture_sim.engine.steps.harm_answers import blame_staff, restore_staff
from culture_sim.engine.steps.programme import is_forced
from culture_sim.engine.steps.roles import FACILITATOR, find_free
from culture_sim.engine.tables import Cause
from culture_sim.settings.nhs_trust.streams import CLOSES_AT_PROMISE, OwnDraw
from culture_sim.settings.nhs_trust.tables import Event, OwnCause, Response, Stage

FIRST_FAMILY = 2**48
"""Identities of families lie beyond those of people."""


@compiled
def answer_harms(state, manner, diary, pars, seed, week):
    """Every harm of the week: known or not, promised or not, restorative or blame (11, 12)."""
    staff, teams = state.staff, state.teams
    for team in range(teams.size):
        if teams.harms[team] == 0:
            continue
        for post in range(teams.first_post[team], teams.end_post[team]):
            said, unsaid = staff.harms_said[post], staff.harms_unsaid[post]
            for k in range(said + unsaid):
                answer_harm(state, manner, diary, post, k < said, k, pars, seed, week, team)
            staff.harms_said[post] = 0
            staff.harms_unsaid[post] = 0
        teams.harms[team] = 0


@compiled_apart
def answer_harm(state, manner, diary, post, said, key, pars, seed, week, team):
    """One harm, from becoming known to its answer (11)."""
    staff, teams, tally = state.staff, state.teams, state.tally
    tally.harms[team] += 1.0
    strain(staff, post, pars.burnout_harm, OwnCause.HARM, diary)
    who = identity_of_family(staff, post, key, week)
    told = Response.SAID if said else Response.KEPT_SILENT
    log_event(diary, staff, post, Event.HARM, OwnCause.HARM, told, who, 0.0)
    known, complains, claims, _ = uniforms(seed, week, OwnDraw.HARM, post, key)
    noise = pars.family_spread * normal(seed, week, OwnDraw.FAMILY, post, key)
    family = clip(teams.served_trust[team] + noise, 0.01, 0.99)
    if not said and known >= sigma(
        pars.say_harm + pars.say_safety * (staff.psychological_safety[post] - pars.safety_reference)
    ):
        need = pars.unknown_need
        log_event(diary, staff, post, Event.HARM_ANSWERED, Cause.NOTHING, Response.UNKNOWN, who, 0.0)
        log_event(diary, staff, post, Event.CASE_CLOSED, Cause.NOTHING, Answer.NONE, who, need)
        if complains < pars.unknown_complaint * (1.0 - need):
            tally.complaints[team] += 1.0
            log_event(diary, staff, post, Event.COMPLAINT, Cause.NOTHING, Response.WRITTEN, who, 0.0)
        if claims < pars.claim_unknown * chance_of_claim(need, family, pars):
            claim_later(state, who, post, team, need, family, key, pars, seed, week)
        return
    tally.reported_incidents[team] += 1.0
    tally.known_harms[team] += 1.0
    route(state, manner, diary, post, family, key, pars, seed, week, team)


@compiled
def identity_of_family(staff, post, key, week):
    """Who was harmed: one identity for the `key`-th harm of a post in a week."""
    return FIRST_FAMILY + (week * np.int64(staff.size) + post) * MANY + key


@compiled_apart
def route(state, manner, diary, post, family, key, pars, seed, week, team):
    """Promised by policy, enacted by the leader or centrally, or done by the leader off policy (12)."""
    staff, teams, levers, tally = state.staff, state.teams, state.levers, state.tally
    reckless, promise, enact, own_accord = uniforms(seed, week, OwnDraw.ROUTE, post, key)
    excuse, investigation, _, _ = uniforms(seed, week, OwnDraw.ROUTE_TOO, post, key)
    promised = promise < levers.patient_safety_policy[team] * pars.harm_answers_change
    restorative = promised and enact < enactment(staff, teams, pars.central_repair, pars, team)
    if not restorative:
        leader = leader_of(teams, staff, team)
        modelling = practice_in_answer(staff, leader, pars.harm_answers_change)
        restorative = own_accord < pars.leader_off_policy * modelling
    if reckless < pars.reckless_share:
        if restorative and excuse > manner.accountability:
            for k in range(int(pars.excused_colleagues)):
                mate = find_mate(staff, teams, team, post, 20000 + 10 * key + k, 6, seed, week)
                if mate >= 0:
                    weight = pars.excused_trust_weight * pars.trust_gain_rate * pars.trust_event_weight
                    learn_trust(staff, mate, pars.excused_trust, weight, OwnCause.PROCESS, diary, pars)
                    weight = pars.learn_own_answer * pars.event_weight_witness
                    learn_safety(staff, mate, pars.excused_safety, weight, OwnCause.PROCESS, diary, pars)
                    who = staff.person[post]
                    excused = Response.EXCUSED
                    log_event(diary, staff, mate, Event.HARM_WITNESSED, OwnCause.PROCESS, excused, who, 0.0)
            log_event(diary, staff, post, Event.RECKLESS, Cause.NOTHING, Response.EXCUSED, -1, 0.0)
            if manner.accountability <= pars.accountable_from:
                restorative = False
        else:
            log_event(diary, staff, post, Event.RECKLESS, Cause.NOTHING, Response.INVESTIGATED, -1, 0.0)
            investigate(staff, tally, diary, post, pars, team)
    if restorative:
        restore(state, manner, diary, post, family, key, promised, pars, seed, week, team)
    else:
        blame(state, diary, post, family, key, promised, investigation, pars, seed, week, team)


@compiled_apart
def restore(state, manner, diary, post, family, key, promised, pars, seed, week, team):
    """A meeting, held by a free facilitator or else by the leader (13)."""
    staff, teams, levers, tally = state.staff, state.teams, state.levers, state.tally
    who, person = identity_of_family(staff, post, key, week), staff.person[post]
    start, joining, _, _ = uniforms(seed, week, OwnDraw.PROCESS, post, key)
    holder = find_free(state, FACILITATOR, start) if pars.harm_answers_change > 0.0 else -1
    facilitated = holder >= 0
    if facilitated:
        quality = staff.restorative_skill[holder]
        staff.busy_weeks[holder] = int(pars.facilitator_busy_weeks)
        gap = pars.skill_by_practice - staff.restorative_skill[holder]
        practised = pars.process_practice * pars.learning_by_doing * gap
        change_skill(staff, holder, practised, OwnCause.PROCESS, diary)
        tally.fees[team] += pars.restorative_process_fee
        tally.facilitated_processes[team] += 1.0
    else:
        holder = leader_of(teams, staff, team)
        quality = practice_in_answer(staff, holder, pars.harm_answers_change)
    forced = is_forced(manner, pars)
    wish = pars.family_joins + pars.family_joins_trust * (family - pars.family_trust_reference)
    wish += pars.family_joins_co_production * levers.co_production[team]
    joins = forced or joining < sigma(wish)
    if forced:
        quality *= pars.forced_process_quality
    quality *= 1.0 if joins else pars.process_without_family
    noise = pars.process_spread * normal(seed, week, OwnDraw.PROCESS_NOISE, post, key)
    nu = clip(quality + noise, 0.0, 1.0)
    log_event(diary, staff, holder, Event.HELD_A_PROCESS, OwnCause.PROCESS, Answer.NONE, person, nu)
    value = pars.process_value_base + (1.0 - pars.process_value_base) * nu
    route = Response.RESTORATIVE_BY_POLICY if promised else Response.RESTORATIVE
    restore_staff(
        staff, teams, diary, post, nu, OwnDraw.WITNESS, OwnCause.PROCESS, Event.HARM_ANSWERED,
        Event.HARM_WITNESSED, route, who, key, pars, seed, week, team,
    )  # fmt: skip
    need = pars.need_without_process + pars.need_by_process * nu
    need *= 1.0 if joins else pars.need_if_refused
    need *= 1.0 if teams.invited[team] else pars.need_unchallenged
    if joins:
        family += pars.family_moves * (value - family)
    gain_lessons(teams, pars.process_lessons * nu, pars, team)
    teams.process_hours[team] += pars.restorative_process_hours
    tally.restorative_processes[team] += 1.0
    if promised or facilitated:  # what a leader does of his own accord is no part of a programme
        tally.programme_processes[team] += 1.0
        tally.hours[team] += pars.restorative_process_hours
    met = Response.JOINED if joins else Response.STAYED_AWAY
    log_event(diary, staff, post, Event.MEETING, Cause.NOTHING, met, who, need)
    log_event(diary, staff, post, Event.ACTIONS_AGREED, Cause.NOTHING, Answer.NONE, who, pars.agreed_actions)
    promise_actions(state, who, post, team, need, family, week + int(pars.action_weeks))


@compiled
def promise_actions(state, who, post, team, need, family, due):
    """Actions are agreed with the family; kept open until they are due."""
    for row in range(state.served.size):
        if state.served.stage[row] == Stage.NOBODY:
            await_week(state, row, Stage.PROMISED, who, post, team, need, family, due)
            return


@compiled
def await_week(state, row, stage, who, post, team, need, family, due):
    """A family waits for a week."""
    served = state.served
    served.stage[row] = stage
    served.person[row] = who
    served.post[row] = post
    served.staff_person[row] = state.staff.person[post]
    served.team[row] = team
    served.trust[row] = family
    served.need[row] = need
    served.due[row] = due


@compiled_apart
def blame(state, diary, post, family, key, promised, investigation, pars, seed, week, team):
    """Somebody is at fault (15)."""
    staff, teams, levers, tally = state.staff, state.teams, state.levers, state.tally
    who, person = identity_of_family(staff, post, key, week), staff.person[post]
    blame_staff(
        staff, teams, levers, tally, diary, post, investigation, OwnDraw.WITNESS, OwnCause.BLAME,
        Event.HARM_ANSWERED, Event.HARM_WITNESSED, who, key, pars, seed, week, team,
    )  # fmt: skip
    if promised:  # the say-do loss
        weight = pars.say_do_weight * pars.trust_gain_rate * pars.trust_event_weight
        learn_trust(staff, post, 0.0, weight, OwnCause.PROMISE, diary, pars)
        wound(staff, post, pars.hurt_by_broken_word)
        broken = Response.PROMISE_BROKEN
        log_event(diary, staff, post, Event.PROMISE_BROKEN, OwnCause.PROMISE, Answer.NONE, who, 0.0)
        weight = pars.broken_word_weight * pars.trust_gain_rate
        for k in range(int(pars.say_do_colleagues)):
            mate = find_mate(staff, teams, team, post, 30000 + 10 * key + k, 6, seed, week)
            if mate >= 0:
                learn_trust(staff, mate, 0.0, weight, OwnCause.PROMISE, diary, pars)
                log_event(diary, staff, mate, Event.HARM_WITNESSED, OwnCause.PROMISE, broken, person, 0.0)
    family += pars.family_moves * (pars.blame_family_trust - family)
    gap = pars.blame_family_trust - teams.served_trust[team]
    teams.served_trust[team] += pars.served_follow_family * gap
    close(state, diary, who, post, pars.need_without_process, family, key, pars, seed, week, team)


@compiled
def step_due(state, manner, diary, pars, seed, week):
    """What is due: agreed actions are kept or broken, a quarter later, and claims arrive (14)."""
    served = state.served
    for row in range(served.size):
        if served.stage[row] == Stage.NOBODY or served.due[row] != week:
            continue
        if served.stage[row] == Stage.PROMISED:
            keep_promise(state, manner, diary, row, pars, seed, week)
        else:
            claim(state, diary, row, week)
        served.stage[row] = Stage.NOBODY


@compiled
def keep_promise(state, manner, diary, row, pars, seed, week):
    """Actions, each done or not, with what that teaches (14)."""
    staff, teams, tally, served = state.staff, state.teams, state.tally, state.served
    team, post = served.team[row], served.post[row]
    tracked = pars.action_tracked * state.levers.measurement_and_feedback[team]
    watched = max(staff.practice[leader_of(teams, staff, team)], tracked)
    kept = pars.action_kept_base + (1.0 - pars.action_kept_base) * watched
    kept *= np.exp(-above(teams.workload[team] - 1.0)) * manner.follow_through
    weight = pars.action_weight * pars.trust_gain_rate * pars.trust_event_weight
    who = served.person[row]
    for action in range(int(pars.agreed_actions)):
        if uniform(seed, week, OwnDraw.PROMISE, post, action) < kept:
            served.need[row] += pars.kept_need
            served.trust[row] += pars.kept_family_trust * (1.0 - served.trust[row])
            if staff.filled[post]:
                learn_trust(staff, post, pars.kept_value, weight, OwnCause.PROMISE, diary, pars)
            gain_lessons(teams, pars.kept_lessons, pars, team)
            tally.promises_kept[team] += 1.0
            log_event(diary, staff, post, Event.ACTION_KEPT, OwnCause.PROMISE, Response.KEPT, who, 0.0)
            continue
        served.need[row] -= pars.broken_need
        served.trust[row] *= pars.broken_family_trust
        if staff.filled[post]:
            learn_trust(staff, post, 0.0, weight, OwnCause.PROMISE, diary, pars)
            wound(staff, post, pars.hurt_by_broken_word)
        log_event(diary, staff, post, Event.ACTION_BROKEN, OwnCause.PROMISE, Response.BROKEN, who, 0.0)
        for k in range(int(pars.broken_colleagues)):
            mate = find_mate(staff, teams, team, post, 40000 + 10 * action + k, 6, seed, week)
            if mate >= 0:
                broken = pars.broken_word_weight * pars.trust_gain_rate
                learn_trust(staff, mate, 0.0, broken, OwnCause.PROMISE, diary, pars)
                told = pars.learn_own_answer * pars.learn_witness
                ignored = value_ignored(staff, mate, pars)
                learn_safety(staff, mate, ignored, told, OwnCause.PROMISE, diary, pars)
                person, how = staff.person[post], Response.BROKEN
                log_event(diary, staff, mate, Event.HARM_WITNESSED, OwnCause.PROMISE, how, person, 0.0)
        tally.promises_broken[team] += 1.0
    served.need[row] = clip(served.need[row], 0.0, 1.0)
    need, family = served.need[row], served.trust[row]
    close(state, diary, who, post, need, family, CLOSES_AT_PROMISE, pars, seed, week, team)
    teams.served_trust[team] += pars.served_follow_family * (served.trust[row] - teams.served_trust[team])


@compiled_apart
def close(state, diary, who, post, need, family, key, pars, seed, week, team):
    """What the family does (14)."""
    staff, tally = state.staff, state.tally
    complains, claims, _, _ = uniforms(seed, week, OwnDraw.CLAIM, post, key)
    tally.need_met[team] += need
    tally.needs[team] += 1.0
    log_event(diary, staff, post, Event.CASE_CLOSED, Cause.NOTHING, Answer.NONE, who, need)
    if complains < pars.known_complaint * (1.0 - need):
        tally.complaints[team] += 1.0
        log_event(diary, staff, post, Event.COMPLAINT, Cause.NOTHING, Response.WRITTEN, who, 0.0)
    if claims < chance_of_claim(need, family, pars):
        claim_later(state, who, post, team, need, family, key, pars, seed, week)


@compiled
def chance_of_claim(need, family, pars):
    """Families whose needs were met, and who trust, claim less (14)."""
    trusting = np.exp(-pars.claim_trust * (family - pars.served_trust_reference))
    return pars.claim * (1.0 - pars.claim_need * need) * trusting


@compiled_apart
def claim_later(state, who, post, team, need, family, key, pars, seed, week):
    """A claim arrives after four stages, each exponential: a gamma delay (14)."""
    a, b, c, d = uniforms(seed, week, OwnDraw.CLAIM_DELAY, post, key)
    due = week + 1 + int(-pars.claim_stage_weeks * np.log(a * b * c * d))
    for row in range(state.served.size - 1, -1, -1):  # from the end: agreed actions stay in their order
        if state.served.stage[row] == Stage.NOBODY:
            await_week(state, row, Stage.CLAIMING, who, post, team, need, family, due)
            return


@compiled_apart
def claim(state, diary, row, week):
    """A claim arrives; it is about whoever held the post when the harm happened."""
    served, post = state.served, state.served.post[row]
    state.tally.claims[served.team[row]] += 1.0
    if state.staff.watched[post]:
        write_event(
            diary, week, post, served.staff_person[row], Event.CLAIM, Cause.NOTHING, Answer.NONE,
            served.person[row], 0.0,
        )  # fmt: skip


@compiled
def served_has_capacity(state):
    """Whether there is room for all who could have to wait after any week."""
    waiting = 0
    for row in range(state.served.size):
        waiting += state.served.stage[row] != Stage.NOBODY
    return state.served.size - waiting >= state.staff.size
