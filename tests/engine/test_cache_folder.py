"""Where machine code is kept: in the user's cache, or where there is none in a folder that nobody else can write."""

import os
import sys
from pathlib import Path

import pytest

from culture_sim.engine import compile as compiled

unix = pytest.mark.skipif(sys.platform == "win32", reason="folders have no such owners")


@pytest.fixture(autouse=True)
def homeless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A machine whose home cannot be written, seen anew in each test."""
    for name in ("NUMBA_CACHE_DIR", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "file").write_text("no folder can be made below a file")
    monkeypatch.setenv("HOME", str(tmp_path / "file"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    compiled.cache_folder.cache_clear()
    yield
    monkeypatch.undo()
    compiled.cache_folder.cache_clear()


def test_without_a_home_the_next_command_finds_the_same_folder(tmp_path: Path):
    first = compiled.cache_folder()
    compiled.cache_folder.cache_clear()
    assert compiled.cache_folder() == first
    assert first.parent.parent == tmp_path


@unix
def test_a_folder_that_others_can_write_is_not_trusted(tmp_path: Path):
    prepared = tmp_path / f"culture-sim-{os.getuid()}"
    prepared.mkdir()
    prepared.chmod(0o777)
    assert compiled.cache_folder().parent != prepared


@unix
def test_a_link_that_somebody_laid_is_not_followed(tmp_path: Path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / f"culture-sim-{os.getuid()}").symlink_to(tmp_path / "elsewhere")
    assert "elsewhere" not in str(compiled.cache_folder().resolve())
