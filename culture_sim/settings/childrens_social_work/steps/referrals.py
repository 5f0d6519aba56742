"""Referrals, the front door, and families who come back (section 3)."""

from __future__ import annotations

import numpy as np

from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.rng import poisson, uniforms
from culture_sim.settings.childrens_social_work.steps.agencies import talks_first
from culture_sim.settings.childrens_social_work.steps.families import (
    FIRST_FAMILY,
    FIRST_WEEK,
    MOST_REFERRALS,
    close_case,
    holds_cases,
    log_of_team,
    new_family,
    open_case,
)
from culture_sim.settings.childrens_social_work.streams import OwnDraw
from culture_sim.settings.childrens_social_work.tables import Event, Response, Stage


@compiled
def case_posts(staff, teams, team):
    """Posts of a team that hold cases, filled or not."""
    posts = 0
    for post in range(teams.first_post[team], teams.end_post[team]):
        posts += holds_cases(staff, post)
    return posts


@compiled
def begin(state, pars, seed, week):
    """The families of the first week: in care, and with plans."""
    staff, teams = state.staff, state.teams
    for team in range(teams.size):
        posts = case_posts(staff, teams, team)
        start_in(state, Stage.LOOKED_AFTER, pars.first_in_care * posts, 0, pars, seed, week, team)
        start_in(state, Stage.IN_NEED, pars.first_in_need * posts, 1, pars, seed, week, team)
        start_in(state, Stage.PROTECTION, pars.first_in_protection * posts, 2, pars, seed, week, team)


@compiled_apart
def start_in(state, stage, number, which, pars, seed, week, team):
    """Some families of a team with their case open."""
    for k in range(int(number)):
        who = FIRST_FAMILY + FIRST_WEEK + (which * state.teams.size + team) * MOST_REFERRALS + k
        row = new_family(state, who, True, pars, seed, week, team)
        open_case(state, row, stage, week)
        state.served.in_care[row] = stage == Stage.LOOKED_AFTER


@compiled
def receive_referrals(state, diary, pars, seed, week):
    """New families are referred; some referrals end at the front door."""
    staff, teams = state.staff, state.teams
    for team in range(teams.size):
        mean = pars.referrals * case_posts(staff, teams, team)
        for k in range(min(MOST_REFERRALS, poisson(seed, week, OwnDraw.ARRIVALS, team, mean))):
            who = FIRST_FAMILY + (week * teams.size + team) * MOST_REFERRALS + k
            refer(state, diary, who, pars, seed, week, team)


@compiled_apart
def refer(state, diary, who, pars, seed, week, team):
    """A family is referred: its case is opened, or the referral ends at the front door."""
    unneeded, closes, _, _ = uniforms(seed, week, OwnDraw.ARRIVAL, who, 0)
    needed = unneeded >= pars.unneeded_referrals
    if not needed and talks_first(state, who, pars, seed, week, team):
        state.tally.talked_first[team] += 1.0
        return
    row = new_family(state, who, needed, pars, seed, week, team)
    state.tally.referrals[team] += 1.0
    open_case(state, row, Stage.ASSESSMENT, week)
    log_of_team(state, diary, row, Event.REFERRED, Response.FIRST_TIME, state.served.risk[row])
    pressure = np.exp(pars.front_door_workload * (state.teams.workload[team] - 1.0))
    if not needed and closes < pars.front_door_closes * pressure:
        state.tally.no_further_action[team] += 1.0
        log_of_team(state, diary, row, Event.NO_FURTHER_ACTION, 0, 0.0)
        close_case(state, row, pars, seed, week)


@compiled_apart
def come_back(state, diary, row, pars, week, team):
    """A closed family is referred again."""
    families, tally = state.served, state.tally
    tally.referrals[team] += 1.0
    tally.returned[team] += 1.0
    tally.re_referrals[team] += week - families.referred[row] <= pars.re_referral_weeks
    families.trust[row] = families.service_trust[row]
    families.known[row] *= pars.return_known
    open_case(state, row, Stage.ASSESSMENT, week)
    log_of_team(state, diary, row, Event.REFERRED, Response.CAME_BACK, families.risk[row])
