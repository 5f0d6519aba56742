"""Which combinations of factors are tried: points in the unit cube, one column a factor."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.errors import InputError, did_you_mean
from culture_sim.study.design_file import (
    MOST_POINTS,
    Grid,
    LatinHypercube,
    ListOfPoints,
    Morris,
    Saltelli,
    Sobol,
)
from culture_sim.study.factors import Factor
from culture_sim.study.optional import require
from culture_sim.study.study_file import StudyFile

Units = NDArray[np.float64]


def problem(factors: Sequence[Factor]) -> dict[str, Any]:
    """The factors as SALib speaks of them, all between 0 and 1."""
    return {
        "num_vars": len(factors),
        "names": [factor.name for factor in factors],
        "bounds": [[0.0, 1.0]] * len(factors),
    }


def design_points(study: StudyFile, factors: Sequence[Factor]) -> tuple[Units, list[tuple[Any, ...]]]:
    """Every point of the design: its place in the unit cube (points, factors), and its values.

    Raises:
        InputError: the design and the factors do not go together, with the line.
    """
    design = study.design
    if isinstance(design, ListOfPoints):
        return _listed(study, design, factors)
    if not factors and not isinstance(design, Grid):
        raise InputError(f"A design of kind '{design.kind}' needs factors to vary.", *study.place("design"))
    units = _units(study, factors)
    return units, [
        tuple(factor.value(float(u)) for factor, u in zip(factors, row, strict=True)) for row in units
    ]


def _units(study: StudyFile, factors: Sequence[Factor]) -> Units:
    from scipy.stats import qmc

    design, width = study.design, len(factors)
    match design:
        case Grid():
            sides = [factor.units() for factor in factors]
            size = math.prod(len(side) for side in sides)
            if size > MOST_POINTS:
                raise InputError(
                    f"The grid has more than {MOST_POINTS:,} points. Use fewer levels or factors, or a "
                    "latin_hypercube.",
                    *study.place("design"),
                )
            return np.array(list(itertools.product(*sides)), dtype=np.float64).reshape(size, width)
        case LatinHypercube():
            cube = qmc.LatinHypercube(d=width, rng=np.random.default_rng(design.seed))
            return np.asarray(cube.random(design.points))
        case Sobol():
            sampler = qmc.Sobol(d=width, rng=np.random.default_rng(design.seed))
            return np.asarray(sampler.random_base2(design.points.bit_length() - 1))
        case Morris():
            morris = require("SALib.sample.morris", "A Morris design")
            return np.asarray(
                morris.sample(
                    problem(factors), design.trajectories, num_levels=design.levels, seed=design.seed
                )
            )
        case Saltelli():
            sobol = require("SALib.sample.sobol", "A Saltelli design")
            return np.asarray(
                sobol.sample(
                    problem(factors), design.base, calc_second_order=design.second_order, seed=design.seed
                )
            )
    raise AssertionError(design)


def _listed(
    study: StudyFile, design: ListOfPoints, factors: Sequence[Factor]
) -> tuple[Units, list[tuple[Any, ...]]]:
    names = [factor.name for factor in factors]
    rows = []
    for number, point in enumerate(design.points):
        where = ("design", "list", "points", number)
        for name in point:
            if name not in names:
                hint = did_you_mean(name, names) or f" The factors are: {', '.join(names) or 'none'}."
                raise InputError(
                    f"Point {number + 1}: '{name}' is not a factor.{hint}", *study.place(*where, name)
                )
        missing = [name for name in names if name not in point]
        if missing:
            raise InputError(
                f"Point {number + 1} has no value for: {', '.join(missing)}.", *study.place(*where)
            )
        rows.append(tuple(_listed_value(study, factor, point[factor.name], number) for factor in factors))
    units = [[factor.unit(value) for factor, value in zip(factors, row, strict=True)] for row in rows]
    return np.array(units, dtype=np.float64).reshape(len(rows), len(factors)), rows


def _listed_value(study: StudyFile, factor: Factor, value: Any, number: int) -> Any:
    try:
        return factor.listed(value)
    except ValueError as wanted:
        raise InputError(
            f"Point {number + 1}: {value!r} is not a value of {factor.name}; it must be {wanted}.",
            *study.place("design", "list", "points", number, factor.name),
        ) from None
