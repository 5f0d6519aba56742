"""The pen for pages: what ECharts draws of a declared panel, as plain values for JSON.

A text that comes from a name stands under `words`, never in a template: the page makes a function of it, and ECharts
then writes it as it is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import cycle
from typing import Any

import numpy as np

from culture_sim.figures.axes import Scale, scale
from culture_sim.figures.figure import (
    Axis,
    Bars,
    Box,
    Cells,
    Line,
    Mark,
    Panel,
    Points,
    Rule,
    Segments,
    Values,
)
from culture_sim.figures.style import IN_WORDS, INK, apart

GRID = "#D8DDE0"
USUAL, LARGE = 13, 17
"""Sizes of letters in pixels: as a rule, and on a wide screen for the back of a room."""

FONT = {"fontFamily": "Roboto, Arial, sans-serif", "fontSize": USUAL, "color": INK}
LETTER, ROW = 7.4, 1.2
"""Width of a usual letter and height of a row, in pixels and in sizes of the letters."""

WIDE, NARROW = 780, 480
"""Widths of a plot in pixels: from which letters grow, and up to which it is a phone's."""

TOP, BOTTOM, TITLE, LEGEND = 30, 34, 24, 28
LEAST_NAMES, MOST_NAMES, ON_A_PHONE = 66, 176, 118
"""Pixels that the names at the ends of lines take."""

MOST_LEFT = 150
FEW_NAMES = 12
SHAPES = {"circle": "circle", "square": "rect", "diamond": "diamond", "triangle": "triangle", "bar": "rect"}
STILL = {"emphasis": {"disabled": True}}


def chart(panel: Panel) -> str:
    """A panel as the page takes it: its option, words and table as one JSON text.

    Raises:
        ValueError: a number in it is not finite.
    """
    parts = {
        "heading": panel.title,
        "note": panel.note,
        "description": panel.description,
        "option": option(panel),
        "table": {"columns": panel.columns, "rows": panel.rows},
        "about": panel.about,
        "file": panel.file,
    }
    return json.dumps(parts, allow_nan=False, default=lambda scalar: scalar.item())


def option(panel: Panel) -> dict[str, Any]:
    """What ECharts draws."""
    left, right = _left(panel), _right(panel)
    has_legend = any(isinstance(mark, Points) and mark.name for mark in panel.marks)
    shown = panel.x.is_shown or panel.y.is_shown
    bottom = BOTTOM + (TITLE if panel.x.title else 0) + (LEGEND if has_legend else 0) if shown else 14
    top = (
        (TOP if panel.y.title or any(isinstance(mark, Rule) for mark in panel.marks) else 14) if shown else 14
    ) + _lift(panel)
    found: dict[str, Any] = {
        "decimals": panel.decimals,
        "animation": False,
        "aria": {"enabled": False},
        "textStyle": FONT,
        "grid": {"left": left, "right": right, "top": top, "bottom": bottom},
        "tooltip": _tooltip(panel),
        "xAxis": _axis(panel, "x"),
        "yAxis": _axis(panel, "y", left),
        "series": [series for mark in panel.marks for series in _series(mark, panel)],
    }
    found |= _colours(panel)
    if has_legend:
        found["legend"] = {"bottom": 0, "left": left, "textStyle": FONT, "selectedMode": False}
    _add_rules(found["series"], panel.marks)
    if panel.lines:
        plot = panel.height - top - bottom
        _name_ends(found["series"], panel, right, plot)
        found["media"] = _media(panel, left, right)
    return found


def _left(panel: Panel) -> int:
    if not panel.y.is_shown:
        return 16
    if panel.y.names:
        return min(24 + round(LETTER * max(map(len, panel.y.names))), MOST_LEFT)
    axis = scale(panel, "y")
    return max(44, 16 + round(LETTER * max(len(f"{each:,.6g}") for each in axis)))


def _right(panel: Panel) -> int:
    named = [line for line in panel.lines if line.is_named]
    if not named:
        return 96 if any(isinstance(mark, Rule) and mark.is_level for mark in panel.marks) else 24
    longest = max(len(line.name) + len(line.end) + 1 for line in named)
    return min(max(round(LETTER * longest) + 16, LEAST_NAMES), MOST_NAMES)


def _lift(panel: Panel) -> int:
    """Pixels by which the title of the upright axis makes room for the words of a rule beside it."""
    words = any(isinstance(mark, Rule) and mark.text and not mark.is_level for mark in panel.marks)
    return TOP // 2 if words and panel.y.title and panel.y.is_shown else 0


def _axis(panel: Panel, which: str, left: int = 0) -> dict[str, Any]:
    axis: Axis = panel.x if which == "x" else panel.y
    words = {**FONT, "fontWeight": "bold" if axis.names and not panel.lines else "normal"}
    found: dict[str, Any] = {"show": axis.is_shown, "name": axis.title, "nameTextStyle": words}
    if which == "x":
        found |= {"nameLocation": "middle", "nameGap": 26 + (16 if _has_cells(panel) else 2)}
        found["axisLine"] = {"lineStyle": {"color": "#808080"}}
    else:
        found |= {
            "axisLine": {"show": False},
            "nameLocation": "end",
            "nameTextStyle": {**words, "align": "left", "padding": [0, 0, _lift(panel), -left]},
        }
    if axis.names:
        interval: Any = axis.every - 1 if axis.every > 1 or len(axis.names) <= FEW_NAMES else "auto"
        label: dict[str, Any] = {**FONT, "interval": 0 if which == "y" else interval}
        if which == "y":
            label |= {"width": left - 12, "overflow": "break", "lineHeight": 14}
        else:
            label |= {"margin": 13, "hideOverlap": True}
            label |= {"width": 84, "overflow": "break", "lineHeight": 14} if _has_cells(panel) else {}
        gap = which == "y" or not panel.lines
        return {
            **found,
            "type": "category",
            "data": list(axis.names),
            "boundaryGap": gap,
            "axisTick": {"show": False},
            "axisLabel": label,
        }
    ends: Scale = scale(panel, "x" if which == "x" else "y")
    return {
        **found,
        "type": "value",
        "min": ends.low,
        "max": ends.high,
        "interval": ends.step,
        "axisTick": {"show": False},
        "axisLabel": {**FONT, "hideOverlap": True},
        "splitLine": {"show": not _has_cells(panel), "lineStyle": {"color": GRID}},
    }


def _has_cells(panel: Panel) -> bool:
    return any(isinstance(mark, Cells) for mark in panel.marks)


def _tooltip(panel: Panel) -> dict[str, Any]:
    words = {"confine": True, "textStyle": {"fontSize": USUAL}}
    if panel.lines and panel.x.names:
        return {"trigger": "axis", "axisPointer": {"type": "line"}, **words}
    if any(isinstance(mark, Bars) for mark in panel.marks):
        return {"trigger": "axis", "axisPointer": {"type": "shadow"}, **words}
    return {"trigger": "item", "names": True, **words}


def _series(mark: Mark, panel: Panel) -> list[dict[str, Any]]:
    match mark:
        case Line():
            return _line(mark)
        case Points():
            return [_points(mark, bool(panel.lines and panel.x.names))]
        case Segments():
            return [_segments(mark)]
        case Bars():
            bars = [
                {"value": value, "itemStyle": {"color": colour}}
                for value, colour in zip(_plain(mark.values), mark.colours, strict=True)
            ]
            return [{"type": "bar", "name": mark.name, "data": bars, "barWidth": "60%", **STILL}]
        case Cells():
            return [_cells(mark)]
        case Rule() | Box():
            return []  # beside the other marks, see `_add_rules`


def _line(line: Line) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if line.low is not None and line.high is not None:
        low, high = np.asarray(line.low, float), np.asarray(line.high, float)
        common = {
            "type": "line",
            "silent": True,
            "symbol": "none",
            "lineStyle": {"width": 0},
            "stack": f"band of {line.name}",
            "stackStrategy": "all",
            "tooltip": {"show": False},
            "z": 1,
            **STILL,
        }
        area = {"color": line.colour, "opacity": 0.16}
        found = [{**common, "data": _plain(low)}, {**common, "data": _plain(high - low), "areaStyle": area}]
    values: Any = _plain(line.values)
    if line.at is not None:
        values = [list(pair) for pair in zip(_plain(line.at), values, strict=True)]
    dashes = [round(each * line.width) for each in line.dashes]
    found.append(
        {
            "type": "line",
            "name": line.name,
            "data": values,
            "color": line.colour,
            "lineStyle": {"color": line.colour, "width": line.width, "type": dashes or "solid"},
            "symbol": "circle" if line.has_dots else "none",
            "symbolSize": 6,
            "showAllSymbol": True,
            "step": "end" if line.is_stepped else False,
            "silent": not line.is_named,
            "z": 3 if line.is_named else 2,
            **STILL,
        }
    )
    return found


def _points(mark: Points, is_beside_lines: bool) -> dict[str, Any]:
    data = []
    for place, (x, y) in enumerate(zip(_plain(mark.x), _plain(mark.y), strict=True)):
        colour = mark.colours[place % len(mark.colours)]
        size = round(1.4 * mark.sizes[place % len(mark.sizes)], 1)
        point: dict[str, Any] = {
            "value": [x, y],
            "symbolSize": [4, size] if mark.shape == "bar" else size,
            "itemStyle": {
                "color": "transparent" if mark.is_hollow else colour,
                "borderColor": colour if mark.shape == "bar" else mark.edges[place % len(mark.edges)],
                "borderWidth": 0 if mark.shape == "bar" else mark.edge_widths[place % len(mark.edge_widths)],
                "opacity": 1,
            },
        }
        if mark.hover:
            point["name"] = mark.hover[place]
        if mark.ids:
            point["id"] = mark.ids[place]
        if mark.labels:
            side = {"inside": "inside", "above": "top", "right": "right"}[mark.side]
            point["label"] = {
                **FONT,
                "show": True,
                "words": mark.labels[place],
                "position": side,
                "color": mark.label_colours[place % len(mark.label_colours)],
                "fontWeight": "bold" if side == "inside" else "normal",
            }
        data.append(point)
    found: dict[str, Any] = {"type": "scatter", "data": data, "symbol": SHAPES[mark.shape], "z": 5, **STILL}
    found |= {"name": mark.name, "color": mark.colours[0]} if mark.name else {}
    found |= {"labelLayout": {"moveOverlap": "shiftY"}} if mark.labels and mark.side != "inside" else {}
    found |= {"cursor": "pointer"} if mark.ids else {"cursor": "default"}
    if is_beside_lines or not mark.hover:
        found |= {"silent": True, "tooltip": {"show": False}}
    return found


def _segments(mark: Segments) -> dict[str, Any]:
    ends = zip(*map(_plain, (mark.x0, mark.y0, mark.x1, mark.y1)), strict=True)
    return {
        "type": "lines",
        "coordinateSystem": "cartesian2d",
        "silent": True,
        "z": 1 if mark.opacity < 1 else 4,
        "lineStyle": {"color": mark.colour, "opacity": mark.opacity, "curveness": 0},
        "data": [
            {"coords": [[x0, y0], [x1, y1]], "lineStyle": {"width": round(1.3 * width, 1)}}
            for (x0, y0, x1, y1), width in zip(ends, cycle(mark.widths), strict=False)
        ],
        **STILL,
    }  # fmt: skip


def _cells(mark: Cells) -> dict[str, Any]:
    cells = []
    for column, row in np.ndindex(*mark.field.shape):
        value = float(mark.field[column, row])
        if np.isfinite(value):
            cell: dict[str, Any] = {"value": [column, row, round(value, 6)]}
            if mark.has_numbers:
                cell["label"] = {"words": mark.words[column][row], "color": mark.ink(value)}
            cells.append(cell)
    return {
        "type": "heatmap",
        "data": cells,
        "label": {"show": mark.has_numbers, "fontSize": USUAL},
        "itemStyle": {"borderColor": "#ffffff", "borderWidth": 1},
        **STILL,
    }


def _colours(panel: Panel) -> dict[str, Any]:
    """The scale of the cells' colours."""
    for mark in panel.marks:
        if isinstance(mark, Cells):
            scale_of = {"min": mark.low, "max": mark.high, "inRange": {"color": list(mark.colours)}}
            shown = {"show": not mark.has_numbers, "right": 0, "top": "middle", "precision": panel.decimals}
            return {"visualMap": {**scale_of, **shown, "calculable": False, "itemHeight": 120}}
    return {}


def _add_rules(series: list[dict[str, Any]], marks: Sequence[Mark]) -> None:
    """Straight lines and boxes: ECharts draws them with another series."""
    rules = [mark for mark in marks if isinstance(mark, Rule)]
    if rules:
        series[-1]["markLine"] = {
            "symbol": "none",
            "silent": True,
            "animation": False,
            "data": [
                {
                    "yAxis" if rule.is_level else "xAxis": rule.at,
                    "lineStyle": {
                        "color": rule.colour,
                        "width": rule.width,
                        "type": [round(each * max(rule.width, 1.5)) for each in rule.dashes] or "solid",
                    },
                    "label": {
                        **FONT,
                        "show": bool(rule.text),
                        "words": rule.text,
                        "position": "end",
                        "color": IN_WORDS.get(rule.colour, rule.colour),
                    },
                }
                for rule in rules
            ],
        }
    for box in marks:
        if isinstance(box, Box):
            series[-1]["markArea"] = {
                "silent": True,
                "itemStyle": {"color": "transparent", "borderColor": box.colour, "borderWidth": 2.5},
                "data": [[{"coord": [box.x0, box.y0]}, {"coord": [box.x1, box.y1]}]],
            }


def _name_ends(series: list[dict[str, Any]], panel: Panel, right: int, plot: int) -> None:
    """Name and last value of each line at its end, pushed apart where they would cover each other."""
    ends = scale(panel, "y")
    named = [line for line in panel.lines if line.is_named]
    size = LARGE if panel.grows else USUAL
    letters = max(int((right - 14) / LETTER), 4)
    last = [float(np.nan_to_num(np.asarray(line.values, float)[-1])) for line in named]
    wanted = [plot * (ends.high - value) / (ends.high - ends.low) for value in last]
    heights = [_rows(line.label, letters) * size * ROW for line in named]
    shifts = iter(np.subtract(apart(wanted, heights, -TOP / 2, plot + 4), wanted))
    drawn = [each for each in series if each["type"] == "line" and "name" in each]
    for each, line in zip(drawn, panel.lines, strict=True):
        each["endLabel"] = {"show": False}
        if line.is_named:
            each["endLabel"] = {
                "show": True,
                "words": line.label,
                "color": IN_WORDS.get(line.colour, line.colour),
                "fontSize": USUAL,
                "lineHeight": round(USUAL * ROW),
                "fontWeight": "bold",
                "distance": 6,
                "width": right - 10,
                "overflow": "break",
                "offset": [0, round(float(next(shifts)), 1)],
            }


def _rows(text: str, letters: int) -> int:
    """Rows that a text takes when it is broken between words."""
    rows, row = 1, 0
    for word in text.split():
        room = row + 1 + len(word) if row else len(word)
        if room > letters and row:
            rows, row = rows + 1, len(word)
        else:
            row = room
        rows += max(row - 1, 0) // letters
        row = (row - 1) % letters + 1 if row else 0
    return rows


def _media(panel: Panel, left: int, right: int) -> list[dict[str, Any]]:
    """Letters grow on a wide screen where they are read from the back of a room; names take less room on a phone."""

    def at(size: int, left: int, right: int) -> dict[str, Any]:
        end = {"fontSize": size, "width": right - 10, "lineHeight": round(size * ROW)}
        series = [
            {"endLabel": end} if each["type"] == "line" and "name" in each else {}
            for mark in panel.marks
            for each in _series(mark, panel)
        ]
        axis = {"axisLabel": {"fontSize": size}}
        return {"grid": {"left": left, "right": right}, "xAxis": axis, "yAxis": axis, "series": series}

    media: list[dict[str, Any]] = [{"option": at(USUAL, left, right)}]
    if panel.grows:
        media.insert(
            0, {"query": {"minWidth": WIDE}, "option": at(LARGE, left + 12, round(right * LARGE / USUAL))}
        )
    if right > ON_A_PHONE:
        media.insert(0, {"query": {"maxWidth": NARROW}, "option": at(USUAL, left, ON_A_PHONE)})
    return media if len(media) > 1 else []


def _plain(values: Values) -> list[float | None]:
    return [round(float(value), 6) if np.isfinite(value) else None for value in np.asarray(values, float)]
