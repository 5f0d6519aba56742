"""A folder for results: everything appears in it at the end, or nothing does; files of others stay as they are."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

import typer

from culture_sim.errors import InputError


def named_folder(text: str) -> Path:
    """The folder that an option names; a name that came out empty in a script is not the folder one stands in."""
    if not text.strip():
        raise typer.BadParameter("the name of the folder is empty.")
    return Path(text)


RESULTS = (
    "comparison.json", "comparison.png", "comparison.svg", "events.csv", "life.png", "life.svg", "weekly.csv",
    "weekly.parquet", "yearly.csv",
)  # fmt: skip
"""Names of files that `compare` and `run` write."""

WRITTEN = ".culture-sim.json"
"""What they wrote into a folder: name and digest of each file, so that only these are ever written over."""


class OutFolder:
    """Results are written beside their place and moved there together by `publish`.

    Entering it finds out at once whether the folder can be written to, before anything is run. Left without
    `publish`, for whatever reason, it leaves the disk as it was.

    Args:
        path: the folder; made if absent. None writes nothing anywhere.
        force: also write over files that somebody else wrote, or changed since.

    Raises:
        InputError: on entering, if a result would be written over such a file.
    """

    def __init__(self, path: Path | None, force: bool = False) -> None:
        self.wanted, self.force = path is not None, force
        self.path = path or Path()
        self.draft = self.path
        self._made: list[Path] = []

    def __enter__(self) -> Self:
        if not self.wanted:
            return self
        if self.path.exists() and not self.path.is_dir():
            raise InputError("This is a file; results need a folder of their own.", self.path)
        self._refuse_to_write_over(RESULTS)
        try:
            absent = [folder for folder in (self.path, *self.path.parents) if not folder.exists()]
            for folder in reversed(absent):
                folder.mkdir()
                self._made.append(folder)
            self.draft = Path(tempfile.mkdtemp(prefix=".culture-sim-", dir=self.path))
        except OSError as problem:
            self._leave_nothing()
            raise InputError(f"Nothing can be written there: {problem.strerror}.", self.path) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.draft != self.path:
            shutil.rmtree(self.draft, ignore_errors=True)
        self._leave_nothing()

    def publish(self) -> list[Path]:
        """Move what was written to the draft into the folder; answers with the files, in order of name.

        Raises:
            InputError: something that is no file stands in the place of one of them.
        """
        drafts = sorted(self.draft.iterdir())
        for draft in drafts:
            if (self.path / draft.name).is_dir():
                raise InputError("A folder stands where a result belongs.", self.path / draft.name)
        self._refuse_to_write_over([draft.name for draft in drafts])
        written = self._written() | {draft.name: _digest(draft) for draft in drafts}
        (self.path / WRITTEN).write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
        for draft in drafts:
            draft.replace(self.path / draft.name)
        self._made.clear()
        return [self.path / draft.name for draft in drafts]

    def _written(self) -> dict[str, str]:
        """Name and digest of each file that was written here before."""
        try:
            found = json.loads((self.path / WRITTEN).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _refuse_to_write_over(self, names: Iterable[str]) -> None:
        if self.force:
            return
        written = self._written()
        for name in names:
            file = self.path / name
            if file.is_file() and written.get(name) != _digest(file):
                raise InputError(
                    "This file was not written here by culture-sim, or has been changed since. Give another folder, "
                    "move it away, or say --force to write over it.",
                    file,
                )

    def _leave_nothing(self) -> None:
        for folder in reversed(self._made):
            try:
                folder.rmdir()
            except OSError:  # somebody else put something there
                break


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
