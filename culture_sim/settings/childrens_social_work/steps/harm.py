"""Serious harm to a child, and the answer to it (6)."""

from __future__ import annotations

from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.event_log import Response as Answer
from culture_sim.engine.event_log import log_event
from culture_sim.engine.rng import uniforms
from culture_sim.engine.rules import clip, leader_of, strain
from culture_sim.engine.steps.daily import enactment, gain_lessons
from culture_sim.engine.steps.harm_answers import blame_staff, restore_staff
from culture_sim.engine.steps.roles import FACILITATOR, find_free
from culture_sim.settings.childrens_social_work.steps.decisions import enter_care
from culture_sim.settings.childrens_social_work.steps.families import learn_family
from culture_sim.settings.childrens_social_work.streams import OwnDraw
from culture_sim.settings.childrens_social_work.tables import Event, OwnCause, Response, Stage


@compiled
def risk_harm(state, diary, row, worker, harmed, pars, seed, week, team):
    """Hidden risk harms, the sooner the longer nobody has come (6)."""
    families = state.served
    if families.in_care[row]:
        return
    unseen = min(float(families.unseen_weeks[row]), pars.unseen_most)
    hazard = pars.child_harm * families.risk[row] * (1.0 - pars.child_harm_known * families.known[row])
    hazard *= 1.0 + pars.child_harm_unseen * unseen
    if harmed < hazard:
        at_once, passes, _, _ = uniforms(seed, week, OwnDraw.HARM, families.person[row], 0)
        state.tally.child_harms[team] += 1.0
        families.known[row] = max(families.known[row], pars.harm_known)
        families.need[row] = clip(families.need[row] + pars.harm_need, 0.0, 1.0)
        answer_harm(state, diary, row, worker, pars, seed, week, team)
        if families.risk[row] > pars.emergency_risk and at_once < pars.emergency:
            state.tally.court_children[team] += families.children[row]
            enter_care(state, diary, row, Stage.COURT, passes, pars, team)


@compiled_apart
def answer_harm(state, diary, row, worker, pars, seed, week, team):
    """With learning, by policy or of the manager's own accord, or with blame (6)."""
    families, staff, teams, levers = state.served, state.staff, state.teams, state.levers
    who = families.person[row]
    strain(staff, worker, pars.child_harm_strain, OwnCause.CHILD_HARM, diary)
    log_event(
        diary, staff, worker, Event.CHILD_HARMED, OwnCause.CHILD_HARM, Answer.NONE, who, families.risk[row]
    )
    answered, investigation, start, _ = uniforms(seed, week, OwnDraw.HARM, who, 1)
    modelling = staff.practice[leader_of(teams, staff, team)]
    policy = levers.learning_policy[team] * enactment(staff, teams, 0.0, pars, team)
    if answered < policy + (1.0 - policy) * pars.learning_off_policy * modelling:
        facilitator = find_free(state, FACILITATOR, start)
        skill = modelling
        if facilitator >= 0:
            skill = staff.restorative_skill[facilitator]
            staff.busy_weeks[facilitator] = int(pars.facilitator_busy_weeks)
        nu = (modelling + skill) / 2.0
        state.tally.learning_answers[team] += 1.0
        restore_staff(
            staff, teams, diary, worker, nu, OwnDraw.HARM_ANSWER, OwnCause.CHILD_HARM, Event.HARM_ANSWERED,
            Event.HARM_WITNESSED, Response.LEARNING, who, 0, pars, seed, week, team,
        )  # fmt: skip
        gain_lessons(teams, pars.process_lessons * nu, pars, team)
        value = pars.process_value_base + (1.0 - pars.process_value_base) * nu
        learn_family(families, row, value, pars.harm_answer_weight, pars)
    else:
        blame_staff(
            staff, teams, levers, state.tally, diary, worker, investigation, OwnDraw.HARM_ANSWER,
            OwnCause.CHILD_HARM, Event.HARM_ANSWERED, Event.HARM_WITNESSED, who, 0, pars, seed, week, team,
        )  # fmt: skip
        learn_family(families, row, pars.harm_blame_feels, pars.harm_answer_weight, pars)
