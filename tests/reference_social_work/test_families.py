"""The engine and the reference implementation agree for every family in every week."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from culture_sim import CultureModel
from culture_sim.engine.steps.first_week import interim_for
from culture_sim.engine.steps.launch import manner_of
from culture_sim.settings import load_parameters
from culture_sim.settings.childrens_social_work import week as weeks
from culture_sim.settings.childrens_social_work.steps.casework import step_families
from culture_sim.settings.childrens_social_work.tables import Stage
from tests.reference.numbers import Draws
from tests.reference_social_work.families import Family, Worker
from tests.reference_social_work.week import Reference
from tests.settings.test_social_work import BADLY, SETTING

EVENTFUL = {
    "child_harm": 0.0,
    "complaint_cause": 0.03,
    "agency_conflict": 0.2,
    "life_events": 0.1,
    "passed_on": 0.05,
    "hostile_meeting": 0.8,
    "learn_own_answer": 0.05,
}
"""Rare events in every few weeks; harm to children is not in the reference."""
KINDS = 3
AGENCIES = ("relationship", "culture", "trained", "conflicts")


def families_of(model: CultureModel) -> list[Family]:
    """The engine's families as plain ones."""
    table = model._state.served
    names = [one.name for one in dataclasses.fields(Family) if one.name != "row"]
    return [Family(row, **{name: table[name][row].item() for name in names}) for row in range(len(table))]


def reference_of(model: CultureModel, manner: Any) -> Reference:
    """The service as it stands before its families' week."""
    state = model._state
    staff, teams, partners = state.staff, state.teams, state.partners
    pars, posts = model._pars, model.organisation.staff
    team_of = model.organisation.team_of_post
    workers = [
        Worker(
            post, int(team_of[post]), bool(staff.exposure[post] > 0),
            bool(staff.filled[post] or staff.agency[post]), bool(staff.absent[post]), int(staff.person[post]),
            float(staff.psychological_safety[post]), float(staff.trust[post]), float(staff.burnout[post]),
            float(staff.practice[post]), float(staff.restorative_skill[post]), float(staff.workload[post]),
            float(staff.reflection[post]), int(staff.away_until[post]), float(staff.case_hours[post]),
        )
        for post in range(posts)
    ]  # fmt: skip
    draws = Draws(model.seed)
    draws.week = model._clock
    by_area = {
        name: partners[name].reshape(-1, KINDS).tolist()
        for name in ("relationship", "culture", "trained", "conflicts")
    }
    cases = [sum(one.holds_cases for one in workers if one.team == team) for team in range(len(teams))]
    made = Reference(
        pars, draws, workers, staff.practice[posts:].tolist(), teams.workload.tolist(), state.levers,
        by_area["relationship"], by_area["culture"], by_area["trained"], by_area["conflicts"],
        teams.directorate.tolist(), teams.conference_slots.tolist(), teams.meeting_slots.tolist(),
        float(state.executive.conference_slots[0]), float(state.executive.chair_skill[0]),
        manner.voluntary, manner.follow_through,
    )  # fmt: skip
    made.families = families_of(model)
    made.next_place = int(state.executive.next_place[0])
    made.coordinators = [
        float(lever) * number / 100
        for lever, number in zip(state.levers.family_group_conferences, cases, strict=True)
    ]
    made.people_practice = float(state.weeks.practice[model._clock - 1])
    made.champions = float(state.roles[0]) / posts
    return made


def model_of(plan: str) -> CultureModel:
    """A small service in which much happens, a year into a plan."""
    scenario = BADLY if plan == "badly" else f"{SETTING}/{plan}"
    parameters = load_parameters(SETTING).replace(**EVENTFUL)
    return CultureModel(scenario, 7, 60, parameters=parameters, warm_up_weeks=40).run_for(60)


def agree(model: CultureModel, number: int, **other: float) -> set[str]:
    """Live some weeks in both; returns what was counted. `other`: factors of the reference's parameters.

    Raises:
        AssertionError: they differ.
    """
    state, schedule, pars, seed = model._state, model._schedule, model._pars, model.seed
    counted: set[str] = set()
    for _ in range(number):
        interim, now, last = interim_for(state), model._clock, len(state.teams)
        manner = manner_of(schedule, now)
        weeks.step_launch(state, interim, schedule, pars, seed, now)
        weeks.step_teams(state, interim, pars, seed, now, 0, 0, last)
        reference = reference_of(model, manner)
        reference.p = SimpleNamespace(
            **{name: float(pars[name]) * other.get(name, 1.0) for name in model.parameters}
        )
        reference.run()
        step_families(state, manner, state.diary, pars, seed, now)
        for found, expected in zip(families_of(model), reference.families, strict=True):
            assert found.stage == expected.stage, (now, expected)
            if found.stage != Stage.NOBODY:
                ours = dataclasses.astuple(expected)
                assert dataclasses.astuple(found) == pytest.approx(ours, abs=1e-9), (now, found, expected)
        for name, count in reference.count.items():
            assert state.tally[name].sum() == count, name
            if count:
                counted.add(name)
        for name in AGENCIES:
            theirs = np.ravel(getattr(reference, name))
            assert state.partners[name] == pytest.approx(theirs, abs=1e-12), name
        weeks.step_teams_on(state, interim, schedule, pars, seed, now, 0, 0, last)
        weeks.step_organisation(state, interim, schedule, pars, seed, now)
        model._clock += 1
    return counted


@pytest.mark.parametrize("plan", ["blame_culture", "embedded", "badly"])
def test_every_family_in_every_week(plan: str) -> None:
    """All of their columns, what was counted, and the agencies."""
    counted = agree(model_of(plan), 30)
    usual = {
        "visits",
        "decisions",
        "handovers",
        "complaints",
        "disclosures",
        "re_referrals",
        "agency_conflicts",
    }
    assert usual <= counted
    if plan != "blame_culture":
        assert {"restorative_conferences", "family_meetings", "family_conferences"} <= counted


@pytest.mark.parametrize(
    "name",
    [
        "with_practice", "to_base", "told_share", "family_loss_over_gain", "service_trust_gain", "kept_cold",
        "story_lost", "needs_met", "lasting_change", "life_event_risk", "fear_sees_risk", "mistrust_is_risk",
        "rationing", "threshold_need", "attends_trust", "with_plan_gain", "promise_kept", "complaint_trust",
        "agency_meets", "agency_follows", "fgc_network", "fgc_service", "conference_turns", "return_hazard",
        "risk_high", "hours_for_cases", "questions_lead",
    ],
)  # fmt: skip
def test_a_fault_in_one_of_them_is_seen(name: str) -> None:
    """A coefficient that is three in ten larger in the reference makes them differ within weeks."""
    with pytest.raises(AssertionError):
        agree(model_of("embedded"), 80, **{name: 1.3})
