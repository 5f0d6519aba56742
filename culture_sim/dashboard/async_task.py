"""Something that takes a while, worked out beside the page: the last value stays until the next is there."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Hashable
from typing import Any, NamedTuple

import solara

from culture_sim.errors import InputError

log = logging.getLogger(__name__)


class TaskResult(NamedTuple):
    """Something worked out in the background: what is known, whether it is old, what went wrong."""

    value: Any
    is_old: bool
    fault: str
    again: Callable[[], None]


class _LastResult(NamedTuple):
    key: Hashable
    value: Any
    fault: str


class _Work:
    """Works one thing out at a time; what is no longer wanted is thrown away."""

    def __init__(self) -> None:
        self.known: solara.Reactive[_LastResult] = solara.Reactive(_LastResult(None, None, ""))
        self._wanted: Hashable = None

    def start(self, key: Hashable, make: Callable[[], Any]) -> None:
        self._wanted = key

        def work() -> None:
            before = self.known.value
            try:
                found = _LastResult(key, make(), "")
            except InputError as problem:
                found = _LastResult(key, before.value, str(problem))
            except Exception:
                log.exception("Could not work out %s", key)
                found = _LastResult(key, before.value, "Something went wrong that is not your doing.")
            if self._wanted == key:
                self.known.value = found

        threading.Thread(target=work, name="culture-sim worked", daemon=True).start()


def use_background_task(make: Callable[[], Any], key: tuple[Any, ...]) -> TaskResult:
    """Work something out in a thread whenever `key` changes; the last value stays until then."""
    work = solara.use_memo(_Work, [])
    attempt, set_attempt = solara.use_state(0)
    solara.use_effect(lambda: work.start((key, attempt), make), [key, attempt])
    known = work.known.value
    is_old = known.key != (key, attempt)
    return TaskResult(known.value, is_old, "" if is_old else known.fault, lambda: set_attempt(attempt + 1))
