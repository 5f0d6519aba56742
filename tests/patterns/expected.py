"""The figures of section 7 of the specification of model 2, typed in once; 24 seeds each."""

from __future__ import annotations

from typing import NamedTuple

SEEDS = 24
"""Seeds behind every figure here."""

YEARLY = (
    "index", "psychological_safety", "trust", "burnout", "practice", "leadership_modelling", "turnover",
    "grievances", "disciplinaries",
    "complaints", "claims", "harms", "reported_incidents", "voice", "need_met", "cohesion", "commitment", "value",
)  # fmt: skip
"""Columns of the first table: turnover in %, other counts per 1,000 staff a year, value in GBP m per 1,000."""

_YEARLY = """
blame_culture 0 0.753 0.453 0.441 0.411 0.055 0.22 11.3 9.7 23 85 8.3 59 1372 0.40 0.22 0.52 0.90 0.00
blame_culture 1 0.753 0.452 0.441 0.409 0.055 0.22 11.3 9.1 21 83 8.0 58 1367 0.40 0.22 0.52 0.86 0.00
blame_culture 2 0.753 0.452 0.441 0.408 0.055 0.22 11.6 9.8 23 80 8.0 60 1353 0.40 0.22 0.52 0.74 0.00
blame_culture 3 0.752 0.452 0.441 0.408 0.055 0.22 11.2 11.0 22 79 8.8 61 1359 0.40 0.22 0.52 0.67 0.00
blame_culture 4 0.753 0.452 0.441 0.406 0.055 0.22 11.3 10.6 22 81 8.6 59 1365 0.40 0.22 0.52 0.62 0.00
blame_culture 5 0.754 0.453 0.441 0.405 0.055 0.22 10.9 9.4 22 79 6.9 53 1352 0.40 0.22 0.52 0.59 0.00
blame_culture sd 0.004 0.003 0.002 0.005 0.002 0.01 0.9 4.2 5 9 3.2 10 34 0.01 0.01 0.01 0.25 0.00
bolted_on 1 0.759 0.456 0.444 0.411 0.066 0.23 10.8 9.4 21 81 8.2 56 1378 0.41 0.22 0.54 0.81 0.42
bolted_on 2 0.765 0.461 0.447 0.410 0.068 0.23 11.0 9.7 24 78 8.0 54 1392 0.41 0.23 0.54 0.61 0.14
bolted_on 3 0.761 0.458 0.444 0.407 0.060 0.23 11.0 10.3 23 81 6.5 57 1380 0.41 0.23 0.53 0.52 0.00
bolted_on 4 0.758 0.456 0.443 0.406 0.057 0.23 11.2 9.4 22 78 7.8 55 1361 0.40 0.23 0.52 0.49 0.00
bolted_on 5 0.757 0.456 0.442 0.406 0.056 0.23 11.0 10.3 24 83 7.4 60 1371 0.40 0.22 0.52 0.45 0.00
bolted_on sd 0.005 0.004 0.002 0.004 0.001 0.01 1.1 2.9 4 9 2.8 9 40 0.01 0.01 0.01 0.23 0.00
embedded 1 0.779 0.473 0.454 0.408 0.080 0.33 10.9 8.9 21 80 7.8 56 1513 0.45 0.23 0.58 0.90 0.92
embedded 2 0.844 0.528 0.497 0.393 0.141 0.46 10.3 2.7 18 77 8.3 54 1999 0.58 0.35 0.71 0.93 1.40
embedded 3 0.871 0.559 0.517 0.384 0.169 0.49 9.9 1.7 14 68 5.8 51 2155 0.62 0.38 0.74 0.94 1.46
embedded 4 0.879 0.570 0.523 0.381 0.180 0.50 9.8 1.3 17 66 6.1 48 2248 0.63 0.38 0.75 0.95 1.48
embedded 5 0.883 0.575 0.527 0.380 0.186 0.51 10.0 1.6 15 65 6.0 50 2253 0.64 0.38 0.76 0.96 1.49
embedded sd 0.003 0.005 0.003 0.004 0.005 0.01 1.0 1.1 4 10 2.8 6 49 0.01 0.04 0.01 0.03 0.03
training_only 1 0.772 0.467 0.451 0.409 0.106 0.24 11.5 8.8 22 78 8.0 56 1415 0.42 0.22 0.57 0.88 1.38
training_only 2 0.797 0.481 0.471 0.405 0.168 0.27 10.7 7.1 23 72 7.9 54 1484 0.43 0.22 0.62 0.74 1.47
training_only 3 0.803 0.485 0.478 0.403 0.171 0.29 10.8 6.3 21 72 7.0 57 1495 0.44 0.23 0.63 0.62 1.35
training_only 4 0.804 0.487 0.477 0.402 0.163 0.29 11.0 6.1 22 70 7.9 54 1508 0.44 0.22 0.63 0.48 1.18
training_only 5 0.803 0.487 0.474 0.401 0.151 0.28 10.6 5.2 22 72 7.1 52 1501 0.44 0.23 0.62 0.35 1.01
training_only sd 0.010 0.007 0.010 0.003 0.030 0.02 1.1 2.2 4 9 2.4 8 54 0.01 0.01 0.03 0.20 0.25
done_badly 1 0.744 0.446 0.435 0.410 0.058 0.22 11.4 9.4 19 80 8.9 57 1372 0.43 0.20 0.53 0.86 0.45
done_badly 2 0.718 0.427 0.423 0.408 0.057 0.22 11.4 8.4 18 85 7.9 56 1360 0.46 0.19 0.53 0.76 0.58
done_badly 3 0.710 0.421 0.421 0.405 0.057 0.22 11.3 9.2 16 84 7.7 55 1310 0.45 0.19 0.53 0.73 0.55
done_badly 4 0.712 0.421 0.423 0.404 0.056 0.22 10.9 8.0 17 85 8.9 56 1303 0.44 0.19 0.53 0.66 0.50
done_badly 5 0.713 0.422 0.424 0.404 0.056 0.22 11.4 7.8 17 85 6.9 58 1299 0.44 0.20 0.53 0.62 0.49
done_badly sd 0.017 0.012 0.007 0.004 0.001 0.01 1.2 2.7 4 6 2.6 7 45 0.02 0.01 0.01 0.26 0.12
"""

_GAINS = """
bolted_on 0.6 1.2 0.9 0.6 0.3 0.11 -0 10.0 0.57 0.22 0.008
embedded 2.5 9.0 11.8 12.6 12.8 0.12 -11 1.6 6.75 1.25 0.109
training_only 1.9 4.3 5.1 5.2 4.9 0.18 -3 5.9 6.39 1.58 0.034
done_badly -1.0 -3.6 -4.2 -4.1 -4.1 0.28 1 8.3 2.57 0.54 -0.030
third_targeted 0.7 2.7 3.7 4.0 4.0 0.12 -3 7.4 1.33 0.60 0.041
third_random 0.7 2.5 3.5 4.0 4.1 0.10 -4 8.1 1.36 0.60 0.030
alone_power_sharing 0.0 0.4 0.6 0.4 0.3 0.09 1 10.4 0.21 0.06 0.005
answers_only 0.7 3.6 5.0 5.2 5.0 0.26 -4 4.8 1.18 0.77 0.043
without_leadership 1.7 4.6 5.8 6.1 6.2 0.10 -6 4.0 4.54 0.81 0.050
"""


class Yearly(NamedTuple):
    """A scenario's means of each year, the sd between seeds in year 5, and how far a figure may be rounded."""

    means: dict[int, dict[str, float]]
    sd: dict[str, float]
    rounding: dict[str, float]


class Gain(NamedTuple):
    """Gain over `blame_culture` with the same seeds.

    Attributes:
        points: of the index, years 1 to 5.
        error: standard error of year 3, in points.
        turnover: % of the baseline's, years 3 to 5.
        grievances: per 1,000 staff a year, years 3 to 5 (a level, not a gain).
        value: GBP m per 1,000 staff over five years; `fees` of that.
        silent: gain of safety in the third of teams that were lowest, year 3.
    """

    points: tuple[float, ...]
    error: float
    turnover: float
    grievances: float
    value: float
    fees: float
    silent: float


def _half_unit(figure: str) -> float:
    """Half a unit of the last decimal that is written."""
    return 0.5 * 10.0 ** -len(figure.partition(".")[2])


def _yearly() -> dict[str, Yearly]:
    scenarios: dict[str, Yearly] = {}
    for line in _YEARLY.split("\n")[1:-1]:
        name, year, *figures = line.split()
        scenario = scenarios.setdefault(
            name, Yearly({}, {}, dict(zip(YEARLY, map(_half_unit, figures), strict=True)))
        )
        row = dict(zip(YEARLY, map(float, figures), strict=True))
        if year == "sd":
            scenario.sd.update(row)
        else:
            scenario.means[int(year)] = row
    return scenarios


def _gains() -> dict[str, Gain]:
    gains = {}
    for line in _GAINS.split("\n")[1:-1]:
        name, *figures = line.split()
        numbers = [float(figure) for figure in figures]
        gains[name] = Gain(tuple(numbers[:5]), *numbers[5:])
    return gains


SCENARIOS = _yearly()
GAINS = _gains()
