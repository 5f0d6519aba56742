"""What the published JSON Schemas of scenario and study files have in common."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

NULL = {"type": "null"}
LIMITS = {"gt": "exclusiveMinimum", "ge": "minimum", "lt": "exclusiveMaximum", "le": "maximum"}
"""Limits that pydantic leaves in its own words where a validator of ours stands before them, and the schema's words."""


def either(short: dict[str, Any], full: dict[str, Any]) -> dict[str, Any]:
    """Two forms of the same thing, described once."""
    about = {"description": full["description"]} if "description" in full else {}
    return about | {"anyOf": [short, {key: value for key, value in full.items() if key != "description"}]}


def tidied(
    node: Any,
    without: Collection[str] = ("default",),
    then: Callable[[dict[str, Any]], dict[str, Any]] = lambda block: block,
) -> Any:
    """The schema without what only repeats: generated titles, nulls, and whatever is named.

    Args:
        node: what pydantic makes.
        without: keys that are left out.
        then: what else is done to every block.
    """
    if isinstance(node, list):
        return [tidied(each, without, then) for each in node]
    if not isinstance(node, dict):
        return node
    tidy = {
        LIMITS.get(str(key), str(key)): tidied(value, without, then)
        for key, value in node.items()
        if key not in without and not (key == "title" and isinstance(value, str))
    }
    if "const" in tidy:
        tidy.pop("enum", None)  # pydantic before 2.10 says it twice
    forms = [form for form in tidy.get("anyOf", ()) if form != NULL]
    if len(forms) == 1:
        tidy = forms[0] | {key: value for key, value in tidy.items() if key != "anyOf"}
    return then(tidy)
