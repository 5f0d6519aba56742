"""The school's week: the core's steps, and pupils who quarrel."""

import numpy as np

from culture_sim.engine.columns import zeros
from culture_sim.engine.compile import compiled
from culture_sim.engine.event_log import log_event
from culture_sim.engine.rng import uniforms
from culture_sim.engine.rules import count_of, is_present, strain
from culture_sim.engine.steps.appointments import appoint
from culture_sim.engine.steps.daily import (
    WEEKS_A_YEAR,
    leaders_meet,
    step_draws,
    step_draws_on,
    step_encounters,
    step_investigations,
    step_use,
    step_workload,
    step_worries,
)
from culture_sim.engine.steps.disputes import meet_requests, step_conflicts
from culture_sim.engine.steps.launch import manner_of, step_launch
from culture_sim.engine.steps.programme import choose_teams, step_agencies, step_programme, step_supervision
from culture_sim.engine.steps.record import add_up, count_roles, step_record
from culture_sim.engine.steps.staffing import (
    charge_core_team,
    programme_runs,
    step_executive,
    step_leader,
    step_sponsor,
    step_staffing,
    step_wear,
)

from .tables import Event, OwnCause, Response, Served, Stage

QUARREL_COUNT, QUARREL = 200, 201
"""Streams of this setting's block."""


def new_served(teams, _posts, places_of_team, _parameters):
    """The table of pupils, all in class; gives every department its own."""
    ends = np.cumsum(places_of_team)
    teams.first_pupil[:], teams.end_pupil[:] = ends - places_of_team, ends
    pupils = zeros(Served, int(places_of_team.sum()))
    pupils.team[:] = np.repeat(np.arange(len(teams)), places_of_team)
    pupils.stage[:], pupils.person[:] = Stage.IN_CLASS, np.arange(len(pupils))
    return pupils


@compiled
def step_pupils(staff, teams, pupils, tally, diary, pars, seed, week, team):
    """Pupils quarrel; who is on duty hears them, or sends one home for a week and is worn by it."""
    first, end = teams.first_pupil[team], teams.end_pupil[team]
    for row in range(first, end):
        pupils.stage[row] = Stage.IN_CLASS
    mean = pars.quarrels / WEEKS_A_YEAR * (end - first)
    number, _, _, _ = uniforms(seed, week, QUARREL_COUNT, team, 0)
    for which in range(count_of(mean, np.exp(-mean), number)):
        who, duty, heard, _ = uniforms(seed, week, QUARREL, team, which)
        row = first + int(who * (end - first))
        post = teams.first_post[team] + int(duty * (teams.end_post[team] - teams.first_post[team]))
        tally.quarrels[team] += 1.0
        on_duty = is_present(staff, post)
        if on_duty and heard < pars.listened_to * staff.practice[post]:
            pupils.stage[row], how = Stage.HEARD, Response.HEARD
        else:
            pupils.stage[row], how = Stage.SENT_HOME, Response.SENT_HOME
            tally.exclusions[team] += 1.0
            if on_duty:
                strain(staff, post, pars.quarrel_strain, OwnCause.QUARREL, diary)
        if on_duty:
            log_event(diary, staff, post, Event.QUARREL, OwnCause.QUARREL, how, pupils.person[row], 0.0)


@compiled
def step_teams(state, interim, pars, seed, week, thread, first, end):
    """What departments `first` to `end` do that needs nobody else (A)."""
    staff, teams, levers, tally, diary = state.staff, state.teams, state.levers, state.tally, state.diary
    executive, words = state.executive, interim.words[thread]
    for team in range(first, end):
        interim.counts[team, :] = 0.0
        step_draws(teams, words, seed, week, team)
        step_workload(staff, teams, executive, levers, tally, words, pars, seed, week, team)
        step_use(staff, teams, levers, tally, pars, seed, week, team)
        step_encounters(
            staff, teams, state.ties, state.shown, levers, executive, diary, words, pars, seed, week, team
        )
        step_worries(staff, teams, tally, diary, words, pars, seed, week, team)
        step_investigations(staff, teams, levers, tally, diary, words, pars, seed, week, team)


@compiled
def step_across_teams(state, schedule, pars, seed, week):
    """What crosses departments (B)."""
    manner, diary, since = manner_of(schedule, week), state.diary, week - schedule.launch
    leaders_meet(state.staff, state.teams, diary, pars, seed, week)
    meet_requests(state, diary, pars, seed, week)
    if since >= 0:
        appoint(state, manner, diary, pars, seed, week)
        if since == int(pars.diagnosis_weeks) and manner.cover < 1.0:
            choose_teams(state.staff, state.teams, manner, pars, seed, week)


@compiled
def step_teams_on(state, interim, schedule, pars, seed, week, thread, first, end):
    """What departments `first` to `end` do after that (C)."""
    staff, teams, levers, tally, diary = state.staff, state.teams, state.levers, state.tally, state.diary
    words, manner, since = interim.words[thread], manner_of(schedule, week), week - schedule.launch
    runs = since >= 0 and programme_runs(state.executive)
    for team in range(first, end):
        step_draws_on(teams, words, seed, week, team)
        step_conflicts(staff, teams, levers, tally, diary, words, pars, seed, week, team)
        step_pupils(staff, teams, state.served, tally, diary, pars, seed, week, team)
        if runs:
            step_programme(staff, teams, levers, manner, tally, diary, words, pars, seed, week, since, team)
            step_supervision(staff, teams, levers, manner, tally, diary, words, pars, seed, week, team)
            step_agencies(staff, teams, levers, tally, diary, pars, seed, week, team)
        step_wear(staff, teams, diary, pars, team)
        step_staffing(staff, teams, levers, manner, tally, diary, words, pars, seed, week, team)
        step_leader(staff, teams, state.executive, levers, manner, tally, diary, pars, seed, week, team)
        step_record(staff, teams, state.shown, tally, pars, team)


@compiled
def step_organisation(state, interim, schedule, pars, seed, week):
    """The school as a whole (D); its sponsor counts exclusions."""
    executive, levers, weeks, launch = state.executive, state.levers, state.weeks, schedule.launch
    step_executive(executive, levers, state.diary, pars, seed, week, week >= launch)
    add_up(interim.counts, interim.totals, interim.divisors, week)
    count_roles(state.teams, state.roles)
    charge_core_team(executive, weeks, pars, week, state.shown.shape[0])
    step_sponsor(executive, levers, weeks, weeks.exclusions, pars, week, launch)
    weeks.commitment[week] = executive.commitment[0]


@compiled
def served_has_capacity(state):
    """A school has as many places as pupils."""
    return True


@compiled
def run_weeks(state, interim, schedule, pars, seed, first, last):
    """The weeks from `first` up to `last`; returns where it stopped."""
    teams = state.teams.size
    for week in range(first, last):
        step_launch(state, interim, schedule, pars, seed, week)
        step_teams(state, interim, pars, seed, week, 0, 0, teams)
        step_across_teams(state, schedule, pars, seed, week)
        step_teams_on(state, interim, schedule, pars, seed, week, 0, 0, teams)
        step_organisation(state, interim, schedule, pars, seed, week)
    return last
