"""Memory goes back to the machine after visitors have left.

Python and NumPy free what a closed page held, but the C library keeps it in its arenas, one for each thread that
happened to allocate: it can be used again only there. So there are few arenas, and they are emptied when somebody
has left. Both are of glibc; elsewhere nothing is done.
"""

from __future__ import annotations

import ctypes
import threading
from typing import Any

ARENAS = 2
_M_ARENA_MAX = -8
"""Name of the setting in malloc.h."""

AFTER = 3.0
"""Seconds from a visitor's leaving until Solara has collected what was theirs."""


def _library() -> Any:
    try:
        library = ctypes.CDLL(None)
    except (OSError, TypeError):  # Windows has no library of the process itself
        return None
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None


def few_arenas() -> None:
    """Let threads share arenas. Call it before they start."""
    library = _library()
    if library is not None:
        library.mallopt(_M_ARENA_MAX, ARENAS)


def trim() -> None:
    """Return to the machine what nobody uses."""
    library = _library()
    if library is not None:
        library.malloc_trim(ctypes.c_size_t(0))


class DelayedTrim:
    """Gives memory back a while after visitors have left: once, however many leave together."""

    def __init__(self, after: float = AFTER) -> None:
        self._after = after
        self._lock = threading.Lock()
        self._is_coming = False

    def soon(self) -> None:
        """A visitor has left."""
        with self._lock:
            if self._is_coming:
                return
            self._is_coming = True
        waiting = threading.Timer(self._after, self._now)
        waiting.daemon = True
        waiting.current_context = None  # type: ignore[attr-defined]  # else Solara keeps the page for it
        waiting.start()

    def _now(self) -> None:
        with self._lock:
            self._is_coming = False
        trim()


DELAYED_TRIM = DelayedTrim()
