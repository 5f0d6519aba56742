"""What the classroom has simulated, cached for all visitors: it is the same for all who choose the same seed."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING

from culture_sim.stories import TwoWorlds, run_lesson, simulate_two_worlds

if TYPE_CHECKING:
    from culture_sim.ensemble.comparison import Comparison

_LESSON, _WORLDS = threading.Lock(), threading.Lock()
STORY_SEED = 1


@lru_cache(maxsize=1)
def _lesson() -> Comparison:
    return run_lesson(STORY_SEED)


def lesson() -> Comparison:
    """The runs behind steps 2 to 5; the first who asks waits some seconds, nobody else does."""
    with _LESSON:
        return _lesson()


@lru_cache(maxsize=12)
def _worlds(plan: str, seed: int) -> TwoWorlds:
    return simulate_two_worlds(plan, seed=seed)


def worlds(plan: str, seed: int) -> TwoWorlds:
    """The two hospitals of a plan and a seed."""
    with _WORLDS:
        return _worlds(plan, seed)
