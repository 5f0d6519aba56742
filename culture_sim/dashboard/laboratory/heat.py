"""A field of cells with a number in each: the form that both maps of the laboratory have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.dashboard.charts import FONT
from culture_sim.findings.numbers import change, number

WORSE, NEUTRAL, BETTER = "#F46A25", "#ffffff", "#12436D"
_DARK = 0.7
"""Share of the darkest blue from which letters on it are white: there white and black stand out alike, 4.5 to 1."""


def heat_option(
    across: Sequence[str],
    upwards: Sequence[str],
    field: NDArray[np.float64],
    titles: tuple[str, str],
    better: str,
    decimals: int,
    is_change: bool = True,
    left: int = 64,
) -> dict[str, Any]:
    """What ECharts draws: blue is better, orange worse, white in between; numbers say it too.

    Args:
        across: names of the columns.
        upwards: names of the rows, the lowest first.
        field: (columns, rows); nan where nothing is known.
        titles: of the axis across and of that upwards.
        better: "lower" or "higher".
        decimals: of the numbers in the cells.
        is_change: whether 0 is the middle; else the middle of what is there.
        left: pixels that the names of the rows take.
    """
    known = field[np.isfinite(field)]
    middle = 0.0 if is_change else float((known.min() + known.max()) / 2)
    reach = float(np.abs(known - middle).max()) or 1.0
    words = change if is_change else number
    cells = []
    for column, row in np.ndindex(*field.shape):
        value = float(field[column, row])
        if np.isfinite(value):
            good = (middle - value if better == "lower" else value - middle) / reach
            cells.append(
                {
                    "value": [column, row, round(value, 6)],
                    "label": {
                        "formatter": words(value, decimals),
                        "color": "#ffffff" if good > _DARK else "#0b0c0c",
                    },
                }
            )
    axis_name = {**FONT, "fontWeight": "bold"}
    row_names = {**FONT, "width": left - 12, "overflow": "break", "lineHeight": 14}
    return {
        "animation": False,
        "aria": {"enabled": False},
        "textStyle": FONT,
        "grid": {"left": left, "right": 16, "top": 36, "bottom": 64},
        "xAxis": {
            "type": "category",
            "data": list(across),
            "name": titles[0],
            "nameLocation": "middle",
            "nameGap": 42,
            "axisTick": {"show": False},
            "axisLabel": {**FONT, "interval": 0, "width": 84, "overflow": "break", "lineHeight": 14},
            "nameTextStyle": axis_name,
        },
        "yAxis": {
            "type": "category",
            "data": list(upwards),
            "name": titles[1],
            "nameLocation": "end",
            "axisTick": {"show": False},
            "axisLabel": {**row_names, "interval": 0},
            "nameTextStyle": {**axis_name, "align": "left", "padding": [0, 0, 0, -left + 6]},
        },
        "visualMap": {
            "show": False,
            "min": middle - reach,
            "max": middle + reach,
            "inRange": {"color": [BETTER, NEUTRAL, WORSE] if better == "lower" else [WORSE, NEUTRAL, BETTER]},
        },
        "series": [
            {
                "type": "heatmap",
                "data": cells,
                "label": {"show": True, "fontSize": 13},
                "itemStyle": {"borderColor": "#ffffff", "borderWidth": 1},
                "emphasis": {"disabled": True},
            }
        ],
    }
