"""Levers laid out over weeks, waves and staff groups."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from culture_sim.engine.columns import columns
from culture_sim.errors import InputError
from culture_sim.scenario import Scenario, levers_of, load_scenario
from culture_sim.settings.nhs_trust.tables import Levers

CONTRACT = [
    "leadership_modelling",
    "shared_language",
    "introduction",
    "champions",
    "refreshers",
    "backfill",
    "everyday_conversations",
    "circles",
    "formal_processes",
    "relationship_time",
    "restorative_supervision",
    "power_sharing",
    "multi_agency_alignment",
    "measurement_and_feedback",
    "hr_policy",
    "complaints_policy",
    "patient_safety_policy",
    "succession",
    "induction",
    "peer_facilitators",
    "co_production",
    "diagnosis",
    "staff_engagement",
]


def course(lever, weeks=120, delays=(0,), **rest):
    scenario = Scenario.from_dict({"levers": {"succession": lever}, **rest})
    return scenario.plan(weeks, delays).succession


def test_a_plan_has_an_array_for_every_lever_that_the_model_document_names():
    plan = Scenario.from_dict({}).plan(3)
    assert set(plan) == set(CONTRACT)
    assert list(plan) == [lever.field for lever in levers_of()]
    assert set(plan) == set(columns(Levers)), "a column of the engine each"


def test_arrays_are_float64_contiguous_weeks_by_waves_by_groups():
    plan = load_scenario("embedded").plan(260, np.array([0, 13, 26]), ["doctors", "managers"])
    for name, array in plan.items():
        assert array.dtype == np.float64
        assert array.flags.c_contiguous
        assert array.shape == ((260, 3, 2) if name == "staff_engagement" else (260, 3))


def test_a_baseline_is_nothing_at_all():
    plan = load_scenario("blame_culture").plan(52, (0,), ["doctors"])
    assert not any(array.any() for array in plan.values())


def test_a_ramp_is_linear_from_its_start_to_its_end():
    line = course({"strength": 0.8, "from": 10, "ramp": 20})[:, 0]
    assert line[:11].tolist() == [0] * 11
    assert line[20] == pytest.approx(0.4)
    assert line[30:].tolist() == [0.8] * 90
    assert np.allclose(np.diff(line[10:31]), 0.04)


def test_the_shortest_ramp_is_full_a_week_later():
    assert course(0.8)[:3, 0].tolist() == [0, 0.8, 0.8]


def test_a_lever_is_gone_from_its_end_on():
    line = course({"strength": 0.5, "until": 78})[:, 0]
    assert line[77] == 0.5
    assert not line[78:].any()


def test_a_lever_fades_from_what_it_had_reached():
    line = course({"strength": 0.5, "until": 50, "fade": 10})[:, 0]
    assert line[[49, 50, 55, 60, 61]] == pytest.approx([0.5, 0.5, 0.25, 0, 0])
    unfinished = course({"strength": 1, "ramp": 100, "until": 50, "fade": 10})[:, 0]
    assert unfinished.max() == pytest.approx(0.49)


def test_steps_hold_until_the_next_one():
    line = course(
        {"steps": [{"week": 4, "strength": 0.3}, {"week": "year 1", "strength": 0.6}], "until": 60}
    )[:, 0]
    assert line[[3, 4, 51, 52, 59, 60]].tolist() == [0, 0.3, 0.3, 0.6, 0.6, 0]


def test_the_scenario_ends_levers_that_do_not_say_otherwise():
    assert course(0.5, ends=30)[[29, 30], 0].tolist() == [0.5, 0]
    assert course({"strength": 0.5, "until": 40}, ends=30)[[39, 40], 0].tolist() == [0.5, 0]
    assert course({"strength": 0.5, "until": "never"}, ends=30)[119, 0] == 0.5


def test_delays_move_the_start_and_not_the_end():
    waves = course({"strength": 1, "from": 10, "ramp": 10, "until": 60}, delays=(0, 13, 80))
    assert np.array_equal(waves[13:60, 1], waves[0:47, 0])
    assert waves[59, 1] == 1
    assert not waves[60:].any()
    assert not waves[:, 2].any()


def test_steps_are_delayed_too():
    waves = course({"steps": [{"week": 0, "strength": 0.3}]}, delays=(0, 5))
    assert waves[[0, 4, 5]].tolist() == [[0.3, 0], [0.3, 0], [0.3, 0.3]]


def test_leaders_first_holds_back_all_but_leadership_policies_and_measurement():
    plain = load_scenario("embedded")
    leaders = plain.with_changes({"rollout": "leaders_first"})
    delays = leaders.rollout.assign([0, 0, 1]).delays
    in_time, later = plain.plan(200), leaders.plan(200, delays)
    same = {
        name for name in CONTRACT[:-1] if np.array_equal(in_time[name], later[name]) and in_time[name].any()
    }
    assert same == {
        "leadership_modelling",
        "hr_policy",
        "complaints_policy",
        "patient_safety_policy",
        "measurement_and_feedback",
    }
    assert np.array_equal(in_time["introduction"][:-26], later["introduction"][26:])


def test_engagement_may_differ_by_staff_group():
    scenario = Scenario.from_dict(
        {
            "levers": {
                "staff_engagement": {"strength": 0.8, "ramp": 10, "by_group": {"estates": 0.2, "doctors": 1}}
            }
        }
    )
    engagement = scenario.plan(30, (0, 5), ["nurses", "estates", "doctors"]).staff_engagement
    assert engagement[29].tolist() == [[0.8, 0.2, 1.0]] * 2
    assert engagement[5, 0] == pytest.approx([0.4, 0.1, 0.5])


def test_a_group_may_be_engaged_alone():
    scenario = Scenario.from_dict(
        {"levers": {"staff_engagement": {"strength": 0, "by_group": {"doctors": 0.5}}}}
    )
    assert scenario.plan(9, (0,), ["nurses", "doctors"]).staff_engagement[8].tolist() == [[0, 0.5]]


def test_an_unknown_staff_group_is_named_with_its_line(tmp_path):
    file = tmp_path / "ours.yaml"
    file.write_text("levers:\n  staff_engagement:\n    strength: 0.8\n    by_group:\n      porter: 0.2\n")
    from_file = load_scenario(file)
    with pytest.raises(InputError) as caught:
        from_file.plan(10, (0,), ["porters", "doctors"])
    assert str(caught.value) == f"{file}:5: 'porter' is not a staff group. Did you mean 'porters'?"


@given(
    strength=st.floats(0, 1),
    start=st.integers(0, 150),
    ramp=st.integers(1, 150),
    length=st.none() | st.integers(1, 150),
    fade=st.none() | st.integers(1, 80),
    delays=st.lists(st.integers(0, 100), min_size=1, max_size=4),
)
def test_no_timeline_leaves_its_range_or_starts_early(strength, start, ramp, length, fade, delays):
    lever = {"strength": strength, "from": start, "ramp": ramp}
    if length is not None:
        lever |= {"until": start + length} | ({"fade": fade} if fade else {})
    waves = course(lever, 200, delays)
    assert waves.min() >= 0
    assert waves.max() <= strength
    for wave, delay in enumerate(delays):
        assert not waves[: start + delay + 1, wave].any()
        if length is not None:
            assert not waves[start + length + (fade or 0) :, wave].any()
