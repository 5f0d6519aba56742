"""One parameter moved at a time."""

import pytest

from culture_sim.ensemble import Ensemble
from culture_sim.ensemble.swings import Swing, swings
from culture_sim.findings.sensitivity import swing_finding
from culture_sim.organisation import reference_organisation
from culture_sim.scenario import load_scenario
from culture_sim.settings import load_parameters, load_setting

BASE, PLAN = load_scenario("blame_culture"), load_scenario("embedded")


def test_the_parameters_that_matter_most_are_parameters() -> None:
    assert set(load_setting().key_parameters) <= set(load_parameters())


def test_each_end_is_the_paired_effect_with_that_value() -> None:
    ensemble = Ensemble(reference_organisation(120))
    (found,) = swings(ensemble, BASE, PLAN, ("use_norm",), None, 2, 2)
    moved = Ensemble(ensemble.organisation, ensemble.parameters.replace(use_norm=found.high))
    effect = sum(
        moved.run(PLAN, seed, 2).yearly["trust"][-1] - moved.run(BASE, seed, 2).yearly["trust"][-1]
        for seed in range(2)
    )
    assert found.at_high["trust"] == pytest.approx(effect / 2)
    assert found.low < ensemble.parameters["use_norm"] < found.high


def test_a_price_moves_money_and_nothing_else() -> None:
    (found,) = swings(Ensemble(reference_organisation(120)), BASE, PLAN, ("cost_per_leaver",), None, 1, 2)
    assert found.reach("net_saving_gbp") > 0
    assert found.reach("turnover_percent") == 0


def test_a_turned_direction_is_said() -> None:
    what = load_setting().outcome("turnover_percent")
    found = [
        Swing("a", 0, 1, {what.key: -1.0}, {what.key: 0.5}),
        Swing("b", 0, 1, {what.key: -2.0}, {what.key: -2.1}),
    ]
    text = swing_finding(found, what, 3)
    assert "rests most on a (−1.0 to +0.5)" in text
    assert "Its direction changes within the range of a." in text
