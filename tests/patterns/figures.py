"""Yearly figures of runs of model 2, by scenario and seed; every run is made once a process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from culture_sim.engine.tables import Diary, State, Ties
from tests.patterns.plans import PLANS, Plan, programme_of
from tests.reference.specified import Run, read

WARM_UP = 208
TYPICAL = {"staffing_spread": 0.0, "executive_style_spread": 0.0}
"""A typical trust: scenarios are run in it."""
CORE = read().core().changed
"""What the specification has otherwise: without what was mended since."""

HOUR = read()["staff_hour_gbp"]
"""Value of an hour of staff in GBP."""

MEANS = (
    "index", "psychological_safety", "trust", "burnout", "practice", "leadership_modelling", "commitment",
    "burnt_out", "norm",
)  # fmt: skip
RATES = ("grievances", "disciplinaries", "complaints", "claims", "harms", "reported_incidents")

Figures = dict[str, NDArray[np.float64]]
"""By name: (seeds, years), year 0 being the one before the launch. `teams`: safety, (seeds, years, teams).
`practice_by_week` and `index_by_week`: (seeds, weeks since the launch)."""


@cache
def _warmed_up(
    seed: int, years: int, values: tuple[tuple[str, float], ...]
) -> tuple[Run, State, NDArray[np.float64]]:
    """An organisation a week before any launch: the run, a copy of its state, and the safety of its teams in year 0."""
    run = Run(programme_of(Plan()), dict(read()) | dict(values), seed, 1000, WARM_UP + 52 * years)
    run.run(WARM_UP - 52)
    safety = _safety_of_teams(run, [4] * 12 + [3])
    return run, run.state.copied(), safety


def _safety_of_teams(run: Run, steps: list[int]) -> NDArray[np.float64]:
    """Mean over the ends of some steps of weeks."""
    safety = [
        (run.run(weeks).state.tally.psychological_safety / np.maximum(1, run.state.tally.headcount))
        for weeks in steps
    ]
    found: NDArray[np.float64] = np.mean(safety, axis=0)
    return found


def simulate(
    plan: Plan,
    seed: int,
    years: int = 5,
    values: Mapping[str, float] = TYPICAL,
    engaged: tuple[float, ...] = (),
) -> tuple[Run, NDArray[np.float64]]:
    """A run, valid until the next one of its seed, and the safety of its teams by year.

    No plan is launched in the warm-up, so all plans go on from one organisation a seed. `engaged` is the share of
    staff engagement that reaches each staff group, all of it if absent.
    """
    run, before, safety = _warmed_up(seed, years, tuple(values.items()))
    for part, saved in zip(run.state, before, strict=True):
        if not isinstance(part, Ties | Diary):  # the one never changes, the other is not kept
            part[...] = saved
    if engaged:
        staff = run.state.staff[: len(run.state.shown)]
        staff["engaged"] = np.array(engaged)[staff.profession]
    run.week, run.programme = WARM_UP - 1, programme_of(plan, WARM_UP, 52 * years + 1)
    run.run(1)
    teams = [safety] + [_safety_of_teams(run, [4] * 13) for _ in range(years)]
    return run, np.array(teams)


def yearly(run: Run, year: int) -> dict[str, float]:
    """Figures of a year after the launch, counted as in section 7; 0 is the year before."""
    last = WARM_UP + 52 * year
    weeks = run.weeks[last - 52 : last]
    staff, posts = weeks.headcount.mean(), len(run.state.shown)
    row = {name: weeks[name].mean() for name in MEANS}
    row |= {name: weeks[name].sum() / staff * 1000 for name in RATES}
    row["turnover"] = weeks.leavers.sum() / staff * 100
    row["voice"] = weeks.said.sum() / (weeks.said.sum() + weeks.kept.sum())
    row["need_met"] = weeks.need_met.sum() / max(1, weeks.needs.sum())
    row["cohesion"] = np.mean(0.5 * (1 - weeks.in_conflict) + 0.5 * np.minimum(1, 1.5 * weeks.norm))
    row["fees"] = weeks.fees.sum() / posts / 1000
    row["value"] = row["fees"] + HOUR * weeks.hours.sum() / posts / 1000
    row["sickness"] = 100 * weeks.sick.sum() / weeks.headcount.sum()
    row["stress"] = 100 * weeks.absent_for_stress.sum() / max(1, weeks.sick.sum())
    row["vacancies"] = 100 * (1 - staff / posts)
    row["recorded"] = 100 * weeks.reported_incidents.sum() / weeks.incidents.sum()
    return row


@cache
def figures(
    name: str,
    seeds: int = 24,
    years: int = 5,
    symmetric: bool = False,
    core: bool = False,
    engaged: tuple[float, ...] = (),
) -> Figures:
    """Figures of a scenario under seeds 1 to `seeds`.

    Args:
        name: of the scenario.
        seeds: how many.
        years: after the launch.
        symmetric: whether losses weigh as gains.
        core: as specified, without what was mended since.
        engaged: share of staff engagement that reaches each staff group; see `simulate`.
    """
    rows, teams, practice, index = [], [], [], []
    values = TYPICAL | (CORE if core else {}) | ({"loss_over_gain": 1.0} if symmetric else {})
    for seed in range(1, seeds + 1):
        run, safety = simulate(PLANS[name], seed, years, values, engaged)
        rows.append([yearly(run, year) for year in range(years + 1)])
        teams.append(safety)
        practice.append(run.weeks["practice"][WARM_UP:])
        index.append(run.weeks["index"][WARM_UP:])
    found: Figures = {key: np.array([[year[key] for year in row] for row in rows]) for key in rows[0][0]}
    weekly = {"practice_by_week": np.array(practice), "index_by_week": np.array(index)}
    return found | weekly | {"teams": np.array(teams)}


def gain(name: str, what: str = "index", seeds: int = 24, core: bool = False) -> NDArray[np.float64]:
    """(seeds, years) difference from `blame_culture` with the same seeds; the index in points."""
    difference = figures(name, seeds, core=core)[what] - figures("blame_culture", core=core)[what][:seeds]
    return difference * (100 if what == "index" else 1)


def silent_teams(name: str, seeds: int = 24, core: bool = False) -> NDArray[np.float64]:
    """(seeds, years) gain of safety in the third of teams whose safety was lowest in the year before the launch."""
    ours = figures(name, seeds, core=core)["teams"]
    theirs = figures("blame_culture", core=core)["teams"][:seeds]
    lowest = np.argsort(theirs[:, :1], axis=2)[:, :, : theirs.shape[2] // 3]
    found: NDArray[np.float64] = np.take_along_axis(ours - theirs, lowest, axis=2).mean(axis=2)
    return found


def error(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Standard error of the mean over seeds."""
    found: NDArray[np.float64] = values.std(axis=0, ddof=1) / np.sqrt(len(values))
    return found


def t_value(values: NDArray[np.float64]) -> float:
    """Mean over seeds divided by its standard error."""
    return float(values.mean() / error(values))
