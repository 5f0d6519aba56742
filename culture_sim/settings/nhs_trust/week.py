"""A week in its order (section 2). Steps of A and C touch one team only, so that threads can share the teams.

| step | file | what happens | |
|---|---|---|---|
| 1 | daily | absence, workload | A |
| 2 | daily | use of skill; who can hold a session | A |
| 3 | daily | encounters | A, leaders' B |
| 4 | daily, harm | voice and answers, investigations; harm and its answer, promises due | A, B |
| 5 | disputes | facilitators go where they were asked; conflicts, grievances | B, C |
| 6 | served | dissatisfaction, complaints, thanks, trust of those served | C |
| 7 | programme | roles; diagnosis, leadership, courses, sessions, supervision | B, C |
| 8 | staffing | burnout, decay | C |
| 9 | staffing | leaving, hiring, leaders; executive, sponsor | C, D |
| 10 | record | where everyone stands | C, D |
"""

from __future__ import annotations

import numpy as np

from culture_sim.engine.compile import compiled
from culture_sim.engine.rng import normal
from culture_sim.engine.rules import above
from culture_sim.engine.steps.appointments import appoint
from culture_sim.engine.steps.daily import (
    WEEKS_A_YEAR,
    leaders_meet,
    step_draws,
    step_draws_on,
    step_encounters,
    step_investigations,
    step_use,
    step_voice,
    step_workload,
)
from culture_sim.engine.steps.disputes import meet_requests, step_conflicts
from culture_sim.engine.steps.programme import choose_teams, step_programme
from culture_sim.engine.steps.record import add_up, cohesion, count_roles, step_record
from culture_sim.engine.steps.staffing import (
    programme_runs,
    step_executive,
    step_leader,
    step_sponsor,
    step_staffing,
    step_wear,
)
from culture_sim.engine.streams import Draw
from culture_sim.engine.tables import Manner
from culture_sim.settings.nhs_trust.harm import answer_harms, keep_promises
from culture_sim.settings.nhs_trust.served import step_served

POSTS_OF_A_PRICE = 1000.0
"""The price of the team that runs a programme is said for so many."""
GOOD_FAITH = Manner(1.0, 1.0, 1.0, 1.0, 1.0, 1.0)


@compiled
def draw_first_served(teams, pars):
    """Trust of the people served in the first week."""
    teams.served_trust[:] = pars.first_served_trust


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
    leaders_meet(state.staff, state.teams, state.executive, diary, pars, seed, week)
    answer_harms(state, manner, diary, pars, seed, week)
    keep_promises(state, manner, diary, pars, seed, week)
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
    runs = since >= 0 and programme_runs(levers)
    for team in range(first, end):
        step_draws_on(teams, words, seed, week, team)
        step_conflicts(staff, teams, levers, tally, diary, words, pars, seed, week, team)
        step_served(staff, teams, levers, tally, diary, words, pars, seed, week, team)
        if runs:
            step_programme(staff, teams, levers, manner, tally, diary, words, pars, seed, week, since, team)
        step_wear(staff, teams, diary, pars, team)
        step_staffing(staff, teams, levers, manner, tally, diary, words, pars, seed, week, team)
        step_leader(staff, teams, state.executive, levers, manner, tally, diary, pars, seed, week, team)
        step_record(staff, teams, state.shown, tally, pars, team)


@compiled
def step_organisation(state, interim, schedule, pars, seed, week):
    """The organisation as a whole (D)."""
    executive, levers, weeks, launch = state.executive, state.levers, state.weeks, schedule.launch
    step_executive(executive, levers, state.diary, pars, seed, week, week >= launch)
    add_up(interim.counts, interim.totals, interim.shape[0], interim.shape[1], week)
    count_roles(state.teams, state.roles)
    weeks.claims[week] = state.claims[week]
    weeks.cohesion[week] = cohesion(weeks.in_conflict[week], weeks.norm[week], pars)
    if week >= launch and programme_runs(levers):
        core = (
            levers.leadership_modelling[0]
            + levers.champions[0]
            + levers.everyday_conversations[0]
            + levers.circles[0]
            + levers.restorative_supervision[0]
            + levers.formal_processes[0]
        ) > 0.0
        share = state.shown.shape[0] / POSTS_OF_A_PRICE / WEEKS_A_YEAR
        if core:
            weeks.core_team_years[week] += share
        else:
            weeks.small_core_team_years[week] += share
        weeks.fees[week] += share * (pars.core_team_per_year if core else pars.small_core_team_per_year)
    step_sponsor(executive, levers, weeks, pars, week, launch)
    if week >= launch:  # before it there is no programme to stand behind
        weeks.commitment[week] = executive.commitment[0]


@compiled
def step_trust(state, pars, seed, week):
    """The trust's demand, and what partner agencies do."""
    executive = state.executive
    noise = normal(seed, week, Draw.TRUST, 0, 0)
    kept = pars.staffing_persistence
    executive.demand[0] = kept * executive.demand[0] + pars.staffing_spread * np.sqrt(1.0 - kept**2) * noise
    strength = state.levers.multi_agency_alignment[0]
    if strength > 0.0:
        gap = above(pars.partners_best - executive.partners[0])
        executive.partners[0] += pars.partners_learn * strength * gap


@compiled
def bring_into_force(state, amounts, schedule, pars, since):
    """The plan's levers, funded as far as the sponsor is committed (27)."""
    funding = min(1.0, state.executive.commitment[0] / pars.commitment_in_full)
    row = min(since, schedule.plan.shape[0] - 1)
    for team in range(amounts.shape[0]):
        for lever in range(amounts.shape[1]):
            amount = schedule.plan[row, state.teams.wave[team], lever]
            amounts[team, lever] = amount * funding if schedule.funded[lever] else amount


@compiled
def remember_practice(staff):
    """What everybody's practice was as the plan was launched; none in a vacant post."""
    for row in range(staff.size):
        staff.practice_before[row] = staff.practice[row] if staff.filled[row] else 0.0


@compiled
def step_launch(state, interim, schedule, pars, seed, week):
    """What comes before the teams' week: the plan's levers, and the trust as a whole."""
    state.diary.length[1] = week
    if week >= schedule.launch:
        if week == schedule.launch:
            remember_practice(state.staff)
        bring_into_force(state, interim.amounts, schedule, pars, week - schedule.launch)
    step_trust(state, pars, seed, week)


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
def manner_of(schedule, week):
    """How things are done in a week: in good faith before the launch."""
    return schedule.manner if week >= schedule.launch else GOOD_FAITH


@compiled
def run_weeks(state, interim, schedule, pars, seed, first, last):
    """The weeks from `first` up to `last`; stops early, and says where, when agreed actions need more room."""
    for week in range(first, last):
        if not served_has_capacity(state):
            return week
        step_week(state, interim, schedule, pars, seed, week)
    return last


@compiled
def served_has_capacity(state):
    """Whether there is room for the actions that could be agreed in any week."""
    open_actions = 0
    for row in range(state.harms.size):
        open_actions += state.harms.stage[row]
    return state.harms.size - open_actions >= state.staff.size
