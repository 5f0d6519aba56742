"""Many lives under the same luck, with the plan and without it."""

from culture_sim.ensemble.centring import Centring, CentringRow, recentre
from culture_sim.ensemble.compare import compare
from culture_sim.ensemble.comparison import Band, Comparison, Difference
from culture_sim.ensemble.lives import Ensemble, Life

__all__ = [
    "Band",
    "Centring",
    "CentringRow",
    "Comparison",
    "Difference",
    "Ensemble",
    "Life",
    "compare",
    "recentre",
]
