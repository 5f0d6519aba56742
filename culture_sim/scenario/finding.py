"""From a name to a file: gallery names, and paths of the user's own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from culture_sim.errors import InputError, did_you_mean
from culture_sim.gallery import gallery_folder

SUFFIXES = (".yaml", ".yml")
DEFAULT_SETTING = "nhs_trust"


def settings() -> list[str]:
    """Settings that have a gallery."""
    return sorted(folder.name for folder in gallery_folder("scenarios").iterdir() if folder.is_dir())


def gallery_files(setting: str) -> list[Path]:
    """Scenario files of one setting, by name."""
    return sorted((gallery_folder("scenarios") / setting).glob("*.yaml"))


def find_file(name: str | Path, beside: Path | None = None) -> Path:
    """The scenario file of a name.

    Args:
        name: a gallery name ("embedded", "nhs_trust/embedded") or a path.
        beside: the folder in which a name is looked for first, as `extends` does.

    Raises:
        InputError: there is none, with the nearest that there is.
    """
    text = str(name)
    if not text.strip() or "\0" in text:
        raise InputError("A scenario needs a name or a path.")
    path = Path(name)
    if beside is not None:
        for near in (beside / path, *(beside / f"{text}{suffix}" for suffix in SUFFIXES)):
            if near.suffix in SUFFIXES and near.is_file():
                return near
    setting, _, key = path.as_posix().rpartition("/")
    for home in [setting] if setting else [DEFAULT_SETTING, *settings()]:
        in_gallery = gallery_folder("scenarios") / home / f"{key}.yaml"
        if home in settings() and in_gallery.is_file():
            return in_gallery
    if path.exists():
        return path
    raise _missing(text, path)


def _missing(text: str, path: Path) -> InputError:
    names = [file.stem for setting in settings() for file in gallery_files(setting)]
    if path.suffix in SUFFIXES or path.parent.name:
        siblings = [str(file) for suffix in SUFFIXES for file in _files_beside(path, suffix)]
        hint = did_you_mean(text, siblings) or did_you_mean(path.stem, names)
        return InputError(f"There is no such file.{hint}", text)
    hint = did_you_mean(text, names) or f" The gallery has: {', '.join(names)}."
    return InputError(f"There is no scenario '{text}'.{hint}")


def _files_beside(path: Path, suffix: str) -> Iterable[Path]:
    try:
        return sorted(path.parent.glob(f"*{suffix}"))
    except OSError:
        return []
