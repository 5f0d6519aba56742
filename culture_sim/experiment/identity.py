"""What makes two runs the same run."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from culture_sim.version import __version__

_PACKAGE = Path(__file__).resolve().parent.parent
_LIVED_BY = (
    "chance.py", "founding.py", "model.py", "state.py", "week/*.py", "outcomes/*.py",
    "parameters/*.py", "parameters/*.yaml", "organisation/*.py", "organisation/settings/*.yaml",
    "scenario/*.py", "ensemble/centring.py", "ensemble/draws.py", "ensemble/lives.py",
)  # fmt: skip
"""Everything that a run's numbers depend on, beside what the study says."""


def digest(*content: Any, length: int = 12) -> str:
    """First hex digits of the SHA-256 of some content that JSON can hold."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()[:length]


@cache
def model_version() -> str:
    """The version and a fingerprint of the model's source: runs of two models are never mixed."""
    found = hashlib.sha256()
    for pattern in _LIVED_BY:
        for file in sorted(_PACKAGE.glob(pattern)):
            found.update(file.relative_to(_PACKAGE).as_posix().encode())
            found.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return f"{__version__}+{found.hexdigest()[:8]}"


def run_id(scenario: str, organisation: str, parameters: str, seed: int, years: int, version: str) -> str:
    """Sixteen hex digits that stand for one life: the keys of what it is made of, its luck, and the model."""
    text = f"{scenario}|{organisation}|{parameters}|{seed}|{years}|{version}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]
