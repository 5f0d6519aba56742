"""How many runs, how long and how much disk, before anything starts."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

from culture_sim.ensemble import Ensemble
from culture_sim.model import WARM_UP_WEEKS
from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.study.plan import StudyPlan
from culture_sim.study.run_context import BASELINE, split_by_owner
from culture_sim.study.validate import validate_points
from culture_sim.study.worker import is_calibrated

BYTES_FOR_A_RUN = 60
BYTES_FOR_A_NUMBER = 6.5
"""A rough figure: one small study took 27 kB where this says 26; numbers without any pattern take about 9.5."""
BYTES_FOR_A_WEEKLY_NUMBER = 3.6
_HOLDING_WEEKS = 4 * 3 * WEEKS_A_YEAR
_CENTRING_POST_WEEKS = (5 * 4000 + 12_000 + 2 * 4000) * 5 * WEEKS_A_YEAR
_PROBE_SECONDS = 1.0


@dataclass(frozen=True)
class Estimate:
    """What a study will take.

    Attributes:
        points, scenarios, draws, seeds: what its runs are made of.
        runs: different runs, those of the baseline among them.
        warm_ups: warm-ups that they share.
        seconds: wall-clock time with `workers` at once.
        bytes: size on disk.
        seconds_a_run: measured on this machine.
    """

    points: int
    scenarios: int
    draws: int
    seeds: int
    runs: int
    warm_ups: int
    workers: int
    seconds: float
    bytes: float
    seconds_a_run: float


def estimate(plan: StudyPlan, workers: int | None = None) -> Estimate:
    """Try a study's points, run a little of it, and extrapolate.

    Raises:
        InputError: something in the study cannot be.
    """
    validate_points(plan)
    study, count = plan.study, workers or os.cpu_count() or 1
    unique = {row[3:]: row for row in plan.rows}
    groups = {row[4:]: row for row in plan.rows}
    first = next(iter(unique.values()))
    place = plan.context.organisation(split_by_owner(plan.changes(first.point)).organisation)
    warm_up, request = probe(plan)
    scale = sum(_staff(plan, row.point, place.staff) for row in unique.values()) / len(unique) / place.staff
    seeds = len(plan.seeds)
    work = scale * seeds * (len(unique) * request + len(groups) * warm_up)
    a_post_week = warm_up / (place.staff * WARM_UP_WEEKS)
    if is_calibrated(plan.context, place):
        work += len({row.organisation_key for row in plan.rows}) * a_post_week * _CENTRING_POST_WEEKS
    if study.centring == "each":
        work += len(groups) * a_post_week * place.staff * scale * _HOLDING_WEEKS
    runs = len(unique) * seeds
    numbers = (study.years + 1) * len(plan.context.stored) * BYTES_FOR_A_NUMBER
    weekly = (study.years + 1) * WEEKS_A_YEAR * len(study.weekly) * BYTES_FOR_A_WEEKLY_NUMBER
    return Estimate(
        plan.points, len(plan.plans), plan.draws, seeds, runs, len(groups) * seeds, count,
        work / count, runs * (BYTES_FOR_A_RUN + numbers + weekly), scale * request,
    )  # fmt: skip


def probe(plan: StudyPlan) -> tuple[float, float]:
    """Seconds of a warm-up and of a run, measured for about a second on the first point."""
    row = next(row for row in plan.rows if row.scenario != BASELINE)
    parts = split_by_owner(plan.changes(row.point))
    place = plan.context.organisation(parts.organisation)
    scenario = plan.context.scenarios[row.scenario].with_changes(parts.scenario)
    parameters = plan.context.given().replace(**parts.parameters)
    Ensemble(place, parameters, warm_up_weeks=WEEKS_A_YEAR).run(scenario, 0, 1)  # compiles, if it must
    began = time.perf_counter()
    ensemble = Ensemble(place, parameters)
    ensemble.warmed_up(0)
    warm_up = time.perf_counter() - began
    requests, began = 0, time.perf_counter()
    while requests == 0 or time.perf_counter() - began < _PROBE_SECONDS:
        ensemble.run(scenario, 0, plan.study.years)
        requests += 1
    return warm_up, (time.perf_counter() - began) / requests


def _staff(plan: StudyPlan, point: int, usual: int) -> float:
    return float(split_by_owner(plan.changes(point)).organisation.get("staff", usual))
