"""From a file to a checked record; every mistake comes back in plain words, with its file and line."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from culture_sim.errors import did_you_mean
from culture_sim.scenario.document import Place, place_of, read_document
from culture_sim.scenario.faults import fields_of, in_brief, model_at, one_error

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
        problems: list[tuple[Place, str]] = []
        for details in error.errors(include_url=False):
            where = tuple(details["loc"])
            cause = details.get("ctx", {}).get("error")
            if isinstance(cause, MisplacedError):
                problems.append((place_of(document, where + cause.where), str(cause)))
            else:
                problems.append((place_of(document, where), _sentence(details, document, kind)))
        raise one_error(problems) from None


def _sentence(details: ErrorDetails, document: Mapping[str, Any], kind: type[BaseModel]) -> str:
    where = tuple(details["loc"])
    last = where[-1] if where else ""
    match details["type"]:
        case "extra_forbidden":
            described = model_at(where[:-1], kind)
            valid = fields_of(described) if described else []
            holder = _in_words(document, where[:-1])
            hint = did_you_mean(str(last), valid) or f" It takes: {', '.join(valid)}."
            return f"'{last}' is not a field of {holder or 'an organisation'}.{hint}"
        case "missing":
            return f"{_in_words(document, where[:-1]) or 'The file'} has no '{last}'."
        case "value_error":
            words = _in_words(document, where)
            return f"{words}: {details['ctx']['error']}" if words else str(details["ctx"]["error"])
        case _:
            return f"{_in_words(document, where)} is {in_brief(details['input'])}; {_wanted(details)}."


def _in_words(document: Any, where: Sequence[str | int]) -> str:
    """A place as it is spoken of, without steps that are not written in the file: "teams[2].size"."""
    words = ""
    for step in where:
        if isinstance(step, int) and isinstance(document, list) and step < len(document):
            words += f"[{step + 1}]"
        elif isinstance(step, str) and isinstance(document, Mapping) and step in document:
            words += f".{step}" if words else step
        else:
            continue
        document = document[step]
    return words


def _wanted(details: ErrorDetails) -> str:
    limits = details.get("ctx", {})
    match details["type"]:
        case "greater_than_equal":
            return f"it must be {limits['ge']} or more"
        case "less_than_equal":
            return f"it must be {limits['le']:,} or less"
        case "int_type" | "int_from_float" | "int_parsing":
            return "it must be a whole number"
        case "float_type" | "float_parsing" | "finite_number":
            return "it must be a number"
        case "bool_type" | "bool_parsing":
            return "it must be true or false"
        case "string_type" | "string_too_short":
            return "it must be a text"
        case "list_type":
            return "it must be a list"
        case "model_type" | "model_attributes_type" | "dict_type":
            return "it must be a block of fields"
        case "literal_error":
            return f"it must be {limits['expected']}"
        case _:
            return details["msg"][:1].lower() + details["msg"][1:]
