"""Help teaches, and answers without loading anything heavy."""

import subprocess
import sys

import pytest

from culture_sim.version import __version__
from tests.cli.conftest import ROOT, Ask

COMMANDS = (
    "compare",
    "run",
    "swings",
    "grid",
    "control-chart",
    "population",
    "scenarios",
    "organisations",
    "levers",
    "outcomes",
    "parameters",
    "check",
)
HEAVY = ("numba", "numpy", "pandas", "matplotlib", "mesa", "networkx", "scipy", "pyarrow", "yaml")


def test_the_version(ask: Ask) -> None:
    assert ask("--version") == (0, f"culture-sim {__version__}\n", "")


def test_help_names_every_command_and_gives_examples(ask: Ask) -> None:
    answer = ask("--help")
    assert answer.code == 0
    assert all(f"\n  {command} " in answer.out for command in COMMANDS)
    assert "culture-sim compare embedded --equal-spend" in answer.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(ask: Ask, command: str) -> None:
    answer = ask(command, "--help")
    assert answer.code == 0
    assert f"culture-sim {command}" in answer.out


@pytest.mark.parametrize("arguments", [("--help",), ("compare", "--help"), ("--version",)])
def test_help_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    """What makes a start slow is what is imported; a clock would measure the machine."""
    program = (
        "import sys; from culture_sim.cli import main; code = main();"
        f" sys.stderr.write(','.join(name for name in {HEAVY!r} if name in sys.modules)); sys.exit(code)"
    )
    found = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert found.stderr == ""


def test_no_command_is_a_usage_error_with_help(ask: Ask) -> None:
    assert ask().code == 2
