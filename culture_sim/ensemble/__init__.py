"""Many runs under common random numbers, with the plan and without it."""

from culture_sim.calibration.solve import BaselineCalibration, CalibrationRow, calibrate_baseline
from culture_sim.ensemble.compare import compare
from culture_sim.ensemble.comparison import Comparison, Difference, Interval, RunArrays
from culture_sim.ensemble.runs import Ensemble, Run

__all__ = [
    "BaselineCalibration",
    "CalibrationRow",
    "Comparison",
    "Difference",
    "Ensemble",
    "Interval",
    "Run",
    "RunArrays",
    "calibrate_baseline",
    "compare",
]
