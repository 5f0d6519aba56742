"""The wheel carries all that the program reads when there is no checkout (.ci/run also runs it)."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GALLERIES = ("scenarios", "experiments", "dashboards")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def in_the_wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=120)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


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
