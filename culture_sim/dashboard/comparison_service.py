"""The engine worker: organisations, burn-ins and lives that all visitors share, lived by a few threads."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import numpy as np

from culture_sim.calibration.solve import BaselineCalibration, calibrate_baseline
from culture_sim.dashboard.answer import KEYS, RIVAL, Answer, Lived
from culture_sim.dashboard.equal_cost import EqualCostPlan, equal_spend
from culture_sim.dashboard.lru_cache import LRUCache
from culture_sim.dashboard.page_state import OrganisationChoice
from culture_sim.dashboard.parameter_draws import otherwise
from culture_sim.dashboard.priority_executor import FIRST, LAST, LATER, SOON, PriorityExecutor
from culture_sim.dashboard.uploads import gallery_plan, organisation_of
from culture_sim.ensemble import Ensemble
from culture_sim.ensemble.comparison import WEEKLY_COLUMNS
from culture_sim.organisation import Organisation
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario
from culture_sim.settings import load_parameters

YEARS = 5
FIRST_LOOK = 2
SIZES = (FIRST_LOOK, 8, 40)
"""Pairs of lives after which a picture is shown: the first at once, the last for good."""

DRAWS = 10
"""Sets of other assumptions under which the full answer is lived once more."""

GLANCE = 0.01
"""Seconds after which it is looked whether lives that are waited for are still wanted."""

MEGABYTE = 1_000_000
BYTES_A_POST = 650
"""That one burnt-in organisation holds: 0.6 MB for 1,000 posts."""


class Cancelled(Exception):
    """Nobody waits for this answer any more."""


@dataclass(frozen=True)
class ComparisonRequest:
    """What is to be lived: some scenarios, the baseline first, in one organisation.

    Attributes:
        place: the organisation.
        scenarios: the baseline and the plans, each under its own name.
        parameters: assumptions that were moved, with their values.
        seed: luck of the first pair of lives.
        equal_spend: add training alone at the cost of the plan, as the scenario that it is held against.
        title: what the plan is called.
        against: what the plan is held against, as a sentence says it.
        short: the same at the end of a line.
    """

    place: OrganisationChoice
    scenarios: tuple[tuple[str, Scenario], ...]
    parameters: tuple[tuple[str, float], ...] = ()
    seed: int = 1
    equal_spend: bool = False
    title: str = ""
    against: str = ""
    short: str = ""

    @property
    def key(self) -> Hashable:
        """Equal for questions with the same answer."""
        return (
            self.place,
            tuple((name, each.hash) for name, each in self.scenarios),
            self.parameters,
            self.seed,
            self.equal_spend,
        )


def _warm_up_bytes(ensemble: Ensemble) -> float:
    """What an ensemble holds for each of its lucks."""
    return ensemble.organisation.staff * BYTES_A_POST


class ComparisonService:
    """Lives weeks for all visitors.

    Args:
        threads: lives at the same time; one a core if absent.
    """

    def __init__(self, threads: int | None = None) -> None:
        self.threads = threads or max(1, os.cpu_count() or 1)
        self._executor: PriorityExecutor | None = None
        self._lock = threading.Lock()
        self._organisations = LRUCache(8)
        self._centrings = LRUCache(8)
        self._ensembles = LRUCache(128 * MEGABYTE, lambda ensemble: SIZES[-1] * _warm_up_bytes(ensemble))
        self._otherwise = LRUCache(32 * MEGABYTE, lambda others: sum(map(_warm_up_bytes, others)))
        self._lives = LRUCache(24 * MEGABYTE, lambda life: life.yearly.nbytes + life.weekly.nbytes)
        self._contents: WeakKeyDictionary[Ensemble, tuple[str, str, int]] = WeakKeyDictionary()
        self.ready = threading.Event()

    @property
    def executor(self) -> PriorityExecutor:
        """The threads, started when first needed."""
        with self._lock:
            if self._executor is None:
                self._executor = PriorityExecutor(self.threads)
            return self._executor

    def close(self) -> None:
        """Let go of the threads; what is being lived is not waited for."""
        with self._lock:
            if self._executor is not None:
                self._executor.shutdown(wait=False, cancel_futures=True)
                self._executor = None

    def warm_up(self) -> None:
        """Live what a first visitor will ask for, in the background: compile, centre, burn in."""

        def prepare() -> None:
            plans = {"baseline": "blame_culture", "plan": "embedded", RIVAL: "training_only"}
            asked = ComparisonRequest(
                OrganisationChoice(), tuple((name, gallery_plan(plan)) for name, plan in plans.items())
            )
            try:
                for _ in self.answers(asked, draws=DRAWS):
                    pass
            except (CancelledError, RuntimeError):  # the server stops
                return
            self.ready.set()

        threading.Thread(target=prepare, name="culture-sim warm-up", daemon=True).start()

    # Parts -----------------------------------------------------------------------------------------

    def organisation(self, place: OrganisationChoice) -> Organisation:
        """The organisation of a place."""
        return self._organisations.get(place, lambda: organisation_of(place))

    def centring(self, place: OrganisationChoice, seed: int = 1) -> BaselineCalibration | None:
        """The parameters that put the baseline at what is observed there; None where nothing is."""
        organisation = self.organisation(place)
        if organisation.observed is None or not organisation.observed.figures():
            return None
        return self._centrings.get(
            (organisation.hash, seed), lambda: calibrate_baseline(organisation, None, self.executor)
        )

    def parameters(
        self, place: OrganisationChoice, moved: Sequence[tuple[str, float]] = (), seed: int = 1
    ) -> Parameters:
        """The parameters of a place, with the assumptions that were moved."""
        centring = self.centring(place, seed)
        central = centring.parameters if centring is not None else load_parameters()
        return central.replace(**dict(moved)) if moved else central

    def ensemble(
        self, place: OrganisationChoice, moved: Sequence[tuple[str, float]] = (), seed: int = 1
    ) -> Ensemble:
        """The ensemble that lives there, with its burn-ins."""
        organisation, parameters = self.organisation(place), self.parameters(place, moved, seed)
        key = (organisation.hash, parameters.hash, seed)
        return self._ensembles.get(key, lambda: Ensemble(organisation, parameters, seed))

    def life(
        self,
        ensemble: Ensemble,
        scenario: Scenario,
        number: int,
        years: int = YEARS,
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> Lived:
        """One life, remembered.

        Raises:
            Superseded: `is_wanted` said no before its end, so that what is wanted need not wait for it.
        """
        content = self._contents.get(ensemble)
        if content is None:
            content = (ensemble.organisation.hash, ensemble.parameters.hash, ensemble.seed)
            self._contents[ensemble] = content

        def each_year() -> None:
            if not is_wanted():
                raise Cancelled

        def live() -> Lived:
            life = ensemble.run(scenario, number, years, each_year)
            weekly = np.stack([life.weekly[name] for name in WEEKLY_COLUMNS]).astype(np.float32)
            return Lived(np.stack([life.yearly[name] for name in KEYS]), weekly)

        return self._lives.get((*content, scenario.hash, number, years), live)

    def live(
        self,
        ensemble: Ensemble,
        scenarios: Mapping[str, Scenario],
        numbers: Sequence[int],
        is_wanted: Callable[[], bool] = lambda: True,
        urgency: int = SOON,
    ) -> dict[str, list[Lived]]:
        """Lives of some scenarios under some lucks.

        Raises:
            Superseded: `is_wanted` said no before the end; what had not begun is not lived.
        """
        return self._all(
            {name: [(ensemble, each, number) for number in numbers] for name, each in scenarios.items()},
            is_wanted,
            urgency,
        )

    def _all(
        self,
        wanted: Mapping[str, list[tuple[Ensemble, Scenario, int]]],
        is_wanted: Callable[[], bool],
        urgency: int,
    ) -> dict[str, list[Lived]]:
        def one(ensemble: Ensemble, scenario: Scenario, number: int) -> Lived:
            if not is_wanted():
                raise Cancelled
            return self.life(ensemble, scenario, number, is_wanted=is_wanted)

        workers = self.executor
        futures: dict[str, list[Future[Lived]]] = {name: [] for name in wanted}
        for together in zip(*wanted.values(), strict=True):  # luck by luck, the plans side by side
            for name, life in zip(wanted, together, strict=True):
                futures[name].append(workers.submit_at(urgency, one, *life))

        def lived(future: Future[Lived]) -> Lived:
            while True:
                try:
                    return future.result(GLANCE)
                except TimeoutError:  # it may wait long behind what is more urgent
                    if not is_wanted():
                        raise Cancelled from None

        try:
            return {name: [lived(each) for each in lives] for name, lives in futures.items()}
        except BaseException:
            for lives in futures.values():
                for future in lives:
                    future.cancel()
            raise

    # Answers ---------------------------------------------------------------------------------------

    def answers(
        self,
        question: ComparisonRequest,
        sizes: Sequence[int] = SIZES,
        is_wanted: Callable[[], bool] = lambda: True,
        tell: Callable[[str], None] = lambda _what: None,
        draws: int = 0,
    ) -> Iterator[Answer]:
        """A first answer from a few pairs of lives, then better ones; each is exact for its pairs.

        Args:
            question: what is asked.
            sizes: pairs of lives after which there is an answer.
            is_wanted: asked before each life.
            tell: told what is being done.
            draws: sets of other assumptions under which the last answer is lived once more.

        Raises:
            Superseded: the question is not wanted any more.
            InputError: something in it is wrong.
        """
        organisation = self.organisation(question.place)
        for _, scenario in question.scenarios:
            scenario.check_names(organisation.profession_names, organisation.directorate_names)
        if self.centring_is_new(question.place, question.seed):
            tell("Setting the baseline to your organisation's figures")
        ensemble = self.ensemble(question.place, question.parameters, question.seed)
        centring = self.centring(question.place, question.seed)
        scenarios = dict(question.scenarios)
        equal: EqualCostPlan | None = None
        answer: Answer | None = None
        for step, size in enumerate(sizes):
            if question.equal_spend and step == len(sizes) - 1:
                tell("Looking for the amount of training that costs the same")
                equal = equal_spend(self, ensemble, dict(question.scenarios)["plan"], is_wanted)
                scenarios[RIVAL] = equal.scenario
            tell(f"Living up to {size} simulations")
            lives = self.live(ensemble, scenarios, range(size), is_wanted, (FIRST, SOON, LATER)[min(step, 2)])
            answer = Answer.of(question, ensemble, scenarios, lives, centring, max(sizes), equal)
            yield answer
        if draws and answer is not None:
            others = self.otherwise(ensemble, draws)
            places = [(each, number) for number, each in enumerate(others)]
            lives = self._all(
                {name: [(each, plan, n) for each, n in places] for name, plan in scenarios.items()},
                is_wanted,
                LAST,
            )
            yield replace(
                answer, otherwise={name: [life.yearly for life in all_] for name, all_ in lives.items()}
            )

    def otherwise(self, ensemble: Ensemble, draws: int) -> list[Ensemble]:
        """The same organisation under other assumptions, its baseline held where it is."""
        key = (ensemble.organisation.hash, ensemble.parameters.hash, ensemble.seed, draws)
        return self._otherwise.get(key, lambda: otherwise(ensemble, draws, self.executor))

    def centring_is_new(self, place: OrganisationChoice, seed: int = 1) -> bool:
        """Whether this organisation has yet to be centred, which takes some seconds."""
        organisation = self.organisation(place)
        observed = organisation.observed is not None and bool(organisation.observed.figures())
        return observed and (organisation.hash, seed) not in self._centrings.things


SERVICE = ComparisonService()
"""The one that all visitors of a server share. It keeps nothing of theirs, only lives."""
