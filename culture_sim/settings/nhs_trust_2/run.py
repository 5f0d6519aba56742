"""A run of model 2: an organisation as it is founded, a plan, and the weeks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from culture_sim.engine.interim import as_numbers
from culture_sim.engine.rng import normal, uniform
from culture_sim.engine.tables import Ties, columns, zeros
from culture_sim.model_2.rules import Diary, DiaryRow
from culture_sim.model_2.streams import Draw
from culture_sim.model_2.tables import (
    Executive,
    Harms,
    Levers,
    Manner,
    Staff,
    State,
    Tally,
    Teams,
)
from culture_sim.settings.nhs_trust_2 import week as weeks

TEAM_OF_TWENTY = (0,) * 2 + (1,) * 9 + (2,) * 5 + (3,) * 4
NEVER = 2**40


class Programme(NamedTuple):
    """A plan for the engine.

    Attributes:
        plan: (weeks, levers) strengths from the launch on.
        funded: (levers,) whether the sponsor's commitment limits the lever.
        launch: week of the launch.
        manner: how the plan is carried out.
    """

    plan: NDArray[np.float64]
    funded: NDArray[np.bool_]
    launch: int
    manner: Manner


class Interim(NamedTuple):
    """Working memory: tables as plain numbers.

    Attributes:
        amounts: (teams, levers) levers in force.
        counts: (teams, columns) this week's tally of each team.
        totals: (weeks, columns) the tally of the trust.
        shape: where in the tally the means over people and over teams begin.
        words: (threads, 4 blocks, 4 words, widest team) of a team's draws.
    """

    amounts: NDArray[np.float64]
    counts: NDArray[np.float64]
    totals: NDArray[np.float64]
    shape: tuple[int, int]
    words: NDArray[np.uint32]


def record_of(values: Mapping[str, float]) -> Any:
    """Parameters as one record for the engine."""
    kind = np.dtype([(name, np.float64) for name in values])
    return np.array([tuple(values.values())], kind).view(np.recarray)[0]


def found(posts: int, pars: Any, seed: int, weeks_of_tally: int) -> State:
    """The organisation in its first week (section 13, start): its teams are alike, its people are not."""
    size = len(TEAM_OF_TWENTY)
    number = posts // size
    staff: Staff = zeros(Staff, posts + number)
    teams: Teams = zeros(Teams, number)
    executive: Executive = zeros(Executive, 1)
    executive.style = pars.executive_style_spread * normal(seed, 0, Draw.FIRST_TEAM, number)
    executive.demand = pars.staffing_spread * normal(seed, 0, Draw.FIRST_TEAM, number + 1)
    executive.practice = np.clip(pars.executive_base + executive.style, 0.02, 0.95)
    executive.commitment, executive.partners = pars.commitment_at_launch, pars.first_partners
    executive.recorded_before = 1.0
    executive.next_person = len(staff)
    teams.first_post = np.arange(number) * size
    teams.end_post = teams.first_post + size
    teams.workload = teams.lessons = 1.0
    teams.served_trust = pars.first_served_trust
    teams.covered = True
    teams.demand = [
        pars.demand_spread_week * normal(seed, 0, Draw.FIRST_TEAM, team) for team in range(number)
    ]
    staff.conflict_with = -1
    staff.person = np.arange(len(staff))
    staff.profession[:posts] = np.tile(TEAM_OF_TWENTY, number)
    standing = (pars.standing_doctors, pars.standing_nurses, pars.standing_support, pars.standing_estates)
    staff.standing[:posts] = np.array(standing)[staff.profession[:posts]]
    staff.standing[posts:] = 1.0
    staff.leads[posts:] = True
    for row in range(len(staff)):
        _draw_person(staff, executive, row, pars, seed)
    known = int(pars.ties)
    to = np.array(
        [
            int(uniform(seed, 0, Draw.FIRST_TOO, post, 10 + tie) * posts)
            for post in range(posts)
            for tie in range(known)
        ],
        np.int32,
    )
    ties = Ties(np.arange(posts + 1) * known, to)
    shown = np.full((posts, 2), -1.0)
    return State(
        staff,
        teams,
        executive,
        zeros(Harms, posts // 4 + 64),
        ties,
        zeros(Levers, number),
        shown,
        np.zeros(weeks_of_tally),
        np.zeros(3, np.int64),
        zeros(Tally, number),
        zeros(Tally, weeks_of_tally),
    )


def _draw_person(staff: Staff, executive: Executive, row: int, pars: Any, seed: int) -> None:
    def z(which: int) -> float:
        return float(normal(seed, 0, Draw.FIRST, row, which))

    leads = bool(staff.leads[row])
    mean = pars.natural_skill_leader + executive.style[0] if leads else pars.natural_skill
    spread = pars.natural_skill_leader_spread if leads else pars.natural_skill_spread
    staff.natural_skill[row] = staff.restorative_skill[row] = np.clip(mean + spread * z(0), 0.05, 0.9)
    staff.psychological_safety[row] = np.clip(pars.first_safety + pars.first_safety_spread * z(1), 0.02, 0.98)
    staff.trust[row] = np.clip(pars.first_trust + pars.first_trust_spread * z(2), 0.02, 0.98)
    staff.burnout[row] = np.clip(pars.first_burnout + pars.first_burnout_spread * z(3), 0.02, 0.95)
    staff.vulnerability[row] = np.exp(pars.vulnerability_spread * z(4) - pars.vulnerability_spread**2 / 2)
    staff.norm[row], staff.ownership[row] = pars.first_norm, pars.ownership_at_rest
    staff.tenure[row] = int(-pars.first_tenure * np.log(uniform(seed, 0, Draw.FIRST_TOO, row, 0)))
    staff.filled[row] = leads or uniform(seed, 0, Draw.FIRST_TOO, row, 1) >= pars.first_vacancies


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
        programme: Programme,
        values: Mapping[str, float],
        seed: int,
        posts: int = 1000,
        length: int = 468,
        diary_rows: int = 0,
    ) -> None:
        self.pars = record_of(values)
        self.seed, self.programme = seed, programme
        self.state = found(posts, self.pars, seed, length)
        names = list(columns(Tally))
        self.interim = Interim(
            as_numbers(self.state.levers),  # type: ignore[arg-type]
            as_numbers(self.state.tally),  # type: ignore[arg-type]
            as_numbers(self.state.weeks),  # type: ignore[arg-type]
            (names.index("index"), names.index("leadership_modelling")),
            np.zeros(
                (1, 4, 4, int((self.state.teams.end_post - self.state.teams.first_post).max()) + 8), np.uint32
            ),
        )
        self.diary = Diary(zeros(DiaryRow, diary_rows), np.zeros(2, np.int64))
        self.week = 0

    def run(self, number: int) -> Run:
        """Run some weeks; returns itself."""
        last = self.week + number
        weeks.run_weeks(
            self.state, self.interim, self.programme, self.diary, self.pars, self.seed, self.week, last
        )
        self.week = last
        return self

    @property
    def weeks(self) -> Tally:
        """The weeks that were run."""
        table: Tally = self.state.weeks[: self.week]
        return table
