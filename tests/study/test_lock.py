"""The lock of a study's folder, with real processes: one writer, also when the last one was killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from culture_sim.errors import InputError
from culture_sim.study.lock import LOCK, OWNER, FolderLock, owner_of

HOLD = """
import sys, time
from pathlib import Path
from culture_sim.study.lock import FolderLock
with FolderLock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""

RACE = """
import sys, time
from pathlib import Path
from culture_sim.errors import InputError
from culture_sim.study import lock
lock.SECONDS_TO_WAIT = 0
folder, begin = Path(sys.argv[1]), float(sys.argv[2])
if "soft" in sys.argv:
    from filelock import SoftFileLock
    lock.FileLock = SoftFileLock
time.sleep(max(0, begin - time.time()))
try:
    with lock.FolderLock(folder):
        alone = folder / "in here"
        try:
            alone.touch(exist_ok=False)
            time.sleep(0.2)
            alone.unlink()
            print("alone")
        except FileExistsError:
            print("two")
except InputError:
    print("refused")
"""


def start(script: str, *words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, words)], stdout=subprocess.PIPE, text=True, cwd=Path.cwd()
    )


@pytest.fixture
def holder(tmp_path):
    process = start(HOLD, tmp_path)
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_refusal_says_who_is_at_work(tmp_path, holder):
    assert owner_of(tmp_path)["pid"] == holder.pid
    with pytest.raises(InputError, match=f"process {holder.pid} on "), FolderLock(tmp_path):
        pass
    assert owner_of(tmp_path)["pid"] == holder.pid  # the refused one took nothing away


def test_a_killed_holder_holds_nothing(tmp_path, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert (tmp_path / OWNER).exists()  # it had no time to tidy up
    assert owner_of(tmp_path) == {}
    with FolderLock(tmp_path):
        assert owner_of(tmp_path)["pid"] == os.getpid()
    assert owner_of(tmp_path) == {}


@pytest.mark.parametrize("kind", ["native", "soft"])
def test_of_many_that_start_at_once_never_two_are_in_the_folder(tmp_path, kind):
    """`soft` is what a system without fcntl has."""
    begin = time.time() + 6
    processes = [start(RACE, tmp_path, begin, kind) for _ in range(6)]
    ends = [process.communicate(timeout=120)[0].strip() for process in processes]
    assert "two" not in ends
    assert "alone" in ends
    assert set(ends) <= {"alone", "refused"}


def test_an_owner_that_cannot_be_read_is_still_an_owner(tmp_path, holder):
    (tmp_path / OWNER).write_text("[1")
    assert owner_of(tmp_path)
    with pytest.raises(InputError, match="a process"), FolderLock(tmp_path):
        pass
    assert (tmp_path / LOCK).exists()
