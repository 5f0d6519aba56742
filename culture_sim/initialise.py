"""What CultureModel needs of the engine: an organisation's first week, the schedule of a plan, a run."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.engine.columns import columns, with_capacity, zeros
from culture_sim.engine.run import run_teams_in_threads, usual_threads
from culture_sim.engine.steps.first_week import draw_first_week, interim_for
from culture_sim.engine.tables import (
    Diary,
    DiaryRow,
    Executive,
    Levers,
    Manner,
    Partners,
    Schedule,
    Staff,
    State,
    Teams,
    Ties,
    lever_table,
)
from culture_sim.log_frames import with_diary_room
from culture_sim.organisation import Organisation
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario, Waves
from culture_sim.scenario.declarations import CORE_TEAMS, levers_of
from culture_sim.settings import Setting


def initialise(organisation: Organisation, parameters: Parameters, seed: int, weeks: int) -> State:
    """The tables of an organisation in its first week: its posts, then a leader for each team.

    Args:
        organisation: posts, teams, ties.
        parameters: the numbers of the model.
        seed: of the random numbers.
        weeks: rows of the tally.
    """
    posts, number = organisation.staff, organisation.teams
    tables = organisation.setting.tables
    staff: Staff = zeros(tables.Staff, posts + number)
    teams: Teams = zeros(tables.Teams, number)
    teams.first_post, teams.end_post = organisation.team_start[:-1], organisation.team_start[1:]
    teams.directorate = organisation.directorate_of_team
    staff.profession[:posts] = organisation.profession_of_post
    staff.standing[:posts] = organisation.status
    staff.exposure[:posts] = organisation.exposure
    staff.leaving_multiplier[:posts] = organisation.leaving_multiplier
    staff.engaged = 1.0
    executive: Executive = zeros(tables.Sponsor, 1)
    pars = parameters.record()
    draw_first_week(staff, teams, executive, pars, seed)
    week = organisation.setting.week
    served = week.new_served(teams, posts, organisation.places_of_team, parameters)
    has_partners = hasattr(week, "new_partners")
    partners = week.new_partners(teams, parameters) if has_partners else zeros(Partners, 0)
    return State(
        staff,
        teams,
        executive,
        served,
        partners,
        Ties(organisation.tie_start, organisation.tie_to.astype(np.int32)),
        zeros(lever_table(organisation.setting.name), number).view(Levers),  # a type that can be pickled
        np.full((posts, 2), -1.0),
        np.zeros(3, np.int64),
        zeros(tables.Tally, number),
        zeros(tables.Tally, weeks),
        Diary(zeros(DiaryRow, 0), np.zeros(2, np.int64)),
    )


def assign_waves(scenario: Scenario, organisation: Organisation, state: State) -> Waves:
    """Who starts when: gives each team its wave, and each post its group's share of engagement.

    Raises:
        InputError: the scenario names a staff group or directorate that the organisation has not.
    """
    scenario.check_names(organisation.profession_names, organisation.directorate_names)
    leaders = state.staff.practice[organisation.staff :]
    waves = scenario.rollout.assign(organisation.directorate_of_team, leaders, organisation.directorate_names)
    state.teams.wave[:] = waves.wave_of_team
    strengths = _engagement(scenario, organisation)
    state.staff.engaged[: organisation.staff] = (strengths / max(strengths.max(), 1e-9))[
        organisation.profession_of_post
    ]
    return waves


def _engagement(scenario: Scenario, organisation: Organisation) -> NDArray[np.float64]:
    """(staff groups,) how far each shapes the programme; all alike where nothing else is said."""
    lever = scenario.levers.at("staff_engagement")
    usual = lever.amount or 1.0
    given = [getattr(lever, "by_group", {}).get(name, usual) for name in organisation.profession_names]
    return np.array(given, np.float64)


def build_schedule(
    scenario: Scenario, organisation: Organisation, delays: NDArray[np.int64], launch: int, weeks: int
) -> Schedule:
    """A scenario's plan for an organisation.

    Args:
        scenario: levers, timelines and the manner of the plan.
        organisation: gives the staff groups.
        delays: weeks by which each wave starts later.
        launch: week at which the programme starts, or NEVER.
        weeks: length of the plan.
    """
    plan = scenario.plan(weeks, delays, organisation.profession_names)
    plan["staff_engagement"] = plan["staff_engagement"].max(
        axis=2
    )  # the most engaged group; see Staff.engaged
    levers = {lever.field: lever for lever in levers_of(scenario.setting)}
    kind: Any = lever_table(scenario.setting)
    declared = [levers[name] for name in columns(kind)]
    return Schedule(
        np.stack([plan[lever.field] for lever in declared], axis=2),
        np.array([lever.funded for lever in declared]),
        np.array([CORE_TEAMS.index(lever.core_team) for lever in declared]),
        launch,
        Manner(**scenario.manner.model_dump()),
        scenario.departures(weeks),
    )


def advance(
    setting: Setting,
    state: State,
    schedule: Schedule,
    pars: Any,
    seed: int,
    first: int,
    last: int,
    threads: int | None = None,
) -> State:
    """Run the weeks from `first` up to `last`; returns the state, with more room where that was needed.

    The result is the same to the bit for any number of threads; by default there are as many as are worth it.
    """
    threads = min(usual_threads(state) if threads is None else threads, len(state.teams))
    threads = threads if len(state.diary.rows) == 0 else 1  # so that the diary is written in order
    interim = interim_for(state, threads)
    now = first
    while now < last:
        if not setting.week.served_has_capacity(state):
            state = state._replace(served=with_capacity(state.served, 2 * len(state.served)))
        state, until = (state, last) if len(state.diary.rows) == 0 else (with_diary_room(state), now + 1)
        if threads == 1:
            now = int(setting.week.run_weeks(state, interim, schedule, pars, seed, now, until))
        else:
            now = run_teams_in_threads(
                setting.week, state, interim, schedule, pars, seed, now, until, threads
            )
    return state
