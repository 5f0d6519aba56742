"""Runs of single levers: each alone, and removed from embedded, under paired seeds; and what a year of them shows."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from tests.patterns.figures import CORE, TYPICAL, WARM_UP, simulate, yearly
from tests.patterns.plans import EMBEDDED, PLANS, Plan
from tests.reference.specified import Run

SEEDS, CORE_SEEDS, YEARS = 24, 8, 3
LEVERS = tuple(EMBEDDED.levers)

Numbers = NDArray[np.float64]

_MEANS = ("served_trust", "ownership", "restorative_skill", "workload", "hurt_by_leader", "hurt_by_colleague")
_RATES = ("hardened", "suspended", "restorative_processes", "conflicts_ended")


def plan_of(name: str) -> Plan:
    """`alone LEVER`, `without LEVER` (of embedded), or a scenario of section 6."""
    way, _, lever = name.partition(" ")
    if way == "alone":
        return Plan({lever: EMBEDDED.levers[lever]})
    return EMBEDDED.changed(**{lever: None}) if way == "without" else PLANS[name]


@cache
def lever_figures(name: str, engaged: tuple[float, ...] = (), core: bool = False) -> dict[str, Numbers]:
    """What a year shows, (seeds, years + 1) by name; columns of the tally under `sum of COLUMN`.

    Args:
        name: of the plan; see `plan_of`.
        engaged: share of engagement that reaches each staff group; all of it if absent.
        core: the model as specified, without what was mended since, over fewer seeds.
    """
    rows, values = [], TYPICAL | (CORE if core else {})
    for seed in range(1, (CORE_SEEDS if core else SEEDS) + 1):
        run, teams = simulate(plan_of(name), seed, YEARS, values, engaged)
        years = [_year(run, year) for year in range(YEARS + 1)]
        for year, safety in zip(years, teams, strict=True):
            year["silent_teams"] = float(safety[np.argsort(teams[0])[: len(safety) // 3]].mean())
        for group in range(4):
            staff = run.state.staff[: len(run.state.shown)]
            there = staff.filled & (staff.profession == group)
            for state in ("ownership", "practice", "trust"):
                years[-1][f"{state} of group {group}"] = float(staff[state][there].mean())
        rows.append(years)
    return {
        key: np.array([[year.get(key, np.nan) for year in years] for years in rows]) for key in rows[0][-1]
    }


def _year(run: Run, year: int) -> dict[str, float]:
    last = WARM_UP + 52 * year
    weeks, posts = run.weeks[last - 52 : last], len(run.state.shown)
    row = yearly(run, year)
    row |= {name: float(weeks[name].mean()) for name in _MEANS}
    row |= {name: float(weeks[name].sum() / weeks.headcount.mean() * 1000) for name in _RATES}
    row["settled"] = 100 * weeks.resolved.sum() / max(1, weeks.conflicts_ended.sum())
    people = (weeks.in_conflict * weeks.headcount).sum()
    row["weeks_in_conflict"] = people / max(1, weeks.conflicts_ended.sum())
    row["kept"] = (
        100 * weeks.promises_kept.sum() / max(1, (weeks.promises_kept + weeks.promises_broken).sum())
    )
    row["hours"] = float(weeks.hours.sum() / posts * 1000)
    row["fees_gbp"] = float(weeks.fees.sum() / posts * 1000)
    return row | {f"sum of {name}": float(weeks[name].sum()) for name in weeks.dtype.names}


def change(name: str, what: str, years: tuple[int, ...] = (YEARS,), core: bool = False) -> Numbers:
    """A plan's mean difference over some years: from embedded for `without`, else from the blame culture; a seed."""
    base = "embedded" if name.startswith("without") else "blame_culture"
    difference = lever_figures(name, core=core)[what] - lever_figures(base, core=core)[what]
    found: Numbers = difference[:, list(years)].mean(axis=1)
    return found
