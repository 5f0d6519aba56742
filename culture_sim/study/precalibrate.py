"""The baseline centred on what is observed, once for a study: kept in its folder, sent to all workers."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from culture_sim.ensemble import calibrate_baseline
from culture_sim.study.factors import Changes
from culture_sim.study.hashing import digest
from culture_sim.study.plan import StudyPlan
from culture_sim.study.run_context import split
from culture_sim.study.store import write_whole
from culture_sim.study.worker import is_centred
from culture_sim.version import model_version

CENTRING = "centring.json"
MOST_BEFOREHAND = 4
"""Where a study has more organisations than this, each worker centres those that it meets."""


def precalibrate(plan: StudyPlan, folder: Path, say: Callable[[str], None]) -> StudyPlan:
    """The same study with the centred parameters of its organisations in its recipe."""
    recipe = plan.recipe
    places: dict[str, Changes] = {}
    for row in plan.rows:
        if row.organisation_key not in places:
            places[row.organisation_key] = split(plan.changes(row.point)).organisation
        if len(places) > MOST_BEFOREHAND:
            return plan
    kept = _read(folder / CENTRING)
    centred: dict[str, dict[str, float]] = {}
    for key, changes in places.items():
        place = recipe.organisation(changes)
        if not is_centred(recipe, place):
            continue
        name = digest(key, recipe.given().hash, model_version())
        if name not in kept:
            say(f"Centring the baseline on the observed levels of {place.name}.")
            with ThreadPoolExecutor(os.cpu_count() or 1) as executor:
                found = calibrate_baseline(place, recipe.given(), executor)
            kept[name] = {
                "organisation": place.name,
                "organisation_key": key,
                "staff": place.staff,
                "values": {each: found.parameters[each] for each in found.parameters.overrides},
                "rows": [asdict(row) for row in found.rows],
                "outside": list(found.outside),
            }
            text = json.dumps(kept, indent=2, ensure_ascii=False) + "\n"
            write_whole(folder / CENTRING, lambda draft, text=text: draft.write_text(text, encoding="utf-8"))
        centred[key] = kept[name]["values"]
    return replace(plan, recipe=replace(recipe, centred=centred))


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
