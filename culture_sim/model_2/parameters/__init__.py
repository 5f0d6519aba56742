"""Parameters of model 2: the core's beside this file, a setting's in its own folder. Only there stands a number."""

from __future__ import annotations

from pathlib import Path

from culture_sim.parameters import Parameters, read_parameters

__all__ = ["read"]


def read(folder: Path) -> Parameters:
    """All parameters of model 2 in a setting, by name: the core's, and the setting's own in a folder."""
    return read_parameters(folder, core=Path(__file__).parent)
