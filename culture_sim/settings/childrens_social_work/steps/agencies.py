"""Schools, police and health in each area: what they bring, what they ask for, and their culture (11)."""

from __future__ import annotations

import numpy as np

from culture_sim.engine.columns import zeros
from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.event_log import log_event
from culture_sim.engine.rng import uniform, uniforms
from culture_sim.engine.rules import clip, furthest
from culture_sim.engine.steps.daily import WEEKS_A_YEAR
from culture_sim.engine.tables import Cause
from culture_sim.settings.childrens_social_work.steps.families import has_plan, learn_family, tell
from culture_sim.settings.childrens_social_work.streams import OwnDraw
from culture_sim.settings.childrens_social_work.tables import Agency, Conduct, Event, Partners, Response

KINDS = len(Agency)


def new_partners(teams, parameters):
    """Schools, police and health of every area, as the first week finds them."""
    areas = int(teams.directorate.max()) + 1
    agencies = zeros(Partners, areas * KINDS)
    agencies.area[:], agencies.kind[:] = np.repeat(np.arange(areas), KINDS), np.tile(np.arange(KINDS), areas)
    agencies.culture[:] = parameters["agency_culture"]
    agencies.relationship[:] = parameters["agency_relationship"]
    return agencies


@compiled
def relationship_of(state, team):
    """How well the service stands with the agencies of a team's area."""
    first = state.teams.directorate[team] * KINDS
    total = 0.0
    for kind in range(KINDS):
        total += state.partners.relationship[first + kind]
    return total / KINDS


@compiled
def pressed_by_agencies(state, row, pars, team):
    """Poor relations raise what agencies ask for (7), (11)."""
    relationship = pars.agency_relationship
    if has_plan(state.served, row):
        relationship = relationship_of(state, team)
    return pars.relations_push * (pars.agency_relationship + pars.relations_margin - relationship)


@compiled
def agencies_tell(state, row, pars, seed, week, team):
    """What each agency brings to a meeting (4)."""
    families, agencies = state.served, state.partners
    if not has_plan(families, row):
        return
    first = state.teams.directorate[team] * KINDS
    draws = uniforms(seed, week, OwnDraw.REVIEW_TOO, families.person[row], 1)
    for kind in range(KINDS):
        relationship = agencies.relationship[first + kind]
        if draws[kind] < pars.agency_tells + pars.agency_tells_relationship * relationship:
            tell(families, row, pars.agency_shares * relationship)


@compiled
def meet_agency(state, diary, row, worker, conduct, pars, seed, week, team):
    """A family with a plan meets an agency, which acts as its own culture is; both or one with the family (11).

    Args:
        state: of the service.
        diary: of those who are watched.
        row: of the family.
        worker: post of its key worker.
        conduct: how its worker acts towards it this week.
        pars: parameters.
        seed: of the run.
        week: of the run.
        team: of the family.
    """
    families, agencies = state.served, state.partners
    which, acts, conflicts, _ = uniforms(seed, week, OwnDraw.AGENCY, families.person[row], 0)
    kind = int(which * KINDS)
    agency = state.teams.directorate[team] * KINDS + kind
    how = Response.NEITHER_WITH
    with_family = acts < pars.agency_with + pars.agency_with_culture * agencies.culture[agency]
    if with_family and conduct == Conduct.WITH:
        how = Response.BOTH_WITH
        learn_family(families, row, pars.agency_both_feels, pars.agency_weight, pars)
        tell(families, row, pars.agency_shares * agencies.relationship[agency])
    elif with_family or conduct == Conduct.WITH:
        how = Response.ONE_WITH
        learn_family(families, row, pars.agency_one_feels, pars.agency_weight, pars)
        families.own_plan[row] *= pars.agency_one_plan
        if conflicts < pars.agency_conflict:
            agencies.conflicts[agency] += 1
            state.tally.agency_conflicts[team] += 1.0
    log_event(
        diary, state.staff, worker, Event.MET_SCHOOLS + kind, Cause.NOTHING, how, families.person[row],
        agencies.culture[agency],
    )  # fmt: skip


@compiled_apart
def talks_first(state, who, pars, seed, week, team):
    """A trained agency has the conversation before it refers a family that needs no social worker (11)."""
    first = state.teams.directorate[team] * KINDS
    trained = 0.0
    for kind in range(KINDS):
        trained += state.partners.trained[first + kind] / KINDS
    return uniform(seed, week, OwnDraw.ARRIVAL, who, 1) < pars.agency_talks * trained


@compiled
def step_partners(state, pars, seed, week):
    """Joint training, the culture of agencies, and their relationship and conflicts with the service (11)."""
    agencies, teams = state.partners, state.teams
    together = furthest(state.levers.multi_agency_alignment)
    practice = state.weeks.practice[week - 1] if week > 0 else 0.0
    champions = state.roles[0] / state.shown.shape[0] / pars.agency_champions
    reach = pars.agency_training_floor + (1.0 - pars.agency_training_floor) * min(1.0, champions)
    total = 0.0
    for agency in range(agencies.size):
        trained = agencies.trained[agency]
        gain = together * pars.agency_training * reach * (pars.agency_trained_most - trained)
        trained += gain - pars.agency_training_lost / WEEKS_A_YEAR * trained
        agencies.trained[agency] = clip(trained, 0.0, 1.0)
        culture = pars.agency_culture_gain * agencies.trained[agency]
        culture *= pars.agency_culture_floor + pars.agency_culture_practice * practice
        gap = pars.agency_culture + culture - agencies.culture[agency]
        agencies.culture[agency] = clip(agencies.culture[agency] + pars.agency_follows * gap, 0.0, 1.0)
        repairs = pars.agency_repair + pars.agency_repair_training * together * (
            pars.agency_repair_floor + practice
        )
        for conflict in range(agencies.conflicts[agency]):
            if uniform(seed, week, OwnDraw.AGENCY_REPAIR, agency, conflict) < repairs:
                agencies.conflicts[agency] -= 1
        aim = (
            pars.agency_relationship
            + pars.agency_relationship_culture * agencies.culture[agency]
            + pars.agency_relationship_trained * agencies.trained[agency]
            - pars.agency_relationship_conflict * agencies.conflicts[agency]
        )
        gap = aim - agencies.relationship[agency]
        relationship = agencies.relationship[agency] + pars.agency_follows * gap
        agencies.relationship[agency] = clip(relationship, 0.0, 1.0)
        total += agencies.culture[agency]
    state.executive.partners[0] = total / agencies.size  # what the core's people meet of them
    for team in range(teams.size):
        state.tally.agency_culture[team] = agency_culture_of(state, team)
        state.tally.agency_relationship[team] = relationship_of(state, team)


@compiled
def agency_culture_of(state, team):
    """Mean culture of the agencies in a team's area."""
    first = state.teams.directorate[team] * KINDS
    total = 0.0
    for kind in range(KINDS):
        total += state.partners.culture[first + kind]
    return total / KINDS
