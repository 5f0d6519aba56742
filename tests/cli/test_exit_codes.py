"""Ctrl-C, kill and faults of ours leave no half file and say so."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from culture_sim.cli import comparing
from culture_sim.cli.results import _as_the_system_says
from tests.cli.conftest import ROOT, SMALL, Ask, start


def ended_by(process: subprocess.Popen[str], number: signal.Signals, code: int) -> None:
    """A signal ends it with its exit code, nothing on stdout and no traceback."""
    process.send_signal(number)
    out, err = process.communicate(timeout=120)
    assert process.returncode == code
    assert out == ""
    assert "Traceback" not in err


def wait_until(is_so: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait for a state of a process that still works."""
    deadline = time.monotonic() + 600
    while not is_so():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)


def read_until(words: str, process: subprocess.Popen[str]) -> None:
    """Read what the process says on stderr until a line has these words."""
    assert process.stderr is not None
    assert any(words in line for line in process.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_in_the_middle_nothing_is_left(tmp_path: Path, number: signal.Signals, code: int) -> None:
    with start(tmp_path, "compare", "--staff", "4000", "--runs", "400", "--out", "results") as process:
        try:
            read_until("running the baseline and the plans", process)
            assert (tmp_path / "results").exists()
            ended_by(process, number, code)
        finally:
            process.kill()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_while_the_model_is_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, code: int
) -> None:
    """The compiler swallows what is raised in it, so that a signal could be lost."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "here").mkdir()
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "cache"))
    with start(tmp_path / "here", "compare", "embedded", "--staff", "40", "--out", "results") as process:
        try:
            read_until("compiling the model", process)
            wait_until(
                lambda: any((tmp_path / "cache").rglob("*.nbc")), process
            )  # the first of many functions
            ended_by(process, number, code)
        finally:
            process.kill()
    assert list((tmp_path / "here").iterdir()) == []


def test_a_fault_of_ours_is_one_line_and_how_to_see_more(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a fault\nin two lines")

    monkeypatch.setattr(comparing, "write_comparison", break_down)
    answer = ask("compare", "embedded", *SMALL, "--out", "results", "--quiet")
    assert answer.code == 1
    assert "ZeroDivisionError: a fault in two lines" in answer.err
    assert "CULTURE_SIM_DEBUG=1" in answer.err
    assert "Traceback" not in answer.err
    assert answer.out == ""
    assert list(Path().iterdir()) == []
    monkeypatch.setenv("CULTURE_SIM_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        ask("compare", "embedded", *SMALL, "--out", "results", "--quiet")


def test_a_reader_that_stops_reading_is_no_fault(tmp_path: Path) -> None:
    with start(tmp_path, "parameters") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(timeout=60) == 0


def test_pages_that_are_not_installed_are_one_sentence(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the extra may be imported before it is known to be there."""
    for name in ("solara", "starlette", "uvicorn"):
        monkeypatch.setitem(sys.modules, name, None)
    for name in [name for name in sys.modules if name.startswith("culture_sim.dashboard.server")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    answer = ask("dashboard", "--no-browser")
    assert answer.code == 2
    assert "Install it with: pip install" in answer.err
    assert answer.out == ""


def test_a_full_disk_is_told_as_one_and_leaves_nothing(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def is_full(file: Path, *_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", str(file))

    monkeypatch.setattr(Path, "write_text", is_full)
    answer = ask("compare", "embedded", *SMALL, "--out", "results", "--quiet")
    assert answer.code == 2
    assert answer.err.strip().endswith("The results cannot be written: No space left on device.")
    assert list(Path().iterdir()) == []


def test_the_writer_of_tables_passes_on_what_the_system_says() -> None:
    said = duckdb.IOException('Could not write file "weekly.parquet": no room","errno":"28"}')
    passed_on = _as_the_system_says(said, Path("weekly.parquet"))
    assert isinstance(passed_on, OSError)
    assert passed_on.errno == errno.ENOSPC
    other = duckdb.IOException("something else")
    assert _as_the_system_says(other, Path("weekly.parquet")) is other


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_results_that_cannot_be_printed(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full, start(tmp_path, "parameters", "--json", stdout=full) as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert err.strip() == "The results cannot be written: No space left on device."


@pytest.mark.skipif(sys.platform == "win32", reason="shells of another kind")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_streams_that_are_closed_are_no_fault(tmp_path: Path, closed: str) -> None:
    command = f'"{sys.executable}" -m culture_sim levers {closed}'
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    found = subprocess.run(
        command, shell=True, cwd=tmp_path, env=env, capture_output=True, timeout=60, check=False
    )
    assert (found.returncode, found.stderr) == (0, b"")
