"""What was found: bands and differences by year, straight from the lives, for any outcome."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from culture_sim.calibration.solve import BaselineCalibration
from culture_sim.ensemble.comparison import BAND, WEEKLY_COLUMNS
from culture_sim.ensemble.runs import Ensemble
from culture_sim.outcomes import OUTCOMES
from culture_sim.scenario import Scenario
from culture_sim.version import __version__

if TYPE_CHECKING:
    from culture_sim.ensemble.equal_cost import EqualCostPlan
    from culture_sim.ensemble.executor import ComparisonRequest

Numbers = NDArray[np.float64]

KEYS = tuple(each.key for each in OUTCOMES)
_ROW = {key: row for row, key in enumerate(KEYS)}
_BETTER = np.array([-1.0 if each.better == "lower" else 1.0 for each in OUTCOMES])
_COLUMN = {name: row for row, name in enumerate(WEEKLY_COLUMNS)}
_PROGRAMME, _HARM, _NET = (_ROW[key] for key in ("programme_cost_gbp", "harm_cost_gbp", "net_saving_gbp"))


RIVAL = "rival"
"""Name of what the plan is held against besides the baseline."""


class RunArrays(NamedTuple):
    """One run: (outcomes, years + 1) by year, (columns, weeks) by week, from the year before on."""

    yearly: Numbers
    weekly: NDArray[np.float32]


class Spread(NamedTuple):
    """By year: mean, and the band that holds 80 % of runs."""

    mean: Numbers
    low: Numbers
    high: Numbers


class Effect(NamedTuple):
    """By year, plan less baseline under the same luck; `better`: share of runs in which it is better."""

    mean: Numbers
    low: Numbers
    high: Numbers
    better: Numbers


def _effects(differences: Numbers) -> Effect:
    """From (runs, outcomes, years + 1) to (outcomes, years + 1)."""
    low, high = np.percentile(differences, BAND, axis=0)
    better = differences * _BETTER[:, np.newaxis] > 0
    return Effect(differences.mean(axis=0), low, high, better.mean(axis=0))


@dataclass(frozen=True)
class Answer:
    """The lives of a question.

    `yearly[name]` is (runs, outcomes, years + 1), `weekly[name]` is (runs, columns, weeks);
    `parameter_draws[name]` is one (outcomes, years + 1) for each set of other assumptions, None until they are lived:
    set n has the luck of run n. `title` is what the plan is called, `against` and `short` what its rival is.
    """

    key: Hashable
    baseline: str
    scenarios: Mapping[str, Scenario]
    yearly: Mapping[str, Numbers] = field(repr=False)
    weekly: Mapping[str, NDArray[np.float32]] = field(repr=False)
    runs: int
    wanted: int
    seed: int
    staff: int
    organisation: str
    organisation_hash: str
    parameters_hash: str
    ensemble: Ensemble = field(repr=False)
    equal: EqualCostPlan | None = field(repr=False, default=None)
    parameter_draws: Mapping[str, Sequence[Numbers]] | None = field(repr=False, default=None)
    centring: BaselineCalibration | None = field(repr=False, default=None)
    title: str = "The plan"
    against: str = "no change"
    short: str = "No change"
    version: str = __version__

    @classmethod
    def of(
        cls,
        question: ComparisonRequest,
        ensemble: Ensemble,
        scenarios: Mapping[str, Scenario],
        lives: Mapping[str, list[RunArrays]],
        centring: BaselineCalibration | None,
        wanted: int,
        equal: EqualCostPlan | None = None,
    ) -> Answer:
        """The answer that these lives give."""
        base = question.scenarios[0][0]
        yearly = {name: np.stack([life.yearly for life in each]) for name, each in lives.items()}
        for table in yearly.values():
            table[:, _NET] = yearly[base][:, _HARM] - table[:, _HARM] - table[:, _PROGRAMME]
            table[:, _NET, 0] = 0.0
        place = ensemble.organisation
        return cls(
            key=question.key,
            baseline=base,
            scenarios=dict(scenarios),
            yearly=yearly,
            weekly={name: np.stack([life.weekly for life in each]) for name, each in lives.items()},
            runs=len(lives[base]),
            wanted=wanted,
            seed=question.seed,
            staff=place.staff,
            organisation=place.name,
            organisation_hash=place.hash,
            parameters_hash=ensemble.parameters.hash,
            ensemble=ensemble,
            centring=centring,
            equal=equal,
            title=question.title or "The plan",
            against=question.against or "no change",
            short=question.short or "No change",
        )

    @property
    def is_final(self) -> bool:
        """Whether it rests on all the lives that were wanted."""
        return self.runs >= self.wanted

    @property
    def years(self) -> int:
        """Years of programme."""
        return int(next(iter(self.yearly.values())).shape[2]) - 1

    @cached_property
    def plans(self) -> list[str]:
        """Names of the scenarios other than the baseline."""
        return [name for name in self.scenarios if name != self.baseline]

    @property
    def plan(self) -> str:
        """The plan on the desk: the first after the baseline."""
        return self.plans[0] if self.plans else self.baseline

    @property
    def rival(self) -> str:
        """What the plan is held against besides the baseline, "" if nothing."""
        return RIVAL if RIVAL in self.scenarios else ""

    def values(self, name: str, key: str) -> Numbers:
        """(runs, years + 1) of one outcome."""
        return self.yearly[name][:, _ROW[key]]

    def spread(self, name: str, key: str) -> Spread:
        """One outcome by year."""
        row = _ROW[key]
        return Spread(*(table[row] for table in self._spreads[name]))

    def effect(self, name: str, key: str, against: str = "") -> Effect:
        """What a plan does to one outcome, by year, against the baseline or another plan."""
        pair, row = (name, against or self.baseline), _ROW[key]
        if pair not in self._effects:
            self._effects[pair] = _effects(self.yearly[pair[0]] - self.yearly[pair[1]])
        return Effect(*(table[row] for table in self._effects[pair]))

    @cached_property
    def _spreads(self) -> dict[str, Spread]:
        """Of all outcomes at once, (outcomes, years + 1): one at a time they took a tenth of each picture."""
        return {
            name: Spread(values.mean(axis=0), *np.percentile(values, BAND, axis=0))
            for name, values in self.yearly.items()
        }

    @cached_property
    def _effects(self) -> dict[tuple[str, str], Effect]:
        """The same for the effects that were asked for, by plan and what it is held against."""
        return {}

    def parameter_interval(self, name: str, key: str, against: str = "") -> tuple[float, float] | None:
        """Where the mean effect in the last year lies in 8 of 10 sets of other assumptions; None without any.

        Each set is lived with and without the plan under the luck of one run, so what remains is how far the
        assumptions move the effect.
        """
        if not self.parameter_draws:
            return None
        other, row = against or self.baseline, _ROW[key]
        effects = self.values(name, key)[:, -1] - self.values(other, key)[:, -1]
        moved = np.array(
            [
                (plan[row, -1] - rest[row, -1]) - effects[run]
                for run, (plan, rest) in enumerate(
                    zip(self.parameter_draws[name], self.parameter_draws[other], strict=True)
                )
            ]
        )
        low, high = np.percentile(effects.mean() + moved, BAND)
        return float(low), float(high)

    def weeks(self, name: str, column: str) -> NDArray[np.float32]:
        """(runs, weeks) of one column of the tally, from the year before the programme on."""
        return self.weekly[name][:, _COLUMN[column]]
