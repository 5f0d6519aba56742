"""How every figure looks: colours with 3:1 on white and between neighbours, never red against green."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK = "#3D3D3D"
PALE = "#D9D9D9"
BASELINE = "#F46A25"
PLANS = ("#12436D", "#28A197", "#801650", "#A285D1", "#3D3D3D")
DASHES: tuple[str | tuple[int, tuple[int, ...]], ...] = (
    "-", (0, (8, 1, 2, 1)), (0, (2, 1)), (0, (10, 2)), (0, (1, 1)),
)  # fmt: skip
IN_WORDS = {BASELINE: "#B84A0C", "#28A197": "#1B7A72", "#A285D1": "#7A5CB0"}
"""Darker shades for letters, which need 4.5:1 on white."""

BASELINE_DASHES = (0, (5, 2))
SMALL, USUAL, LARGE = 8.0, 9.5, 11.5
DOTS_PER_INCH = 110
COLOURS = 192
FULL_SIZE_TITLE = 50
"""Letters that fit above a panel in the usual size; a longer title is smaller."""

NO_GAPS = {"shrinkA": 0, "shrinkB": 0}


class EndLabel(NamedTuple):
    """What stands at the end of a line."""

    height: float
    text: str
    colour: str


def look_plain(axes: "Axes", title: str) -> None:
    """A finding for a title, no box, pale lines to read heights by."""
    size = LARGE * min(1.0, FULL_SIZE_TITLE / max(len(title), 1))
    axes.set_title(title, loc="left", fontsize=size, fontweight="bold", color=INK, pad=20)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(INK)
    axes.tick_params(colors=INK, labelsize=USUAL, length=0)
    axes.grid(axis="y", color=PALE, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.locator_params(axis="y", nbins=6, steps=[1, 2, 5, 10])


def label_ends(axes: "Axes", at: float, labels: Sequence[EndLabel]) -> None:
    """Names of lines at their right ends, pushed apart where they would overlap."""
    low, high = axes.get_ylim()
    inches = axes.bbox.height / axes.figure.dpi
    gap = (high - low) * (USUAL * 1.35 / 72) / inches
    order = sorted(range(len(labels)), key=lambda place: labels[place].height)
    heights = spread(np.array([labels[place].height for place in order]), gap, low + gap / 2, high - gap / 2)
    for place, height in zip(order, heights, strict=True):
        label = labels[place]
        axes.annotate(
            label.text,
            xy=(at, label.height),
            xytext=(at + 0.035 * (at - axes.get_xlim()[0]), height),
            color=IN_WORDS.get(label.colour, label.colour),
            fontsize=USUAL,
            fontweight="bold",
            va="center",
            annotation_clip=False,
            arrowprops={
                "arrowstyle": "-",
                "color": label.colour,
                "linewidth": 0.6,
                "shrinkA": 0,
                "shrinkB": 0,
            },
        )


def spread(heights: NDArray[np.float64], gap: float, low: float, high: float) -> NDArray[np.float64]:
    """Ascending heights, moved as little as need be to stand `gap` apart within limits, if they fit."""
    groups: list[tuple[float, int]] = []  # mean of the wished heights, number of members
    for height in heights.tolist():
        groups.append((height, 1))
        while len(groups) > 1:
            (below, few), (above, more) = groups[-2:]
            if above - below >= gap * (few + more) / 2:
                break
            groups[-2:] = [((below * few + above * more) / (few + more), few + more)]
    spots: list[float] = []
    for wished, members in groups:
        reach = gap * (members - 1) / 2
        centre = min(max(wished, low + reach), max(high - reach, low + reach))
        spots += [centre - reach + gap * step for step in range(members)]
    for place in range(1, len(spots)):
        spots[place] = max(spots[place], spots[place - 1] + gap)
    return np.array(spots)


def save(figure: "Figure", folder: Path, name: str) -> None:
    """Write NAME.png and NAME.svg; the same figure gives the same bytes."""
    import io

    import matplotlib
    from PIL import Image

    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=DOTS_PER_INCH)
    with Image.open(picture) as image:  # few colours: a third of the size, and no difference to see
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
            folder / f"{name}.png", optimize=True
        )
    with matplotlib.rc_context({"svg.hashsalt": name}):
        figure.savefig(folder / f"{name}.svg", metadata={"Date": None, "Title": name})
