"""Work in the background of a page: one task at a time, its newest value stays until the next is there."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Generic, NamedTuple, TypeVar

import solara

from culture_sim.ensemble.executor import Cancelled
from culture_sim.errors import InputError

FAILED = "Something went wrong that is not your doing."
log = logging.getLogger(__name__)
Value = TypeVar("Value")


class Job(Generic[Value]):
    """One piece of work of a task, as the work itself sees it; what it publishes after it was cancelled is dropped."""

    def __init__(self, task: AsyncTask[Value], key: Hashable) -> None:
        self._task, self.key = task, key
        self._cancelled = threading.Event()

    def is_wanted(self) -> bool:
        """Whether somebody still waits for it."""
        return not self._cancelled.is_set()

    def check(self) -> None:
        """Raise `Cancelled` if nobody waits for it any more."""
        if not self.is_wanted():
            raise Cancelled

    def rest(self, seconds: float) -> None:
        """Wait, but no longer than it is wanted."""
        self._cancelled.wait(seconds)

    def publish(self, value: Value) -> None:
        """Show a value, better than the one before."""
        if self.is_wanted():
            self._task.show(value, self.key)

    def report(self, words: str) -> None:
        """Say what is being done."""
        if self.is_wanted():
            self._task.doing.value = words

    def cancel(self) -> None:
        """Nobody waits for it any more."""
        self._cancelled.set()


class AsyncTask(Generic[Value]):
    """A task whose latest job alone counts.

    Attributes:
        value: newest value that was published, None before the first; it may belong to an earlier job.
        value_key: key of the job that published it.
        running: whether a job is at work.
        doing: what it does just now, "" when there is nothing to say.
        fault: what went wrong with the last job, "" if nothing.
        together: within it, several changes are drawn at once.
    """

    def __init__(self, after_fault: str = "") -> None:
        self.value: solara.Reactive[Value | None] = solara.Reactive(None)
        self.value_key: Hashable = None
        self.running: solara.Reactive[bool] = solara.Reactive(False)
        self.doing: solara.Reactive[str] = solara.Reactive("")
        self.fault: solara.Reactive[str] = solara.Reactive("")
        self.together: AbstractContextManager[Any] = nullcontext()
        self._after_fault = after_fault
        self._lock = threading.Lock()
        self._job: Job[Value] | None = None
        self._closed = False

    def start(self, work: Callable[[Job[Value]], None], key: Hashable = None) -> None:
        """Give up what is being done, and do this.

        Args:
            work: called with its job in a thread. It publishes values, and may raise InputError.
            key: what it is for.
        """
        job = Job(self, key)
        with self._lock:
            if self._closed:
                return
            if self._job is not None:
                self._job.cancel()
            self._job = job
        with self.together:
            self.fault.value, self.running.value = "", True
        threading.Thread(target=self._do, args=(work, job), name="culture-sim task", daemon=True).start()

    def stop(self) -> None:
        """Leave it at what is known."""
        with self._lock:
            if self._job is not None:
                self._job.cancel()
        with self.together:
            self.doing.value, self.running.value = "", False

    def close(self) -> None:
        """The visitor has left: nothing more is done or shown."""
        with self._lock:
            self._closed = True
            if self._job is not None:
                self._job.cancel()

    def show(self, value: Value, key: Hashable) -> None:
        """Put a value where the page sees it."""
        with self.together:
            self.value_key = key
            self.fault.value, self.value.value = "", value

    def _do(self, work: Callable[[Job[Value]], None], job: Job[Value]) -> None:
        fault = ""
        try:
            work(job)
        except Cancelled:
            pass
        except InputError as problem:
            fault = str(problem)
        except Exception:
            log.exception("A task failed: %s", job.key)
            fault = f"{FAILED}{self._after_fault}"
        with self._lock:
            is_last = self._job is job and job.is_wanted()
        if is_last:
            with self.together:
                self.doing.value, self.fault.value, self.running.value = "", fault, False


class TaskResult(NamedTuple):
    """What a page knows of a task: its value, whether that is old, what went wrong, and how to try again."""

    value: Any
    is_old: bool
    fault: str
    again: Callable[[], None]


def use_background_task(make: Callable[[Job[Any]], Any], key: Hashable) -> TaskResult:
    """Compute something in the background whenever `key` changes; the last value stays until then."""
    task: AsyncTask[Any] = solara.use_memo(AsyncTask, [])
    attempt, set_attempt = solara.use_state(0)
    wanted = (key, attempt)

    def begin() -> None:
        task.start(lambda job: job.publish(make(job)), wanted)

    solara.use_effect(begin, [wanted])
    solara.use_effect(lambda: task.close, [])
    value, fault, running = task.value.value, task.fault.value, task.running.value
    return TaskResult(
        value, task.value_key != wanted, "" if running else fault, lambda: set_attempt(attempt + 1)
    )
