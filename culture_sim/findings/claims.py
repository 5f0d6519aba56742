"""What may be said of a comparison: claims with their numbers, before any wording. One rule says what is clear."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from culture_sim.ensemble.account import account
from culture_sim.ensemble.caveats import unreached
from culture_sim.ensemble.comparison import Comparison
from culture_sim.ensemble.intervals import Difference
from culture_sim.ensemble.leading_indicators import Way, clear_way, leading_indicators
from culture_sim.ensemble.thresholds import (
    ABOUT_THE_SAME,
    FEW_RUNS,
    LASTING,
    MORE_LEVERS,
    NO_CHANGE_IN_PRACTICE,
)
from culture_sim.findings.amounts import as_shown
from culture_sim.outcomes import Outcome

PRACTICE = "practice"


def is_conclusive(comparison: Comparison) -> bool:
    """Whether anything may be concluded: enough runs, and a baseline that stands at the observed levels."""
    return comparison.runs >= FEW_RUNS and not unreached(comparison.calibration)


@dataclass(frozen=True)
class Change:
    """What a plan does to one outcome in one year, compared with the baseline or another plan.

    Attributes:
        outcome: which.
        year: year of the programme.
        here: level with the plan, as shown.
        there: level with what it is compared with, as shown.
        difference: over runs.
        runs: number of runs.
        way: better or worse where the difference is clear, else unchanged.
    """

    outcome: Outcome
    year: int
    here: float
    there: float
    difference: Difference[float]
    runs: int
    way: Way

    @property
    def size(self) -> float:
        """How far the shown levels are apart."""
        return abs(self.here - self.there)

    @property
    def is_clear(self) -> bool:
        """Whether it is distinguished from chance and large enough to be seen in what is shown."""
        return self.way != "unchanged" and self.here != self.there

    @property
    def is_lower(self) -> bool:
        """Whether the level with the plan is lower."""
        return self.difference.mean < 0

    @property
    def lower_runs(self) -> int:
        """Runs in which the level with the plan is lower."""
        better = self.outcome.better == "lower"
        return round((self.difference.share_better if better else self.difference.share_worse) * self.runs)

    @property
    def higher_runs(self) -> int:
        """Runs in which the level with the plan is higher."""
        better = self.outcome.better == "higher"
        return round((self.difference.share_better if better else self.difference.share_worse) * self.runs)

    @property
    def equal_runs(self) -> int:
        """Runs in which nothing changes."""
        return self.runs - self.lower_runs - self.higher_runs


def change_in(comparison: Comparison, plan: str, key: str, year: int = -1, against: str = "") -> Change:
    """What a plan does to one outcome in one year; -1 is the last."""
    what, place = comparison.outcome(key), year if year >= 0 else comparison.years
    here, there = (
        as_shown(what, comparison.level(name, key, place)) for name in (plan, against or comparison.baseline)
    )
    return Change(
        what,
        place,
        here,
        there,
        comparison.difference_in(place, plan, key, against),
        comparison.runs,
        clear_way(comparison, plan, key, place, against),
    )


def worsenings(comparison: Comparison, plan: str) -> list[tuple[Change, int]]:
    """Every outcome that is clearly worse than in the baseline in some year: at its worst, with the first such year.

    Money apart; what worsens first comes first.
    """
    found = []
    for each in leading_indicators(comparison, plan):
        if each.worst_year is not None:
            change = change_in(comparison, plan, each.outcome.key, each.worst_year)
            if change.is_clear:
                found.append((change, each.worse_years[0]))
    return sorted(found, key=lambda pair: pair[1])


def behind(comparison: Comparison, plan: str, rival: str) -> list[Change]:
    """Headlines in which a plan is clearly worse than another before the last year and not in it: at their worst."""
    found = []
    for key in comparison.headlines:
        changes = [change_in(comparison, plan, key, year, rival) for year in range(1, comparison.years + 1)]
        clear = [each for each in changes[:-1] if each.is_clear and each.way == "worse"]
        if clear and not (changes[-1].is_clear and changes[-1].way == "worse"):
            found.append(max(clear, key=lambda each: abs(each.difference.mean)))
    return found


@dataclass(frozen=True)
class Course:
    """How a plan's gain in practice goes on: `lost` is the share of its largest gain that is gone in the last year."""

    kind: Literal["unchanged", "falls", "growing", "lasting", "fading"]
    peak_year: int
    last_year: int
    lost: float


def course(comparison: Comparison, plan: str) -> Course | None:
    """Whether the change in practice lasts or fades; None in less than two years."""
    gains = comparison.difference(plan, PRACTICE).mean
    last, peak = len(gains) - 1, int(np.argmax(gains))
    if last < 2:
        return None
    if gains[peak] < NO_CHANGE_IN_PRACTICE:
        return Course("falls" if gains.min() <= -NO_CHANGE_IN_PRACTICE else "unchanged", peak, last, 0.0)
    kept = float(gains[-1] / gains[peak])
    if kept >= LASTING:
        return Course("growing" if peak == last else "lasting", peak, last, max(1 - kept, 0.0))
    return Course("fading", peak, last, min(1 - kept, 1.0))


@dataclass(frozen=True)
class BuiltIn:
    """One plan uses far more levers than another, and the model assumes that each lever helps."""

    most: str
    least: str
    most_levers: int
    least_levers: int


def built_in(comparison: Comparison) -> BuiltIn | None:
    """How far a plan's lead over another is assumed, not found; None where the plans use about as many levers.

    Only of plans that are carried out in good faith is it assumed that each lever helps.
    """
    levers = {
        name: len(comparison.scenarios[name].levers.used)
        for name in comparison.plans
        if comparison.scenarios[name].manner.in_good_faith
    }
    used = [name for name, number in levers.items() if number]
    if len(used) < 2:
        return None
    most, least = max(used, key=levers.__getitem__), min(used, key=levers.__getitem__)
    if levers[most] < MORE_LEVERS * levers[least]:
        return None
    return BuiltIn(most, least, levers[most], levers[least])


@dataclass(frozen=True)
class Reached:
    """How much of one plan's clear effects another brings.

    Attributes:
        weaker: the plan that changes practice less.
        stronger: the other one.
        weaker_cost: GBP over all years, mean over runs.
        stronger_cost: of the other one.
        shares: by outcome, the weaker plan's effect as a share of the stronger one's, negative where it goes the
            other way; None where the weaker plan has no clear effect.
    """

    weaker: str
    stronger: str
    weaker_cost: float
    stronger_cost: float
    shares: tuple[tuple[Outcome, float | None], ...]

    @property
    def costs_alike(self) -> bool:
        """Whether both cost about the same."""
        return about_the_same(self.weaker_cost, self.stronger_cost)


def about_the_same(one: float, other: float) -> bool:
    """Whether two costs differ by so little that they may be called about the same."""
    return abs(one - other) <= ABOUT_THE_SAME * max(abs(one), abs(other))


def reached(comparison: Comparison, weaker: str, stronger: str) -> Reached:
    """How much of the clear effects of a plan another one brings in the last year."""
    shares = []
    for key in (*comparison.headlines, "psychological_safety"):
        other = change_in(comparison, stronger, key)
        if other.is_clear:
            one = change_in(comparison, weaker, key)
            share = one.difference.mean / other.difference.mean if one.is_clear else None
            shares.append((other.outcome, share))
    cost, other_cost = (account(comparison, name).cost for name in (weaker, stronger))
    return Reached(weaker, stronger, cost, other_cost, tuple(shares))


def pairs_by_effect(comparison: Comparison, always: frozenset[str]) -> list[Reached]:
    """Pairs of plans of about the same cost, and the pair `always`; the one that changes practice less comes first."""
    ordered = sorted(comparison.plans, key=lambda name: comparison.difference_in(-1, name, PRACTICE).mean)
    found = [reached(comparison, *pair) for pair in combinations(ordered, 2)]
    return [
        each
        for each in found
        if {each.weaker, each.stronger} == always
        or (each.costs_alike and min(each.weaker_cost, each.stronger_cost) > 0)
    ]
