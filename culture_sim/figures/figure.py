"""What a figure shows, declared once: panels with axes and marks. `matplotlib.py` and `echarts.py` draw it.

Every text in it is text: neither pen reads formulas, markup or placeholders in names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from culture_sim.figures.style import INK, PLANS, ink_on, shade
from culture_sim.findings.numbers import number

Values = Sequence[float] | NDArray[np.floating]
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Axis:
    """One axis of a panel.

    Attributes:
        title: what is along it, with its unit.
        names: names of categories, which stand at 0, 1, 2 ...; an axis without names is one of numbers.
        every: every how many-th name is written.
        low: where it begins; where the marks do if absent.
        high: where it ends; where the marks do if absent.
        step: distance of ticks; round numbers if absent.
        is_shown: whether it is drawn at all.
    """

    title: str = ""
    names: tuple[str, ...] = ()
    every: int = 1
    low: float | None = None
    high: float | None = None
    step: float | None = None
    is_shown: bool = True


@dataclass(frozen=True)
class Line:
    """A line over the names or numbers along the bottom, and the band around it if there is one.

    Attributes:
        name: what the line is.
        values: heights; NaN where there is none.
        low: lower edge of the band.
        high: upper edge of the band.
        at: where the heights stand; 0, 1, 2 ... if absent.
        end: its last value as text, written behind the name at the end of the line.
        colour: of line and band.
        dashes: lengths on, off, on, off ... in widths of the line; () is a solid line.
        width: in points.
        has_dots: whether each value is marked.
        is_stepped: whether it stays level until the next value.
        is_named: whether the name stands at its end.
    """

    name: str
    values: Values
    low: Values | None = None
    high: Values | None = None
    at: Values | None = None
    end: str = ""
    colour: str = PLANS[0]
    dashes: tuple[int, ...] = ()
    width: float = 2.2
    has_dots: bool = False
    is_stepped: bool = False
    is_named: bool = True

    @property
    def label(self) -> str:
        """Name and last value, as they stand at its end."""
        return f"{self.name} {self.end}".strip()


@dataclass(frozen=True)
class Points:
    """Points; a colour, size, hover text and label for each, or one for all.

    `size` is the diameter in points; `side` says where labels stand; `ids` are reported when one is clicked.
    """

    x: Values
    y: Values
    colours: tuple[str, ...] = (PLANS[0],)
    sizes: tuple[float, ...] = (7.0,)
    edges: tuple[str, ...] = (INK,)
    edge_widths: tuple[float, ...] = (0.5,)
    shape: Literal["circle", "square", "diamond", "triangle", "bar"] = "circle"
    hover: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    label_colours: tuple[str, ...] = (INK,)
    side: Literal["inside", "above", "right"] = "right"
    name: str = ""
    ids: tuple[str, ...] = ()
    is_hollow: bool = False


@dataclass(frozen=True)
class Segments:
    """Straight lines from (x0, y0) to (x1, y1): ties, intervals."""

    x0: Values
    y0: Values
    x1: Values
    y1: Values
    colour: str = INK
    widths: tuple[float, ...] = (1.3,)
    opacity: float = 1.0


@dataclass(frozen=True)
class Bars:
    """Bars from nothing to each value, lying on the categories of the upright axis."""

    name: str
    values: Values
    colours: tuple[str, ...]


@dataclass(frozen=True)
class Cells:
    """A field of colours over the categories of both axes, each cell with its number.

    `field` is (columns, rows), NaN where nothing is known; `words` are the same as text. The colours run from
    `low` to `high`. Where there are too many cells for numbers, a scale of colours stands beside them.
    """

    field: NDArray[np.float64]
    words: Rows
    low: float
    high: float
    colours: tuple[str, ...]
    has_numbers: bool = True

    def ink(self, value: float) -> str:
        """The colour of letters that stands out on the cell of a value."""
        return ink_on(shade((value - self.low) / max(self.high - self.low, 1e-12), self.colours))


@dataclass(frozen=True)
class Rule:
    """A straight line across the panel, upright at a place of the axis across, or level at a height."""

    at: float
    text: str = ""
    is_level: bool = False
    colour: str = INK
    dashes: tuple[int, ...] = ()
    width: float = 1.0


@dataclass(frozen=True)
class Box:
    """An outlined region."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str


Mark = Line | Points | Segments | Bars | Cells | Rule | Box


@dataclass(frozen=True)
class Panel:
    """One panel: what it shows, in marks, in words and as a table.

    Attributes:
        title: the finding.
        x: axis across.
        y: axis upwards; its title stands above the panel.
        marks: in the order in which they are drawn.
        note: unit, and what the bands are.
        description: one sentence or more for those who cannot see it.
        columns: headings of the table of its numbers.
        rows: its rows.
        file: name of the file to take away, without ending.
        about: what is needed to reproduce it.
        decimals: of the numbers on hover and at the ticks.
        height: of the plot, in pixels of a page.
        grows: whether its letters grow on a wide screen, for the back of a room.
        scale: what the colours of points or cells mean, from the first to the last.
    """

    title: str
    x: Axis
    y: Axis
    marks: tuple[Mark, ...]
    note: str = ""
    description: str = ""
    columns: tuple[str, ...] = ()
    rows: Rows = ()
    file: str = "chart"
    about: tuple[str, ...] = ()
    decimals: int = 1
    height: int = 300
    grows: bool = False
    scale: str = ""

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its lines, in the order in which they are drawn."""
        return tuple(mark for mark in self.marks if isinstance(mark, Line))


@dataclass(frozen=True)
class Figure:
    """A sheet of one or more panels, with a heading above and small print below."""

    panels: tuple[Panel, ...]
    heading: str
    below: str = ""
    small_print: str = ""
    columns: int = field(default=1)


def sheet(panel: Panel) -> Figure:
    """One panel as a sheet of its own: its finding is the heading, its note the small print."""
    stop = "" if panel.note.endswith(".") else "."
    return Figure((panel,), panel.title, small_print=" ".join([f"{panel.note}{stop}", *panel.about]))


def line_table(
    when: str, names: Sequence[str], lines: Sequence[Line], decimals: int
) -> tuple[tuple[str, ...], Rows]:
    """The lines as a table: a row for each point in time, the lines first and their bands after them."""
    bands = [
        (f"{each.name}: {which}", edge)
        for each in lines
        for which, edge in (("80 % interval from", each.low), ("to", each.high))
        if edge is not None
    ]
    shown = [*((each.name, each.values) for each in lines), *bands]
    rows = tuple(
        (name, *(number(float(values[place]), decimals) for _, values in shown))
        for place, name in enumerate(names)
    )
    return (when, *(heading for heading, _ in shown)), rows


def finite(values: Values) -> NDArray[np.float64]:
    """Those values that are numbers."""
    every = np.asarray(values, np.float64)
    return every[np.isfinite(every)]
