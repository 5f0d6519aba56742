"""Training alone, scaled until it costs what a plan costs."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from culture_sim import compare
from culture_sim.ensemble import Ensemble
from culture_sim.ensemble.account import account
from culture_sim.ensemble.equal_cost import equal_cost_plan, mean_cost, scale_training
from culture_sim.organisation import reference_organisation
from culture_sim.scenario import load_scenario


@pytest.mark.parametrize(
    ("setting", "plan", "reached"),
    [
        ("nhs_trust", "embedded", True),
        ("nhs_trust", "blame_culture", False),
        ("social_work", "embedded", True),
        ("social_work", "blame_culture", False),
    ],
)
def test_the_cost_is_reached_or_it_is_said_that_it_cannot_be(setting: str, plan: str, reached: bool) -> None:
    with ThreadPoolExecutor(2) as executor:
        cost_of = mean_cost(Ensemble(reference_organisation(200, setting=setting)), 3, executor)
        found = equal_cost_plan(load_scenario(f"{setting}/{plan}"), cost_of)
        assert cost_of(found.scenario) == pytest.approx(found.cost)
    assert found.reached == reached
    assert (found.cost == pytest.approx(found.wanted, rel=0.03)) == reached


def test_amounts_stay_within_what_can_be_done() -> None:
    assert scale_training(3.0).levers.training.introduction.amount == 1.0
    assert scale_training(3.0).levers.training.refreshers.amount == 12
    assert scale_training(3.0, "social_work").levers.training.refreshers.amount == 52
    assert scale_training(1.0).hash == load_scenario("training_only").hash


def test_a_comparison_holds_the_scaled_plan_with_what_it_takes_to_run_it_again() -> None:
    found = compare("embedded", staff=120, years=1, runs=24, parameter_share=0, core=True, equal_spend=True)
    assert found.rival in found.plans
    assert account(found, found.rival).cost == pytest.approx(account(found).cost, rel=0.03)
    row = found.as_dict()["equal_cost"]
    assert row["name"] == found.rival
    again = type(found.scenarios["embedded"]).from_dict(row["plan"])
    assert again.hash == found.scenarios[found.rival].hash
