"""Parameters of model 2: the core's beside this file, a setting's in its own folder. Only there stands a number."""

from __future__ import annotations

from pathlib import Path

from culture_sim.parameters import Parameters, read_parameters

__all__ = ["read"]

_CORE = Path(__file__).parent
_SETTINGS = _CORE.parent


def read(setting: str = "nhs_trust") -> Parameters:
    """All parameters of model 2 in a setting, by name."""
    return read_parameters(_SETTINGS / setting / "parameters", core=_CORE)
