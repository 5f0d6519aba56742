"""PRIM: the patient rule induction method of Friedman and Fisher (1999), as used for scenario discovery.

A box is a few limits on factors ("leadership at most 0.4 and champions at most 0.1") inside which something
happens often. It is found by peeling: from all points, thin slices are cut away, always the one whose loss
raises the share inside most. Limits that could as well be chance (quasi-p of Bryant and Lempert 2010) are then
dropped again. Peeling only: slices are not pasted back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from culture_sim.study.analysis.replicates import Numbers, is_numeric

if TYPE_CHECKING:
    import pandas

SLICE = 0.1
LEAST_POINTS = 8
QUASI_P = 0.05


@dataclass(frozen=True)
class Limit:
    """What one factor may be inside a box: `low` to `high` on a scale (None: no limit), or one of `names`."""

    factor: str
    low: float | None = None
    high: float | None = None
    names: tuple[str, ...] | None = None
    quasi_p: float = 0.0

    def holds(self, column: pandas.Series[Any]) -> np.ndarray:
        """Which points are within."""
        if self.names is not None:
            return column.astype(str).isin(self.names).to_numpy(bool)
        inside = np.ones(len(column), dtype=bool)
        if self.low is not None:
            inside &= column.to_numpy(float) >= self.low
        if self.high is not None:
            inside &= column.to_numpy(float) <= self.high
        return inside

    def __str__(self) -> str:
        if self.names is not None:
            return f"{self.factor} is {' or '.join(self.names)}"
        if self.low is not None and self.high is not None:
            return f"{self.factor} is {self.low:.3g} to {self.high:.3g}"
        if self.high is None:
            return f"{self.factor} ≥ {self.low:.3g}"
        return f"{self.factor} ≤ {self.high:.3g}"


@dataclass(frozen=True)
class Box:
    """A region of factors.

    `density` is the share of runs inside in which it happens, `coverage` the share of all such runs that lie
    inside, `support` the share of points inside. `steps` is the whole way of peeling (density, coverage,
    limits).
    """

    limits: tuple[Limit, ...]
    density: float
    coverage: float
    support: float
    base_rate: float
    steps: tuple[tuple[float, float, int], ...] = field(default=(), repr=False)

    def inside(self, points: pandas.DataFrame) -> np.ndarray:
        """Which points are in the box."""
        kept = np.ones(len(points), dtype=bool)
        for limit in self.limits:
            kept &= limit.holds(points[limit.factor])
        return kept

    def __str__(self) -> str:
        return " and ".join(map(str, self.limits)) or "everywhere"


def prim(points: pandas.DataFrame, happens: Numbers, *, density: float | None = None) -> Box:
    """The box in which something happens most.

    Args:
        points: factors, one row a design point.
        happens: (points,) share of the point's runs in which it happens.
        density: take the largest box with at least this density; without it, the box with the best balance
            (harmonic mean) of density and coverage.
    """
    way = _peeled(points, happens)
    best = _chosen([_judged(limits, points, happens) for limits in way], density)
    limits = tuple(_without_chance_limits(best.limits, points, happens))
    judged = _judged({limit.factor: limit for limit in limits}, points, happens)
    steps = tuple((each.density, each.coverage, len(each.limits)) for each in _boxes(way, points, happens))
    return Box(limits, judged.density, judged.coverage, judged.support, judged.base_rate, steps)


def _boxes(way: list[dict[str, Limit]], points: pandas.DataFrame, happens: Numbers) -> list[Box]:
    return [_judged(limits, points, happens) for limits in way]


def _chosen(boxes: list[Box], density: float | None) -> Box:
    if density is not None:
        dense = [box for box in boxes if box.density >= density]
        return max(dense, key=lambda box: box.coverage) if dense else max(boxes, key=lambda box: box.density)
    return max(boxes, key=lambda box: 2 * box.density * box.coverage / max(box.density + box.coverage, 1e-12))


def _judged(limits: Mapping[str, Limit], points: pandas.DataFrame, happens: Numbers) -> Box:
    box = Box(tuple(limits.values()), 0.0, 0.0, 0.0, float(happens.mean()))
    inside = box.inside(points)
    count = float(happens[inside].sum())
    return Box(
        box.limits,
        count / max(int(inside.sum()), 1),
        count / max(float(happens.sum()), 1e-12),
        float(inside.mean()),
        box.base_rate,
    )


def _peeled(points: pandas.DataFrame, happens: Numbers) -> list[dict[str, Limit]]:
    """Every set of limits on the way from all points to a few."""
    limits: dict[str, Limit] = {}
    way = [limits]
    inside = np.ones(len(points), dtype=bool)
    while inside.sum() > LEAST_POINTS and happens[inside].mean() < 1:
        cuts = [cut for name in points.columns for cut in _cuts(points[name], inside, limits.get(name))]
        kept = [(cut, inside & cut.holds(points[cut.factor])) for cut in cuts]
        usable = [(cut, left) for cut, left in kept if LEAST_POINTS <= left.sum() < inside.sum()]
        if not usable:
            break
        before = happens[inside].mean()
        # The gain for each point given up: wide slices of few-valued factors are not favoured for being wide
        gains = [(happens[left].mean() - before) / (inside.sum() - left.sum()) for _, left in usable]
        if max(gains) <= 0:
            break
        cut, inside = usable[int(np.argmax(gains))]
        limits = {**limits, cut.factor: cut}
        way.append(limits)
    return way


def _cuts(column: pandas.Series[Any], inside: np.ndarray, now: Limit | None) -> list[Limit]:
    """Limits that cut a thin slice more off one factor."""
    name = str(column.name)
    if not is_numeric(column):
        here = sorted(set(column[inside].astype(str)))
        if len(here) < 2:
            return []
        return [Limit(name, names=tuple(each for each in here if each != left_out)) for left_out in here]
    values = np.sort(column.to_numpy(float)[inside])
    if values[0] == values[-1]:
        return []
    low, high = (now.low, now.high) if now is not None else (None, None)
    wide = max(1, round(SLICE * len(values)))
    above = values[values > values[min(wide - 1, len(values) - 1)]]
    below = values[values < values[max(len(values) - wide, 0)]]
    found = []
    if len(above):
        found.append(Limit(name, float(_between(values, above[0], -1)), high))
    if len(below):
        found.append(Limit(name, low, float(_between(values, below[-1], 1))))
    return found


def _between(values: Numbers, at: float, side: int) -> float:
    """Half-way from a value to the next one on a side: a limit belongs to neither point."""
    others = values[values < at] if side < 0 else values[values > at]
    return float((at + (others[-1] if side < 0 else others[0])) / 2)


def _without_chance_limits(
    limits: tuple[Limit, ...], points: pandas.DataFrame, happens: Numbers
) -> list[Limit]:
    """Drop, one after another, limits that a box could as well have by chance."""
    from scipy.stats import binom

    kept = list(limits)
    while kept:
        judged = []
        for limit in kept:
            others = [each for each in kept if each is not limit]
            wider = Box(tuple(others), 0, 0, 0, 0).inside(points)
            inside = wider & limit.holds(points[limit.factor])
            count, number = float(happens[inside].sum()), int(inside.sum())
            judged.append(float(binom.sf(np.floor(count) - 1, number, float(happens[wider].mean()))))
        worst = int(np.argmax(judged))
        if judged[worst] <= QUASI_P:
            return [
                Limit(each.factor, each.low, each.high, each.names, value)
                for each, value in zip(kept, judged, strict=True)
            ]
        kept.pop(worst)
    return kept
