"""Runs of the lesson's plans under common random numbers, and how a reveal reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from culture_sim.ensemble.intervals import interval
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.outcomes.money import WEEKS_A_YEAR

if TYPE_CHECKING:
    from culture_sim.ensemble.compare import Progress
    from culture_sim.ensemble.comparison import Comparison

RUNS = 20
BASELINE = "blame_culture"
Role = Literal["plan", "baseline", "other"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart: the mean of runs for each week, with the 80 % interval."""

    name: str
    role: Role
    mean: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines over the weeks of the programme, or over its years from the year before on.

    The title states the finding; `said` is for screen readers. The scale begins at `low`, where the lines need it if
    that is None.
    """

    title: str
    unit: str
    lines: tuple[Line, ...]
    said: str
    marks: tuple[tuple[int, str], ...] = ()
    by: Literal["week", "year"] = "week"
    low: float | None = 0.0


def run_lesson(
    seed: int = 1, runs: int = RUNS, progress: Progress | None = None, setting: str = DEFAULT_SETTING
) -> Comparison:
    """Run every plan of a setting's lesson under the same random numbers, in the organisation of the lesson.

    Raises:
        InputError: the setting has no lesson.
    """
    from culture_sim.ensemble import compare
    from culture_sim.settings import load_setting
    from culture_sim.stories.steps import lesson_of
    from culture_sim.stories.two_worlds import place_of_lesson

    kind = load_setting(setting)
    place = place_of_lesson(kind)
    lesson = lesson_of(kind)
    assert lesson is not None  # noqa: S101 - else there is no place
    return compare(
        lesson.plans, BASELINE, setting=setting, organisation=place, staff=None, runs=runs, seed=seed,
        parameter_share=0, equal_spend=lesson.equal_spend, progress=progress,
    )  # fmt: skip


def provenance(found: Comparison) -> str:
    """What is needed to reproduce the numbers."""
    last = found.seed + found.runs - 1
    return (
        f"Mean of {found.runs} paired runs of a made-up organisation of {found.staff} posts, seeds"
        f" {found.seed} to {last}; culture-sim {found.version}, organisation {found.organisation_hash},"
        f" parameters {found.parameters_hash}."
    )


def weeks_of(found: Comparison, scenario: str, column: str) -> NDArray[np.float64]:
    """(runs, weeks) of the programme; the year before is left out."""
    return np.asarray(found.weeks(scenario, column), np.float64)[:, WEEKS_A_YEAR:]


def line(found: Comparison, scenario: str, column: str, name: str, role: Role) -> Line:
    """A column of the tally as a line, out of 100."""
    return Line(name, role, *interval(100 * weeks_of(found, scenario, column)))


def gain_line(found: Comparison, scenario: str, column: str, name: str, role: Role) -> Line:
    """How far a column of the tally lies above the same run without a plan, in points."""
    gain = weeks_of(found, scenario, column) - weeks_of(found, BASELINE, column)
    return Line(name, role, *interval(100 * gain))


def chart_of(
    found: Comparison, scenario: str, column: str, name: str, title: str, said: str,
    unit: str = "Restorative practice, out of 100", marks: tuple[tuple[int, str], ...] = (),
) -> Chart:  # fmt: skip
    """A column with a plan and without."""
    lines = (
        line(found, scenario, column, name, "plan"),
        line(found, BASELINE, column, found.title(BASELINE), "baseline"),
    )
    return Chart(title, unit, lines, said, marks)
