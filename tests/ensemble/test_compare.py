"""The paired comparison: the same random numbers, one warm-up, and nothing that depends on how it is computed."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from culture_sim import CultureModel, compare, load_scenario
from culture_sim.ensemble import Ensemble, calibrate_baseline
from culture_sim.ensemble.compare import half_width
from culture_sim.ensemble.comparison import Comparison
from culture_sim.ensemble.intervals import RunArrays
from culture_sim.errors import InputError
from culture_sim.organisation import build_organisation

SMALL: dict[str, Any] = {"staff": 120, "years": 2, "runs": 4}


@pytest.fixture(scope="module")
def found():
    return compare(["bolted_on", "embedded"], **SMALL, parameter_share=0.5)


def test_a_plan_that_does_nothing_differs_by_nothing():
    idle = replace(load_scenario("blame_culture"), name="Nothing at all")
    same = compare([idle], **SMALL, parameter_share=0.0)
    for each in same.outcomes:
        found = same.difference("Nothing at all", each.key)
        assert not np.any([found.mean, found.low, found.high]), each.key
    assert any("'Nothing at all' does exactly what 'blame_culture' does" in flag for flag in same.flags)


def test_the_year_before_the_programme_is_shared(found):
    for name, table in found.yearly.items():
        for key, values in table.items():
            assert np.array_equal(values[:, 0], found.yearly["blame_culture"][key][:, 0]), (name, key)


def test_neither_threads_nor_company_change_a_run(found):
    alone = compare(["embedded"], **SMALL, parameter_share=0.0, workers=1)
    for key, values in alone.yearly["embedded"].items():
        assert np.array_equal(values, found.yearly["embedded"][key]), key


def test_more_runs_begin_with_the_same_runs(found):
    more = compare(["embedded"], staff=120, years=2, runs=6, parameter_share=0.0)
    for key, values in found.yearly["embedded"].items():
        assert np.array_equal(values, more.yearly["embedded"][key][:4]), key


def test_any_run_can_be_reproduced_alone(found):
    place = build_organisation("nhs_trust/acute_trust", 120)
    parameters = calibrate_baseline(place).parameters
    assert parameters.hash == found.parameters_hash
    for number in range(4):
        model = CultureModel("embedded", seed=1 + number, organisation=place, parameters=parameters)
        model.run_for(104)
        again = model.yearly_outcomes()
        for key in ("turnover_percent", "complaints_per_1000_staff", "trust", "harm_cost_gbp"):
            assert np.array_equal(again[key], found.yearly["embedded"][key][number]), key


def test_another_first_seed_is_calibrated_alike_and_draws_other_numbers(found):
    other = compare(["embedded"], **SMALL, seed=2, parameter_share=0.0)
    assert other.parameters_hash == found.parameters_hash
    for key in ("trust", "turnover_percent"):
        assert np.array_equal(other.yearly["embedded"][key][:3], found.yearly["embedded"][key][1:])


def test_bands_hold_four_fifths_of_the_runs(found):
    values = found.yearly["embedded"]["trust"] - found.yearly["blame_culture"]["trust"]
    last = found.difference_in(-1, "embedded", "trust")
    assert last.low == pytest.approx(np.quantile(values[:, -1], 0.1))
    assert last.high == pytest.approx(np.quantile(values[:, -1], 0.9))
    assert last.share_better == np.mean(values[:, -1] > 0)


def test_runs_stop_when_the_mean_difference_is_known_well_enough():
    wide = compare(["embedded"], staff=120, years=1, runs=40, until=("trust", 0.5), parameter_share=0.0)
    assert wide.runs == 10
    narrow = compare(["embedded"], staff=120, years=1, runs=20, until=("trust", 1e-9), parameter_share=0.0)
    assert narrow.runs == 20


def test_the_half_width_is_that_of_the_mean_difference():
    ensemble = Ensemble(build_organisation("nhs_trust", 60))
    base, plan = load_scenario("blame_culture"), load_scenario("embedded")
    runs = [{"base": ensemble.run(base, n, 1), "plan": ensemble.run(plan, n, 1)} for n in range(5)]
    differences = [each["plan"].yearly["trust"][1] - each["base"].yearly["trust"][1] for each in runs]
    found = Comparison(ensemble.organisation, ensemble.parameters, "base", {"base": base, "plan": plan}, 1)
    for run in runs:
        found.add({name: RunArrays.of(each, ensemble.organisation.setting) for name, each in run.items()})
    assert half_width(found, "trust") == pytest.approx(1.2816 * np.std(differences, ddof=1) / 5**0.5)


def test_a_comparison_is_read_at_any_number_of_runs(found):
    grown = Comparison(found.organisation, found.parameters, found.baseline, found.scenarios, found.years)
    for run in range(found.runs):
        grown.add(
            {name: RunArrays(table[run], weekly[run]) for name, (table, weekly) in stacked(found).items()}
        )
        assert grown.runs == run + 1
        for key in ("trust", "net_saving_gbp"):
            values = found.paired("embedded", key)[: run + 1]
            assert grown.difference("embedded", key).mean == pytest.approx(values.mean(axis=0))
    early = grown.copy()
    grown.add({name: RunArrays(table[0], weekly[0]) for name, (table, weekly) in stacked(found).items()})
    assert (early.runs, grown.runs) == (found.runs, found.runs + 1)


def stacked(found):
    """(runs, outcomes, years + 1) and (runs, columns, weeks) of every scenario."""
    return {
        name: (
            np.stack([found.values(name, each.key) for each in found.outcomes], axis=1),
            np.stack([found.weeks(name, column) for column in found.columns], axis=1),
        )
        for name in found.scenarios
    }


def test_another_plan_can_take_the_place_of_the_baseline(found):
    pair = found.difference("embedded", "trust", "bolted_on")
    values = found.values("embedded", "trust") - found.values("bolted_on", "trust")
    assert pair.mean == pytest.approx(values.mean(axis=0))


def test_few_draws_make_no_interval(found):
    assert found.parameter_draws == 2
    assert found.parameter_interval("embedded", "trust") is None
    row = found.as_dict()["differences"]["embedded"]["years"][-1]["trust"]
    assert (row["parameter_low"], row["parameter_high"]) == (None, None)


def test_a_plan_left_out_leaves_the_others_as_they_were(found):
    less = found.without("bolted_on")
    assert less.plans == ["embedded"]
    assert less.as_dict()["differences"]["embedded"] == found.as_dict()["differences"]["embedded"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"runs": 0}, "number of runs"),
        ({"runs": 10_001}, "between 1 and 10,000"),
        ({"baseline": 5}, "by its name or its path, not by 5"),
        ({"organisation": 5}, "by its name or its path, not by 5"),
        ({"years": 91}, "between 1 and 90"),
        ({"parameter_share": 2}, "between 0 and 1"),
        ({"until": ("trust", 0.0)}, "above 0"),
        ({"until": ("trusst", 0.1)}, "trust"),
        ({"setting": "childrens_services"}, "nhs_trust"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_run(asked, said):
    with pytest.raises(InputError, match=said):
        compare(["embedded"], **{"staff": 120, **asked})
