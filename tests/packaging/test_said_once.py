"""What has to stand in two files says the same in both."""

import re
import tomllib
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
