"""Differences in standard deviations between persons and between organisations, in words."""

from __future__ import annotations

from culture_sim.ensemble.comparison import Comparison
from culture_sim.findings.amounts import amount_change, unit
from culture_sim.findings.numbers import NOTHING, change
from culture_sim.outcomes import NO_SPREAD

COLUMNS = ("", "difference", "in sd between persons", "in sd between organisations")


def effect_size_rows(comparison: Comparison, plan: str, year: int = -1) -> list[list[str]]:
    """A row of `COLUMNS` for each outcome of which a spread is known: what a plan does in a year (the last)."""
    rows = []
    for what in comparison.outcomes:
        found = comparison.standardised(plan, what.key)
        if any(each is not None for each in found):
            mean = float(comparison.difference(plan, what.key).mean[year])
            sizes = (NOTHING if each is None else change(float(each[year]), 2) for each in found)
            rows.append([f"{what.title}, {unit(what)}", amount_change(what, mean), *sizes])
    return rows


def how_to_read(comparison: Comparison) -> str:
    """What the standard deviations are of."""
    spreads = comparison.setting.spreads
    observed = [
        f"{what.title} ({spreads[what.key].source})"
        for what in comparison.outcomes
        if spreads.get(what.key, NO_SPREAD).observed
    ]
    simulated = next((each.source for each in spreads.values() if not each.observed), "")
    data = f", but for {'; '.join(observed)}" if observed else ""
    return (
        "Between persons: of the states of those in post in one simulated organisation without any programme. "
        f"Between organisations: of one year’s figure in {simulated}{data}. Simulated people and organisations may"
        " be more alike than real ones; effects then look larger than they would be."
    )
