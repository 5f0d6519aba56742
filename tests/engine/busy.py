"""Parameters and a scenario under which everything that can happen does, within a year."""

from __future__ import annotations

from typing import Any

import numpy as np

from culture_sim import CultureModel
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario
from culture_sim.settings import load_parameters

BUSY = {
    "incidents": 30.0,
    "harm_share": 0.3,
    "reckless_share": 0.3,
    "leader_off_policy": 0.6,
    "action_weeks": 4.0,
    "investigated_after_blame": 0.5,
    "investigated_other": 0.15,
    "investigation_weeks": 6.0,
    "claim": 0.7,
    "claim_stage_weeks": 2.0,
    "conflicts": 5.0,
    "grievance_hazard": 0.1,
    "dissatisfied": 5.0,
    "leave_culture": 0.4,
    "weeks_to_fill": 5.0,
    "leader_leaves": 1.5,
    "executive_leaves": 6.0,
    "physical_sickness": 0.1,
    "appointment_weeks": 2.0,
    "role_tenure": 4.0,
    "facilitators_wanted": 0.05,
    "diagnosis_weeks": 3.0,
}
"""Rates so high that rare things happen often; every rule stays as it is."""
TABLES = ("staff", "teams", "executive", "levers", "roles", "shown")
"""Of a state, beside its weeks."""


def busy_parameters(**changes: float) -> Parameters:
    """Everything often."""
    return load_parameters().replace(**BUSY | changes)


def everything_at_once(rollout: dict[str, Any] | None = None, **manner: float) -> Scenario:
    """Every lever in force within half a year, in two waves, withdrawn before the year is out."""

    def soon(strength: float, start: int, until: int = 46, measure: str = "strength") -> dict[str, Any]:
        return {measure: strength, "from": start, "ramp": 6, "until": until}

    written: dict[str, Any] = {
        "schema_version": 1,
        "name": "Everything at once",
        "levers": {
            "leadership_modelling": soon(0.9, 0),
            "staff_engagement": {"strength": 0.5, "ramp": 3, "by_group": {"estates_and_facilities": 0.1}},
            "shared_language": soon(0.8, 0),
            "training": {
                "introduction": soon(0.9, 0, measure="reach"),
                "champions": soon(0.15, 0, measure="share"),
                "refreshers": soon(6, 10, measure="a_year"),
                "backfill": 0.6,
            },
            "everyday_conversations": soon(0.8, 3),
            "circles": soon(0.8, 3),
            "formal_processes": soon(0.7, 4),
            "relationship_time": soon(0.6, 6),
            "restorative_supervision": soon(0.8, 6),
            "power_sharing": soon(0.7, 6),
            "multi_agency_alignment": soon(0.5, 12),
            "measurement_and_feedback": soon(0.6, 0),
            "policy_integration": {
                "hr": soon(0.5, 4),
                "complaints": soon(0.6, 6),
                "patient_safety": soon(0.8, 6),
            },
            "succession": soon(0.6, 0),
            "induction": soon(0.7, 6),
            "peer_facilitators": soon(0.05, 4, measure="share"),
            "co_production": soon(0.7, 8),
            "diagnosis": 1,
        },
        "manner": {"targeting": 0.8, "cover": 0.6, **manner},
        "rollout": rollout or {"kind": "pilot", "share": 0.4, "after": 5, "which": "need"},
    }
    return Scenario.from_dict(written)


def waiting(model: CultureModel) -> list[tuple[float, ...]]:
    """Everything about those served who wait for something, in an order of their own."""
    there = model.served[model.served.stage != 0]
    return sorted(tuple(row) for row in there.tolist())


def assert_same_run(one: CultureModel, other: CultureModel) -> None:
    """The same organisation to the bit, and the same weeks; in which row somebody waits is no matter."""
    assert waiting(one) == waiting(other)
    for table in TABLES:
        mine, theirs = getattr(one._state, table), getattr(other._state, table)
        for name in mine.dtype.names or ("",):
            left, right = (mine[name], theirs[name]) if name else (mine, theirs)
            assert np.array_equal(left, right), (table, name)
    for name in one.tally.dtype.names:
        assert np.array_equal(one.tally[name], other.tally[name]), name
