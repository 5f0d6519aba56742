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

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from culture_sim.compiled import compiled
from culture_sim.state import Levers, Patients, Sponsor, Staff, Tally, Teams, Ties
from culture_sim.week.burnout import live_burnout
from culture_sim.week.cases import has_room_for_cases
from culture_sim.week.complaints import live_complaints
from culture_sim.week.conflict import live_conflict
from culture_sim.week.disciplinaries import live_disciplinaries
from culture_sim.week.incidents import live_incidents
from culture_sim.week.leaders import live_leaders
from culture_sim.week.learning import live_learning
from culture_sim.week.levers import live_levers
from culture_sim.week.log import Log
from culture_sim.week.luck import draw_luck
from culture_sim.week.practice import live_practice
from culture_sim.week.record import live_record
from culture_sim.week.response import live_response
from culture_sim.week.safety import live_safety
from culture_sim.week.skill import live_skill, live_training
from culture_sim.week.sponsor import live_sponsor
from culture_sim.week.staffing import live_staffing
from culture_sim.week.stock import take_stock
from culture_sim.week.trust import live_trust
from culture_sim.week.workload import live_workload


class World(NamedTuple):
    """Everything that lives."""

    staff: Staff
    teams: Teams
    sponsor: Sponsor
    patients: Patients
    ties: Ties
    levers: Levers
    engagement: NDArray[np.float64]
    tally: Tally
    log: Log


class Programme(NamedTuple):
    """What leaders do, from the week of the launch on: a row a week, a column a wave of the rollout."""

    plan: Levers
    engagement: NDArray[np.float64]
    busy: NDArray[np.bool_]
    launch: int
    targeting: float


@compiled
def live_week(world, programme, rules, seed, week):
    """Everyone lives one week, in the order of the table above."""
    staff, teams, sponsor, patients, ties, levers, engagement, tally, log = world
    draw_luck(staff, seed, week)
    take_stock(staff, teams)
    live_levers(teams, levers, engagement, programme, sponsor, tally, rules, seed, week)
    live_workload(staff, teams, levers, tally, rules, seed, week)
    live_burnout(staff, teams, levers, rules)
    live_leaders(teams, levers, sponsor, rules)
    live_practice(staff, teams, levers, ties, rules)
    live_safety(staff, teams, levers, rules)
    live_trust(staff, teams, rules)
    live_training(staff, teams, levers, engagement, sponsor, tally, log, rules, seed, week)
    live_skill(staff, teams, rules)
    take_stock(staff, teams)
    live_incidents(staff, teams, patients, sponsor, tally, rules, seed, week)
    live_response(staff, teams, levers, patients, sponsor, tally, log, rules, seed, week)
    live_disciplinaries(staff, teams, tally, log, rules, seed, week)
    live_conflict(staff, teams, levers, ties, tally, log, rules, seed, week)
    live_complaints(staff, teams, levers, patients, sponsor, tally, log, rules, seed, week)
    live_learning(teams, levers, rules)
    live_staffing(staff, teams, levers, engagement, sponsor, tally, log, rules, seed, week)
    live_sponsor(teams, levers, sponsor, tally, log, rules, seed, week, programme.launch)
    live_record(staff, teams, sponsor, tally, rules, week)


@compiled
def live_weeks(world, programme, rules, seed, first, last):
    """Live the weeks from `first` up to `last`; stops early, and says where, when a table needs more room."""
    for week in range(first, last):
        if not roomy(world, rules):
            return week
        live_week(world, programme, rules, seed, week)
    return last


@compiled
def roomy(world, rules):
    """Whether cases and log have room for any week that could come."""
    posts = world.staff.size
    log_full = world.log.rows.size > 0 and world.log.rows.size - world.log.length[0] < 4 * posts + 256
    return not log_full and has_room_for_cases(world.patients, world.teams, posts, rules)
