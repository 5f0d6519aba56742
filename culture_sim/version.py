"""The version, said once: the build, the command line and every result read it here."""

import hashlib
from functools import cache
from pathlib import Path

__version__ = "0.1.0"

_PACKAGE = Path(__file__).resolve().parent
MODEL_SOURCES = (
    "engine/**/*.py", "initialise.py", "model.py", "outcomes/*.py", "calibration/*.py",
    "parameters/*.py", "parameters/*.yaml", "organisation/*.py", "settings/**/*.py", "settings/**/*.yaml",
    "scenario/content.py", "scenario/declarations.py", "scenario/inherit.py", "scenario/levers.py",
    "scenario/levers.yaml", "scenario/loading.py", "scenario/plan.py",
    "scenario/rollout.py", "scenario/scenario.py", "scenario/expand.py", "scenario/times.py", "ensemble/runs.py",
)  # fmt: skip
"""Everything that a run's numbers depend on, beside what a scenario, an organisation or a study says. Files of
messages, schemas and titles are left out, and the reader of files: what was read has a hash of its own."""


@cache
def model_version() -> str:
    """The version and a fingerprint of the model's source: runs of two models are never mixed."""
    found = hashlib.sha256()
    for pattern in MODEL_SOURCES:
        for file in sorted(_PACKAGE.glob(pattern)):
            found.update(file.relative_to(_PACKAGE).as_posix().encode())
            found.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return f"{__version__}+{found.hexdigest()[:8]}"
