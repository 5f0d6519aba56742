"""Calibration: the baseline stands at what is observed, and what was solved once is read."""

from collections import defaultdict

import numpy as np
import pytest

from culture_sim import cache
from culture_sim.calibration import baseline_levels as baseline_levels_module
from culture_sim.calibration import solve
from culture_sim.calibration.baseline_levels import measure_baseline
from culture_sim.calibration.solve import baseline_levels, calibrate_baseline, is_calibrated, recalibrate
from culture_sim.engine import compile as compiled
from culture_sim.errors import InputError
from culture_sim.organisation import build_organisation
from culture_sim.settings import load_parameters


@pytest.fixture(autouse=True)
def a_machine_that_has_solved_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def place():
    return build_organisation("nhs_trust/acute_trust", 300)


def never(*_arguments, **_named):
    raise AssertionError("nothing should be simulated here")


def test_the_baseline_reproduces_what_is_observed_in_runs_it_was_not_solved_in(place):
    found = calibrate_baseline(place)
    assert {row.key for row in found.rows} == set(place.observed.figures())
    for row in found.rows:
        assert row.reproduced == pytest.approx(row.observed, rel=0.12), row.key
    assert found.solved
    assert all(found.parameters[name] == value for name, value in found.solved.items())


def test_what_was_solved_once_is_read(place, monkeypatch):
    given = load_parameters()
    assert not is_calibrated(place, given)
    first = calibrate_baseline(place)
    assert is_calibrated(place, given)
    monkeypatch.setattr(baseline_levels_module, "CultureModel", never)
    assert calibrate_baseline(place) == first


def test_other_parameters_and_other_organisations_are_solved_anew(place):
    calibrate_baseline(place)
    assert not is_calibrated(place, load_parameters().replace(loss_over_gain=1.9))
    assert not is_calibrated(build_organisation("nhs_trust/acute_trust", 301), load_parameters())


def test_a_damaged_file_is_solved_anew(place, tmp_path):
    first = calibrate_baseline(place)
    for damage in ("", '{"found": {"chan', "[]", "{}"):
        (file,) = (tmp_path / "calibrations").iterdir()
        file.write_text(damage)
        assert calibrate_baseline(place) == first, damage


def test_parameters_with_which_a_level_is_no_number_are_refused_in_words(place, monkeypatch):
    monkeypatch.setattr(solve, "measure_baseline", lambda *_arguments, **_named: defaultdict(lambda: np.nan))
    endless_work = load_parameters().replace(workload_power=1e6)
    with pytest.raises(InputError, match=r"cannot be calibrated .*: .*workload_power is 1e\+06, usually 2\."):
        calibrate_baseline(place, endless_work)


def test_a_folder_that_cannot_be_written_keeps_nothing_and_harms_nothing(place, tmp_path):
    (tmp_path / "calibrations").write_text("a file stands where the folder should be")
    assert calibrate_baseline(place).rows
    assert not is_calibrated(place, load_parameters())


def test_a_drawn_baseline_is_held_at_the_levels_or_dropped(place, monkeypatch):
    central = calibrate_baseline(place).parameters
    stand = baseline_levels(place, central)
    targets = {key: stand[key] for key in baseline_levels_module.STATES}
    near = recalibrate(place, central.replace(value_ignored=central.value_ignored - 0.02), targets)
    assert near is not None
    reached = measure_baseline(place, near, [solve.CALIBRATION_SEED], settle=52)
    assert reached["psychological_safety"] == pytest.approx(
        targets["psychological_safety"], abs=solve.STATE_TOLERANCE
    )
    impossible = {**targets, "psychological_safety": 0.99}
    assert recalibrate(place, central, impossible) is None
    monkeypatch.setattr(baseline_levels_module, "CultureModel", never)
    assert recalibrate(place, central, impossible) is None, "that it cannot be held is kept too"


def test_the_folder_belongs_to_this_very_engine():
    assert compiled.cache_folder().name.startswith("engine-")
