"""Which teams start when."""

import numpy as np
import pytest

from culture_sim.errors import InputError
from culture_sim.scenario import Scenario, load_scenario

NAMES = ("medicine", "surgery", "estates")
DIRECTORATE_OF_TEAM = np.array([0, 0, 1, 2, 1, 2])


def rollout(**fields):
    return Scenario.from_dict({"rollout": fields}).rollout


def test_everywhere_is_one_wave_at_once():
    waves = rollout(kind="everywhere").assign(DIRECTORATE_OF_TEAM)
    assert waves.wave_of_team.tolist() == [0] * 6
    assert waves.wave_of_team.dtype == np.int64
    assert waves.delays.tolist() == [0]


def test_directorates_follow_each_other():
    waves = load_scenario("phased_rollout").rollout.assign(DIRECTORATE_OF_TEAM, None, NAMES)
    assert waves.wave_of_team.tolist() == [0, 0, 1, 2, 1, 2]
    assert waves.delays.tolist() == [0, 13, 26]


def test_directorates_named_come_first_and_the_others_keep_their_order():
    waves = rollout(kind="directorates", every="1 month", order=["estates"]).assign(
        DIRECTORATE_OF_TEAM, None, NAMES
    )
    assert waves.wave_of_team.tolist() == [1, 1, 2, 0, 2, 0]
    assert waves.delays.tolist() == [0, 4, 8]


def test_an_unknown_directorate_is_named_with_its_line(tmp_path):
    file = tmp_path / "ours.yaml"
    file.write_text("rollout:\n  kind: directorates\n  order:\n    - medicine\n    - sugery\n")
    scenario = load_scenario(file)
    with pytest.raises(InputError, match=r":5: 'sugery' is not a directorate.* Did you mean 'surgery'\?"):
        scenario.check_names(directorates=NAMES)
    with pytest.raises(InputError, match="'sugery' is not a directorate"):
        scenario.rollout.assign(DIRECTORATE_OF_TEAM, None, NAMES)


@pytest.mark.parametrize(("which", "first"), [("ready", [1, 4]), ("need", [0, 3])])
def test_a_pilot_may_choose_teams_by_their_leadership(which, first):
    leadership = np.array([0.1, 0.9, 0.5, 0.2, 0.8, 0.6])
    waves = rollout(kind="pilot", share=0.33, which=which).assign(DIRECTORATE_OF_TEAM, leadership, NAMES)
    assert np.flatnonzero(waves.wave_of_team == 0).tolist() == first
    assert waves.delays.tolist() == [0, 26]


def test_a_random_pilot_is_the_same_teams_each_time_and_roughly_unordered():
    pilot = rollout(kind="pilot", share=0.2)
    first, again = (np.flatnonzero(pilot.assign(np.zeros(50)).wave_of_team == 0) for _ in range(2))
    assert first.tolist() == again.tolist()
    assert len(first) == 10
    assert first.min() < 20
    assert first.max() >= 30


def test_the_smallest_pilot_is_one_team():
    assert rollout(kind="pilot", share=0.01).assign(np.zeros(6)).wave_of_team.tolist().count(0) == 1


def test_a_kind_alone_is_enough():
    assert Scenario.from_dict({"rollout": "pilot"}) == Scenario.from_dict({"rollout": {"kind": "pilot"}})
