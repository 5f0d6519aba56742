"""The engine and the reference agree on the workforce, its managers, heads and director, week by week."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from culture_sim import CultureModel, load_scenario
from culture_sim.engine.steps.launch import manner_of
from culture_sim.settings import load_parameters
from culture_sim.settings.childrens_social_work.steps.managers import step_manager
from culture_sim.settings.childrens_social_work.steps.workforce import step_staffing
from tests.reference.numbers import Draws
from tests.reference_social_work import staff as plainly
from tests.settings.test_social_work import SETTING

WEEKS = 30
EVENTFUL = {
    "absence_begins": 0.1,
    "weeks_to_fill": 10.0,
    "leave_other": 0.3,
    "leave_culture": 0.3,
    "leader_leaves": 2.0,
    "manager_vacant": 0.5,
    "agency_weeks": 4.0,
    "executive_leaves": 3.0,
    "investigated_concern": 1.0,
}
"""Rare events in every few weeks."""


def model_of(plan: str, weeks: int = 60) -> CultureModel:
    """A small service in which many come and go."""
    parameters = load_parameters(SETTING).replace(**EVENTFUL)
    return CultureModel(f"{SETTING}/{plan}", 7, 60, parameters=parameters, warm_up_weeks=40).run_for(weeks)


def parameters_of(model: CultureModel, other: dict[str, float]) -> Any:
    """Those of the model, some of them times a factor."""
    return SimpleNamespace(
        **{name: float(model._pars[name]) * other.get(name, 1.0) for name in model.parameters}
    )


def draws_of(model: CultureModel) -> Draws:
    """Those of the coming week."""
    draws = Draws(model.seed)
    draws.week = model._clock
    return draws


def absence_and_workload(model: CultureModel, **other: float) -> None:
    """Live some weeks; who is off until when, and the workload of everybody, are as the reference has them.

    Raises:
        AssertionError: they differ.
    """
    p, posts = parameters_of(model, other), model.organisation.staff
    for _ in range(WEEKS):
        draws, before, teams = draws_of(model), model._state.staff.copy(), model._state.teams.copy()
        until = [
            plainly.away_until(p, draws, row, one) if one.filled else int(one.away_until)
            for row, one in enumerate(before)
        ]
        absent = [one.filled and until[row] > draws.week for row, one in enumerate(before)]
        model.run_for(1)
        after, levers = model._state.staff, model._state.levers
        same = (after.person == before.person) & after.filled & before.filled
        assert (after.away_until[same] == np.array(until)[same]).all()
        assert (after.absent[same] == np.array(absent)[same]).all()
        for team, row in enumerate(teams):
            here = slice(int(row.first_post), int(row.end_post))
            pressure, each = plainly.workloads(
                p, before[here], absent[here], row,
                float(levers.caseload_relief[team]), float(levers.backfill[team]),
            )  # fmt: skip
            assert model._state.teams.workload[team] == pytest.approx(pressure, abs=1e-12)
            assert after.workload[here] == pytest.approx(each, abs=1e-12)
            assert after.workload[posts + team] == pytest.approx((1 + pressure) / 2, abs=1e-12)


def coming_and_going(model: CultureModel, **other: float) -> set[str]:
    """As each of some weeks ends: who sits in every post afterwards, and which teams have a manager.

    Returns:
        What happened to posts, as "before to after".

    Raises:
        AssertionError: they differ.
    """
    p, posts, seen = parameters_of(model, other), model.organisation.staff, set()
    for _ in range(WEEKS):
        model.run_for(1)
        state, draws, manner = model._state, draws_of(model), manner_of(model._schedule, model._clock)
        staff, teams, tally = state.staff.copy(), state.teams.copy(), state.tally.copy()
        for team, row in enumerate(teams.copy()):
            here, leader = range(int(row.first_post), int(row.end_post)), posts + team
            before = staff.copy()
            faster = plainly.sooner(p, before[here.start : here.stop], before[leader])
            felt = float(row.leavers_felt)
            expected = {
                post: plainly.next_holder(p, draws, post, before[post], faster, felt) for post in here
            }
            fixed = (state.levers, manner, tally, state.diary, model._pars, model.seed, model._clock, team)
            step_staffing(staff, teams, *fixed)
            for post, (who, contract) in expected.items():
                now = staff[post]
                found = "employed" if now.filled else "agency" if now.agency else "nobody"
                assert (found, int(now.contract_weeks)) == (who, contract), (post, before[post])
                old = before[post]
                seen.add(f"{'employed' if old.filled else 'agency' if old.agency else 'nobody'} to {found}")
            faster = plainly.sooner(p, staff[here.start : here.stop], staff[leader])
            has_manager = plainly.manager_stays(p, draws, team, staff[leader], faster)
            had = bool(staff[leader].filled)
            step_manager(staff, teams, state.executive, *fixed)
            assert bool(staff[leader].filled) == has_manager
            seen.add(f"manager {had} to {has_manager}")
    return seen


def heads_and_director(model: CultureModel, weeks: int, **other: float) -> set[str]:
    """Conduct of heads of service and commitment of the director after every week, from the launch on.

    Returns:
        What happened.

    Raises:
        AssertionError: they differ.
    """
    p, seen = parameters_of(model, other), set()
    for _ in range(weeks):
        state = model._state
        draws, before, above = draws_of(model), state.executive.copy()[0], state.teams.above.copy()
        since = model._clock - model._launch
        model.run_for(1)
        state = model._state
        for team, area in enumerate(state.teams.directorate):
            conduct = plainly.head(p, draws, int(area), float(above[team]), float(before.style), state.levers)
            assert state.teams.above[team] == pytest.approx(conduct, abs=1e-12)
        if since > 0:
            commitment, refused = plainly.director(p, draws, before, state.weeks, state.levers, since)
            assert state.executive.commitment[0] == pytest.approx(commitment, abs=1e-9)
            assert bool(state.executive.refused[0]) == refused
            seen.add("refused" if refused else "renewed")
            if abs(commitment - before.commitment) > 0.1:
                seen.add("new director")
    return seen


@pytest.mark.parametrize("plan", ["blame_culture", "embedded", "caseload_relief_only"])
def test_absence_and_workload(plan: str) -> None:
    absence_and_workload(model_of(plan))


@pytest.mark.parametrize("plan", ["blame_culture", "embedded"])
def test_who_comes_and_goes(plan: str) -> None:
    """Every kind of change is among those that are compared."""
    seen = coming_and_going(model_of(plan))
    kinds = (
        "employed to nobody",
        "nobody to agency",
        "nobody to employed",
        "agency to nobody",
        "agency to employed",
    )
    assert {*kinds, "manager True to False", "manager False to True"} <= seen


def test_heads_and_director() -> None:
    """Over six years of a plan that measures little: money is renewed and refused, and directors change."""
    changes = {"ends": "never", "levers.leadership_modelling": 0.5, "levers.succession": 0.3}
    plan = load_scenario(f"{SETTING}/bolted_on").with_changes(changes)
    parameters = load_parameters(SETTING).replace(
        executive_leaves=3.0, director_fades=0.4, commitment_at_launch=0.5
    )
    model = CultureModel(plan, 7, 60, parameters=parameters, warm_up_weeks=40)
    assert {"renewed", "refused", "new director"} <= heads_and_director(model, 312)


@pytest.mark.parametrize(
    "name",
    [
        "absence_burnout",
        "absence_workload",
        "absence_long_mean",
        "novice_hours",
        "load_of_team",
        "hours_of_support",
    ],
)
def test_a_fault_in_absence_or_workload_is_seen(name: str) -> None:
    """A coefficient that is three in ten larger in the reference makes them differ within weeks."""
    with pytest.raises(AssertionError):
        absence_and_workload(model_of("embedded"), **{name: 1.3})


@pytest.mark.parametrize(
    ("name", "factor"),
    [
        ("leave_burnout", 1.6), ("leave_culture", 1.6), ("leave_workload", 1.6), ("contract_renewed", 1.6),
        ("agency_weeks", 1.6), ("manager_vacant", 1.6), ("fill_safety", 20.0),
    ],
)  # fmt: skip
def test_a_fault_in_coming_and_going_is_seen(name: str, factor: float) -> None:
    """Safety of a team differs little from the reference, so that only a coarse fault in `fill_safety` is seen."""
    with pytest.raises(AssertionError):
        coming_and_going(model_of("embedded"), **{name: factor})


@pytest.mark.parametrize(
    "name", ["executive_learns", "director_attention", "director_fades", "sponsor_smoothing"]
)
def test_a_fault_above_the_managers_is_seen(name: str) -> None:
    with pytest.raises(AssertionError):
        heads_and_director(model_of("embedded", 0), 60, **{name: 1.3})
