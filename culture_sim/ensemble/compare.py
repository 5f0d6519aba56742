"""`compare`: a baseline and plans run many times under common random numbers, after one shared warm-up."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path

import numpy as np

from culture_sim.calibration.solve import calibrate_baseline, is_calibrated
from culture_sim.ensemble.comparison import Comparison
from culture_sim.ensemble.equal_cost import EqualCostPlan, equal_cost_plan, mean_cost
from culture_sim.ensemble.intervals import RunArrays
from culture_sim.ensemble.parameter_uncertainty import sample_plausible_parameters
from culture_sim.ensemble.resolve import resolve_organisation, resolve_scenarios
from culture_sim.ensemble.runs import Ensemble
from culture_sim.errors import InputError
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.model import LARGEST_SEED
from culture_sim.organisation import Organisation, check_whole
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario
from culture_sim.settings import load_parameters, load_setting

Progress = Callable[[int, int, str], None]

FIRST_LOOK = 10
MOST_RUNS = 10_000
MOST_YEARS = 90
_MEAN_BAND = 1.2816
"""Standard errors on either side of a mean that hold 80 %."""


def compare(
    scenarios: Sequence[Scenario | str | Path] | Scenario | str | Path | None = None,
    baseline: Scenario | str | Path = "blame_culture",
    *,
    setting: str = DEFAULT_SETTING,
    organisation: Organisation | str | Path | None = None,
    staff: int | None = None,
    years: int = 5,
    runs: int = 40,
    seed: int = 1,
    parameters: Parameters | None = None,
    parameter_share: float = 0.25,
    until: tuple[str, float] | None = None,
    equal_spend: bool = False,
    workers: int | None = None,
    progress: Progress | None = None,
    core: bool = False,
) -> Comparison:
    """Run a baseline and plans many times under common random numbers, and say what the plans did.

    Args:
        scenarios: plans, or one plan, by gallery name, path or as they are; the setting's usual ones if absent.
        baseline: what they are compared with.
        setting: kind of organisation.
        organisation: an Organisation, a gallery name or a file; by default the setting's published example
            (the reference organisation with `core`). The baseline is calibrated to its observed levels.
        staff: posts; by default the organisation's own number.
        years: years of programme.
        runs: most runs of each scenario.
        seed: seed of the first run; the next has the next number.
        parameters: where to start from; the files' if absent.
        parameter_share: share of runs that are made once more with parameters drawn from their ranges.
        until: (outcome, half-width): stop earlier once the 80 % interval of the mean difference in the last year is
            this narrow for every plan.
        equal_spend: add training alone, scaled until it costs what the first plan costs, as a plan of its own.
        workers: threads; one a core if absent.
        progress: called with (done, total, what) as work goes on.
        core: the model as specified, without what was mended since, in the model document's organisation and
            not calibrated.

    Raises:
        InputError: something asked for is wrong; nothing has been run then.
    """
    check_whole(runs, "number of runs", most=MOST_RUNS)
    check_whole(years, "number of years", most=MOST_YEARS)
    if not 0.0 <= parameter_share <= 1.0:
        raise InputError(
            f"The share of runs with drawn parameters lies between 0 and 1, not {parameter_share!r}."
        )
    if until is not None:
        load_setting(setting).outcome(until[0])
        if not until[1] > 0:
            raise InputError(f"The half-width to reach must be above 0, not {until[1]!r}.")
    check_whole(seed, "seed", least=0, most=LARGEST_SEED)
    threads = check_whole(workers, "number of workers") if workers is not None else os.cpu_count() or 1
    base, plans = resolve_scenarios(baseline, scenarios, setting)
    place = resolve_organisation(organisation, setting, staff, core)
    for scenario in (base, *plans.values()):
        scenario.check_names(place.profession_names, place.directorate_names)
    given = parameters if parameters is not None else load_parameters(place.setting)
    executor = ThreadPoolExecutor(threads)
    try:
        found = begin(executor, place, {base.name: base, **plans}, given, years, seed, progress, core)
        found.runs_wanted = runs
        ensemble = Ensemble(place, found.parameters, seed)
        if equal_spend and plans:
            _tell(progress, 0, runs, "looking for the amount of training that costs the same")
            found = with_equal_cost(
                found, equal_cost_plan(plans[found.plan], mean_cost(ensemble, years, executor))
            )
        add_runs(found, executor, ensemble, runs, until, progress)
        if plans:
            add_draws(found, executor, round(parameter_share * found.runs), progress)
        return found
    finally:
        # Nothing is left to do after success; who is stopped does not wait for runs that are under way
        executor.shutdown(wait=False, cancel_futures=True)


def begin(
    executor: Executor,
    place: Organisation,
    scenarios: Mapping[str, Scenario],
    given: Parameters,
    years: int,
    seed: int,
    progress: Progress | None = None,
    core: bool = False,
) -> Comparison:
    """A comparison without any run, its baseline (the first scenario) calibrated to what is observed."""
    central, calibration = given.core() if core else given, None
    if place.observed_figures and not core:
        if not is_calibrated(place, given):
            _tell(progress, 0, 1, "calibrating the baseline to the observed levels")
        calibration = calibrate_baseline(place, given, executor)
        central = calibration.parameters
    return Comparison(place, central, next(iter(scenarios)), scenarios, years, seed, calibration)


def with_equal_cost(found: Comparison, equal: EqualCostPlan, name: str = "") -> Comparison:
    """The comparison, still without runs, with training alone at the cost of the first plan as its rival."""
    rival = name or equal.scenario.name
    scenarios = {**found.scenarios, rival: equal.scenario}
    return replace(found, scenarios=scenarios, rival=rival, equal_cost=equal)


def add_runs(
    found: Comparison,
    executor: Executor,
    ensemble: Ensemble,
    runs: int,
    until: tuple[str, float] | None = None,
    progress: Progress | None = None,
) -> None:
    """Add runs, in batches, until the mean difference is known well enough or there are as many as wanted."""
    while found.runs < runs:
        batch = runs - found.runs if until is None else min(FIRST_LOOK, runs - found.runs)
        replicates = range(found.runs, found.runs + batch)
        futures = {
            executor.submit(run_all, ensemble, found.scenarios, replicate, found.years): replicate
            for replicate in replicates
        }
        done: dict[int, dict[str, RunArrays]] = {}
        for future in as_completed(futures):
            done[futures[future]] = future.result()
            _tell(progress, found.runs + len(done), runs, "running the baseline and the plans")
        for replicate in replicates:
            found.add(done[replicate])
        if until is not None and half_width(found, until[0]) <= until[1]:
            break


def run_all(
    ensemble: Ensemble, scenarios: Mapping[str, Scenario], replicate: int, years: int
) -> dict[str, RunArrays]:
    """Every scenario once, under one seed."""
    setting = ensemble.organisation.setting
    return {
        name: RunArrays.of(ensemble.run(each, replicate, years), setting) for name, each in scenarios.items()
    }


def half_width(found: Comparison, key: str) -> float:
    """Half the 80 % interval of the mean difference in the last year, for the plan where it is widest.

    One run says nothing about the next: infinity.
    """
    widths = (_MEAN_BAND * found.difference_in(-1, plan, key).error for plan in found.plans)
    return max(widths, default=0.0) if found.runs > 1 else np.inf


def add_draws(found: Comparison, executor: Executor, wanted: int, progress: Progress | None = None) -> None:
    """Run every scenario once more under drawn parameters, each draw with the seed of one run.

    Draws whose baseline cannot be kept where it stands are dropped, and counted.
    """
    if wanted <= 0:
        return
    place, seed = found.organisation, found.seed
    sets, tried = sample_plausible_parameters(
        place,
        found.parameters,
        wanted,
        seed,
        executor,
        lambda done: _tell(progress, done, wanted, "drawing parameters from their ranges"),
    )
    found.dropped_draws = tried - len(sets)

    def one(pair: tuple[int, Parameters]) -> dict[str, RunArrays]:
        return run_all(Ensemble(place, pair[1], seed), found.scenarios, pair[0], found.years)

    runs: Iterable[dict[str, RunArrays]] = executor.map(one, enumerate(sets))
    for run in runs:
        found.add_draw(run)
        _tell(progress, found.parameter_draws, len(sets), "running with drawn parameters")


def _tell(progress: Progress | None, done: int, total: int, what: str) -> None:
    if progress is not None:
        progress(done, total, what)
