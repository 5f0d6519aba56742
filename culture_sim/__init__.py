"""An agent-based simulation of restorative culture change in health and care."""

from culture_sim.version import __version__

__all__ = ["__version__"]
