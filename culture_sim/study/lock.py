"""One writer in a study's folder: whoever holds its lock, until it is done or dead."""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from filelock import FileLock, Timeout

from culture_sim.errors import InputError

LOCK = "lock"
OWNER = ".lock-owner.json"
"""Who holds the lock: for the message alone, so that a stale one does no harm."""

SECONDS_TO_WAIT = 2.0
"""Long enough for somebody who only asks who is at work, too short for a study to end."""


class FolderLock:
    """Held while a study runs. The system releases it when the process dies, however it dies.

    Args:
        folder: the study's folder, which must exist.

    Raises:
        InputError: on entering, if another process is at work there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = FileLock(folder / LOCK, timeout=SECONDS_TO_WAIT)

    def __enter__(self) -> Self:
        try:
            self._lock.acquire()
        except Timeout:
            raise InputError(_refusal(_read(self.folder)), self.folder) from None
        about = {"pid": os.getpid(), "host": socket.gethostname()}
        (self.folder / OWNER).write_text(json.dumps(about), encoding="utf-8")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            (self.folder / OWNER).unlink(missing_ok=True)
        self._lock.release()


def owner_of(folder: Path) -> dict[str, Any]:
    """Process and host that are at work in a folder; empty if nobody is."""
    if not (folder / LOCK).exists():
        return {}
    try:
        with FileLock(folder / LOCK, timeout=0):
            return {}
    except Timeout:
        return _read(folder) or {"pid": "unknown", "host": "another machine"}
    except OSError:  # a folder that can be read and not written to: nobody can say
        return {}


def _read(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / OWNER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _refusal(owner: dict[str, Any]) -> str:
    who = f"process {owner['pid']} on {owner['host']}" if "pid" in owner and "host" in owner else "a process"
    return (
        f"Another run of this study is at work in this folder ({who}). Wait until it is done, stop it, "
        "or give another folder."
    )
