"""Small organisations, and scenarios and parameters under which everything that can happen does, within a year."""

from __future__ import annotations

from functools import cache
from typing import Any

from culture_sim import CultureModel
from culture_sim.organisation import Organisation, build_organisation, reference_organisation
from culture_sim.organisation.file import OrganisationFile, OwnTeam, Teams
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario, load_scenario
from culture_sim.settings import load_parameters
from tests.reference.twin import Twin

BUSY = {
    "leader_discretion": 0.8,
    "facilitators_without_provision": 0.6,
    "leaving_culture_per_year": 0.4,
    "weeks_to_fill": 5.0,
    "harm_share": 0.3,
    "disciplinary_after_blame": 0.5,
    "other_disciplinaries_per_year": 0.15,
    "misjudged_share": 0.3,
    "reckless_share": 0.45,
    "formal_alongside": 0.3,
    "investigation_weeks": 6.0,
    "promise_weeks": 4.0,
    "promise_kept": 0.2,
    "claim_share": 0.7,
    "claim_delay_weeks": 8.0,
    "conflicts_per_staff_year": 5.0,
    "grievance_share": 0.3,
    "facilitator_reach": 20.0,
    "ombudsman_rate": 0.2,
    "leader_turnover_per_year": 1.5,
    "sponsor_turnover_per_year": 6.0,
    "first_year_weeks": 20.0,
    "novice_weeks": 6.0,
    "process_weeks": 3.0,
    "sickness_share": 0.1,
    "distress_fading": 0.06,
    "introduction_weeks": 6.0,
    "demand_spread": 0.1,
}
"""Rates so high that rare things happen often; every rule stays as it is."""


def everything_at_once(rollout: dict[str, Any] | None = None, diagnosis: bool = True) -> Scenario:
    """Every lever of the model in force within half a year, in two waves, withdrawn before the year is out."""

    def soon(strength: float, start: int, until: int = 46) -> dict[str, Any]:
        return {"strength": strength, "from": start, "ramp": 6, "until": until}

    written: dict[str, Any] = {
        "schema_version": 1,
        "name": "Everything at once",
        "levers": {
            "leadership_modelling": soon(0.9, 0),
            "staff_engagement": {"strength": 0.5, "ramp": 3, "by_group": {"estates_and_facilities": 0.1}},
            "shared_language": soon(0.8, 0),
            "training": {
                "introduction": {"reach": 0.9, "ramp": 4},
                "champions": {"share": 0.15, "ramp": 4, "until": 40},
                "refreshers": {"a_year": 6, "from": 10, "ramp": 4},
                "backfill": 0.6,
            },
            "everyday_conversations": soon(0.8, 3),
            "formal_processes": soon(0.7, 6),
            "relationship_time": soon(0.6, 6),
            "restorative_supervision": soon(0.8, 6),
            "power_sharing": soon(0.7, 6),
            "multi_agency_alignment": soon(0.5, 12),
            "measurement_and_feedback": soon(0.6, 0),
            "policy_integration": {
                "hr": soon(0.5, 6),
                "complaints": soon(0.6, 8),
                "patient_safety": soon(0.8, 8),
            },
            "succession": soon(0.6, 0),
            "induction": soon(0.7, 6),
            "peer_facilitators": {"share": 0.05, "from": 6, "ramp": 4, "until": 46},
            "co_production": soon(0.7, 8),
        },
        "rollout": rollout or {"kind": "pilot", "share": 0.4, "after": 5, "which": "need"},
    }
    if diagnosis:
        written["diagnosis"] = {"weeks": 3, "targeting": 0.8}
    return Scenario.from_dict(written)


@cache
def compressed_embedded() -> Scenario:
    """The embedded scenario of the gallery, four times as fast, so that all of it acts within a year."""
    return Scenario.from_dict(four_times_as_fast(load_scenario("embedded").to_dict()), name="compressed")


def four_times_as_fast(said: dict[str, Any]) -> dict[str, Any]:
    """Every start and ramp a quarter as long."""
    times = {name: max(said[name] // 4, 1) for name in ("from", "ramp") if name in said}
    deeper = {name: four_times_as_fast(each) for name, each in said.items() if isinstance(each, dict)}
    return said | deeper | times


@cache
def trust_of_sixty() -> Organisation:
    """Sixty posts of an NHS trust in uneven teams, with professions; one team meets no patients."""
    teams = [OwnTeam(size=size) for size in (12, 10, 9, 7, 6, 6, 4, 1)]
    porters = OwnTeam(size=5, mix={"estates_and_facilities": 0.8, "managers": 0.2})
    return build_organisation(OrganisationFile(name="Sixty", teams=Teams(listed=(*teams, porters))))


@cache
def teams_of_ten() -> Organisation:
    """Six teams of ten, all posts alike: the document's organisation in small."""
    return reference_organisation(60, team_size=10)


def busy_parameters() -> Parameters:
    """Every switch of model 2.11 on, and everything often."""
    return load_parameters().replace(**BUSY)


def pair(
    scenario: Scenario, organisation: Organisation, parameters: Parameters, seed: int, warm_up_weeks: int = 6
) -> tuple[Twin, CultureModel]:
    """The twin and the engine, in the same founded world."""
    engine = CultureModel(
        scenario, seed=seed, organisation=organisation, parameters=parameters, warm_up_weeks=warm_up_weeks
    )
    return Twin(scenario, seed, organisation, parameters, warm_up_weeks), engine
