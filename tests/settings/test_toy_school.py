"""A setting is one folder: a school of sixty posts, which no other file knows, goes through every door."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from culture_sim import CultureModel, InputError, compare, load_scenario
from culture_sim.cli.app import app
from culture_sim.engine.columns import columns
from culture_sim.ensemble.thresholds import TURNOVER_CEILING
from culture_sim.findings.briefing import briefing
from culture_sim.initialise import advance
from culture_sim.organisation import build_organisation
from culture_sim.settings import Setting, load_parameters, load_setting, register_setting, setting_names

SCHOOL = Path(__file__).parents[1] / "toy_school"


@pytest.fixture(scope="module", autouse=True)
def school() -> Setting:
    return register_setting(SCHOOL)


@pytest.fixture(scope="module")
def model() -> CultureModel:
    found = CultureModel("circle_time", seed=3, organisation="toy_school")
    found.watch()
    return found.run_for(104)


@pytest.fixture(scope="module")
def comparison():
    return compare(setting="toy_school", runs=8, parameter_share=0.25)


def test_it_is_known_by_its_name(school: Setting) -> None:
    assert "toy_school" in setting_names()
    assert load_setting("toy_school") is school
    with pytest.raises(InputError, match="Did you mean 'toy_school'"):
        load_setting("toy_schol")


def test_its_folder_says_who_works_there(model: CultureModel) -> None:
    assert model.organisation.staff == 60
    assert model.organisation.profession_names == ("teachers", "assistants")
    assert {kind.__name__ for kind in model.agents_by_type} == {"StaffMember", "Leader", "Pupil"}
    assert len(model.pupils) == 480
    assert {agent.stage_name for agent in model.agents if hasattr(agent, "stage_name")} <= {
        "in class", "sent home", "heard",
    }  # fmt: skip


def test_its_parameters_are_the_core_s_and_its_own() -> None:
    own, usual = load_parameters("toy_school"), load_parameters()
    assert own.quarrels == 1.5
    assert own.conflicts == 0.5 != usual.conflicts
    assert "claim" in usual
    assert "claim" not in own


def test_its_events_have_its_names(model: CultureModel) -> None:
    events = model.events()
    quarrels = events[events["what"] == "quarrel"]
    assert 0.7 * model.tally.quarrels[-104:].sum() < len(quarrels) < model.tally.quarrels[-104:].sum()
    assert set(quarrels["answer"]) == {"heard", "sent_home"}
    assert ((quarrels["burnout_change"] > 0) == (quarrels["answer"] == "sent_home")).all()
    assert set(quarrels["other"]) <= set(range(480))
    assert "leavers" in model.weekly()
    assert "complaints" not in model.weekly()


def test_circle_time_keeps_pupils_in_school(comparison) -> None:
    key = "exclusions_per_1000_staff"
    assert [each.key for each in comparison.setting.outcomes][:2] == [key, "practice"]
    assert comparison.setting.headlines == (comparison.setting.outcome(key),)
    found = comparison.difference_in(-1, "circle_time", key)
    assert found.share_better == 1
    assert found.high < 0
    saved = -comparison.paired("circle_time", "harm_cost_gbp") - comparison.values(
        "circle_time", "programme_cost_gbp"
    )
    assert comparison.values("circle_time", "net_saving_gbp")[:, 1:] == pytest.approx(saved[:, 1:])
    per_exclusion = load_parameters("toy_school").exclusion_cost
    counted = comparison.weeks("circle_time", "exclusions")[:, 52:104].sum(axis=1)
    assert comparison.values("circle_time", "harm_cost_gbp")[:, 1] == pytest.approx(per_exclusion * counted)


def test_a_scenario_of_another_setting_is_refused_in_one_sentence() -> None:
    place = build_organisation("toy_school")
    sentence = "'embedded' is a scenario for nhs_trust, not for toy_school."
    with pytest.raises(InputError, match=sentence):
        CultureModel("embedded", organisation=place)
    with pytest.raises(InputError, match=sentence):
        CultureModel("blame_culture", organisation=place, warm_up_weeks=4).fork("embedded")
    with pytest.raises(InputError, match=sentence):
        compare("embedded", setting="toy_school", runs=1)


def test_it_travels_to_other_processes(model: CultureModel) -> None:
    place = pickle.loads(pickle.dumps(model.organisation))
    assert place.setting is model.setting
    assert place.hash == model.organisation.hash
    assert pickle.loads(pickle.dumps(load_scenario("toy_school/circle_time"))).setting == "toy_school"


def test_the_same_seed_gives_the_same_weeks(model: CultureModel) -> None:
    again = CultureModel("circle_time", seed=3, organisation="toy_school").run_for(104)
    assert np.array_equal(again.tally, model.tally)


def test_threads_may_share_its_departments() -> None:
    alone = CultureModel("circle_time", seed=3, organisation="toy_school", warm_up_weeks=20)
    rest = (alone._schedule, alone._pars, alone.seed, 20, 40)
    one, two = (
        advance(alone.setting, each._state, *rest, threads)
        for each, threads in ((alone, 1), (alone.fork(), 2))
    )
    assert one.weeks.tobytes() == two.weeks.tobytes()
    assert one.weeks.exclusions.sum() > 0
    for column in columns(alone.setting.tables.Staff):
        assert np.array_equal(one.staff[column], two.staff[column]), column


def test_the_command_line_compares_it(tmp_path: Path) -> None:
    options = ["--setting", "toy_school", "--runs", "3", "--years", "2", "--parameter-share", "0"]
    said = CliRunner().invoke(app, ["compare", "circle_time", *options, "--json", "--quiet"])
    assert said.exit_code == 0, said.output
    found = json.loads(said.stdout)
    assert found["setting"] == "toy_school"
    assert "exclusions_per_1000_staff" in json.dumps(found)
    listed = CliRunner().invoke(app, ["outcomes", "--setting", "toy_school"])
    assert "exclusions_per_1000_staff" in listed.output
    assert "turnover_percent" not in listed.output


def test_the_command_line_prints_and_draws_it(tmp_path: Path) -> None:
    options = ["--setting", "toy_school", "--years", "1", "--quiet"]
    files = ["--out", str(tmp_path / "found"), "--parameter-share", "0", "--runs", "2"]
    for command in (["compare", *options, *files], ["run", "circle_time", *options]):
        said = CliRunner().invoke(app, command)
        assert said.exit_code == 0, said.output
        assert "Exclusions, per 1,000 staff a year" in said.output
        assert "--equal-spend" not in said.output, "the school has no plan of training alone"
    assert (tmp_path / "found" / "comparison.png").stat().st_size > 10_000
    for command in (["scenarios"], ["levers"], ["parameters", "pupils"]):
        said = CliRunner().invoke(app, [*command, "--setting", "toy_school"])
        assert said.exit_code == 0, said.output
    assert "patient" not in CliRunner().invoke(app, ["levers", "--setting", "toy_school"]).output.lower()


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no such file"):
        register_setting(tmp_path)
    other = tmp_path / "toy_school"
    other.mkdir()
    with pytest.raises(InputError, match="another setting called 'toy_school'"):
        register_setting(other)


def test_the_briefing_speaks_of_the_schools_headline_not_of_turnover() -> None:
    """Its own outcome, in its own unit; what burnout can explain is a limit of turnover only."""
    comparison = compare(setting="toy_school", runs=12, parameter_share=1)
    base = comparison.level(comparison.baseline, "exclusions_per_1000_staff")
    fall = -comparison.difference_in(-1, comparison.plan, "exclusions_per_1000_staff").mean / base
    assert fall > TURNOVER_CEILING
    said = " ".join(briefing(comparison).sure)
    assert said.startswith("Exclusions are lower")
    assert "turnover" not in said
    assert "burnout" not in said
    assert "points" not in said
    assert "80 % interval), exclusions are" in said
