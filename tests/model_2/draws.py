"""Every decision's own random numbers: a function of (seed, week, what, who, which), as in the engine."""

from __future__ import annotations

import math
from enum import IntEnum
from statistics import NormalDist

from culture_sim.engine import rng

NORMAL = NormalDist()


class Draw(IntEnum):
    """What a draw decides."""

    FATE = 101  # absence, leaving, investigation, conflict
    SERVICE = 102  # dissatisfied, thanks, relationship
    MEETING = 103  # team-mates met, tie, leader, conduct of the leader
    CONCERNS = 104  # incidents, worries, the person's act towards the leader
    MATE = 105
    PICK = 106
    INCIDENT = 107
    WORRY = 108
    ANSWER = 109
    TEAM = 110
    TRUST = 111
    TEAM_SESSIONS = 112
    LEADERS = 113
    HARM = 114
    ROUTE = 115
    PROCESS = 116
    WITNESS = 117
    CLAIM = 118
    PROMISE = 119
    INVESTIGATION = 120
    CONFLICT = 121
    TALK = 122
    GRIEVANCE = 123
    COMPLAINT = 124
    ENCOUNTER = 125
    LEARNING = 126  # engagement, language, introduction, refreshers
    SESSION = 127  # check-in and circle: comes, is asked
    SUPERVISION = 128
    SPEAK = 129
    ROLE = 130
    COACHING = 131
    LEADER_COURSE = 132
    PULSE = 133
    DIAGNOSIS = 134
    HIRING = 135
    NEWCOMER = 136
    NEW_LEADER = 137
    EXECUTIVE = 138
    FIRST = 139
    FIRST_TEAM = 140
    COVER = 141
    DROPPED = 142
    LEADER_TALK = 143


def clip(value: float, low: float, high: float) -> float:
    """The value, or the nearer end."""
    return min(max(value, low), high)


def sigma(x: float) -> float:
    """The logistic function."""
    return 1.0 / (1.0 + math.exp(-x))


def above(value: float) -> float:
    """[y]+."""
    return value if value > 0.0 else 0.0


class Draws:
    """The draws of one run."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.week = 0

    def four(self, what: Draw, who: int, which: int = 0) -> tuple[float, float, float, float]:
        """Four draws from (0, 1)."""
        four: tuple[float, float, float, float] = rng.uniforms(self.seed, self.week, int(what), who, which)
        return four

    def one(self, what: Draw, who: int, which: int = 0) -> float:
        """A draw from (0, 1)."""
        return self.four(what, who, which)[0]

    def normal(self, what: Draw, who: int, which: int = 0) -> float:
        """A draw from the standard normal."""
        return NORMAL.inv_cdf(self.one(what, who, which))


def poisson(mean: float, u: float) -> int:
    """A Poisson count by inversion of one draw."""
    count, chance = 0, math.exp(-mean)
    total = chance
    while total < u and count < 50:
        count += 1
        chance *= mean / count
        total += chance
    return count
