"""The same organisation if the numbers that nobody knows exactly are otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor

from culture_sim.ensemble import Ensemble
from culture_sim.ensemble.centring import RATES, STATES, held, levels
from culture_sim.ensemble.draws import draws
from culture_sim.ensemble.guess import guessed
from culture_sim.parameters import Parameters

CANDIDATES = 3
"""Sets drawn for each that is wanted: some cannot be, because the baseline would not stay where it is observed."""


def otherwise(ensemble: Ensemble, wanted: int, executor: Executor) -> list[Ensemble]:
    """Ensembles with parameters drawn from their ranges, the baseline held where it stands.

    The same draws as `culture-sim compare` makes: number n has the luck n of the given ensemble.

    Args:
        ensemble: the organisation with its central parameters.
        wanted: how many; fewer come back if too few of those drawn can be held.
        executor: solves for several at a time.
    """
    place, central, seed = ensemble.organisation, ensemble.parameters, ensemble.seed
    stand = levels(place, central, [seed])
    targets: Mapping[str, float] = {
        key: stand[key] for key in (*RATES, "sickness_percent", "vacancy_percent", *STATES)
    }

    def hold(drawn: Parameters) -> Parameters | None:
        return held(place, guessed(drawn, central, stand), targets, seed)

    candidates = list(draws(central, CANDIDATES * wanted, seed))
    found: list[Parameters] = []
    while candidates and len(found) < wanted:
        batch = candidates[: max(2, wanted - len(found))]
        candidates = candidates[len(batch) :]
        found += [each for each in executor.map(hold, batch) if each is not None]
    return [Ensemble(place, each, seed) for each in found[:wanted]]
