"""A study, and the part of its design points that somebody wants to see."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from culture_sim.errors import InputError
from culture_sim.findings.study import in_short
from culture_sim.study import Study

if TYPE_CHECKING:
    import pandas

MOST_LEVELS = 12
"""Values of a factor up to which it is chosen from a list; more are a range."""
LEAST_BOX_POINTS, LEAST_PAWN_POINTS = 8, 30


@dataclass(frozen=True)
class PointFilter:
    """What one factor may be: one of its values as shown, or a range of numbers; None is no limit."""

    factor: str
    shown: str | None = None
    low: float | None = None
    high: float | None = None

    def holds(self, column: pandas.Series[Any]) -> pandas.Series[bool]:
        """Which points are wished for."""
        kept = column.notna()
        if self.shown is not None:
            kept &= column.map(in_short) == self.shown
        if self.low is not None:
            kept &= column >= self.low
        if self.high is not None:
            kept &= column <= self.high
        return kept


class FilteredStudy(Study):
    """A study in which only some design points count: every analysis takes it as it takes the whole.

    Raises:
        InputError: the folder holds no study, or no point is left.
    """

    def __init__(self, folder: Path, wishes: tuple[PointFilter, ...] = ()) -> None:
        super().__init__(folder)
        self._whole = whole = super().points()
        kept = whole.index == whole.index
        for wish in wishes:
            kept &= wish.holds(whole[wish.factor]).to_numpy(bool)
        self.is_whole = bool(kept.all())
        self.of_points = len(whole)
        self.chosen = [int(point) for point in whole.index[kept]]
        if not self.chosen:
            raise InputError("No design point is like that. Widen the filter.")

    def points(self) -> pandas.DataFrame:
        """The points that count."""
        return self._whole.loc[self.chosen]

    def values(self, *args: Any, **named: Any) -> pandas.DataFrame:
        """Runs of the points that count."""
        found = super().values(*args, **named)
        return found[found["point"].isin(self.chosen)].reset_index(drop=True)

    @property
    def where(self) -> str:
        """The points that count, as a condition of a query."""
        return "true" if self.is_whole else f"point IN ({', '.join(map(str, self.chosen))})"

    def levels(self) -> dict[str, list[Any]]:
        """The values that each factor still takes, in order."""
        points = self.points()
        return {str(name): _in_order(points[name]) for name in points.columns}

    def listed(self) -> list[str]:
        """Factors that take a few values and more than one: they can make the sides of a map."""
        return [name for name, values in self.levels().items() if 2 <= len(values) <= MOST_LEVELS]

    def scaled(self) -> list[str]:
        """Factors that are numbers and still take more than one value."""
        numbers = {str(each["name"]) for each in self.factors if each["numeric"]}
        return [name for name, values in self.levels().items() if name in numbers and len(values) > 1]

    def pictures(self) -> list[str]:
        """The pictures that the design allows, the most telling first."""
        found = []
        is_grid = self.design in {"grid", "list"}
        if is_grid and len(self.listed()) >= 2:
            found.append("heat-map")
        if self.has_baseline and self._has_plans():
            found.append("frontier")
        if self.design != "morris" and len(self.scaled()) >= 2 and len(self.chosen) >= LEAST_BOX_POINTS:
            found.append("box")
        for_sensitivity = self.design in {"morris", "saltelli"}
        if self.factors and (for_sensitivity or self.of_points >= LEAST_PAWN_POINTS):
            found.insert(0 if for_sensitivity else len(found), "tornado")
        return [*found, "trajectories"]

    def _has_plans(self) -> bool:
        """Whether points differ in what is done, and so in what is spent."""
        paths = [path for each in self.factors for path in each["paths"] or ["levers"]]
        return len(self.scenarios) > 1 or any(path.startswith(("levers", "rollout")) for path in paths)


def _in_order(column: pandas.Series[Any]) -> list[Any]:
    values = list(dict.fromkeys(column))
    return sorted(values) if column.dtype.kind in "fiu" else values
