"""What comes before the teams' week: the plan's levers come into force, and demand on the organisation moves."""

from __future__ import annotations

import numpy as np

from culture_sim.engine.compile import compiled
from culture_sim.engine.rng import normal
from culture_sim.engine.rules import above, furthest
from culture_sim.engine.streams import Draw
from culture_sim.engine.tables import NO_CORE_TEAM, Manner

GOOD_FAITH = Manner(1.0, 1.0, 1.0, 1.0, 1.0, 1.0)


@compiled
def manner_of(schedule, week):
    """How things are done in a week: in good faith before the launch."""
    return schedule.manner if week >= schedule.launch else GOOD_FAITH


@compiled
def step_launch(state, interim, schedule, pars, seed, week):
    """The plan's levers, funded as far as the sponsor is committed (27), and the organisation as a whole."""
    executive, teams = state.executive, state.teams
    for team in range(teams.size):
        teams.above[team] = executive.practice[0]
    funding = min(1.0, executive.commitment[0] / pars.commitment_in_full)
    step_plan(state, interim, funding, schedule, pars, seed, week)


@compiled
def step_plan(state, interim, funding, schedule, pars, seed, week):
    """The plan's levers, `funding` of those that need money every year, and demand on the organisation."""
    state.diary.length[1] = week
    if week >= schedule.launch:
        if week == schedule.launch:
            remember_practice(state.staff)
        bring_into_force(state, interim.amounts, funding, schedule, week - schedule.launch)
        note_departures(state.executive, schedule.departures, week - schedule.launch)
    step_demand(state, pars, seed, week)


@compiled
def remember_practice(staff):
    """What everybody's practice was as the plan was launched; none in a vacant post."""
    for row in range(staff.size):
        staff.practice_before[row] = staff.practice[row] if staff.filled[row] else 0.0


@compiled
def bring_into_force(state, amounts, funding, schedule, since):
    """The plan's levers, as far as they are funded, and who runs them."""
    row = min(since, schedule.plan.shape[0] - 1)
    needed = NO_CORE_TEAM
    for team in range(amounts.shape[0]):
        for lever in range(amounts.shape[1]):
            amount = schedule.plan[row, state.teams.wave[team], lever]
            amounts[team, lever] = amount * funding if schedule.funded[lever] else amount
            if amounts[team, lever] > 0.0:
                needed = max(needed, schedule.core_team[lever])
    state.executive.core_team[0] = needed


@compiled
def note_departures(executive, departures, since):
    """Who leaves this week because the scenario says so."""
    happens = since < departures.shape[0]
    executive.leaders_due[0] = departures[since, 0] if happens else 0.0
    executive.above_due[0] = departures[since, 1] if happens else 0.0
    executive.executives_due[0] = departures[since, 2] if happens else 0.0


@compiled
def step_demand(state, pars, seed, week):
    """Demand on the organisation, and what partner agencies do."""
    executive = state.executive
    noise = normal(seed, week, Draw.ORGANISATION, 0, 0)
    kept = pars.staffing_persistence
    executive.demand[0] = kept * executive.demand[0] + pars.staffing_spread * np.sqrt(1.0 - kept**2) * noise
    strength = furthest(state.levers.multi_agency_alignment)
    if strength > 0.0:
        gap = above(pars.partners_best - executive.partners[0])
        executive.partners[0] += pars.partners_learn * strength * gap
