"""Where the server's studies stand. A visitor chooses among what is found there; no path is ever typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from culture_sim.errors import InputError

USUAL = Path("results")
"""Under the working directory, as in every example of `culture-sim study run --out results/NAME`."""
MANIFEST = "manifest.json"
MOST = 200
UNREADABLE = (
    "The results of this study cannot be read. Its folder may be damaged, or a run may just be writing there:"
    " try again."
)


class StudyCatalogue:
    """The folder whose studies are shown; set once, when the server starts."""

    def __init__(self) -> None:
        self.folder = USUAL

    def put(self, folder: Path | None) -> None:
        """Show the studies of another folder; `None` is the usual one.

        Raises:
            InputError: there is no such folder.
        """
        if folder is not None and not folder.is_dir():
            raise InputError("There is no such folder of studies.", folder)
        self.folder = folder or USUAL

    def names(self) -> list[str]:
        """Studies in the folder and one folder further down, and their searches, by their path within it."""
        places = ("*", "*/*", "*/search/*", "*/*/search/*")
        manifests = [file for place in places for file in self.folder.glob(f"{place}/{MANIFEST}")]
        found = [
            each.parent.relative_to(self.folder).as_posix() for each in manifests if self._is_within(each)
        ]
        return sorted(found)[:MOST]

    def study(self, name: str) -> Path:
        """The folder of a study.

        Raises:
            InputError: it is not among those found.
        """
        if name not in self.names():
            raise InputError("There is no such study here any more. Choose another.")
        folder = self.folder / name
        if any(file.is_symlink() and not self._is_within(file) for file in folder.rglob("*")):
            raise InputError("This study leads out of the folder of studies, and is not opened.")
        return folder

    def _is_within(self, path: Path) -> bool:
        """Whether a file stands in the folder itself and not behind a link that leads out of it."""
        return path.is_file() and path.resolve().is_relative_to(self.folder.resolve())


STUDY_CATALOGUE = StudyCatalogue()


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Faults of a folder as one sentence, without the server's paths in it.

    Raises:
        InputError: anything that was wrong with the folder or the question.
    """
    from culture_sim.study.optional import require

    duckdb = require("duckdb", "The study page")
    try:
        yield
    except InputError as problem:
        if problem.message.startswith(("The query is wrong", "The manifest cannot be read")):
            raise InputError(UNREADABLE) from None
        raise InputError(problem.message) from None
    except (duckdb.Error, OSError) as problem:
        raise InputError(UNREADABLE) from problem
