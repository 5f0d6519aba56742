"""`run`: one life, its files and its events."""

import json
from pathlib import Path

import pandas

from tests.cli.conftest import Ask

SMALL = ("--staff", "120", "--years", "2", "--core", "--quiet")
TRACE = ["scenario_hash", "organisation_hash", "parameters_hash", "version", "seed"]


def test_one_run_in_files(ask: Ask) -> None:
    answer = ask(
        "run", "embedded", *SMALL, "--seed", "7", "--out", "life", "--events", "team:3", "--events", "post:0"
    )
    assert answer.code == 0
    assert "One run is an example" in " ".join(answer.out.split())
    names = [".culture-sim.json", "events.csv", "life.png", "life.svg", "weekly.csv", "weekly.parquet"]
    names += ["yearly.csv"]
    assert sorted(file.name for file in Path("life").iterdir()) == names
    weekly = pandas.read_csv("life/weekly.csv")
    assert set(weekly["scenario"]) == {"blame_culture", "embedded"}
    assert list(weekly[weekly["scenario"] == "embedded"]["week"]) == list(range(-52, 104))
    pandas.testing.assert_frame_equal(weekly, pandas.read_parquet("life/weekly.parquet"), check_dtype=False)
    for name in ("weekly.csv", "yearly.csv", "events.csv"):
        frame = pandas.read_csv(Path("life") / name)
        assert frame[TRACE].notna().all(axis=None)
        assert set(frame["seed"]) == {7}
    events = pandas.read_csv("life/events.csv")
    assert set(events["team"]) <= {-1, 0, 3}  # -1: what happens to the organisation as a whole
    assert events["week"].min() >= 0


def test_events_change_nothing(ask: Ask) -> None:
    silent = json.loads(ask("run", "embedded", *SMALL, "--json").out)
    told = json.loads(ask("run", "embedded", *SMALL, "--json", "--events", "everyone").out)
    assert told.pop("events") > 0
    assert silent.pop("events") is None
    assert told == silent


def test_one_run_is_the_first_of_a_comparison(ask: Ask) -> None:
    life = json.loads(ask("run", "embedded", *SMALL, "--json").out)
    many = json.loads(
        ask("compare", "embedded", *SMALL, "--runs", "1", "--parameter-share", "0", "--json").out
    )
    assert life["parameters_hash"] == many["parameters_hash"]
    for name in ("blame_culture", "embedded"):
        for key in ("complaints_per_1000_staff", "trust", "net_saving_gbp"):
            one = [row[key] for row in life["scenarios"][name]["years"]]
            assert one == [row[key]["mean"] for row in many["scenarios"][name]["years"]]


def test_the_baseline_itself_can_be_run(ask: Ask) -> None:
    assert ask("run", "blame_culture", *SMALL, "--out", "life").code == 0
