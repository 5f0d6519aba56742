"""One run of the organisation that can be played, stepped and begun again. One for each visitor."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import solara
from numpy.typing import NDArray

from culture_sim.dashboard.async_task import AsyncTask, Job
from culture_sim.engine.columns import columns
from culture_sim.model import CultureModel

if TYPE_CHECKING:
    import pandas

WEEKS_A_TICK = 4
SECONDS_A_TICK = 0.4
LAST_WEEK = 520
"""Ten years; whoever wants more uses the command line."""

YEAR_BEFORE = 52


@dataclass(frozen=True)
class Picture:
    """What the run looks like at one moment: copies, so that the run may go on meanwhile.

    `weekly[column]` begins a year before the programme; `week` is the next week to be run.
    """

    week: int
    weekly: dict[str, NDArray[np.float64]]
    people: int
    posts: int
    provenance: str


class SingleRun:
    """Holds one model and runs its weeks in the background.

    Attributes:
        picture: the newest moment; None before there is one.
        playing: whether it goes on by itself.
        fault: what was wrong with the last wish, "" if nothing.
    """

    def __init__(self) -> None:
        self.task: AsyncTask[Picture] = AsyncTask(" Reset, and try again.")
        self.picture, self.fault = self.task.value, self.task.fault
        self.playing: solara.Reactive[bool] = solara.Reactive(False)
        self._make: Callable[[], CultureModel] | None = None
        self._model: CultureModel | None = None
        self._lock = threading.Lock()

    def begin(self, make: Callable[[], CultureModel]) -> None:
        """Begin anew with another model."""
        self._make = make
        self.playing.value = False
        self.task.start(lambda job: self._begin(make, job))

    def reset(self) -> None:
        """Begin anew with the same random seed."""
        if self._make is not None:
            self.begin(self._make)

    def step(self, weeks: int = 1) -> None:
        """Run some weeks, one Mesa step after another."""
        self.playing.value = False
        self.task.start(lambda job: self._run(weeks, job))

    def play(self) -> None:
        """Go on by itself until it is paused or the last week comes."""
        self.playing.value = True
        self.task.start(self._play)

    def pause(self) -> None:
        """Stay where it is; weeks that were just being run are shown, so that page and files end with one week."""
        self.task.stop()
        with self._lock:
            if self._model is not None:
                self.picture.value = _picture(self._model)
        self.playing.value = False

    def close(self) -> None:
        """The visitor has left."""
        self.task.close()
        self._model, self._make = None, None

    def weekly(self) -> pandas.DataFrame | None:
        """Every column of every week, as a table to download."""
        with self._lock:
            return None if self._model is None else self._model.weekly()

    def _begin(self, make: Callable[[], CultureModel], job: Job[Picture]) -> None:
        model = make()
        with self._lock:
            job.check()
            self._model = model
            job.publish(_picture(model))

    def _run(self, weeks: int, job: Job[Picture]) -> None:
        with self._lock:
            job.check()
            model = self._model
            if model is None:
                return
            for _ in range(min(weeks, LAST_WEEK - model.week)):
                model.step()
            job.publish(_picture(model))

    def _play(self, job: Job[Picture]) -> None:
        try:
            while job.is_wanted() and self._model is not None and self._model.week < LAST_WEEK:
                self._run(WEEKS_A_TICK, job)
                job.rest(SECONDS_A_TICK)
        finally:
            if job.is_wanted():
                self.playing.value = False


def _picture(model: CultureModel) -> Picture:
    first = max(model.warm_up_weeks - YEAR_BEFORE, 0)
    tally: Any = model.tally[first:]
    return Picture(
        week=model.week,
        weekly={
            name: np.array(tally[name], np.float64)
            for name in columns(model.organisation.setting.tables.Tally)
        },
        people=int(model.staff.filled.sum()),
        posts=model.organisation.staff,
        provenance=(
            f"{model.organisation.name} ({model.organisation.hash}), {model.organisation.staff} posts; "
            f"{model.culture_plan.title} ({model.culture_plan.hash}); parameters {model.parameters.hash}; "
            f"random seed {model.seed}"
        ),
    )
