"""The published JSON Schema of scenario files, for editors and other tools.

To publish it anew, in a clone:
    python -c "from culture_sim.scenario.json_schema import publish; publish()"
"""

from __future__ import annotations

import json
from typing import Any

from culture_sim.gallery import DEFAULT_SETTING, gallery_folder
from culture_sim.scenario.content import scenario_model
from culture_sim.scenario.declarations import lever_set
from culture_sim.scenario.expand import OTHER_SPELLINGS
from culture_sim.scenario.levers import camel_case, model_name
from culture_sim.scenario.rollout import ROLLOUT_KINDS
from culture_sim.scenario.schema_parts import NULL, either, tidied
from culture_sim.scenario.times import TIME_FORMS

FILE_NAME = "scenario.schema.json"


def schema(setting: str = DEFAULT_SETTING) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a setting's scenario files, short spellings included."""
    declared = lever_set(setting)
    made = scenario_model(setting).model_json_schema(by_alias=True)
    written: dict[str, Any] = tidied(made, then=_named_times)
    kinds = written["$defs"]
    for info in declared.levers:
        block, _, name = info.path.rpartition(".")
        fields = kinds[camel_case(block or "levers")]["properties"]
        fields[name] = {"$ref": fields[name]["$ref"], "description": f"{info.title}: {info.sentence}"}
    for name, measure in {model_name(info): info.measure for info in declared.levers}.items():
        kinds[name] = _number_or_block(kinds[name], measure)
    number, one = kinds["Lever"]["anyOf"]
    for name in [camel_case(block) for block, about in declared.blocks.items() if about.shared]:
        whole = kinds[name]
        whole["properties"] = one["properties"] | whole["properties"]
        kinds[name] = either(number, whole)
    kinds |= {
        name: form | {"description": f"{name}, as people write it."} for name, form in TIME_FORMS.items()
    }
    parts = written["properties"]
    parts["levers"] = either(NULL, parts["levers"])
    parts["rollout"] = either({"enum": list(ROLLOUT_KINDS)}, parts["rollout"])
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


def _number_or_block(lever: dict[str, Any], measure: str) -> dict[str, Any]:
    """A lever may be its amount alone, and its words have other spellings."""
    fields = lever["properties"]
    amount = fields[measure]
    for other, usual in OTHER_SPELLINGS.items():
        fields[other] = fields[usual] | {"description": f"The same as '{usual}'."}
    return either(amount, lever)


def _named_times(block: dict[str, Any]) -> dict[str, Any]:
    """A form of time goes by its name."""
    for name, form in TIME_FORMS.items():
        if block.get("anyOf") == form["anyOf"]:
            about = {"description": block["description"]} if "description" in block else {}
            return {"$ref": f"#/$defs/{name}"} | about
    return block
