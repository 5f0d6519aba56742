"""Levels of the blame-culture baseline, which calibration measures and moves."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor

import numpy as np

from culture_sim.errors import InputError
from culture_sim.model import WARM_UP_WEEKS, CultureModel
from culture_sim.organisation import Organisation
from culture_sim.outcomes import Outcome, share_of_others
from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.parameters import Parameters
from culture_sim.scenario import load_scenario
from culture_sim.settings import Setting

MEASURED_WEEKS = 2 * WEEKS_A_YEAR
STATES = ("workload", "burnout", "psychological_safety", "trust", "use")
LEVELS = (*STATES, "practice", "leadership_modelling")


def rates(setting: Setting) -> dict[str, tuple[str, float]]:
    """Observed rates, the column of the tally that counts each, and its scale."""
    return {
        key: (what.column, 100.0 if what.per == "percent of staff" else 1000.0)
        for key, what in setting.observable.items()
        if what.per in ("percent of staff", "per 1000 staff")
    }


def shares(setting: Setting) -> dict[str, Outcome]:
    """Observed levels that are shares of other things than people."""
    return {key: what for key, what in setting.observable.items() if what.of}


def target_keys(setting: Setting) -> tuple[str, ...]:
    """Levels to which a baseline with other parameters is calibrated."""
    return (*rates(setting), *shares(setting), "sickness_percent", "vacancy_percent", *STATES)


def measure_baseline(
    organisation: Organisation,
    parameters: Parameters,
    seeds: Iterable[int],
    executor: Executor | None = None,
    settle: int = WARM_UP_WEEKS,
) -> dict[str, float]:
    """Levels of the blame-culture baseline: means over runs and over two years, after `settle` weeks of warm-up.

    In a very small organisation, weeks in which nobody is in post have no states, and runs of nothing else count for
    nothing. A level that no life has, such as the trust of people whom nobody meets, is NaN.

    Raises:
        InputError: nobody was in post in any life.
    """

    def one(seed: int) -> dict[str, float] | None:
        return _levels_of(baseline(organisation, parameters, seed, settle))

    found = list(executor.map(one, seeds) if executor else map(one, seeds))
    peopled = [each for each in found if each is not None]
    if not peopled:
        raise InputError(
            f"Nobody is in post in '{organisation.name}' under a blame culture, so it cannot be calibrated: are its"
            " observed leavers, sickness and vacancies right?"
        )
    return {key: float(np.mean([each[key] for each in peopled])) for key in peopled[0]}


def baseline(
    organisation: Organisation, parameters: Parameters, seed: int, settle: int = WARM_UP_WEEKS
) -> CultureModel:
    """The organisation after some weeks of settling and the weeks that are measured, all of blame culture."""
    idle = load_scenario(f"{organisation.setting.name}/blame_culture")
    weeks = settle + MEASURED_WEEKS
    return CultureModel(
        idle, seed=seed, organisation=organisation, parameters=parameters, warm_up_weeks=weeks
    )


def _levels_of(model: CultureModel) -> dict[str, float] | None:
    weeks = model.tally[-MEASURED_WEEKS:]
    people = weeks.headcount.sum()
    if people == 0:
        return None
    found = {
        key: float(scale * WEEKS_A_YEAR * weeks[column].sum() / people)
        for key, (column, scale) in rates(model.setting).items()
    }
    for key, what in shares(model.setting).items():
        found[key] = float(share_of_others(what, np.asarray(weeks)[np.newaxis])[0])
    found["sickness_percent"] = float(100 * weeks.sick.sum() / people)
    found["vacancy_percent"] = float(100 * weeks.vacant.sum() / (weeks.vacant.sum() + people))
    weeks = weeks[weeks.headcount > 0]
    for name in LEVELS:
        known = weeks[name][np.isfinite(weeks[name])]
        found[name] = float(known.mean()) if known.size else np.nan
    found["burnt_out_share_percent"] = float(100 * weeks.burnt_out.mean())
    found["treated_fairly_percent"] = float(100 * weeks.treated_fairly.mean())
    found["safe_to_speak_up_percent"] = float(100 * weeks.safe_to_speak_up.mean())
    return found
