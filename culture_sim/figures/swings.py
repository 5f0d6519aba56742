"""How far each parameter moves what a plan does: a tornado of one-at-a-time swings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from culture_sim.ensemble.swings import Swing
from culture_sim.figures.figure import Axis, Panel, Points, Segments
from culture_sim.figures.style import BASELINE, PLANS
from culture_sim.findings.amounts import amount_change, in_unit, is_money, with_caution
from culture_sim.findings.titles import swings_title
from culture_sim.outcomes import Outcome

MOST_DRAWN = 10
"""Parameters in the picture; the table has them all."""

GREY = "#808080"


def swings_panel(found: Sequence[Swing], what: Outcome, words: Mapping[str, str], runs: int) -> Panel:
    """The parameters by how far they move the plan's effect on an outcome, those that move it most on top.

    Args:
        found: the swings.
        what: the outcome.
        words: what parameters are called, by name.
        runs: paired runs at each end.
    """
    key, factor = what.key, 1e-6 if is_money(what) else 1.0
    ordered = sorted(found, key=lambda each: each.reach(key))
    drawn = ordered[-MOST_DRAWN:]
    low, high = (
        factor * np.array([getattr(each, end)[key] for each in drawn]) for end in ("at_low", "at_high")
    )
    places = np.arange(len(drawn), dtype=float)
    names = [words.get(each.parameter, each.parameter) for each in ordered]
    unit = "£ million over all years" if is_money(what) else f"{in_unit(what)}, last year"
    title = swings_title(names[-1]) if names else "No parameter was moved"
    return Panel(
        title,
        Axis(),
        Axis(names=tuple(names[-MOST_DRAWN:])),
        (
            Segments(low, places, high, places, GREY, (3.0,)),
            Points(low, places, (BASELINE,), (10.0,), name="parameter low"),
            Points(high, places, (PLANS[0],), (11.0,), shape="diamond", name="parameter high"),
        ),
        note=with_caution(
            what,
            f"What the plan changes in {what.title.lower()} ({unit}). One parameter is moved at a time, {runs}"
            " simulations each; the others stay, and the organisation is not calibrated again. The ten that carry"
            " most; the table has them all.",
        ),
        description=f"Range chart of how far each parameter moves the plan's effect on {what.title.lower()}. {title}.",
        columns=(
            "Parameter",
            "Lowest plausible",
            "Highest plausible",
            "Plan's effect at lowest",
            "Plan's effect at highest",
        ),
        rows=tuple(
            (
                name,
                f"{each.low:g}",
                f"{each.high:g}",
                amount_change(what, each.at_low[key]),
                amount_change(what, each.at_high[key]),
            )
            for name, each in zip(reversed(names), reversed(ordered), strict=True)
        ),
        file=f"swings_{key}",
        decimals=2 if is_money(what) else what.decimals,
        height=90 + 40 * len(drawn),
    )
