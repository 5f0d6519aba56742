"""The disk: checked at once, and its errors in plain words."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from culture_sim.errors import InputError

NOTHING_LOST = "Every run that was written is safe; the same command goes on where it stopped."


def ensure_writable(folder: Path) -> None:
    """Make a folder and see at once whether it can be written to.

    Raises:
        InputError: it cannot.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError("This is a file; a study needs a folder of its own.", folder)
    probe = folder / f".probe-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"probe")
        probe.unlink()
    except OSError as problem:
        raise cannot_write(problem, folder) from None


@contextmanager
def disk_errors_as_input_errors(folder: Path) -> Iterator[None]:
    """Turn what the system says of the disk into what to do."""
    try:
        yield
    except OSError as problem:
        raise cannot_write(problem, folder) from None


def cannot_write(problem: OSError, folder: Path) -> InputError:
    """What to say, and to do, when a folder cannot be written to."""
    if problem.errno in {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}:
        return InputError(
            f"The disk is full. {NOTHING_LOST} Make room, or move the folder to a larger disk.", folder
        )
    if problem.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        reason = f"The folder cannot be written to: {problem.strerror}."
        return InputError(f"{reason} Change its permissions, or give another folder with --out.", folder)
    return InputError(
        f"The folder cannot be written to: {problem.strerror or problem}. {NOTHING_LOST}", folder
    )
