"""A worker's visit: its manner (2), what it does to trust (3), what is told (4), and the help of the week (5)."""

from __future__ import annotations

import numpy as np

from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.event_log import log_event
from culture_sim.engine.rng import normal, uniforms
from culture_sim.engine.rules import above, clip, sigma, strain
from culture_sim.engine.steps.daily import enactment
from culture_sim.engine.tables import Cause
from culture_sim.settings.childrens_social_work.steps.families import (
    has_plan,
    hours_of,
    learn_family,
    tell,
)
from culture_sim.settings.childrens_social_work.streams import OwnDraw
from culture_sim.settings.childrens_social_work.tables import Conduct, Event, OwnCause, Response, Stage


@compiled
def at_pace(staff, worker):
    """Share of what is to be done that gets done: all of it where there is time."""
    return min(1.0, 1.0 / staff.workload[worker])


@compiled
def visits_a_week(stage, pars):
    """How often a family is visited."""
    chance = pars.visit_in_care
    if stage == Stage.ASSESSMENT:
        chance = pars.visit_assessment
    elif stage == Stage.IN_NEED:
        chance = pars.visit_in_need
    elif stage == Stage.PROTECTION:
        chance = pars.visit_protection
    elif stage == Stage.PRE_PROCEEDINGS:
        chance = pars.visit_pre_proceedings
    elif stage == Stage.COURT:
        chance = pars.visit_court
    return chance


@compiled
def conduct_of(families, staff, teams, levers, row, worker, acts, how, jargon, pars, team):
    """How the worker acts: with the family, to it or for it (2)."""
    stage = families.stage[row]
    law = stage == Stage.PRE_PROCEEDINGS or stage == Stage.COURT or stage == Stage.LOOKED_AFTER
    safety = staff.psychological_safety[worker] - pars.worker_safety_reference
    odds = (
        pars.with_base
        + pars.with_practice * staff.practice[worker]
        + pars.with_safety * safety
        + pars.with_standard * levers.power_sharing[team] * enactment(staff, teams, 0.0, pars, team)
        - pars.with_workload * above(staff.workload[worker] - 1.0)
        - pars.with_law * law
        - pars.with_jargon * jargon
    )
    if acts < sigma(odds):
        return Conduct.WITH
    to = pars.to_base - pars.to_safety * safety
    to += pars.to_burnout * (staff.burnout[worker] - pars.worker_burnout_reference)
    return Conduct.TO if how < clip(to, pars.to_least, pars.to_most) else Conduct.FOR


@compiled
def questions_lead(staff, teams, levers, worker, pars, team):
    """Chance that the restorative questions are asked at a visit and carry it: it takes skill to ask them."""
    asked = levers.everyday_conversations[team]
    if asked > 0.0:
        asked *= (
            enactment(staff, teams, 0.0, pars, team) * pars.questions_lead * staff.restorative_skill[worker]
        )
    return asked


@compiled
def feels(conduct, pars):
    """How an encounter feels to a family, by how the worker acts."""
    value = pars.with_feels
    if conduct == Conduct.TO:
        value = pars.to_feels
    elif conduct == Conduct.FOR:
        value = pars.for_feels
    return value


@compiled
def fit_of_help(families, row, pars):
    """How well help fits: it takes knowing, trust, and a plan of the family's own (5)."""
    fit = (
        pars.fit_base
        + pars.fit_known * families.known[row]
        + pars.fit_own_plan * (families.own_plan[row] - pars.fit_plan_reference)
        + pars.fit_trust * (families.trust[row] - pars.own_trust_reference)
    )
    return clip(fit, pars.fit_least, pars.fit_most)


@compiled
def visit(state, manner, diary, row, worker, comes, pars, seed, week, team):
    """The worker comes, if there is time (3)."""
    families, staff, teams, levers, tally = state.served, state.staff, state.teams, state.levers, state.tally
    who = families.person[row]
    if comes >= visits_a_week(families.stage[row], pars) * at_pace(staff, worker):
        return
    tally.visits[team] += 1.0
    families.unseen_weeks[row] = 0
    acts, how, tells, alone = uniforms(seed, week, OwnDraw.VISIT, who, 0)
    hostile, first, asks, _ = uniforms(seed, week, OwnDraw.VISIT, who, 1)
    rapport = levers.relationship_time[team]
    if rapport > 0.0:
        rapport *= enactment(staff, teams, 0.0, pars, team)
    conduct = conduct_of(
        families, staff, teams, levers, row, worker, acts, how, 1.0 - manner.voluntary, pars, team
    )
    if families.stage[row] == Stage.ASSESSMENT and first < rapport and conduct != Conduct.WITH:
        conduct = Conduct.FOR if conduct == Conduct.TO else Conduct.WITH
    if asks < questions_lead(staff, teams, levers, worker, pars, team):
        conduct = Conduct.WITH
    families.manner[row] = conduct
    length = clip(1.0 / staff.workload[worker], pars.shortest_visit, pars.longest_visit)
    length *= 1.0 + pars.relationship_length * rapport
    value = feels(conduct, pars) + pars.length_feels * (length - 1.0)
    value -= pars.worn_feels * (staff.burnout[worker] - pars.worker_burnout_reference)
    value += pars.visit_spread * normal(seed, week, OwnDraw.VISIT, who, 2)
    learn_family(families, row, value, 1.0, pars)
    families.service_trust[row] += pars.service_trust_gain * (
        families.trust[row] - families.service_trust[row]
    )
    log_event(diary, staff, worker, Event.VISIT, OwnCause.FAMILY, Response.TO + conduct - 1, who, value)
    if conduct == Conduct.TO and families.trust[row] < pars.hostile_below and hostile < pars.hostile_meeting:
        turn_hostile(state, diary, row, worker, pars, team)
    disclose(state, diary, row, worker, conduct, length, tells, alone, pars, team)


@compiled_apart
def turn_hostile(state, diary, row, worker, pars, team):
    """A meeting turns hostile, which wears the worker."""
    state.tally.hostile_meetings[team] += 1.0
    state.staff.own_concerns[worker] += 1
    strain(state.staff, worker, pars.hostile_strain, OwnCause.FAMILY, diary)
    who = state.served.person[row]
    log_event(diary, state.staff, worker, Event.HOSTILE, OwnCause.FAMILY, 0, who, 0.0)


@compiled
def disclose(state, diary, row, worker, conduct, length, tells, alone, pars, team):
    """Trust decides what is told; a child may be seen alone and asked (4)."""
    families, staff = state.served, state.staff
    chance = pars.tells * length
    chance *= np.exp(pars.tells_trust * (families.trust[row] - pars.own_trust_reference))
    if conduct == Conduct.WITH:
        chance *= pars.tells_with
    if tells < chance:
        tell(families, row, pars.told_share)
        state.tally.disclosures[team] += 1.0
        if conduct == Conduct.TO:
            learn_family(families, row, pars.told_to_feels, pars.told_to_weight, pars)
        log_event(
            diary, staff, worker, Event.DISCLOSURE, Cause.NOTHING, Response.TO + conduct - 1,
            families.person[row], families.known[row],
        )  # fmt: skip
    if has_plan(families, row) and alone < pars.alone_base + pars.alone_practice * staff.practice[worker]:
        tell(families, row, pars.alone_known * (pars.alone_trust_floor + families.trust[row]))
        log_event(
            diary,
            staff,
            worker,
            Event.SEEN_ALONE,
            Cause.NOTHING,
            0,
            families.person[row],
            families.known[row],
        )


@compiled
def help_family(families, staff, row, worker, fit, pars):
    """A week's help: it meets needs, lowers risk, and changes something for good where the plan is their own (5)."""
    given = at_pace(staff, worker) * pars.help_hours * hours_of(families, row, pars) * fit
    if staff.absent[worker]:
        given *= pars.help_by_cover
    network = 1.0 + pars.network_helps * families.network[row]
    families.need[row] = clip(families.need[row] - pars.needs_met * given, 0.0, 1.0)
    families.risk[row] -= min(1.0, pars.risk_lowered * given * network) * families.risk[row]
    lasting = pars.lasting_change * given * families.own_plan[row]
    families.own_risk[row] -= min(1.0, lasting) * families.own_risk[row]


@compiled
def meeting_conduct(state, manner, row, worker, pars, seed, week, team):
    """How the worker acts towards the family where an agency is there too."""
    acts, how, _, _ = uniforms(seed, week, OwnDraw.MEETING, state.served.person[row], 0)
    return conduct_of(
        state.served, state.staff, state.teams, state.levers, row, worker, acts, how,
        1.0 - manner.voluntary, pars, team,
    )  # fmt: skip
