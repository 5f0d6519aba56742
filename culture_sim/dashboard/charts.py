"""Charts as plain ECharts options: plan against baseline, bands, no colour without a line style or a word."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.findings.numbers import number

PLAN, BASELINE, OTHERS = "#12436D", "#F46A25", ("#28A197", "#801650", "#A285D1", "#3D3D3D")
"""Colours with 3:1 on white and between neighbours (Government Analysis Function)."""

FEW_NAMES = 12
NARROW = 480
"""Width in pixels up to which a plot is a phone's."""

LETTERS_A_ROW = 12
"""Letters of a name at a line's end before it is broken."""

GRID, INK = "#d8dde0", "#3D3D3D"
DASHES: tuple[str, ...] = ("solid", "dashed", "dotted", "solid", "dashed")
FONT = {"fontFamily": "Roboto, Arial, sans-serif", "fontSize": 13, "color": INK}


Values = Sequence[float] | NDArray[np.float64]


@dataclass(frozen=True)
class Drawing:
    """A chart and everything that goes with it.

    Attributes:
        title: the finding, as a sentence.
        note: unit and what the band is.
        description: one sentence for those who cannot see it.
        option: what ECharts draws; `decimals` in it says how numbers on hover are rounded.
        columns: headings of the table that says the same.
        rows: its rows, as words.
        file: name of what is downloaded, without ending.
        about: lines put before downloaded data: what takes it to live it again.
    """

    title: str
    option: dict[str, Any]
    columns: list[str]
    rows: list[list[str]]
    description: str
    note: str = ""
    file: str = "chart"
    about: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All of it as JSON, as the page takes it.

        Raises:
            ValueError: a number in it is not finite.
        """
        said = {
            "heading": self.title,
            "note": self.note,
            "description": self.description,
            "option": self.option,
            "table": {"columns": self.columns, "rows": self.rows},
            "about": self.about,
            "file": self.file,
        }
        return json.dumps(said, allow_nan=False, default=lambda scalar: scalar.item())


@dataclass(frozen=True)
class Line:
    """One line of a chart: values, and the band around them if there is one."""

    name: str
    values: Values
    low: Values | None = None
    high: Values | None = None
    colour: str = PLAN
    dash: str = "solid"
    width: float = 2.5


def frame(
    names: Sequence[str], unit: str = "", decimals: int = 1, zero: bool = False, right: int = 78
) -> dict[str, Any]:
    """Axes, hover and letters; a chart adds its series."""
    return {
        "decimals": decimals,
        "animation": False,
        "aria": {"enabled": False},
        "textStyle": FONT,
        "grid": {"left": 44, "right": right, "top": 30, "bottom": 34},
        "tooltip": {
            "trigger": "axis",
            "confine": True,
            "axisPointer": {"type": "line"},
            "textStyle": {"fontSize": 13},
        },
        "xAxis": {
            "type": "category",
            "data": list(names),
            "boundaryGap": False,
            "axisLine": {"lineStyle": {"color": "#808080"}},
            "axisTick": {"show": False},
            "axisLabel": {**FONT, "margin": 13, "interval": 0 if len(names) <= FEW_NAMES else "auto"},
        },
        "yAxis": {
            "type": "value",
            "scale": not zero,
            "name": unit,
            "nameLocation": "end",
            "nameTextStyle": {**FONT, "align": "left", "padding": [0, 0, 0, -44]},
            "axisLabel": FONT,
            "splitNumber": 4,
            "splitLine": {"lineStyle": {"color": GRID}},
        },
        "series": [],
    }


def lines(
    option: dict[str, Any],
    drawn: Sequence[Line],
    end_labels: bool = True,
    steps: bool = False,
    dots: bool = True,
    height: int = 220,
    line_height: int = 15,
    letters: int = LETTERS_A_ROW,
) -> dict[str, Any]:
    """Adds lines with their bands to a frame; each line is named at its end, and no name covers another.

    `height` is that of the plot and `line_height` that of a row of a name, both in pixels; `letters` fill a row.
    """
    shifts = _apart(drawn, height, line_height, letters, from_zero=not option["yAxis"]["scale"])
    series: list[dict[str, Any]] = []
    for each in drawn:
        if each.low is not None and each.high is not None:
            low, high = np.asarray(each.low, float), np.asarray(each.high, float)
            common = {
                "type": "line",
                "silent": True,
                "symbol": "none",
                "lineStyle": {"width": 0},
                "stack": f"band of {each.name}",
                "stackStrategy": "all",
                "tooltip": {"show": False},
                "emphasis": {"disabled": True},
                "z": 1,
            }
            series.append({**common, "data": _plain(low)})
            series.append(
                {**common, "data": _plain(high - low), "areaStyle": {"color": each.colour, "opacity": 0.16}}
            )
    for each, shift in zip(drawn, shifts, strict=True):
        series.append(
            {
                "type": "line",
                "name": each.name,
                "data": _plain(each.values),
                "color": each.colour,
                "lineStyle": {"color": each.colour, "width": each.width, "type": each.dash},
                "symbol": "circle" if dots else "none",
                "symbolSize": 6,
                "step": "end" if steps else False,
                "z": 3,
                "endLabel": {
                    "show": end_labels,
                    "formatter": "{a}",
                    "color": each.colour,
                    "fontSize": 13,
                    "fontWeight": "bold",
                    "distance": 6,
                    "width": 84,
                    "overflow": "break",
                    "offset": [0, shift],
                },
            }
        )
    return {**option, "series": [*option["series"], *series]}


def _apart(
    drawn: Sequence[Line], height: int, line_height: int, letters: int, from_zero: bool
) -> list[float]:
    """How far each name at a line's end is moved down, in pixels, so that neighbours stand a line apart."""
    ends = np.nan_to_num(np.array([np.asarray(each.values, float)[-1] for each in drawn]))
    parts = [
        np.asarray(part, float)
        for each in drawn
        for part in (each.values, each.low, each.high)
        if part is not None and not np.isnan(np.asarray(part, float)).all()
    ]
    lowest = 0.0 if from_zero or not parts else min(map(np.nanmin, parts))
    reach = max(max(map(np.nanmax, parts)) - lowest, 1e-9) if parts else 1.0
    wanted = -ends / reach * height
    order = np.argsort(wanted, kind="stable")
    placed = wanted.copy()
    rows = [max(1, -(-len(each.name) // letters)) for each in drawn]
    for upper, lower in pairwise(order):
        apart = line_height * (rows[upper] + rows[lower]) / 2
        placed[lower] = max(placed[lower], placed[upper] + apart)
    crowd = (placed - wanted).mean() if len(drawn) else 0.0
    return [round(float(shift), 1) for shift in placed - wanted - crowd]


def nice_step(most: float, steps: int = 4) -> int:
    """A whole step for an axis from 0 to `most`: 1, 2 or 5 times a power of ten."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if step * steps >= most:
                return step
        size *= 10


def year_names(years: int) -> list[str]:
    """Names of the years on an axis."""
    return ["Before", *(str(year) for year in range(1, years + 1))]


def line_table(
    names: Sequence[str], drawn: Sequence[Line], decimals: int
) -> tuple[list[str], list[list[str]]]:
    """The lines as a table: a row a point in time, the lines first and their bands after them."""
    bands = [
        (f"{each.name}: {which}", band)
        for each in drawn
        if each.low is not None and each.high is not None
        for which, band in (("band from", each.low), ("band to", each.high))
    ]
    shown: list[tuple[str, Values]] = [*((each.name, each.values) for each in drawn), *bands]
    rows = [
        [name, *(number(float(values[place]), decimals) for _, values in shown)]
        for place, name in enumerate(names)
    ]
    return ["Year", *(heading for heading, _ in shown)], rows


def _plain(values: Any) -> list[float | None]:
    return [round(float(value), 5) if np.isfinite(value) else None for value in np.asarray(values, float)]
