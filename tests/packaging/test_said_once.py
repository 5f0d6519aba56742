"""What has to stand in two files says the same in both."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml

from culture_sim.version import __version__

ROOT = Path(__file__).parents[2]


def test_the_citation_names_the_version() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == __version__


def test_the_changelog_knows_the_version_or_is_ahead_of_it() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in changelog or f"## [{__version__}]" in changelog


@pytest.mark.parametrize("name", ["compare", "test"])
def test_the_readme_has_the_command_that_ci_runs(name: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(rf"^<!-- command: {name} -->\n```sh\n(.+?)\n```$", readme, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1
    assert blocks[0].startswith("python3 -m venv .venv && .venv/bin/pip install ")


def test_every_extra_is_in_all_but_the_tools_of_development() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    inside = re.fullmatch(r"culture-sim\[(.+)\]", extras["all"][0])
    assert inside is not None
    assert set(inside[1].split(",")) == set(extras) - {"all", "docs", "test"}


def imported(file: Path) -> Iterator[str]:
    """Top-level names of what a module imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name.split(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.split(".")[0]


def test_whatever_is_imported_is_declared() -> None:
    """What comes by way of another package goes when that package does without it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["dashboard"], *extras["experiments"], *extras["report"]]
    declared = {distribution(re.split(r"[^\w.-]", each)[0]) for each in wanted}
    names = {name for file in (ROOT / "culture_sim").rglob("*.py") for name in imported(file)}
    others = names - sys.stdlib_module_names - {"culture_sim"}
    assert "starlette" in others
    comes_from = packages_distributions()
    assert [
        name
        for name in sorted(others)
        if not declared & {distribution(each) for each in [name, *comes_from.get(name, [])]}
    ] == []


def distribution(name: str) -> str:
    """A distribution's name in the form in which names are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()
