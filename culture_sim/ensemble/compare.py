"""Paired comparison: every luck lives the baseline and the plans, after one shared burn-in."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from culture_sim.calibration.solve import (
    BaselineCalibration,
    CalibrationRow,
    calibrate_baseline,
    is_calibrated,
)
from culture_sim.ensemble.caveats import (
    dropped_draws,
    implausible,
    outside,
    the_same,
    turnover_flags,
    unreached,
)
from culture_sim.ensemble.comparison import (
    WEEKLY_COLUMNS,
    Comparison,
    DifferenceResult,
    ScenarioResult,
    bands,
    differences,
)
from culture_sim.ensemble.parameter_uncertainty import sample_plausible_parameters
from culture_sim.ensemble.resolve import resolve_organisation, resolve_scenarios
from culture_sim.ensemble.runs import Ensemble, Run
from culture_sim.errors import InputError
from culture_sim.model import LARGEST_SEED
from culture_sim.organisation import Organisation, check_whole
from culture_sim.outcomes.money import net_saving
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario
from culture_sim.settings import load_parameters
from culture_sim.settings.nhs_trust.outcomes import OUTCOMES, outcome
from culture_sim.version import __version__

Progress = Callable[[int, int, str], None]
Lives = dict[str, Run]
Table = dict[str, NDArray[np.float64]]

FIRST_LOOK = 10
MOST_RUNS = 10_000
MOST_YEARS = 90
_MEAN_BAND = 1.2816
"""Standard errors on either side of a mean that hold 80 %."""


def compare(
    scenarios: Sequence[Scenario | str | Path] | Scenario | str | Path = ("bolted_on", "embedded"),
    baseline: Scenario | str | Path = "blame_culture",
    *,
    setting: str = "nhs_trust",
    organisation: Organisation | str | Path | None = None,
    staff: int | None = None,
    years: int = 5,
    runs: int = 40,
    seed: int = 1,
    parameters: Parameters | None = None,
    parameter_share: float = 0.25,
    until: tuple[str, float] | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    core: bool = False,
) -> Comparison:
    """Live a baseline and plans many times under the same luck, and say what the plans did.

    Args:
        scenarios: plans, or one plan, by gallery name, path or as they are.
        baseline: what they are held against.
        setting: kind of organisation.
        organisation: an Organisation, a gallery name or a file; by default the setting's published example
            (the reference organisation with `core`). Its observed levels centre the baseline.
        staff: posts; by default the organisation's own number.
        years: years of programme.
        runs: most lives of each scenario.
        seed: luck of the first run; the next has the next number.
        parameters: where to start from; the files' if absent.
        parameter_share: share of runs that are lived once more with parameters drawn from their ranges.
        until: (outcome, half-width): stop earlier once the 80 % band of the mean difference in the last year is
            this narrow for every plan.
        workers: threads; one a core if absent.
        progress: called with (done, total, what) as work goes on.
        core: only the equations of model 2.5, in the model document's organisation, not centred.

    Raises:
        InputError: something asked for is wrong; nothing has been lived then.
    """
    check_whole(runs, "number of runs", most=MOST_RUNS)
    check_whole(years, "number of years", most=MOST_YEARS)
    if not 0.0 <= parameter_share <= 1.0:
        raise InputError(
            f"The share of runs with drawn parameters lies between 0 and 1, not {parameter_share!r}."
        )
    if until is not None:
        outcome(until[0])
        if not until[1] > 0:
            raise InputError(f"The half-width to reach must be above 0, not {until[1]!r}.")
    check_whole(seed, "seed", least=0, most=LARGEST_SEED)
    threads = check_whole(workers, "number of workers") if workers is not None else os.cpu_count() or 1
    base, plans = resolve_scenarios(baseline, scenarios, setting)
    place = resolve_organisation(organisation, setting, staff, core)
    for scenario in (base, *plans.values()):
        scenario.check_names(place.profession_names, place.directorate_names)
    given = parameters if parameters is not None else load_parameters()
    given = given.core() if core else given
    executor = ThreadPoolExecutor(threads)
    try:
        return _compared(
            executor, base, plans, place, given, years, runs, seed, parameter_share, until, progress, core
        )
    finally:
        # Nothing is left to do after success; who is stopped does not wait for lives that are being lived
        executor.shutdown(wait=False, cancel_futures=True)


def _compared(
    executor: ThreadPoolExecutor,
    base: Scenario,
    plans: Mapping[str, Scenario],
    place: Organisation,
    given: Parameters,
    years: int,
    runs: int,
    seed: int,
    parameter_share: float,
    until: tuple[str, float] | None,
    progress: Progress | None,
    core: bool,
) -> Comparison:
    everyone = {base.name: base, **plans}
    centring = None
    central = given
    if place.observed is not None and place.observed.figures() and not core:
        if not is_calibrated(place, given):
            _tell(progress, 0, runs, "centring the baseline on the observed levels")
        centring = calibrate_baseline(place, given, executor)
        central = centring.parameters
    ensemble = Ensemble(place, central, seed)
    lives = _lived_until(executor, ensemble, everyone, base.name, years, runs, until, progress)
    wanted = round(parameter_share * len(lives)) if plans else 0
    effects, drawn, dropped = None, 0, 0
    if wanted > 0:
        effects, drawn, dropped = _parameter_effects(
            executor, place, central, everyone, base.name, lives[:wanted], years, seed, progress
        )
    tables = {name: _table([life[name] for life in lives]) for name in everyone}
    _settle_money(tables, base.name)
    found = {
        name: ScenarioResult(name, each.title, each.shows, each.hash, bands(tables[name]))
        for name, each in everyone.items()
    }
    against = {
        name: DifferenceResult(
            name, differences(tables[name], tables[base.name], effects[name] if effects is not None else None)
        )
        for name in plans
    }
    return Comparison(
        version=__version__,
        setting=place.setting.name,
        organisation=place.name,
        organisation_hash=place.hash,
        parameters_hash=central.hash,
        staff=place.staff,
        years=years,
        runs=len(lives),
        parameter_draws=drawn,
        seed=seed,
        baseline=base.name,
        scenarios=found,
        differences=against,
        centring=_as_reproduced(centring, tables[base.name]) if centring else (),
        flags=(
            *unreached(centring),
            *the_same(everyone.values()),
            *turnover_flags(found, against, base.name),
            *implausible(given),
            *outside(centring),
            *dropped_draws(drawn, dropped),
        ),
        yearly=tables,
        weekly={
            name: {
                column: np.stack([life[name].weekly[column] for life in lives]).astype(np.float32)
                for column in WEEKLY_COLUMNS
            }
            for name in everyone
        },
    )


def _lived_until(
    executor: ThreadPoolExecutor,
    ensemble: Ensemble,
    everyone: Mapping[str, Scenario],
    base: str,
    years: int,
    runs: int,
    until: tuple[str, float] | None,
    progress: Progress | None,
) -> list[Lives]:
    """Runs in batches until the mean difference is known well enough, or there are no more runs."""
    lives: list[Lives] = []
    while len(lives) < runs:
        batch = runs - len(lives) if until is None else min(FIRST_LOOK, runs - len(lives))
        numbers = range(len(lives), len(lives) + batch)
        futures = {
            executor.submit(_all_lives, ensemble, everyone, number, years): number for number in numbers
        }
        done: dict[int, Lives] = {}
        for future in as_completed(futures):
            done[futures[future]] = future.result()
            _tell(progress, len(lives) + len(done), runs, "living the baseline and the plans")
        lives += [done[number] for number in numbers]
        if until is not None and half_width(lives, base, until[0]) <= until[1]:
            break
    return lives


def _all_lives(ensemble: Ensemble, everyone: Mapping[str, Scenario], number: int, years: int) -> Lives:
    return {name: ensemble.run(scenario, number, years) for name, scenario in everyone.items()}


def half_width(lives: Sequence[Lives], base: str, key: str) -> float:
    """Half the 80 % band of the mean difference in the last year, for the plan where it is widest.

    One run says nothing about the next: infinity.
    """
    if len(lives) < 2:
        return float("inf")
    tables = {name: _table([life[name] for life in lives]) for name in lives[0]}
    _settle_money(tables, base)
    widest = 0.0
    for name, table in tables.items():
        if name != base:
            values = table[key][:, -1] - tables[base][key][:, -1]
            widest = max(widest, _MEAN_BAND * float(values.std(ddof=1)) / float(np.sqrt(len(values))))
    return widest


def _parameter_effects(
    executor: ThreadPoolExecutor,
    place: Organisation,
    central: Parameters,
    everyone: Mapping[str, Scenario],
    base: str,
    lives: Sequence[Lives],
    years: int,
    seed: int,
    progress: Progress | None,
) -> tuple[dict[str, Table] | None, int, int]:
    """How far drawn parameters move each difference, luck held fixed and the baseline held where it is.

    Returns:
        Effects by plan and outcome, (draws, years + 1) each, or None if no draw was plausible; how many draws
        were used; how many were dropped because their baseline could not be held.
    """
    wanted = len(lives)
    found, tried = sample_plausible_parameters(
        place, central, wanted, seed, executor,
        lambda done: _tell(progress, done, wanted, "drawing parameters from their ranges"),
    )  # fmt: skip
    if not found:
        return None, 0, tried

    def one(centred: Parameters, number: int) -> Lives:
        return _all_lives(Ensemble(place, centred, seed), everyone, number, years)

    futures = [executor.submit(one, centred, number) for number, centred in enumerate(found)]
    moved: list[Lives] = []
    for future in futures:
        moved.append(future.result())
        _tell(progress, len(moved), len(found), "living with drawn parameters")
    with_draws = {name: _table([life[name] for life in moved]) for name in everyone}
    without = {name: _table([life[name] for life in lives[: len(found)]]) for name in everyone}
    _settle_money(with_draws, base)
    _settle_money(without, base)
    effects = {
        name: {
            each.key: (with_draws[name][each.key] - with_draws[base][each.key])
            - (without[name][each.key] - without[base][each.key])
            for each in OUTCOMES
        }
        for name in everyone
        if name != base
    }
    return effects, len(found), tried - len(found)


def _table(lives: Sequence[Run]) -> Table:
    return {each.key: np.stack([life.yearly[each.key] for life in lives]) for each in OUTCOMES}


def _settle_money(tables: Mapping[str, Table], base: str) -> None:
    for table in tables.values():
        for run in range(len(table["net_saving_gbp"])):
            table["net_saving_gbp"][run] = net_saving(
                tables[base]["harm_cost_gbp"][run],
                table["harm_cost_gbp"][run],
                table["programme_cost_gbp"][run],
            )


def _as_reproduced(centring: BaselineCalibration, baseline: Table) -> tuple[CalibrationRow, ...]:
    """What the baseline of this very comparison reproduces, all years together."""
    keys = {"leaver_rate_percent": "turnover_percent"}
    return tuple(
        CalibrationRow(
            row.key,
            row.observed,
            float(baseline[keys.get(row.key, row.key.replace("_share_percent", "_percent"))][:, 1:].mean()),
            row.source,
            row.note,
        )
        for row in centring.rows
    )


def _tell(progress: Progress | None, done: int, total: int, what: str) -> None:
    if progress is not None:
        progress(done, total, what)
