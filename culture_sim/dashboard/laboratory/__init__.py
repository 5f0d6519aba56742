"""The laboratory's panels: a single run to play with, two levers against each other, and every assumption."""

from culture_sim.dashboard.laboratory.page import Laboratory

__all__ = ["Laboratory"]
