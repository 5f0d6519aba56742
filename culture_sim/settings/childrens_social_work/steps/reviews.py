"""Reviews, restorative conferences and family meetings (9): who comes, who decides, what is promised."""

from __future__ import annotations

from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.event_log import log_event
from culture_sim.engine.rng import uniforms
from culture_sim.engine.tables import Cause
from culture_sim.settings.childrens_social_work.steps.agencies import agencies_tell
from culture_sim.settings.childrens_social_work.steps.conferences import chaired, facilitated, repair_harm
from culture_sim.settings.childrens_social_work.steps.families import learn_family
from culture_sim.settings.childrens_social_work.steps.visits import conduct_of, feels
from culture_sim.settings.childrens_social_work.streams import OwnDraw
from culture_sim.settings.childrens_social_work.tables import Conduct, Event, Response


@compiled_apart
def review(state, manner, diary, row, worker, pars, seed, week, team):
    """A decision is made with the family, to it or for it; it comes, stays away, or is made to come (9)."""
    families, staff, tally = state.served, state.staff, state.tally
    who = families.person[row]
    acts, how, comes, made = uniforms(seed, week, OwnDraw.REVIEW, who, 0)
    turns, decided, repairs, held = uniforms(seed, week, OwnDraw.REVIEW, who, 1)
    skill = 0.0
    chair = chaired(state, row, pars, team)
    met = not chair and facilitated(state, row, held, pars, team)
    turned, form = 0.0, 0
    if chair:
        form = Response.RESTORATIVE_CONFERENCE
        skill = state.executive.chair_skill[0]
        turned = pars.conference_turns * skill
    elif met:
        form = Response.FAMILY_MEETING
        skill = pars.facilitator_skill
        turned = pars.meeting_turns * skill
    conduct = conduct_of(
        families, staff, state.teams, state.levers, row, worker, acts, how, 1.0 - manner.voluntary, pars, team
    )
    conduct = Conduct.WITH if turns < turned else conduct
    before = decided < 1.0 - manner.voluntary
    conduct = Conduct.TO if before else conduct
    tally.decisions[team] += 1.0
    tally.decisions_with[team] += conduct == Conduct.WITH
    agencies_tell(state, row, pars, seed, week, team)
    chance = pars.attends_base + pars.attends_trust * families.trust[row]
    chance += pars.attends_with * (conduct == Conduct.WITH)
    attended = Response.STAYED_AWAY
    if made < 1.0 - manner.voluntary:
        attended = Response.MADE_TO_COME
        learn_family(families, row, pars.forced_feels, pars.forced_weight, pars)
        families.own_plan[row] *= pars.forced_plan
    elif comes < chance:
        attended = Response.CAME
        tally.attended[team] += 1.0
        take_part(families, staff, row, worker, conduct, skill, before, pars)
        if met and repairs < pars.reparation_share:
            form = Response.REPARATION
            repair_harm(state, row, pars, team)
    else:
        families.worry[row] += pars.absent_worry
    if families.promise_due[row] == 0:
        families.promise_due[row] = week + int(pars.promise_weeks)
        log_event(diary, staff, worker, Event.PROMISED, Cause.NOTHING, 0, who, 0.0)
    if form > 0:
        log_event(diary, staff, worker, Event.FACILITATED, Cause.NOTHING, form, who, skill)
    own_plan = families.own_plan[row]
    log_event(diary, staff, worker, Event.AT_REVIEW, Cause.NOTHING, attended, who, own_plan)
    how = Response.TO + conduct - 1
    log_event(diary, staff, worker, Event.REVIEW, Cause.NOTHING, how, who, own_plan)


@compiled
def take_part(families, staff, row, worker, conduct, skill, before, pars):
    """What a review that the family came to does to its plan and its trust (9)."""
    value = feels(conduct, pars)
    if conduct == Conduct.WITH:
        families.own_plan[row] += pars.with_plan_gain * (1.0 - families.own_plan[row])
        shown = (staff.practice[worker] + skill) / 2.0
        value += pars.review_skill * (shown - pars.review_skill_reference)
    elif conduct == Conduct.TO:
        families.own_plan[row] *= pars.to_plan_kept
    else:
        families.own_plan[row] *= pars.for_plan_kept
    learn_family(families, row, pars.decided_feels if before else value, pars.review_weight, pars)
