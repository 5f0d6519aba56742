"""A week in its order (model 2.4). One file a step; each file holds the rule.

The week goes through the teams and takes each through all the steps that need nobody else (A), then through what
crosses teams (B), then through the teams again (C), and ends with the organisation (D).

| step | file | what happens | |
|---|---|---|---|
| 1 | levers | at the launch the sponsor commits and need is measured | B |
| 2 | weekly_draws, team_means | the week's draws; where the team stands | A |
| 3 | levers, policies | levers come into force, as far as each leader lets them | A |
| 4 | workload | sickness, capacity, workload | A |
| 5 | burnout | burnout builds up and heals | A |
| 6 | leaders | leaders drift | A |
| 7 | practice | people see others and use their skill | A |
| 8 | safety | psychological safety | A |
| 9 | trust | trust from everyday life | A |
| 10 | skill | training, coaching, rehearsal, decay | A |
| 11 | incidents | incidents, harm, reporting | A |
| 12 | complaints | dissatisfaction | A |
| 13 | incidents, complaints | whoever was harmed or is dissatisfied becomes a case; complaints | B |
| 14 | cases, response | the answer to harm and its effects; cases go on, escalate, close | B |
| 15 | disciplinaries | investigations end, others begin | C |
| 16 | conflict | conflicts and grievances | C |
| 17 | complaints | encounters with patients and families | C |
| 18 | learning | lessons learned and forgotten | C |
| 19 | staffing | hiring, induction, leaving, new leaders | C |
| 20 | record_results, record_patients | where everyone stands | C, D |
| 21 | sponsor_counts, sponsor | the sponsor's commitment | D |

Steps of A and C touch one team only, so that threads can share the teams: what they need of others is in the
`Interim`, written by the pass before.
"""

from culture_sim.engine.compile import compiled
from culture_sim.engine.event_log import log_has_capacity
from culture_sim.engine.interim import reserve_identities
from culture_sim.engine.steps.burnout import step_burnout
from culture_sim.engine.steps.conflict import count_facilitators, facilitation, step_conflict
from culture_sim.engine.steps.disciplinaries import step_disciplinaries
from culture_sim.engine.steps.leaders import step_leaders
from culture_sim.engine.steps.learning import step_learning
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
from culture_sim.engine.steps.team_means import update_team_means
from culture_sim.engine.steps.trust import step_trust
from culture_sim.engine.steps.weekly_draws import draw_week
from culture_sim.engine.steps.workload import step_workload
from culture_sim.settings.nhs_trust.first_week import draw_initial_states, new_served
from culture_sim.settings.nhs_trust.steps.cases import (
    count_free_rows,
    enough_rows,
    served_has_capacity,
    step_cases,
)
from culture_sim.settings.nhs_trust.steps.complaints import (
    count_arrivals,
    step_complaints,
    step_dissatisfaction,
    step_encounters,
)
from culture_sim.settings.nhs_trust.steps.incidents import step_harm, step_incidents
from culture_sim.settings.nhs_trust.steps.policies import step_policies
from culture_sim.settings.nhs_trust.steps.record_patients import mean_patient_trust, record_patient_trust
from culture_sim.settings.nhs_trust.steps.sponsor_counts import step_sponsor_counts

__all__ = [
    "draw_initial_states",
    "has_capacity",
    "new_served",
    "prepare",
    "run_weeks",
    "served_has_capacity",
    "step_across_teams",
    "step_launch",
    "step_organisation",
    "step_teams",
    "step_teams_on",
    "step_week",
]


@compiled
def step_teams(state, interim, schedule, pars, seed, week, thread, first, end):
    """What teams `first` to `end` do that needs nobody else (A)."""
    staff, teams, sponsor, _, ties, levers, engagement, _, log = state
    notes, visible, facilitates, tally, counts, _, _, words, susceptibility = interim
    for team in range(first, end):
        counts[team, :] = 0.0
        draw_week(staff, teams, words[thread], seed, week, team)
        update_team_means(staff, teams, team)
        step_levers(teams, levers, engagement, schedule, tally, pars, week, team)
        step_policies(teams, levers, team)
        step_workload(staff, teams, levers, tally, pars, seed, week, team)
        step_burnout(staff, teams, levers, pars, team)
        step_leaders(teams, levers, sponsor, pars, team)
        step_practice(staff, teams, levers, ties, visible, susceptibility, pars, team)
        step_safety(staff, teams, levers, pars, team)
        step_trust(staff, teams, pars, team)
        step_training(staff, teams, levers, engagement, sponsor, tally, log, pars, seed, week, team)
        step_skill(staff, teams, pars, team)
        update_team_means(staff, teams, team)
        step_incidents(staff, teams, tally, pars, seed, week, team)
        step_dissatisfaction(staff, teams, levers, tally, pars, seed, week, team)
        count_facilitators(staff, teams, levers, notes, facilitates, team)
        count_arrivals(teams, notes, pars, seed, week, team)
        count_newcomers(staff, teams, notes, pars, seed, week, team)


@compiled
def step_across_teams(state, interim, pars, seed, week):
    """What crosses teams (B): identities and rows are given in the order of teams."""
    staff, teams, sponsor, patients, _, levers, _, _, log = state
    notes, tally, free_rows = interim.notes, interim.tallies, interim.free_rows
    for team in range(teams.size):
        step_harm(staff, teams, patients, sponsor, tally, pars, seed, week, team)
    for team in range(teams.size):
        step_complaints(teams, levers, patients, sponsor, tally, log, pars, seed, week, team)
        notes.next_arrival[team] = reserve_identities(sponsor, notes.arrivals[team])
    identify_newcomers(teams, sponsor, notes)
    free_rows[0] = step_cases(staff, teams, levers, patients, sponsor, tally, log, pars, seed, week)
    return facilitation(teams, notes)


@compiled
def step_teams_on(state, interim, helping, helpers_skill, pars, seed, week, first, end):
    """What teams `first` to `end` do after that (C)."""
    staff, teams, _, patients, ties, levers, engagement, _, log = state
    notes, visible, facilitates, tally, _, _, _, _, _ = interim
    for team in range(first, end):
        step_disciplinaries(staff, teams, tally, log, pars, seed, week, team)
        step_conflict(
            staff, teams, ties, facilitates, helping, helpers_skill, tally, log, pars, seed, week, team
        )
        step_encounters(staff, teams, levers, patients, notes, pars, seed, week, team)
        step_learning(teams, levers, pars, team)
        step_hiring(staff, teams, levers, engagement, notes, tally, log, pars, seed, week, team)
        step_leaving(staff, teams, tally, log, pars, week, team)
        step_leader_turnover(staff, teams, levers, notes, tally, log, pars, seed, week, team)
        step_record(staff, teams, notes, tally, pars, week, team)
        record_patient_trust(teams, tally, team)
        show(staff, teams, visible, team)


@compiled
def step_organisation(state, interim, schedule, pars, seed, week):
    """The organisation as a whole (D)."""
    _, teams, sponsor, _, _, levers, _, tally, log = state
    add_up(interim.counts, interim.totals, week)
    identify_leaders(teams, sponsor, interim.notes, log, week)
    worry = step_sponsor_counts(sponsor, tally, pars, week, schedule.launch)
    step_sponsor(teams, levers, sponsor, log, pars, seed, week, schedule.launch, worry)
    step_means(teams, sponsor, interim.notes, tally, week)
    mean_patient_trust(teams, tally, week)


@compiled
def step_week(state, interim, schedule, pars, seed, week):
    """Everyone's week, in the order of the table above."""
    teams = state.teams.size
    step_launch(state.staff, state.teams, state.sponsor, schedule, pars, seed, week)
    step_teams(state, interim, schedule, pars, seed, week, 0, 0, teams)
    helping, helpers_skill = step_across_teams(state, interim, pars, seed, week)
    step_teams_on(state, interim, helping, helpers_skill, pars, seed, week, 0, teams)
    step_organisation(state, interim, schedule, pars, seed, week)


@compiled
def run_weeks(state, interim, schedule, pars, seed, first, last):
    """The weeks from `first` up to `last`; stops early, and says where, when a table needs more room."""
    prepare(state, interim, pars)
    for week in range(first, last):
        if not has_capacity(state, interim, pars):
            return week
        step_week(state, interim, schedule, pars, seed, week)
    return last


@compiled
def prepare(state, interim, pars):
    """Fill the working memory from the state."""
    prepare_practice(state.staff, state.teams, interim.visible, interim.susceptibility, pars)
    interim.free_rows[0] = count_free_rows(state.served, state.teams)


@compiled
def has_capacity(state, interim, pars):
    """Whether cases and log have room for any week that could come."""
    posts = state.staff.size
    return log_has_capacity(state.log, posts) and enough_rows(interim.free_rows[0], posts, pars)
