"""What the classroom has simulated, cached for all visitors: it is the same for all who choose the same seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from culture_sim.cache import LRUCache
from culture_sim.stories import TwoWorlds, run_lesson, simulate_two_worlds

if TYPE_CHECKING:
    from culture_sim.ensemble.comparison import Comparison

LESSON_SEED = 1
_lessons: LRUCache[Comparison] = LRUCache(1)
_worlds: LRUCache[TwoWorlds] = LRUCache(12)


def lesson() -> Comparison:
    """The runs behind steps 2 to 5; the first who asks waits some seconds, nobody else does."""
    return _lessons.get(LESSON_SEED, lambda: run_lesson(LESSON_SEED))


def worlds(plan: str, seed: int) -> TwoWorlds:
    """The two organisations of a plan and a seed."""
    return _worlds.get((plan, seed), lambda: simulate_two_worlds(plan, seed=seed))
