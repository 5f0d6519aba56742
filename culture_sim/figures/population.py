"""Moments of a population of simulated organisations beside those of real ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from culture_sim.calibration.population import TOLD_APART, Moment
from culture_sim.figures.figure import Axis, Figure, Mark, Panel, Points, Rule, Segments
from culture_sim.figures.style import BASELINE, PLANS

GREY = "#808080"
LEVELS = ("mean", "standard deviation")
COLUMNS = ("Moment", "Of", "Official", "Simulated", "Difference in standard errors")
NOTE = f"Hollow diamonds: official, with {TOLD_APART:g} standard errors; dots: simulated, filled where the two agree"


def population_figure(found: Sequence[Moment], organisations: str) -> Figure:
    """Levels and spreads as a ratio to the official ones, and correlations as they are.

    Args:
        found: the moments.
        organisations: what organisations are called, in the plural.
    """
    inside = sum(each.agrees for each in found)
    heading = f"{inside} of {len(found)} moments of simulated {organisations} agree with those of real ones"
    levels = [each for each in found if each.kind in LEVELS]
    together = [each for each in found if each.kind not in (*LEVELS, "slope within")]
    panels = (
        _panel("Means and standard deviations, official = 1", levels, [each.observed for each in levels]),
        _panel("Persistence and correlations", together, [1.0] * len(together)),
    )
    small_print = f"{NOTE} within {TOLD_APART:g} standard errors of the difference."
    return Figure(panels, heading, small_print=small_print, columns=2)


def moment_rows(found: Sequence[Moment]) -> tuple[tuple[str, ...], ...]:
    """The table: official and simulated, each with its standard error."""
    return tuple(
        (
            each.kind,
            each.name.replace("_", "-"),
            f"{each.observed:.2f} ({each.observed_error:.2f})",
            f"{each.simulated:.2f} ({each.simulated_error:.2f})",
            f"{each.apart:+.1f}".replace("-", "−") + ("" if each.agrees else " *"),
        )
        for each in found
    )


def _panel(title: str, found: Sequence[Moment], units: Sequence[float]) -> Panel:
    places = np.arange(len(found), dtype=float)[::-1]
    observed, error, simulated = (
        np.array([getattr(each, what) for each in found]) / np.abs(units)
        for what in ("observed", "observed_error", "simulated")
    )
    reach = TOLD_APART * error
    marks: list[Mark] = [Segments(observed - reach, places, observed + reach, places, GREY, (3.0,))]
    marks.append(
        Points(observed, places, (BASELINE,), (9.0,), shape="diamond", name="official", is_hollow=True)
    )
    for agrees in (True, False):
        rows = [row for row, each in enumerate(found) if each.agrees is agrees]
        name = "simulated, agrees" if agrees else "simulated, told apart"
        if rows:
            marks.append(
                Points(simulated[rows], places[rows], (PLANS[0],), (9.0,), name=name, is_hollow=not agrees)
            )
    if min(observed.min(), simulated.min()) < 0:
        marks.append(Rule(0.0))
    names = tuple(f"{each.name.replace('_', '-')}: {each.kind}" for each in reversed(found))
    return Panel(
        title,
        Axis(),
        Axis(names=names),
        tuple(marks),
        note=NOTE,
        description=f"{title}: {sum(each.agrees for each in found)} of {len(found)} agree.",
        columns=COLUMNS,
        rows=moment_rows(found),
        file="population",
        decimals=2,
        height=60 + 22 * len(found),
    )
