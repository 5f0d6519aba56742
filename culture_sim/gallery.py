"""Where content is found: the shipped galleries (scenarios, experiments, dashboards), and the folders of settings."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

DEFAULT_SETTING = "nhs_trust"
"""The setting where none is named."""

_PACKAGE = Path(__file__).resolve().parent
_REGISTERED: dict[str, Path] = {}


def gallery_folder(kind: str) -> Path:
    """The folder of one gallery: "scenarios", "experiments" or "dashboards".

    An installed wheel carries the galleries inside the package; a clone or an editable install has them
    beside it.

    Raises:
        FileNotFoundError: the installation has no such gallery, which is our fault and not the user's.
    """
    for folder in (_PACKAGE / "_gallery" / kind, _PACKAGE.parent / kind):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"This installation of culture-sim lacks its gallery of {kind}.")


def setting_folders() -> dict[str, Path]:
    """The folder of every setting, by name: shipped, brought by an installed package, or registered."""
    return {**_installed(), **_REGISTERED}


def add_setting(folder: Path) -> None:
    """Make a setting's folder known under its name."""
    _REGISTERED[folder.name] = folder


def scenario_folder(setting: str) -> Path:
    """Where the gallery of a setting's scenarios and organisations stands; it need not exist."""
    own = setting_folders().get(setting)
    if own is not None and (own / "scenarios").is_dir():
        return own / "scenarios"
    return gallery_folder("scenarios") / setting


@cache
def _installed() -> dict[str, Path]:
    folders = {_name_in(path): path.parent for path in (_PACKAGE / "settings").glob("*/setting.yaml")}
    for entry in entry_points(group="culture_sim.settings"):
        found = find_spec(entry.value)
        for place in (found.submodule_search_locations or ()) if found else ():
            folders.setdefault(entry.name, Path(place).resolve())
    return folders


def _name_in(file: Path) -> str:
    """The name that a setting's file gives it, which may be shorter than its folder's."""
    found = re.search(r"^name: *(\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else file.parent.name
