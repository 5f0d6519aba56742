"""A folder for results: everything appears in it at the end, or nothing does."""

import shutil
import tempfile
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


class OutFolder:
    """Results are written beside their place and moved there together by `publish`.

    Entering it finds out at once whether the folder can be written to, before anything is run. Left without
    `publish`, for whatever reason, it leaves the disk as it was.

    Args:
        path: the folder; made if absent. None writes nothing anywhere.
    """

    def __init__(self, path: Path | None) -> None:
        self.wanted = path is not None
        self.path = path or Path()
        self.draft = self.path
        self._made: list[Path] = []

    def __enter__(self) -> Self:
        if not self.wanted:
            return self
        if self.path.exists() and not self.path.is_dir():
            raise InputError("This is a file; results need a folder of their own.", self.path)
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
        for draft in drafts:
            draft.replace(self.path / draft.name)
        self._made.clear()
        return [self.path / draft.name for draft in drafts]

    def _leave_nothing(self) -> None:
        for folder in reversed(self._made):
            try:
                folder.rmdir()
            except OSError:  # somebody else put something there
                break
