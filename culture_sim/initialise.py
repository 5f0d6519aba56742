"""The first week: an organisation's posts get people, teams get leaders, and the setting adds those served."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.engine.event_log import EventRow, Log, log_has_capacity
from culture_sim.engine.run import run
from culture_sim.engine.state import LeverSchedule, ModelState
from culture_sim.engine.tables import (
    Levers,
    Staff,
    Teams,
    Ties,
    columns,
    lever_table,
    need_ceilings,
    with_capacity,
    zeros,
)
from culture_sim.organisation import Organisation
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario, Waves
from culture_sim.settings import Setting

if TYPE_CHECKING:
    import pandas


def initialise(organisation: Organisation, parameters: Parameters, seed: int, weeks: int) -> ModelState:
    """The tables of an organisation in its first week, with the columns of its setting.

    Args:
        organisation: posts, teams, ties.
        parameters: the numbers of the model.
        seed: of the random numbers.
        weeks: rows of the tally.
    """
    pars = parameters.record()
    staff = _posts(organisation)
    teams = _teams(organisation, parameters)
    tables, week = organisation.setting.tables, organisation.setting.week
    sponsor = zeros(tables.Sponsor, 1)
    served = week.new_served(teams, organisation.staff, organisation.places_of_team, parameters)
    week.draw_initial_states(staff, teams, served, sponsor, pars, seed)
    ties = Ties(organisation.tie_start, organisation.tie_to.astype(np.int32))
    tally = zeros(tables.Tally, weeks)
    log = empty_log(0, organisation.staff, organisation.teams)
    levers = zeros(lever_table(organisation.setting.name), organisation.teams).view(
        Levers
    )  # a type that can be pickled
    engagement = np.zeros((organisation.teams, len(organisation.professions)))
    return ModelState(staff, teams, sponsor, served, ties, levers, engagement, tally, log)


def assign_waves(scenario: Scenario, organisation: Organisation, state: ModelState) -> Waves:
    """Who starts when: gives each team its wave and each post its turn as champion or peer facilitator.

    Raises:
        InputError: the scenario names a staff group or directorate that the organisation has not.
    """
    scenario.check_names(organisation.profession_names, organisation.directorate_names)
    waves = scenario.rollout.assign(
        organisation.directorate_of_team, state.teams.modelling, organisation.directorate_names
    )
    state.teams.wave[:] = waves.wave_of_team
    state.staff.champion_priority[:] = _priority(organisation, scenario.levers.training.champions.placement)
    state.staff.facilitator_priority[:] = _priority(organisation, "spread", stream=1)
    return waves


def build_schedule(
    scenario: Scenario, organisation: Organisation, delays: NDArray[np.int64], launch: int, weeks: int
) -> LeverSchedule:
    """A scenario's plan for an organisation.

    Args:
        scenario: levers and timelines.
        organisation: gives the staff groups.
        delays: weeks by which each wave starts later.
        launch: week at which the programme starts, or NEVER.
        weeks: length of the plan.
    """
    plan = scenario.plan(weeks, delays, organisation.profession_names)
    kind: Any = lever_table(scenario.setting)
    table = np.zeros(plan.induction.shape, zeros(kind, 0).dtype)
    busy: NDArray[np.bool_] = np.any(plan.staff_engagement > 0, axis=2)
    for name in columns(kind):
        table[name] = getattr(plan, name)
        busy |= table[name] > 0
    targeting = float(scenario.diagnosis.targeting) if scenario.diagnosis else 0.0
    ceilings = need_ceilings(scenario.setting)
    return LeverSchedule(table.view(Levers), plan.staff_engagement, busy, launch, targeting, ceilings)


def advance(
    setting: Setting,
    state: ModelState,
    schedule: LeverSchedule,
    pars: Any,
    seed: int,
    first: int,
    last: int,
    threads: int | None = None,
) -> ModelState:
    """Run the weeks from `first` up to `last`; returns the state, with more room where that was needed.

    The result is the same to the bit for any number of threads; by default there are as many as are worth it.
    """
    now = first
    while now < last:
        now = run(setting.week, state, schedule, pars, seed, now, last, threads)
        if now < last:
            state = _with_room(state, setting, pars)
    return state


def _with_room(state: ModelState, setting: Setting, pars: Any) -> ModelState:
    served, log, posts = state.served, state.log, len(state.staff)
    if not log_has_capacity(log, posts):
        log = log._replace(rows=with_capacity(log.rows, 2 * len(log.rows) + 8 * posts))
    if not setting.week.served_has_capacity(served, state.teams, posts, pars):
        served = with_capacity(served, 2 * len(served))
    return state._replace(served=served, log=log)


def watch(
    state: ModelState, organisation: Organisation, posts: Sequence[int] | None, teams: Sequence[int]
) -> ModelState:
    """Log from now on what happens to these posts, to whole teams, or (None) to everyone."""
    if len(state.log.rows) == 0:
        fresh = empty_log(8 * organisation.staff + 512, organisation.staff, organisation.teams)
        state = state._replace(log=fresh)
    log = state.log
    if posts is None:
        log.post_watched[:] = True
        log.team_watched[:] = True
    for post in posts or ():
        log.post_watched[post] = True
    for team in teams:
        log.team_watched[team] = True
        log.post_watched[state.teams.first_post[team] : state.teams.end_post[team]] = True
    return state


def events(state: ModelState, organisation: Organisation, setting: Setting) -> pandas.DataFrame:
    """The event log: one row an event."""
    import pandas

    del organisation
    length = int(state.log.length[0])
    frame = pandas.DataFrame({name: state.log.rows[name][:length] for name in columns(EventRow)})
    frame["what"] = frame["what"].map(setting.events)
    frame["answer"] = frame["answer"].map(setting.responses)
    return frame


def empty_log(rows: int, posts: int, teams: int) -> Log:
    """An empty event log with room for `rows` events, watching nobody."""
    return Log(
        zeros(EventRow, rows), np.zeros(1, np.int64), np.zeros(posts, np.bool_), np.zeros(teams, np.bool_)
    )


def _posts(organisation: Organisation) -> Staff:
    staff: Staff = _filled(
        organisation.setting.tables.Staff,
        organisation.staff,
        team=organisation.team_of_post,
        profession=organisation.profession_of_post,
        status=organisation.status,
        exposure=organisation.exposure,
        leaving_multiplier=organisation.leaving_multiplier,
    )
    return staff


def _teams(organisation: Organisation, parameters: Parameters) -> Teams:
    teams: Teams = _filled(
        organisation.setting.tables.Teams,
        organisation.teams,
        first_post=organisation.team_start[:-1],
        end_post=organisation.team_start[1:],
        directorate=organisation.directorate_of_team,
        workload=1.0,
        lessons=1.0,
        need_multiplier=1.0,
        reports_recent=parameters.reports_reference,
        leavers_recent=parameters.usual_leaver_share,
        practice=parameters.practice_reference,
        burnout=parameters.burnout_reference,
        safety=parameters.safety_reference,
    )
    return teams


def _filled(kind: Any, rows: int, **columns: Any) -> Any:
    table = zeros(kind, rows)
    for name, values in columns.items():
        table[name] = values
    return table


def _priority(organisation: Organisation, placement: str, stream: int = 0) -> NDArray[np.float64]:
    """For each post the share of champions from which on it holds one: 0-1, evenly spaced as a whole.

    `spread` takes every team in equal measure, `clustered` fills one team after another, `central` begins with
    the posts that have the most professional ties.
    """
    posts = organisation.staff
    random = np.random.Generator(np.random.Philox(key=[77, stream])).random
    if placement == "central":
        order = np.argsort(-organisation.centrality, kind="stable")
    elif placement == "clustered":
        order = np.lexsort((random(posts), random(organisation.teams)[organisation.team_of_post]))
    else:
        by_team = np.lexsort((random(posts), organisation.team_of_post))
        place = np.empty(posts)
        place[by_team] = np.arange(posts) - np.repeat(organisation.team_start[:-1], organisation.team_size)
        turn = (place + random(organisation.teams)[organisation.team_of_post]) / organisation.team_size[
            organisation.team_of_post
        ]
        order = np.argsort(turn, kind="stable")
    priority = np.empty(posts)
    priority[order] = (np.arange(posts) + 0.5) / posts
    return priority
