"""What the classroom has simulated, cached for all visitors: it is the same for all who choose the same seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from culture_sim.cache import LRUCache
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.stories import TwoWorlds, run_lesson, simulate_two_worlds

if TYPE_CHECKING:
    from culture_sim.ensemble.comparison import Comparison

LESSON_SEED = 1
_lessons: LRUCache[Comparison] = LRUCache(2)
_worlds: LRUCache[TwoWorlds] = LRUCache(6)


def lesson(setting: str = DEFAULT_SETTING) -> Comparison:
    """The runs behind the steps that tell of many; the first who asks waits some seconds, nobody else does."""
    return _lessons.get(setting, lambda: run_lesson(LESSON_SEED, setting=setting))


def worlds(plan: str, seed: int, setting: str = DEFAULT_SETTING) -> TwoWorlds:
    """The two organisations of a plan and a seed."""
    return _worlds.get((setting, plan, seed), lambda: simulate_two_worlds(plan, seed=seed, setting=setting))
