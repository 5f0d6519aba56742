"""The pen for files: draws a declared figure with Matplotlib."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from culture_sim.errors import printable
from culture_sim.figures.axes import scale
from culture_sim.figures.figure import (
    Axis,
    Bars,
    Box,
    Cells,
    Figure,
    Line,
    Panel,
    Points,
    Rule,
    Segments,
    sheet,
)
from culture_sim.figures.letters import fitted, width_of, wrapped
from culture_sim.figures.style import IN_WORDS, INK, PALE, apart
from culture_sim.findings.numbers import MINUS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawn

SMALL, USUAL, LARGE, HEADING = 7.5, 9.5, 11.5, 13.5
"""Sizes of letters, in points."""

ROW = 1.35
"""Height of a row of letters, in sizes of the letters."""

POINTS_AN_INCH = 72
PIXELS_AN_INCH = 92
AXIS_PIXELS = 64
"""What of the height of a panel on a page is taken by its axis."""

DOTS_PER_INCH = 110
COLOURS = 192
WIDE, NARROW = 11.0, 9.0
EDGE, GAP = 0.45, 0.25
LABELS, LEGEND, COLOUR_SCALE = 1.85, 2.1, 0.95
"""Room right of a panel for the names of its lines, a legend or a scale of colours, in inches."""

LEADER = {"arrowstyle": "-", "linewidth": 0.6, "shrinkA": 0, "shrinkB": 0, "relpos": (0, 0.5)}
"""Of the thin line from the end of a line to its name."""

SHAPES = {"circle": "o", "square": "s", "diamond": "D", "triangle": "^", "bar": "|"}


def draw(figure: Figure | Panel) -> Drawn:
    """Draw a figure, or a panel as a sheet of its own."""
    from matplotlib.figure import Figure as Sheet
    from matplotlib.text import Text

    figure = sheet(figure) if isinstance(figure, Panel) else figure
    width = WIDE if figure.columns > 1 else NARROW
    heading = wrapped(figure.heading, width - 2 * EDGE, HEADING, most=3)
    small_print = wrapped(figure.small_print, width - 2 * EDGE, SMALL, most=12, bold=False)
    top = EDGE / 2 + _rows(heading, HEADING) + (_rows([figure.below], USUAL) if figure.below else 0) + 0.1
    below = 0.15 + _rows(small_print, SMALL) + 0.1
    places = [figure.panels[at : at + figure.columns] for at in range(0, len(figure.panels), figure.columns)]
    with _letters():
        strips = [_Strip(row, width, figure.heading) for row in places]
        height = top + sum(strip.height for strip in strips) + below
        drawn = Sheet(figsize=(width, height), facecolor="white")
        _write(drawn, heading, EDGE, EDGE / 2, HEADING, "bold")
        if figure.below:
            _write(drawn, [figure.below], EDGE, EDGE / 2 + _rows(heading, HEADING) + 0.02, USUAL)
        for strip in strips:
            strip.draw(drawn, top)
            top += strip.height
        _write(drawn, small_print, EDGE, height - below + 0.15, SMALL)
        for text in drawn.findobj(Text):
            text.set_parse_math(False)
    return drawn


def save(figure: Figure, folder: Path, name: str) -> None:
    """Write NAME.png and NAME.svg; the same figure gives the same bytes."""
    import matplotlib
    from PIL import Image

    drawn, picture = draw(figure), io.BytesIO()
    with _letters():
        drawn.savefig(picture, format="png", dpi=DOTS_PER_INCH)
        with Image.open(picture) as image:  # few colours: a third of the size, and no difference to see
            image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
                folder / f"{name}.png", optimize=True
            )
        with matplotlib.rc_context({"svg.hashsalt": name}):
            drawn.savefig(folder / f"{name}.svg", metadata={"Date": None, "Title": name})


def write(figure: Figure | Panel, path: Path) -> None:
    """Write one file; its ending says what kind."""
    drawn = draw(figure)
    with _letters():
        drawn.savefig(path, dpi=DOTS_PER_INCH)


def svg(figure: Figure) -> str:
    """The figure as an element of a web page."""
    target = io.StringIO()
    with _letters():
        draw(figure).savefig(target, format="svg", metadata={"Date": None})
    text = target.getvalue()
    return text[text.index("<svg") :]


@contextmanager
def _letters() -> Iterator[None]:
    """Text is text, and a letter that the font lacks is a box, not a warning."""
    import matplotlib

    with matplotlib.rc_context({"text.parse_math": False, "text.usetex": False}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


class _Strip:
    """Panels beside each other: how much room each part takes, in inches, and where it is drawn."""

    def __init__(self, panels: tuple[Panel, ...], width: float, heading: str) -> None:
        self.panels = panels
        self.left = [_left(panel) for panel in panels]
        self.right = [_right(panel) for panel in panels]
        room = width - 2 * EDGE - sum(self.left) - sum(self.right) - GAP * (len(panels) - 1)
        self.plot = room / len(panels)
        spans = [self.plot + self.left[place] + self.right[place] for place in range(len(panels))]
        self.titles = [
            [] if panel.title == heading else wrapped(panel.title, span, LARGE, most=3)
            for panel, span in zip(panels, spans, strict=True)
        ]
        self.above = max(_rows(title, LARGE) for title in self.titles) + _rows([""], USUAL) + 0.16
        self.across = max(self.plot_height(panel) for panel in panels)
        self.under = max(_under(panel, self.plot) for panel in panels)
        self.height = self.above + self.across + self.under

    @staticmethod
    def plot_height(panel: Panel) -> float:
        """Of the field in which marks are drawn."""
        return (panel.height - AXIS_PIXELS) / PIXELS_AN_INCH

    def draw(self, drawn: Drawn, top: float) -> None:
        """All panels, `top` inches from the upper edge."""
        width, height = drawn.get_size_inches()
        x = EDGE
        for place, panel in enumerate(self.panels):
            left = x + self.left[place]
            bottom = height - top - self.above - self.across
            axes = drawn.add_axes((left / width, bottom / height, self.plot / width, self.across / height))
            _write(drawn, self.titles[place], x, top + 0.06, LARGE, "bold")
            axes.annotate(
                printable(panel.y.title), (0, 1), (-self.left[place] * POINTS_AN_INCH, 6), xycoords="axes fraction",
                textcoords="offset points", fontsize=USUAL - 1, color=INK, va="bottom", annotation_clip=False,
            )  # fmt: skip
            _draw_panel(axes, panel, self.plot)
            x = left + self.plot + self.right[place] + GAP


def _left(panel: Panel) -> float:
    if not panel.y.is_shown:
        return 0.0
    if not panel.y.names:
        return 0.42
    rows = [row for name in panel.y.names for row in wrapped(name, 1.6, USUAL, most=2, bold=False)]
    return max(width_of(row, USUAL) for row in rows) / POINTS_AN_INCH + 0.12


def _right(panel: Panel) -> float:
    labels = [line.label for line in panel.lines if line.is_named]
    if labels:
        return min(LABELS, max(width_of(label, USUAL, bold=True) for label in labels) / POINTS_AN_INCH + 0.35)
    if any(isinstance(mark, Points) and mark.name for mark in panel.marks):
        return LEGEND
    return COLOUR_SCALE if panel.scale else 0.1


def _under(panel: Panel, plot: float) -> float:
    if not panel.x.is_shown:
        return 0.1
    return _rows(_widest(panel.x, plot), USUAL) + (_rows([""], USUAL) if panel.x.title else 0) + 0.16


def _widest(axis: Axis, plot: float) -> list[str]:
    names = [_broken(name, axis, plot) for name in axis.names[:: axis.every]]
    return max(names, key=len, default=[""])


def _broken(name: str, axis: Axis, plot: float) -> list[str]:
    room = plot * axis.every / max(len(axis.names), 1)
    return wrapped(name, max(room - 0.06, 0.5), USUAL, most=4, bold=False)


def _rows(rows: list[str], size: float) -> float:
    return len(rows) * size * ROW / POINTS_AN_INCH


def _write(drawn: Drawn, rows: list[str], x: float, y: float, size: float, weight: str = "normal") -> None:
    """Rows of text, from `y` inches below the upper edge on; one text, so that it can be read as one."""
    width, height = drawn.get_size_inches()
    if rows:
        drawn.text(
            x / width, 1 - y / height, "\n".join(map(printable, rows)), fontsize=size, fontweight=weight,
            color=INK, va="top", linespacing=ROW,
        )  # fmt: skip


def _draw_panel(axes: Axes, panel: Panel, plot: float) -> None:
    has_cells = any(isinstance(mark, Cells) for mark in panel.marks)
    for side in ("top", "right", "left", *(("bottom",) if has_cells else ())):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(INK)
    axes.set_axisbelow(True)
    _set_axis(axes, panel, "x", plot)
    _set_axis(axes, panel, "y", plot)
    axes.tick_params(colors=INK, labelsize=USUAL, length=0)
    if panel.x.title and panel.x.is_shown:
        axes.set_xlabel(printable(panel.x.title), fontsize=USUAL, color=INK)
    if not has_cells and not panel.y.names and panel.y.is_shown:
        axes.grid(axis="y", color=PALE, linewidth=0.8)
    if not has_cells and not panel.x.names and panel.x.is_shown:
        axes.grid(axis="x", color=PALE, linewidth=0.8)
    if not (panel.x.is_shown or panel.y.is_shown):
        axes.set_axis_off()
    for mark in panel.marks:
        _draw_mark(axes, mark)
    _label_ends(axes, panel)
    _legend(axes, panel)


def _set_axis(axes: Axes, panel: Panel, which: str, plot: float) -> None:
    across = which == "x"
    axis = panel.x if across else panel.y
    set_limits, set_ticks = (axes.set_xlim, axes.set_xticks) if across else (axes.set_ylim, axes.set_yticks)
    if axis.names:
        is_line = across and bool(panel.lines)
        edge = 0.0 if is_line else 0.5
        set_limits(-edge, len(axis.names) - 1 + edge if len(axis.names) > 1 or edge else 1)
        names = [
            "\n".join(
                map(
                    printable,
                    _broken(name, axis, plot) if across else wrapped(name, 1.6, USUAL, most=2, bold=False),
                )
            )
            for name in axis.names[:: axis.every]
        ]
        set_ticks(np.arange(0, len(axis.names), axis.every), names if axis.is_shown else [""] * len(names))
        return
    found = scale(panel, "x" if across else "y")
    set_limits(found.low, found.high)
    places = found.low + found.step * np.arange(int((found.high - found.low) / found.step + 1e-6) + 1)
    set_ticks(places, [_tick(place) for place in places] if axis.is_shown else [""] * len(places))


def _tick(value: float) -> str:
    return f"{round(value, 9) + 0.0:,.6g}".replace("-", MINUS)


def _draw_mark(axes: Axes, mark: object) -> None:
    match mark:
        case Line():
            _draw_line(axes, mark)
        case Points():
            _draw_points(axes, mark)
        case Segments():
            ends = zip(mark.x0, mark.y0, mark.x1, mark.y1, strict=True)
            for (x0, y0, x1, y1), width in zip(ends, cycle(mark.widths), strict=False):
                axes.plot([x0, x1], [y0, y1], color=mark.colour, linewidth=width, alpha=mark.opacity,
                          solid_capstyle="butt")  # fmt: skip
        case Bars():
            axes.barh(np.arange(len(mark.values)), mark.values, color=mark.colours, height=0.62)
        case Cells():
            _draw_cells(axes, mark)
        case Rule():
            _draw_rule(axes, mark)
        case Box():
            from matplotlib.patches import Rectangle

            axes.add_patch(
                Rectangle((mark.x0, mark.y0), mark.x1 - mark.x0, mark.y1 - mark.y0, fill=False,
                          edgecolor=mark.colour, linewidth=2.4)
            )  # fmt: skip


def _draw_line(axes: Axes, line: Line) -> None:
    at = np.arange(len(line.values)) if line.at is None else np.asarray(line.at, float)
    if line.low is not None and line.high is not None:
        axes.fill_between(at, line.low, line.high, color=line.colour, alpha=0.16, linewidth=0)
    axes.plot(
        at, line.values, color=line.colour, linestyle=(0, line.dashes) if line.dashes else "-",
        linewidth=line.width, marker="o" if line.has_dots else "", markersize=4.5,
        drawstyle="steps-post" if line.is_stepped else "default",
    )  # fmt: skip


def _draw_points(axes: Axes, mark: Points) -> None:
    axes.scatter(
        mark.x, mark.y, s=np.square(mark.sizes),
        facecolors="none" if mark.is_hollow else mark.colours, marker=SHAPES[mark.shape], zorder=3, clip_on=False,
        edgecolors=None if mark.shape == "bar" else mark.edges,  # a bar is nothing but its edge
        linewidths=mark.edge_widths,
    )  # fmt: skip
    for place, label in enumerate(mark.labels):
        axes.annotate(
            printable(label), (mark.x[place], mark.y[place]), textcoords="offset points", fontsize=SMALL + 0.5,
            xytext={"inside": (0, 0), "above": (0, 6), "right": (6, 5)}[mark.side], clip_on=False,
            ha="left" if mark.side == "right" else "center", va="center" if mark.side == "inside" else "bottom",
            color=mark.label_colours[place % len(mark.label_colours)], zorder=4,
        )  # fmt: skip


def _draw_cells(axes: Axes, mark: Cells) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list("cells", list(mark.colours))
    columns, rows = mark.field.shape
    mesh = axes.pcolormesh(
        np.arange(columns + 1) - 0.5, np.arange(rows + 1) - 0.5, np.ma.masked_invalid(mark.field.T),
        cmap=colours, vmin=mark.low, vmax=mark.high, edgecolors="white", linewidth=1.5,
    )  # fmt: skip
    if not mark.has_numbers:
        bar = axes.figure.colorbar(mesh, ax=axes, cax=axes.inset_axes((1.03, 0.0, 0.03, 1.0)))
        bar.ax.tick_params(colors=INK, labelsize=USUAL, length=0)
        bar.outline.set_visible(False)
        return
    for column, row in np.ndindex(columns, rows):
        value = float(mark.field[column, row])
        if np.isfinite(value):
            axes.text(
                column, row, printable(mark.words[column][row]), ha="center", va="center", fontsize=USUAL,
                color=mark.ink(value),
            )  # fmt: skip


def _draw_rule(axes: Axes, rule: Rule) -> None:
    line = axes.axhline if rule.is_level else axes.axvline
    line(rule.at, color=rule.colour, linestyle=(0, rule.dashes) if rule.dashes else "-", linewidth=rule.width)
    if rule.text:
        axes.annotate(
            printable(rule.text), (1, rule.at) if rule.is_level else (rule.at, 1),
            xycoords=("axes fraction", "data") if rule.is_level else ("data", "axes fraction"),
            xytext=(4, 0) if rule.is_level else (3, 3), textcoords="offset points", fontsize=SMALL + 0.5,
            color=IN_WORDS.get(rule.colour, rule.colour), va="center" if rule.is_level else "bottom",
            annotation_clip=False,
        )  # fmt: skip


def _label_ends(axes: Axes, panel: Panel) -> None:
    """Names and last values of lines at their right ends, smaller or in fewer rows where they are many."""
    named = [line for line in panel.lines if line.is_named and len(np.asarray(line.values))]
    if not named:
        return
    low, high = axes.get_ylim()
    room = _Strip.plot_height(panel) * POINTS_AN_INCH
    size, labels = fitted([(line.name, line.end) for line in named], LABELS - 0.25, room, USUAL, ROW)
    a_point = (high - low) / room
    ends = [float(np.nan_to_num(np.asarray(line.values, float)[-1])) for line in named]
    heights = [len(label) * size * ROW * a_point for label in labels]
    end = axes.get_xlim()[1]
    for line, label, at, height in zip(named, labels, ends, apart(ends, heights, low, high), strict=True):
        axes.annotate(
            "\n".join(map(printable, label)), xy=(end, at), xytext=(10, (height - at) / a_point),
            textcoords="offset points", color=IN_WORDS.get(line.colour, line.colour), fontsize=size,
            fontweight="bold", va="center", annotation_clip=False, linespacing=1.15,
            arrowprops={**LEADER, "color": line.colour},
        )  # fmt: skip


def _legend(axes: Axes, panel: Panel) -> None:
    """Names of groups of points, right of the panel; and what the colours of points mean."""
    named = [mark for mark in panel.marks if isinstance(mark, Points) and mark.name]
    rows, place = [wrapped(mark.name, LEGEND - 0.3, USUAL, most=3, bold=False) for mark in named], 0.97
    row = USUAL * ROW / (_Strip.plot_height(panel) * POINTS_AN_INCH)
    for mark, name in zip(named, rows, strict=True):
        axes.scatter([1.03], [place], transform=axes.transAxes, color=mark.colours[0], marker=SHAPES[mark.shape],
                     s=45, clip_on=False)  # fmt: skip
        axes.text(1.06, place + row / 2, "\n".join(map(printable, name)), transform=axes.transAxes, fontsize=USUAL,
                  va="top", color=IN_WORDS.get(mark.colours[0], mark.colours[0]))  # fmt: skip
        place -= row * (len(name) + 0.4)
