"""Many runs under common random numbers, with the plan and without it, and what can be asked of them."""

from culture_sim.calibration.solve import BaselineCalibration, CalibrationRow, calibrate_baseline
from culture_sim.ensemble.account import Account, account
from culture_sim.ensemble.compare import compare
from culture_sim.ensemble.comparison import Comparison
from culture_sim.ensemble.equal_cost import EqualCostPlan, equal_cost_plan, scale_training
from culture_sim.ensemble.intervals import Difference, Interval, RunArrays, Standardised
from culture_sim.ensemble.leading_indicators import Indicator, clear_way, leading_indicators, noticed_in
from culture_sim.ensemble.runs import Ensemble, Run
from culture_sim.ensemble.spreads import Spreads, measure_spreads
from culture_sim.ensemble.swings import Swing, swings
from culture_sim.ensemble.two_factor import TwoFactorDesign, TwoFactorResult, run_two_factor

__all__ = [
    "Account",
    "BaselineCalibration",
    "CalibrationRow",
    "Comparison",
    "Difference",
    "Ensemble",
    "EqualCostPlan",
    "Indicator",
    "Interval",
    "Run",
    "RunArrays",
    "Spreads",
    "Standardised",
    "Swing",
    "TwoFactorDesign",
    "TwoFactorResult",
    "account",
    "calibrate_baseline",
    "clear_way",
    "compare",
    "equal_cost_plan",
    "leading_indicators",
    "measure_spreads",
    "noticed_in",
    "run_two_factor",
    "scale_training",
    "swings",
]
