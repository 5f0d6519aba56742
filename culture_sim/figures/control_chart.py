"""An XmR control chart of one simulated organisation, as its board would see it."""

from __future__ import annotations

import numpy as np

from culture_sim.ensemble.comparison import Comparison
from culture_sim.figures.figure import Axis, Line, Mark, Panel, Points, Rule
from culture_sim.figures.style import BASELINE, INK, PLANS
from culture_sim.findings.amounts import with_caution
from culture_sim.findings.numbers import number
from culture_sim.findings.titles import control_chart_title, own_series_title, provenance
from culture_sim.inputs.series import Series
from culture_sim.outcomes import Outcome
from culture_sim.outcomes.control_charts import (
    PERIODS_BEFORE,
    WEEKS_A_PERIOD,
    ControlChart,
    control_chart,
    four_week_counts,
)

PER_1000 = ("per 1000 staff", "per 1000 of")
COUNTED = (*PER_1000, "percent of staff")
"""How outcomes are summed up whose column counts events, so that a chart of them can be drawn."""


def counted(what: Outcome) -> str:
    """What is counted for an outcome: leavers for a turnover in percent."""
    return what.title if what.per in PER_1000 else what.column.replace("_", " ").capitalize()


def control_chart_panel(comparison: Comparison, scenario: str, what: Outcome, replicate: int) -> Panel:
    """Counts of every four weeks with their natural limits; signals are marked.

    Args:
        comparison: the runs.
        scenario: name of the scenario.
        what: an outcome that is counted.
        replicate: which of the runs, from 0.
    """
    found = control_chart(four_week_counts(comparison.weeks(scenario, what.column)[replicate]))
    periods = range(len(found.values))
    names = tuple(str(place - PERIODS_BEFORE + (place >= PERIODS_BEFORE)) for place in periods)
    has_plan, first = scenario != comparison.baseline, found.first_signal()
    weeks = None if first is None else WEEKS_A_PERIOD * (first - PERIODS_BEFORE + 1)
    title = control_chart_title(has_plan, weeks)
    return Panel(
        title,
        Axis("Periods of four weeks, counted from the start of the plan", names=names, every=PERIODS_BEFORE),
        Axis("", low=0.0),
        _marks(found, counted(what), PLANS[0] if has_plan else BASELINE, PERIODS_BEFORE),
        note=with_caution(
            what,
            f"{counted(what)} in each four weeks; limits from the year before the start (dotted line); black"
            " diamonds are signals",
        ),
        description=(
            f"XmR chart of {counted(what).lower()} in one simulated organisation. {title}. {_limits(found)}."
        ),
        columns=("Four weeks", counted(what), "Signal"),
        rows=tuple(
            (names[place], number(float(found.values[place])), "signal" if place in found.signals else "")
            for place in periods
        ),
        file=f"xmr_{what.column}_{'plan' if has_plan else 'baseline'}",
        about=provenance(comparison, scenario),
        decimals=0,
        height=280,
    )


def own_series_panel(series: Series, found: ControlChart, before: int) -> Panel:
    """An organisation's own series with its natural limits; signals are marked.

    Args:
        series: what was read.
        found: its chart.
        before: periods that set the limits; a dotted line stands after them.
    """
    what = series.column[:1].upper() + series.column[1:]
    title = own_series_title(what, [series.periods[place] for place in found.signals])
    return Panel(
        title,
        Axis("", names=series.periods, every=max(1, len(series.periods) // 8)),
        Axis("", low=0.0),
        _marks(found, what, PLANS[0], before),
        note=(
            f"XmR chart; limits from the first {before} of {len(series.periods)} periods; black diamonds are signals"
        ),
        description=f"{title}. {_limits(found)}.",
        columns=("Period", what, "Signal"),
        rows=tuple(
            (period, f"{value:g}", found.reason(place))
            for place, (period, value) in enumerate(zip(series.periods, series.values, strict=True))
        ),
        file="control_chart",
        decimals=0,
        height=280,
    )


def _marks(found: ControlChart, name: str, colour: str, before: int) -> tuple[Mark, ...]:
    """The series, its mean and limits, a line where the periods begin that set no limits, and the signals."""
    limits = [("usual", found.mean, ()), ("upper", found.high, (5, 3))]
    limits += [("lower", found.low, (5, 3))] if found.low > 0 else []
    marks: list[Mark] = [
        Line(name, found.values, colour=colour, width=1.5, is_named=False, has_dots=True),
        *(Rule(value, f"{word} {number(value, 1)}", is_level=True, dashes=dashes) for word, value, dashes in limits),
    ]  # fmt: skip
    if before < len(found.values):
        marks.append(Rule(before, dashes=(1, 2), width=2.0))
    if found.signals:
        places = np.array(found.signals)
        marks.append(Points(places, found.values[places], (INK,), (10.0,), shape="diamond", name="Signal"))
    return tuple(marks)


def _limits(found: ControlChart) -> str:
    return f"Usual {number(found.mean, 1)}, limits {number(found.low, 1)} to {number(found.high, 1)}"
