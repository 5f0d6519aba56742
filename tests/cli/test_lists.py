"""Lists for people and for programs."""

import json

import pytest

from culture_sim.scenario import gallery, levers_of
from culture_sim.settings import load_parameters
from culture_sim.settings.nhs_trust.outcomes import OUTCOMES
from tests.cli.conftest import Ask


@pytest.mark.parametrize("command", ["scenarios", "organisations", "levers", "outcomes", "parameters"])
def test_json_is_one_object_and_nothing_else(ask: Ask, command: str) -> None:
    answer = ask(command, "--json")
    assert answer.code == 0
    assert isinstance(json.loads(answer.out), dict)
    assert answer.err == ""


def test_every_scenario_is_listed_with_what_it_shows(ask: Ask) -> None:
    answer = ask("scenarios")
    assert all(f"\n{entry.name}  " in f"\n{answer.out}" for entry in gallery())
    rows = json.loads(ask("scenarios", "--json").out)["scenarios"]
    assert [row["name"] for row in rows] == [entry.name for entry in gallery()]
    assert all(len(row["hash"]) == 12 and row["shows"] for row in rows)


def test_every_parameter_is_listed_with_its_source(ask: Ask) -> None:
    table = load_parameters().table
    told = ask("parameters").out
    assert all(f"\n{name} " in told for name in table)
    rows = json.loads(ask("parameters", "--json").out)["parameters"]
    assert {row["name"] for row in rows} == set(table)
    assert all(row["source"] and row["unit"] and row["meaning"] for row in rows)


def test_parameters_by_name_and_by_theme(ask: Ask) -> None:
    rows = json.loads(ask("parameters", "loss_over_gain", "leaving", "--json").out)["parameters"]
    assert rows[0]["name"] == "loss_over_gain"
    assert {row["theme"] for row in rows[1:]} == {"leaving"}


def test_a_wrong_name_gets_the_nearest_right_one(ask: Ask) -> None:
    answer = ask("parameters", "los_over_gain")
    assert answer.code == 2
    assert "Did you mean 'loss_over_gain'?" in answer.err
    assert answer.out == ""


def test_levers_and_outcomes_are_all_there(ask: Ask) -> None:
    levers, outcomes = ask("levers").out, ask("outcomes").out
    assert all(lever.path in levers and lever.sentence[:20] in levers for lever in levers_of())
    assert all(each.key in outcomes for each in OUTCOMES)


def test_an_organisation_shows_its_figures_and_where_they_come_from(ask: Ask) -> None:
    assert "acute_trust" in ask("organisations").out
    answer = ask("organisations", "acute_trust")
    assert "leaver_rate_percent  11.5" in answer.out
    assert "Nuffield Trust" in answer.out
