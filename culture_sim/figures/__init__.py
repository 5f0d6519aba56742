"""Figures for files. Titles state the finding, lines are labelled at their ends."""

from culture_sim.figures.comparison import draw_comparison
from culture_sim.figures.run import draw_life
from culture_sim.figures.style import save

__all__ = ["draw_comparison", "draw_life", "save"]
