"""A box with a caveat that must not be overlooked."""

from __future__ import annotations

from typing import Any

from culture_sim.dashboard.components import Html


def Callout(label: str, text: str) -> Any:
    """What has to be said beside a finding."""
    return Html("p", Html("strong", f"{label} "), text[:1].upper() + text[1:], classes="cs-assumed")
