"""How far persons and organisations differ without any programme: measured in runs of the baseline."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from culture_sim.engine.columns import PEOPLE, columns
from culture_sim.engine.tables import Staff
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.model import CultureModel
from culture_sim.organisation import reference_organisation
from culture_sim.outcomes import Outcome
from culture_sim.parameters import read_parameters
from culture_sim.settings import Setting, load_parameters, load_setting

DIFFERENCES = "differences"
"""The theme of parameters that say how far organisations differ."""


class Spreads(NamedTuple):
    """Standard deviations by key of the outcome, each in the outcome's unit."""

    persons: Mapping[str, float]
    organisations: Mapping[str, float]


def measure_spreads(
    setting: str = DEFAULT_SETTING,
    organisations: int = 60,
    staff: int = 1000,
    seed: int = 1,
    workers: int = 1,
) -> Spreads:
    """Run a blame culture in many organisations whose staffing and executives differ, and see how far they differ.

    Args:
        setting: kind of organisation.
        organisations: how many, each of one seed.
        staff: posts of each.
        seed: of the first.
        workers: threads.

    Returns:
        Between persons: of those in post as the warm-up ends, within one organisation (root mean square over
        organisations), for every outcome that is the mean of a state of theirs. Between organisations: of the year
        before the programme, for every outcome but money. What is rarely counted differs more between small ones.
    """
    kind = load_setting(setting)
    usual = read_parameters(kind.folder / "parameters").table.values()
    both = {each.name: each.value for each in usual if each.theme == DIFFERENCES}
    parameters = load_parameters(kind).replace(**both)
    place = reference_organisation(staff, setting=setting)
    own = {each.key: each.column for each in kind.outcomes if is_personal(each, kind)}
    reported = [each.key for each in kind.outcomes if each.per != "money"]

    def one(replicate: int) -> tuple[list[float], list[float]]:
        model = CultureModel(
            f"{setting}/blame_culture", seed=seed + replicate, organisation=place, parameters=parameters
        )
        filled = model.staff[model.staff.filled]
        year = model.yearly_outcomes()
        return (
            [float(filled[column].var(ddof=1)) for column in own.values()],
            [float(year[key][0]) for key in reported],
        )

    with ThreadPoolExecutor(workers) as executor:
        found = list(executor.map(one, range(organisations)))
    within = np.sqrt(np.mean([each[0] for each in found], axis=0))
    between = np.std([each[1] for each in found], axis=0, ddof=1)
    return Spreads(
        dict(zip(own, within.tolist(), strict=True)), dict(zip(reported, between.tolist(), strict=True))
    )


def is_personal(outcome: Outcome, setting: Setting) -> bool:
    """Whether an outcome is the mean over people of a state that each has."""
    if outcome.per != "mean" or outcome.column not in columns(Staff):
        return False
    return columns(setting.tables.Tally)[outcome.column].over == PEOPLE
