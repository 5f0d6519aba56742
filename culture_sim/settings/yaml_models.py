"""From a file to a checked record; every mistake comes back in plain words, with its file and line."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from culture_sim.inputs.located_yaml import SourceLocation, location_of, read_document
from culture_sim.scenario.messages import model_at, one_error
from culture_sim.scenario.wording import error_sentence

Checked = TypeVar("Checked", bound=BaseModel)


class MisplacedError(ValueError):
    """A mistake that a check of the whole finds in a part of it.

    Args:
        message: what is wrong.
        where: keys and list positions that lead to the part, from where the check stands.
    """

    def __init__(self, message: str, *where: str | int) -> None:
        super().__init__(message)
        self.where = where


def read_file(path: str | Path, kind: type[Checked]) -> Checked:
    """The record that a YAML file holds.

    Raises:
        InputError: there is no such file, it is no YAML, or it does not hold such a record.
    """
    document = read_document(Path(path))
    try:
        return kind.model_validate(document)
    except ValidationError as error:
        problems: list[tuple[SourceLocation, str]] = []
        for details in error.errors(include_url=False):
            where = tuple(details["loc"])
            cause = details.get("ctx", {}).get("error")
            if isinstance(cause, MisplacedError):
                problems.append((location_of(document, where + cause.where), str(cause)))
            else:
                holder = model_at(where[:-1], kind)
                problems.append(
                    (location_of(document, where), error_sentence(details, document, "organisation", holder))
                )
        raise one_error(problems) from None
