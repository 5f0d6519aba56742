"""From a study file to a checked StudyFile; every mistake comes back with its file and line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic_core import ErrorDetails

from culture_sim.errors import InputError, did_you_mean
from culture_sim.gallery import gallery_folder
from culture_sim.inputs.located_yaml import as_block, read_document
from culture_sim.inputs.messages import FileKind, in_brief
from culture_sim.inputs.records import check_record
from culture_sim.study.design_file import DESIGN_KINDS
from culture_sim.study.study_file import StudyFile

SUFFIXES = (".yaml", ".yml")
MOST_PROBLEMS = 20


def load_study(name_or_path: str | Path) -> StudyFile:
    """Read a study file.

    Args:
        name_or_path: the path of a YAML file, or the name of a study in the gallery.

    Raises:
        InputError: there is no such study, or the file is not one; the message names file and line.
    """
    path = find_study(name_or_path)
    return study_from(read_document(path), path)


def study_from(data: Mapping[str, Any], source: Path | None = None) -> StudyFile:
    """A study from nested dictionaries of the form of a study file.

    Raises:
        InputError: it is not a study.
    """
    tree = as_block(data)
    if "scenario" in tree and "scenarios" not in tree:
        tree.move("scenario", "scenarios")
    study = check_record(tree, StudyFile, STUDY, source, MOST_PROBLEMS)
    study._written, study._source = tree, source
    return study


def gallery_studies() -> dict[str, Path]:
    """Studies of the gallery by name: experiments/NAME.yaml or experiments/NAME/study.yaml."""
    try:
        folder = gallery_folder("experiments")
    except FileNotFoundError:
        return {}
    alone = {file.stem: file for file in folder.glob("*.yaml")}
    return dict(sorted((alone | {file.parent.name: file for file in folder.glob("*/study.yaml")}).items()))


def find_study(name_or_path: str | Path) -> Path:
    """The file of a study.

    Raises:
        InputError: there is none, with the nearest that there is.
    """
    path = Path(name_or_path)
    if path.suffix in SUFFIXES or path.is_file():
        if not path.exists():
            raise InputError("There is no such file.", path)
        return path
    gallery = gallery_studies()
    if str(name_or_path) in gallery:
        return gallery[str(name_or_path)]
    hint = did_you_mean(str(name_or_path), gallery) or (
        f" The gallery has: {', '.join(gallery)}." if gallery else " Give the path of a study file."
    )
    raise InputError(f"There is no study '{name_or_path}'.{hint}")


def _special_sentence(details: ErrorDetails, tree: Any) -> str | None:
    del tree
    where, kind = tuple(details["loc"]), details["type"]
    if kind in {"union_tag_invalid", "union_tag_not_found"}:
        given = details["input"]
        given = given.get("kind") if isinstance(given, Mapping) else given
        kinds = f" The designs are: {', '.join(DESIGN_KINDS)}."
        if given is None:
            return f"design has no 'kind'.{kinds}"
        return f"{in_brief(given)} is not a design.{did_you_mean(str(given), DESIGN_KINDS) or kinds}"
    if kind == "string_pattern_mismatch":
        return f"'{where[-1]}' cannot be a name: use small letters, digits and _, a letter first."
    return None


STUDY = FileKind("study", _special_sentence)
