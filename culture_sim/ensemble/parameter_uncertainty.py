"""Sets of parameters that could be true of an organisation: drawn from their ranges, its baseline recalibrated."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor

from culture_sim.calibration.baseline_levels import target_keys
from culture_sim.calibration.draws import draws
from culture_sim.calibration.solve import baseline_levels, recalibrate
from culture_sim.organisation import Organisation
from culture_sim.parameters import Parameters

CANDIDATES = 3
"""Sets drawn for each that is wanted: those whose baseline cannot be recalibrated are dropped."""


def sample_plausible_parameters(
    organisation: Organisation,
    central: Parameters,
    wanted: int,
    seed: int,
    executor: Executor,
    tell: Callable[[int], None] = lambda _: None,
) -> tuple[list[Parameters], int]:
    """Drawn sets with intercepts that keep the baseline where the central parameters put it.

    Args:
        organisation: whose baseline it is.
        central: parameters whose baseline stands where it should.
        wanted: how many sets; fewer come back if too few of those drawn can be recalibrated.
        seed: of the draws.
        executor: solves for several at a time.
        tell: called with the number found as work goes on.

    Returns:
        The sets, and how many were drawn to find them.
    """
    stand = baseline_levels(organisation, central)
    targets = {key: stand[key] for key in target_keys(organisation.setting)}
    candidates = list(draws(central, CANDIDATES * wanted, seed))
    found: list[Parameters] = []
    tried = 0
    while len(found) < wanted and tried < len(candidates):
        batch = candidates[tried : tried + max(2, wanted - len(found))]
        tried += len(batch)
        for recalibrated in executor.map(
            lambda drawn: recalibrate(organisation, drawn, targets),
            batch,
        ):
            if recalibrated is not None and len(found) < wanted:
                found.append(recalibrated)
            tell(len(found))
    return found, tried
