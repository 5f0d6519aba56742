"""Schools, police and health in each area: what they bring, what they ask for, and their culture (11)."""

from __future__ import annotations

import numpy as np

from culture_sim.engine.columns import zeros
from culture_sim.engine.compile import compiled
from culture_sim.engine.rng import uniforms
from culture_sim.settings.childrens_social_work.steps.families import has_plan, tell
from culture_sim.settings.childrens_social_work.streams import OwnDraw
from culture_sim.settings.childrens_social_work.tables import Agency, Partners

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
