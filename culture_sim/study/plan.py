"""From a study to its runs: one row for each point, scenario and draw, then every row under every seed."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from culture_sim.calibration.draws import is_drawn
from culture_sim.calibration.knobs import turned
from culture_sim.engine.columns import columns
from culture_sim.errors import InputError, did_you_mean
from culture_sim.model import WARM_UP_WEEKS
from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.settings import Setting
from culture_sim.study.designs import design_points
from culture_sim.study.factors import Changes, Factor, study_factors
from culture_sim.study.hashing import digest, run_id
from culture_sim.study.run_context import BASELINE, RunContext, run_context_for, split_by_owner
from culture_sim.study.study_file import NONE, StudyFile

BATCH_POST_WEEKS = 12_000_000
"""Work in one batch: about a second on one core, so that little is lost and little is waited for."""

FIXED_POST_WEEKS = 100_000
"""What a run costs however small the organisation: a copy of it, its scenario, its yearly outcomes."""

MOST_IN_BATCH = 256

BATCHES_A_WORKER = 8
"""At least so many for each worker, so that none has nothing to do while another ends a large one."""


class Row(NamedTuple):
    """One line of the design: a scenario at a point under one set of parameters.

    A baseline's row has the point at which its organisation and parameters are first met.
    """

    point: int
    scenario: str
    draw: int
    scenario_key: str
    organisation_key: str
    parameters_key: str


class RunRequest(NamedTuple):
    """One run to be simulated."""

    run: str
    scenario: str
    scenario_key: str
    changes: Changes


class WarmupGroup(NamedTuple):
    """Runs that share a warm-up: one organisation, one set of parameters, one seed."""

    organisation: Changes
    organisation_key: str
    parameters: dict[str, float]
    parameters_key: str
    draw: int
    seed: int
    requests: tuple[RunRequest, ...]


Batch = tuple[WarmupGroup, ...]


@dataclass(frozen=True)
class StudyPlan:
    """A study with everything that it names loaded, and its points laid out.

    Attributes:
        study: the file.
        context: what all runs share.
        factors: what is varied, in order.
        units: (points, factors) places in 0-1.
        values: the value (or label) of each factor at each point.
    """

    study: StudyFile
    context: RunContext
    factors: tuple[Factor, ...]
    units: NDArray[np.float64]
    values: list[tuple[Any, ...]]

    @property
    def points(self) -> int:
        """Number of points."""
        return len(self.values)

    @property
    def seeds(self) -> range:
        """Seeds, in order."""
        first = self.study.seeds.first
        return range(first, first + self.study.seeds.number)

    @property
    def draws(self) -> int:
        """Sets of parameters: the central one and those drawn."""
        return 1 + self.context.draws[0]

    @property
    def plans(self) -> tuple[str, ...]:
        """Names of the scenarios, the baseline left out."""
        return tuple(name for name in self.context.scenarios if name != BASELINE)

    @cached_property
    def fingerprint(self) -> str:
        """Twelve characters that stand for everything that decides which runs there are."""
        return digest(
            [[*row[3:], row.point, row.scenario] for row in self.rows],
            self.study.seeds.model_dump(), self.study.years, list(self.study.weekly),
            self.study.stop.model_dump() if self.study.stop else None,
        )  # fmt: skip

    def changes(self, point: int) -> Changes:
        """What a point sets, by dotted path."""
        found: Changes = {}
        if point >= 0:
            for factor, value in zip(self.factors, self.values[point], strict=True):
                found |= factor.changes(value)
        return found

    @cached_property
    def rows(self) -> list[Row]:
        """The design, a baseline row for every organisation and set of parameters first met."""
        rows: list[Row] = []
        met: dict[tuple[str, str], None] = {}
        baseline_key = self.context.scenario_key(BASELINE, {}) if BASELINE in self.context.scenarios else ""
        for draw in range(self.draws):
            for point in range(self.points):
                parts = split_by_owner(self.changes(point))
                place = self.context.organisation_key(parts.organisation)
                people = self.context.parameters_key(draw, parts.parameters)
                if baseline_key and (place, people) not in met:
                    met[place, people] = None
                    rows.append(Row(point, BASELINE, draw, baseline_key, place, people))
                rows += [
                    Row(point, name, draw, self.context.scenario_key(name, parts.scenario), place, people)
                    for name in self.plans
                ]
        return rows

    @property
    def runs(self) -> int:
        """How many different runs the whole design has, if no rule stops it earlier."""
        return len({row[3:] for row in self.rows}) * len(self.seeds)

    def run(self, row: Row, seed: int) -> str:
        """The id of one run."""
        return run_id(*row[3:], seed, self.study.years, self.context.setting.model_version)

    def batches(
        self, rows: Sequence[Row], seeds: Sequence[int], done: Container[str], workers: int = 1
    ) -> Iterator[Batch]:
        """Runs that are still to be simulated, in batches of about a second's work or less; seed after seed."""
        groups: dict[tuple[str, str], list[Row]] = {}
        for row in rows:
            groups.setdefault((row.organisation_key, row.parameters_key), []).append(row)
        whole = len(seeds) * sum(self._work(row) for row in rows)
        most = min(BATCH_POST_WEEKS, whole / (BATCHES_A_WORKER * workers))
        batch: list[WarmupGroup] = []
        used = 0.0
        for seed in seeds:
            for members in groups.values():
                work = self._work(members[0])
                for group in self._parts(members, seed, done, max(1, int(most / work))):
                    cost = work * len(group.requests) + work * WARM_UP_WEEKS / (
                        self.study.years * WEEKS_A_YEAR
                    )
                    if batch and (used + cost > most * 1.5 or len(batch) >= MOST_IN_BATCH):
                        yield tuple(batch)
                        batch, used = [], 0.0
                    batch.append(group)
                    used += cost
        if batch:
            yield tuple(batch)

    def _parts(
        self, rows: Sequence[Row], seed: int, done: Container[str], most: int
    ) -> Iterator[WarmupGroup]:
        """The runs of one warm-up, in parts no larger than a batch."""
        parts = split_by_owner(self.changes(rows[0].point))
        requests: dict[str, RunRequest] = {}
        for row in rows:
            run = self.run(row, seed)
            if run not in done and run not in requests:
                changes = {} if row.scenario == BASELINE else split_by_owner(self.changes(row.point)).scenario
                requests[run] = RunRequest(run, row.scenario, row.scenario_key, changes)
        waiting = list(requests.values())
        for first in range(0, len(waiting), min(most, MOST_IN_BATCH)):
            yield WarmupGroup(
                parts.organisation, rows[0].organisation_key, parts.parameters, rows[0].parameters_key,
                rows[0].draw, seed, tuple(waiting[first : first + min(most, MOST_IN_BATCH)]),
            )  # fmt: skip

    def _work(self, row: Row) -> float:
        """Post-weeks in one run."""
        staff = split_by_owner(self.changes(row.point)).organisation.get("staff", self.context.staff) or 1000
        return FIXED_POST_WEEKS + float(staff) * self.study.years * WEEKS_A_YEAR


def plan_study(study: StudyFile) -> StudyPlan:
    """Load what a study names and lay out its points.

    Raises:
        InputError: something in it cannot be, with the line.
    """
    context = run_context_for(study)
    for number, key in enumerate(study.outcomes):
        _known_outcome(study, context.setting, key, "outcomes", number)
    if study.stop:
        _known_outcome(study, context.setting, study.stop.outcome, "stop", "outcome")
    weekly = columns(context.setting.tables.Tally)
    for number, column in enumerate(study.weekly):
        if column not in weekly:
            hint = did_you_mean(column, weekly)
            raise InputError(
                f"'{column}' is not a column of the weekly tally.{hint}", *study.place("weekly", number)
            )
    given = context.given()
    factors = study_factors(study, given, context.setting)
    if study.centring != NONE:
        factors = _without_solved(study, factors, turned(context.setting))
    units, values = design_points(study, factors)
    if study.draws and not any(is_drawn(each) for each in given.table.values()):
        raise InputError("No parameter is uncertain, so none can be drawn.", *study.place("draws"))
    return StudyPlan(study, context, factors, units, values)


def _without_solved(
    study: StudyFile, factors: tuple[Factor, ...], solved_for: frozenset[str]
) -> tuple[Factor, ...]:
    """Leave out of "parameters.*" what the calibration solves for; refuse it where it is named."""
    varied = []
    for factor in factors:
        solved = [
            path
            for path in factor.paths
            if path.removeprefix("parameters.") in solved_for and "parameters." in path
        ]
        if solved and factor.name in study.factors:
            raise InputError(
                f"factors.{factor.name}: '{solved[0]}' is solved for when the baseline is calibrated; "
                "vary something else, or say 'centring: none'.",
                *study.place("factors", factor.name),
            )
        if not solved:
            varied.append(factor)
    return tuple(varied)


def _known_outcome(study: StudyFile, setting: Setting, key: str, *where: str | int) -> None:
    try:
        setting.outcome(key)
    except InputError as error:
        raise InputError(error.message, *study.place(*where)) from None
