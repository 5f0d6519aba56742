"""Comparisons for many at once: organisations, warm-ups and runs that all requests share, computed by a few threads."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from culture_sim.cache import LRUCache
from culture_sim.calibration.solve import BaselineCalibration, calibrate_baseline
from culture_sim.ensemble.compare import with_equal_cost
from culture_sim.ensemble.comparison import Comparison
from culture_sim.ensemble.equal_cost import REPLICATES, equal_cost_plan
from culture_sim.ensemble.intervals import Label, RunArrays
from culture_sim.ensemble.parameter_uncertainty import sample_plausible_parameters
from culture_sim.ensemble.priority_executor import FIRST, LAST, LATER, SOON, PriorityExecutor
from culture_sim.ensemble.runs import Ensemble
from culture_sim.organisation import Organisation
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario
from culture_sim.settings import load_parameters

YEARS = 5
FIRST_LOOK = 2
SIZES = (FIRST_LOOK, 8, 40)
"""Paired runs after which a result is published: the first at once, the last for good."""

DRAWS = 10
"""Draws of the parameters under which the last result is simulated once more."""

RIVAL = "rival"
"""Name of the scenario with which the plan is compared besides the baseline."""

POLL_SECONDS = 0.01
"""Seconds after which it is looked whether runs that are waited for are still wanted."""

MEGABYTE = 1_000_000
BYTES_A_POST = 650
"""That one warmed-up organisation holds: 0.6 MB for 1,000 posts."""

Moved = Sequence[tuple[str, float]]
Wanted = Callable[[], bool]


class Cancelled(Exception):
    """Nobody waits for this result any more."""


@dataclass(frozen=True)
class ComparisonRequest:
    """What is to be compared: some scenarios, the baseline first, in one organisation.

    Attributes:
        organisation: where.
        scenarios: the baseline and the plans, each under its own name.
        parameters: parameters that were moved, with their values.
        seed: random seed of the first pair of runs.
        equal_spend: add training alone at the cost of the plan, as the scenario that the plan is compared with.
        title: what the plan is called.
        against: what the plan's rival is called; its own title if absent.
    """

    organisation: Organisation
    scenarios: tuple[tuple[str, Scenario], ...]
    parameters: tuple[tuple[str, float], ...] = ()
    seed: int = 1
    equal_spend: bool = False
    title: str = ""
    against: Label | None = None

    @property
    def labels(self) -> dict[str, Label]:
        """What the plan and its rival are called; the baseline has the title of its scenario."""
        title = self.title or "The plan"
        rival = {RIVAL: self.against} if self.against else {}
        return {"plan": Label(title, title, "Plan"), **rival}

    @property
    def key(self) -> Hashable:
        """Equal for requests with the same numbers and the same words."""
        return (
            self.organisation.hash,
            tuple((name, each.hash) for name, each in self.scenarios),
            self.parameters,
            self.seed,
            self.equal_spend,
            self.title,
            self.against,
        )


def _warm_up_bytes(ensemble: Ensemble) -> float:
    """What an ensemble holds for each of its seeds."""
    return ensemble.organisation.staff * BYTES_A_POST


class ComparisonService:
    """Runs comparisons for many requests at once, each run only once.

    Args:
        threads: runs at the same time; one a core if absent.
    """

    def __init__(self, threads: int | None = None) -> None:
        self.threads = threads or max(1, os.cpu_count() or 1)
        self._executor: PriorityExecutor | None = None
        self._lock = threading.Lock()
        self._calibrations = LRUCache[BaselineCalibration](8)
        self._ensembles = LRUCache[Ensemble](
            128 * MEGABYTE, lambda ensemble: SIZES[-1] * _warm_up_bytes(ensemble)
        )
        self._drawn = LRUCache[list[Ensemble]](32 * MEGABYTE, lambda drawn: sum(map(_warm_up_bytes, drawn)))
        self._runs = LRUCache[RunArrays](24 * MEGABYTE, lambda run: run.yearly.nbytes + run.weekly.nbytes)
        self._content: WeakKeyDictionary[Ensemble, tuple[str, str, int]] = WeakKeyDictionary()
        self.ready = threading.Event()

    @property
    def executor(self) -> PriorityExecutor:
        """The threads, started when first needed."""
        with self._lock:
            if self._executor is None:
                self._executor = PriorityExecutor(self.threads)
            return self._executor

    def close(self) -> None:
        """Let go of the threads; runs that have begun are not waited for."""
        with self._lock:
            if self._executor is not None:
                self._executor.shutdown(wait=False, cancel_futures=True)
                self._executor = None

    def warm_up(self, request: Callable[[], ComparisonRequest]) -> None:
        """Simulate what a first visitor will ask for, in the background: compile, calibrate, warm up."""

        def prepare() -> None:
            try:
                for _ in self.compare(request(), draws=DRAWS):
                    pass
            except (CancelledError, RuntimeError):  # the server stops
                return
            self.ready.set()

        threading.Thread(target=prepare, name="culture-sim warm-up", daemon=True).start()

    # Parts -----------------------------------------------------------------------------------------

    def calibration(self, organisation: Organisation, seed: int = 1) -> BaselineCalibration | None:
        """The parameters that put the baseline at what is observed there; None where nothing is."""
        if not organisation.observed_figures:
            return None
        return self._calibrations.get(
            (organisation.hash, seed), lambda: calibrate_baseline(organisation, None, self.executor)
        )

    def needs_calibration(self, organisation: Organisation, seed: int = 1) -> bool:
        """Whether this organisation has yet to be calibrated, which takes some seconds."""
        return bool(organisation.observed_figures) and (organisation.hash, seed) not in self._calibrations

    def parameters(self, organisation: Organisation, moved: Moved = (), seed: int = 1) -> Parameters:
        """The calibrated parameters of an organisation, with those that were moved."""
        calibration = self.calibration(organisation, seed)
        central = calibration.parameters if calibration is not None else load_parameters(organisation.setting)
        return central.replace(**dict(moved)) if moved else central

    def ensemble(self, organisation: Organisation, moved: Moved = (), seed: int = 1) -> Ensemble:
        """The ensemble of an organisation, with its warm-ups."""
        parameters = self.parameters(organisation, moved, seed)
        key = (organisation.hash, parameters.hash, seed)
        return self._ensembles.get(key, lambda: Ensemble(organisation, parameters, seed))

    def drawn(self, ensemble: Ensemble, draws: int) -> list[Ensemble]:
        """The same organisation under parameters drawn from their ranges, its baseline recalibrated.

        The draws are those of `culture-sim compare`: number n has random seed n of the given ensemble. Fewer come
        back if too few of those drawn can be recalibrated to the baseline.
        """

        def draw() -> list[Ensemble]:
            organisation, seed = ensemble.organisation, ensemble.seed
            found, _ = sample_plausible_parameters(
                organisation, ensemble.parameters, draws, seed, self.executor
            )
            return [Ensemble(organisation, each, seed) for each in found]

        return self._drawn.get((*self._content_of(ensemble), draws), draw)

    def _content_of(self, ensemble: Ensemble) -> tuple[str, str, int]:
        content = self._content.get(ensemble)
        if content is None:
            content = (ensemble.organisation.hash, ensemble.parameters.hash, ensemble.seed)
            self._content[ensemble] = content
        return content

    # Runs ------------------------------------------------------------------------------------------

    def run(
        self,
        ensemble: Ensemble,
        scenario: Scenario,
        replicate: int,
        years: int = YEARS,
        is_wanted: Wanted = lambda: True,
    ) -> RunArrays:
        """One run, cached.

        Raises:
            Cancelled: `is_wanted` said no before its end, so that what is wanted need not wait for it.
        """

        def each_year() -> None:
            if not is_wanted():
                raise Cancelled

        def simulate() -> RunArrays:
            return RunArrays.of(
                ensemble.run(scenario, replicate, years, each_year), ensemble.organisation.setting
            )

        return self._runs.get((*self._content_of(ensemble), scenario.hash, replicate, years), simulate)

    def runs(
        self,
        ensemble: Ensemble,
        scenarios: Mapping[str, Scenario],
        replicates: Sequence[int],
        is_wanted: Wanted = lambda: True,
        urgency: int = SOON,
    ) -> dict[str, list[RunArrays]]:
        """Runs of some scenarios under the same random numbers.

        Raises:
            Cancelled: `is_wanted` said no before the end; what had not begun is not run.
        """
        return self._run_all(
            {
                name: [(ensemble, each, replicate) for replicate in replicates]
                for name, each in scenarios.items()
            },
            is_wanted,
            urgency,
        )

    def cost_of(self, ensemble: Ensemble, is_wanted: Wanted = lambda: True) -> Callable[[Scenario], float]:
        """A function that gives the cost of a scenario over all years, GBP, mean over the first runs."""
        keys = [each.key for each in ensemble.organisation.setting.outcomes]
        programme_cost = keys.index("programme_cost_gbp")

        def cost(scenario: Scenario) -> float:
            runs = self.runs(ensemble, {"one": scenario}, range(REPLICATES), is_wanted)["one"]
            return float(sum(run.yearly[programme_cost, 1:].sum() for run in runs) / REPLICATES)

        return cost

    def _run_all(
        self,
        wanted: Mapping[str, list[tuple[Ensemble, Scenario, int]]],
        is_wanted: Wanted,
        urgency: int,
    ) -> dict[str, list[RunArrays]]:
        def one(ensemble: Ensemble, scenario: Scenario, replicate: int) -> RunArrays:
            if not is_wanted():
                raise Cancelled
            return self.run(ensemble, scenario, replicate, is_wanted=is_wanted)

        executor = self.executor
        futures: dict[str, list[Future[RunArrays]]] = {name: [] for name in wanted}
        for together in zip(*wanted.values(), strict=True):  # seed by seed, the plans side by side
            for name, run in zip(wanted, together, strict=True):
                futures[name].append(executor.submit_at(urgency, one, *run))

        def result(future: Future[RunArrays]) -> RunArrays:
            while True:
                try:
                    return future.result(POLL_SECONDS)
                except TimeoutError:  # it may wait long behind what is more urgent
                    if not is_wanted():
                        raise Cancelled from None

        try:
            return {name: [result(each) for each in runs] for name, runs in futures.items()}
        except BaseException:
            for runs in futures.values():
                for future in runs:
                    future.cancel()
            raise

    # Comparisons -----------------------------------------------------------------------------------

    def compare(
        self,
        request: ComparisonRequest,
        sizes: Sequence[int] = SIZES,
        is_wanted: Wanted = lambda: True,
        report: Callable[[str], None] = lambda _what: None,
        draws: int = 0,
    ) -> Iterator[Comparison]:
        """A first result from a few pairs of runs, then better ones; each is exact for its pairs.

        Args:
            request: what is to be compared.
            sizes: pairs of runs after which there is a result.
            is_wanted: asked before each run.
            report: called with what is being done.
            draws: draws of the parameters under which the last result is simulated once more.

        Raises:
            Cancelled: the result is not wanted any more.
            InputError: something in the request is wrong.
        """
        organisation = request.organisation
        for _, scenario in request.scenarios:
            scenario.check_names(organisation.profession_names, organisation.directorate_names)
        if self.needs_calibration(organisation, request.seed):
            report("Calibrating the baseline to your organisation's figures")
        ensemble = self.ensemble(organisation, request.parameters, request.seed)
        scenarios = dict(request.scenarios)
        found = Comparison(
            organisation,
            ensemble.parameters,
            next(iter(scenarios)),
            scenarios,
            YEARS,
            request.seed,
            self.calibration(organisation, request.seed),
            request.labels,
            RIVAL if RIVAL in scenarios else "",
            runs_wanted=max(sizes),
        )
        for step, size in enumerate(sizes):
            if request.equal_spend and step == len(sizes) - 1:
                report("Looking for the amount of training that costs the same")
                equal = equal_cost_plan(scenarios["plan"], self.cost_of(ensemble, is_wanted))
                found = with_equal_cost(found, equal, RIVAL)
            report(f"Running up to {size} simulations")
            urgency = (FIRST, SOON, LATER)[min(step, 2)]
            runs = self.runs(ensemble, found.scenarios, range(found.runs, size), is_wanted, urgency)
            for replicate in range(size - found.runs):
                found.add({name: each[replicate] for name, each in runs.items()})
            yield found.copy()
        if draws:
            drawn = list(enumerate(self.drawn(ensemble, draws)))
            runs = self._run_all(
                {name: [(each, plan, n) for n, each in drawn] for name, plan in found.scenarios.items()},
                is_wanted,
                LAST,
            )
            for draw in range(len(drawn)):
                found.add_draw({name: each[draw] for name, each in runs.items()})
            yield found
