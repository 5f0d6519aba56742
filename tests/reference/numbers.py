"""Every decision's own random numbers, a function of (seed, week, what, who, which), and small mathematics."""

from __future__ import annotations

import math
from enum import IntEnum

from culture_sim.engine import rng
from culture_sim.engine.streams import Draw

__all__ = ["Draw", "Draws", "above", "clip", "poisson", "sigma"]


def clip(value: float, low: float, high: float) -> float:
    """The value, or the nearer end."""
    return min(max(value, low), high)


def sigma(x: float) -> float:
    """The logistic function."""
    return 1.0 / (1.0 + math.exp(-x))


def above(value: float) -> float:
    """[y]+."""
    return max(value, 0.0)


def poisson(mean: float, u: float) -> int:
    """A Poisson count by inversion of one draw."""
    count, chance = 0, math.exp(-mean)
    total = chance
    while total < u and count < 50:
        count += 1
        chance *= mean / count
        total += chance
    return count


class Draws:
    """The draws of one run."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.week = 0

    def four(self, what: IntEnum, who: int, which: int = 0) -> tuple[float, float, float, float]:
        """Four draws from (0, 1)."""
        four: tuple[float, float, float, float] = rng.uniforms(self.seed, self.week, int(what), who, which)
        return four

    def one(self, what: IntEnum, who: int, which: int = 0) -> float:
        """A draw from (0, 1)."""
        return self.four(what, who, which)[0]

    def normal(self, what: IntEnum, who: int, which: int = 0) -> float:
        """A draw from the standard normal."""
        return float(rng.normal(self.seed, self.week, int(what), who, which))
