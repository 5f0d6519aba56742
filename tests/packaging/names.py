"""What a page of the documentation may name: whatever there is in a setting."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from culture_sim.engine.tables import Manner
from culture_sim.gallery import scenario_folder, setting_folders
from culture_sim.scenario.declarations import levers_of
from culture_sim.settings import load_parameters, load_setting

PACKAGE = Path(__file__).parents[2] / "culture_sim"


@cache
def functions(setting: str) -> dict[str, str]:
    """Functions and methods of the package, without those of other settings, with what they and their file say."""
    others = [folder for name, folder in setting_folders().items() if name != setting]
    found: dict[str, str] = {}
    for file in PACKAGE.rglob("*.py"):
        if any(file.is_relative_to(folder) for folder in others):
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        of_file = ast.get_docstring(tree) or ""
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                said = f"{ast.get_docstring(node) or ''}\n{of_file}\n"
                found[node.name] = found.get(node.name, "") + said
    return found


@cache
def known(setting: str) -> frozenset[str]:
    """Whatever a page may name in type: functions, parameters, levers, outcomes, plans, manner."""
    found = load_setting(setting)
    paths = [lever.path for lever in levers_of(setting)]
    plans = {file.stem for file in scenario_folder(setting).glob("*.yaml")}
    parts = {path.rpartition(".")[2] for path in paths}
    return frozenset(
        {*functions(setting), *load_parameters(setting).table, *paths, *parts, *plans, *Manner._fields}
        | {each.key for each in found.outcomes}
        | {column for each in found.outcomes for column in (each.column, *each.of)}
    )


def named(text: str) -> Iterator[str]:
    """Names with an underscore or a dot in type, such as `step_use`, that are not in blocks of code."""
    prose = re.sub(r"^```.+?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    for name in re.findall(r"`([a-z0-9_.]+)`", prose):
        if ("_" in name or "." in name) and not name.endswith((".py", ".md", ".yaml", ".csv")):
            yield name
