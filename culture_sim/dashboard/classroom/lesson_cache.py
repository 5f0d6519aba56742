"""What the classroom has lived, kept for all visitors: it is the same for all who ask for the same luck."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING

from culture_sim.stories import TwoWorlds, run_lesson, simulate_two_worlds

if TYPE_CHECKING:
    from culture_sim.ensemble.comparison import Comparison

_LESSON, _WORLDS = threading.Lock(), threading.Lock()
STORY_LUCK = 1


@lru_cache(maxsize=1)
def _lesson() -> Comparison:
    return run_lesson(STORY_LUCK)


def lesson() -> Comparison:
    """The lives behind steps 2 to 5; the first who asks waits some seconds, nobody else does."""
    with _LESSON:
        return _lesson()


@lru_cache(maxsize=12)
def _worlds(plan: str, luck: int) -> TwoWorlds:
    return simulate_two_worlds(plan, seed=luck)


def worlds(plan: str, luck: int) -> TwoWorlds:
    """The two hospitals of a plan and a luck."""
    with _WORLDS:
        return _worlds(plan, luck)
