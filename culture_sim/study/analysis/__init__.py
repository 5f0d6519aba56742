"""What a finished study says: library functions on plain tables, one row a run.

`replicates` turns such a table into points by seeds; every method takes that.
"""

from culture_sim.study.analysis.discover import Discovery, Question, Rule, discover
from culture_sim.study.analysis.emulate import Emulator, HeldOut, emulate, sobol_of
from culture_sim.study.analysis.frontier import Frontier, frontier, regret, undominated
from culture_sim.study.analysis.outcome_matrix import outcome_matrix
from culture_sim.study.analysis.prim import Box, Limit, prim
from culture_sim.study.analysis.replicates import Replicates, replicates, varied
from culture_sim.study.analysis.search import search
from culture_sim.study.analysis.search_study import search_study
from culture_sim.study.analysis.sensitivity import Sensitivity, morris, pawn, sobol
from culture_sim.study.analysis.whole_study import (
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
    "outcome_matrix",
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
