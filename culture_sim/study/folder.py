"""A study's folder: the file as it was written, the design, and a manifest of what ran where."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from culture_sim.errors import InputError
from culture_sim.study.arrow import pa
from culture_sim.study.plan import StudyPlan
from culture_sim.study.run_context import source_key
from culture_sim.study.store import write_parquet, write_whole
from culture_sim.version import __version__, model_version

MANIFEST = "manifest.json"
COPY = "study.yaml"
FORMAT = 1
_LIBRARIES = ("numpy", "numba", "mesa", "pyarrow", "scipy", "SALib", "distributed")


def prepare(folder: Path, plan: StudyPlan, extend: bool) -> dict[str, Any]:
    """Make the folder ready for a study, or find that it goes on there; returns its manifest.

    Call it with the lock held.

    Raises:
        InputError: another study, another model, or a changed study file without `extend`.
    """
    if not (folder / MANIFEST).exists():
        return _write_all(folder, plan, _new(plan))
    old = read_manifest(folder)
    if old["model"] != model_version():
        raise InputError(
            f"This study was begun with model {old['model']}; this is {model_version()}. Runs of two models "
            "are not mixed: give another folder, or go on with the version that began it.",
            folder,
        )
    if old["weekly"] != list(plan.study.weekly):
        raise InputError(
            "The weekly columns that are stored cannot be changed in an old folder; give another folder.",
            folder,
        )
    if old["essence"] == plan.fingerprint:
        return _write_all(folder, plan, old | _describe(plan))
    if not extend:
        raise InputError(
            "The study file has changed since this study was begun (the file then is study.yaml there). "
            "Say --extend to keep the finished runs and add what is new, or give another folder.",
            folder,
        )
    return _write_all(folder, plan, old | _describe(plan))


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a study's folder.

    Raises:
        InputError: the folder holds no study, or its manifest cannot be read.
    """
    path = folder / MANIFEST
    if not path.is_file():
        what = "There is no such folder." if not folder.exists() else "This folder holds no study."
        raise InputError(f"{what} Give the folder that `study run --out` wrote to.", folder)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise InputError(f"The manifest cannot be read: {error}.", path) from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise InputError("This manifest is of another version of culture-sim.", path)
    return found


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write the manifest whole or not at all."""
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    write_whole(folder / MANIFEST, lambda draft: draft.write_text(text, encoding="utf-8"))


def session(command: str, workers: str) -> dict[str, Any]:
    """What is written down of one session when it begins."""
    return {
        "started": now(),
        "command": command,
        "workers": workers,
        "platform": platform.platform(),
        "python": platform.python_version(),
        "processors": os.cpu_count(),
    }


def now() -> str:
    """The time, to the second, with its zone."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _new(plan: StudyPlan) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "culture_sim": __version__,
        "model": model_version(),
        "created": now(),
        "versions": {"python": sys.version.split()[0]} | {name: _version(name) for name in _LIBRARIES},
        **_describe(plan),
        "sessions": [],
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _describe(plan: StudyPlan) -> dict[str, Any]:
    study, context = plan.study, plan.context
    return {
        "name": study.name,
        "asks": study.asks,
        "source": str(study.source.absolute()) if study.source else None,
        "essence": plan.fingerprint,
        "design": study.design.model_dump(mode="json", exclude={"points"})
        if study.design.kind == "list"
        else study.design.model_dump(mode="json"),
        "points": plan.points,
        "runs": plan.runs,
        "draws": {"number": context.draws[0], "seed": context.draws[1]},
        "seeds": {"first": study.seeds.first, "number": study.seeds.number},
        "years": study.years,
        "staff": study.staff,
        "centring": study.centring,
        "stop": study.stop.model_dump() if study.stop else None,
        "outcomes": list(study.outcomes),
        "weekly": list(study.weekly),
        "scenarios": {
            name: {
                "name": scenario.name,
                "title": scenario.title,
                "hash": scenario.hash,
                "content": scenario.to_dict(),
            }
            for name, scenario in context.scenarios.items()
        },
        "organisations": {name: source_key(source) for name, source in context.organisations.items()},
        "parameters": dict(context.parameters),
        "parameters_hash": context.given().hash,
        "factors": [
            {
                "name": factor.name,
                "paths": list(factor.paths),
                "low": factor.low,
                "high": factor.high,
                "central": factor.central,
                "log": factor.log,
                "whole": factor.whole,
                "numeric": factor.numeric,
                "choices": [{"label": label, "value": value} for label, value in factor.choices],
            }
            for factor in plan.factors
        ],
    }


def _write_all(folder: Path, plan: StudyPlan, manifest: dict[str, Any]) -> dict[str, Any]:
    write_parquet(folder / "points.parquet", [points_table(plan)])
    write_parquet(folder / "design.parquet", [design_table(plan)])
    source = plan.study.source
    if source is not None and source.is_file():
        text = source.read_bytes()
        write_whole(folder / COPY, lambda draft: draft.write_bytes(text))
    write_manifest(folder, manifest)
    return manifest


def points_table(plan: StudyPlan) -> pa.Table:
    """One row for each point: the value of every factor, and its place in 0-1."""
    table: dict[str, Any] = {"point": np.arange(plan.points, dtype=np.int32)}
    for number, factor in enumerate(plan.factors):
        values = [row[number] for row in plan.values]
        table[factor.name] = (
            np.array(values, dtype=np.float64) if factor.numeric else [str(each) for each in values]
        )
    for number, factor in enumerate(plan.factors):
        table[f"unit_{factor.name}"] = plan.units[:, number]
    return pa.table(table)


def design_table(plan: StudyPlan) -> pa.Table:
    """One row for each point, scenario and draw, with the keys by which its runs are found."""
    from culture_sim.study.run_context import BASELINE

    rows = plan.rows
    return pa.table(
        {
            "point": pa.array([-1 if row.scenario == BASELINE else row.point for row in rows], pa.int32()),
            "scenario": pa.array([row.scenario for row in rows], pa.string()),
            "draw": pa.array([row.draw for row in rows], pa.int32()),
            "scenario_key": pa.array([row.scenario_key for row in rows], pa.string()),
            "organisation_key": pa.array([row.organisation_key for row in rows], pa.string()),
            "parameters_key": pa.array([row.parameters_key for row in rows], pa.string()),
        }
    )
