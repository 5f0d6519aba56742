"""The wheel carries all that the program reads when there is no checkout (.ci/run also runs it)."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GALLERIES = ("scenarios", "experiments", "dashboards")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=120)
    (wheel,) = folder.glob("*.whl")
    return zipfile.ZipFile(wheel)


@pytest.fixture
def in_the_wheel(wheel: zipfile.ZipFile) -> set[str]:
    return set(wheel.namelist())


def _files(folder: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_it_holds_the_whole_package(in_the_wheel: set[str]) -> None:
    assert _files("culture_sim") <= in_the_wheel


@pytest.mark.parametrize("gallery", GALLERIES)
def test_it_holds_the_gallery(in_the_wheel: set[str], gallery: str) -> None:
    assert {f"culture_sim/_gallery/{file}" for file in _files(gallery)} <= in_the_wheel


def test_it_holds_nothing_else(in_the_wheel: set[str]) -> None:
    assert {name.split("/")[0] for name in in_the_wheel if ".dist-info/" not in name} == {"culture_sim"}


def test_its_readme_leads_somewhere_from_the_page_of_a_registry(wheel: zipfile.ZipFile) -> None:
    (name,) = (each for each in wheel.namelist() if each.endswith(".dist-info/METADATA"))
    links = re.findall(r"\]\(([^)]+)\)", wheel.read(name).decode())
    assert len(links) > 10
    assert [link for link in links if not link.startswith("https://")] == []
