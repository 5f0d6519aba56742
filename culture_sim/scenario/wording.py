"""What pydantic finds wrong in any file, in plain words; what only one kind of file has is said where that is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from culture_sim.errors import did_you_mean
from culture_sim.scenario.messages import fields_of, in_brief

_TEXT, _NUMBER, _WHOLE = "text", "a number", "a whole number"
_YES_OR_NO, _BLOCK, _LIST = "true or false", "a block of fields", "a list"
_WANTED = {
    "string_type": _TEXT,
    "string_too_short": _TEXT,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": "a finite number",
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing": _WHOLE,
    "bool_type": _YES_OR_NO,
    "bool_parsing": _YES_OR_NO,
    "dict_type": _BLOCK,
    "model_type": _BLOCK,
    "model_attributes_type": _BLOCK,
    "list_type": _LIST,
    "tuple_type": _LIST,
}


def error_sentence(
    details: ErrorDetails, tree: Any, whole: str, holder: type[BaseModel] | None, whose: str = ""
) -> str:
    """One problem in plain words.

    Args:
        details: what pydantic says of it.
        tree: what was written.
        whole: what the file describes: "organisation", "study".
        holder: the model of the block in which it stands.
        whose: what comes before every place, such as "organisation.".
    """
    where = tuple(details["loc"])
    last, words = where[-1] if where else "", in_words(tree, where)
    if details["type"] == "extra_forbidden":
        valid = fields_of(holder) if holder else []
        hint = did_you_mean(str(last), valid) or (f" It takes: {', '.join(valid)}." if valid else "")
        article = "an" if whole[0] in "aeiou" else "a"
        return f"'{last}' is not a field of {in_words(tree, where[:-1]) or f'{article} {whole}'}.{hint}"
    if details["type"] == "missing":
        return f"{in_words(tree, where[:-1]) or f'The {whole}'} has no '{last}'."
    if details["type"] == "value_error":
        return f"{whose + words}: {details['ctx']['error']}" if words else str(details["ctx"]["error"])
    return f"{whose + words if words else f'The {whole}'} is {in_brief(details['input'])}; {wanted(details)}."


def wanted(details: ErrorDetails) -> str:
    """What should have stood there: "it must be a whole number"."""
    limits = details.get("ctx", {})
    match details["type"]:
        case "greater_than":
            return f"it must be above {limits['gt']:g}"
        case "greater_than_equal":
            return f"it must be {limits['ge']} or more"
        case "less_than_equal":
            return f"it must be {limits['le']:,} or less"
        case "literal_error":
            several = " or " in limits["expected"]
            return f"it must be {'one of ' if several else ''}{limits['expected']}"
        case "too_short":
            return "it must not be empty"
        case "expected":
            return f"it must be {details['msg']}"
        case "model_type" if details.get("ctx", {}).get("class_name") == "Figure":
            return "it must be a number, or a number with its source: {value: 5.2, source: ...}"
        case kind if kind in _WANTED:
            return f"it must be {_WANTED[kind]}"
        case _:
            return details["msg"][:1].lower() + details["msg"][1:]


def in_words(tree: Any, where: Sequence[str | int]) -> str:
    """A place as it is spoken of, without steps that are not written in the file: "teams[2].size"."""
    words = ""
    for step in where:
        if isinstance(step, int) and isinstance(tree, list) and step < len(tree):
            words += f"[{step + 1}]"
        elif isinstance(step, str) and isinstance(tree, Mapping) and step in tree:
            words += f".{step}" if words else step
        else:
            continue
        tree = tree[step]
    return words
