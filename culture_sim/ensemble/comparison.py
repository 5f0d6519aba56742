"""What a comparison found: bands, differences from the baseline, and where every number comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.calibration.solve import CalibrationRow
from culture_sim.engine.tables import columns
from culture_sim.settings.nhs_trust.outcomes import OUTCOMES
from culture_sim.settings.nhs_trust.tables import Tally

if TYPE_CHECKING:
    import pandas

BAND = (10.0, 90.0)
TURNOVER_CEILING = 0.15
WHAT_IT_IS = (
    "A tool for reasoning, not a prediction: if the mechanisms hold, then this follows. "
    "No controlled study of a restorative culture in a whole organisation exists to check it against."
)


@dataclass(frozen=True, slots=True)
class Band:
    """Mean over runs, and the band in which 80 % of single organisations fall (chance alone)."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """Plan less baseline under the same luck.

    `low` and `high` bound 80 % of runs; `share_better` and `share_worse` are the shares of runs in which the plan is
    better and worse: in the others it changes nothing, which is common where few things are counted.
    `parameter_low` and `parameter_high` bound 80 % of parameter draws, luck held fixed; None without draws.
    """

    mean: float
    low: float
    high: float
    share_better: float
    share_worse: float
    parameter_low: float | None = None
    parameter_high: float | None = None


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """One scenario: `years[y][key]` is a Band (or a Difference), year 0 the year before the programme."""

    name: str
    title: str
    shows: str
    hash: str
    years: tuple[dict[str, Band], ...]


@dataclass(frozen=True, slots=True)
class DifferenceResult:
    """One plan against the baseline: `years[y][key]` is a Difference."""

    name: str
    years: tuple[dict[str, Difference], ...]


@dataclass(frozen=True)
class Comparison:
    """Plans against a baseline, under the same luck."""

    version: str
    setting: str
    organisation: str
    organisation_hash: str
    parameters_hash: str
    staff: int
    years: int
    runs: int
    parameter_draws: int
    seed: int
    baseline: str
    scenarios: Mapping[str, ScenarioResult]
    differences: Mapping[str, DifferenceResult]
    centring: tuple[CalibrationRow, ...] = ()
    flags: tuple[str, ...] = ()
    yearly: Mapping[str, Mapping[str, NDArray[np.float64]]] = field(default_factory=dict, repr=False)
    """`yearly[scenario][key]` is (runs, years + 1)."""
    weekly: Mapping[str, Mapping[str, NDArray[np.float32]]] = field(default_factory=dict, repr=False)
    """`weekly[scenario][column]` is (runs, weeks), from the year before the programme on."""

    @property
    def plans(self) -> list[str]:
        """Names of the scenarios other than the baseline."""
        return [name for name in self.scenarios if name != self.baseline]

    def as_dict(self) -> dict[str, Any]:
        """Everything but single runs, as plain values (the `--json` object)."""
        return {
            "what_it_is": WHAT_IT_IS,
            "version": self.version,
            "setting": self.setting,
            "organisation": {"name": self.organisation, "hash": self.organisation_hash},
            "parameters_hash": self.parameters_hash,
            "staff": self.staff,
            "years": self.years,
            "runs": self.runs,
            "parameter_draws": self.parameter_draws,
            "seed": self.seed,
            "baseline": self.baseline,
            "band_percent": list(BAND),
            "scenarios": {
                name: {
                    "title": each.title,
                    "shows": each.shows,
                    "hash": each.hash,
                    "years": [{"year": year, **_plain(row)} for year, row in enumerate(each.years)],
                }
                for name, each in self.scenarios.items()
            },
            "differences": {
                name: {"years": [{"year": year, **_plain(row)} for year, row in enumerate(each.years)]}
                for name, each in self.differences.items()
            },
            "observed": [_fields(row) for row in self.centring],
            "flags": list(self.flags),
        }

    def yearly_frame(self) -> pandas.DataFrame:
        """One row a scenario, run, year and outcome, each with what it takes to live it again."""
        import pandas

        rows = [
            {
                "scenario": name,
                "scenario_hash": self.scenarios[name].hash,
                "organisation_hash": self.organisation_hash,
                "parameters_hash": self.parameters_hash,
                "version": self.version,
                "seed": self.seed + run,
                "year": year,
                "outcome": key,
                "value": float(values[run, year]),
            }
            for name, table in self.yearly.items()
            for key, values in table.items()
            for run in range(values.shape[0])
            for year in range(values.shape[1])
        ]
        return pandas.DataFrame(rows)

    def weekly_frame(self) -> pandas.DataFrame:
        """One row a scenario, run and week, one column a column of the tally."""
        import pandas

        frames = []
        for name, table in self.weekly.items():
            runs, weeks = next(iter(table.values())).shape
            frame = pandas.DataFrame({column: values.ravel() for column, values in table.items()})
            frame.insert(0, "week", np.tile(np.arange(weeks) - 52, runs))
            frame.insert(0, "seed", np.repeat(self.seed + np.arange(runs), weeks))
            for column, text in (
                ("version", self.version),
                ("parameters_hash", self.parameters_hash),
                ("organisation_hash", self.organisation_hash),
                ("scenario_hash", self.scenarios[name].hash),
                ("scenario", name),
            ):
                frame.insert(0, column, text)
            frames.append(frame)
        together = pandas.concat(frames, ignore_index=True)
        words = ("scenario", "scenario_hash", "organisation_hash", "parameters_hash", "version")
        return together.astype(dict.fromkeys(words, "category"))


def _plain(row: Mapping[str, Band | Difference]) -> dict[str, dict[str, float | None]]:
    return {key: _fields(value) for key, value in row.items()}


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


def bands(table: Mapping[str, NDArray[np.float64]]) -> tuple[dict[str, Band], ...]:
    """Bands by year of (runs, years + 1) values."""
    years = next(iter(table.values())).shape[1]
    found = []
    for year in range(years):
        row = {}
        for each in OUTCOMES:
            values = table[each.key][:, year]
            low, high = np.percentile(values, BAND)
            row[each.key] = Band(float(values.mean()), float(low), float(high))
        found.append(row)
    return tuple(found)


def differences(
    plan: Mapping[str, NDArray[np.float64]],
    baseline: Mapping[str, NDArray[np.float64]],
    parameter_effects: Mapping[str, NDArray[np.float64]] | None,
) -> tuple[dict[str, Difference], ...]:
    """Differences by year; net saving is a difference already.

    `parameter_effects[key]` is (draws, years + 1): how far a draw moved the difference of the same luck.
    """
    years = next(iter(plan.values())).shape[1]
    found = []
    for year in range(years):
        row = {}
        for each in OUTCOMES:
            values = plan[each.key][:, year] - baseline[each.key][:, year]
            low, high = np.percentile(values, BAND)
            gains = -values if each.better == "lower" else values
            mean = float(values.mean())
            parameter_low = parameter_high = None
            if parameter_effects is not None:
                spread = np.percentile(mean + parameter_effects[each.key][:, year], BAND)
                parameter_low, parameter_high = float(spread[0]), float(spread[1])
            row[each.key] = Difference(
                mean,
                float(low),
                float(high),
                float((gains > 0).mean()),
                float((gains < 0).mean()),
                parameter_low,
                parameter_high,
            )
        found.append(row)
    return tuple(found)


WEEKLY_COLUMNS = tuple(name for name in columns(Tally) if not name.startswith("chance_of"))
