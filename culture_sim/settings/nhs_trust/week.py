"""A week in its order (section 2). Steps of A and C touch one team only, so that threads can share the teams.

| step | file | what happens | |
|---|---|---|---|
| 1 | daily | absence, workload | A |
| 2 | daily | use of skill; who can hold a session | A |
| 3 | daily | encounters | A, leaders' B |
| 4 | voice, daily, harm | voice and answers, investigations; harm and its answer, promises due | A, B |
| 5 | disputes | facilitators go where they were asked; conflicts, grievances | B, C |
| 6 | served | dissatisfaction, complaints, thanks, trust of those served | C |
| 7 | programme, served | roles; diagnosis, leadership, courses, sessions, supervision | B, C |
| 8 | staffing | burnout, decay | C |
| 9 | staffing | leaving, hiring, leaders; executive, sponsor | C, D |
| 10 | record | where everyone stands | C, D |
"""

from __future__ import annotations

from culture_sim.engine.compile import compiled
from culture_sim.engine.steps.appointments import appoint
from culture_sim.engine.steps.daily import (
    leaders_meet,
    step_draws,
    step_draws_on,
    step_encounters,
    step_investigations,
    step_use,
    step_workload,
)
from culture_sim.engine.steps.disputes import meet_requests, step_conflicts
from culture_sim.engine.steps.launch import manner_of, step_launch
from culture_sim.engine.steps.programme import choose_teams, step_agencies, step_programme, step_supervision
from culture_sim.engine.steps.record import add_up, cohesion, count_roles, step_record
from culture_sim.engine.steps.staffing import (
    charge_core_team,
    programme_runs,
    step_executive,
    step_leader,
    step_sponsor,
    step_staffing,
    step_wear,
)
from culture_sim.settings.nhs_trust.harm import answer_harms, served_has_capacity, step_due
from culture_sim.settings.nhs_trust.served import new_served, record_served, step_redesign, step_served
from culture_sim.settings.nhs_trust.voice import step_voice

__all__ = [
    "new_served",
    "run_weeks",
    "served_has_capacity",
    "step_across_teams",
    "step_launch",
    "step_organisation",
    "step_teams",
    "step_teams_on",
]


@compiled
def step_teams(state, interim, pars, seed, week, thread, first, end):
    """What teams `first` to `end` do that needs nobody else (A)."""
    staff, teams, levers, tally, diary = state.staff, state.teams, state.levers, state.tally, state.diary
    words = interim.words[thread]
    for team in range(first, end):
        interim.counts[team, :] = 0.0
        step_draws(teams, words, seed, week, team)
        step_workload(staff, teams, state.executive, levers, tally, words, pars, seed, week, team)
        step_use(staff, teams, levers, tally, pars, seed, week, team)
        step_encounters(
            staff,
            teams,
            state.ties,
            state.shown,
            levers,
            state.executive,
            diary,
            words,
            pars,
            seed,
            week,
            team,
        )
        step_voice(staff, teams, levers, tally, diary, words, pars, seed, week, team)
        step_investigations(staff, teams, levers, tally, diary, words, pars, seed, week, team)


@compiled
def step_across_teams(state, schedule, pars, seed, week):
    """What crosses teams (B)."""
    manner, diary, since = manner_of(schedule, week), state.diary, week - schedule.launch
    leaders_meet(state.staff, state.teams, diary, pars, seed, week)
    answer_harms(state, manner, diary, pars, seed, week)
    step_due(state, manner, diary, pars, seed, week)
    meet_requests(state, diary, pars, seed, week)
    if since >= 0:
        appoint(state, manner, diary, pars, seed, week)
        if since == int(pars.diagnosis_weeks) and manner.cover < 1.0:
            choose_teams(state.staff, state.teams, manner, pars, seed, week)


@compiled
def step_teams_on(state, interim, schedule, pars, seed, week, thread, first, end):
    """What teams `first` to `end` do after that (C)."""
    staff, teams, levers, tally, diary = state.staff, state.teams, state.levers, state.tally, state.diary
    words, manner, since = interim.words[thread], manner_of(schedule, week), week - schedule.launch
    runs = since >= 0 and programme_runs(state.executive)
    for team in range(first, end):
        step_draws_on(teams, words, seed, week, team)
        step_conflicts(staff, teams, levers, tally, diary, words, pars, seed, week, team)
        step_served(staff, teams, levers, tally, diary, words, pars, seed, week, team)
        if runs:
            step_programme(staff, teams, levers, manner, tally, diary, words, pars, seed, week, since, team)
            step_supervision(staff, teams, levers, manner, tally, diary, words, pars, seed, week, team)
            step_redesign(staff, teams, levers, tally, diary, pars, seed, week, team)
            step_agencies(staff, teams, levers, tally, diary, pars, seed, week, team)
        step_wear(staff, teams, diary, pars, team)
        step_staffing(staff, teams, levers, manner, tally, diary, words, pars, seed, week, team)
        step_leader(staff, teams, state.executive, levers, manner, tally, diary, pars, seed, week, team)
        step_record(staff, teams, state.shown, tally, pars, team)
        record_served(teams, tally, team)


@compiled
def step_organisation(state, interim, schedule, pars, seed, week):
    """The organisation as a whole (D)."""
    executive, levers, weeks, launch = state.executive, state.levers, state.weeks, schedule.launch
    step_executive(executive, levers, state.diary, pars, seed, week, week >= launch)
    add_up(interim.counts, interim.totals, interim.divisors, week)
    count_roles(state.teams, state.roles)
    weeks.cohesion[week] = cohesion(weeks.in_conflict[week], weeks.norm[week], pars)
    charge_core_team(executive, weeks, pars, week, state.shown.shape[0])
    step_sponsor(executive, levers, weeks, weeks.reported_incidents, pars, week, launch)
    if week >= launch:  # before it there is no programme to stand behind
        weeks.commitment[week] = executive.commitment[0]


@compiled
def step_week(state, interim, schedule, pars, seed, week):
    """Everyone's week, in the order of the table above."""
    teams = state.teams.size
    step_launch(state, interim, schedule, pars, seed, week)
    step_teams(state, interim, pars, seed, week, 0, 0, teams)
    step_across_teams(state, schedule, pars, seed, week)
    step_teams_on(state, interim, schedule, pars, seed, week, 0, 0, teams)
    step_organisation(state, interim, schedule, pars, seed, week)


@compiled
def run_weeks(state, interim, schedule, pars, seed, first, last):
    """The weeks from `first` up to `last`; stops early, and says where, when those served need more room."""
    for week in range(first, last):
        if not served_has_capacity(state):
            return week
        step_week(state, interim, schedule, pars, seed, week)
    return last
