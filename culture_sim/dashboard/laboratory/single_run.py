"""One life of the organisation that can be played, stepped and begun again. One for each visitor."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import solara
from numpy.typing import NDArray

from culture_sim.engine.tables import columns
from culture_sim.errors import InputError
from culture_sim.model import CultureModel
from culture_sim.settings.nhs_trust.tables import Tally

if TYPE_CHECKING:
    import pandas

log = logging.getLogger(__name__)

WEEKS_A_TICK = 4
SECONDS_A_TICK = 0.4
LAST_WEEK = 520
"""Ten years; whoever wants more uses the command line."""

YEAR_BEFORE = 52


@dataclass(frozen=True)
class Picture:
    """What the run looks like at one moment: copies, so that the run may go on meanwhile.

    `weekly[column]` begins a year before the programme; `week` is the next week to be lived.
    """

    week: int
    weekly: dict[str, NDArray[np.float64]]
    people: int
    posts: int
    provenance: str


class SingleRun:
    """Keeps one model and lives its weeks in a thread.

    Attributes:
        picture: the newest moment; None before there is one.
        playing: whether it goes on by itself.
        fault: what was wrong with the last wish, "" if nothing.
    """

    def __init__(self) -> None:
        self.picture: solara.Reactive[Picture | None] = solara.Reactive(None)
        self.playing: solara.Reactive[bool] = solara.Reactive(False)
        self.fault: solara.Reactive[str] = solara.Reactive("")
        self._make: Callable[[], CultureModel] | None = None
        self._model: CultureModel | None = None
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self, make: Callable[[], CultureModel]) -> None:
        """Begin anew with another model."""
        self.pause()
        self._make = make
        self._in_thread(self._found)

    def reset(self) -> None:
        """Begin anew with the same luck."""
        if self._make is not None:
            self.begin(self._make)

    def step(self, weeks: int = 1) -> None:
        """Live some weeks, one Mesa step after another."""
        self.pause()
        self._in_thread(lambda: self._live(weeks))

    def play(self) -> None:
        """Go on by itself until it is paused or the last week comes."""
        self.pause()
        self.playing.value = True
        self._in_thread(self._play)

    def pause(self) -> None:
        """Stay where it is."""
        self._stop.set()
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout=10)
        self._stop = threading.Event()
        if self.playing.value:
            self.playing.value = False

    def close(self) -> None:
        """The visitor has left."""
        self._stop.set()
        self._model, self._make = None, None

    def weekly(self) -> pandas.DataFrame | None:
        """Every column of every week, as a table to download."""
        with self._lock:
            return None if self._model is None else self._model.weekly()

    def _in_thread(self, work: Callable[[], None]) -> None:
        def guarded() -> None:
            try:
                work()
            except InputError as problem:
                self.fault.value = str(problem)
            except Exception:
                log.exception("The single run stopped")
                self.fault.value = "Something went wrong that is not your doing. Reset, and try again."

        self.fault.value = ""
        self._thread = threading.Thread(target=guarded, name="culture-sim single run", daemon=True)
        self._thread.start()

    def _found(self) -> None:
        stop, make = self._stop, self._make
        if make is None:
            return
        model = make()
        if stop.is_set():
            return
        with self._lock:
            self._model = model
            self.picture.value = _picture(model)

    def _live(self, weeks: int) -> None:
        with self._lock:
            model = self._model
            if model is None:
                return
            for _ in range(min(weeks, LAST_WEEK - model.week)):
                model.step()
            self.picture.value = _picture(model)

    def _play(self) -> None:
        stop = self._stop
        while not stop.is_set() and self._model is not None and self._model.week < LAST_WEEK:
            self._live(WEEKS_A_TICK)
            stop.wait(SECONDS_A_TICK)
        if not stop.is_set():
            self.playing.value = False


def _picture(model: CultureModel) -> Picture:
    first = max(model.warm_up_weeks - YEAR_BEFORE, 0)
    tally: Any = model.tally[first:]
    return Picture(
        week=model.week,
        weekly={name: np.array(tally[name], np.float64) for name in columns(Tally)},
        people=int(model.staff.filled.sum()),
        posts=model.organisation.staff,
        provenance=(
            f"{model.organisation.name} ({model.organisation.hash}), {model.organisation.staff} posts; "
            f"{model.culture_plan.title} ({model.culture_plan.hash}); parameters {model.parameters.hash}; "
            f"luck (seed) {model.seed}"
        ),
    )
