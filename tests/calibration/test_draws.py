"""Parameters drawn from their ranges."""

import numpy as np
import pytest
from scipy.stats import qmc

from culture_sim.calibration.draws import draws, is_drawn, latin_hypercube, two_piece_uniform_ppf
from culture_sim.settings import load_parameters


@pytest.mark.parametrize(("number", "dimensions", "seed"), [(1, 3, 0), (30, 150, 1), (7, 2, 99)])
def test_the_hypercube_is_scipys(number, dimensions, seed):
    ours = latin_hypercube(number, dimensions, np.random.default_rng([seed, 20]))
    theirs = qmc.LatinHypercube(d=dimensions, rng=np.random.default_rng([seed, 20])).random(number)
    assert np.array_equal(ours, theirs)


def test_half_of_a_range_lies_on_either_side_of_the_central_value():
    assert two_piece_uniform_ppf(3.0, 1.0, 4.0, 0.0) == 1.0
    assert two_piece_uniform_ppf(3.0, 1.0, 4.0, 0.5) == 3.0
    assert two_piece_uniform_ppf(3.0, 1.0, 4.0, 0.75) == 3.5


def test_draws_stay_in_their_ranges_and_leave_what_is_certain_alone():
    central = load_parameters()
    found = list(draws(central, 20, seed=4))
    assert len({each.hash for each in found}) == 20
    for each in found:
        for name, parameter in central.table.items():
            if is_drawn(parameter):
                low, high = min(parameter.low, central[name]), max(parameter.high, central[name])
                assert low <= each[name] <= high, name
            else:
                assert each[name] == central[name], name


def test_switches_are_chosen_and_not_drawn():
    """A draw in which answers to harm are held where they were before the launch would be another model."""
    switches = {name: each for name, each in load_parameters().table.items() if each.unit == "switch"}
    assert {"voice_answers_change", "harm_answers_change"} <= set(switches)
    assert not any(is_drawn(each) for each in switches.values())
