"""The pages of the model and of the mission name only what there is, and what was measured is what they say."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from culture_sim.engine.tables import Manner
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.scenario import load_scenario
from culture_sim.scenario.declarations import levers_of
from culture_sim.settings import load_parameters, load_setting

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "model.md"
SENTENCES = [
    each
    for part in yaml.safe_load((ROOT / "docs" / "mission.yaml").read_text(encoding="utf-8"))
    for each in part["sentences"]
]
LIVING = [each for each in SENTENCES if "nowhere" not in each]


@cache
def functions(folder: str = "culture_sim") -> frozenset[str]:
    """Names of all functions and methods below a folder."""
    return frozenset(
        node.name
        for file in (ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    )


@cache
def known() -> frozenset[str]:
    """Whatever a page may name in type: functions, parameters, levers, outcomes, plans, manner."""
    setting = load_setting(DEFAULT_SETTING)
    paths = [lever.path for lever in levers_of(DEFAULT_SETTING)]
    plans = {file.stem for file in (ROOT / "scenarios" / DEFAULT_SETTING).glob("*.yaml")}
    parts = {path.rpartition(".")[2] for path in paths}
    return frozenset(
        {*functions(), *load_parameters().table, *paths, *parts, *plans, *Manner._fields}
        | {each.key for each in setting.outcomes}
        | {column for each in setting.outcomes for column in (each.column, *each.of)}
    )


def named(text: str) -> Iterator[str]:
    """Names with an underscore or a dot in type, such as `step_use`, that are not in blocks of code."""
    prose = re.sub(r"^```.+?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    for name in re.findall(r"`([a-z0-9_.]+)`", prose):
        if ("_" in name or "." in name) and not name.endswith((".py", ".md", ".yaml", ".csv")):
            yield name


def test_the_page_of_the_model_names_what_there_is() -> None:
    names = set(named(PAGE.read_text(encoding="utf-8")))
    assert len(names) > 120
    assert sorted(names - known()) == ["in_this_type"]


def test_every_equation_has_its_place() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [number for number in range(1, 29) if f"**({number})" not in text] == []


def test_every_function_of_a_rule_is_there() -> None:
    names = {name for each in LIVING for name in re.findall(r"`([a-z_]+)`", each["rule"])}
    assert len(names) > 50
    assert sorted(names - known()) == []


@pytest.mark.parametrize("each", LIVING, ids=lambda each: each["says"][:40])
def test_a_sentence_names_levers_outcomes_plans_and_tests_that_there_are(each: dict[str, Any]) -> None:
    setting = load_setting(DEFAULT_SETTING)
    keys = {outcome.key for outcome in setting.outcomes}
    assert set(each.get("levers", ())) <= {lever.path for lever in levers_of(DEFAULT_SETTING)}
    plans = each.get("plans", {})
    for plan in plans:
        load_scenario(plan)
    assert {
        *each.get("moved", ()),
        *each.get("baseline", ()),
        *(k for ks in plans.values() for k in ks),
    } <= keys
    file, _, test = each["test"].partition("::")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert not test or test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_the_page_of_the_mission_is_fresh() -> None:
    page = (ROOT / "docs" / "mission.md").read_text(encoding="utf-8")
    assert page == _maker().page(), "run: python docs/mission.py"


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("mission", ROOT / "docs" / "mission.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
