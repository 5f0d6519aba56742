"""From a name to a file: gallery names, and paths of the user's own."""

from __future__ import annotations

from pathlib import Path

from culture_sim.errors import InputError, did_you_mean, nearest
from culture_sim.gallery import DEFAULT_SETTING, scenario_folder, setting_folders

SUFFIXES = (".yaml", ".yml")


def settings() -> list[str]:
    """Settings that have a gallery, the usual one first."""
    names = [name for name in setting_folders() if scenario_folder(name).is_dir()]
    return sorted(names, key=lambda name: (name != DEFAULT_SETTING, name))


def gallery_files(setting: str) -> list[Path]:
    """Scenario files of one setting, by name."""
    return sorted(scenario_folder(setting).glob("*.yaml"))


def find_file(name: str | Path, beside: Path | None = None, setting: str = "") -> Path:
    """The scenario file of a name.

    Args:
        name: a gallery name ("embedded", "nhs_trust/embedded") or a path.
        beside: the folder in which a name is looked for first, as `extends` does.
        setting: the setting whose gallery comes before the others.

    Raises:
        InputError: there is none, with the nearest that there is.
    """
    if not isinstance(name, str | Path):
        raise InputError(f"A scenario is given by its name or its path, not by {name!r}.")
    text = str(name)
    if not text.strip() or "\0" in text:
        raise InputError("A scenario needs a name or a path.")
    try:
        found = _beside(text, beside) if beside is not None else None
        found = found or in_gallery(text, setting) or (Path(name) if Path(name).exists() else None)
        problem = None if found else _missing(text)
    except OSError as system:
        raise InputError(f"'{text[:40]}...' cannot be opened: {system.strerror}.") from None
    if found is None:
        raise problem or InputError(f"There is no scenario '{text}'.")
    return found


def _beside(text: str, folder: Path) -> Path | None:
    for near in (folder / text, *(folder / f"{text}{suffix}" for suffix in SUFFIXES)):
        if near.suffix in SUFFIXES and near.is_file():
            return near
    return None


def in_gallery(text: str, first: str = "") -> Path | None:
    """The file of a gallery name, in the gallery of the setting `first` if it is there; None if there is none."""
    setting, _, key = Path(text).as_posix().rpartition("/")
    for home in sorted(settings(), key=lambda name: name != first):
        file = scenario_folder(home) / f"{key}.yaml"
        if setting in {"", home} and file.is_file():
            return file
    return None


def _missing(text: str) -> InputError:
    path = Path(text)
    names = [file.stem for setting in settings() for file in gallery_files(setting)]
    if path.suffix in SUFFIXES:
        siblings = {file.stem: file for suffix in SUFFIXES for file in sorted(path.parent.glob(f"*{suffix}"))}
        near = nearest(path.stem, siblings)
        hint = f" Did you mean '{siblings[near]}'?" if near else did_you_mean(path.stem, names)
        return InputError(f"There is no such file.{hint}", text)
    hint = did_you_mean(path.name, names) or f" The gallery has: {', '.join(names)}."
    return InputError(f"There is no scenario '{text}'.{hint}")
