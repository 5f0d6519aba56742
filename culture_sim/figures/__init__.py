"""Figures: what each shows is declared once and drawn for files (`matplotlib`) or for pages (`echarts`)."""

from culture_sim.figures.comparison import comparison_figure, run_figure
from culture_sim.figures.figure import Figure, Panel
from culture_sim.figures.matplotlib import draw, save, write
from culture_sim.figures.study import FigureRequest, StudyFigure, study_figure

__all__ = [
    "Figure",
    "FigureRequest",
    "Panel",
    "StudyFigure",
    "comparison_figure",
    "draw",
    "run_figure",
    "save",
    "study_figure",
    "write",
]
