"""The disk: checked at once, and its errors in plain words."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterator
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
    with disk_errors_as_input_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"probe")
        probe.unlink()


@contextmanager
def disk_errors_as_input_errors(folder: Path) -> Iterator[None]:
    """Turn what the system says of the disk into what to do."""
    try:
        yield
    except OSError as problem:
        if problem.errno in {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}:
            said = f"The disk is full. {NOTHING_LOST} Make room, or move the folder to a larger disk."
        else:
            said = f"The folder cannot be written to: {problem.strerror or problem}. "
            permission = problem.errno in {errno.EACCES, errno.EPERM, errno.EROFS}
            said += (
                "Change its permissions, or give another folder with --out." if permission else NOTHING_LOST
            )
        raise InputError(said, folder) from None


def write_whole(path: Path, write: Callable[[Path], object], with_digest: bool = False) -> Path:
    """Let `write(draft)` write a file, and put it in its place, which is returned, once it is safely on the disk.

    `with_digest` adds the digest of its content to its name.
    """
    draft = path.with_name(path.name + ".part")
    try:
        write(draft)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        final = path.with_stem(f"{path.stem}-{file_digest(draft)}") if with_digest else path
        draft.replace(final)
        _sync_folder(path.parent)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return final


def file_digest(path: Path) -> str:
    """First 16 hex digits of the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut; where folders cannot be synced, the system sees to it."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
