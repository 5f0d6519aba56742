"""What one-at-a-time swings and a grid of two levers found, in words."""

from collections.abc import Sequence

import numpy as np

from culture_sim.ensemble.swings import Swing
from culture_sim.ensemble.thresholds import CLEAR_ERRORS, FEW_RUNS
from culture_sim.ensemble.two_factor import TwoFactorResult, lever_at
from culture_sim.findings.amounts import amount_change, in_unit
from culture_sim.findings.numbers import counted, listed
from culture_sim.outcomes import outcome

PARAMETER_NAMES = {
    "norm_use": "How strongly people follow what colleagues do",
    "critical_mass": "How common practice must be before it is seen as normal",
    "peer_safety": "How much colleagues' practice makes it safe to speak up",
    "leader_safety": "How much leaders make it safe to speak up",
    "leadership_programme_gain": "How much a leadership programme changes leaders",
    "enactment_floor": "How much of a policy happens without a leader's example",
    "skill_half_life_weeks": "How long unused skill lasts",
    "use_protection": "How far use keeps skill alive",
    "introduction_skill": "What a half-day teaches",
    "practice_early_resolution": "How often complaints are settled early by practice",
    "power_voice": "How many more speak when challenge is invited",
    "safety_leaving": "How much safety keeps people",
    "trust_leaving": "How much trust keeps people",
    "burnout_leaving": "How much burnout drives people out",
    "learning_hazard": "How much learning makes work safer",
    "incidents_per_staff_year": "How much goes wrong in a year",
}
"""The parameters that matter most, in plain words (model 2.10)."""


def in_plain_words(parameter: str) -> str:
    """A parameter as a board reads it; its own name where it has no other."""
    return PARAMETER_NAMES.get(parameter, parameter)


def swing_finding(found: Sequence[Swing], key: str, runs: int) -> str:
    """On which parameters a plan's effect on an outcome rests, and whether its direction hangs on one."""
    what = outcome(key)
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


def strength(path: str, amount: float) -> str:
    """The strength of a lever at the edge of a grid."""
    return f"{amount:g}" if "a year" in lever_at(path).unit else f"{100 * amount:.3g} %"
