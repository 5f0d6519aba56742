"""Moments of a population of simulated organisations beside those of real ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from culture_sim.calibration.population import DIFFER_FROM, Moment
from culture_sim.figures.figure import Axis, Figure, Mark, Panel, Points, Rule, Segments
from culture_sim.figures.style import BASELINE, PLANS

GREY = "#808080"
LEVELS = ("mean", "standard deviation")
COLUMNS = ("Moment", "Official (s.e.)", "Simulated (s.e.)", "Difference, s.e.")
SHORT = {
    "standard deviation": "sd",
    "a year on": "1 year on",
    "two years on": "2 years on",
    "three years on": "3 years on",
    "correlation by year": "yearly",
    "correlation of means": "means",
    "slope within": "within",
}
"""Kinds of moments, as tables and labels have room for them."""
NOTE = f"Hollow diamonds: official, with {DIFFER_FROM:g} standard errors; dots: simulated, filled where the two agree"


def population_figure(found: Sequence[Moment], organisations: str) -> Figure:
    """Levels and spreads as a ratio to the official ones, and correlations as they are.

    Args:
        found: the moments.
        organisations: what organisations are called, in the plural.
    """
    inside = sum(each.agrees for each in found)
    heading = f"{inside} of {len(found)} moments of simulated {organisations} agree with those of real ones"
    levels = [each for each in found if each.kind in LEVELS]
    lasting = [each for each in found if each.kind.endswith(" on")]
    together = [each for each in found if each.kind.startswith("correlation")]
    panels = (
        _panel("Means and spreads, official = 1", levels, [each.observed for each in levels]),
        _panel("Correlation with later years", lasting, [1.0] * len(lasting)),
        _panel("What moves together", together, [1.0] * len(together)),
    )
    small_print = f"{NOTE} within {DIFFER_FROM:g} standard errors of the difference."
    return Figure(panels, heading, small_print=small_print, columns=3)


def moment_rows(found: Sequence[Moment]) -> tuple[tuple[str, ...], ...]:
    """The table: official and simulated, each with its standard error."""
    return tuple(
        (
            label(each),
            f"{each.observed:.2f} ({each.observed_error:.2f})",
            f"{each.simulated:.2f} ({each.simulated_error:.2f})",
            f"{each.apart:+.1f}".replace("-", "−") + ("" if each.agrees else " *"),
        )
        for each in found
    )


def label(moment: Moment) -> str:
    """A moment in few words: "turnover, agency yearly"."""
    of = moment.name.replace("second_plan", "2nd plan").replace("_", "-").replace(" and ", ", ")
    return f"{of} {SHORT.get(moment.kind, moment.kind)}"


def _panel(title: str, found: Sequence[Moment], units: Sequence[float]) -> Panel:
    places = np.arange(len(found), dtype=float)[::-1]
    observed, error, simulated = (
        np.array([getattr(each, what) for each in found]) / np.abs(units)
        for what in ("observed", "observed_error", "simulated")
    )
    reach = DIFFER_FROM * error
    marks: list[Mark] = [Segments(observed - reach, places, observed + reach, places, GREY, (3.0,))]
    marks.append(Points(observed, places, (BASELINE,), (9.0,), shape="diamond", is_hollow=True))
    for agrees in (True, False):
        rows = [row for row, each in enumerate(found) if each.agrees is agrees]
        if rows:
            marks.append(Points(simulated[rows], places[rows], (PLANS[0],), (9.0,), is_hollow=not agrees))
    if min(observed.min(), simulated.min()) < 0:
        marks.append(Rule(0.0))
    names = tuple(label(each) for each in reversed(found))
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
        height=60 + 34 * len(found),
    )
