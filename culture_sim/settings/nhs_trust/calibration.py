"""What the calibration of a baseline has to know of an NHS trust beside its outcomes: trust and reports as references.

Where nobody faces patients there is no trust of theirs to keep, nothing is reported, and nothing is divided by.
"""

from collections.abc import Callable, Mapping

import numpy as np

from culture_sim.engine.tables import Tally
from culture_sim.parameters import Parameters

LEVELS = ("patient_trust", "lessons")
"""Columns of the tally whose mean is a level of the baseline, beside the core's."""

REFERENCES = ("patient_trust_reference", "learning_quality_reference", "reports_reference")
"""Parameters that the calibration sets to what the baseline does."""


def measured(weeks: Tally, people: float) -> dict[str, float]:
    """Further levels of the baseline: recorded incidents a head a week."""
    return {"reports_a_week": float(weeks["reported_incidents"].sum() / people)}


def updated(p: Parameters, found: Mapping[str, float]) -> dict[str, float]:
    """The references, moved to where the baseline was found to stand."""
    changes: dict[str, float] = {}
    if found["reports_a_week"] > 0 and found["lessons"] > 0:
        changes["learning_quality_reference"] = p.learning_quality_reference * found["lessons"]
        changes["reports_reference"] = found["reports_a_week"]
    if np.isfinite(found["patient_trust"]):
        changes["patient_trust_reference"] = found["patient_trust"]
    return changes


def first_guess(
    drawn: Parameters, central: Parameters, at: Mapping[str, float], expectile: Callable[[float], float]
) -> dict[str, float]:
    """Where the references and the rate of incidents must roughly be for the baseline to stand at given levels.

    Args:
        drawn: parameters whose baseline would stand elsewhere.
        central: parameters whose baseline stands at the levels.
        at: the levels.
        expectile: standard deviations below the mean at which trust settles, by loss aversion.
    """
    return {
        "learning_quality_reference": drawn.learning_quality_intercept
        + drawn.safety_learning * at["psychological_safety"],
        "patient_trust_reference": at["patient_trust"]
        - drawn.fairness_noise * expectile(drawn.loss_aversion)
        + central.fairness_noise * expectile(central.loss_aversion),
        "incidents_per_staff_year": central.incidents_per_staff_year
        * spoken(central, at)
        / spoken(drawn, at),
    }


def spoken(p: Parameters, at: Mapping[str, float]) -> float:
    """Share of incidents that is reported (model eq. 8)."""
    log_odds = p.reporting_intercept + p.safety_reporting * (at["psychological_safety"] - p.safety_reference)
    harmed = p.harm_share / (1.0 + np.exp(-log_odds - p.harm_visibility))
    return float((1.0 - p.harm_share) / (1.0 + np.exp(-log_odds)) + harmed)
