"""What is wrong with a file, in one plain sentence each, whatever kind of file it is."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from culture_sim.errors import InputError, at_place, did_you_mean
from culture_sim.inputs.located_yaml import SourceLocation
from culture_sim.inputs.numbers import number_hint

FEW = 5
"""How many problems are reported at once."""

_LISTS = re.compile(r" (It takes|The \w+ are): [^.]*\.$")
"""All valid names, which are listed once and not with every problem."""


def _nothing_special(details: ErrorDetails, tree: Any) -> str | None:
    del details, tree
    return None


class FileKind(NamedTuple):
    """What the messages about one kind of file need to know of it."""

    whole: str
    """What a file describes: "organisation"."""
    special: Callable[[ErrorDetails, Any], str | None] = _nothing_special
    """Its own sentence for a mistake that only this kind of file can have; None for all others."""
    unspoken: frozenset[str] = frozenset()
    """Blocks that are left out where a place is named: "succession.ramp", not "levers.succession.ramp"."""
    whose: str = ""
    """What comes before every place, such as "organisation."."""


_TEXT, _NUMBER, _WHOLE = "text", "a number", "a whole number"
_YES_OR_NO, _BLOCK, _LIST = "true or false", "a block of fields", "a list"
_WANTED = {
    "string_type": _TEXT,
    "string_too_short": _TEXT,
    "string_unicode": "text that can be written in UTF-8",
    "string_too_long": "shorter",
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


def error_sentence(details: ErrorDetails, tree: Any, model: type[BaseModel], kind: FileKind) -> str:
    """One problem in plain words.

    Args:
        details: what pydantic says of it.
        tree: what was written.
        model: what the whole file must be.
        kind: the words of its kind of file.
    """
    special = kind.special(details, tree)
    if special is not None:
        return special
    where, found = tuple(details["loc"]), in_brief(details["input"])
    last, words = shortened(str(where[-1])) if where else "", in_words(tree, where, kind.unspoken)
    place = kind.whose + words if words else f"The {kind.whole}"
    match details["type"]:
        case "extra_forbidden":
            holder = model_at(where[:-1], model)
            inside = in_words(tree, where[:-1], kind.unspoken) or with_article(kind.whole)
            return f"'{last}' is not a field of {inside}.{_which_field(str(last), holder)}"
        case "missing":
            inside = in_words(tree, where[:-1], kind.unspoken) or f"The {kind.whole}"
            return f"{inside} has no '{last}'."
        case "said":
            return f"{place}: {details['msg']}."
        case "value_error":
            return f"{place}: {details['ctx']['error']}" if words else str(details["ctx"]["error"])
        case "literal_error" if where == ("schema_version",):
            return f"The file is of format version {found}; this version of culture-sim reads version 1."
        case "literal_error":
            choices = _choices(details)
            one_of = "one of " if len(choices) > 1 else ""
            hint = did_you_mean(str(details["input"]), choices)
            return f"{place} is {found}; it must be {one_of}{', '.join(choices)}.{hint}"
    hint = number_hint(details["input"]) if isinstance(details["input"], str) else ""
    return f"{place} is {found}; {wanted(details, model)}.{hint}"


def wanted(details: ErrorDetails, model: type[BaseModel]) -> str:
    """What should have stood there: "it must be a whole number"."""
    limits = details.get("ctx", {})
    match details["type"]:
        case "greater_than":
            return f"it must be above {limits['gt']:g}"
        case "greater_than_equal":
            return f"it must be {limits['ge']} or more"
        case "less_than_equal":
            return f"it must be {limits['le']:,} or less"
        case "too_short":
            return "it must have at least one item"
        case "too_long":
            return f"it must have at most {limits['max_length']:,} items"
        case "expected":
            return f"it must be {details['msg']}"
        case "model_type" | "dict_type" | "model_attributes_type":
            described = model_at(tuple(details["loc"]), model)
            short = getattr(described, "also_written", None)
            if short:
                return f"it must be {short}"
            return f"it must be {_BLOCK}" + (f" ({', '.join(fields_of(described))})" if described else "")
        case kind if kind in _WANTED:
            return f"it must be {_WANTED[kind]}"
        case _:
            return details["msg"][:1].lower() + details["msg"][1:]


def one_error(problems: Sequence[tuple[SourceLocation, str]], most: int = FEW) -> InputError:
    """Several problems as one error, in the order of the file. There must be at least one."""
    ordered = sorted(problems, key=lambda problem: (problem[0].file or "", problem[0].line or 0))
    (place, first), *others = ordered
    lines = [first, *(at_place(_LISTS.sub("", text), *where) for where, text in others[: most - 1])]
    if len(ordered) > most:
        lines.append(f"... and {len(ordered) - most} more.")
    return InputError("\n".join(lines), place.file, place.line)


def in_words(tree: Any, where: Sequence[str | int], unspoken: frozenset[str] = frozenset()) -> str:
    """A place as it is spoken of: "teams[2].size"; without steps that are not written in the file.

    Blocks that go unspoken are left out too, unless the place is such a block itself.
    """
    words = ""
    for number, step in enumerate(where):
        if isinstance(step, int) and isinstance(tree, list) and step < len(tree):
            words += f"[{step + 1}]"
        elif isinstance(step, str) and isinstance(tree, Mapping) and step in tree:
            if step not in unspoken or number == len(where) - 1:
                words += f".{shortened(step)}" if words else shortened(step)
        else:
            continue
        tree = tree[step]
    return words


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
    return f"'{shortened(str(value))}'"


def shortened(text: str, most: int = 40) -> str:
    """The text, cut where it is too long for a sentence."""
    return text if len(text) <= most else text[: most - 3] + "..."


def with_article(noun: str) -> str:
    """A noun with its article: "an organisation", "a study"."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def fields_of(model: type[BaseModel]) -> list[str]:
    """Names of a model's fields as they are written in a file; the one that it is mainly for comes first."""
    names = [field.alias or name for name, field in model.model_fields.items()]
    return sorted(names, key=lambda name: name != getattr(model, "measure", None))


def model_at(path: Sequence[str | int], model: type[BaseModel]) -> type[BaseModel] | None:
    """The model that describes the block at a path; None where it is no block of named fields."""
    models, by_name = [model], list[type[BaseModel]]()
    for part in path:
        if isinstance(part, int):
            continue
        if by_name:  # the part is a name that the user gave, such as that of a factor
            models, by_name = by_name, []
            continue
        chosen = [each for each in models if _tag(each) == part]
        if chosen:
            models = chosen
            continue
        fields = [
            field.annotation
            for each in models
            for name, field in each.model_fields.items()
            if part == (field.alias or name)
        ]
        models = [found for annotation in fields for found in _models_in(annotation)]
        by_name = [] if models else [found for each in fields for found in _models_in(each, by_name=True)]
    return models[0] if len(models) == 1 else None


def _tag(model: type[BaseModel]) -> str | None:
    field = model.model_fields.get("kind")
    return str(get_args(field.annotation)[0]) if field and get_args(field.annotation) else None


def _models_in(annotation: Any, by_name: bool = False) -> list[type[BaseModel]]:
    """Models that an annotation names: directly and in lists, or as the values of mappings."""
    if isinstance(annotation, type) and not get_args(annotation):
        return [annotation] if not by_name and issubclass(annotation, BaseModel) else []
    if get_origin(annotation) is dict:
        return _models_in(get_args(annotation)[1]) if by_name else []
    if get_origin(annotation) in {Annotated, tuple, types.UnionType} or get_args(annotation):
        return [model for inner in get_args(annotation) for model in _models_in(inner, by_name)]
    return []


def _which_field(wrong: str, holder: type[BaseModel] | None) -> str:
    valid = fields_of(holder) if holder else []
    return did_you_mean(wrong, valid) or (f" It takes: {', '.join(valid)}." if valid else "")


def _choices(details: ErrorDetails) -> list[str]:
    text = str(details.get("ctx", {}).get("expected", ""))
    return [choice.strip("' ") for choice in text.replace(" or ", ", ").split(",") if choice.strip("' ")]
