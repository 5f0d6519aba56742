"""What a parameter can be: plausible is narrower than possible, and the impossible is refused."""

import numpy as np
import pytest

from culture_sim import CultureModel, compare
from culture_sim.engine.columns import columns
from culture_sim.errors import InputError
from culture_sim.organisation import reference_organisation
from culture_sim.settings import load_parameters
from culture_sim.settings.nhs_trust.tables import Tally

TABLE = load_parameters().table
PLACE = reference_organisation(60)


@pytest.mark.parametrize("name", TABLE)
def test_its_value_and_its_range_are_possible(name):
    known = TABLE[name]
    least, most = known.possible
    assert least <= known.low <= known.value <= known.high <= most


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("loss_aversion", -5, "0 or more, and plausible from 1.5 to 5"),
        ("harm_share", 1.5, "between 0 and 1"),
        ("demand_persistence", 1.01, "between 0 and 1"),
        ("accountability", 2, "between 0 and 1"),
        ("cost_per_leaver", -1, "0 or more"),
        ("weeks_to_fill", 0, "1 or more"),
        ("safety_noise", -0.01, "0 or more"),
        ("reports_reference", 0, "1e-06 or more"),
        ("demand_scale", 0, "1e-06 or more"),
        ("sickness_share", 1, "between 0 and 0.9"),
    ],
)
def test_what_cannot_be_is_refused(name, value, why):
    with pytest.raises(InputError, match=f"'{name}' cannot be.*{why}"):
        load_parameters().replace(**{name: value})


def test_an_effect_may_be_turned_round():
    assert load_parameters().replace(leader_safety=-0.2).leader_safety == -0.2


def test_what_lies_outside_the_plausible_is_named():
    given = load_parameters().replace(loss_aversion=7.0, critical_mass=0.3, introduction_days=1.0)
    assert given.implausible == ["loss_aversion"]
    said = compare(["bolted_on"], staff=60, years=1, runs=2, parameters=given, parameter_share=0, core=True)
    assert any("loss_aversion is 7 (plausible: 1.5 to 5)" in flag for flag in said.flags)


def test_what_was_calibrated_and_is_set_by_hand_is_named():
    given = load_parameters().replace(demand_scale=0.5, introduction_days=1.0)
    said = compare(["bolted_on"], staff=60, years=1, runs=2, parameters=given, parameter_share=0, core=True)
    assert "Calibrated parameters were set by hand: demand_scale is 0.5 (calibrated: 0.921)." in said.flags


@pytest.mark.parametrize("name", TABLE)
def test_whatever_is_possible_is_lived_or_refused_in_words(name):
    """At the ends of what it can be, or ten times what is plausible, weeks end, and end in numbers."""
    least, most = TABLE[name].possible
    for value in {max(least, -5.0), min(most, max(10.0, 10 * TABLE[name].high))}:
        given = load_parameters().replace(**{name: value})
        said, tally = "", None
        try:
            model = CultureModel("embedded", seed=1, organisation=PLACE, parameters=given, warm_up_weeks=26)
            tally = model.run_for(52).tally
        except InputError as refused:
            said = str(refused)
        if tally is None:
            assert "too far from what is plausible" in said
        else:
            assert all(np.isfinite(tally[column]).all() for column in columns(Tally))


@pytest.mark.parametrize("value", [True, "1", None, np.nan, np.inf])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(InputError, match="takes a"):
        load_parameters().replace(loss_aversion=value)
