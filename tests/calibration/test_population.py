"""A population of organisations: traits do what they say, and its moments stand beside official ones."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from culture_sim.calibration.population import Moment, _trait, moments_of, simulate_population
from culture_sim.calibration.population_file import Trait, population_file
from culture_sim.errors import InputError
from culture_sim.settings import load_setting

FILE = population_file(load_setting("social_work"))
DIFFER = {
    ("standard deviation", "vacancy"): "9.46 (.47); official 11.50 (.83)",
    ("a year on", "vacancy"): ".88 (.01), of means over a year; official .78 (.02), of one day",
    ("mean", "absence"): "3.52 (.08); official 3.11 (.09)",
    ("mean", "re_referral"): "22.58 (.37); official 20.60 (.34)",
}
"""Moments that differ with seed 1, of which traits were set, and with seed 2; figures of seed 1."""
AGREE = 2 / 3
"""Share of moments that is asked for."""
SEED = 2
"""Another than the traits were set with."""


def trait(**said: object) -> Trait:
    usual = {"says": "", "mark": "assumption", "source": "", "multiplies": {"referrals": 1.0}}
    return Trait.model_validate({**usual, **said})


def test_a_trait_has_the_spread_and_the_memory_that_it_declares() -> None:
    rng = np.random.default_rng(3)
    one = trait(stable=0.3, yearly=0.4, lag=0.5, size=2.0)
    found = np.array([_trait(one, 0.0, 5, rng) for _ in range(8000)])
    assert found.std(axis=0) == pytest.approx(np.full(5, 0.5), rel=0.04)
    together = np.cov(found.T)
    assert np.diag(together, 1) == pytest.approx(np.full(4, 0.09 + 0.16 * 0.5), rel=0.12)
    larger = np.array([_trait(one, 1.0, 5, rng) for _ in range(8000)])
    assert larger.mean() - found.mean() == pytest.approx(2.0, abs=0.03)


def test_moments_of_a_made_up_panel_are_those_that_it_was_made_with() -> None:
    rng = np.random.default_rng(4)
    panel = {key: rng.normal(10.0, 2.0, (3000, 6)) for key in (*FILE.measures, "size")}
    panel["turnover"] = 5.0 + 0.5 * panel["caseload"] + rng.normal(0.0, 1.0, (3000, 6))
    found = moments_of(panel, FILE)
    assert set(found) == set(FILE.moments)
    assert found["mean", "turnover"] == pytest.approx(10.0, abs=0.1)
    assert found["standard deviation", "caseload"] == pytest.approx(2.0, rel=0.05)
    assert found["a year on", "agency"] == pytest.approx(0.0, abs=0.05)
    assert found["slope within", "turnover on caseload"] == pytest.approx(0.5, abs=0.03)
    assert found["correlation by year", "turnover and caseload"] == pytest.approx(0.5**0.5, abs=0.03)


def test_moments_agree_within_two_standard_errors_of_their_difference() -> None:
    assert Moment("mean", "x", 10.0, 0.3, 10.9, 0.4).apart == pytest.approx(1.8)
    assert Moment("mean", "x", 10.0, 0.3, 10.9, 0.4).agrees
    assert not Moment("mean", "x", 10.0, 0.3, 8.9, 0.4).agrees


def test_a_setting_that_does_not_say_how_its_organisations_differ_says_so() -> None:
    with pytest.raises(InputError, match="does not say how its organisations differ"):
        simulate_population("nhs_trust", 10, 4)


def test_the_first_organisations_are_the_same_however_many_there_are() -> None:
    two, three = (simulate_population("social_work", number, 4, seed=5).panel for number in (2, 3))
    for key, values in two.items():
        assert np.array_equal(values, three[key][:2]), key
    assert len({*three["turnover"][:, 0]}) == 3


@cache
def moments() -> dict[tuple[str, str], Moment]:
    return {each[:2]: each for each in simulate_population("social_work", 150, 6, SEED).moments()}


@pytest.mark.slow
def test_two_thirds_of_the_moments_agree_with_official_ones() -> None:
    """48 of 56 did; which of them do changes with the seed, for most that differ lie near the border."""
    found = moments()
    agree = sum(each.agrees for each in found.values())
    assert agree >= AGREE * len(found), {key: each.apart for key, each in found.items() if not each.agrees}


@pytest.mark.slow
@pytest.mark.parametrize("key", DIFFER, ids=" of ".join)
@pytest.mark.xfail(strict=True, reason="differs from the official figure; see DIFFER")
def test_a_moment_that_differs_with_every_seed_looked_at(key: tuple[str, str]) -> None:
    assert moments()[key].agrees
