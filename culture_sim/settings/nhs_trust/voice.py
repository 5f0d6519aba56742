"""Incidents, said or kept silent, beside the worries and ideas of the core (8)."""

from __future__ import annotations

import numpy as np

from culture_sim.engine.compile import compiled
from culture_sim.engine.rng import to_uniform, uniforms
from culture_sim.engine.rules import count_of, is_present, most_burnout
from culture_sim.engine.steps.daily import (
    BLAMED,
    DAY,
    WEEKS_A_YEAR,
    be_answered,
    chance_of_saying,
    hear,
    investigate,
    say_worries,
    spared,
    standing_heard,
    worries_a_week,
)
from culture_sim.engine.streams import Draw
from culture_sim.settings.nhs_trust.streams import OwnDraw


@compiled
def step_voice(staff, teams, levers, tally, diary, words, pars, seed, week, team):
    """Incidents, worries and ideas are said or kept silent, and answered (8)."""
    first = teams.first_post[team]
    lessons = pars.incident_lessons * (teams.lessons[team] - 1.0)
    team_rate = pars.incident_workload * (teams.workload[team] - 1.0) - lessons
    most = pars.incidents / WEEKS_A_YEAR * np.exp(pars.incident_burnout * most_burnout(pars) + team_rate)
    surely_none = np.exp(-most)
    worries, no_worry = worries_a_week(pars)
    for post in range(first, teams.end_post[team]):
        if not is_present(staff, post):
            continue
        incidents = to_uniform(words[DAY, 3, post - first])
        number = 0
        if incidents > surely_none:
            rate = np.exp(pars.incident_burnout * (staff.burnout[post] - pars.burnout_reference) + team_rate)
            mean = pars.incidents / WEEKS_A_YEAR * rate
            number = count_of(mean, np.exp(-mean), incidents)
        for k in range(number):
            says, harms, _, _ = uniforms(seed, week, OwnDraw.INCIDENT, post, k)
            standing = standing_heard(staff, teams, post, team)
            said = says < chance_of_saying(staff, post, pars.say_incident, standing, pars)
            hear(staff, tally, diary, post, said, team)
            tally.incidents[team] += 1.0
            if harms < pars.harm_share * staff.exposure[post] * (1.0 - pars.harm_averted_by_voice * said):
                teams.harms[team] += 1
                if said:
                    staff.harms_said[post] += 1
                else:
                    staff.harms_unsaid[post] += 1
            elif said:
                tally.reported_incidents[team] += 1.0
                kind = be_answered(staff, teams, diary, post, k, standing, False, pars, seed, week, team)
                if kind == BLAMED and staff.investigation_weeks[post] == 0:
                    _, _, investigation, _ = uniforms(seed, week, Draw.ANSWER, post, k)
                    chance = pars.investigated_incident * pars.investigated_after_blame
                    if investigation < chance * spared(staff, teams, levers, pars, team):
                        investigate(staff, tally, diary, post, pars, team)
        say_worries(staff, teams, tally, diary, words, worries, no_worry, post, pars, seed, week, team)
