"""Runs of children's services by plan, under paired seeds, and how far a plan moves what a year shows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
from numpy.typing import NDArray

from culture_sim import CultureModel, load_scenario
from culture_sim.scenario import Scenario
from culture_sim.settings import load_parameters, load_setting

SETTING = load_setting("social_work")
FIRST_SEED, SEEDS, YEARS = 101, 48, 5
"""Seeds that nobody had looked at when the purposes of levers were written down; 12 of them told small effects from
chance by luck: some held and some did not as the model changed."""
PATHS = {lever.field: lever.path for lever in SETTING.levers}
SHARES = {
    "champions": 0.1,
    "family_group_conferences": 3.0,
    "peer_facilitators": 0.02,
    "caseload_relief": 0.1,
}
"""How much of a lever alone, where full strength is not what a service would buy."""

Numbers = NDArray[np.float64]


def plan_of(name: str) -> Scenario:
    """`alone LEVER`, from the launch on, or a scenario of the gallery."""
    way, _, lever = name.partition(" ")
    if way != "alone":
        return load_scenario(f"social_work/{name}")
    *groups, last = PATHS[lever].split(".")
    levers: dict[str, object] = {last: SHARES.get(lever, 1.0)}
    for group in reversed(groups):
        levers = {group: levers}
    return Scenario.from_dict({"setting": "social_work", "levers": levers}, name=name)


@cache
def year_figures(name: str, values: tuple[tuple[str, float], ...] = ()) -> dict[str, Numbers]:
    """What a year shows, (seeds, years + 1) by name: outcomes, and sums of the tally's columns by column.

    Args:
        name: of the plan; see `plan_of`.
        values: parameters that differ.
    """
    parameters, plan = load_parameters("social_work").replace(**dict(values)), plan_of(name)

    def years_of(seed: int) -> dict[str, Numbers]:
        model = CultureModel(plan, seed, parameters=parameters).run_for(52 * YEARS)
        weeks = model.tally[-52 * (YEARS + 1) :]
        sums = {column: weeks[column].reshape(YEARS + 1, 52).sum(axis=1) for column in weeks.dtype.names}
        return sums | {key: np.asarray(value) for key, value in model.yearly_outcomes().items()}

    with ThreadPoolExecutor() as threads:
        rows = list(threads.map(years_of, range(FIRST_SEED, FIRST_SEED + SEEDS)))
    return {key: np.array([row[key] for row in rows], dtype=np.float64) for key in rows[0]}


def change(
    name: str,
    what: str,
    years: tuple[int, ...] = (YEARS,),
    base: str = "blame_culture",
    values: tuple[tuple[str, float], ...] = (),
) -> Numbers:
    """Mean difference of a plan, with some parameters changed, from another as it stands, over some years, a seed."""
    moved = year_figures(name, values)[what] - year_figures(base)[what]
    found: Numbers = moved[:, list(years)].mean(axis=1)
    return found
