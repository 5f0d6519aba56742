"""Harm to people served and the answer to it (11-15): restorative or blame, promises kept or broken, claims."""

from __future__ import annotations

import numpy as np

from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.rng import normal, uniform, uniforms
from culture_sim.model_2.daily import enactment, gain_lessons, investigate, spared
from culture_sim.model_2.roles import FACILITATOR, find_free
from culture_sim.model_2.rules import (
    above,
    as_act,
    change_skill,
    clip,
    find_mate,
    is_present,
    leader_of,
    learn_safety,
    learn_trust,
    relieve,
    see,
    sigma,
    strain,
)
from culture_sim.model_2.streams import Draw
from culture_sim.model_2.tables import Cause

DUE_WEEKS = 13


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
    strain(staff, post, pars.burnout_harm, Cause.HARM, diary)
    known, complains, claims, _ = uniforms(seed, week, Draw.HARM, post, key)
    family = clip(teams.served_trust[team] + 0.1 * normal(seed, week, Draw.FAMILY, post, key), 0.01, 0.99)
    if not said and known >= sigma(
        pars.say_harm + pars.say_safety * (staff.psychological_safety[post] - pars.safety_reference)
    ):
        if complains < 0.12 * (1.0 - 0.05):
            tally.complaints[team] += 1.0
        if claims < 0.6 * chance_of_claim(0.05, family, pars):
            arrive_later(state.claims, seed, week, post, key)
        return
    tally.reported_incidents[team] += 1.0
    tally.known_harms[team] += 1.0
    route(state, manner, diary, post, family, key, pars, seed, week, team)


@compiled_apart
def route(state, manner, diary, post, family, key, pars, seed, week, team):
    """Promised by policy, enacted by the leader, or done by the leader off policy (12)."""
    staff, teams, levers, tally = state.staff, state.teams, state.levers, state.tally
    reckless, promise, enact, own_accord = uniforms(seed, week, Draw.ROUTE, post, key)
    excuse, investigation, _, _ = uniforms(seed, week, Draw.ROUTE_TOO, post, key)
    promised = promise < levers.patient_safety_policy[team]
    restorative = promised and enact < enactment(staff, teams, pars, team)
    if not restorative:
        modelling = staff.practice[leader_of(teams, staff, team)]
        restorative = own_accord < pars.leader_off_policy * modelling
    if reckless < pars.reckless_share:
        if restorative and excuse > manner.accountability:
            for k in range(6):
                mate = find_mate(staff, teams, team, post, 20000 + 10 * key + k, 6, seed, week)
                if mate >= 0:
                    weight = 0.3 * pars.trust_gain_rate * pars.trust_event_weight
                    learn_trust(staff, mate, 0.05, weight, Cause.PROCESS, diary, pars)
                    weight = pars.learn_own_answer * pars.event_weight_witness
                    learn_safety(staff, mate, 0.1, weight, Cause.PROCESS, diary, pars)
            if manner.accountability <= 0.5:
                restorative = False
        else:
            investigate(staff, tally, post, pars, team)
    if restorative:
        restore(state, manner, diary, post, family, key, pars, seed, week, team)
    else:
        blame(state, diary, post, family, key, promised, investigation, pars, seed, week, team)


@compiled_apart
def restore(state, manner, diary, post, family, key, pars, seed, week, team):
    """A meeting, held by a free facilitator or else by the leader (13)."""
    staff, teams, levers, tally = state.staff, state.teams, state.levers, state.tally
    start, joining, _, _ = uniforms(seed, week, Draw.PROCESS, post, key)
    holder = find_free(state, FACILITATOR, start)
    if holder >= 0:
        quality = staff.restorative_skill[holder]
        staff.busy_weeks[holder] = int(pars.facilitator_busy_weeks)
        practised = 10.0 * pars.learning_by_doing * (0.9 - staff.restorative_skill[holder])
        change_skill(staff, holder, practised, Cause.PROCESS, diary)
        tally.fees[team] += 150.0
    else:
        quality = staff.practice[leader_of(teams, staff, team)]
    forced = manner.voluntary < 0.5
    wish = pars.family_joins + 4.0 * (family - 0.5) + 2.0 * levers.co_production[team]
    joins = forced or joining < sigma(wish)
    if forced:
        quality *= 0.5
    quality *= 1.0 if joins else 0.8
    nu = clip(quality + 0.1 * normal(seed, week, Draw.PROCESS_NOISE, post, key), 0.0, 1.0)
    value = 0.2 + 0.8 * nu
    learn_safety(
        staff, post, value, pars.learn_own_answer * pars.event_weight_self, Cause.PROCESS, diary, pars
    )
    learn_trust(
        staff, post, value, pars.trust_gain_rate * pars.trust_event_weight, Cause.PROCESS, diary, pars
    )
    relieve(staff, post, pars.burnout_restored * nu, Cause.PROCESS, diary)
    for mate in range(teams.first_post[team], teams.end_post[team]):
        there, act, _, _ = uniforms(seed, week, Draw.WITNESS, mate, key)
        if mate != post and is_present(staff, mate) and there < 0.6:
            weight = pars.learn_own_answer * pars.event_weight_witness
            learn_safety(staff, mate, value, weight, Cause.PROCESS, diary, pars)
            see(staff, mate, as_act(act < nu), 2.0, 2.0, False, Cause.PROCESS, diary, pars)
    need = pars.need_without_process + pars.need_by_process * nu
    need *= 1.0 if joins else 0.4
    need *= 1.0 if teams.invited[team] else 0.85
    if joins:
        family += 0.5 * (value - family)
    gain_lessons(teams, 3.0 * nu, pars, team)
    teams.process_hours[team] += 12.0
    tally.hours[team] += 12.0
    tally.restorative_processes[team] += 1.0
    promise_actions(state.harms, post, team, family, need, week + DUE_WEEKS)


@compiled
def promise_actions(harms, post, team, family, need, due):
    """Two actions are agreed with the family; kept open until they are due."""
    for row in range(harms.size):
        if not harms.open[row]:
            harms.open[row] = True
            harms.post[row] = post
            harms.team[row] = team
            harms.trust[row] = family
            harms.need[row] = need
            harms.due[row] = due
            return


@compiled_apart
def blame(state, diary, post, family, key, promised, investigation, pars, seed, week, team):
    """Somebody is at fault (15)."""
    staff, teams, levers, tally = state.staff, state.teams, state.levers, state.tally
    learn_safety(staff, post, 0.0, pars.learn_own_answer * pars.event_weight_self, Cause.BLAME, diary, pars)
    learn_trust(staff, post, 0.05, pars.trust_gain_rate * pars.trust_event_weight, Cause.BLAME, diary, pars)
    strain(staff, post, 2.0 * pars.burnout_blamed, Cause.BLAME, diary)
    for mate in range(teams.first_post[team], teams.end_post[team]):
        if mate != post and is_present(staff, mate) and uniform(seed, week, Draw.WITNESS, mate, key) < 0.6:
            weight = pars.learn_own_answer * pars.event_weight_witness
            learn_safety(staff, mate, 0.05, weight, Cause.BLAME, diary, pars)
            see(staff, mate, 0.0, 2.0, 2.0, False, Cause.BLAME, diary, pars)
    chance = pars.investigated_after_blame * spared(staff, teams, levers, pars, team)
    if staff.investigation_weeks[post] == 0 and investigation < chance:
        investigate(staff, tally, post, pars, team)
    if promised:  # the say-do loss
        weight = 0.5 * pars.trust_gain_rate * pars.trust_event_weight
        learn_trust(staff, post, 0.0, weight, Cause.PROMISE, diary, pars)
        for k in range(6):
            mate = find_mate(staff, teams, team, post, 30000 + 10 * key + k, 6, seed, week)
            if mate >= 0:
                learn_trust(staff, mate, 0.0, 4.0 * pars.trust_gain_rate, Cause.PROMISE, diary, pars)
    family += 0.5 * (0.1 - family)
    teams.served_trust[team] += 0.06 * (0.1 - teams.served_trust[team])
    close(state, post, pars.need_without_process, family, key, pars, seed, week, team)


@compiled
def keep_promises(state, manner, diary, pars, seed, week):
    """Thirteen weeks on, the agreed actions are kept or broken (14)."""
    harms = state.harms
    for row in range(harms.size):
        if harms.open[row] and harms.due[row] == week:
            keep_promise(state, manner, diary, row, pars, seed, week)
            harms.open[row] = False


@compiled
def keep_promise(state, manner, diary, row, pars, seed, week):
    """Two actions, each done or not, with what that teaches (14)."""
    staff, teams, tally, harms = state.staff, state.teams, state.tally, state.harms
    team, post = harms.team[row], harms.post[row]
    watched = max(
        staff.practice[leader_of(teams, staff, team)], 0.85 * state.levers.measurement_and_feedback[team]
    )
    kept = pars.action_kept_base + (1.0 - pars.action_kept_base) * watched
    kept *= np.exp(-above(teams.workload[team] - 1.0)) * manner.follow_through
    weight = 0.25 * pars.trust_gain_rate * pars.trust_event_weight
    for action in range(2):
        if uniform(seed, week, Draw.PROMISE, post, action) < kept:
            harms.need[row] += 0.05
            harms.trust[row] += 0.15 * (1.0 - harms.trust[row])
            if staff.filled[post]:
                learn_trust(staff, post, 0.9, weight, Cause.PROMISE, diary, pars)
            gain_lessons(teams, 2.0, pars, team)
            tally.promises_kept[team] += 1.0
            continue
        harms.need[row] -= 0.12
        harms.trust[row] *= 0.7
        if staff.filled[post]:
            learn_trust(staff, post, 0.0, weight, Cause.PROMISE, diary, pars)
        for k in range(4):
            mate = find_mate(staff, teams, team, post, 40000 + 10 * action + k, 6, seed, week)
            if mate >= 0:
                learn_trust(staff, mate, 0.0, 4.0 * pars.trust_gain_rate, Cause.PROMISE, diary, pars)
                told = pars.learn_own_answer * pars.learn_witness
                learn_safety(staff, mate, pars.value_ignored, told, Cause.PROMISE, diary, pars)
        tally.promises_broken[team] += 1.0
    harms.need[row] = clip(harms.need[row], 0.0, 1.0)
    close(state, post, harms.need[row], harms.trust[row], 100, pars, seed, week, team)
    teams.served_trust[team] += 0.06 * (harms.trust[row] - teams.served_trust[team])


@compiled_apart
def close(state, post, need, family, key, pars, seed, week, team):
    """What the family does (14)."""
    tally = state.tally
    complains, claims, _, _ = uniforms(seed, week, Draw.CLAIM, post, key)
    tally.need_met[team] += need
    tally.needs[team] += 1.0
    if complains < 0.25 * (1.0 - need):
        tally.complaints[team] += 1.0
    if claims < chance_of_claim(need, family, pars):
        arrive_later(state.claims, seed, week, post, key)


@compiled
def chance_of_claim(need, family, pars):
    """Families whose needs were met, and who trust, claim less (14)."""
    return pars.claim * (1.0 - pars.claim_need * need) * np.exp(-0.6 * (family - 0.4))


@compiled
def arrive_later(claims, seed, week, post, key):
    """A claim arrives after a gamma delay of shape 4 and mean 80 weeks (14)."""
    a, b, c, d = uniforms(seed, week, Draw.CLAIM_DELAY, post, key)
    due = week + 1 + int(-20.0 * np.log(a * b * c * d))
    if due < claims.size:
        claims[due] += 1.0
