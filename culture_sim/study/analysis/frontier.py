"""Best plans for a budget: which no other beats on spend and effect at once, and what one would regret.

Regret is taken over draws of the parameters: in each draw, how far a plan falls short of the best affordable
plan of that draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from culture_sim.errors import InputError
from culture_sim.study.analysis.replicates import Numbers, Replicates

if TYPE_CHECKING:
    import pandas

Better = Literal["lower", "higher"]
RESAMPLES = 400


@dataclass(frozen=True)
class Frontier:
    """Plans by spend and effect.

    `table` has the factors of each plan, `cost`, `value`, `value_low`, `value_high` (90 % interval of the
    mean), `on_frontier`, and `how_often`: the share of resampled seeds in which it is on the frontier. `best`
    is the number of the best plan within the budget, None without one.
    """

    cost: str
    value: str
    better: Better
    budget: float | None
    table: pandas.DataFrame
    best: int | None
    ties: tuple[int, ...]
    seeds: int

    def finding(self, factors: Sequence[str]) -> str:
        """The best plan for the budget and its equals, in sentences."""
        many = int(self.table["on_frontier"].sum())
        axes = f"{self.cost} and {self.value}"
        first = f"{many} of {len(self.table)} plans are on the frontier of {axes} ({self.seeds} seeds)."
        if self.best is None:
            return first
        row = self.table.loc[self.best]
        said = ", ".join(f"{name} {_shown(row[name])}" for name in factors)
        second = (
            f"Within {self.budget:,.0f}, the best is {said}: {self.value} {row['value']:.4g} "
            f"({row['value_low']:.4g} to {row['value_high']:.4g}) for {row['cost']:,.0f}."
        )
        third = (
            f"{len(self.ties)} other affordable plans cannot be distinguished from it."
            if self.ties
            else "No other matches it."
        )
        return f"{first} {second} {third}"


def frontier(
    costs: Replicates, values: Replicates, better: Better, *, budget: float | None = None, seed: int = 1
) -> Frontier:
    """Plans that no other beats on spend and effect at once.

    Args:
        costs: points by seeds of what a plan costs.
        values: points by seeds of what it does; the same points and seeds.
        better: which way is better.
        budget: most that may be spent, on average over seeds.
        seed: seed of the resampling.

    Raises:
        InputError: the two tables differ in their points, or nothing is affordable.
    """
    if list(costs.points.index) != list(values.points.index) or costs.seeds != values.seeds:
        raise InputError("Costs and effects must be of the same points and seeds.")
    sign = 1.0 if better == "higher" else -1.0
    rng = np.random.default_rng([seed, 5])
    spent, gained = costs.means, values.means
    drawn_spent, drawn_gained = np.empty((2, RESAMPLES, len(spent)))
    often = np.zeros(len(spent))
    for each in range(RESAMPLES):
        seeds = rng.integers(len(costs.seeds), size=len(costs.seeds))
        drawn_spent[each] = _mean(costs.values[:, seeds], spent)
        drawn_gained[each] = _mean(values.values[:, seeds], gained)
        often += undominated(drawn_spent[each], sign * drawn_gained[each])
    low, high = np.percentile(drawn_gained, [5, 95], axis=0)
    table = values.points.copy()
    table["cost"], table["value"], table["value_low"], table["value_high"] = spent, gained, low, high
    table["on_frontier"] = undominated(spent, sign * gained)
    table["how_often"] = often / RESAMPLES
    best: int | None = None
    ties: tuple[int, ...] = ()
    if budget is not None:
        affordable = np.flatnonzero(spent <= budget)
        if not len(affordable):
            raise InputError(f"No plan costs {budget:,.0f} or less; the cheapest costs {spent.min():,.0f}.")
        place = affordable[np.argmax(sign * gained[affordable])]
        best = int(table.index[place])
        # Paired over seeds: a plan ties with the best unless it is worse in 95 % of resamples
        behind = (sign * (drawn_gained[:, [place]] - drawn_gained[:, affordable]) > 0).mean(axis=0)
        ties = tuple(int(table.index[each]) for each in affordable[behind < 0.95] if each != place)
    return Frontier(costs.outcome, values.outcome, better, budget, table, best, ties, len(costs.seeds))


def undominated(costs: Numbers, gains: Numbers) -> np.ndarray:
    """Which points no other beats: none is as cheap and better, or as good and cheaper."""
    order = np.lexsort((-gains, costs))
    kept = np.zeros(len(costs), dtype=bool)
    reached = -np.inf
    for place in order:
        if gains[place] > reached:
            kept[place], reached = True, gains[place]
    return kept


def regret(values: Numbers, better: Better, affordable: np.ndarray | None = None) -> pandas.DataFrame:
    """How far each plan falls short of the best of its draw.

    Args:
        values: (plans, draws) expected outcome of each plan in each draw of the parameters.
        better: which way is better.
        affordable: (plans, draws) or (plans,) which plans may be bought; all if absent.

    Returns:
        One row a plan: `mean`, `worst` and `nine_in_ten` regret (NaN where it is not always affordable), and
        `best_in`, the share of draws in which it is the best.
    """
    import pandas

    gains = np.asarray(values, dtype=float) * (1.0 if better == "higher" else -1.0)
    if affordable is not None:
        allowed = np.asarray(affordable, dtype=bool)
        gains = np.where(allowed if allowed.ndim == 2 else allowed[:, None], gains, -np.inf)
    if not np.isfinite(gains.max(axis=0)).all():
        raise InputError("In some draw no plan is affordable.")
    short = gains.max(axis=0) - gains
    short = np.where(np.isfinite(short), short, np.nan)
    return pandas.DataFrame(
        {
            "mean": short.mean(axis=1),
            "nine_in_ten": np.quantile(short, 0.9, axis=1),
            "worst": short.max(axis=1),
            "best_in": (gains == gains.max(axis=0)).mean(axis=1),
        }
    )


def _mean(values: Numbers, otherwise: Numbers) -> Numbers:
    """Means over the drawn seeds; where all of them failed, the point's own."""
    known = np.isfinite(values)
    total = np.where(known, values, 0.0).sum(axis=1)
    return np.where(known.any(axis=1), total / np.maximum(known.sum(axis=1), 1), otherwise)


def _shown(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)
