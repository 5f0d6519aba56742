"""The same organisation if the numbers that nobody knows exactly are otherwise."""

from __future__ import annotations

from concurrent.futures import Executor

from culture_sim.ensemble import Ensemble
from culture_sim.ensemble.parameter_uncertainty import sample_plausible_parameters


def otherwise(ensemble: Ensemble, wanted: int, executor: Executor) -> list[Ensemble]:
    """Ensembles with parameters drawn from their ranges, the baseline held where it stands.

    The same draws as `culture-sim compare` makes: number n has the luck n of the given ensemble.

    Args:
        ensemble: the organisation with its central parameters.
        wanted: how many; fewer come back if too few of those drawn can be held.
        executor: solves for several at a time.
    """
    place, seed = ensemble.organisation, ensemble.seed
    found, _ = sample_plausible_parameters(place, ensemble.parameters, wanted, seed, executor)
    return [Ensemble(place, each, seed) for each in found]
