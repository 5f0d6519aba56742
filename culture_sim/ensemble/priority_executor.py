"""Threads that run what is most urgent first, so that nobody's first look waits behind another's refinement."""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Found = TypeVar("Found")

FIRST, SOON, LATER, LAST = range(4)
"""How urgent a piece of work is: the first look, the next one, the full answer, other assumptions."""

_Work = tuple[int, int, "Future[Any] | None", Callable[[], Any]]


class PriorityExecutor(Executor):
    """A pool of threads that takes the most urgent work first, and the oldest of equally urgent work.

    Args:
        threads: pieces of work at the same time.
    """

    def __init__(self, threads: int) -> None:
        self._waiting: queue.PriorityQueue[_Work] = queue.PriorityQueue()
        self._order = itertools.count()
        self._closed = False
        self._threads = [
            threading.Thread(target=self._work, name=f"culture-sim {place}", daemon=True)
            for place in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def submit(
        self, fn: Callable[Given, Found], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Found]:
        """Work of usual urgency, as any executor takes it."""
        return self.submit_at(SOON, fn, *args, **kwargs)

    def submit_at(
        self, urgency: int, fn: Callable[Given, Found], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Found]:
        """Work of a given urgency; lower numbers come first.

        Raises:
            RuntimeError: the pool has been shut down.
        """
        if self._closed:
            raise RuntimeError("The workers have gone home.")
        future: Future[Found] = Future()
        self._waiting.put((urgency, next(self._order), future, lambda: fn(*args, **kwargs)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more work; what waits is dropped if asked."""
        self._closed = True
        while cancel_futures and not self._waiting.empty():
            future = self._waiting.get()[2]
            if future is not None:
                future.cancel()
        for _ in self._threads:
            self._waiting.put((LAST + 1, next(self._order), None, lambda: None))
        if wait:
            for thread in self._threads:
                thread.join()

    def _work(self) -> None:
        while True:
            future, do = self._waiting.get()[2:]
            if future is None:
                return
            if not future.set_running_or_notify_cancel():
                continue
            try:
                found = do()
            except BaseException as fault:  # noqa: BLE001 - it is handed on to whoever waits
                future.set_exception(fault)
            else:
                future.set_result(found)
            del future, do
