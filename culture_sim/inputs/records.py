"""From what a file says to a checked record, with every mistake in plain words at its line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from culture_sim.errors import InputError
from culture_sim.inputs.located_yaml import LocatedMapping, SourceLocation, location_of, read_document
from culture_sim.inputs.messages import FEW, FileKind, error_sentence, one_error


class Record(BaseModel):
    """A part of a file: it cannot be changed, and takes no unknown field and no infinite number."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


Checked = TypeVar("Checked", bound=Record)


class MisplacedError(ValueError):
    """A mistake that a check of the whole finds in a part of it.

    Args:
        message: what is wrong.
        where: keys and list positions that lead to the part, from where the check stands.
    """

    def __init__(self, message: str, *where: str | int) -> None:
        super().__init__(message)
        self.where = where


def read_record(path: str | Path, model: type[Checked], kind: FileKind) -> Checked:
    """The record that a YAML file holds.

    Raises:
        InputError: there is no such file, it is no YAML, or it does not hold such a record.
    """
    return check_record(read_document(Path(path)), model, kind, Path(path))


def check_record(
    tree: LocatedMapping | Mapping[str, object],
    model: type[Checked],
    kind: FileKind,
    source: Path | None = None,
    most: int = FEW,
) -> Checked:
    """The record that nested mappings describe.

    Args:
        tree: what was written; with places, if it came from a file.
        model: what it must be.
        kind: the words in which mistakes are reported.
        source: the file it came from, for mistakes without a place of their own.
        most: how many mistakes are reported at once.

    Raises:
        InputError: what is wrong, a line for each mistake, in the order of the file.
    """
    try:
        return model.model_validate(tree)
    except ValidationError as error:
        problems: list[tuple[SourceLocation, str]] = []
        for details in error.errors(include_url=False):
            if details["type"] == "too_short" and details["input"]:
                continue  # pydantic does not count the items that are wrong themselves, and reports those too
            where, cause = tuple(details["loc"]), details.get("ctx", {}).get("error")
            if details["type"] in {"union_tag_invalid", "union_tag_not_found"}:
                where += ("kind",)
            if isinstance(cause, MisplacedError):
                problem = location_of(tree, where + cause.where), str(cause)
            else:
                problem = location_of(tree, where), error_sentence(details, tree, model, kind)
            if problem not in problems:
                problems.append(problem)
        found = one_error(problems, most)
        raise InputError(found.message, found.file or source, found.line) from None
