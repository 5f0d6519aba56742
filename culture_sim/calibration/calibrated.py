"""A model whose baseline stands at the levels that were observed, in one call."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from culture_sim.calibration.solve import calibrate_baseline
from culture_sim.model import CultureModel
from culture_sim.organisation import Organisation, build_organisation
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario


def calibrated_model(
    scenario: Scenario | str | Path = "blame_culture",
    seed: int | None = None,
    staff: int | None = None,
    organisation: Organisation | str | Path = "acute_trust",
    parameters: Parameters | None = None,
    **more: Any,
) -> CultureModel:
    """A CultureModel with parameters calibrated to the observed levels of its organisation.

    The calibration takes about half a minute the first time, and none after that: it is cached.

    Args:
        scenario: a Scenario, the name of one in the gallery, or the path of a file.
        seed: of the random numbers.
        staff: number of posts; by default what the organisation says.
        organisation: an Organisation, the name of one in the gallery, or the path of a file.
        parameters: where the calibration starts; the setting's if absent.
        more: what else CultureModel takes.

    Raises:
        InputError: something about the scenario, the organisation or a number is wrong.
    """
    place = (
        organisation if isinstance(organisation, Organisation) else build_organisation(organisation, staff)
    )
    calibrated = calibrate_baseline(place, parameters).parameters
    return CultureModel(scenario, seed, staff, place, calibrated, **more)
