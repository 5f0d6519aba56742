"""The baseline calibrated to observed levels, once for a study: stored in its folder, sent to all workers."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from culture_sim.ensemble import calibrate_baseline
from culture_sim.study.disk import write_whole
from culture_sim.study.factors import Changes
from culture_sim.study.hashing import digest
from culture_sim.study.plan import StudyPlan
from culture_sim.study.run_context import split_by_owner
from culture_sim.study.worker import is_calibrated

CALIBRATION = "calibration.json"
MOST_PRECALIBRATED = 4
"""Where a study has more organisations than this, each worker calibrates those that it meets."""


def precalibrate(plan: StudyPlan, folder: Path, say: Callable[[str], None]) -> StudyPlan:
    """The same study with the calibrated parameters of its organisations in its context."""
    context = plan.context
    places: dict[str, Changes] = {}
    for row in plan.rows:
        if row.organisation_key not in places:
            places[row.organisation_key] = split_by_owner(plan.changes(row.point)).organisation
        if len(places) > MOST_PRECALIBRATED:
            return plan
    stored = _read(folder / CALIBRATION, say)
    calibrated: dict[str, dict[str, float]] = {}
    for key, changes in places.items():
        place = context.organisation(changes)
        if not is_calibrated(context, place):
            continue
        name = digest(key, context.given().hash, context.setting.model_version)
        if name not in stored:
            say(f"Calibrating the baseline to the observed levels of {place.name}.")
            with ThreadPoolExecutor(os.cpu_count() or 1) as executor:
                found = calibrate_baseline(place, context.given(), executor)
            stored[name] = entry = {
                "organisation": place.name,
                "organisation_key": key,
                "staff": place.staff,
                "values": {each: found.parameters[each] for each in found.parameters.overrides},
                "rows": [asdict(row) for row in found.rows],
                "outside": list(found.outside),
            }
            entry["digest"] = digest(entry)
            _write(folder / CALIBRATION, stored)
        calibrated[key] = stored[name]["values"]
    return replace(plan, context=replace(context, calibrated=calibrated))


def _read(path: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """What was calibrated before; an entry that is not as it was written is named and calibrated again."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:
        found = None
    if not isinstance(found, dict):
        say(f"{path.name} is damaged; the baseline is calibrated again.")
        return {}
    intact = {name: entry for name, entry in found.items() if _is_intact(entry)}
    if len(intact) < len(found):
        say(f"{path.name} has been changed or damaged; the baseline is calibrated again.")
    return intact


def _is_intact(entry: Any) -> bool:
    if not isinstance(entry, dict):
        return False
    return entry.get("digest") == digest({key: each for key, each in entry.items() if key != "digest"})


def _write(path: Path, stored: dict[str, Any]) -> None:
    text = json.dumps(stored, indent=2, ensure_ascii=False) + "\n"
    write_whole(path, lambda draft: draft.write_text(text, encoding="utf-8"))
