"""The first week of an organisation, and what a run needs beside its state (section 13, start)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from culture_sim.engine.columns import PEOPLE, TEAMS, as_numbers, columns
from culture_sim.engine.compile import compiled
from culture_sim.engine.rng import normal, uniform
from culture_sim.engine.rules import clip
from culture_sim.engine.steps.daily import BLOCKS
from culture_sim.engine.steps.record import OVER_PEOPLE, OVER_TEAMS
from culture_sim.engine.streams import FIRST_LEADER, Draw
from culture_sim.engine.tables import State

_DIVISORS = {"": 0, PEOPLE: OVER_PEOPLE, TEAMS: OVER_TEAMS}

WORDS = 4
SPARE = 8
"""Of a team's draws: words in each block, and places beside those of its posts."""


class Interim(NamedTuple):
    """Working memory: tables as plain numbers.

    Attributes:
        amounts: (teams, levers) levers in force.
        counts: (teams, columns) this week's tally of each team.
        totals: (weeks, columns) the tally of the organisation.
        divisors: (columns,) what each column of the tally is the mean over.
        words: (threads, blocks, 4 words, widest team) of a team's draws.
    """

    amounts: NDArray[np.float64]
    counts: NDArray[np.float64]
    totals: NDArray[np.float64]
    divisors: NDArray[np.int64]
    words: NDArray[np.uint32]


def interim_for(state: State, threads: int = 1) -> Interim:
    """Working memory of a run, with words for each of some threads."""
    widest = int((state.teams.end_post - state.teams.first_post).max()) + SPARE
    return Interim(
        as_numbers(state.levers),
        as_numbers(state.tally),
        as_numbers(state.weeks),
        np.array([_DIVISORS[column.over] for column in columns(type(state.tally)).values()]),
        np.zeros((threads, BLOCKS, WORDS, widest), np.uint32),
    )


@compiled
def draw_first_week(staff, teams, executive, pars, seed):
    """Teams are alike in the first week, people are not. Who works where has been written down before."""
    number = teams.size
    executive.style[0] = pars.executive_style_spread * normal(seed, 0, Draw.FIRST_EXECUTIVE, 0, 0)
    executive.demand[0] = pars.staffing_spread * normal(seed, 0, Draw.FIRST_EXECUTIVE, 0, 1)
    executive.practice[0] = clip(pars.executive_base + executive.style[0], 0.02, 0.95)
    executive.commitment[0], executive.partners[0] = pars.commitment_at_launch, pars.first_partners
    executive.safety_before[0] = pars.first_safety
    for team in range(number):
        teams.workload[team] = 1.0
        teams.lessons[team] = 1.0
        teams.covered[team] = True
        teams.led[team] = True
        teams.demand[team] = pars.demand_spread_week * normal(seed, 0, Draw.FIRST_TEAM, team, 0)
    first_leader = staff.size - number
    for row in range(staff.size):
        staff.leads[row] = row >= first_leader
        who = row
        if staff.leads[row]:
            staff.standing[row] = 1.0
            who = FIRST_LEADER + row - first_leader
        draw_first_person(staff, executive, row, who, pars, seed)


@compiled
def draw_first_person(staff, executive, row, who, pars, seed):
    """Somebody as the first week finds them; `who` numbers their draws."""
    staff.person[row] = row
    staff.conflict_with[row] = -1
    staff.practice_before[row] = -1.0
    mean, spread = pars.natural_skill, pars.natural_skill_spread
    if staff.leads[row]:
        mean = pars.natural_skill_leader + executive.style[0]
        spread = pars.natural_skill_leader_spread
    natural = clip(mean + spread * normal(seed, 0, Draw.FIRST, who, 0), 0.05, 0.9)
    staff.natural_skill[row] = natural
    staff.restorative_skill[row] = natural
    staff.psychological_safety[row] = clip(
        pars.first_safety + pars.first_safety_spread * normal(seed, 0, Draw.FIRST, who, 1), 0.02, 0.98
    )
    staff.trust[row] = clip(
        pars.first_trust + pars.first_trust_spread * normal(seed, 0, Draw.FIRST, who, 2), 0.02, 0.98
    )
    staff.burnout[row] = clip(
        pars.first_burnout + pars.first_burnout_spread * normal(seed, 0, Draw.FIRST, who, 3), 0.02, 0.95
    )
    spread = pars.vulnerability_spread
    staff.vulnerability[row] = np.exp(spread * normal(seed, 0, Draw.FIRST, who, 4) - spread**2 / 2.0)
    staff.expectation[row] = normal(seed, 0, Draw.FIRST, who, 5)
    staff.norm[row], staff.ownership[row] = pars.first_norm, pars.ownership_at_rest
    staff.treated[row] = staff.norm[row]
    staff.tenure[row] = int(-pars.first_tenure * np.log(uniform(seed, 0, Draw.FIRST_TOO, who, 0)))
    staff.filled[row] = staff.leads[row] or uniform(seed, 0, Draw.FIRST_TOO, who, 1) >= pars.first_vacancies
