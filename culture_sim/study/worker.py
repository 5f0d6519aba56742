"""What a worker does: it lives batches of runs, and answers with their numbers."""

from __future__ import annotations

import os
import traceback
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from culture_sim.cache import LRUCache
from culture_sim.calibration.baseline_levels import TARGETS
from culture_sim.calibration.draws import draws
from culture_sim.calibration.initial_intercepts import initial_intercepts
from culture_sim.calibration.solve import baseline_levels, calibrate_baseline, recalibrate
from culture_sim.ensemble import Ensemble
from culture_sim.organisation import Organisation
from culture_sim.outcomes import OUTCOMES
from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario
from culture_sim.study.plan import Batch, RunRequest, WarmupGroup
from culture_sim.study.run_context import RunContext
from culture_sim.study.study_file import NOTHING
from culture_sim.version import model_version

STORED = tuple(each.key for each in OUTCOMES if each.key != "net_saving_gbp")
"""Outcomes that a run has by itself; a net saving takes a baseline."""

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
    """What a batch brought: facts of each run, and numbers of those that did not fail.

    `yearly` is (runs, years + 1, outcomes), nan where a run failed; `weekly` is (runs, weeks, columns).
    """

    facts: list[RunRecord]
    yearly: NDArray[np.float64]
    weekly: NDArray[np.float32]


_organisations = LRUCache[Organisation](16)
_calibrated = LRUCache[Parameters](64)
_targets = LRUCache[dict[str, float]](16)
_settled = LRUCache["Parameters | ImplausibleError"](64)
_warmed_up = LRUCache[Ensemble](
    100_000, lambda ensemble: ensemble.organisation.staff, 2 * (os.cpu_count() or 1)
)
_scenarios = LRUCache[Scenario](5_000)


def run_batch(recipe: RunContext, batch: Batch) -> BatchResult:
    """Live some groups of runs. A run that raises becomes a row with its error."""
    facts: list[RunRecord] = []
    yearly: list[NDArray[np.float64]] = []
    weekly: list[NDArray[np.float32]] = []
    for group in batch:
        for one, years, weeks in _run_group(recipe, group):
            facts.append(one)
            yearly.append(years)
            weekly.append(weeks)
    return BatchResult(facts, np.stack(yearly), np.stack(weekly))


def _run_group(
    recipe: RunContext, group: WarmupGroup
) -> list[tuple[RunRecord, NDArray[np.float64], NDArray[np.float32]]]:
    ensemble: Ensemble | None = None
    problem: str | None = None
    try:
        ensemble = warmed_up(recipe, group)
    except Exception as error:  # noqa: BLE001 - any failure of a run is a row of the results
        problem = one_line_error(error)
    of_all = _of_all(ensemble)
    found = []
    for life in group.lives:
        years = np.full((recipe.years + 1, len(STORED)), np.nan)
        weeks = np.full((WEEKS_A_YEAR * (recipe.years + 1), len(recipe.weekly)), np.nan, dtype=np.float32)
        failed, scenario_hash = problem, ""
        if ensemble is not None:
            try:
                scenario_hash = _live(recipe, ensemble, life, years, weeks)
            except Exception as error:  # noqa: BLE001
                failed = one_line_error(error)
                years[:], weeks[:] = np.nan, np.nan
        found.append((_facts(recipe, group, life, scenario_hash, of_all, failed), years, weeks))
    return found


def _live(
    recipe: RunContext,
    ensemble: Ensemble,
    life: RunRequest,
    years: NDArray[np.float64],
    weeks: NDArray[np.float32],
) -> str:
    """Live one run into its rows; answers with the hash of its scenario."""
    scenario = _changed(recipe, life)
    place = ensemble.organisation
    scenario.check_names(place.profession_names, place.directorate_names)
    lived = ensemble.run(scenario, 0, recipe.years)
    for column, key in enumerate(STORED):
        years[:, column] = lived.yearly[key]
    for column, name in enumerate(recipe.weekly):
        weeks[:, column] = lived.weekly[name]
    return scenario.hash


def _changed(recipe: RunContext, life: RunRequest) -> Scenario:
    """The scenario of a run: made once, as the same point is lived under many lucks."""
    plain = recipe.scenarios[life.scenario]
    if not life.changes:
        return plain
    return _scenarios.get(life.scenario_key, lambda: plain.with_changes(life.changes))


class _OfAll(NamedTuple):
    """What all runs of a group have in common, and takes a while to say."""

    staff: int = 0
    organisation_hash: str = ""
    parameters_hash: str = ""


def _of_all(ensemble: Ensemble | None) -> _OfAll:
    if ensemble is None:
        return _OfAll()
    return _OfAll(ensemble.organisation.staff, ensemble.organisation.hash, ensemble.parameters.hash)


def _facts(
    recipe: RunContext,
    group: WarmupGroup,
    life: RunRequest,
    scenario_hash: str,
    of_all: _OfAll,
    error: str | None,
) -> RunRecord:
    return RunRecord(
        run=life.run,
        scenario=life.scenario,
        seed=group.seed,
        years=recipe.years,
        staff=of_all.staff,
        scenario_key=life.scenario_key,
        organisation_key=group.organisation_key,
        parameters_key=group.parameters_key,
        scenario_hash=scenario_hash,
        organisation_hash=of_all.organisation_hash,
        parameters_hash=of_all.parameters_hash,
        version=model_version(),
        error=error,
    )


def warmed_up(recipe: RunContext, group: WarmupGroup) -> Ensemble:
    """The organisation of a group after its burn-in, lived once and kept while it is wanted."""

    def make() -> Ensemble:
        place, parameters = settled(recipe, group)
        ensemble = Ensemble(place, parameters, seed=group.seed)
        ensemble.warmed_up(0)
        return ensemble

    key = (recipe.key, group.organisation_key, group.parameters_key, group.seed)
    return _warmed_up.get(key, make)


def organisation(recipe: RunContext, group: WarmupGroup) -> Organisation:
    """The organisation of a group."""
    key = (recipe.key, group.organisation_key)
    return _organisations.get(key, lambda: recipe.organisation(group.organisation))


def settled(recipe: RunContext, group: WarmupGroup) -> tuple[Organisation, Parameters]:
    """The organisation of a group, and its parameters: centred, drawn, changed, perhaps centred again."""
    place = organisation(recipe, group)
    place_key = (recipe.key, group.organisation_key)

    def centred() -> Parameters:
        known = recipe.centred.get(group.organisation_key)
        if known is not None:
            return recipe.given().replace(**known)
        if not is_centred(recipe, place):
            return recipe.given()
        return calibrate_baseline(place, recipe.given()).parameters

    def targets() -> dict[str, float]:
        return baseline_levels(place, central)

    def make() -> Parameters | ImplausibleError:
        chosen = central
        if group.draw:
            number, seed = recipe.draws
            chosen = next(islice(draws(central, number, seed), group.draw - 1, None))
        chosen = chosen.replace(**group.parameters)
        if recipe.centring == "each" and (group.draw or group.parameters):
            stand = _targets.get(place_key, targets)
            near = initial_intercepts(chosen, central, stand).replace(**group.parameters)
            centred_again = recalibrate(place, near, {key: stand[key] for key in TARGETS})
            return centred_again if centred_again is not None else ImplausibleError(IMPLAUSIBLE)
        return chosen

    central = _calibrated.get(place_key, centred)
    found = _settled.get((*place_key, group.parameters_key), make)
    if isinstance(found, ImplausibleError):  # kept as well: every luck would look for it in vain
        raise found
    return place, found


def is_centred(recipe: RunContext, place: Organisation) -> bool:
    """Whether the baseline is centred on the levels observed in an organisation."""
    return recipe.centring != NOTHING and place.observed is not None and bool(place.observed.figures())


def failed_batch(recipe: RunContext, batch: Batch, error: BaseException) -> BatchResult:
    """What to write down of a batch whose worker died of it."""
    facts = [
        _facts(recipe, group, life, "", _OfAll(), one_line_error(error))
        for group in batch
        for life in group.lives
    ]
    shape = (len(facts), recipe.years + 1)
    yearly = np.full((*shape, len(STORED)), np.nan)
    weekly = np.full((len(facts), WEEKS_A_YEAR * shape[1], len(recipe.weekly)), np.nan, dtype=np.float32)
    return BatchResult(facts, yearly, weekly)


def one_line_error(error: BaseException) -> str:
    """What went wrong and where in the model, in one line; of parameters that cannot be, the reason alone."""
    if isinstance(error, ImplausibleError):
        return str(error)
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:1000] + where
