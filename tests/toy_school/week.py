"""The school's week: the core's steps, and pupils who quarrel."""

import numpy as np

from culture_sim.engine.compile import compiled
from culture_sim.engine.event_log import log_event, log_has_capacity
from culture_sim.engine.rng import poisson, uniforms
from culture_sim.engine.steps.burnout import step_burnout
from culture_sim.engine.steps.conflict import step_conflict
from culture_sim.engine.steps.initial_states import (
    draw_initial_leader,
    draw_initial_sponsor,
    draw_initial_staff,
)
from culture_sim.engine.steps.leaders import step_leaders
from culture_sim.engine.steps.levers import step_levers
from culture_sim.engine.steps.practice import step_practice
from culture_sim.engine.steps.record_results import step_record
from culture_sim.engine.steps.safety import step_safety
from culture_sim.engine.steps.skill import step_skill, step_training
from culture_sim.engine.steps.sponsor import step_sponsor
from culture_sim.engine.steps.staffing import step_staffing
from culture_sim.engine.steps.team_means import WEEKS_A_YEAR, logistic, new_person, update_team_means
from culture_sim.engine.steps.trust import step_trust
from culture_sim.engine.steps.weekly_draws import draw_week
from culture_sim.engine.steps.workload import step_workload
from culture_sim.engine.tables import zeros

from .tables import Event, Response, Served, Stage

QUARREL_COUNT, QUARREL = 100, 101
"""Streams of this setting's block."""


def new_served(teams, staff_posts, places_of_team, parameters):
    """The table of pupils; gives every department its own."""
    ends = np.cumsum(places_of_team)
    teams.first_pupil[:], teams.end_pupil[:] = ends - places_of_team, ends
    pupils = zeros(Served, int(places_of_team.sum()))
    pupils.team[:] = np.repeat(np.arange(len(teams)), places_of_team)
    return pupils


@compiled
def draw_initial_states(staff, teams, pupils, sponsor, pars, seed):
    """Staff as everywhere, and every pupil in class."""
    draw_initial_staff(staff, sponsor, pars, seed)
    for team in range(teams.size):
        draw_initial_leader(teams, sponsor, team, pars, seed)
    draw_initial_sponsor(sponsor)
    for row in range(pupils.size):
        pupils.stage[row], pupils.person[row] = Stage.IN_CLASS, new_person(sponsor)


@compiled
def step_pupils(teams, pupils, tally, log, pars, seed, week):
    """Pupils quarrel; where staff practise restoratively they are heard, elsewhere they are sent home for a week."""
    for team in range(teams.size):
        first, end = teams.first_pupil[team], teams.end_pupil[team]
        for row in range(first, end):
            pupils.stage[row] = Stage.IN_CLASS
        expected = pars.quarrels_per_pupil_year / WEEKS_A_YEAR * (end - first)
        for which in range(poisson(seed, week, QUARREL_COUNT, team, expected)):
            who, heard, _, _ = uniforms(seed, week, QUARREL, team, which)
            row = first + min(int(who * (end - first)), end - first - 1)
            tally.quarrels[week] += 1
            if heard < logistic(pars.listened_to * (teams.practice[team] - pars.practice_reference)):
                pupils.stage[row], answer = Stage.HEARD, Response.HEARD
            else:
                pupils.stage[row], answer = Stage.SENT_HOME, Response.SENT_HOME
                tally.exclusions[week] += 1
            log_event(log, week, Event.QUARREL, answer, team, -1, pupils.person[row], -1, 0.0, 0.0, 0.0)


@compiled
def step_week(state, programme, pars, seed, week):
    """One week."""
    staff, teams, sponsor, pupils, ties, levers, engagement, tally, log = state
    draw_week(staff, seed, week)
    update_team_means(staff, teams)
    step_levers(teams, levers, engagement, programme, sponsor, tally, pars, seed, week)
    step_workload(staff, teams, levers, tally, pars, seed, week)
    step_burnout(staff, teams, levers, pars)
    step_leaders(teams, levers, sponsor, pars)
    step_practice(staff, teams, levers, ties, pars)
    step_safety(staff, teams, levers, pars)
    step_trust(staff, teams, pars)
    step_training(staff, teams, levers, engagement, sponsor, tally, log, pars, seed, week)
    step_skill(staff, teams, pars)
    update_team_means(staff, teams)
    step_conflict(staff, teams, levers, ties, tally, log, pars, seed, week)
    step_pupils(teams, pupils, tally, log, pars, seed, week)
    step_staffing(staff, teams, levers, engagement, sponsor, tally, log, pars, seed, week)
    worry = tally.exclusions[week] / max(tally.quarrels[week], 1.0) - 0.5
    step_sponsor(teams, levers, sponsor, log, pars, seed, week, programme.launch, worry)
    step_record(staff, teams, sponsor, tally, pars, week)


@compiled
def served_has_capacity(pupils, teams, posts, pars):
    """A school has as many places as pupils."""
    return True


@compiled
def run_weeks(state, programme, pars, seed, first, last):
    """Run the weeks from `first` up to `last`; stops early, and says where, when the log needs more room."""
    for week in range(first, last):
        if not log_has_capacity(state.log, state.staff.size):
            return week
        step_week(state, programme, pars, seed, week)
    return last
