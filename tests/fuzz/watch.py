"""What a command does while it is watched: files that it writes, programs that it starts, how long it takes."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

WRITES = {
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.truncate",
}
STARTS = {
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.forkpty",
    "subprocess.Popen",
    "socket.connect",
}


class TookTooLong(BaseException):
    """Raised in the command; no handler of errors takes it for one."""


class Watch:
    """Notes of one command. An audit hook cannot be removed, so that there is one, which is mostly idle."""

    def __init__(self) -> None:
        self.notes: list[str] | None = None
        self.allowed: tuple[str, ...] = ()
        sys.addaudithook(self._hear)

    @contextmanager
    def __call__(self, *allowed: Path, seconds: float) -> Iterator[list[str]]:
        """Watch what happens inside: anything written outside the allowed folders, anything started.

        Raises:
            TookTooLong: it is not finished after so many seconds of processor time, whatever else the machine does.
        """

        def ring(*_: object) -> None:
            raise TookTooLong

        self.allowed = tuple(str(folder.resolve()) for folder in allowed)
        before = signal.signal(signal.SIGPROF, ring)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        self.notes = notes = []
        try:
            yield notes
        finally:
            self.notes = None
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.notes is None:
            return
        if event in STARTS:
            self.notes.append(f"{event} {arguments[:2]}")
        elif event in WRITES or (event == "open" and _writes(*arguments[1:3])):
            self._note_path(event, arguments[0])

    def _note_path(self, event: str, path: object) -> None:
        assert self.notes is not None
        if isinstance(path, str | bytes | os.PathLike):
            where = os.path.realpath(os.fsdecode(path))
            if where != os.devnull and not where.startswith(self.allowed):
                self.notes.append(f"{event} {where}")


def _writes(mode: object, flags: object) -> bool:
    if isinstance(mode, str):
        return bool(set(mode) & set("wax+"))
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
