"""A week in its order (model 2.4). One file a step; each file holds the rule and the loop that applies it.

Before the first step everyone's luck of the week is drawn (luck).

| step | file | what happens |
|---|---|---|
| 1 | levers | levers come into force, as far as each leader lets them |
| 2 | workload | sickness, capacity, workload |
| 3 | burnout | burnout builds up and heals |
| 4 | leaders | leaders drift |
| 5 | practice | people see others and use their skill |
| 6 | safety | psychological safety |
| 7 | trust | trust from everyday life |
| 8 | skill | training, coaching, rehearsal, decay |
| 9 | incidents | incidents, harm, reporting |
| 10 | response | the answer to harm and its effects |
| 11 | disciplinaries | investigations end, others begin |
| 12 | conflict | conflicts and grievances |
| 13 | complaints | encounters, dissatisfaction, complaints, cases |
| 14 | learning | lessons learned and forgotten |
| 15 | staffing | hiring, induction, leaving, new leaders |
| 16 | sponsor | the sponsor's commitment |
| 17 | record | where everyone stands |
"""

from culture_sim.engine.compile import compiled
from culture_sim.engine.event_log import log_has_capacity
from culture_sim.engine.steps.burnout import step_burnout
from culture_sim.engine.steps.conflict import step_conflict
from culture_sim.engine.steps.disciplinaries import step_disciplinaries
from culture_sim.engine.steps.leaders import step_leaders
from culture_sim.engine.steps.learning import step_learning
from culture_sim.engine.steps.levers import step_levers
from culture_sim.engine.steps.practice import step_practice
from culture_sim.engine.steps.record_results import step_record
from culture_sim.engine.steps.safety import step_safety
from culture_sim.engine.steps.skill import step_skill, step_training
from culture_sim.engine.steps.sponsor import step_sponsor
from culture_sim.engine.steps.staffing import step_staffing
from culture_sim.engine.steps.team_means import update_team_means
from culture_sim.engine.steps.trust import step_trust
from culture_sim.engine.steps.weekly_draws import draw_week
from culture_sim.engine.steps.workload import step_workload
from culture_sim.settings.nhs_trust.first_week import draw_initial_states, new_served
from culture_sim.settings.nhs_trust.steps.cases import served_has_capacity
from culture_sim.settings.nhs_trust.steps.complaints import step_complaints
from culture_sim.settings.nhs_trust.steps.incidents import step_incidents
from culture_sim.settings.nhs_trust.steps.policies import step_policies
from culture_sim.settings.nhs_trust.steps.record_patients import record_patient_trust
from culture_sim.settings.nhs_trust.steps.response import step_response
from culture_sim.settings.nhs_trust.steps.sponsor_counts import step_sponsor_counts

__all__ = [
    "draw_initial_states",
    "has_capacity",
    "new_served",
    "run_weeks",
    "served_has_capacity",
    "step_week",
]


@compiled
def step_week(state, programme, pars, seed, week):
    """One week of the whole organisation, in the order of the table above."""
    staff, teams, sponsor, patients, ties, levers, engagement, tally, log = state
    draw_week(staff, seed, week)
    update_team_means(staff, teams)
    step_levers(teams, levers, engagement, programme, sponsor, tally, pars, seed, week)
    step_policies(teams, levers)
    step_workload(staff, teams, levers, tally, pars, seed, week)
    step_burnout(staff, teams, levers, pars)
    step_leaders(teams, levers, sponsor, pars)
    step_practice(staff, teams, levers, ties, pars)
    step_safety(staff, teams, levers, pars)
    step_trust(staff, teams, pars)
    step_training(staff, teams, levers, engagement, sponsor, tally, log, pars, seed, week)
    step_skill(staff, teams, pars)
    update_team_means(staff, teams)
    step_incidents(staff, teams, patients, sponsor, tally, pars, seed, week)
    step_response(staff, teams, levers, patients, sponsor, tally, log, pars, seed, week)
    step_disciplinaries(staff, teams, tally, log, pars, seed, week)
    step_conflict(staff, teams, levers, ties, tally, log, pars, seed, week)
    step_complaints(staff, teams, levers, patients, sponsor, tally, log, pars, seed, week)
    step_learning(teams, levers, pars)
    step_staffing(staff, teams, levers, engagement, sponsor, tally, log, pars, seed, week)
    worry = step_sponsor_counts(sponsor, tally, pars, week, programme.launch)
    step_sponsor(teams, levers, sponsor, log, pars, seed, week, programme.launch, worry)
    step_record(staff, teams, sponsor, tally, pars, week)
    record_patient_trust(teams, tally, week)


@compiled
def run_weeks(state, programme, pars, seed, first, last):
    """Run the weeks from `first` up to `last`; stops early, and says where, when a table needs more room."""
    for week in range(first, last):
        if not has_capacity(state, pars):
            return week
        step_week(state, programme, pars, seed, week)
    return last


@compiled
def has_capacity(state, pars):
    """Whether cases and log have room for any week that could come."""
    return log_has_capacity(state.log, state.staff.size) and served_has_capacity(
        state.served, state.teams, state.staff.size, pars
    )
