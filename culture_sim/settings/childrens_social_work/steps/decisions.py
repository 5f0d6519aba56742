"""Risk as the service sees it (7), and the moves that it decides (section 3)."""

from __future__ import annotations

from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.event_log import log_event
from culture_sim.engine.rng import normal, uniforms
from culture_sim.engine.rules import clip
from culture_sim.engine.tables import Cause
from culture_sim.settings.childrens_social_work.steps.agencies import pressed_by_agencies
from culture_sim.settings.childrens_social_work.steps.allocation import lose_worker
from culture_sim.settings.childrens_social_work.steps.conferences import offer_conference
from culture_sim.settings.childrens_social_work.steps.families import (
    at_work,
    close_case,
    forget,
    log_of_team,
)
from culture_sim.settings.childrens_social_work.steps.reviews import review
from culture_sim.settings.childrens_social_work.steps.visits import at_pace
from culture_sim.settings.childrens_social_work.streams import OwnDraw
from culture_sim.settings.childrens_social_work.tables import Event, Response, Stage


@compiled
def risk_as_seen(state, row, worker, pars, seed, week, team):
    """What is not known counts as risk, the more the less the family trusts and the less safe the worker feels (7)."""
    families, staff = state.served, state.staff
    known, own_plan = families.known[row], families.own_plan[row]
    mistrust = pars.own_trust_reference - families.trust[row]
    seen = known * families.risk[row]
    seen += (1.0 - known) * (pars.unknown_is_risk + pars.mistrust_is_risk * mistrust)
    seen += families.worry[row]
    seen += pars.fear_sees_risk * (pars.worker_safety_reference - staff.psychological_safety[worker])
    seen -= pars.reflection_calms * (staff.reflection[worker] - pars.reflection_reference)
    if own_plan > pars.family_leads_from:
        seen -= pars.network_is_safety * (families.network[row] - pars.network_reference)
    seen += pressed_by_agencies(state, row, pars, team)
    return seen + pars.decision_spread * normal(seed, week, OwnDraw.REVIEW_TOO, families.person[row], 0)


@compiled
def rationed(seen, teams, rationing, pars, team):
    """Overload raises thresholds, and slack lowers them: the risk as it counts on the day."""
    return seen - rationing * clip(teams.workload[team] - 1.0, -pars.rationing_least, pars.rationing_most)


# Moves (section 3) ----------------------------------------------------------------------------------


@compiled
def decide(state, manner, diary, row, worker, moves, pars, seed, week, team):
    """What is due this week in the family's stage."""
    families, staff = state.served, state.staff
    stage, weeks = families.stage[row], families.stage_weeks[row]
    there = at_work(staff, worker)
    due = False
    if stage == Stage.ASSESSMENT:
        due = weeks >= pars.assessment_least and moves < pars.assessed * at_pace(staff, worker) and there
    elif stage == Stage.IN_NEED:
        due = weeks % int(pars.in_need_review) == 0 and moves < at_pace(staff, worker) and there
    elif stage == Stage.PROTECTION:
        since = weeks - int(pars.first_review)
        due = since >= 0 and since % int(pars.later_review) == 0
    elif stage == Stage.PRE_PROCEEDINGS:
        due = weeks >= pars.pre_proceedings_weeks and there
    elif stage == Stage.COURT:
        due = weeks > pars.court_least and moves < 1.0 / pars.court_weeks
    else:
        due = weeks % int(pars.care_review) == 0
    if due:
        review(state, manner, diary, row, worker, pars, seed, week, team)
        seen = risk_as_seen(state, row, worker, pars, seed, week, team)
        log_event(diary, staff, worker, Event.RISK_JUDGED, Cause.NOTHING, 0, families.person[row], seen)
        decide_on(state, diary, row, worker, seen, pars, seed, week, team)
        offer_conference(state, manner, diary, row, worker, stage, seen, pars, seed, week, team)


@compiled_apart
def decide_on(state, diary, row, worker, seen, pars, seed, week, team):
    """Where the family goes from its stage, by the risk as it was seen."""
    families, staff, teams = state.served, state.staff, state.teams
    stage = families.stage[row]
    of_day = rationed(seen, teams, pars.rationing, pars, team)
    held = rationed(seen, teams, pars.rationing_care, pars, team)
    one, two, _, _ = uniforms(seed, week, OwnDraw.MOVE, families.person[row], 0)
    if stage == Stage.ASSESSMENT:
        finish_assessment(state, diary, row, of_day, held, one, two, pars, seed, week, team)
    elif stage == Stage.IN_NEED:
        pull = pars.close_workload * (staff.workload[worker] - 1.0)
        low_need = families.need[row] < pars.close_need + pars.close_need_workload * pull
        if of_day > pars.threshold_protection + pars.in_need_margin:
            move(state, diary, row, Stage.PROTECTION, team)
        elif (of_day < pars.threshold_close + pull and low_need) or (
            families.stage_weeks[row] >= pars.in_need_longest
        ):
            finish(state, diary, row, pars, seed, week)
    elif stage == Stage.PROTECTION:
        if held > pars.threshold_proceedings:
            move(state, diary, row, Stage.PRE_PROCEEDINGS, team)
        elif of_day < pars.threshold_down:
            move(state, diary, row, Stage.IN_NEED, team)
    elif stage == Stage.PRE_PROCEEDINGS:
        end_pre_proceedings(state, diary, row, of_day, held, one, pars, team)
    elif stage == Stage.COURT:
        margin = pars.order_margin if families.in_care[row] else 0.0
        if held > pars.threshold_order - margin:
            enter_care(state, diary, row, Stage.LOOKED_AFTER, one, pars, team)
        else:
            families.in_care[row] = False
            move(state, diary, row, Stage.IN_NEED, team)
    elif one < pars.care_review / pars.care_weeks:
        families.in_care[row] = False
        if held < pars.threshold_down and two < pars.home_from_care:
            move(state, diary, row, Stage.IN_NEED, team)
        else:
            finish(state, diary, row, pars, seed, week)
            if families.stage[row] == Stage.CLOSED:  # another lasting arrangement: they do not come back
                forget(state, row)


@compiled_apart
def finish_assessment(state, diary, row, of_day, held, one, two, pars, seed, week, team):
    """What an assessment comes to."""
    families, tally = state.served, state.tally
    tally.assessments[team] += 1.0
    if held > pars.threshold_care:
        to = Stage.COURT if one < pars.care_by_court else Stage.LOOKED_AFTER
        if to == Stage.COURT:
            tally.court_children[team] += families.children[row]
        enter_care(state, diary, row, to, two, pars, team)
    elif of_day > pars.threshold_protection:
        move(state, diary, row, Stage.PROTECTION, team)
        pass_on(state, diary, row, two, pars)
    elif of_day + pars.threshold_need_weight * families.need[row] < pars.threshold_need:
        tally.not_in_need[team] += 1.0
        finish(state, diary, row, pars, seed, week)
    elif one < pars.in_need_base + pars.in_need_slope * (of_day - pars.in_need_reference):
        move(state, diary, row, Stage.IN_NEED, team)
        pass_on(state, diary, row, two, pars)
    else:
        families.need[row] *= pars.short_help
        finish(state, diary, row, pars, seed, week)


@compiled_apart
def end_pre_proceedings(state, diary, row, of_day, held, one, pars, team):
    """To court, or back to a plan."""
    families, tally = state.served, state.tally
    tally.pre_proceedings[team] += 1.0
    if held > pars.threshold_court:
        tally.proceedings[team] += 1.0
        tally.court_children[team] += families.children[row]
        if held > pars.threshold_interim:
            enter_care(state, diary, row, Stage.COURT, one, pars, team)
        else:
            move(state, diary, row, Stage.COURT, team)
    else:
        to = Stage.PROTECTION if of_day > pars.threshold_down else Stage.IN_NEED
        move(state, diary, row, to, team)


@compiled_apart
def move(state, diary, row, stage, team):
    """A family goes on to another stage; a protection plan that begins is counted."""
    families, tally = state.served, state.tally
    children, before = families.children[row], families.stage[row]
    if stage == Stage.PROTECTION and before != Stage.PRE_PROCEEDINGS:
        tally.protection_plans[team] += children
        tally.second_plans[team] += children * families.had_plan[row]
        families.had_plan[row] = True
    log_move(state, diary, row, stage)
    families.stage[row], families.stage_weeks[row] = stage, 0


@compiled_apart
def enter_care(state, diary, row, stage, passes, pars, team):
    """Children come into care, if they are not there already; often with another worker."""
    families = state.served
    move(state, diary, row, stage, team)
    if not families.in_care[row]:
        families.in_care[row] = True
        log_of_team(state, diary, row, Event.CAME_INTO_CARE, 0, families.risk[row])
        state.tally.care_entries[team] += families.children[row]
        pass_on(state, diary, row, passes, pars)


@compiled_apart
def pass_on(state, diary, row, passes, pars):
    """By the structure of teams another worker goes on (8)."""
    if passes < pars.transferred:
        lose_worker(state, diary, row, Response.PASSED_ON, pars)


@compiled_apart
def finish(state, diary, row, pars, seed, week):
    """The case is closed."""
    log_move(state, diary, row, Stage.CLOSED)
    close_case(state, row, pars, seed, week)


@compiled_apart
def log_move(state, diary, row, stage):
    """Write a move down for the key worker."""
    families, worker = state.served, state.served.worker[row]
    if worker >= 0:
        to = Response.ASSESSMENT + stage - 1
        log_event(diary, state.staff, worker, Event.MOVED, Cause.NOTHING, to, families.person[row], 0.0)
