"""One scenario out of another: extending, changing, writing out, reading back."""

import copy
import pickle

import numpy as np
import pytest

from culture_sim.errors import InputError
from culture_sim.scenario import Scenario, gallery, levers_of, load_scenario

NAMES = [entry.name for entry in gallery()]


@pytest.fixture
def embedded():
    return load_scenario("embedded")


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_survives_dictionary_yaml_and_pickle(name, tmp_path):
    scenario = load_scenario(name)
    (tmp_path / f"{name}.yaml").write_text(scenario.to_yaml(), encoding="utf-8")
    for again in (
        Scenario.from_dict(scenario.to_dict(), name),
        load_scenario(tmp_path / f"{name}.yaml"),
        pickle.loads(pickle.dumps(scenario)),
        copy.deepcopy(scenario),
    ):
        assert again == scenario
        assert again.hash == scenario.hash
        assert (again.title, again.shows) == (scenario.title, scenario.shows)


def test_everything_that_can_be_said_survives(tmp_path):
    scenario = Scenario.from_dict(
        {
            "name": "Ours",
            "levers": {
                "succession": {"strength": 0.5, "until": "never"},
                "induction": {"steps": [{"week": 3, "strength": 0.2}], "until": 60, "fade": 4},
                "staff_engagement": {"strength": 0.5, "by_group": {"doctors": 0.1}},
                "training": {"champions": {"share": 0.1, "ramp": 12}},
                "diagnosis": 0.5,
            },
            "manner": {"voluntary": 0.4, "cover": 0.3},
            "rollout": {"kind": "pilot", "share": 0.3, "which": "need"},
            "ends": 200,
        }
    )
    (tmp_path / "ours.yaml").write_text(scenario.to_yaml(), encoding="utf-8")
    assert load_scenario(tmp_path / "ours.yaml") == scenario == Scenario.from_dict(scenario.to_dict())


def test_the_hash_is_of_what_is_done_and_not_of_its_spelling():
    short = Scenario.from_dict({"levers": {"succession": 1, "policy_integration": 0.4}, "ends": "year 1.5"})
    long = Scenario.from_dict(
        {
            "name": "Another",
            "shows": "Other words.",
            "levers": {
                "policy_integration": {
                    name: {"strength": 0.4, "start": 0, "end": 78}
                    for name in ("patient_safety", "hr", "complaints")
                },
                "succession": {"strength": 1.0, "from": "week 0", "ramp": "1 week", "until": 78},
                "induction": {"strength": 0, "from": 5},
            },
            "rollout": "everywhere",
        }
    )
    assert short.hash == long.hash
    assert len(short.hash) == 12


@pytest.mark.parametrize(
    "change",
    [
        {"levers.succession": 0.7},
        {"levers.succession.from": 1},
        {"levers.succession.ramp": 2},
        {"ends": 200},
        {"rollout": "pilot"},
        {"levers.diagnosis": 0.5},
        {"manner.follow_through": 0.9},
        {"manner.cover": 0.5},
        {"levers.staff_engagement.by_group.doctors": 0.1},
    ],
)
def test_the_hash_tells_every_difference(embedded, change):
    assert embedded.with_changes(change).hash != embedded.hash


def test_extending_keeps_what_is_not_named(tmp_path):
    (tmp_path / "base.yaml").write_text(
        "name: Base\nrollout: pilot\n"
        "levers:\n  succession: {strength: 0.5, from: 10, ramp: 20}\n  induction: 0.4\n"
    )
    (tmp_path / "ours.yaml").write_text(
        "extends: base\nlevers:\n  succession: {strength: 0.9}\n  induction: 0\n"
    )
    ours = load_scenario(tmp_path / "ours.yaml")
    assert ours.levers.succession.model_dump(exclude_defaults=True) == {
        "strength": 0.9,
        "start": 10,
        "ramp": 20,
    }
    assert ours.levers.used == ["succession"]
    assert (ours.title, ours.rollout.kind) == ("Ours", "pilot")


def test_steps_replace_a_ramp_and_a_ramp_replaces_steps(embedded):
    stepped = embedded.with_levers(leadership_modelling={"steps": [{"week": 0, "strength": 0.3}]})
    assert stepped.plan(60).leadership_modelling[[0, 59], 0].tolist() == [0.3, 0.3]
    assert stepped.with_levers(leadership_modelling=0.6).plan(60).leadership_modelling[59, 0] == 0.6


def test_another_kind_of_rollout_leaves_nothing_of_the_old_one():
    phased = load_scenario("phased_rollout")
    assert phased.with_changes({"rollout.kind": "pilot", "rollout.share": 0.5}).rollout.share == 0.5
    assert phased.with_changes({"rollout.every": 26}).rollout.every == 26
    assert phased.with_changes({"rollout.every": 26, "rollout.kind": "directorates"}).rollout.every == 26


def test_a_change_gives_another_scenario_and_leaves_the_first(embedded):
    before = embedded.hash
    less = embedded.with_changes(
        {"levers.training.introduction.reach": np.float64(0.5)}, name="Half the reach"
    )
    assert (less.name, less.title, less.value("levers.training.introduction.reach")) == (
        "half_the_reach",
        "Half the reach",
        0.5,
    )
    assert less.levers.training.introduction.ramp == 26
    assert (embedded.hash, embedded.name) == (before, "embedded")
    with pytest.raises((AttributeError, TypeError, ValueError)):
        embedded.levers.succession.strength = 1


@pytest.mark.parametrize("lever", levers_of(), ids=lambda lever: lever.path)
def test_every_lever_of_the_table_can_be_set_read_and_planned(lever):
    top = Scenario.from_dict({}).with_changes({lever.amount_path: lever.high})
    assert top.value(lever.amount_path) == lever.high
    assert top.levers.used == [lever.path]
    plan = top.plan(3, (0,), ["all"])
    assert plan.pop(lever.field).max() == lever.high
    assert not any(array.any() for array in plan.values())
    with pytest.raises(InputError, match=rf"it must be a number from 0 to {lever.high:g}"):
        top.with_changes({lever.amount_path: lever.high + 0.01})


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("levers.leadership_modeling.from", "Did you mean 'leadership_modelling'?"),
        ("levers.training.introduction.reech", "Did you mean 'reach'?"),
        ("lever.succession", "Did you mean 'levers'?"),
        ("rollout.kinds", "'kind'"),
        ("levers.succession.strength.more", ""),
    ],
)
def test_a_wrong_path_is_told(embedded, path, said):
    for attempt in (lambda: embedded.with_changes({path: 1}), lambda: embedded.value(path)):
        with pytest.raises(InputError) as caught:
            attempt()
        assert said in str(caught.value)


def test_the_manner_of_a_plan_is_changed_word_by_word(embedded):
    forced = embedded.with_changes({"manner": {"voluntary": 0}}).with_changes({"manner.cover": 0.3})
    assert (forced.manner.voluntary, forced.manner.cover, forced.manner.targeting) == (0, 0.3, 1)
    assert forced.with_changes({"manner.voluntary": 1, "manner.cover": 1}) == embedded


def test_the_groups_of_an_extended_scenario_can_be_forgotten(embedded):
    uneven = embedded.with_changes({"levers.staff_engagement.by_group": {"doctors": 0.1}})
    more = uneven.with_changes({"levers.staff_engagement.by_group": {"managers": 0.2}})
    assert more.levers.staff_engagement.by_group == {"doctors": 0.1, "managers": 0.2}
    assert more.with_changes({"levers.staff_engagement.by_group": None}) == embedded


def test_a_copy_under_the_name_of_a_gallery_file_may_extend_it(tmp_path):
    (tmp_path / "embedded.yaml").write_text("extends: embedded\nlevers:\n  succession: 0\n")
    ours = load_scenario(tmp_path / "embedded.yaml").levers.used
    assert {*ours, "succession"} == set(load_scenario("nhs_trust/embedded").levers.used)
