"""Sequential stopping: whether a point has enough runs is decided after fixed numbers of seeds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from culture_sim.study.arrow import pq
from culture_sim.study.plan import Row, StudyPlan
from culture_sim.study.run_context import BASELINE
from culture_sim.study.store import Store, as_id, files
from culture_sim.study.worker import BatchResult

MEAN_BAND = 1.2816
"""Standard errors on either side of a mean that hold 80 %."""

_SAVING = "net_saving_gbp"
_MONEY = ("harm_cost_gbp", "programme_cost_gbp")


class SequentialStopping:
    """Keeps the one number of every run that the rule asks for, and says which rows need more seeds.

    A decision depends on the first seeds of a row and on nothing else, so that a study that was stopped and
    resumed, on whatever machine, decides as one that was left alone.
    """

    def __init__(self, plan: StudyPlan, store: Store) -> None:
        assert plan.study.stop is not None  # noqa: S101 - asked for only where there is a rule
        self.plan, self.rule = plan, plan.study.stop
        self._columns = _MONEY if self.rule.outcome == _SAVING else (self.rule.outcome,)
        self._baseline = {row[4:]: row for row in plan.rows if row.scenario == BASELINE}
        self._last: dict[str, tuple[float, ...]] = {}
        for file in files(store.folder, "yearly"):
            table = pq.read_table(
                file, columns=["run", *self._columns], filters=[("year", "=", plan.study.years)]
            )
            numbers = zip(*(table[name].to_pylist() for name in self._columns), strict=True)
            self._last.update(zip(map(as_id, table["run"].to_pylist()), numbers, strict=True))

    def take(self, result: BatchResult) -> None:
        """Remember what a batch brought."""
        places = [self.plan.context.stored.index(name) for name in self._columns]
        for one, years in zip(result.records, result.yearly, strict=True):
            if one.error is None:
                self._last[one.run] = tuple(float(years[-1, place]) for place in places)

    def rounds(self) -> Iterator[tuple[list[Row], range]]:
        """Rows and seeds to be run next; each round must be finished before the next is asked for."""
        seeds = self.plan.seeds
        active = [row for row in self.plan.rows if row.scenario != BASELINE]
        seen, until = 0, min(self.rule.at_least, len(seeds))
        while active:
            baselines = {row[4:]: self._baseline[row[4:]] for row in active if row[4:] in self._baseline}
            yield [*baselines.values(), *active], seeds[seen:until]
            if until == len(seeds):
                return
            active = [row for row in active if self.half_width(row, seeds[:until]) > self.rule.half_width]
            seen, until = until, min(until + self.rule.every, len(seeds))

    def half_width(self, row: Row, seeds: Sequence[int]) -> float:
        """Half the 80 % interval of the mean of a row's outcome over some seeds; infinite while unknown."""
        values = [self._value(row, self._baseline.get(row[4:]), seed) for seed in seeds]
        known = np.array([value for value in values if value is not None])
        if len(known) < 2:
            return float("inf")
        return MEAN_BAND * float(known.std(ddof=1)) / float(np.sqrt(len(known)))

    def _value(self, row: Row, baseline: Row | None, seed: int) -> float | None:
        here = self._last.get(self.plan.run(row, seed))
        there = self._last.get(self.plan.run(baseline, seed)) if baseline else None
        if here is None or (baseline and there is None):
            return None
        if self.rule.outcome == _SAVING:
            return (there[0] if there else 0.0) - here[0] - here[1]
        return here[0] - (there[0] if there else 0.0)
