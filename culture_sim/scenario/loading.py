"""Scenarios from the gallery and from files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from culture_sim.errors import InputError, did_you_mean
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.inputs.located_yaml import read_document
from culture_sim.inputs.messages import FEW
from culture_sim.scenario.lookup import find_file, gallery_files, settings
from culture_sim.scenario.scenario import Scenario


class GalleryEntry(NamedTuple):
    """One scenario of the gallery, as a list of them shows it."""

    name: str
    title: str
    shows: str
    setting: str
    path: Path


def load_scenario(name_or_path: str | Path, setting: str = "") -> Scenario:
    """Read a scenario.

    Args:
        name_or_path: a gallery name ("embedded", "nhs_trust/embedded") or the path of a YAML file.
        setting: the setting whose gallery is looked through before the others.

    Raises:
        InputError: there is no such scenario, or the file is not one; the message names file and line.
    """
    return _load(find_file(name_or_path, setting=setting), FEW)


def check_file(
    path: str | Path, groups: Sequence[str] = (), directorates: Sequence[str] | None = None
) -> Scenario:
    """Read a scenario and tell up to twenty problems at once.

    Args:
        path: a file or a gallery name.
        groups: the setting's staff groups, if they are to be checked too.
        directorates: the organisation's directorates, if they are to be checked too.

    Raises:
        InputError: what is wrong, one line for each problem.
    """
    scenario = _load(find_file(path), 20)
    scenario.check_names(groups, directorates)
    return scenario


def gallery(setting: str = DEFAULT_SETTING) -> list[GalleryEntry]:
    """The scenarios that are shipped for a setting, those that do least first.

    Raises:
        InputError: the setting has no gallery.
    """
    if setting not in settings():
        hint = did_you_mean(setting, settings()) or f" There are: {', '.join(settings())}."
        raise InputError(f"There is no gallery of scenarios for '{setting}'.{hint}")
    scenarios = [_load(path, FEW) for path in gallery_files(setting)]
    scenarios.sort(key=lambda scenario: len(scenario.levers.used))
    return [
        GalleryEntry(scenario.name, scenario.title, scenario.shows, scenario.setting, scenario.source)
        for scenario in scenarios
        if scenario.source is not None
    ]


def _load(path: Path, most: int) -> Scenario:
    return Scenario.from_dict(read_document(path), path.stem, path, most)
