"""A week in its order (section 4). Steps of A and C touch one team only; families cross teams, and so belong to B.

| step | file | what happens | |
|---|---|---|---|
| 1 | director, workforce | heads of service; absence, workload | A |
| 2 | daily | use of skill; who can hold a session | A |
| 3 | daily | encounters | A, leaders' B |
| 4 | concerns, daily | concerns and their answers, investigations | A |
| 5 | casework | referrals, every family's week (visits, harm, complaints, decisions, conferences), agencies | B |
| 6 | disputes | facilitators go where they were asked; conflicts, grievances | B, C |
| 7 | programme | roles; diagnosis, leadership, courses, sessions | B, C |
| | supervision | what circles repair, supervision of everybody | C |
| 8 | staffing | burnout, decay | C |
| 9 | workforce, managers, director | leaving, hiring, agency workers; managers; director | C, D |
| 10 | record, families | where everyone stands | B, C, D |
"""

from __future__ import annotations

from culture_sim.engine.compile import compiled
from culture_sim.engine.rules import as_act
from culture_sim.engine.steps.appointments import appoint
from culture_sim.engine.steps.daily import (
    leaders_meet,
    step_draws,
    step_draws_on,
    step_encounters,
    step_investigations,
    step_use,
)
from culture_sim.engine.steps.disputes import meet_requests, step_conflicts
from culture_sim.engine.steps.launch import manner_of, step_plan
from culture_sim.engine.steps.programme import choose_teams, step_agencies, step_programme
from culture_sim.engine.steps.record import add_up, cohesion, count_roles, step_record
from culture_sim.engine.steps.staffing import (
    charge_core_team,
    programme_runs,
    step_wear,
)
from culture_sim.settings.childrens_social_work.steps.agencies import new_partners
from culture_sim.settings.childrens_social_work.steps.casework import step_families
from culture_sim.settings.childrens_social_work.steps.concerns import step_concerns
from culture_sim.settings.childrens_social_work.steps.director import (
    step_director,
    step_heads,
)
from culture_sim.settings.childrens_social_work.steps.families import new_served, served_has_capacity
from culture_sim.settings.childrens_social_work.steps.managers import step_manager
from culture_sim.settings.childrens_social_work.steps.supervision import step_circle_repairs, step_supervision
from culture_sim.settings.childrens_social_work.steps.workforce import (
    record_workforce,
    step_absence,
    step_caseload,
    step_staffing,
)

__all__ = [
    "new_partners",
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
def step_launch(state, interim, schedule, pars, seed, week):
    """The plan's levers, if their money was renewed (15), and the heads of service."""
    step_plan(state, interim, as_act(not state.executive.refused[0]), schedule, pars, seed, week)
    step_heads(state, pars, seed, week)


@compiled
def step_teams(state, interim, pars, seed, week, thread, first, end):
    """What teams `first` to `end` do that needs nobody else (A)."""
    staff, teams, levers, tally, diary = state.staff, state.teams, state.levers, state.tally, state.diary
    executive, words = state.executive, interim.words[thread]
    for team in range(first, end):
        interim.counts[team, :] = 0.0
        step_draws(teams, words, seed, week, team)
        step_absence(staff, teams, tally, diary, pars, seed, week, team)
        step_caseload(staff, teams, levers, tally, pars, team)
        step_use(staff, teams, levers, tally, pars, seed, week, team)
        step_encounters(
            staff, teams, state.ties, state.shown, levers, executive, diary, words, pars, seed, week, team
        )
        step_concerns(staff, teams, levers, tally, diary, words, pars, seed, week, team)
        step_investigations(staff, teams, levers, tally, diary, words, pars, seed, week, team)


@compiled
def step_across_teams(state, schedule, pars, seed, week):
    """What crosses teams (B): leaders, families, facilitators, roles."""
    manner, diary, since = manner_of(schedule, week), state.diary, week - schedule.launch
    leaders_meet(state.staff, state.teams, diary, pars, seed, week)
    step_families(state, manner, diary, pars, seed, week)
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
        if runs:
            step_programme(staff, teams, levers, manner, tally, diary, words, pars, seed, week, since, team)
            step_agencies(staff, teams, levers, tally, diary, pars, seed, week, team)
            step_circle_repairs(staff, teams, manner, tally, diary, pars, seed, week, team)
        step_supervision(staff, teams, levers, manner, tally, diary, pars, seed, week, team)
        step_wear(staff, teams, diary, pars, team)
        step_staffing(staff, teams, levers, manner, tally, diary, pars, seed, week, team)
        step_manager(staff, teams, state.executive, levers, manner, tally, diary, pars, seed, week, team)
        step_record(staff, teams, state.shown, tally, pars, team)
        record_workforce(staff, teams, tally, pars, team)


@compiled
def step_organisation(state, interim, schedule, pars, seed, week):
    """The service as a whole (D)."""
    executive, levers, weeks, launch = state.executive, state.levers, state.weeks, schedule.launch
    add_up(interim.counts, interim.totals, interim.divisors, week)
    count_roles(state.teams, state.roles)
    weeks.cohesion[week] = cohesion(weeks.in_conflict[week], weeks.norm[week], pars)
    charge_core_team(executive, weeks, pars, week, state.shown.shape[0])
    step_director(executive, levers, weeks, state.diary, pars, seed, week, launch)
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
    """The weeks from `first` up to `last`; stops early, and says where, when families need more room."""
    for week in range(first, last):
        if not served_has_capacity(state):
            return week
        step_week(state, interim, schedule, pars, seed, week)
    return last
