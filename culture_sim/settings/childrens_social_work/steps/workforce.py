"""Workload of teams and workers (1); absence, leaving and hiring are the core's for now."""

from __future__ import annotations

from culture_sim.engine.compile import compiled
from culture_sim.engine.rules import clip, is_present, leader_of
from culture_sim.engine.steps.daily import WEEKS_A_YEAR
from culture_sim.settings.childrens_social_work.steps.families import holds_cases
from culture_sim.settings.childrens_social_work.tables import SUPPORT_WORKERS


@compiled
def step_caseload(staff, teams, levers, tally, pars, team):
    """Hours that the team's families take against the hours of those present (1)."""
    hours, relief = 0.0, 0.0
    for post in range(teams.first_post[team], teams.end_post[team]):
        if not staff.filled[post] and holds_cases(staff, post):
            hours += pars.vacancy_cover * pars.hours_for_cases
        if is_present(staff, post):
            if holds_cases(staff, post):
                hours += pars.hours_for_cases
            elif staff.profession[post] == SUPPORT_WORKERS:
                hours += pars.hours_of_support
        relief += levers.caseload_relief[team] * holds_cases(staff, post)
    hours += relief * pars.hours_for_cases
    tally.relief_years[team] += relief / WEEKS_A_YEAR
    tally.fees[team] += relief / WEEKS_A_YEAR * pars.relief_cost
    load = pars.most_load
    if hours > 0.0:
        load = clip(teams.case_hours[team] * pars.workload_scale / hours, pars.least_load, pars.most_load)
    teams.workload[team] = load
    for post in range(teams.first_post[team], teams.end_post[team]):
        staff.workload[post] = load
    staff.workload[leader_of(teams, staff, team)] = load
