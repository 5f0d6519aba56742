"""Who is key worker of a family: allocation, and what a handover costs it (8)."""

from __future__ import annotations

from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.event_log import log_event
from culture_sim.engine.rng import uniform, uniforms
from culture_sim.engine.steps.daily import WEEKS_A_YEAR, enactment
from culture_sim.engine.tables import Cause
from culture_sim.settings.childrens_social_work.steps.families import (
    at_work,
    holds_cases,
    hours_with_children,
    in_post,
    log_of_team,
    release,
)
from culture_sim.settings.childrens_social_work.streams import OwnDraw
from culture_sim.settings.childrens_social_work.tables import Event, Response


@compiled
def lost_worker(families, staff, row, pars, week):
    """Whether the key worker has left, or is away for long."""
    worker = families.worker[row]
    if staff.person[worker] != families.worker_person[row] or not in_post(staff, worker):
        return True
    return staff.away_until[worker] - week > pars.away_weeks


@compiled_apart
def lose_worker(state, diary, row, why, pars):
    """The family waits for another key worker; the one before may introduce them, if still there.

    Args:
        state: of the service.
        diary: of those who are watched; the team's manager is told.
        row: of the family.
        why: how it comes about where the worker has not left.
        pars: parameters.
    """
    families, staff = state.served, state.staff
    worker = families.worker[row]
    there = in_post(staff, worker) and staff.person[worker] == families.worker_person[row]
    release(state, row, pars)
    families.former[row] = worker if there else -1
    log_of_team(state, diary, row, Event.LOST_WORKER, why if there else Response.WORKER_LEFT, 0.0)


@compiled_apart
def allocate(state, diary, row, pars, seed, week, team):
    """The worker present with the least load gets the family (1); returns whether there was one."""
    families, staff, teams = state.served, state.staff, state.teams
    who, former = families.person[row], families.former[row]
    chosen, least = -1, 0.0
    for post in range(teams.first_post[team], teams.end_post[team]):
        if not holds_cases(staff, post) or not at_work(staff, post) or post == former:
            continue
        load = staff.case_hours[post] / pars.hours_for_cases
        load += pars.allocation_spread * uniform(seed, week, OwnDraw.ALLOCATION, who, post)
        if chosen < 0 or load < least:
            chosen, least = post, load
    if chosen < 0:
        return False
    families.worker[row], families.worker_person[row] = chosen, staff.person[chosen]
    staff.families[chosen] += 1
    staff.case_hours[chosen] += hours_with_children(families, row, pars)
    families.workers[row] += 1
    if families.workers[row] > 1:
        hand_over(state, diary, row, chosen, pars, seed, week, team)
    else:
        log_event(diary, staff, chosen, Event.ALLOCATED, Cause.NOTHING, 0, who, 0.0)
    families.former[row] = -1
    return True


@compiled_apart
def hand_over(state, diary, row, worker, pars, seed, week, team):
    """The story is told again to somebody new (8)."""
    families, staff, teams, levers = state.served, state.staff, state.teams, state.levers
    former = families.former[row]
    warmly, _, _, _ = uniforms(seed, week, OwnDraw.HANDOVER, families.person[row], 0)
    chance = pars.warm_practice * staff.practice[worker] * enactment(staff, teams, 0.0, pars, team)
    warm = former >= 0 and at_work(staff, former)
    warm = warm and warmly < chance * levers.everyday_conversations[team]
    keep = pars.kept_warm if warm else pars.kept_cold
    trust, service = families.trust[row], families.service_trust[row]
    families.trust[row] = keep * trust + (1.0 - keep) * pars.stranger * min(service, trust)
    families.known[row] *= 1.0 - pars.story_lost * (1.0 - keep)
    feels = pars.handover_service_warm if warm else pars.handover_service
    families.service_trust[row] += pars.handover_weight * pars.service_trust_gain * (feels - service)
    families.own_plan[row] *= pars.handover_plan
    families.worry[row] += pars.handover_worry * (1.0 - keep)
    state.tally.handovers[team] += 1.0
    state.tally.child_workers[team] += WEEKS_A_YEAR * families.children[row]
    how = Response.WARM if warm else Response.COLD
    log_event(diary, staff, worker, Event.HANDED_OVER, Cause.NOTHING, how, families.person[row], keep)
