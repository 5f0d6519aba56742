"""The smallest and strangest organisations are centred and compared, or refused in words."""

import math

import numpy as np
import pytest

from culture_sim import cache, compare
from culture_sim.calibration import baseline_levels
from culture_sim.calibration.solve import calibrate_baseline
from culture_sim.ensemble.compare import half_width
from culture_sim.errors import InputError
from culture_sim.organisation import OrganisationFile, build_organisation
from culture_sim.settings import load_parameters
from culture_sim.settings.nhs_trust.outcomes import OUTCOMES


@pytest.fixture(autouse=True)
def a_machine_that_has_solved_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr("culture_sim.calibration.solve.MOST_RUNS_OF_CALIBRATION", 30)


def place(staff=12, **described):
    return build_organisation(OrganisationFile(name="Ours", staff=staff, **described))


def sound(found):
    """Every number of the comparison is one."""
    for name in found.scenarios:
        for each in OUTCOMES:
            assert np.isfinite(found.interval(name, each.key).mean).all(), each.key


@pytest.mark.parametrize("staff", [1, 2, 7])
def test_a_handful_of_people(staff):
    found = compare(
        ["embedded"],
        organisation=build_organisation("acute_trust", staff),
        years=1,
        runs=2,
        parameter_share=1.0,
    )
    assert (found.staff, found.runs) == (staff, 2)
    sound(found)


def test_nobody_faces_patients():
    found = compare(["embedded"], organisation=place(professions={"managers": 1.0}, observed={"sickness_percent": 4}),
                    years=1, runs=2, parameter_share=1.0)  # fmt: skip
    sound(found)
    assert found.level("embedded", "complaints_per_1000_staff") == 0
    assert found.level("embedded", "harms_per_1000_staff") == 0
    assert found.level("embedded", "claims_per_1000_staff") == 0
    assert found.level("embedded", "psychological_safety") > 0


def test_weeks_without_anybody_are_no_states():
    """One post, often empty: its empty weeks would pull every state to nothing."""
    one, many = (
        baseline_levels.measure_baseline(build_organisation("nhs_trust", n), load_parameters(), range(1, 1 + 60 // n))
                 for n in (1, 60))  # fmt: skip
    for state in ("psychological_safety", "trust", "burnout"):
        assert one[state] == pytest.approx(many[state], abs=0.08), state


def test_levels_that_cannot_be_reached_are_told_first():
    found = compare(
        ["embedded"],
        organisation=place(40, observed={"sickness_percent": 95, "vacancy_percent": 60}),
        years=1,
        runs=2,
        parameter_share=0,
    )
    assert found.flags[0].startswith(
        "Read no further: the baseline cannot be brought to vacancy_percent (60 observed"
    )
    assert all(math.isfinite(found.level("embedded", each.key)) for each in OUTCOMES)


def test_levels_that_are_reached_need_no_word():
    found = compare(
        ["embedded"],
        organisation=place(120, observed={"sickness_percent": 6}),
        years=1,
        runs=2,
        parameter_share=0,
    )
    assert not any(flag.startswith("Read no further") for flag in found.flags)


def test_nobody_in_post_is_refused_in_words():
    nobody = load_parameters().replace(weeks_to_fill=1e9, leave_other=40.0)
    with pytest.raises(InputError, match="Nobody is in post in 'Ours'"):
        calibrate_baseline(place(3, observed={"leaver_rate_percent": 90}), nobody)


def test_the_organisation_says_how_many_staff_it_has():
    found = compare(["embedded"], organisation=OWN, years=1, runs=1, parameter_share=0)
    assert found.staff == 14


OWN = build_organisation(OrganisationFile(name="Own", staff=14))


def test_one_run_says_nothing_about_the_next():
    found = compare(["embedded"], staff=40, years=1, runs=1, until=("trust", 0.5), core=True)
    assert half_width(found, "trust") == math.inf
    assert found.runs == 1


def test_runs_without_a_difference_are_neither_better_nor_worse():
    found = compare(["bolted_on"], staff=40, years=1, runs=6, parameter_share=0, core=True)
    last = found.difference_in(-1, "bolted_on", "grievances_per_1000_staff")
    moved = found.paired("bolted_on", "grievances_per_1000_staff")[:, 1]
    assert last.share_better == np.mean(moved < 0)
    assert last.share_worse == np.mean(moved > 0)
    assert last.share_better + last.share_worse < 1


def test_one_plan_may_be_given_alone():
    found = compare("embedded", staff=20, years=1, runs=1, core=True)
    assert found.plans == ["embedded"]
