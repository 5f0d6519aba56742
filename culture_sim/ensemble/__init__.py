"""Many lives under the same luck, with the plan and without it."""

from culture_sim.calibration.solve import BaselineCalibration, CalibrationRow, calibrate_baseline
from culture_sim.ensemble.compare import compare
from culture_sim.ensemble.comparison import Band, Comparison, Difference
from culture_sim.ensemble.runs import Ensemble, Run

__all__ = [
    "Band",
    "BaselineCalibration",
    "CalibrationRow",
    "Comparison",
    "Difference",
    "Ensemble",
    "Run",
    "calibrate_baseline",
    "compare",
]
