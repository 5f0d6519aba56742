"""Nothing is lost: real processes are killed, a real cluster does the rest, and the tables are the same."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from culture_sim.errors import InputError
from culture_sim.study import Study, run_study

RUN = """
import sys
from culture_sim.study import run_study, store
store.SECONDS_BETWEEN_SHARDS = 0.05
if __name__ == "__main__":
    summary = run_study(sys.argv[1], sys.argv[2], processes="processes" in sys.argv)
    print(summary.done, summary.failed)
"""

TEXT = """
name: To be killed
scenarios: [embedded]
organisation: reference
staff: 40
years: 1
factors:
  leadership: {{path: levers.leadership_modelling.strength, low: 0, high: 1, levels: {levels}}}
  aversion: {{path: parameters.loss_over_gain, values: [1.5, 2.5]}}
seeds: {seeds}
"""


def start(script: Path, *words: object) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, str(script), *map(str, words)], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    )


def wait_for(what, seconds=240):
    until = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.02)
    return found


def shards_in(folder: Path) -> int:
    return len(list((folder / "runs").glob("*.parquet"))) if (folder / "runs").exists() else 0


def kill_as_it_works(script, study, out, *words) -> None:
    """Start it, wait until it has written something more, and kill it the hard way."""
    before = newest(out)
    process = start(script, study, out, *words)
    wait_for(lambda: newest(out) > before or process.poll() is not None)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def newest(folder: Path) -> int:
    names = [path.stem for path in (folder / "runs").glob("*.parquet")] if (folder / "runs").exists() else []
    return max((int(name.split("-")[1]) for name in names), default=-1)


def finish(script, study, out, *words) -> str:
    process = start(script, study, out, *words)
    said, _ = process.communicate(timeout=500)
    assert process.returncode == 0
    return said.strip()


def assert_same(one: Path, other: Path) -> None:
    for table in ("runs", "yearly", "differences"):
        left, right = (getattr(Study(folder), table)() for folder in (one, other))
        pd.testing.assert_frame_equal(left, right, check_exact=True)
        assert left.to_csv() == right.to_csv()


@pytest.fixture
def files(tmp_path):
    def make(levels: int, seeds: int) -> tuple[Path, Path]:
        script, study = tmp_path / "run.py", tmp_path / "study.yaml"
        script.write_text(RUN)
        study.write_text(TEXT.format(levels=levels, seeds=seeds))
        return script, study

    return make


def test_a_killed_study_goes_on_and_ends_the_same(files, tmp_path, monkeypatch):
    script, study = files(levels=8, seeds=12)  # (8 x 2 + 2) x 12 = 216 runs
    run_study(study, tmp_path / "whole")
    kill_as_it_works(script, study, tmp_path / "cut")
    assert Study(tmp_path / "cut").progress()[0] > 0
    assert finish(script, study, tmp_path / "cut", "processes") == "216 0"
    assert_same(tmp_path / "whole", tmp_path / "cut")


def test_the_workers_of_a_killed_process_end_too(files, tmp_path):
    script, study = files(levels=20, seeds=400)
    process = start(script, study, tmp_path / "out", "processes")
    wait_for(lambda: shards_in(tmp_path / "out"))
    mine = children_of(process.pid)
    assert mine
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in mine), 30)
    assert Study(tmp_path / "out").progress()[0] > 0


def children_of(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if not children.exists():
        pytest.skip("this system does not list the children of a process")
    return [int(child) for child in children.read_text().split()]


@pytest.fixture
def cluster():
    """A real scheduler and two worker processes."""
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    quiet: dict[str, Any] = {
        "stderr": subprocess.PIPE,
        "stdout": subprocess.DEVNULL,
        "text": True,
        "env": environment,
    }
    free = ["--port", "0", "--no-dashboard"]
    scheduler = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", *free],
        **quiet,
    )  # fmt: skip
    processes = [scheduler]
    try:
        address = None
        for line in scheduler.stderr:
            if found := re.search(r"Scheduler at:\s+(tcp://\S+)", line):
                address = found[1]
                break
        assert address, "the scheduler did not start"
        quiet["stderr"] = subprocess.DEVNULL
        for _ in range(2):
            command = [
                sys.executable,
                "-m",
                "distributed.cli.dask_worker",
                address,
                "--nthreads",
                "1",
                "--no-nanny",
                "--no-dashboard",
            ]
            processes.append(subprocess.Popen(command, **quiet))
        yield address, processes
    finally:
        for process in processes:
            process.kill()
            process.wait()
        scheduler.stderr.close()


@pytest.mark.filterwarnings("default")  # Dask's own
def test_a_cluster_gives_the_same_also_when_a_worker_is_killed(files, tmp_path, cluster, monkeypatch):
    _, study = files(levels=8, seeds=12)
    address, processes = cluster
    run_study(study, tmp_path / "whole")
    monkeypatch.setattr("culture_sim.study.plan.BATCH_POST_WEEKS", 20_000)
    monkeypatch.setattr("culture_sim.study.scheduler.SECONDS_BETWEEN_REPORTS", 0)
    killed = []

    def kill_one(done, planned, failed):
        if done >= 20 and not killed:
            processes[1].kill()
            killed.append(done)

    summary = run_study(study, tmp_path / "cluster", cluster=address, progress=kill_one)
    assert killed
    assert (summary.done, summary.failed) == (216, 0)
    assert_same(tmp_path / "whole", tmp_path / "cluster")


@pytest.mark.filterwarnings("default")
def test_a_cluster_that_goes_away_is_said(files, tmp_path, cluster, monkeypatch):
    _, study = files(levels=8, seeds=200)
    address, processes = cluster
    monkeypatch.setattr("culture_sim.study.plan.BATCH_POST_WEEKS", 20_000)
    monkeypatch.setattr("culture_sim.study.scheduler.SECONDS_BETWEEN_REPORTS", 0)

    def kill_all(done, planned, failed):
        if done >= 20:
            for process in processes:
                process.kill()

    with pytest.raises(InputError, match="same command goes on"):
        run_study(study, tmp_path / "cluster", cluster=address, progress=kill_all)
    assert Study(tmp_path / "cluster").progress()[0] >= 20


@pytest.mark.filterwarnings("default")
def test_no_cluster_is_said(files, tmp_path, monkeypatch):
    _, study = files(levels=2, seeds=1)
    monkeypatch.setattr("culture_sim.study.executors.SECONDS_FOR_A_CLUSTER", 1)
    with pytest.raises(InputError, match="No Dask scheduler answers at"):
        run_study(study, tmp_path / "cluster", cluster="tcp://127.0.0.1:9")


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_two_thousand_runs_killed_three_times_and_on_a_cluster(files, tmp_path, cluster):
    script, study = files(levels=49, seeds=20)  # (49 x 2 + 2) x 20 = 2,000 runs
    address, _ = cluster
    run_study(study, tmp_path / "whole")
    for _ in range(3):
        kill_as_it_works(script, study, tmp_path / "cut")
    assert finish(script, study, tmp_path / "cut") == "2000 0"
    assert_same(tmp_path / "whole", tmp_path / "cut")
    run_study(study, tmp_path / "cluster", cluster=address)
    assert_same(tmp_path / "whole", tmp_path / "cluster")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_to_the_whole_group_stops_the_study_in_its_own_words(files, tmp_path, number, code):
    """A terminal, a queue or a service manager ends the workers together with the process that started them."""
    _, study = files(levels=20, seeds=400)
    words = ["study", "run", str(study), "--out", str(tmp_path / "out"), "--processes"]
    process = subprocess.Popen(
        [sys.executable, "-m", "culture_sim", *words],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        cwd=Path.cwd(),
        start_new_session=True,
    )
    wait_for(lambda: shards_in(tmp_path / "out") or process.poll() is not None)
    os.killpg(process.pid, number)
    _, said = process.communicate(timeout=120)
    assert process.returncode == code, said
    assert "runs are safe in" in said
    assert "Traceback" not in said
    assert "memory" not in said


def test_a_cluster_that_cannot_be_reached_is_said_before_anything_is_written(files, tmp_path):
    _, study = files(levels=2, seeds=1)
    out = tmp_path / "out"
    for address in ("tcp://127.0.0.1:9", "nonsense://x", "127.0.0.1", ""):
        found = subprocess.run(
            [sys.executable, "-c", UNREACHABLE, str(study), str(out), address or " "],
            capture_output=True, text=True, cwd=Path.cwd(), check=False,
        )  # fmt: skip
        assert found.returncode == 2, found.stderr
        assert "No Dask scheduler answers at" in found.stderr
        assert "Traceback" not in found.stderr
        assert "cannot be written" not in found.stderr
        assert not out.exists()


UNREACHABLE = """
import sys
from culture_sim.cli.exit_codes import main
from culture_sim.study import executors
executors.SECONDS_FOR_A_CLUSTER = 1
sys.argv = ["culture-sim", "study", "run", sys.argv[1], "--out", sys.argv[2], "--cluster", sys.argv[3]]
sys.exit(main())
"""
