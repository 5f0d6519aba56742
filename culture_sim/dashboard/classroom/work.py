"""What the classroom has lived, kept for all visitors: it is the same for all who ask for the same luck."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import solara
from solara.lab import use_task

from culture_sim.errors import InputError
from culture_sim.stories import TwoWorlds, live_the_story, live_two_worlds

if TYPE_CHECKING:
    from culture_sim.ensemble.comparison import Comparison

_LESSON, _WORLDS = threading.Lock(), threading.Lock()
STORY_LUCK = 1

Tell = Callable[[int, int, str], None]


@lru_cache(maxsize=2)
def _lesson(seed: int) -> Comparison:
    teller = _TELLERS.get(seed)
    return live_the_story(seed, progress=teller)


_TELLERS: dict[int, Tell] = {}


def lesson(tell: Tell | None = None) -> Comparison:
    """The lives behind steps 2 to 5; the first who asks waits some seconds, nobody else does."""
    with _LESSON:
        if tell is not None:
            _TELLERS[STORY_LUCK] = tell
        try:
            return _lesson(STORY_LUCK)
        finally:
            _TELLERS.pop(STORY_LUCK, None)


@lru_cache(maxsize=12)
def _worlds(plan: str, luck: int) -> TwoWorlds:
    return live_two_worlds(plan, seed=luck)


def worlds(plan: str, luck: int) -> TwoWorlds:
    """The two hospitals of a plan and a luck."""
    with _WORLDS:
        return _worlds(plan, luck)


class Worked(NamedTuple):
    """Something worked out in the background: what is known, whether it is old, what went wrong."""

    value: Any
    is_old: bool
    fault: str
    again: Callable[[], None]


def use_worked(make: Callable[[], Any], key: tuple[Any, ...]) -> Worked:
    """Work something out in a thread whenever `key` changes; the last value stays until then."""
    attempt, set_attempt = solara.use_state(0)
    kept = solara.use_ref((None, None))

    def work() -> tuple[tuple[Any, ...], Any]:
        return key, make()

    task = use_task(work, dependencies=[key, attempt], prefer_threaded=True, raise_error=False)
    if task.finished and task.value is not None and task.value[0] == key:
        kept.current = task.value
    known, value = kept.current
    fault = ""
    if task.error:
        found = task.exception
        fault = (
            str(found) if isinstance(found, InputError) else "Something went wrong that is not your doing."
        )
    return Worked(value, known != key, fault, lambda: set_attempt(attempt + 1))
