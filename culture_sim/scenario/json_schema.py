"""The published JSON Schema of scenario files, for editors and other tools.

To publish it anew, in a clone:
    python -c "from culture_sim.scenario.json_schema import publish; publish()"
"""

from __future__ import annotations

import json
from typing import Any

from culture_sim.gallery import gallery_folder
from culture_sim.scenario.content import ScenarioFile
from culture_sim.scenario.expand import OTHER_SPELLINGS
from culture_sim.scenario.lever_table import LEVERS
from culture_sim.scenario.rollout import ROLLOUT_KINDS
from culture_sim.scenario.schema_parts import NULL, either, tidied
from culture_sim.scenario.times import TIME_FORMS

FILE_NAME = "scenario.schema.json"

_LEVER_KINDS = ("Lever", "StaffEngagement", "Introduction", "Champions", "Refreshers", "PeerFacilitators")
_HOLDERS = {"": "Levers", "training": "Training", "policy_integration": "PolicyIntegration"}


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a scenario file, short spellings included."""
    written: dict[str, Any] = tidied(ScenarioFile.model_json_schema(by_alias=True), then=_named_times)
    kinds = written["$defs"]
    _describe_levers(kinds)
    for name in _LEVER_KINDS:
        kinds[name] = _number_or_block(kinds[name])
    number, block = kinds["Lever"]["anyOf"]
    policies = kinds["PolicyIntegration"]
    policies["properties"] = block["properties"] | policies["properties"]
    kinds["PolicyIntegration"] = either(number, policies)
    kinds |= {
        name: form | {"description": f"{name}, as people write it."} for name, form in TIME_FORMS.items()
    }
    parts = written["properties"]
    parts["levers"] = either(NULL, parts["levers"])
    parts["rollout"] = either({"enum": list(ROLLOUT_KINDS)}, parts["rollout"])
    parts["diagnosis"] = either(NULL, either({"$ref": "#/$defs/Weeks"}, parts["diagnosis"]))
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
    return either(amount, lever)


def _named_times(block: dict[str, Any]) -> dict[str, Any]:
    """A form of time goes by its name."""
    for name, form in TIME_FORMS.items():
        if block.get("anyOf") == form["anyOf"]:
            told = {"description": block["description"]} if "description" in block else {}
            return {"$ref": f"#/$defs/{name}"} | told
    return block
