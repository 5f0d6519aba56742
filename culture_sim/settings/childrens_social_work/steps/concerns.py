"""What workers have to say: hostile meetings and broken promises, concerns of the work, worries and ideas (8)."""

from __future__ import annotations

import numpy as np

from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.rng import uniforms
from culture_sim.engine.rules import count_of, is_present
from culture_sim.engine.steps.daily import (
    BLAMED,
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
from culture_sim.settings.childrens_social_work.steps.families import holds_cases
from culture_sim.settings.childrens_social_work.streams import OwnDraw


@compiled
def step_concerns(staff, teams, levers, tally, diary, words, pars, seed, week, team):
    """Everybody's concerns are said or kept silent, and answered (8).

    Whoever holds cases speaks of what happened there a week ago; the others have concerns at a usual rate.
    """
    worries, no_worry = worries_a_week(pars)
    usual = pars.work_concerns / WEEKS_A_YEAR
    none = np.exp(-usual)
    for post in range(teams.first_post[team], teams.end_post[team]):
        number = staff.own_concerns[post]
        staff.own_concerns[post] = 0
        if not is_present(staff, post):
            continue
        if not holds_cases(staff, post):
            arises, _, _, _ = uniforms(seed, week, OwnDraw.INCIDENT, post, 0)
            number = count_of(usual, none, arises)
        for k in range(number):
            say_concern(staff, teams, levers, tally, diary, post, k, pars, seed, week, team)
        say_worries(staff, teams, tally, diary, words, worries, no_worry, post, pars, seed, week, team)


@compiled_apart
def say_concern(staff, teams, levers, tally, diary, post, k, pars, seed, week, team):
    """A concern of the work is said or kept silent; who is blamed for it may be investigated (8), (9)."""
    _, says, _, _ = uniforms(seed, week, OwnDraw.INCIDENT, post, k)
    standing = standing_heard(staff, teams, post, team)
    said = says < chance_of_saying(staff, post, pars.say_concern, standing, pars)
    hear(staff, tally, diary, post, said, team)
    if not said:
        return
    kind = be_answered(staff, teams, diary, post, k, standing, False, pars, seed, week, team)
    if kind == BLAMED and staff.investigation_weeks[post] == 0:
        _, _, investigation, _ = uniforms(seed, week, Draw.ANSWER, post, k)
        chance = pars.investigated_concern * pars.investigated_after_blame
        if investigation < chance * spared(staff, teams, levers, pars, team):
            investigate(staff, tally, diary, post, pars, team)
