"""An outcome of a study year by year: the mean and the 80 % interval of the runs behind each line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from culture_sim.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from culture_sim.study.results import Study

BY_SCENARIO = "scenario"


@dataclass(frozen=True)
class Trajectory:
    """One line: `mean`, `low` and `high` are (years + 1,), the year before first; `level` is what the runs share."""

    level: str
    mean: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    runs: int


def trajectories_of(
    study: Study, outcome: str, *, by: str | None = None, scenario: str | None = None, most: int = 5
) -> tuple[list[Trajectory], Trajectory | None]:
    """The lines of an outcome under the central parameters, and the baseline's.

    Args:
        study: a study folder that was opened.
        outcome: its key.
        by: "scenario" for a line for every plan, a factor for a line for each of its levels, None for one line.
        scenario: the plan, unless there is a line for every plan; the first if absent.
        most: how many lines at most; of more levels, some from the lowest to the highest.

    Returns:
        the lines, and the baseline if the study has one.

    Raises:
        InputError: the factor was not varied, or no run has finished yet.
    """
    points = study.points()
    if by not in (None, BY_SCENARIO, *points.columns):
        raise InputError(f"'{by}' was not varied.{did_you_mean(str(by), map(str, points.columns))}")
    level = "''" if by is None else _quoted(by)
    plan = scenario or study.scenarios[0]
    part = (
        "true"
        if len(points) == study.manifest["points"]
        else f"point IN ({', '.join(map(str, points.index))})"
    )
    which = "scenario <> 'baseline'" if by == BY_SCENARIO else "scenario = $plan"
    found = _lines(study, outcome, level, f"{which} AND {part}", {} if by == BY_SCENARIO else {"plan": plan})
    if not found:
        raise InputError("No run of this part has finished yet.")
    if len(found) > most:
        found = [found[place] for place in np.linspace(0, len(found) - 1, most).round().astype(int)]
    if not study.has_baseline:
        return found, None
    return found, next(iter(_lines(study, outcome, "'baseline'", "scenario = 'baseline'", {})), None)


def _lines(study: Study, outcome: str, level: str, which: str, values: dict[str, str]) -> list[Trajectory]:
    table = study.query(
        f"SELECT {level} AS level, year, avg({_quoted(outcome)}) AS mean, count(*) AS runs,"
        f" quantile_cont({_quoted(outcome)}, 0.1) AS low, quantile_cont({_quoted(outcome)}, 0.9) AS high"
        f" FROM yearly WHERE draw = 0 AND {which} GROUP BY 1, 2 ORDER BY 1, 2",
        **values,
    )
    return [
        Trajectory(
            f"{name:.3g}" if isinstance(name, float) else str(name),
            part["mean"].to_numpy(float),
            part["low"].to_numpy(float),
            part["high"].to_numpy(float),
            int(part["runs"].max()),
        )
        for name, part in table.groupby("level", sort=False)
    ]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
