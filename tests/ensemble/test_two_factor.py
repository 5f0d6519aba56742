"""Two levers at five strengths each, under common random numbers."""

import numpy as np
import pytest

from culture_sim.ensemble import Ensemble
from culture_sim.ensemble.two_factor import STEPS, TwoFactorDesign, TwoFactorResult, run_two_factor
from culture_sim.errors import InputError
from culture_sim.findings.sensitivity import interaction_finding
from culture_sim.organisation import reference_organisation
from culture_sim.scenario import levers_of, load_scenario


def test_the_grid_is_the_change_against_nothing_done() -> None:
    design = TwoFactorDesign(
        load_scenario("blame_culture"), "leadership_modelling", "training.introduction", year=2, replicates=2
    )
    *_, found = run_two_factor(Ensemble(reference_organisation(120)), design)
    assert found.values.shape == (2, STEPS, STEPS)
    assert np.all(found.values[:, 0, 0] == 0)
    assert found.mean[-1, -1] > found.mean[-1, 0] > 0
    by_hand = found.mean[-1, -1] - found.mean[-1, 0] - found.mean[0, -1]
    assert found.interaction.mean() == pytest.approx(by_hand)


def interactions(*amounts: float) -> TwoFactorResult:
    values = np.zeros((len(amounts), STEPS, STEPS))
    values[:, -1, -1] = amounts
    design = TwoFactorDesign(load_scenario("blame_culture"), "succession", "induction", "turnover_percent")
    return TwoFactorResult(design, values)


@pytest.mark.parametrize(
    ("amounts", "text"),
    [
        ([-1.0] * 7, "So few runs cannot tell chance from effect"),
        ([-1.0] * 8, "Together they do more good than the sum"),
        ([1.0] * 8, "Together they do less good than the sum"),
        ([1.0, -1.0] * 4, "about the sum of each alone"),
    ],
)
def test_an_interaction_is_told_from_chance(amounts: list[float], text: str) -> None:
    assert text in interaction_finding(interactions(*amounts))


@pytest.mark.parametrize(
    ("across", "upwards", "text"),
    [
        ("succession", "succession", "two different levers"),
        ("sucession", "induction", "Did you mean 'succession'"),
    ],
)
def test_levers_must_be_two_that_there_are(across: str, upwards: str, text: str) -> None:
    with pytest.raises(InputError, match=text):
        TwoFactorDesign(load_scenario("embedded"), across, upwards)


def test_every_lever_can_be_crossed_with_a_plan_of_one_ramp() -> None:
    for lever in levers_of():
        other = "succession" if lever.path != "succession" else "induction"
        design = TwoFactorDesign(load_scenario("embedded"), lever.path, other)
        assert len(design.scenarios()) == STEPS * STEPS
