"""What makes two runs the same run."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def digest(*content: Any, length: int = 12) -> str:
    """First hex digits of the SHA-256 of some content that JSON can hold."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def run_id(scenario: str, organisation: str, parameters: str, seed: int, years: int, version: str) -> str:
    """Sixteen hex digits that stand for one run: the keys of what it is made of, its seed, and the model."""
    text = f"{scenario}|{organisation}|{parameters}|{seed}|{years}|{version}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]
