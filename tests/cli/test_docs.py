"""What the pages say is so: examples run, links lead somewhere, commands exist, generated parts are fresh."""

import importlib.util
import re
import shlex
from pathlib import Path
from types import ModuleType

import pytest

from culture_sim.ensemble.resolve import published_example
from culture_sim.organisation import build_organisation
from culture_sim.scenario import load_scenario
from culture_sim.version import __version__
from tests.cli.conftest import ROOT, Ask

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
FOLDERS = ("benchmarks", "dashboards", "experiments", "scenarios")
GALLERIES = [page for folder in FOLDERS for page in (ROOT / folder).rglob("*.md")]


TESTED_ELSEWHERE = {"studies.md"}


def blocks(language: str) -> list[pytest.ParameterSet]:
    found = []
    for page in (each for each in PAGES if each.name not in TESTED_ELSEWHERE):
        text = page.read_text(encoding="utf-8")
        for number, block in enumerate(
            re.findall(rf"^```{language}\n(.+?)^```$", text, re.MULTILINE | re.DOTALL)
        ):
            found.append(pytest.param(block, id=f"{page.name}-{number}"))
    return found


@pytest.mark.parametrize("block", blocks("python"))
def test_python_examples_run(block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile(block, "example", "exec"), {"__name__": "example"})


@pytest.mark.parametrize("block", blocks("yaml"))
def test_files_in_the_pages_are_right(ask: Ask, block: str) -> None:
    Path("example.yaml").write_text(block, encoding="utf-8")
    answer = ask("check", "example.yaml")
    assert answer.code == 0, answer.err


@pytest.mark.parametrize("page", PAGES + GALLERIES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    here = [link for link in links if "://" not in link]
    assert [link for link in here if not (page.parent / link).exists()] == []


def test_every_command_in_the_pages_exists_with_its_options(ask: Ask) -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    lines = [
        line
        for block in re.findall(r"^```sh\n(.+?)^```$", text, re.MULTILINE | re.DOTALL)
        for line in block.splitlines()
    ]
    commands = [line.split(" #")[0] for line in lines if line.startswith("culture-sim ")]
    commands += re.findall(r"`(culture-sim [^`]+)`", text)
    assert len(commands) > 20
    for command in {" ".join(line.split()) for line in commands}:
        words = [word for word in shlex.split(command.replace("`", "")) if word != "culture-sim"]
        names = [word for word in words[: 2 if words[:1] == ["study"] else 1] if not word.startswith("-")]
        answer = ask(*names, "--help")
        assert answer.code == 0, command
        for option in (word.split("=")[0] for word in words if word.startswith("--")):
            assert option in answer.out, command


def test_the_page_of_parameters_is_fresh() -> None:
    page = (ROOT / "docs" / "parameters.md").read_text(encoding="utf-8")
    assert page == _maker().parameters_page(), "run: python docs/make.py parameters"


@pytest.mark.parametrize("setting", ["nhs_trust", "social_work"])
def test_what_the_readme_found_was_found_with_these_scenarios(setting: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = ("bolted_on", "embedded", "training_only")
    command, _ = _maker().COMPARISONS[setting]
    found = readme.split(f"<!-- found by: {command} -->")[1].split("<!-- end -->")[0]
    assert f"culture-sim {__version__}" in found
    hashes = [f"{name} {load_scenario(f'{setting}/{name}').hash}" for name in ("blame_culture", *names)]
    hashes.append(f"organisation {build_organisation(published_example(setting)).hash}")
    stale = [each for each in hashes if each not in found]
    assert stale == [], "run: python docs/make.py readme"


def test_the_pictures_of_the_readme_are_small() -> None:
    for _, picture in _maker().COMPARISONS.values():
        assert (ROOT / "docs" / "images" / picture).stat().st_size < 200_000


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make", ROOT / "docs" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
