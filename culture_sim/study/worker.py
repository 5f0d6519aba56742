"""What a worker does: it simulates batches of runs and returns their results."""

from __future__ import annotations

import os
import traceback
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from culture_sim.cache import LRUCache
from culture_sim.calibration.baseline_levels import target_keys
from culture_sim.calibration.draws import draws
from culture_sim.calibration.solve import baseline_levels, calibrate_baseline, recalibrate
from culture_sim.ensemble import Ensemble
from culture_sim.organisation import Organisation
from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario
from culture_sim.study.plan import Batch, RunRequest, WarmupGroup
from culture_sim.study.run_context import RunContext
from culture_sim.study.study_file import NONE

IMPLAUSIBLE = "Implausible: with these parameters the baseline does not stay at its observed levels"


class ImplausibleError(Exception):
    """A set of parameters under which the baseline cannot stand where it does (history matching drops it)."""


class RunRecord(NamedTuple):
    """What is known of one run, beside its numbers."""

    run: str
    scenario: str
    seed: int
    years: int
    staff: int
    scenario_key: str
    organisation_key: str
    parameters_key: str
    scenario_hash: str
    organisation_hash: str
    parameters_hash: str
    version: str
    error: str | None


class BatchResult(NamedTuple):
    """Results of a batch: a record of each run, and outcomes of those that did not fail.

    `yearly` is (runs, years + 1, outcomes), nan where a run failed; `weekly` is (runs, weeks, columns).
    """

    records: list[RunRecord]
    yearly: NDArray[np.float64]
    weekly: NDArray[np.float32]


_organisations = LRUCache[Organisation](16)
_calibrations = LRUCache[Parameters](64)
_targets = LRUCache[dict[str, float]](16)
_group_parameters = LRUCache["Parameters | ImplausibleError"](64)
_warmed_up = LRUCache[Ensemble](
    100_000, lambda ensemble: ensemble.organisation.staff, 2 * (os.cpu_count() or 1)
)
_scenarios = LRUCache[Scenario](5_000)


def run_batch(context: RunContext, batch: Batch) -> BatchResult:
    """Run some groups. A run that raises becomes a row with its error."""
    result = failed_batch(context, batch)
    rows = zip(range(len(result.records)), result.yearly, result.weekly, strict=True)
    for group in batch:
        ensemble: Ensemble | None = None
        try:
            ensemble = warmed_up(context, group)
            known: dict[str, Any] = {
                "staff": ensemble.organisation.staff,
                "organisation_hash": ensemble.organisation.hash,
                "parameters_hash": ensemble.parameters.hash,
            }
        except Exception as error:  # noqa: BLE001 - any failure of a run is a row of the results
            known = {"error": one_line_error(error)}
        for request in group.requests:
            number, years, weeks = next(rows)
            record = result.records[number]._replace(**known)
            if ensemble is not None:
                try:
                    scenario_hash = _simulate(context, ensemble, request, years, weeks)
                    record = record._replace(scenario_hash=scenario_hash)
                except Exception as error:  # noqa: BLE001
                    record = record._replace(error=one_line_error(error))
                    years[:], weeks[:] = np.nan, np.nan
            result.records[number] = record
    return result


def _simulate(
    context: RunContext,
    ensemble: Ensemble,
    request: RunRequest,
    years: NDArray[np.float64],
    weeks: NDArray[np.float32],
) -> str:
    """Simulate one run into its rows; returns the hash of its scenario."""
    scenario = context.scenarios[request.scenario]
    if request.changes:  # made once, as the same point is run under many seeds
        plain = scenario
        scenario = _scenarios.get(request.scenario_key, lambda: plain.with_changes(request.changes))
    place = ensemble.organisation
    scenario.check_names(place.profession_names, place.directorate_names)
    run = ensemble.run(scenario, 0, context.years)
    for column, key in enumerate(context.stored):
        years[:, column] = run.yearly[key]
    for column, name in enumerate(context.weekly):
        weeks[:, column] = run.weekly[name]
    return scenario.hash


def warmed_up(context: RunContext, group: WarmupGroup) -> Ensemble:
    """The organisation of a group after its warm-up, simulated once and cached while it is wanted."""

    def make() -> Ensemble:
        place, parameters = prepare_group(context, group)
        ensemble = Ensemble(place, parameters, seed=group.seed)
        ensemble.warmed_up(0)
        return ensemble

    key = (context.key, group.organisation_key, group.parameters_key, group.seed)
    return _warmed_up.get(key, make)


def prepare_group(context: RunContext, group: WarmupGroup) -> tuple[Organisation, Parameters]:
    """The organisation of a group, and its parameters: calibrated, drawn, changed, perhaps calibrated again."""
    place_key = (context.key, group.organisation_key)
    place = _organisations.get(place_key, lambda: context.organisation(group.organisation))

    def calibrated() -> Parameters:
        known = context.calibrated.get(group.organisation_key)
        if known is not None:
            return context.given().replace(**known)
        if not is_calibrated(context, place):
            return context.given()
        return calibrate_baseline(place, context.given()).parameters

    def make() -> Parameters | ImplausibleError:
        chosen = central
        if group.draw:
            number, seed = context.draws
            chosen = next(islice(draws(central, number, seed), group.draw - 1, None))
        chosen = chosen.replace(**group.parameters)
        if context.calibration == "each" and (group.draw or group.parameters):
            stand = _targets.get(place_key, lambda: baseline_levels(place, central))
            near = chosen.replace(**group.parameters)
            recalibrated = recalibrate(place, near, {key: stand[key] for key in target_keys(place.setting)})
            return recalibrated if recalibrated is not None else ImplausibleError(IMPLAUSIBLE)
        return chosen

    central = _calibrations.get(place_key, calibrated)
    found = _group_parameters.get((*place_key, group.parameters_key), make)
    if isinstance(found, ImplausibleError):  # cached as well: every seed would look for it in vain
        raise found
    return place, found


def is_calibrated(context: RunContext, place: Organisation) -> bool:
    """Whether the baseline is calibrated to the levels observed in an organisation."""
    return context.calibration != NONE and bool(place.observed_figures)


def failed_batch(context: RunContext, batch: Batch, error: BaseException | None = None) -> BatchResult:
    """A batch of which nothing is known yet; or what to write down of it, if its worker died of an error."""
    problem = None if error is None else one_line_error(error)
    records = [
        RunRecord(
            request.run, request.scenario, group.seed, context.years, 0, request.scenario_key,
            group.organisation_key, group.parameters_key, "", "", "", context.setting.model_version, problem,
        )
        for group in batch
        for request in group.requests
    ]  # fmt: skip
    shape = (len(records), context.years + 1)
    yearly = np.full((*shape, len(context.stored)), np.nan)
    weekly = np.full((len(records), WEEKS_A_YEAR * shape[1], len(context.weekly)), np.nan, dtype=np.float32)
    return BatchResult(records, yearly, weekly)


def one_line_error(error: BaseException) -> str:
    """What went wrong and where in the model, in one line; of parameters that cannot be, the reason alone."""
    if isinstance(error, ImplausibleError):
        return str(error)
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:1000] + where
