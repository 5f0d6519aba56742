"""The week of every family: what happens to it, in order (section 14)."""

from __future__ import annotations

from culture_sim.engine.compile import compiled
from culture_sim.engine.rng import uniforms
from culture_sim.settings.childrens_social_work.steps.agencies import meet_agency, step_partners
from culture_sim.settings.childrens_social_work.steps.allocation import allocate, lose_worker, lost_worker
from culture_sim.settings.childrens_social_work.steps.complaints import complain, meet_promise
from culture_sim.settings.childrens_social_work.steps.conferences import step_capacity
from culture_sim.settings.childrens_social_work.steps.decisions import decide
from culture_sim.settings.childrens_social_work.steps.families import (
    has_plan,
    is_open,
    record_families,
    step_risk_and_events,
)
from culture_sim.settings.childrens_social_work.steps.harm import risk_harm
from culture_sim.settings.childrens_social_work.steps.referrals import begin, come_back, receive_referrals
from culture_sim.settings.childrens_social_work.steps.visits import (
    fit_of_help,
    help_family,
    meeting_conduct,
    visit,
)
from culture_sim.settings.childrens_social_work.streams import OwnDraw
from culture_sim.settings.childrens_social_work.tables import Response, Stage


@compiled
def step_families(state, manner, diary, pars, seed, week):
    """New referrals, then everybody whose case is open, and those who come back."""
    families = state.served
    if week == 0:
        begin(state, pars, seed, week)
    step_capacity(state, pars)
    receive_referrals(state, diary, pars, seed, week)
    for row in range(families.size):
        if families.stage[row] == Stage.CLOSED:
            if families.due[row] <= week:
                come_back(state, diary, row, pars, week, families.team[row])
        elif families.stage[row] != Stage.NOBODY:
            step_family(state, manner, diary, row, pars, seed, week, families.team[row])
    step_partners(state, pars, seed, week)
    record_families(state, pars)


@compiled
def step_family(state, manner, diary, row, pars, seed, week, team):
    """One family's week."""
    families, staff = state.served, state.staff
    families.stage_weeks[row] += 1
    families.unseen_weeks[row] += 1
    families.worry[row] *= pars.worry_kept
    # What may happen to every family has its chance here; what then happens is drawn where it does
    event, passed, comes, meets = uniforms(seed, week, OwnDraw.FAMILY, families.person[row], 0)
    harmed, cause, moves, _ = uniforms(seed, week, OwnDraw.CHANCES, families.person[row], 0)
    step_risk_and_events(state, diary, row, event, pars, seed, week)
    has_worker = families.worker[row] >= 0
    if has_worker and (passed < pars.passed_on or lost_worker(families, staff, row, pars, week)):
        why = Response.PASSED_ON if passed < pars.passed_on else Response.WORKER_AWAY
        lose_worker(state, diary, row, why, pars)
    if families.worker[row] < 0 and not allocate(state, diary, row, pars, seed, week, team):
        families.worry[row] += pars.unallocated_worry
        return
    worker = families.worker[row]
    fit = fit_of_help(families, row, pars)
    if not staff.absent[worker]:
        visit(state, manner, diary, row, worker, comes, pars, seed, week, team)
    if has_plan(families, row) and meets < pars.agency_meets:
        joint = meeting_conduct(state, manner, row, worker, pars, seed, week, team)
        meet_agency(state, diary, row, worker, joint, pars, seed, week, team)
    help_family(families, staff, row, worker, fit, pars)
    risk_harm(state, diary, row, worker, harmed, pars, seed, week, team)
    if families.worker[row] < 0:
        return  # moved at once, and passed on
    if 0 < families.promise_due[row] <= week:
        meet_promise(state, manner, diary, row, worker, pars, seed, week, team)
    complain(state, diary, row, worker, cause, pars, seed, week, team)
    if is_open(families, row):
        decide(state, manner, diary, row, worker, moves, pars, seed, week, team)
