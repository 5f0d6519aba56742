"""A box with a caveat that must not be overlooked."""

from __future__ import annotations

from typing import Any

from culture_sim.dashboard.parts import Tag


def Boxed(label: str, text: str) -> Any:
    """What has to be said beside a finding."""
    return Tag("p", Tag("strong", f"{label} "), text[:1].upper() + text[1:], classes="cs-assumed")
