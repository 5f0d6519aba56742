"""What one-at-a-time swings and a grid of two levers found, in words."""

from collections.abc import Sequence

import numpy as np

from culture_sim.ensemble.runs import Ensemble
from culture_sim.ensemble.swings import Swing
from culture_sim.ensemble.thresholds import CLEAR_ERRORS, FEW_RUNS
from culture_sim.ensemble.two_factor import TwoFactorResult
from culture_sim.findings.amounts import amount_change, in_unit
from culture_sim.findings.numbers import counted, listed
from culture_sim.outcomes import Outcome
from culture_sim.scenario.declarations import LeverInfo
from culture_sim.version import __version__


def swing_finding(found: Sequence[Swing], what: Outcome, runs: int) -> str:
    """On which parameters a plan's effect on an outcome rests, and whether its direction hangs on one."""
    key = what.key
    ordered = sorted(found, key=lambda each: -each.reach(key))
    moving = [each for each in ordered if each.reach(key) > 0]
    if not moving:
        return f"None of these parameters moves the effect on {what.title.lower()}."
    most = listed([f"{each.parameter} ({amount_change(what, each.at_low[key])} to"
                   f" {amount_change(what, each.at_high[key])})" for each in moving[:3]])  # fmt: skip
    turned = [each.parameter for each in ordered if each.at_low[key] * each.at_high[key] < 0]
    text = f"The effect on {what.title.lower()} rests most on {most}."
    if turned:
        text += f" Its direction changes within the range of {listed(turned)}."
    return (
        f"{text} One parameter is moved at a time, {counted(runs, 'run')} each, and the organisation is not calibrated"
        " again; in so few, small swings are chance."
    )


def interaction_finding(found: TwoFactorResult) -> str:
    """Whether two levers together do more or less than the sum of each alone, in words."""
    what, values = found.design.outcome, found.interaction
    mean = float(values.mean())
    said = f"{amount_change(what, mean)} beyond it, {in_unit(what)}"
    runs = counted(found.done, "run")
    if found.done < FEW_RUNS:
        return (
            f"In {runs} the two together come to {said}, of the sum of each alone. So few runs cannot tell chance from"
            f" effect: take {FEW_RUNS} at the least."
        )
    error = float(values.std(ddof=1) / np.sqrt(found.done))
    if abs(mean) > CLEAR_ERRORS * error:
        helps = (mean < 0) == (what.better == "lower")
        words = "Together they do more good than" if helps else "Together they do less good than"
        return f"{words} the sum of each alone, on average of {runs} ({said})."
    return f"In {runs} the two together come to about the sum of each alone ({said})."


def two_factor_trace(found: TwoFactorResult, ensemble: Ensemble) -> str:
    """All it takes to reproduce a grid."""
    place, plan = ensemble.organisation, found.design.plan
    last = ensemble.seed + max(found.done - 1, 0)
    return (
        f"culture-sim {__version__}; {place.name} ({place.hash}), {counted(place.staff, 'post')}; over {plan.title}"
        f" ({plan.hash}); parameters {ensemble.parameters.hash}; seeds {ensemble.seed} to {last}"
    )


def strength(lever: LeverInfo, amount: float) -> str:
    """The strength of a lever at the edge of a grid."""
    return f"{amount:g}" if lever.slider_range.high > 1 else f"{100 * amount:.3g} %"
