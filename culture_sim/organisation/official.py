"""One organisation of many: read from a file of official statistics, as its setting declares it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from culture_sim.errors import InputError
from culture_sim.inputs.records import check_record
from culture_sim.inputs.tables import read_rows
from culture_sim.settings import Setting, load_setting, setting_names

from .file import ORGANISATION, OrganisationFile, organisation_model

_OF_ONE = (".yaml", ".yml", ".graphml")
"""Files that describe one organisation only."""


class OfficialOrganisation(NamedTuple):
    """An organisation that official statistics describe.

    Attributes:
        file: what its organisation file would say, each figure with its source.
        notes: sentences on what the statistics do not say of it, and what stands in its place.
    """

    file: OrganisationFile
    notes: tuple[str, ...]


def official_organisation(
    statistics: str | Path, authority: str, year: int | None = None, setting: str | None = None
) -> OfficialOrganisation:
    """One organisation of a file of official statistics.

    Args:
        statistics: the file, a table (.csv) as it is published.
        authority: name of the organisation as the file has it; capitals do not matter.
        year: of the figures; by default the latest that the file has for it.
        setting: the kind of organisation; by default the one whose statistics have these columns.

    Raises:
        InputError: the setting reads no such statistics, the file is not what it reads, or has no such organisation.
    """
    path = Path(statistics)
    if path.suffix.lower() in _OF_ONE:
        message = "An authority is looked up in a table of official statistics (.csv); this is a file of one."
        raise InputError(f"{message} Leave out --authority.", path)
    home = load_setting(setting) if setting is not None else statistics_setting(path)
    reading = [each for each in map(load_setting, setting_names()) if each.official]
    if home is None and reading:
        home = reading[0]
    if home is None or home.official is None:
        message = f"No official statistics are read for {home.name if home else 'any setting'}"
        others = " or ".join(f"--setting {each.name}" for each in reading)
        raise InputError(
            f"{message}, so there is no authority to look up.{others and f' Add {others}.'}", path
        )
    described = home.official.describe(path, authority, year)
    levels = described.said["observed"]
    unknown = tuple(
        f"{key} {figure['value']:g} is not a level that the baseline can be calibrated to here, and is left out."
        for key, figure in levels.items()
        if key not in home.observable
    )
    observed = {key: figure for key, figure in levels.items() if key in home.observable}
    said = {**described.said, "setting": home.name, "observed": observed}
    file = check_record(said, organisation_model(home.name), ORGANISATION, path)
    return OfficialOrganisation(file, (*described.notes, *unknown))


def statistics_setting(path: Path) -> Setting | None:
    """The setting whose official statistics a table is, by its columns; None where it is no such table."""
    for name in setting_names():
        setting = load_setting(name)
        official = setting.official
        if official is not None and _has_columns(path, official.columns):
            return setting
    return None


def _has_columns(path: Path, columns: tuple[str, ...]) -> bool:
    try:
        next(read_rows(path, [(column,) for column in columns]), None)
    except InputError:
        return False
    return True
