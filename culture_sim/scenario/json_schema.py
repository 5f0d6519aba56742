"""The published JSON Schema of scenario files, for editors and other tools.

To publish it anew, in a clone:
    python -c "from culture_sim.scenario.json_schema import publish; publish()"
"""

from __future__ import annotations

import json
from typing import Any

from culture_sim.gallery import gallery_folder
from culture_sim.scenario.content import ScenarioFile
from culture_sim.scenario.lever_table import LEVERS
from culture_sim.scenario.rollout import ROLLOUT_KINDS
from culture_sim.scenario.shorthand import OTHER_SPELLINGS
from culture_sim.scenario.times import TIME_FORMS

FILE_NAME = "scenario.schema.json"

_LEVER_KINDS = ("Lever", "StaffEngagement", "Introduction", "Champions", "Refreshers", "PeerFacilitators")
_HOLDERS = {"": "Levers", "training": "Training", "policy_integration": "PolicyIntegration"}
_NULL = {"type": "null"}


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a scenario file, short spellings included."""
    written: dict[str, Any] = _tidy(ScenarioFile.model_json_schema(by_alias=True))
    kinds = written["$defs"]
    _describe_levers(kinds)
    for name in _LEVER_KINDS:
        kinds[name] = _number_or_block(kinds[name])
    number, block = kinds["Lever"]["anyOf"]
    policies = kinds["PolicyIntegration"]
    policies["properties"] = block["properties"] | policies["properties"]
    kinds["PolicyIntegration"] = _either(number, policies)
    kinds |= {
        name: form | {"description": f"{name}, as people write it."} for name, form in TIME_FORMS.items()
    }
    parts = written["properties"]
    parts["levers"] = _either(_NULL, parts["levers"])
    parts["rollout"] = _either({"enum": list(ROLLOUT_KINDS)}, parts["rollout"])
    parts["diagnosis"] = _either(_NULL, _either({"$ref": "#/$defs/Weeks"}, parts["diagnosis"]))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Scenario of culture-sim",
        **written,
    }


def as_text() -> str:
    """The schema as it is published."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def publish() -> None:
    """Write the schema beside the gallery."""
    (gallery_folder("scenarios") / FILE_NAME).write_text(as_text(), encoding="utf-8")


def _describe_levers(kinds: dict[str, Any]) -> None:
    for info in LEVERS:
        parent, _, name = info.path.rpartition(".")
        fields = kinds[_HOLDERS[parent]]["properties"]
        fields[name] = {"$ref": fields[name]["$ref"], "description": f"{info.title}: {info.sentence}"}


def _number_or_block(lever: dict[str, Any]) -> dict[str, Any]:
    """A lever may be its amount alone, and its words have other spellings."""
    fields = lever["properties"]
    amount = next(fields[info.measure] for info in LEVERS if info.measure in fields)
    for other, kept in OTHER_SPELLINGS.items():
        fields[other] = fields[kept] | {"description": f"The same as '{kept}'."}
    return _either(amount, lever)


def _either(short: dict[str, Any], full: dict[str, Any]) -> dict[str, Any]:
    """Two forms of the same thing, described once."""
    told = {"description": full["description"]} if "description" in full else {}
    return told | {"anyOf": [short, {key: value for key, value in full.items() if key != "description"}]}


def _tidy(node: Any) -> Any:
    """The schema without what only repeats: generated titles, nulls, defaults, forms of time."""
    if isinstance(node, list):
        return [_tidy(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _tidy(value) for key, value in node.items() if not _is_noise(key, value)}
    if "const" in kept:
        kept.pop("enum", None)  # pydantic before 2.10 says it twice
    forms = [form for form in kept.get("anyOf", ()) if form != _NULL]
    if len(forms) == 1:
        kept = forms[0] | {key: value for key, value in kept.items() if key != "anyOf"}
    for name, form in TIME_FORMS.items():
        if kept.get("anyOf") == form["anyOf"]:
            told = {"description": kept["description"]} if "description" in kept else {}
            kept = {"$ref": f"#/$defs/{name}"} | told
    return kept


def _is_noise(key: str, value: Any) -> bool:
    """Titles repeat the names, and defaults are told in words."""
    return key == "default" or (key == "title" and isinstance(value, str))
