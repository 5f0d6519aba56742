"""The command line as a user meets it: in an empty folder, with exit code, stdout and stderr."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from culture_sim.cli import main

ROOT = Path(__file__).parents[2]
SMALL = ("--staff", "120", "--years", "2", "--runs", "4", "--parameter-share", "0", "--core")
"""A comparison of a few seconds."""


class Answer(NamedTuple):
    code: int
    out: str
    err: str


Ask = Callable[..., Answer]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs `culture-sim ...` in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("CULTURE_SIM_DEBUG", raising=False)

    def run(*arguments: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["culture-sim", *arguments])
        capsys.readouterr()
        code = main()
        return Answer(code, *capsys.readouterr())

    return run


def start(folder: Path, *arguments: str, stdout: Any = subprocess.PIPE) -> subprocess.Popen[str]:
    """`culture-sim ...` as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "culture_sim", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
    )
