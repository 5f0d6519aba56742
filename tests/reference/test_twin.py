"""The compiled week is the model: a plain agent-by-agent twin lives the same weeks, and every column agrees."""

import pytest

from culture_sim import CultureModel, load_scenario
from culture_sim.engine.tables import columns
from culture_sim.organisation import Organisation, reference_organisation
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario
from culture_sim.settings import load_parameters
from culture_sim.settings.nhs_trust.tables import Tally
from tests.reference.comparison import first_difference
from tests.reference.worlds import (
    busy_parameters,
    compressed_embedded,
    everything_at_once,
    pair,
    teams_of_ten,
    trust_of_sixty,
)

COUNTS = [
    "sick",
    "leavers",
    "hires",
    "promotions",
    "incidents",
    "reported_incidents",
    "harms",
    "known_harms",
    "restorative_processes",
    "blame_responses",
    "broken_promises",
    "disciplinaries",
    "conflicts",
    "unresolved_conflicts",
    "grievances",
    "dissatisfied",
    "complaints",
    "ombudsman",
    "claims_started",
    "claims",
    "introductions",
    "deep_trainings",
    "refreshers",
    "facilitator_trainings",
    "training_days",
    "backfilled_training_days",
    "programme_time",
    "backfilled_time",
]


def agree(
    scenario: Scenario, organisation: Organisation, parameters: Parameters, seed: int, weeks: int = 52
) -> CultureModel:
    twin, engine = pair(scenario, organisation, parameters, seed)
    difference = first_difference(twin, engine, weeks)
    assert difference is None, difference
    return engine


def test_a_year_with_everything_at_once():
    """Every lever, every switch of model 2.11, professions, two waves, a diagnosis, and rates at which all happens."""
    engine = agree(everything_at_once(), trust_of_sixty(), busy_parameters(), seed=3)
    never = [name for name in COUNTS if engine.tally[name].sum() == 0]
    assert not never, f"the year was too quiet to prove anything about {never}"
    unused = [name for name in engine.levers.dtype.names if not lever_was_used(name)]
    assert not unused, f"levers that never acted: {unused}"


def lever_was_used(name: str) -> bool:
    plan = everything_at_once().plan(52, [0, 5], ())
    return bool((getattr(plan, name) > 0).any())


def test_a_year_of_the_core_equations():
    """Model 2.5 alone: no switch of 2.11, the document's organisation, the embedded plan at four times the pace."""
    engine = agree(compressed_embedded(), teams_of_ten(), load_parameters().core(), seed=5)
    assert engine.tally["broken_promises"].sum() == 0
    assert engine.tally["promotions"].sum() == 0


def test_a_year_of_the_model_as_it_is_used():
    """The parameters of the files and the embedded plan of the gallery, burnt in for a year."""
    scenario = load_scenario("embedded")
    twin, engine = pair(scenario, trust_of_sixty(), load_parameters(), seed=8, warm_up_weeks=52)
    difference = first_difference(twin, engine, 52)
    assert difference is None, difference


@pytest.mark.parametrize(
    ("organisation", "changes"),
    [
        pytest.param(reference_organisation(7, team_size=1), {}, id="teams of one"),
        pytest.param(reference_organisation(1, team_size=1), {}, id="a single post"),
        pytest.param(reference_organisation(24, team_size=8), {"weeks_to_fill": 1e9}, id="every post vacant"),
        pytest.param(
            reference_organisation(30, team_size=10),
            {"dissatisfaction_per_staff_year": 60.0},
            id="cases overflow",
        ),
        pytest.param(
            reference_organisation(30, team_size=10),
            {"leaving_culture_per_year": 30.0},
            id="everybody leaves",
        ),
        pytest.param(
            reference_organisation(30, team_size=10), {"sickness_share": 0.5}, id="everybody is ill"
        ),
    ],
)
def test_strange_organisations(organisation: Organisation, changes: dict[str, float]):
    parameters = busy_parameters().replace(**changes)
    rooms = len(CultureModel("blame_culture", seed=2, organisation=organisation, warm_up_weeks=0).patients)
    engine = agree(
        everything_at_once(diagnosis=organisation.teams > 1), organisation, parameters, seed=2, weeks=26
    )
    if "dissatisfaction_per_staff_year" in changes:
        assert len(engine.patients) > rooms, "the table of cases was meant to run out of room"


@pytest.mark.slow
@pytest.mark.parametrize("seed", [11, 12, 13])
@pytest.mark.parametrize("parameters", [busy_parameters(), busy_parameters().core(), load_parameters()])
def test_two_years(seed: int, parameters: Parameters):
    agree(everything_at_once(), trust_of_sixty(), parameters, seed, weeks=104)
    agree(compressed_embedded(), teams_of_ten(), parameters, seed, weeks=104)


def test_every_column_of_the_tally_is_compared():
    assert set(COUNTS) < set(columns(Tally))
