"""A paired comparison, built up run by run: plans and a baseline under common random numbers.

Command line, dashboard, board paper, notebook and studies all read this one.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.calibration.solve import BaselineCalibration, CalibrationRow
from culture_sim.ensemble import caveats
from culture_sim.ensemble.intervals import (
    BAND,
    Difference,
    Interval,
    Label,
    Numbers,
    RunArrays,
    Standardised,
    interval,
)
from culture_sim.ensemble.thresholds import FEW_DRAWS
from culture_sim.organisation import Organisation
from culture_sim.outcomes import NO_SPREAD, Outcome
from culture_sim.outcomes.money import WEEKS_A_YEAR, net_saving
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario
from culture_sim.settings import Setting
from culture_sim.version import __version__

if TYPE_CHECKING:
    import pandas

    from culture_sim.ensemble.equal_cost import EqualCostPlan

WHAT_IT_IS = (
    "A tool for reasoning, not a prediction: if the mechanisms hold, then this follows. "
    "No controlled study of a restorative culture in a whole organisation exists to check it against."
)


@dataclass(eq=False, repr=False)
class Comparison:
    """Plans against a baseline under common random numbers, built up run by run.

    `add` a run of every scenario; then read intervals and differences at whatever number of runs there is.

    Attributes:
        organisation: posts, teams, ties, and the setting that it belongs to.
        parameters: the central set, with which every run was made.
        baseline: name of the scenario with which the others are compared.
        scenarios: the baseline and the plans, by name.
        years: years of programme.
        seed: seed of the first run; the next has the next number.
        calibration: how the baseline was brought to the observed levels; None where nothing is observed.
        labels: what a scenario is called here, where that is not its own title.
        rival: name of a second plan with which the first is compared besides the baseline, "" if none.
        runs_wanted: number of runs after which it is complete.
        dropped_draws: sets of drawn parameters whose baseline could not be kept at the observed levels.
        equal_cost: how training alone was scaled until it cost as much as the first plan, if it was.
    """

    organisation: Organisation
    parameters: Parameters
    baseline: str
    scenarios: Mapping[str, Scenario]
    years: int
    seed: int = 1
    calibration: BaselineCalibration | None = None
    labels: Mapping[str, Label] = field(default_factory=dict)
    rival: str = ""
    runs_wanted: int = 0
    dropped_draws: int = 0
    equal_cost: EqualCostPlan | None = None
    version: str = __version__

    def __post_init__(self) -> None:
        self._runs: dict[str, list[RunArrays]] = {name: [] for name in self.scenarios}
        self._draws: dict[str, list[Numbers]] = {name: [] for name in self.scenarios}
        self._known: dict[Hashable, Any] = {}

    def __repr__(self) -> str:
        against = f"{', '.join(self.plans)} against {self.baseline}"
        return (
            f"<Comparison of {against} in {self.organisation.name}: {self.runs} runs of {self.years} years>"
        )

    # Built up run by run ---------------------------------------------------------------------------

    def add(self, run: Mapping[str, RunArrays]) -> None:
        """Add the next run of every scenario; all have the same seed.

        Args:
            run: arrays by name of the scenario. Net saving is worked out here: it takes the baseline.
        """
        for name, yearly in self._with_net_saving(run).items():
            self._runs[name].append(RunArrays(yearly, run[name].weekly))
        self._known.clear()

    def add_draw(self, run: Mapping[str, RunArrays]) -> None:
        """Add a run of every scenario under drawn parameters; the n-th has the seed of the n-th run."""
        for name, yearly in self._with_net_saving(run).items():
            self._draws[name].append(yearly)
        self._known.clear()

    def _with_net_saving(self, run: Mapping[str, RunArrays]) -> dict[str, Numbers]:
        harm, programme, net = (
            self._row[key] for key in ("harm_cost_gbp", "programme_cost_gbp", "net_saving_gbp")
        )
        found = {}
        for name in self.scenarios:
            found[name] = run[name].yearly.copy()
            base = run[self.baseline].yearly
            found[name][net] = net_saving(base[harm], found[name][harm], found[name][programme])
        return found

    def copy(self, **changes: Any) -> Comparison:
        """The comparison as it stands now, with other attributes; runs added to one are not in the other."""
        found = copy.copy(self)
        for name, value in changes.items():
            setattr(found, name, value)
        found._runs = {name: list(runs) for name, runs in self._runs.items()}
        found._draws = {name: list(draws) for name, draws in self._draws.items()}
        found._known = dict(self._known)
        return found

    def without(self, name: str) -> Comparison:
        """The same comparison as if one plan had not been in it."""
        others = {each: scenario for each, scenario in self.scenarios.items() if each != name}
        return self.copy(scenarios=others, rival="" if self.rival == name else self.rival)

    # What was compared -----------------------------------------------------------------------------

    @property
    def setting(self) -> Setting:
        """Kind of organisation."""
        return self.organisation.setting

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What is reported, in its order."""
        return self.setting.outcomes

    def outcome(self, key: str) -> Outcome:
        """The outcome of this key.

        Raises:
            InputError: there is none.
        """
        return self.setting.outcome(key)

    @property
    def headlines(self) -> tuple[str, ...]:
        """Keys of the outcomes that boards ask about first."""
        return tuple(each.key for each in self.setting.headlines)

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of the weekly tally."""
        return self.setting.weekly_columns

    @cached_property
    def _row(self) -> dict[str, int]:
        return {each.key: row for row, each in enumerate(self.outcomes)}

    @cached_property
    def organisation_hash(self) -> str:
        """Hash of the organisation."""
        return self.organisation.hash

    @cached_property
    def parameters_hash(self) -> str:
        """Hash of the central parameters."""
        return self.parameters.hash

    @property
    def staff(self) -> int:
        """Number of posts, vacancies included."""
        return self.organisation.staff

    @property
    def runs(self) -> int:
        """Number of runs of each scenario."""
        return len(self._runs[self.baseline])

    @property
    def is_complete(self) -> bool:
        """Whether it has all the runs that were wanted."""
        return self.runs >= self.runs_wanted

    @property
    def parameter_draws(self) -> int:
        """Number of sets of drawn parameters under which every scenario was run once more."""
        return len(self._draws[self.baseline])

    @property
    def plans(self) -> list[str]:
        """Names of the scenarios other than the baseline."""
        return [name for name in self.scenarios if name != self.baseline]

    @property
    def plan(self) -> str:
        """The first plan; the baseline where there is none."""
        return next(iter(self.plans), self.baseline)

    def label(self, name: str) -> Label:
        """What a scenario is called, by its place in a text."""
        return self.labels.get(name) or Label.of(self.scenarios[name].title)

    def title(self, name: str) -> str:
        """What a scenario is called, as a heading."""
        return self.label(name).title

    @property
    def fingerprint(self) -> tuple[Hashable, ...]:
        """Equal for comparisons of the same things under the same seeds and names, whatever their number of runs."""
        hashes = tuple((name, each.hash) for name, each in self.scenarios.items())
        labels = tuple(self.labels.items())
        return (self.organisation_hash, self.parameters_hash, self.seed, self.years, hashes, labels)

    # What was found --------------------------------------------------------------------------------

    def values(self, name: str, key: str) -> Numbers:
        """One outcome of one scenario, (runs, years + 1)."""
        return self._yearly(name)[:, self._row[key]]

    def paired(self, plan: str, key: str, against: str = "") -> Numbers:
        """One outcome with a plan less the same without it (or with another plan), run by run: (runs, years + 1)."""
        return self.values(plan, key) - self.values(against or self.baseline, key)

    def drawn_values(self, name: str, key: str) -> Numbers:
        """One outcome of one scenario under drawn parameters, (draws, years + 1); draw n has the seed of run n."""
        return np.stack([draw[self._row[key]] for draw in self._draws[name]])

    def weeks(self, name: str, column: str) -> NDArray[np.float32]:
        """One column of the weekly tally, (runs, weeks), from the year before the programme on."""
        row = self.columns.index(column)
        return np.stack([run.weekly[row] for run in self._runs[name]])

    def interval(self, name: str, key: str) -> Interval[Numbers]:
        """Mean and 80 % interval of one outcome of one scenario, by year: (years + 1,) each."""
        found = self._once(("interval", name), lambda: interval(self._yearly(name)))
        row = self._row[key]
        return Interval(*(each[row] for each in found))

    def difference(self, plan: str, key: str, against: str = "") -> Difference[Numbers]:
        """What a plan does to one outcome, by year, compared with the baseline or another plan: (years + 1,) each."""
        other, row = against or self.baseline, self._row[key]
        found = self._once(("difference", plan, other), lambda: self._differences(plan, other))
        return Difference(*(each[row] for each in found))

    def difference_in(self, year: int, plan: str, key: str, against: str = "") -> Difference[float]:
        """The same in one year; -1 is the last."""
        return Difference(*(float(each[year]) for each in self.difference(plan, key, against)))

    def standardised(self, plan: str, key: str, against: str = "") -> Standardised[Numbers]:
        """The mean difference in standard deviations of the setting's `spreads`, by year: (years + 1,) each.

        A shift that looks large may only look so because simulated people, or organisations, are too alike.
        """
        mean = self.difference(plan, key, against).mean
        spread = self.setting.spreads.get(key, NO_SPREAD)
        return Standardised(
            *(mean / sd if sd is not None else None for sd in (spread.persons, spread.organisations))
        )

    def level(self, name: str, key: str, year: int = -1) -> float:
        """Mean over runs of one outcome of one scenario in one year; -1 is the last."""
        return float(self.interval(name, key).mean[year])

    def parameter_interval(self, plan: str, key: str, against: str = "") -> tuple[Numbers, Numbers] | None:
        """Where 80 % of parameter draws put the mean difference, by year: (years + 1,) each.

        None where there are too few draws for an interval.

        Each draw is run with and without the plan under the seed of one run, so what remains is how far the
        parameters move the difference.
        """
        if self.parameter_draws < FEW_DRAWS:
            return None
        other, row = against or self.baseline, self._row[key]

        def find() -> tuple[Numbers, Numbers]:
            own = self._yearly(plan) - self._yearly(other)
            drawn = np.stack(self._draws[plan]) - np.stack(self._draws[other])
            low, high = np.percentile(own.mean(axis=0) + drawn - own[: len(drawn)], BAND, axis=0)
            return low, high

        low, high = self._once(("parameters", plan, other), find)
        return low[row], high[row]

    def _differences(self, plan: str, other: str) -> Difference[Numbers]:
        """Of all outcomes at once, (outcomes, years + 1) each."""
        values = self._yearly(plan) - self._yearly(other)
        found = interval(values)
        sign = np.array([-1.0 if each.better == "lower" else 1.0 for each in self.outcomes])
        gains = values * sign[:, np.newaxis]
        runs = len(values)
        error = values.std(axis=0, ddof=1) / np.sqrt(runs) if runs > 1 else np.full_like(found.mean, np.inf)
        return Difference(*found, (gains > 0).mean(axis=0), (gains < 0).mean(axis=0), error)

    def _yearly(self, name: str) -> Numbers:
        """(runs, outcomes, years + 1)."""
        found: Numbers = self._once(
            ("yearly", name), lambda: np.stack([run.yearly for run in self._runs[name]])
        )
        return found

    def _once(self, key: Hashable, find: Any) -> Any:
        """What was found for this number of runs; found now if nobody asked before."""
        if key not in self._known:
            self._known[key] = find()
        return self._known[key]

    @property
    def yearly(self) -> dict[str, dict[str, Numbers]]:
        """`yearly[scenario][outcome]` is (runs, years + 1)."""
        return {name: {key: self.values(name, key) for key in self._row} for name in self.scenarios}

    @property
    def weekly(self) -> dict[str, dict[str, NDArray[np.float32]]]:
        """`weekly[scenario][column]` is (runs, weeks), from the year before the programme on."""
        return {
            name: {column: self.weeks(name, column) for column in self.columns} for name in self.scenarios
        }

    @property
    def observed(self) -> tuple[CalibrationRow, ...]:
        """Observed levels, and what the baseline of this very comparison reproduces, all years together."""
        found = []
        for row in self.calibration.rows if self.calibration else ():
            key = self.setting.observable[row.key].key
            reproduced = float(self.values(self.baseline, key)[:, 1:].mean())
            found.append(replace(row, reproduced=reproduced))
        return tuple(found)

    @property
    def flags(self) -> tuple[str, ...]:
        """What a reader must be cautious about, in sentences."""
        return (
            *caveats.unreached(self.calibration),
            *caveats.duplicates(self.scenarios.values()),
            *(sentence for plan in self.plans for sentence in self._turnover_flag(plan)),
            *caveats.implausible(self.parameters, self.calibration),
            *caveats.calibrated_by_hand(self.parameters, self.calibration),
            *caveats.outside(self.calibration),
            *caveats.dropped_draws(self.parameter_draws, self.dropped_draws),
        )

    def _turnover_flag(self, plan: str) -> tuple[str, ...]:
        turnover = next((each for each in self.outcomes if each.column == "leavers"), None)
        if turnover is None or not self.years:
            return ()
        change, level = (
            self.difference_in(-1, plan, turnover.key).mean,
            self.level(self.baseline, turnover.key),
        )
        return caveats.turnover(turnover.title, self.title(plan), change, level)

    # In other forms --------------------------------------------------------------------------------

    def as_dict(self) -> dict[str, Any]:
        """Everything but single runs, as plain values (the `--json` object)."""
        return {
            "what_it_is": WHAT_IT_IS,
            "version": self.version,
            "setting": self.setting.name,
            "organisation": {"name": self.organisation.name, "hash": self.organisation_hash},
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
                    "title": self.title(name),
                    "shows": each.shows,
                    "hash": each.hash,
                    "years": self._by_year(self._level_row, name),
                }
                for name, each in self.scenarios.items()
            },
            "differences": {
                name: {"years": self._by_year(self._difference_row, name)} for name in self.plans
            },
            "standardised_by": {key: each._asdict() for key, each in self.setting.spreads.items()},
            "observed": [asdict(row) for row in self.observed],
            "flags": list(self.flags),
            "equal_cost": self._equal_cost_row(),
        }

    def _equal_cost_row(self) -> dict[str, Any] | None:
        """How training alone was scaled, with the plan itself: it stands in no gallery."""
        if self.equal_cost is None:
            return None
        found = self.equal_cost
        amounts = {"scale": found.scale, "cost_gbp": found.cost, "wanted_gbp": found.wanted}
        return {"name": self.rival, "reached": found.reached, **amounts, "plan": found.scenario.to_dict()}

    def _by_year(self, row: Callable[[str, str, int], Mapping[str, Any]], name: str) -> list[dict[str, Any]]:
        return [
            {"year": year, **{key: row(name, key, year) for key in self._row}}
            for year in range(self.years + 1)
        ]

    def _level_row(self, name: str, key: str, year: int) -> dict[str, float]:
        return {part: float(each[year]) for part, each in self.interval(name, key)._asdict().items()}

    def _difference_row(self, name: str, key: str, year: int) -> dict[str, float | None]:
        found = self.difference_in(year, name, key)._asdict()
        found.pop("error")
        drawn = self.parameter_interval(name, key)
        return found | {
            "parameter_low": float(drawn[0][year]) if drawn else None,
            "parameter_high": float(drawn[1][year]) if drawn else None,
            **{
                f"sd_between_{who}": None if each is None else float(each[year])
                for who, each in self.standardised(name, key)._asdict().items()
            },
        }

    def _identity(self, name: str) -> dict[str, str]:
        """What it takes to reproduce a scenario's runs, beside their seeds."""
        return {
            "scenario": name,
            "scenario_hash": self.scenarios[name].hash,
            "organisation_hash": self.organisation_hash,
            "parameters_hash": self.parameters_hash,
            "version": self.version,
        }

    def yearly_frame(self) -> pandas.DataFrame:
        """One row a scenario, run, year and outcome, each with what it takes to reproduce it."""
        import pandas

        frames = []
        for name in self.scenarios:
            values = self._yearly(name).transpose(1, 0, 2)
            outcomes, runs, years = values.shape
            columns = {
                "seed": np.tile(np.repeat(self.seed + np.arange(runs), years), outcomes),
                "year": np.tile(np.arange(years), outcomes * runs),
                "outcome": np.repeat(list(self._row), runs * years),
                "value": values.ravel(),
            }
            frames.append(pandas.DataFrame({**self._identity(name), **columns}))
        return pandas.concat(frames, ignore_index=True)

    def weekly_frame(self) -> pandas.DataFrame:
        """One row a scenario, run and week, one column a column of the weekly tally."""
        import pandas

        frames = []
        for name, table in self.weekly.items():
            runs, weeks = next(iter(table.values())).shape
            when = {
                "seed": np.repeat(self.seed + np.arange(runs), weeks),
                "week": np.tile(np.arange(weeks) - WEEKS_A_YEAR, runs),
            }
            counted = {column: values.ravel() for column, values in table.items()}
            frames.append(pandas.DataFrame({**self._identity(name), **when, **counted}))
        together = pandas.concat(frames, ignore_index=True)
        return together.astype(dict.fromkeys(self._identity(self.baseline), "category"))
