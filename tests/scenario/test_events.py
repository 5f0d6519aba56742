"""Dated events of a scenario: leaders leave in a given week, and nothing happens before."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from culture_sim import CultureModel, InputError, Scenario, load_scenario
from culture_sim.scenario.scenario import DEPARTURES

WEEK = 30


def with_event(plan: str, **event: Any) -> Scenario:
    return load_scenario(plan).with_changes({"events": [event]})


def leavers(model: CultureModel) -> np.ndarray[Any, Any]:
    """Team leaders who left, by week from the launch on."""
    return np.asarray(model.tally["leaders_left"][-WEEK - 12 :])


@pytest.mark.parametrize(
    ("plan", "what"), [("embedded", "team_leaders_leave"), ("social_work/embedded", "managers_leave")]
)
def test_leaders_leave_in_that_week_and_nothing_differs_before(plan: str, what: str) -> None:
    usual, event = (
        CultureModel(one, 3, staff=120).run_for(WEEK + 12)
        for one in (load_scenario(plan), with_event(plan, what=what, at=WEEK))
    )
    more = leavers(event) - leavers(usual)
    assert not more[:WEEK].any()
    assert leavers(event)[WEEK] > leavers(usual)[WEEK]
    teams = len(event._state.teams)
    assert leavers(event)[WEEK] >= 0.7 * teams  # all who were there


def test_a_share_of_them_leaves_by_chance() -> None:
    left = [
        leavers(CultureModel(with_event("embedded", what="team_leaders_leave", at=WEEK, share=share), 3, staff=1000)
                .run_for(WEEK + 12))[WEEK]
        for share in (0.4, 1.0)
    ]  # fmt: skip
    assert 0.2 * left[1] < left[0] < 0.6 * left[1]


def test_a_new_director_takes_less_of_it_over_where_succession_is_not_planned() -> None:
    """Commitment falls in the week of the event, further without succession planning."""
    lost = []
    for planned in (0.0, 1.0):
        plan = with_event("social_work/embedded", what="director_leaves", at=WEEK).with_levers(
            succession=planned
        )
        commitment = np.mean(
            [
                CultureModel(plan, seed, staff=60).run_for(WEEK + 2).tally["commitment"][-3:]
                for seed in range(8)
            ],
            axis=0,
        )
        lost.append(commitment[0] - commitment[1])
    assert lost[0] > 0.2 > lost[1]


def test_a_chief_executive_leaves() -> None:
    usual, event = (
        CultureModel(one, 3, staff=100).run_for(WEEK + 2).tally["commitment"][-3:]
        for one in (load_scenario("embedded"), with_event("embedded", what="chief_executive_leaves", at=WEEK))
    )
    assert usual[0] == event[0]
    assert usual[1] != event[1]


def test_heads_of_service_leave() -> None:
    usual, event = (
        CultureModel(one, 3, staff=120).run_for(WEEK + 1)._state.teams.above
        for one in (
            load_scenario("social_work/embedded"),
            with_event("social_work/embedded", what="heads_leave", at=WEEK).with_levers(succession=0),
        )
    )
    assert (event < usual).all()


def test_it_happens_to_a_baseline_that_names_it_too() -> None:
    """Without any lever the leaders leave all the same; a baseline that names no event is touched by none."""
    nothing = with_event("blame_culture", what="team_leaders_leave", at=WEEK)
    model = CultureModel(nothing, 3, staff=120).run_for(WEEK + 12)
    assert leavers(model)[WEEK] == len(model._state.teams)
    plain = CultureModel("blame_culture", 3, staff=120).run_for(WEEK + 12)
    usual = len(plain._state.teams)
    assert plain.tally["leaders_left"].max() < usual


def test_what_is_written_is_read_back() -> None:
    plan = with_event("social_work/embedded", what="managers_leave", at="year 2", share=0.4)
    assert plan.events[0].at == 104
    again = Scenario.from_text(plan.to_yaml(), "again.yaml")
    assert again.events == plan.events
    assert again.hash == plan.hash != load_scenario("social_work/embedded").hash
    assert plan.departures(200).sum(axis=0).tolist() == [0.4, 0, 0]
    assert plan.departures(100).shape == (100, len(DEPARTURES))


@pytest.mark.parametrize(
    ("event", "message"),
    [
        ({"what": "director_leafs", "at": 10}, "director_leaves"),
        ({"what": "chief_executive_leaves", "at": 10}, "must be one of managers_leave, heads_leave, director_leaves"),
        ({"what": "director_leaves"}, "has no 'at'"),
        ({"what": "director_leaves", "at": "soon"}, "a time from the start of the programme"),
        ({"what": "director_leaves", "at": 10, "share": 2}, "must be a number from 0 to 1"),
        ({"what": "director_leaves", "at": 10, "shares": 1}, "Did you mean 'share'?"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_plainly(event: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message.replace("?", r"\?")):
        with_event("social_work/embedded", **event)
