"""One writer in a study's folder: whoever holds the lock, until it is done or dead."""

from __future__ import annotations

import json
import os
import socket
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from culture_sim.errors import InputError

LOCK = "lock"
SECONDS_UNTIL_SILENT = 600
"""A lock of another machine that nobody has touched for so long is taken for dead."""

try:
    import fcntl
except ImportError:  # Windows has no such module
    fcntl = None  # type: ignore[assignment]


class FolderLock:
    """Held while a study runs. The system lets go of it when the process dies, however it dies.

    Where the file system cannot lock, the process that the file names is looked for instead.

    Args:
        folder: the study's folder, which must exist.

    Raises:
        InputError: on entering, if another process is at work there.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / LOCK
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        for _ in range(3):
            file = self.path.open("a+", encoding="utf-8")
            try:
                held = _held(file)
                if held:
                    raise InputError(_refusal(_read(file)), self.path.parent)
                if self._is_still_there(file):
                    self._file = file
                    self.touch()
                    return self
            except BaseException:
                file.close()
                raise
            file.close()  # its last owner deleted it between our opening and our locking
        raise InputError("Another process starts and ends there all the time; try again.", self.path.parent)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self.path.unlink(missing_ok=True)
            self._file.close()
            self._file = None

    def touch(self) -> None:
        """Say that we are alive."""
        if self._file is not None:
            self._file.seek(0)
            self._file.truncate()
            about = {"pid": os.getpid(), "host": socket.gethostname(), "alive": time.time()}
            self._file.write(json.dumps(about))
            self._file.flush()

    def _is_still_there(self, file: IO[str]) -> bool:
        try:
            return os.path.samestat(os.fstat(file.fileno()), self.path.stat())
        except FileNotFoundError:
            return False


def _held(file: IO[str]) -> bool:
    """Whether somebody else holds the lock; takes it if not."""
    if fcntl is not None:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            return False
        except BlockingIOError:
            return True
        except OSError:  # this file system cannot lock
            pass
    owner = _read(file)
    if not owner or owner.get("pid") == os.getpid():
        return bool(owner)
    if owner.get("host") == socket.gethostname():
        return is_alive(int(owner["pid"]))
    return time.time() - float(owner.get("alive", 0)) < SECONDS_UNTIL_SILENT


def is_alive(pid: int) -> bool:
    """Whether a process of this machine lives."""
    if os.name == "nt":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, pid)  # type: ignore[attr-defined]
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)  # type: ignore[attr-defined]
        return bool(handle)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def owner_of(folder: Path) -> dict[str, Any]:
    """What the lock of a folder says of its owner; {} if nobody is at work."""
    path = folder / LOCK
    if not path.exists():
        return {}
    with path.open(encoding="utf-8") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)
                return {}
            except BlockingIOError:
                return _read(file)
            except OSError:
                pass
        owner = _read(file)
        alive = bool(owner) and (owner.get("host") != socket.gethostname() or is_alive(int(owner["pid"])))
        return owner if alive else {}


def _read(file: IO[str]) -> dict[str, Any]:
    file.seek(0)
    try:
        found = json.loads(file.read() or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _refusal(owner: dict[str, Any]) -> str:
    who = f"process {owner['pid']} on {owner['host']}" if "pid" in owner and "host" in owner else "a process"
    return (
        f"Another run of this study is at work in this folder ({who}). Wait until it is done, stop it, "
        "or give another folder."
    )
