"""The organisation of the specification (model 2, section 13), a plan, and a run of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from culture_sim.engine.columns import with_capacity, zeros
from culture_sim.engine.rng import uniform
from culture_sim.engine.steps.first_week import draw_first_week, interim_for
from culture_sim.engine.streams import Draw
from culture_sim.engine.tables import (
    Diary,
    DiaryRow,
    Levers,
    Partners,
    Schedule,
    State,
    Ties,
    lever_table,
)
from culture_sim.parameters import Parameters, read_parameters
from culture_sim.settings.nhs_trust import week as weeks
from culture_sim.settings.nhs_trust.tables import Sponsor, Staff, Tally, Teams

TEAM_OF_TWENTY = (0,) * 2 + (1,) * 9 + (2,) * 5 + (3,) * 4
STANDING = (1.0, 0.6, 0.3, 0.2)
"""Of doctors, nurses and allied professions, support staff, estates and clerical staff."""
TIES = 4
"""People of other teams whom the holder of a post knows."""
NEVER = 2**40


@cache
def read() -> Parameters:
    """All parameters at their central values."""
    from culture_sim.settings import load_setting

    return read_parameters(load_setting("nhs_trust").folder / "parameters")


def record_of(values: Mapping[str, float]) -> Any:
    """Parameters as one record for the engine."""
    kind = np.dtype([(name, np.float64) for name in values])
    return np.array([tuple(values.values())], kind).view(np.recarray)[0]


def found(posts: int, pars: Any, seed: int, weeks_of_tally: int, diary_rows: int = 0) -> State:
    """The organisation in its first week (section 13, start): its teams are alike, its people are not."""
    size = len(TEAM_OF_TWENTY)
    number = posts // size
    staff: Staff = zeros(Staff, posts + number)
    teams: Teams = zeros(Teams, number)
    executive: Sponsor = zeros(Sponsor, 1)
    teams.first_post = np.arange(number) * size
    teams.end_post = teams.first_post + size
    staff.profession[:posts] = np.tile(TEAM_OF_TWENTY, number)
    staff.standing[:posts] = np.array(STANDING)[staff.profession[:posts]]
    staff.engaged = staff.exposure = staff.leaving_multiplier = 1.0
    draw_first_week(staff, teams, executive, pars, seed)
    served = weeks.new_served(
        teams, posts, np.zeros(number, np.int64), {"first_served_trust": pars.first_served_trust}
    )
    to = np.array(
        [
            int(uniform(seed, 0, Draw.FIRST_TOO, post, 10 + tie) * posts)
            for post in range(posts)
            for tie in range(TIES)
        ],
        np.int32,
    )
    ties = Ties(np.arange(posts + 1) * TIES, to)
    shown = np.full((posts, 2), -1.0)
    return State(
        staff,
        teams,
        executive,
        served,
        zeros(Partners, 0),
        ties,
        zeros(lever_table("nhs_trust"), number).view(Levers),
        shown,
        np.zeros(3, np.int64),
        zeros(Tally, number),
        zeros(Tally, weeks_of_tally),
        Diary(zeros(DiaryRow, diary_rows), np.zeros(2, np.int64)),
    )


class Run:
    """An organisation under a plan, week by week.

    Args:
        programme: the plan, from its launch on.
        values: parameters by name.
        seed: of the random numbers.
        posts: number of posts, a multiple of twenty.
        length: weeks that will be run at most.
        diary_rows: room for changes of those who are watched.
    """

    def __init__(
        self,
        programme: Schedule,
        values: Mapping[str, float],
        seed: int,
        posts: int = 1000,
        length: int = 468,
        diary_rows: int = 0,
    ) -> None:
        self.pars = record_of(values)
        self.seed, self.programme = seed, programme
        self.state = found(posts, self.pars, seed, length, diary_rows)
        self.interim = interim_for(self.state)
        self.week = 0

    def run(self, number: int) -> Run:
        """Run some weeks; returns itself."""
        last = self.week + number
        while self.week < last:
            if not weeks.served_has_capacity(self.state):
                served = with_capacity(self.state.served, 2 * len(self.state.served))
                self.state = self.state._replace(served=served)
            now = weeks.run_weeks(
                self.state, self.interim, self.programme, self.pars, self.seed, self.week, last
            )
            self.week = int(now)
        return self

    @property
    def diary(self) -> Diary:
        """Changes of those who are watched."""
        return self.state.diary

    @property
    def weeks(self) -> Tally:
        """The weeks that were run."""
        table: Tally = self.state.weeks[: self.week]
        return table
