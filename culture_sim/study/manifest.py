"""The manifest of a study's folder: what was planned, what ran where, and the digests of the tables beside it.

Others may have written it, so nothing in it is believed: names must be names and numbers whole numbers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from culture_sim.errors import InputError
from culture_sim.study.design_file import DESIGN_KINDS
from culture_sim.study.disk import file_digest, write_whole
from culture_sim.study.hashing import digest

MANIFEST = "manifest.json"
FORMAT = 2
REWRITE = "The `study run` that made it writes it anew, and keeps the finished runs."

Column = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
Whole = Annotated[int, Field(ge=0, le=2**53)]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, allow_inf_nan=False)


class _Design(_Part):
    kind: Literal[DESIGN_KINDS]  # type: ignore[valid-type]


class _Factor(_Part):
    name: Column
    paths: list[str]
    low: float | None
    high: float | None
    numeric: bool
    choices: list[dict[str, Any]]


class _Seeds(_Part):
    first: Whole
    number: Whole


class _Draws(_Part):
    number: Whole
    seed: Whole


class _Manifest(_Part):
    format: Literal[2]
    name: str
    setting: str
    model: str
    essence: str
    design: _Design
    points: Whole
    runs: Whole
    years: Annotated[int, Field(ge=1, le=1000)]
    seeds: _Seeds
    draws: _Draws
    outcomes: list[Column]
    stored: list[Column]
    weekly: list[Column]
    scenarios: dict[str, dict[str, Any]]
    factors: list[_Factor]
    files: dict[str, str]
    shards: list[str] = []
    sessions: list[dict[str, Any]]


class DamagedManifestError(InputError):
    """A manifest that is not as it was written."""


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a study's folder.

    Raises:
        InputError: the folder holds no study, or its manifest is of another version or not as it was written.
    """
    path = folder / MANIFEST
    if not path.is_file():
        what = "There is no such folder." if not folder.exists() else "This folder holds no study."
        raise InputError(f"{what} Give the folder that `study run --out` wrote to.", folder)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise InputError(f"The manifest cannot be read: {problem.strerror}.", path) from None
    except (ValueError, RecursionError):
        raise DamagedManifestError(f"The manifest is damaged: it is no JSON. {REWRITE}", path) from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise InputError("This manifest is of another version of culture-sim.", path)
    try:
        _Manifest.model_validate(found)
    except ValidationError as error:
        where = ".".join(str(step) for step in error.errors(include_url=False)[0]["loc"])
        raise DamagedManifestError(
            f"The manifest is damaged: '{where}' is not what a study writes there. {REWRITE}", path
        ) from None
    if found.get("digest") != _digest(found):
        raise DamagedManifestError(f"The manifest is damaged: it has been changed. {REWRITE}", path)
    return found


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest whole or not at all, with the digest of its content."""
    manifest["digest"] = _digest(manifest)
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    write_whole(folder / MANIFEST, lambda draft: draft.write_text(text, encoding="utf-8"))


def check_tables(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Whether the tables of the design are those that the manifest was written with.

    Raises:
        InputError: one is missing or damaged.
    """
    for name in ("points.parquet", "design.parquet"):
        try:
            intact = file_digest(folder / name) == manifest["files"].get(name)
        except OSError:
            raise InputError(f"{name} is missing. {REWRITE}", folder) from None
        if not intact:
            raise InputError(f"{name} is damaged. {REWRITE}", folder)


def _digest(manifest: Mapping[str, Any]) -> str:
    return digest({key: value for key, value in manifest.items() if key != "digest"}, length=16)
