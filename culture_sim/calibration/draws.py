"""Parameter uncertainty: sets of parameters drawn from their ranges."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from culture_sim.parameters import Parameter, Parameters
from culture_sim.parameters.table import MENDINGS

_SETTLED_THEMES = {"references", "survey", "start"}
_SWITCH = "switch"


def is_drawn(parameter: Parameter) -> bool:
    """Whether a parameter is uncertain. Intercepts are solved for, switches and definitions are chosen."""
    return (
        parameter.uncertain
        and parameter.source != "C"
        and parameter.unit != _SWITCH
        and parameter.theme not in _SETTLED_THEMES
        and parameter.name not in MENDINGS
    )


def draws(parameters: Parameters, number: int, seed: int) -> Iterator[Parameters]:
    """Sets of parameters by Latin hypercube: half of each range below the central value, half above.

    Args:
        parameters: the central set.
        number: how many sets.
        seed: of the draws; unrelated to the seeds of runs.
    """
    drawn = [each for each in parameters.table.values() if is_drawn(each)]
    points = latin_hypercube(number, len(drawn), np.random.default_rng([seed, 20]))
    for point in points:
        yield parameters.replace(
            **{
                each.name: float(two_piece_uniform_ppf(parameters[each.name], each.low, each.high, quantile))
                for each, quantile in zip(drawn, point, strict=True)
            }
        )


def latin_hypercube(number: int, dimensions: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Points of a Latin hypercube, (number, dimensions): SciPy's own, number for number.

    Loading `scipy.stats` for this alone would take a comparison a second.
    """
    own = rng.spawn(1)[0]
    inside = own.uniform(size=(number, dimensions))
    strata = np.tile(np.arange(1, number + 1), (dimensions, 1))
    for stratum in strata:
        own.shuffle(stratum)
    points: NDArray[np.float64] = (strata.T - inside) / number
    return points


def two_piece_uniform_ppf(central: float, low: float, high: float, quantile: float) -> float:
    """A value from the range, with the central one for a median."""
    low, high = min(low, central), max(high, central)
    if quantile < 0.5:
        return low + (central - low) * 2 * quantile
    return central + (high - central) * (2 * quantile - 1)
