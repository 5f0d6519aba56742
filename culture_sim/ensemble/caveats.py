"""Cautions that stand with every comparison, in sentences."""

from __future__ import annotations

from collections.abc import Iterable

from culture_sim.calibration.solve import BaselineCalibration
from culture_sim.ensemble.thresholds import TURNOVER_CEILING, UNREACHED
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario


def unreached(calibration: BaselineCalibration | None) -> tuple[str, ...]:
    """A sentence on observed levels that the baseline does not come near."""
    far = [
        f"{row.key} ({row.observed:g} observed, {row.reproduced:.3g} reproduced)"
        for row in (calibration.rows if calibration else ())
        if abs(row.reproduced - row.observed) > max(UNREACHED * row.observed, 0.5)
    ]
    return (f"Read no further: the baseline cannot be brought to {', '.join(far)}.",) if far else ()


def duplicates(scenarios: Iterable[Scenario]) -> tuple[str, ...]:
    """A sentence on every plan that does what another one does, the baseline among them."""
    first: dict[str, str] = {}
    flags = []
    for each in scenarios:
        if each.hash in first:
            flags.append(f"'{each.name}' does exactly what '{first[each.hash]}' does (hash {each.hash}).")
        first.setdefault(each.hash, each.name)
    return tuple(flags)


def turnover(outcome: str, title: str, difference: float, level: float) -> tuple[str, ...]:
    """A sentence if turnover falls further under a plan than burnout can explain (model 2, (24)).

    Args:
        outcome: title of turnover.
        title: of the plan.
        difference: what it does to turnover in the last year, in points.
        level: turnover of the baseline in that year.
    """
    if not level > 0 or -difference / level <= TURNOVER_CEILING:
        return ()
    said = (
        f"{outcome} under {title} falls by {-difference / level:.0%}. Burnout explains about"
        f" a quarter of leaving at most, so a fall above {TURNOVER_CEILING:.0%} needs a reason: here trust and"
        " open conflicts act on leaving too, by assumed amounts (leave_trust, leave_case)."
    )
    return (said,)


def implausible(parameters: Parameters, calibration: BaselineCalibration | None) -> tuple[str, ...]:
    """A sentence on parameters that somebody set outside their plausible range; solved ones are told apart."""
    solved = calibration.solved if calibration else {}
    given = {name: parameters[name] for name in parameters.implausible if name not in solved}
    if calibration:
        given |= {name: calibration.start[name] for name in calibration.start.implausible}
    said = [
        f"{name} is {value:g} (plausible: {parameters.table[name].low:g} to {parameters.table[name].high:g})"
        for name, value in given.items()
    ]
    return (f"Parameters were set outside their plausible range: {', '.join(said)}.",) if said else ()


def calibrated_by_hand(parameters: Parameters, calibration: BaselineCalibration | None) -> tuple[str, ...]:
    """A sentence on calibrated parameters that somebody set, where no calibration solves for them again."""
    solved = calibration.solved if calibration else {}
    said = [
        f"{name} is {parameters[name]:g} (calibrated: {parameters.table[name].value:g})"
        for name in parameters.recalibrated
        if name not in solved
    ]
    return (f"Calibrated parameters were set by hand: {', '.join(said)}.",) if said else ()


def outside(calibration: BaselineCalibration | None) -> tuple[str, ...]:
    """A sentence on parameters that had to leave their plausible range."""
    if calibration is None or not calibration.outside:
        return ()
    names = ", ".join(calibration.outside)
    return (
        f"To reproduce the observed levels, these parameters lie outside their plausible range: {names}.",
    )


def dropped_draws(drawn: int, dropped: int) -> tuple[str, ...]:
    """A sentence on sets of drawn parameters whose baseline could not be kept at the observed levels."""
    if dropped == 0:
        return ()
    some = f"{dropped} {'was' if dropped == 1 else 'were'} dropped: {'its' if dropped == 1 else 'their'}"
    return (
        f"Of {drawn + dropped} sets of drawn parameters {some} blame culture would not stay at the observed levels.",
    )
