"""What a comparison holds of a run, and how it sums up many: intervals and differences."""

from __future__ import annotations

from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from culture_sim.ensemble.runs import Run
from culture_sim.settings import Setting

Numbers = NDArray[np.float64]
Amount = TypeVar("Amount", float, Numbers)

BAND = (10.0, 90.0)
"""Percentiles that bound the 80 % interval."""


class RunArrays(NamedTuple):
    """One run of one scenario: `yearly` is (outcomes, years + 1), `weekly` (columns, weeks).

    Year 0 is the year before the programme, and the weeks begin with it.
    """

    yearly: Numbers
    weekly: NDArray[np.float32]

    @classmethod
    def of(cls, run: Run, setting: Setting) -> RunArrays:
        """The arrays of a run, in the order of its setting's outcomes and columns."""
        weekly = np.stack([run.weekly[name] for name in setting.weekly_columns]).astype(np.float32)
        return cls(np.stack([run.yearly[each.key] for each in setting.outcomes]), weekly)


class Label(NamedTuple):
    """What a scenario is called: as a heading, within a sentence, and at the end of a line."""

    title: str
    phrase: str
    short: str

    @classmethod
    def of(cls, title: str) -> Label:
        """One title in all three places; what stands in brackets at its end is not repeated at the end of a line."""
        phrase = title if title[1:2].isupper() else f"{title[:1].lower()}{title[1:]}"
        return cls(title, phrase, title.partition(" (")[0])


class Interval(NamedTuple, Generic[Amount]):
    """Mean over runs, and the interval in which 80 % of them lie (chance alone): of one year, or by year."""

    mean: Amount
    low: Amount
    high: Amount


class Difference(NamedTuple, Generic[Amount]):
    """Plan less baseline under the same random numbers: of one year, or by year.

    `low` and `high` bound 80 % of runs; `share_better` and `share_worse` are the shares of runs in which the plan is
    better and worse: in the others nothing changes, which is common where few things are counted. `error` is the
    standard error of the mean, infinite for one run.
    """

    mean: Amount
    low: Amount
    high: Amount
    share_better: Amount
    share_worse: Amount
    error: Amount


class Standardised(NamedTuple, Generic[Amount]):
    """A mean difference in standard deviations: between persons, and between organisations. None where not known."""

    persons: Amount | None
    organisations: Amount | None


def interval(values: NDArray[Any], axis: int = 0) -> Interval[Numbers]:
    """Mean and 80 % interval of values over the axis of the runs."""
    low, high = np.percentile(values, BAND, axis=axis)
    return Interval(values.mean(axis=axis), low, high)
