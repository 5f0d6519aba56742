"""What a reader of a comparison must take note of: sentences that stand with every result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from culture_sim.calibration.solve import BaselineCalibration
from culture_sim.ensemble.comparison import TURNOVER_CEILING, DifferenceResult, ScenarioResult
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario
from culture_sim.settings.nhs_trust.outcomes import outcome

UNREACHED = 0.15
"""How far, as a share of an observed level, its reproduction may lie from it without a word."""


def unreached(centring: BaselineCalibration | None) -> tuple[str, ...]:
    """A sentence on observed levels that the baseline does not come near."""
    far = [
        f"{row.key} ({row.observed:g} observed, {row.reproduced:.3g} reproduced)"
        for row in (centring.rows if centring else ())
        if abs(row.reproduced - row.observed) > max(UNREACHED * row.observed, 0.5)
    ]
    return (f"Read no further: the baseline cannot be brought to {', '.join(far)}.",) if far else ()


def the_same(scenarios: Iterable[Scenario]) -> tuple[str, ...]:
    """A sentence on every plan that does what another one does, the baseline among them."""
    first: dict[str, str] = {}
    flags = []
    for each in scenarios:
        if each.hash in first:
            flags.append(f"'{each.name}' does exactly what '{first[each.hash]}' does (hash {each.hash}).")
        first.setdefault(each.hash, each.name)
    return tuple(flags)


def turnover_flags(
    scenarios: Mapping[str, ScenarioResult], found: Mapping[str, DifferenceResult], baseline: str
) -> tuple[str, ...]:
    """A sentence for every plan whose turnover falls further than burnout can explain (model 2.11.6)."""
    title = outcome("turnover_percent").title
    flags = []
    for name, result in found.items():
        last = result.years[-1]["turnover_percent"].mean
        level = scenarios[baseline].years[-1]["turnover_percent"].mean
        if level > 0 and -last / level > TURNOVER_CEILING:
            flags.append(
                f"{title} under {scenarios[name].title} falls by {-last / level:.0%}. Burnout explains about a quarter "
                f"of leaving at most, so a fall above {TURNOVER_CEILING:.0%} needs a reason: here trust and "
                "psychological safety act on leaving too, by assumed amounts (trust_leaving, safety_leaving)."
            )
    return tuple(flags)


def implausible(given: Parameters) -> tuple[str, ...]:
    """A sentence on numbers of the model that somebody set outside their plausible range."""
    said = [
        f"{name} is {given[name]:g} (plausible: {given.table[name].low:g} to {given.table[name].high:g})"
        for name in given.implausible
    ]
    return (f"Parameters were set outside their plausible range: {', '.join(said)}.",) if said else ()


def outside(centring: BaselineCalibration | None) -> tuple[str, ...]:
    """A sentence on parameters that had to leave their plausible range."""
    if centring is None or not centring.outside:
        return ()
    names = ", ".join(centring.outside)
    return (
        f"To reproduce the observed levels, these parameters lie outside their plausible range: {names}.",
    )


def dropped_draws(drawn: int, dropped: int) -> tuple[str, ...]:
    """A sentence on drawn sets of parameters that no baseline could be held with."""
    if dropped == 0:
        return ()
    some = f"{dropped} {'was' if dropped == 1 else 'were'} dropped: {'its' if dropped == 1 else 'their'}"
    return (
        f"Of {drawn + dropped} sets of drawn parameters {some} blame culture would not stay at the observed levels.",
    )
