"""Results that take time to compute: the last used ones in memory, calibrations on this machine's disk."""

from __future__ import annotations

import hashlib
import json
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from pathlib import Path
from typing import Any, Generic, TypeVar

from culture_sim.engine.compile import cache_folder

Value = TypeVar("Value")


class LRUCache(Generic[Value]):
    """An in-memory cache that drops the least recently used values; a value wanted by several threads is made once.

    Args:
        capacity: what all values together may weigh.
        weight: weight of a value, the same whenever it is asked; 1 if absent, so that `capacity` is a number of values.
        least: number of values that stay whatever they weigh.
    """

    def __init__(
        self, capacity: float, weight: Callable[[Value], float] = lambda _value: 1.0, least: int = 1
    ) -> None:
        self._capacity, self._weight, self._least = capacity, weight, least
        self._lock = threading.Lock()
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self.total = 0.0

    def __contains__(self, key: Hashable) -> bool:
        return key in self._values

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made now if it is not there; an error of `make` is raised and not remembered."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
            turn = self._making.setdefault(key, threading.Lock())
        with turn:
            with self._lock:
                if key in self._values:
                    return self._values[key]
            try:
                value = make()
                with self._lock:
                    self._store(key, value)
                return value
            finally:
                with self._lock:
                    self._making.pop(key, None)

    def _store(self, key: Hashable, value: Value) -> None:
        if key in self._values:
            return
        self._values[key] = value
        self.total += self._weight(value)
        while self.total > self._capacity and len(self._values) > self._least:
            self.total -= self._weight(self._values.popitem(last=False)[1])


def cached(solve: Callable[[], Any], *of: Any) -> Any:
    """What `solve()` gives for `of`: read from this machine's disk where it was solved before, else solved and stored.

    Args:
        solve: gives something that JSON can hold, and nothing but a function of `of`.
        of: what it is solved for and the model's version, in terms that JSON can hold. Floats are stored exactly.

    A file that cannot be read is solved anew; a folder that cannot be written stores nothing.
    """
    file = _file(of)
    with suppress(OSError, ValueError, KeyError, TypeError):
        return json.loads(file.read_text(encoding="utf-8"))["found"]
    found = solve()
    with suppress(OSError):
        _write(file, json.dumps({"of": of, "found": found}))
    return found


def is_cached(*of: Any) -> bool:
    """Whether this was solved before on this machine."""
    return _file(of).exists()


def _file(of: Any) -> Path:
    key = hashlib.sha256(json.dumps(of, sort_keys=True).encode()).hexdigest()
    return cache_folder() / "calibrations" / f"{key[:24]}.json"


def _write(file: Path, text: str) -> None:
    """Whole or not at all: others may be reading."""
    file.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=file.parent, encoding="utf-8", delete=False) as draft:
        draft.write(text)
    Path(draft.name).replace(file)
