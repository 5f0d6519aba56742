"""What CONTRIBUTING says of a new outcome: a column, a step that counts, a declaration; the rest follows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from culture_sim import CultureModel, compare, gallery
from culture_sim.cli.app import app
from culture_sim.engine.columns import columns, zeros
from culture_sim.settings import Setting, register_setting

SCHOOL = Path(__file__).parents[1] / "toy_school"
COLUMN = '    thanks: number("thanks given", "number")\n'
COUNT = "            tally.thanks[team] += 1.0\n"
OUTCOME = '    rate("thanks", "Thanks", "higher", "Somebody says thank you.", "Made up", "events", headline=True),\n'
COST = 'HARM_LINES = (MoneyLine("thanks", "exclusion_cost", "Cake"), '


@pytest.fixture
def thankful(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Setting:
    """A copy of the school in which an outcome was added as CONTRIBUTING says."""
    monkeypatch.setattr(gallery, "_REGISTERED", {})
    home = tmp_path / "thankful_school"
    shutil.copytree(SCHOOL, home, ignore=shutil.ignore_patterns("__pycache__"))
    put(home / "setting.yaml", "name: toy_school", "name: thankful_school")
    for plan in (home / "scenarios").glob("*.yaml"):
        plan.write_text(
            plan.read_text("utf-8").replace("setting: toy_school", "setting: thankful_school"), "utf-8"
        )
    exclusions = '    exclusions: number("pupils who were sent home", "number")\n'
    put(home / "tables.py", exclusions, exclusions + COLUMN)
    heard = "            pupils.stage[row], how = Stage.HEARD, Response.HEARD\n"
    put(home / "week.py", heard, heard + COUNT)
    put(home / "outcomes.py", "    *MONEY_OUTCOMES,\n", OUTCOME + "    *MONEY_OUTCOMES,\n")
    put(home / "outcomes.py", "HARM_LINES = (", COST)
    return register_setting(home)


def put(file: Path, old: str, new: str) -> None:
    said = file.read_text(encoding="utf-8")
    assert old in said
    file.write_text(said.replace(old, new), encoding="utf-8")


def test_its_declaration_is_read_everywhere(thankful: Setting) -> None:
    key = "thanks_per_1000_staff"
    assert thankful.outcome(key).unit == "per 1,000 staff a year"
    assert [each.key for each in thankful.headlines] == ["exclusions_per_1000_staff", key]
    assert "thanks" in thankful.weekly_columns
    tally = zeros(thankful.tables.Tally, 104)
    tally.headcount[:] = 500.0
    tally.thanks[52:] = 1.0
    found = thankful.yearly_outcomes(tally, thankful.all_parameters, 52)
    assert found[key].tolist() == [0.0, 104.0]
    assert found["harm_cost_gbp"].tolist() == [0.0, 52 * thankful.all_parameters.exclusion_cost]
    said = CliRunner().invoke(app, ["outcomes", "--setting", "thankful_school"])
    assert "Thanks. Somebody says thank you." in said.output


@pytest.mark.slow
def test_it_is_counted_and_compared(thankful: Setting) -> None:
    model = CultureModel("thankful_school/circle_time", seed=3).run_for(52)
    week = model.tally
    assert "thanks" in columns(thankful.tables.Tally)
    assert week.thanks.sum() > 0
    assert week.thanks.tolist() == (week.quarrels - week.exclusions).tolist()
    found = compare(setting="thankful_school", runs=8, parameter_share=0)
    assert found.difference_in(-1, "circle_time", "thanks_per_1000_staff").low > 0
