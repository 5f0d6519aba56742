"""Conflicts (17), talking them through (18), grievances (19). A post has one conflict at a time, a leader many."""

from __future__ import annotations

import numpy as np

from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.event_log import Event, Response, log_event, log_pair
from culture_sim.engine.rng import to_uniform, uniforms
from culture_sim.engine.rules import (
    find_mate,
    is_present,
    leader_of,
    learn_safety,
    learn_trust,
    most_burnout,
    practice_in_answer,
    relieve,
    remember,
    strain,
)
from culture_sim.engine.steps.daily import SERVICE, WEEKS_A_YEAR, enactment
from culture_sim.engine.steps.roles import FACILITATOR, PEER, find_free
from culture_sim.engine.streams import Draw
from culture_sim.engine.tables import Cause

PEER_TALK, CONVERSATION = 1, 2


@compiled
def step_conflicts(staff, teams, levers, tally, diary, words, pars, seed, week, team):
    """A week of every open conflict, and new ones (17)."""
    for post in range(teams.first_post[team], teams.end_post[team]):
        if staff.opened[post]:
            step_open_conflict(staff, teams, levers, tally, diary, post, pars, seed, week, team)
    pressure = pars.conflict_workload * (teams.workload[team] - 1.0)
    likeliest = pars.conflicts / WEEKS_A_YEAR * np.exp(most_burnout(pars) + pressure)
    for post in range(teams.first_post[team], teams.end_post[team]):
        arises = to_uniform(words[SERVICE, 2, post - teams.first_post[team]])
        if arises < likeliest and is_present(staff, post) and staff.conflict_with[post] < 0:
            rate = staff.burnout[post] - pars.burnout_reference + pressure - staff.practice[post]
            if arises < pars.conflicts / WEEKS_A_YEAR * np.exp(rate):
                fall_out(staff, teams, tally, diary, post, pars, seed, week, team)


@compiled_apart
def fall_out(staff, teams, tally, diary, post, pars, seed, week, team):
    """People fall out when they are worn and pressed; practice on either side defuses (17)."""
    leads, defused, degree, _ = uniforms(seed, week, Draw.CONFLICT, post, 0)
    other = leader_of(teams, staff, team)
    if leads >= pars.with_leader or not teams.led[team]:
        other = find_mate(staff, teams, team, post, 500, 6, seed, week)
        if other < 0 or staff.conflict_with[other] >= 0:
            return
    severity = min(1.0, pars.first_severity + pars.first_severity_spread * degree)
    if defused >= 1.0 - pars.conflict_defused * staff.practice[other]:
        return
    tally.conflicts[team] += 1.0
    tally.hardened[team] += severity > pars.severe_from
    staff.conflict_with[post] = other
    staff.opened[post] = True
    staff.severity[post] = severity
    staff.conflict_weeks[post] = 0
    staff.grievance_weeks[post] = 0
    staff.asks[post] = 0
    if staff.leads[other]:
        teams.leader_conflicts[team] += 1
    else:
        staff.conflict_with[other] = post
    log_pair(diary, staff, post, other, Event.CONFLICT, Cause.NOTHING, Response.NONE, 0.0)


@compiled_apart
def end_conflict(staff, teams, tally, post, team):
    """The conflict that a post opened is over for both."""
    other = staff.conflict_with[post]
    tally.conflicts_ended[team] += 1.0
    if staff.leads[other]:
        teams.leader_conflicts[team] -= 1
    else:
        staff.conflict_with[other] = -1
    staff.conflict_with[post] = -1
    staff.opened[post] = False
    staff.grievance_weeks[post] = 0
    if staff.asks[post] > 0:
        teams.requests[team] -= 1
        staff.asks[post] = 0


@compiled_apart
def settle_with_help(staff, teams, tally, diary, post, quality, by, pars, team):
    """A conflict with a colleague, if there is one that is no grievance yet, ends in supervision or a circle (18)."""
    other = staff.conflict_with[post]
    if other < 0 or staff.leads[other]:
        return
    opener = post if staff.opened[post] else other
    if staff.grievance_weeks[opener] == 0:
        reconcile(staff, post, quality, diary, pars)
        reconcile(staff, other, quality, diary, pars)
        tally.resolved[team] += 1.0
        log_pair(diary, staff, post, other, Event.TALKED_THROUGH, Cause.TALK, by, quality)
        end_conflict(staff, teams, tally, opener, team)


@compiled_apart
def step_open_conflict(staff, teams, levers, tally, diary, post, pars, seed, week, team):
    """It hurts, is talked through, fades, or becomes a grievance."""
    hurt(staff, teams, tally, diary, post, pars, seed, week, team)
    if staff.grievance_weeks[post] > 0:
        go_on_with_grievance(staff, teams, levers, tally, diary, post, pars, seed, week, team)
        return
    staff.conflict_weeks[post] += 1
    if talk_through(staff, teams, levers, tally, diary, post, pars, seed, week, team):
        return
    fades, becomes, offered, upset = uniforms(seed, week, Draw.GRIEVANCE, post, 0)
    if fades < pars.conflict_fades:
        other = staff.conflict_with[post]
        log_pair(diary, staff, post, other, Event.CONFLICT_FADED, Cause.NOTHING, Response.NONE, 0.0)
        end_conflict(staff, teams, tally, post, team)
        return
    ease = 1.0 + pars.grievance_safety * staff.psychological_safety[post]
    hazard = pars.grievance_hazard * staff.severity[post] * ease
    if staff.conflict_weeks[post] <= pars.grievance_after_weeks or becomes >= hazard:
        return
    policy = levers.hr_policy[team] * pars.conflict_answers_change
    if offered < policy * enactment(staff, teams, pars.central_triage, pars, team):
        ask(staff, teams, post, CONVERSATION, team)
        return
    if upset < policy:
        weight = pars.offer_missing_weight * pars.trust_gain_rate
        learn_trust(staff, post, 0.0, weight, Cause.GRIEVANCE, diary, pars)
    raise_grievance(staff, tally, diary, post, pars, team)


@compiled_apart
def ask(staff, teams, post, what, team):
    """Ask for a facilitator, who is looked for at the beginning of next week's work across teams."""
    if staff.asks[post] == 0:
        teams.requests[team] += 1
    staff.asks[post] = what


@compiled_apart
def raise_grievance(staff, tally, diary, post, pars, team):
    """It turns formal (19)."""
    staff.grievance_weeks[post] = int(pars.investigation_weeks)
    tally.grievances[team] += 1.0
    other = staff.conflict_with[post]
    one, two = staff.person[post], staff.person[other]
    log_event(diary, staff, post, Event.GRIEVANCE, Cause.GRIEVANCE, Response.NONE, two, 0.0)
    log_event(diary, staff, other, Event.GRIEVANCE_AGAINST, Cause.NOTHING, Response.NONE, one, 0.0)


@compiled_apart
def hurt(staff, teams, tally, diary, post, pars, seed, week, team):
    """A week of an open conflict: it festers, strains both, and draws others in (17)."""
    other = staff.conflict_with[post]
    before = staff.severity[post]
    if staff.grievance_weeks[post] == 0:
        staff.severity[post] += pars.fester * (1.0 - before)
    severity = staff.severity[post]
    tally.hardened[team] += before <= pars.severe_from < severity
    for k in range(2):
        row = post if k == 0 else other
        strain(staff, row, pars.conflict_burnout * severity, Cause.CONFLICT, diary)
        weight = pars.trust_gain_rate * pars.conflict_trust * severity
        learn_trust(staff, row, pars.conflict_experience, weight, Cause.CONFLICT, diary, pars)
    if staff.leads[other]:
        weight = pars.conflict_with_leader_safety * pars.learn_own_answer * severity
        learn_safety(staff, post, 0.0, weight, Cause.CONFLICT, diary, pars)
    drawn, _, _, _ = uniforms(seed, week, Draw.TALK, post, 0)
    if drawn < pars.conflict_spread * severity:
        mate = find_mate(staff, teams, team, post, 501, 6, seed, week)
        if mate >= 0 and mate != other:
            weight = pars.drawn_in_weight * pars.trust_gain_rate
            learn_trust(staff, mate, pars.drawn_in_experience, weight, Cause.CONFLICT, diary, pars)
            weight = pars.learn_own_answer * pars.learn_witness
            learn_safety(staff, mate, pars.drawn_in_experience, weight, Cause.CONFLICT, diary, pars)
            remember(staff, mate, 0.0, 1.0, 1.0, Cause.CONFLICT, diary, pars)
            opener = staff.person[post]
            log_event(diary, staff, mate, Event.DRAWN_IN, Cause.CONFLICT, Response.NONE, opener, 0.0)


@compiled_apart
def talk_through(staff, teams, levers, tally, diary, post, pars, seed, week, team):
    """By themselves, the leader, a colleague: the first that succeeds; or a peer facilitator is asked, or sent (18)."""
    other = staff.conflict_with[post]
    room = 1.0 - pars.severity_closes * staff.severity[post]
    _, themselves, by_leader, by_mate = uniforms(seed, week, Draw.TALK, post, 0)
    changes = pars.conflict_answers_change
    one, two = practice_in_answer(staff, post, changes), practice_in_answer(staff, other, changes)
    mean = (one + two) / 2.0
    best = max(one, two)
    trusting = pars.talk_trust * staff.trust[post]
    if themselves < pars.talk_practice * (pars.talk_floor + mean) * room * trusting:
        quality = pars.talk_quality + (1.0 - pars.talk_quality) * best
        resolve(staff, teams, tally, diary, post, quality, True, Response.BY_THEMSELVES, pars, team)
        return True
    modelling = practice_in_answer(staff, leader_of(teams, staff, team), changes)
    helps = pars.talk_by_leader * pars.talk_practice * modelling * room
    if not staff.leads[other] and by_leader < helps:
        teams.process_hours[team] += pars.leader_talk_hours
        quality = pars.leader_talk_quality + (1.0 - pars.leader_talk_quality) * modelling
        resolve(staff, teams, tally, diary, post, quality, True, Response.LEADER, pars, team)
        return True
    mate = find_mate(staff, teams, team, post, 502, 6, seed, week)
    if mate >= 0 and mate != other:
        practice = practice_in_answer(staff, mate, changes)
        if by_mate < pars.talk_by_mate * pars.talk_practice * practice:
            quality = pars.mate_talk_quality + pars.mate_talk_practice * practice
            resolve(staff, teams, tally, diary, post, quality, True, Response.COLLEAGUE, pars, team)
            return True
    asked, _, _, _ = uniforms(seed, week, Draw.TALK_TOO, post, 0)
    ready = pars.peer_asked * (pars.peer_asked_floor + staff.trust[post])
    ready += pars.refer_severe * staff.severity[post]
    if levers.peer_facilitators[team] * changes > 0.0 and asked < ready:
        ask(staff, teams, post, PEER_TALK, team)
    return False


@compiled_apart
def resolve(staff, teams, tally, diary, post, quality, relieved, by, pars, team):
    """Both learn that it could be talked through (18)."""
    other = staff.conflict_with[post]
    for k in range(2):
        row = post if k == 0 else other
        reconcile(staff, row, quality, diary, pars)
        weight = pars.resolved_safety_weight * pars.learn_own_answer
        learn_safety(staff, row, experience_of(quality, pars), weight, Cause.TALK, diary, pars)
        if relieved:
            relieve(staff, row, pars.resolved_relief * quality, Cause.TALK, diary)
        remember(staff, row, 1.0, pars.resolved_norm_weight, 1.0, Cause.TALK, diary, pars)
    tally.resolved[team] += 1.0
    log_pair(diary, staff, post, other, Event.TALKED_THROUGH, Cause.TALK, by, quality)
    end_conflict(staff, teams, tally, post, team)


@compiled
def experience_of(quality, pars):
    """What a conflict that was talked through teaches (18)."""
    return pars.resolved_experience + (1.0 - pars.resolved_experience) * quality


@compiled
def reconcile(staff, row, quality, diary, pars):
    """Trust after a conflict that was talked through."""
    weight = pars.resolved_trust_weight * pars.trust_gain_rate
    learn_trust(staff, row, experience_of(quality, pars), weight, Cause.TALK, diary, pars)


@compiled
def meet_requests(state, diary, pars, seed, week):
    """Facilitators go where they were asked (18), (19)."""
    staff, teams = state.staff, state.teams
    for team in range(teams.size):
        if teams.requests[team] == 0:
            continue
        for post in range(teams.first_post[team], teams.end_post[team]):
            if staff.asks[post] > 0:
                meet_request(state, diary, post, pars, seed, week, team)
        teams.requests[team] = 0


@compiled_apart
def meet_request(state, diary, post, pars, seed, week, team):
    """A talk with a peer facilitator (18), or the conversation that the HR policy offers (19)."""
    staff, teams, tally = state.staff, state.teams, state.tally
    what = staff.asks[post]
    staff.asks[post] = 0
    teams.requests[team] -= 1
    _, success, start, consent = uniforms(seed, week, Draw.TALK_TOO, post, 0)
    other = staff.conflict_with[post]
    if what == PEER_TALK:
        peer = find_free(state, PEER, start)
        if peer < 0:
            return
        staff.busy_weeks[peer] = int(pars.peer_busy_weeks)
        teams.process_hours[team] += pars.peer_talk_hours
        teams.process_hours[team_of(teams, peer)] += pars.peer_hours
        tally.hours[team] += pars.peer_talk_hours + pars.peer_hours
        tally.peer_talks[team] += 1.0
        held, asker = staff.restorative_skill[peer], staff.person[post]
        log_event(
            diary, staff, peer, Event.HELD_A_TALK, Cause.NOTHING, Response.PEER_FACILITATOR, asker, held
        )
        trusting = pars.peer_success_floor + (1.0 - pars.peer_success_floor) * staff.trust[other]
        if success < pars.peer_success * staff.restorative_skill[peer] * trusting:
            resolve(staff, teams, tally, diary, post, held, True, Response.PEER_FACILITATOR, pars, team)
        return
    holder = -1
    if consent < consents(staff, post, pars) * consents(staff, other, pars):
        holder = find_free(state, FACILITATOR, start)
        if holder < 0:
            holder = find_free(state, PEER, start)
    if holder >= 0:
        staff.busy_weeks[holder] = int(pars.facilitator_busy_weeks)
        teams.process_hours[team] += pars.conversation_hours
        tally.hours[team] += pars.conversation_hours + pars.conversation_hours_beside
        tally.conversations[team] += 1.0
        held, asker = staff.restorative_skill[holder], staff.person[post]
        log_event(diary, staff, holder, Event.HELD_A_TALK, Cause.NOTHING, Response.FACILITATOR, asker, held)
        if success < pars.conversation_success * staff.restorative_skill[holder]:
            resolve(staff, teams, tally, diary, post, held, False, Response.FACILITATOR, pars, team)
            return
    if staff.grievance_weeks[post] == 0:
        raise_grievance(staff, tally, diary, post, pars, team)


@compiled
def consents(staff, row, pars):
    """How likely one of the two agrees to a facilitated conversation (19)."""
    return 1.0 - pars.offer_refused * (1.0 - staff.trust[row])


@compiled
def team_of(teams, post):
    """Row of the team of a post."""
    return np.searchsorted(teams.end_post, post, side="right")


@compiled_apart
def go_on_with_grievance(staff, teams, levers, tally, diary, post, pars, seed, week, team):
    """A week of a formal grievance, in which the conversation may be offered again, and its end (19)."""
    other = staff.conflict_with[post]
    for k in range(2):
        row = post if k == 0 else other
        burden = pars.grievance_burnout * pars.under_investigation_burnout
        strain(staff, row, burden, Cause.GRIEVANCE, diary)
        weight = pars.process_weight * pars.trust_gain_rate
        learn_trust(staff, row, pars.process_trust, weight, Cause.GRIEVANCE, diary, pars)
    teams.process_hours[team] += pars.grievance_hours
    staff.grievance_weeks[post] -= 1
    again, _, _, upheld = uniforms(seed, week, Draw.GRIEVANCE_TOO, post, 0)
    if staff.grievance_weeks[post] > 0:
        policy = levers.hr_policy[team] * pars.conflict_answers_change
        if again < pars.offer_again * policy * enactment(staff, teams, pars.central_triage, pars, team):
            ask(staff, teams, post, CONVERSATION, team)
        return
    weight = pars.process_end_trust_weight * pars.trust_gain_rate * pars.trust_event_weight
    won = upheld < pars.upheld
    taught = pars.upheld_experience if won else pars.rejected_trust
    learn_trust(staff, post, taught, weight, Cause.GRIEVANCE, diary, pars)
    taught = pars.upheld_experience if won else pars.rejected_safety
    told = pars.process_end_safety_weight * pars.learn_own_answer
    learn_safety(staff, post, taught, told, Cause.GRIEVANCE, diary, pars)
    learn_trust(staff, other, pars.accused_trust, weight, Cause.GRIEVANCE, diary, pars)
    ended = Response.UPHELD if won else Response.REJECTED
    one, two = staff.person[post], staff.person[other]
    log_event(diary, staff, post, Event.GRIEVANCE_ENDED, Cause.GRIEVANCE, ended, two, 0.0)
    log_event(diary, staff, other, Event.GRIEVANCE_AGAINST_ENDED, Cause.GRIEVANCE, ended, one, 0.0)
    end_conflict(staff, teams, tally, post, team)
