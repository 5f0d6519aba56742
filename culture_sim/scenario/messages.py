"""What pydantic finds wrong, said in one plain sentence each, at the line where it was written."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from culture_sim.errors import InputError, at_place, did_you_mean
from culture_sim.inputs.located_yaml import LocatedMapping, SourceLocation, location_of
from culture_sim.scenario.lever_table import LEVERS
from culture_sim.scenario.levers import Levers
from culture_sim.scenario.rollout import ROLLOUT_KINDS

FEW = 5
"""How many problems are told at once."""

_LEVER_NAMES = sorted({part for lever in LEVERS for part in lever.path.split(".")})
_ALL_LEVERS = f" The levers are: {', '.join(Levers.model_fields)}."
_MEASURES = frozenset(lever.measure for lever in LEVERS)


def as_input_error(
    error: ValidationError, tree: LocatedMapping, model: type[BaseModel], most: int = FEW
) -> InputError:
    """The problems of a scenario (the first few) as one error, a line each, in the order of the file."""
    problems = []
    for details in error.errors(include_url=False):
        # pydantic does not count the items that are wrong themselves, and tells those too
        if details["type"] == "too_short" and details["input"]:
            continue
        problem = (location_of(tree, _path(details)), error_sentence(details, model))
        if problem not in problems:
            problems.append(problem)
    return one_error(problems, most)


def one_error(problems: Sequence[tuple[SourceLocation, str]], most: int = FEW) -> InputError:
    """Several problems as one error. There must be at least one."""
    ordered = sorted(problems, key=lambda problem: (problem[0].file or "", problem[0].line or 0))
    (place, first), *others = ordered
    lines = [first, *(at_place(text.replace(_ALL_LEVERS, ""), *where) for where, text in others[: most - 1])]
    if len(ordered) > most:
        lines.append(f"... and {len(ordered) - most} more.")
    return InputError("\n".join(lines), place.file, place.line)


def error_sentence(details: ErrorDetails, model: type[BaseModel]) -> str:
    """One problem in plain words."""
    path, kind, value = _path(details), details["type"], details["input"]
    where, found = in_words(path), in_brief(value)
    if kind == "extra_forbidden":
        return _unknown(path, model)
    if kind in _NO_KIND:
        return _rollout_kind(value)
    if kind == "missing":
        return f"{in_words(path[:-1])} has no '{path[-1]}'."
    if kind == "said":
        return f"{where}: {details['msg']}."
    if value is None:
        return f"{where} is empty."
    if kind == "literal_error" and path == ("schema_version",):
        return f"The file is of format version {found}; this version of culture-sim reads version 1."
    if kind == "literal_error":
        choices = _choices(details)
        return (
            f"{where} is {found}; it must be one of {', '.join(choices)}.{did_you_mean(str(value), choices)}"
        )
    if kind == "string_pattern_mismatch":
        return f"{where} is {found}; it must be one word in small letters, such as nhs_trust."
    expected = details["msg"] if kind == "expected" else _expected(kind, path, model)
    return f"{where} is {found}; it must be {expected}."


def _path(details: ErrorDetails) -> tuple[str | int, ...]:
    path = tuple(details["loc"])
    if details["type"] in _NO_KIND:
        return (*path, "kind")
    at = details.get("ctx", {}).get("at")
    return ("levers", *str(at).split("."), "fade") if at else path


def in_words(path: Sequence[str | int]) -> str:
    """A path as it is spoken of: "leadership_modelling.ramp", "rollout.every", "succession.steps[2].week"."""
    words = ""
    for number, part in enumerate(path):
        is_tag = number == 1 and path[0] == "rollout" and part in ROLLOUT_KINDS
        if is_tag or (part == "levers" and len(path) > 1):
            continue
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else str(part)
    return words or "The scenario"


def in_brief(value: Any) -> str:
    """A found value, short enough for a sentence."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "a block of fields"
    if isinstance(value, (list, tuple)):
        return "a list" if value else "an empty list"
    if isinstance(value, (int, float)):
        return f"{value:g}" if isinstance(value, float) else str(value)[:40]
    text = str(value)
    return f"'{text if len(text) <= 40 else text[:37] + '...'}'"


def fields_of(model: type[BaseModel]) -> list[str]:
    """Names of a model's fields as they are written in a file, a lever's amount first."""
    names = [field.alias or name for name, field in model.model_fields.items()]
    return sorted(names, key=lambda name: name not in _MEASURES)


def model_at(path: Sequence[str | int], model: type[BaseModel]) -> type[BaseModel] | None:
    """The model that describes the block at a path; None where it is no block of named fields."""
    models = [model]
    for part in path:
        if isinstance(part, int):
            continue
        chosen = [each for each in models if _kind(each) == part]
        models = chosen or [
            found
            for each in models
            for name, field in each.model_fields.items()
            if part == (field.alias or name)
            for found in _models_in(field.annotation)
        ]
    return models[0] if len(models) == 1 else None


def _kind(model: type[BaseModel]) -> str | None:
    field = model.model_fields.get("kind")
    return str(get_args(field.annotation)[0]) if field else None


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and not get_args(annotation):
        return [annotation] if issubclass(annotation, BaseModel) else []
    if get_origin(annotation) in {Annotated, tuple, types.UnionType} or get_args(annotation):
        return [model for inner in get_args(annotation) for model in _models_in(inner)]
    return []


def _unknown(path: Sequence[str | int], model: type[BaseModel]) -> str:
    wrong, holder = str(path[-1]), path[:-1]
    described = model_at(holder, model)
    valid = fields_of(described) if described else []
    hint = did_you_mean(wrong, valid) or f" It takes: {', '.join(valid)}."
    if holder == ("levers",):
        for lever in LEVERS:
            parent, _, name = lever.path.rpartition(".")
            if parent and name == wrong:
                return f"'{wrong}' belongs under '{parent}'."
        hint = did_you_mean(wrong, _LEVER_NAMES) or _ALL_LEVERS
        return f"'{wrong}' is not a lever.{hint}"
    if not holder:
        if wrong in _LEVER_NAMES:
            return f"'{wrong}' is a lever; put it under 'levers'."
        return f"'{wrong}' is not part of a scenario.{hint.replace('It takes', 'A scenario takes')}"
    if tuple(holder) in {("levers", "training"), ("levers", "policy_integration")}:
        return f"'{wrong}' is not part of {in_words(holder)}.{hint}"
    if holder[0] == "rollout":
        return f"'{wrong}' is not a field of a rollout of kind '{holder[-1]}'.{hint}"
    return f"'{wrong}' is not a field of {in_words(holder)}.{hint}"


def _rollout_kind(found: Any) -> str:
    kind = found.get("kind") if isinstance(found, Mapping) else found
    kinds = f" The kinds are: {', '.join(ROLLOUT_KINDS)}."
    if kind is None:
        return f"rollout has no 'kind'.{kinds}"
    hint = did_you_mean(str(kind), ROLLOUT_KINDS) or kinds
    return f"{in_brief(kind)} is not a kind of rollout.{hint}"


def _choices(details: ErrorDetails) -> list[str]:
    text = str(details.get("ctx", {}).get("expected", ""))
    return [choice.strip("' ") for choice in text.replace(" or ", ", ").split(",") if choice.strip("' ")]


def _expected(kind: str, path: Sequence[str | int], model: type[BaseModel]) -> str:
    described = model_at(path, model)
    if kind in {"model_type", "dict_type"} and described and described is not Levers:
        return f"a block of fields ({', '.join(fields_of(described))})"
    return _EXPECTED.get(kind, "something else")


_NO_KIND = frozenset({"union_tag_invalid", "union_tag_not_found"})
_EXPECTED = {
    "model_type": "a block of fields",
    "model_attributes_type": "a block of fields",
    "dict_type": "a block of fields",
    "string_type": "text",
    "tuple_type": "a list",
    "too_short": "a list of at least one step",
    "too_long": "a list of at most 500 steps",
    "string_too_long": "shorter",
}
