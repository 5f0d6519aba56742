"""Things that take time to make, kept for whoever asks next, within bounds."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

Thing = TypeVar("Thing")


@dataclass
class LRUCache:
    """Things that were made once, as many as weigh `most` together; the least used are forgotten first.

    The newest is kept whatever it weighs.

    Attributes:
        most: what all together may weigh.
        weigh: weight of one, the same whenever it is asked; 1 if absent, so that `most` is a number of things.
    """

    most: float
    weigh: Callable[[Any], float] = lambda _thing: 1.0
    weight: float = 0.0
    things: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    making: dict[Hashable, threading.Lock] = field(default_factory=dict)

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """What is kept under a key, made now if it is not there: once, however many ask at the same time."""
        with self.lock:
            if key in self.things:
                self.things.move_to_end(key)
                return self.things[key]
            turn = self.making.setdefault(key, threading.Lock())
        with turn:
            with self.lock:
                if key in self.things:
                    return self.things[key]
            try:
                made = make()
            finally:
                with self.lock:
                    self.making.pop(key, None)
            with self.lock:
                self.things[key] = made
                self.weight += self.weigh(made)
                while self.weight > self.most and len(self.things) > 1:
                    self.weight -= self.weigh(self.things.popitem(last=False)[1])
            return made
