"""2,000 spoiled files: each is valid or wrong in a sentence; nothing hangs, is written or is executed."""

from __future__ import annotations

import io
import json
import random
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import matplotlib
import pytest

from culture_sim.cli import main
from culture_sim.cli.exit_codes import DONE, WRONG_INPUT
from culture_sim.engine.compile import cache_folder
from culture_sim.errors import InputError
from culture_sim.settings import load_parameters
from tests.fuzz.mutations import mutated, seeds, write
from tests.fuzz.watch import TookTooLong, Watch

NUMBERS = {
    "scenario": 600,
    "organisation": 350,
    "study": 400,
    "people": 200,
    "ties": 150,
    "graph": 150,
    "parameters": 150,
}
HANG = 20.0
"""Seconds after which a file is taken to hang the command."""

watch = Watch()


def command(*arguments: str) -> tuple[int, str]:
    """Run a command in this process: its exit code and all that it said."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        sys.argv = ["culture-sim", *arguments]
        code = main()
    return code, said.getvalue()


def assumptions(path: Path) -> tuple[int, str]:
    """Read an upload of assumptions as the laboratory does."""
    from culture_sim.dashboard.uploads import read_parameters

    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        return DONE, str(read_parameters(path.name, text, load_parameters()))
    except InputError as error:
        return WRONG_INPUT, str(error)


def contents(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, the folders in it left out."""
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def checks(kind: str) -> Callable[[Path], tuple[int, str]]:
    """What is done with a file of a kind."""
    if kind == "parameters":
        return assumptions
    words = ("study", "check") if kind == "study" else ("check",)
    return lambda path: command(*words, path.name)


def faults(
    kind: str, data: bytes, folder: Path, does: Callable[[Path], tuple[int, str]], out: Path | None = None
) -> tuple[list[str], int]:
    """What is wrong with the way in which a file is answered, and the exit code; only `out` may be written to."""
    folder.mkdir()
    path = write(kind, data, folder)
    before = contents(folder)
    caches = [cache_folder(), Path(matplotlib.get_cachedir()), Path(matplotlib.get_configdir())]
    free = [*caches, *([out] if out else [])]
    try:
        with pytest.MonkeyPatch.context() as patch, watch(*free, seconds=HANG) as notes:
            patch.chdir(folder)
            code, said = does(path)
    except TookTooLong:
        return [f"not finished after {HANG:g} s"], -1
    except BaseException:  # noqa: BLE001  whatever it is, it is what is looked for
        return [traceback.format_exc(limit=-4)], -1
    found = list(notes)
    if code not in {DONE, WRONG_INPUT}:
        found.append(f"exit code {code}: {said[-300:]}")
    if "Traceback" in said:
        found.append(said[-600:])
    if any(ord(sign) < 32 and sign not in "\n\t\r" for sign in said):
        found.append(f"control characters reach the terminal: {said[-200:]!r}")
    if code == WRONG_INPUT and not 10 < len(said) < 4000:
        found.append(f"an answer of {len(said)} characters: {said[:200]!r}")
    if before != contents(folder):
        found.append(f"the folder changed: {sorted(each.name for each in folder.iterdir())}")
    return found, code


@pytest.fixture(autouse=True)
def quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault shows where it is; the study's estimate does not time a run of the model for each of its files."""
    monkeypatch.setenv("CULTURE_SIM_DEBUG", "1")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr(sys, "argv", sys.argv)
    monkeypatch.setattr("culture_sim.study.estimates.probe", lambda plan: (1.0, 1.0))
    monkeypatch.setattr("culture_sim.cli.study._warm_up", lambda: None)


@pytest.mark.slow
@pytest.mark.timeout(1800, method="thread")  # the watch has the alarm of this process
@pytest.mark.parametrize("kind", NUMBERS)
def test_a_spoiled_file_is_valid_or_told_to_be_wrong(kind: str, tmp_path: Path) -> None:
    does, begin, codes, wrong = checks(kind), seeds(kind), Counter[int](), []
    for number in range(NUMBERS[kind]):
        chance = random.Random(f"{kind} {number}")
        data = mutated(chance.choice(begin), chance)
        found, code = faults(kind, data, tmp_path / str(number), does)
        codes[code] += 1
        wrong += [f"{kind} {number}: {each}\n{data[:1500]!r}" for each in found]
    assert not wrong, f"{len(wrong)} of {NUMBERS[kind]}:\n\n" + "\n\n".join(wrong[:12])
    assert min(codes[DONE], codes[WRONG_INPUT]) > NUMBERS[kind] / 20, (
        codes
    )  # both happen, so that both are tried


NAMES = (
    "../../outside",
    "/outside",
    "..",
    "a/b",
    "$(touch executed)",
    "=1+1",
    "CON",
    "$x^2$",
    "[b]",
    "n" * 300,
    "é\u202e",
)


@pytest.mark.slow
@pytest.mark.timeout(1800, method="thread")
@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_plan_is_called_its_files_stand_below_out(name: str, tmp_path: Path) -> None:
    plan = json.dumps({"name": name, "shows": name, "extends": "bolted_on"}).encode()
    small = ("--staff", "60", "--years", "1", "--core", "--quiet", "--out", "out")

    def compare(path: Path) -> tuple[int, str]:
        return command("compare", path.name, "--runs", "2", "--parameter-share", "0", *small)

    def run(path: Path) -> tuple[int, str]:
        return command("run", path.name, *small)

    for does in (compare, run):
        folder = tmp_path / does.__name__
        found, code = faults("scenario", plan, folder, does, out=folder / "out")
        assert not found, found
        assert code in {DONE, WRONG_INPUT}


def test_the_numbers_add_up() -> None:
    assert sum(NUMBERS.values()) == 2000


@pytest.mark.timeout(120, method="thread")
def test_the_watch_sees_what_it_is_there_for(tmp_path: Path) -> None:
    """Planted faults: a traceback, a hang, a file elsewhere, a program, a colour of the terminal."""

    def crash(path: Path) -> tuple[int, str]:
        raise KeyError(path)

    def hang(path: Path) -> tuple[int, str]:
        while True:
            pass

    def litter(path: Path) -> tuple[int, str]:
        (path.parents[1] / "elsewhere").write_text("x")
        return DONE, ""

    def start(path: Path) -> tuple[int, str]:
        import subprocess

        subprocess.run(["true"], check=True)
        return DONE, ""

    def colour(path: Path) -> tuple[int, str]:
        return WRONG_INPUT, "a sentence in \x1b[31mred."

    planted: dict[str, tuple[Callable[[Path], tuple[int, str]], str]] = {
        "crash": (crash, "KeyError"),
        "hang": (hang, "not finished"),
        "litter": (litter, "elsewhere"),
        "start": (start, "subprocess.Popen"),
        "colour": (colour, "control characters"),
        "code": (lambda path: (1, "our fault, we are sorry"), "exit code 1"),
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.fuzz.test_files.HANG", 1.0)
        for name, (does, seen) in planted.items():
            found, _ = faults("scenario", b"name: x", tmp_path / name, does)
            assert any(seen in each for each in found), (name, found)
