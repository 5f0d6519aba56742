"""The school's week: the core's steps, and pupils who quarrel."""

import numpy as np

from culture_sim.engine.columns import zeros
from culture_sim.engine.compile import compiled
from culture_sim.engine.event_log import log_event, log_has_capacity
from culture_sim.engine.interim import new_person
from culture_sim.engine.rng import poisson, uniforms
from culture_sim.engine.steps.burnout import step_burnout
from culture_sim.engine.steps.conflict import count_facilitators, facilitation, step_conflict
from culture_sim.engine.steps.initial_states import (
    draw_initial_leader,
    draw_initial_sponsor,
    draw_initial_staff,
)
from culture_sim.engine.steps.leaders import step_leaders
from culture_sim.engine.steps.levers import step_launch, step_levers
from culture_sim.engine.steps.practice import prepare_practice, show, step_practice
from culture_sim.engine.steps.record_results import add_up, step_means, step_record
from culture_sim.engine.steps.safety import step_safety
from culture_sim.engine.steps.skill import step_skill, step_training
from culture_sim.engine.steps.sponsor import step_sponsor
from culture_sim.engine.steps.staffing import (
    count_newcomers,
    identify_leaders,
    identify_newcomers,
    step_hiring,
    step_leader_turnover,
    step_leaving,
)
from culture_sim.engine.steps.team_means import WEEKS_A_YEAR, logistic, update_team_means
from culture_sim.engine.steps.trust import step_trust
from culture_sim.engine.steps.weekly_draws import draw_week
from culture_sim.engine.steps.workload import step_workload

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
def step_pupils(teams, pupils, tally, log, pars, seed, week, team):
    """Pupils quarrel; where staff practise restoratively they are heard, elsewhere they are sent home for a week."""
    first, end = teams.first_pupil[team], teams.end_pupil[team]
    for row in range(first, end):
        pupils.stage[row] = Stage.IN_CLASS
    expected = pars.quarrels_per_pupil_year / WEEKS_A_YEAR * (end - first)
    for which in range(poisson(seed, week, QUARREL_COUNT, team, expected)):
        who, heard, _, _ = uniforms(seed, week, QUARREL, team, which)
        row = first + min(int(who * (end - first)), end - first - 1)
        tally.quarrels[team] += 1
        if heard < logistic(pars.listened_to * (teams.practice[team] - pars.practice_reference)):
            pupils.stage[row], answer = Stage.HEARD, Response.HEARD
        else:
            pupils.stage[row], answer = Stage.SENT_HOME, Response.SENT_HOME
            tally.exclusions[team] += 1
        log_event(log, week, Event.QUARREL, answer, team, -1, pupils.person[row], -1, 0.0, 0.0, 0.0)


@compiled
def step_week(state, interim, schedule, pars, seed, week):
    """One week: through the departments, then what crosses them, and through the departments again."""
    staff, teams, sponsor, pupils, ties, levers, engagement, totals, log = state
    notes, visible, facilitates, tally, counts, _, _, words, susceptibility = interim
    step_launch(staff, teams, sponsor, schedule, pars, seed, week)
    for team in range(teams.size):
        counts[team, :] = 0.0
        draw_week(staff, teams, words[0], seed, week, team)
        update_team_means(staff, teams, team)
        step_levers(teams, levers, engagement, schedule, tally, pars, week, team)
        step_workload(staff, teams, levers, tally, pars, seed, week, team)
        step_burnout(staff, teams, levers, pars, team)
        step_leaders(teams, levers, sponsor, pars, team)
        step_practice(staff, teams, levers, ties, visible, susceptibility, pars, team)
        step_safety(staff, teams, levers, pars, team)
        step_trust(staff, teams, pars, team)
        step_training(staff, teams, levers, engagement, sponsor, tally, log, pars, seed, week, team)
        step_skill(staff, teams, pars, team)
        update_team_means(staff, teams, team)
        count_facilitators(staff, teams, levers, notes, facilitates, team)
        count_newcomers(staff, teams, notes, pars, seed, week, team)
    identify_newcomers(teams, sponsor, notes)
    helping, skill = facilitation(teams, notes)
    for team in range(teams.size):
        step_conflict(staff, teams, ties, facilitates, helping, skill, tally, log, pars, seed, week, team)
        step_pupils(teams, pupils, tally, log, pars, seed, week, team)
        step_hiring(staff, teams, levers, engagement, notes, tally, log, pars, seed, week, team)
        step_leaving(staff, teams, tally, log, pars, week, team)
        step_leader_turnover(staff, teams, levers, notes, tally, log, pars, seed, week, team)
        step_record(staff, teams, notes, tally, pars, week, team)
        show(staff, teams, visible, team)
    add_up(counts, interim.totals, week)
    identify_leaders(teams, sponsor, notes, log, week)
    worry = totals.exclusions[week] / max(totals.quarrels[week], 1.0) - 0.5
    step_sponsor(teams, levers, sponsor, log, pars, seed, week, schedule.launch, worry)
    step_means(teams, sponsor, notes, totals, week)


@compiled
def served_has_capacity(pupils, teams, posts, pars):
    """A school has as many places as pupils."""
    return True


@compiled
def run_weeks(state, interim, schedule, pars, seed, first, last):
    """Run the weeks from `first` up to `last`; stops early, and says where, when the log needs more room."""
    prepare_practice(state.staff, state.teams, interim.visible, interim.susceptibility, pars)
    for week in range(first, last):
        if not log_has_capacity(state.log, state.staff.size):
            return week
        step_week(state, interim, schedule, pars, seed, week)
    return last
