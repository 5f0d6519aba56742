"""What a finished study says: library functions on plain tables, one row a run.

`replicates` turns such a table into points by seeds; every method takes that.
"""

from culture_sim.experiment.analysis.boxes import Box, Limit, prim
from culture_sim.experiment.analysis.discover import Discovery, Question, Rule, discover
from culture_sim.experiment.analysis.emulate import Emulator, HeldOut, emulate, sobol_of
from culture_sim.experiment.analysis.frontier import Frontier, frontier, regret, undominated
from culture_sim.experiment.analysis.of_study import of_study
from culture_sim.experiment.analysis.replicates import Replicates, replicates, varied
from culture_sim.experiment.analysis.search import search
from culture_sim.experiment.analysis.search_study import search_study
from culture_sim.experiment.analysis.sensitivity import Sensitivity, morris, pawn, sobol
from culture_sim.experiment.analysis.whole_study import (
    BestPlans,
    frontier_of_study,
    sensitivity_of,
)

__all__ = [
    "BestPlans",
    "Box",
    "Discovery",
    "Emulator",
    "Frontier",
    "HeldOut",
    "Limit",
    "Question",
    "Replicates",
    "Rule",
    "Sensitivity",
    "discover",
    "emulate",
    "frontier",
    "frontier_of_study",
    "morris",
    "of_study",
    "pawn",
    "prim",
    "regret",
    "replicates",
    "search",
    "search_study",
    "sensitivity_of",
    "sobol",
    "sobol_of",
    "undominated",
    "varied",
]
