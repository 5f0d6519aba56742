"""The published JSON Schema of study files, for editors and other tools.

To publish it anew, in a clone:
    python -c "from culture_sim.study.json_schema import publish; publish()"
"""

from __future__ import annotations

import json
from typing import Any

from culture_sim.gallery import gallery_folder
from culture_sim.scenario.schema_parts import either, tidied
from culture_sim.scenario.times import TIME_FORMS
from culture_sim.study.design_file import DESIGN_KINDS
from culture_sim.study.study_file import StudyFile

FILE_NAME = "study.schema.json"


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a study file, short spellings included."""
    written: dict[str, Any] = tidied(StudyFile.model_json_schema(), ("default", "discriminator"))
    kinds, parts = written["$defs"], written["properties"]
    factor = kinds["FactorFile"]["properties"]
    for word in ("low", "high"):
        factor[word] = {
            "description": factor[word]["description"],
            "anyOf": [{"type": "number"}, *TIME_FORMS["Week"]["anyOf"][1:]],
        }
    factor["path"] = _one_or_more(factor["path"])
    factor["values"] = {"description": factor["values"]["description"], "type": ["array", "object"]}
    parts["scenarios"] = _one_or_more(parts["scenarios"])
    for word in ("outcomes", "weekly"):
        parts[word] = _one_or_more(parts[word])
    parts["factors"]["additionalProperties"] = False  # names that match the pattern, and no others
    parts["scenario"] = {"type": "string", "description": "The same as 'scenarios', for one."}
    parts["seeds"] = either({"type": "integer", "minimum": 1}, parts["seeds"])
    parts["draws"] = either({"type": "integer", "minimum": 1}, parts["draws"])
    parts["design"] = either({"enum": list(DESIGN_KINDS)}, parts["design"])
    written["required"] = ["name"]
    written["anyOf"] = [{"required": ["scenarios"]}, {"required": ["scenario"]}]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Study of culture-sim",
        **written,
    }


def as_text() -> str:
    """The schema as it is published."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def publish() -> None:
    """Write the schema beside the gallery."""
    (gallery_folder("experiments") / FILE_NAME).write_text(as_text(), encoding="utf-8")


def _one_or_more(names: dict[str, Any]) -> dict[str, Any]:
    """A list of names, or one name alone."""
    return either({"type": "string"}, names | {"items": {"type": "string"}})
