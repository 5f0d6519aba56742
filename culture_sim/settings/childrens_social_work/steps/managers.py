"""Managers of teams, whose posts can be vacant: then nobody leads the team until a successor comes (14)."""

from __future__ import annotations

import numpy as np

from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.event_log import Event, Response, log_event, log_pair
from culture_sim.engine.rng import uniform
from culture_sim.engine.rules import leader_of
from culture_sim.engine.steps.disputes import end_conflict
from culture_sim.engine.steps.staffing import leader_leaves, succeed
from culture_sim.engine.tables import Cause
from culture_sim.settings.childrens_social_work.steps.workforce import safety_of
from culture_sim.settings.childrens_social_work.streams import OwnDraw


@compiled
def step_manager(staff, teams, executive, levers, manner, tally, diary, pars, seed, week, team):
    """A manager leaves; their post stays vacant for a part of the time that others do (14), (25)."""
    leader = leader_of(teams, staff, team)
    if staff.filled[leader]:
        if leader_leaves(staff, executive, leader, pars, seed, week, team):
            leave_team(staff, teams, tally, diary, leader, team)
        return
    sooner = np.exp(pars.fill_safety * (safety_of(staff, teams, team) - pars.worker_safety_reference))
    fills = uniform(seed, week, OwnDraw.MANAGER, team, 0)
    if fills < sooner / (pars.manager_vacant * pars.weeks_to_fill):
        succeed(staff, teams, executive, levers, manner, tally, diary, leader, pars, seed, week, team)
        staff.filled[leader] = True


@compiled_apart
def leave_team(staff, teams, tally, diary, leader, team):
    """Nobody leads the team; what its members had against the manager lapses."""
    for post in range(teams.first_post[team], teams.end_post[team]):
        if staff.opened[post] and staff.conflict_with[post] == leader:
            log_pair(diary, staff, post, leader, Event.CONFLICT_LAPSED, Cause.NOTHING, Response.NONE, 0.0)
            end_conflict(staff, teams, tally, post, team)
    log_event(diary, staff, leader, Event.LEFT, Cause.NOTHING, Response.NONE, -1, 0.0)
    staff.filled[leader], staff.absent[leader], staff.on_course[leader] = False, True, False
    staff.away_until[leader] = 0
    tally.leaders_left[team] += 1.0
