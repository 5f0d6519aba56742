"""Supervision, which everybody has in every week of the plan and before it, and what circles repair (13)."""

from __future__ import annotations

from culture_sim.engine.compile import compiled
from culture_sim.engine.event_log import log_event
from culture_sim.engine.rng import uniform, uniforms
from culture_sim.engine.rules import is_present, leader_of, learn_safety, value_ignored
from culture_sim.engine.steps.daily import enactment, programme_time
from culture_sim.engine.steps.disputes import settle_with_help
from culture_sim.engine.steps.programme import is_forced, supervise_person
from culture_sim.engine.tables import Cause
from culture_sim.settings.childrens_social_work.streams import OwnDraw
from culture_sim.settings.childrens_social_work.tables import Event, Response


@compiled
def step_supervision(staff, teams, levers, manner, tally, diary, pars, seed, week, team):
    """Every four weeks, if there is a manager and time; the manager's practice makes it reflective (13)."""
    leader = leader_of(teams, staff, team)
    chance = 1.0 / pars.supervision_every
    chance *= pars.supervision_without_manager if staff.absent[leader] else 1.0
    chance *= pars.supervision_overload_held if teams.workload[team] > pars.supervision_overload else 1.0
    by_manager = pars.reflective + pars.reflective_modelling * staff.practice[leader]
    lever = pars.reflective_lever * levers.restorative_supervision[team]
    by_lever = by_manager + lever * enactment(staff, teams, 0.0, pars, team)
    for post in range(teams.first_post[team], teams.end_post[team]):
        staff.reflection[post] -= pars.reflection_fades * staff.reflection[post]
        if not is_present(staff, post):
            continue
        held, reflective, _, _ = uniforms(seed, week, OwnDraw.SUPERVISION, post, 0)
        if held >= chance:
            continue
        if reflective >= by_lever:
            value = value_ignored(staff, post, pars)
            learn_safety(staff, post, value, pars.learn_own_answer, Cause.SUPERVISION, diary, pars)
            log_event(diary, staff, post, Event.CHECKED_ON, Cause.SUPERVISION, 0, -1, 0.0)
            continue
        asked, act, repaired, _ = uniforms(seed, week, OwnDraw.SUPERVISION, post, 1)
        if reflective >= by_manager:  # the programme's part
            programme_time(teams, tally, pars.supervision_hours, 0.0, team)
            tally.supervisions[team] += 1.0
        quality = teams.quality[team]
        supervise_person(
            staff, teams, manner, tally, diary, post, quality, asked, act, repaired, pars, seed, week, team
        )
        staff.reflection[post] += pars.reflection_gain * quality * (1.0 - staff.reflection[post])
        tally.reflective_supervisions[team] += 1.0


@compiled
def step_circle_repairs(staff, teams, manner, tally, diary, pars, seed, week, team):
    """In the week of a circle the ruptures of the team can be talked through in it, as in supervision (13)."""
    if tally.circle_places[team] <= 0.0:
        return
    quality = (
        min(teams.quality[team], pars.forced_quality) if is_forced(manner, pars) else teams.quality[team]
    )
    for post in range(teams.first_post[team], teams.end_post[team]):
        if not staff.opened[post] or not is_present(staff, post):
            continue
        other = staff.conflict_with[post]
        if staff.leads[other] or not is_present(staff, other):
            continue
        repaired = uniform(seed, week, OwnDraw.CIRCLE_REPAIR, post, 0)
        if repaired < pars.circle_repair * quality:
            settle_with_help(staff, teams, tally, diary, post, quality, Response.CIRCLE, pars, team)
