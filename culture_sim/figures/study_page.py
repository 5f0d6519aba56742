"""What every figure of a study has: a finding for a title, a note below, words for names, colours."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from culture_sim.figures.style import IN_WORDS, INK, SMALL, look_plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 9.0
LETTERS = 80
LADDER = ("#FFFFFF", "#C9D3E3", "#8FA3C4", "#4F6C9C", "#12436D")
"""From nothing to much: one hue, light to dark, which reads in grey as well."""
EITHER_WAY = ("#8A3A08", "#F46A25", "#FFFFFF", "#6F8DB3", "#12436D")
"""From below nothing (orange) to above (blue), never red against green."""


def blank_sheet(title: str, height: float) -> Figure:
    """A figure with nothing but its title, `height` inches tall."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), facecolor="white")
    figure.text(
        0.02,
        1 - 0.16 / height,
        textwrap.fill(title, LETTERS),
        fontsize=12.5,
        fontweight="bold",
        color=INK,
        va="top",
    )
    return figure


def sheet_with_axes(title: str, height: float, *, left: float, right: float = 0.97) -> tuple[Figure, Axes]:
    """The same with one pair of axes."""
    figure = blank_sheet(title, height)
    lines = textwrap.fill(title, LETTERS).count("\n") + 1
    figure.subplots_adjust(
        left=left, right=right, top=1 - (0.45 + 0.21 * lines) / height, bottom=1.05 / height
    )
    axes = figure.add_subplot()
    look_plain(axes, "")
    return figure, axes


def say_below(figure: Figure, text: str) -> None:
    """A note under the figure."""
    wrapped = textwrap.fill(" ".join(text.split()), 150)
    figure.text(0.02, 0.1 / figure.get_figheight(), wrapped, fontsize=SMALL - 0.5, color=INK, va="bottom")


def mark_above(axes: Axes, at: float, text: str, colour: str) -> None:
    """A word at the foot of an upright line."""
    axes.annotate(
        text,
        (at, 0.02),
        xycoords=("data", "axes fraction"),
        xytext=(4, 0),
        textcoords="offset points",
        fontsize=SMALL,
        color=IN_WORDS.get(colour, colour),
    )


def ladder(steps: Sequence[str]) -> Any:
    """A colour map through some colours."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("study", list(steps))


def in_words(name: str) -> str:
    """A column's name as words."""
    return name.replace("_", " ").replace(" percent", " (%)").replace(" gbp", " (GBP)")


def tick_words(value: object) -> str:
    """What stands at a tick."""
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    return textwrap.fill(in_words(str(value)), 18)
