"""A study's folder: the file as it was written, the design, and a manifest of what ran where."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from culture_sim.errors import InputError
from culture_sim.study.arrow import pa
from culture_sim.study.disk import file_digest, write_whole
from culture_sim.study.lock import LOCK, OWNER
from culture_sim.study.manifest import FORMAT, MANIFEST, DamagedManifestError, read_manifest, write_manifest
from culture_sim.study.plan import StudyPlan
from culture_sim.study.run_context import BASELINE, source_key
from culture_sim.study.store import write_parquet
from culture_sim.version import __version__

COPY = "study.yaml"
TABLES = ("points.parquet", "design.parquet")
_LIBRARIES = ("numpy", "numba", "mesa", "pyarrow", "scipy", "SALib", "distributed")


def refuse_foreign(folder: Path, force: bool = False) -> None:
    """Make sure that a folder is a study's, or empty, or one in which a study may write all the same.

    Raises:
        InputError: it holds something else.
    """
    if force or not folder.is_dir() or (folder / MANIFEST).is_file():
        return
    ours = {LOCK, OWNER, *TABLES, *(f"{name}.part" for name in (*TABLES, MANIFEST))}
    others = sorted(file.name for file in folder.iterdir() if file.name not in ours)
    if others:
        few = ", ".join(others[:3]) + (", ..." if len(others) > 3 else "")
        raise InputError(
            f"This folder is not empty and holds no study ({few}). Give a new folder; or say --force to write "
            "beside what is there.",
            folder,
        )


def prepare(
    folder: Path, plan: StudyPlan, extend: bool, force: bool = False, say: Callable[[str], None] = print
) -> dict[str, Any]:
    """Make the folder ready for a study, or find that it goes on there; returns its manifest.

    Call it with the lock held.

    Raises:
        InputError: another study, another model, or a changed study file without `extend`.
    """
    if not (folder / MANIFEST).exists():
        _keep_copy(folder, plan, {}, force)
        return _write_all(folder, plan, _new(plan))
    try:
        old = read_manifest(folder)
    except DamagedManifestError as problem:
        say(f"{problem.message} This is done now.")
        return _write_all(folder, plan, _new(plan))
    ours = plan.context.setting.model_version
    if old["model"] != ours:
        raise InputError(
            f"This study was begun with model {old['model']}; this is {ours}. Runs of two models "
            "are not mixed: give another folder, or go on with the version that began it.",
            folder,
        )
    if old["weekly"] != list(plan.study.weekly):
        raise InputError(
            "The weekly columns that are stored cannot be changed in an old folder; give another folder.",
            folder,
        )
    if old["essence"] != plan.fingerprint and not extend:
        raise InputError(
            "The study file has changed since this study was begun (the file then is study.yaml there). "
            "Say --extend to keep the finished runs and add what is new, or give another folder.",
            folder,
        )
    _keep_copy(folder, plan, old["files"], force)
    return _write_all(folder, plan, old | _describe(plan))


def _keep_copy(folder: Path, plan: StudyPlan, digests: dict[str, str], force: bool) -> None:
    """Refuse to write over a study.yaml that somebody wrote there by hand."""
    copy, source = folder / COPY, plan.study.source
    if force or source is None or not copy.is_file():
        return
    if file_digest(copy) not in {digests.get(COPY), file_digest(source) if source.is_file() else None}:
        raise InputError(
            "This file has been written or changed by hand, and a copy of the study file belongs there. Run it "
            "from there, move it away, or say --force to write over it.",
            copy,
        )


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
        "model": plan.context.setting.model_version,
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
        "setting": context.setting.name,
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
        "stored": list(context.stored),
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
    tables = dict(zip(TABLES, (points_table(plan), design_table(plan)), strict=True))
    files = {name: file_digest(write_parquet(folder / name, [table])) for name, table in tables.items()}
    source = plan.study.source
    if source is not None and source.is_file():
        text = source.read_bytes()
        files[COPY] = sha256(text).hexdigest()[:16]
    manifest["files"] = files
    write_manifest(folder, manifest)
    if COPY in files:
        write_whole(folder / COPY, lambda draft: draft.write_bytes(text))
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
