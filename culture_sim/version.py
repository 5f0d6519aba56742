"""The version, said once: the build, the command line and every result read it here."""

import hashlib
from functools import cache
from pathlib import Path

__version__ = "0.1.0"

_PACKAGE = Path(__file__).resolve().parent
MODEL_SOURCES = (
    "engine/**/*.py", "initialise.py", "model.py", "outcomes/*.py", "calibration/*.py",
    "parameters/*.py", "parameters/*.yaml", "organisation/*.py", "settings/*.py",
    "scenario/content.py", "scenario/declarations.py", "scenario/inherit.py", "scenario/levers.py",
    "scenario/levers.yaml", "scenario/loading.py", "scenario/plan.py",
    "scenario/rollout.py", "scenario/scenario.py", "scenario/expand.py", "scenario/times.py", "ensemble/runs.py",
)  # fmt: skip
"""Everything that a run's numbers depend on, beside what a scenario, an organisation or a study says. Files of
messages, schemas and titles are left out, and the reader of files: what was read has a hash of its own. A setting's
folder comes to it, wherever it stands: a change of one setting leaves runs of another as they are."""
SETTING_SOURCES = ("**/*.py", "**/*.yaml")


@cache
def model_version(setting: Path) -> str:
    """The version and a fingerprint of the source of the core and of a setting: runs of two models are never mixed.

    Args:
        setting: folder of the setting that is simulated.
    """
    return _fingerprint((_PACKAGE, MODEL_SOURCES), (setting, SETTING_SOURCES))


@cache
def package_version() -> str:
    """The same of the core and all settings that come with it."""
    return _fingerprint((_PACKAGE, MODEL_SOURCES), (_PACKAGE / "settings", SETTING_SOURCES))


def _fingerprint(*sources: tuple[Path, tuple[str, ...]]) -> str:
    found = hashlib.sha256()
    for folder, patterns in sources:
        for pattern in patterns:
            for file in sorted(folder.glob(pattern)):
                if "stories" in file.relative_to(folder).parts:
                    continue  # they read what runs wrote down, and change nothing
                found.update(file.relative_to(folder).as_posix().encode())
                found.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return f"{__version__}+{found.hexdigest()[:8]}"
