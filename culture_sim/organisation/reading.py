"""From a file to a checked record; every mistake comes back with its file and line."""

import types
import typing
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from culture_sim.errors import InputError, did_you_mean
from culture_sim.scenario.document import place_of, read_document

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
        message, where = _mistake(error, kind)
        raise InputError(message, path, place_of(document, where).line) from None


def said_plainly(error: ValidationError, kind: type[BaseModel]) -> str:
    """The first mistake of a record that came from no file."""
    return _mistake(error, kind)[0]


def _mistake(error: ValidationError, kind: type[BaseModel]) -> tuple[str, tuple[int | str, ...]]:
    """What is wrong first, and where."""
    problem = error.errors(include_url=False)[0]
    where = tuple(problem["loc"])
    cause = problem.get("ctx", {}).get("error")
    if isinstance(cause, MisplacedError):
        return str(cause), where + cause.where
    return _said(problem, where, kind), where


def _said(problem: Any, where: tuple[int | str, ...], kind: type[BaseModel]) -> str:
    place = ".".join(str(part) for part in where)
    match problem["type"]:
        case "extra_forbidden":
            valid = _fields_at(kind, where[:-1])
            hint = did_you_mean(str(where[-1]), valid)
            return f"`{where[-1]}` has no meaning here.{hint or ' Known are: ' + ', '.join(valid) + '.'}"
        case "missing":
            return f"`{place}` is missing."
        case "value_error":
            text = str(problem["ctx"]["error"])
            return f"`{place}`: {text}" if place else text
        case _:
            found = problem["input"]
            shown = f" (found: {found!r})" if isinstance(found, str | int | float | bool | None) else ""
            return f"`{place}`: {problem['msg']}{shown}."


def _fields_at(kind: Any, where: tuple[int | str, ...]) -> list[str]:
    """Names of the fields of the record that stands at a place in another record."""
    for part in where:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            field = kind.model_fields.get(str(part))
            kind = field.annotation if field else None
        else:
            kind = (typing.get_args(kind) or (None,))[-1]
        while typing.get_origin(kind) in (types.UnionType, typing.Union, typing.Annotated):
            parts = [part for part in typing.get_args(kind) if part is not type(None)]
            kind = parts[0]
    return list(kind.model_fields) if isinstance(kind, type) and issubclass(kind, BaseModel) else []
