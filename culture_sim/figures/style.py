"""How every figure looks: colours with 3:1 on white and between neighbours, never red against green."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

INK = "#3D3D3D"
PALE = "#D9D9D9"
BASELINE = "#F46A25"
BASELINE_DASHES = (5, 2)
PLANS = ("#12436D", "#28A197", "#801650", "#A285D1", "#3D3D3D")
DASHES: tuple[tuple[int, ...], ...] = ((), (8, 1, 2, 1), (2, 1), (10, 2), (1, 1))
IN_WORDS = {BASELINE: "#B84A0C", "#28A197": "#1B7A72", "#A285D1": "#7A5CB0"}
"""Darker shades for letters, which need 4.5:1 on white."""

SEQUENTIAL = ("#FFFFFF", "#C9D3E3", "#8FA3C4", "#4F6C9C", "#12436D")
"""From little to much: one hue, light to dark, which reads in grey as well."""

WORSE_TO_BETTER = ("#8A3A08", "#F46A25", "#FFFFFF", "#6F8DB3", "#12436D")
"""Orange is worse, blue is better, white is no difference."""


def look(place: int | None) -> tuple[str, tuple[int, ...]]:
    """Colour and dashes by the place among the plans, None for the baseline: no colour stands without a line style."""
    if place is None:
        return BASELINE, BASELINE_DASHES
    return PLANS[place % len(PLANS)], DASHES[place % len(DASHES)]


def shade(share: float, colours: Sequence[str]) -> str:
    """The colour at a share between 0 and 1 of the way through some colours."""
    at = min(max(share, 0.0), 1.0) * (len(colours) - 1)
    first = min(int(at), len(colours) - 2)
    one, other = (_parts(colours[place]) for place in (first, first + 1))
    mixed = one + (other - one) * (at - first)
    return "#" + "".join(f"{round(float(part)):02x}" for part in mixed)


def ink_on(colour: str) -> str:
    """Dark or white letters, whichever stands out more on a colour (WCAG contrast)."""
    parts = _parts(colour) / 255
    light = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    luminance = float(light @ np.array([0.2126, 0.7152, 0.0722]))
    return "#FFFFFF" if 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.0533 else "#0B0C0C"


def _parts(colour: str) -> NDArray[np.float64]:
    return np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)], np.float64)


def apart(
    wanted: Sequence[float], sizes: Sequence[float], low: float = -np.inf, high: float = np.inf
) -> list[float]:
    """Where labels stand so that none covers another, each moved as little as need be.

    Args:
        wanted: where the middle of each would stand best.
        sizes: how much room each takes, in the same unit.
        low: where the room begins.
        high: where it ends.

    Returns:
        the middle of each label; within the room if all of them fit.
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    groups: list[list[int]] = []
    middles: list[float] = []
    for place in order:
        groups.append([place])
        middles.append(_middle(groups[-1], wanted, sizes, low, high))
        while len(groups) > 1:
            reach = [sum(sizes[each] for each in group) / 2 for group in groups[-2:]]
            if middles[-1] - middles[-2] >= sum(reach) - 1e-9:
                break
            groups[-2:] = [groups[-2] + groups[-1]]
            middles[-2:] = [_middle(groups[-1], wanted, sizes, low, high)]
    placed = [0.0] * len(wanted)
    for group, middle in zip(groups, middles, strict=True):
        edge = middle - sum(sizes[each] for each in group) / 2
        for each in group:
            placed[each] = edge + sizes[each] / 2
            edge += sizes[each]
    return placed


def _middle(
    group: Sequence[int], wanted: Sequence[float], sizes: Sequence[float], low: float, high: float
) -> float:
    """Where a block of touching labels is moved least, within the room."""
    reach = sum(sizes[each] for each in group) / 2
    edge, shifts = -reach, []
    for each in group:
        shifts.append(wanted[each] - (edge + sizes[each] / 2))
        edge += sizes[each]
    wished = float(np.mean(shifts))
    return min(max(wished, low + reach), max(high - reach, low + reach))
