"""What CONTRIBUTING says of a new lever: declare it, let a step read it, give it a parameter; the rest follows."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from culture_sim import gallery
from culture_sim.cli.listing import list_levers
from culture_sim.engine.columns import columns, zeros
from culture_sim.engine.tables import SMALL_CORE_TEAM, Levers, lever_table
from culture_sim.errors import InputError
from culture_sim.initialise import build_schedule
from culture_sim.organisation import build_organisation
from culture_sim.scenario import Scenario, lever_set, schema
from culture_sim.scenario.declarations import LeverFile
from culture_sim.settings import Setting, load_setting, register_setting

GARDENS = """
  - path: gardens
    title: Gardens for breaks
    sentence: Staff have a quiet place out of doors.
    measure: share
    unit: share of teams with a garden
    high: 0.5
    group: everyday_work
    slider: {high: 0.5, step: 0.01}
    costs:
      - {column: garden_weeks, price: garden_price, title: Gardens}
"""
PRICE = """
garden_price:
  symbol: "c_garden"
  meaning: "price of a garden"
  value: 100
  low: 50
  high: 200
  unit: "GBP"
  source: A
garden_effect:
  symbol: "e_garden"
  meaning: "share of burnout that a garden takes away in a week"
  value: 0.01
  low: 0
  high: 0.05
  unit: "per week"
  source: A
"""
COLUMN = '    garden_weeks: number("weeks in which a team had a garden", "weeks")\n'
STEP = """
@compiled
def step_gardens(staff, teams, levers, tally, diary, pars, team):
    tally.garden_weeks[team] += levers.gardens[team]
    for post in range(teams.first_post[team], teams.end_post[team]):
        if staff.filled[post]:
            relieve(staff, post, pars.garden_effect * levers.gardens[team], Cause.WORK, diary)
"""
IMPORTS = """from culture_sim.engine.rules import relieve
from culture_sim.engine.tables import Cause
"""
CALL = "        step_gardens(staff, teams, levers, tally, diary, pars, team)\n"


@pytest.fixture
def setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Setting:
    """A copy of the NHS trust in which a lever was added as CONTRIBUTING says."""
    monkeypatch.setattr(gallery, "_REGISTERED", {})
    lever_table.cache_clear()
    home = tmp_path / "garden_trust"
    shutil.copytree(load_setting("nhs_trust").folder, home, ignore=shutil.ignore_patterns("__pycache__"))
    said = (home / "setting.yaml").read_text(encoding="utf-8")
    (home / "setting.yaml").write_text(
        said.replace("name: nhs_trust", "name: garden_trust"), encoding="utf-8"
    )
    with (home / "levers.yaml").open("a", encoding="utf-8") as levers:
        levers.write(GARDENS)
    (home / "parameters" / "gardens.yaml").write_text(PRICE, encoding="utf-8")
    put(home / "tables.py", "class Stage(IntEnum)", COLUMN + "\n\nclass Stage(IntEnum)")
    put(home / "week.py", "        step_wear(", CALL + "        step_wear(")
    first = "@compiled\ndef step_teams("
    put(home / "week.py", first, STEP.lstrip() + "\n\n" + first)
    put(
        home / "week.py",
        "from culture_sim.engine.steps.daily",
        IMPORTS + "from culture_sim.engine.steps.daily",
    )
    return register_setting(home)


def put(file: Path, old: str, new: str) -> None:
    said = file.read_text(encoding="utf-8")
    assert said.count(old) == 1
    file.write_text(said.replace(old, new), encoding="utf-8")


def plan(amount: float, **more: object) -> Scenario:
    return Scenario.from_dict({"setting": "garden_trust", "levers": {"gardens": amount}, **more})


def test_a_scenario_file_takes_it_and_says_its_limits(setting: Setting) -> None:
    assert plan(0.4).levers.used == ["gardens"]
    assert plan(0.4).value("levers.gardens.share") == 0.4
    assert plan(0.4).plan(3)["gardens"].tolist() == [[0.0], [0.4], [0.4]]
    with pytest.raises(InputError, match=r"gardens.share is 0.6; it must be a number from 0 to 0.5"):
        plan(0.6)
    with pytest.raises(InputError, match=r"'gardens' is not a lever"):
        Scenario.from_dict({"levers": {"gardens": 0.4}})
    assert plan(0.4, setting="garden_trust").hash != plan(0.3).hash


def test_the_engine_has_a_column_for_it(setting: Setting) -> None:
    column = columns(lever_table("garden_trust"))["gardens"]
    assert (column.low, column.high, column.meaning) == (0.0, 1.0, "share of teams with a garden")
    table = zeros(lever_table("garden_trust"), 4)
    assert isinstance(table, Levers)
    assert table.gardens.tolist() == [0.0] * 4
    assert "gardens" not in columns(lever_table("nhs_trust"))
    organisation = build_organisation("garden_trust", staff=60)
    schedule = build_schedule(plan(0.4), organisation, np.array([0]), 10, 5)
    place = list(columns(lever_table("garden_trust"))).index("gardens")
    assert schedule.plan[:, 0, place].tolist() == [0.0, 0.4, 0.4, 0.4, 0.4]
    assert not schedule.plan[:, 0, :place].any()
    assert schedule.core_team[place] == SMALL_CORE_TEAM


def test_schema_list_and_sliders_show_it(setting: Setting, capsys: pytest.CaptureFixture[str]) -> None:
    made = schema("garden_trust")["$defs"]
    said = made["Levers"]["properties"]["gardens"]
    assert said["description"] == "Gardens for breaks: Staff have a quiet place out of doors."
    amount, block = made["Gardens"]["anyOf"]
    assert (amount["maximum"], block["properties"]["share"]["maximum"]) == (0.5, 0.5)
    list_levers("garden_trust", json=False)
    printed = capsys.readouterr().out
    assert "gardens" in printed
    assert "It is paid for: Gardens." in printed
    everyday = lever_set(setting.name).in_group("everyday_work")
    assert everyday[-1].title == "Gardens for breaks"
    assert everyday[-1].slider_range.step == 0.01


def test_it_is_paid_for(setting: Setting) -> None:
    lines = {line.title: (line.column, line.price) for line in setting.programme_lines}
    assert lines["Gardens"] == ("garden_weeks", "garden_price")
    tally = zeros(setting.tables.Tally, 104)
    tally.garden_weeks[52:] = 1.0
    tally.headcount[:] = 1000.0
    found = setting.yearly_outcomes(tally, setting.all_parameters, 52)
    assert found["programme_cost_gbp"].tolist() == [0.0, 5200.0]


@pytest.mark.slow
def test_its_step_runs_and_at_zero_changes_nothing(setting: Setting) -> None:
    from culture_sim import CultureModel

    trust = build_organisation("garden_trust", staff=60)
    none, half = (
        CultureModel(plan(amount), organisation=trust, seed=3, parameters=setting.all_parameters).run_for(30)
        for amount in (0.0, 0.5)
    )
    old = CultureModel(
        "blame_culture", organisation=build_organisation("nhs_trust", staff=60), seed=3
    ).run_for(30)
    assert np.array_equal(none.staff.burnout, old.staff.burnout)
    assert half.staff.burnout.mean() < none.staff.burnout.mean()
    assert half.tally.garden_weeks[-1] > 0 == none.tally.garden_weeks[-1]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"group": "everyday_wrok"}, "there is no group 'everyday_wrok'. Did you mean 'everyday_work'?"),
        ({"path": "trainings.gardens"}, "there is no block 'trainings'. Did you mean 'training'?"),
        ({"field": "induction"}, "the name 'induction' is taken"),
    ],
)
def test_a_declaration_that_fits_nowhere_is_refused_in_words(
    more: dict[str, str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "garden_trust"
    home.mkdir()
    declared = {"path": "gardens", "title": "Gardens", "sentence": "A place.", "group": "voice", **more}
    lines = "".join(f"    {name}: {value}\n" for name, value in declared.items())
    (home / "levers.yaml").write_text("levers:\n  -\n" + lines, encoding="utf-8")
    monkeypatch.setattr(gallery, "_REGISTERED", {"garden_trust": home})
    with pytest.raises(InputError, match="garden") as caught:
        lever_set("garden_trust")
    assert said in str(caught.value)
    assert str(home / "levers.yaml") in str(caught.value)


def test_every_lever_is_paid_for_with_things_that_are_there() -> None:
    trust = load_setting("nhs_trust")
    counted, prices = set(columns(trust.tables.Tally)), set(trust.all_parameters)
    for lever in trust.levers:
        for cost in lever.costs:
            assert cost.column in counted
            assert {cost.price, cost.times or cost.price} <= prices
    assert LeverFile.model_fields.keys() == {
        "groups", "blocks", "words", "funded", "high", "levers", "events",
    }  # fmt: skip
