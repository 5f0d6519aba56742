"""Numba's cache of machine code, with a digest: what is damaged, or cannot be written, is compiled again."""

import hashlib
import pickle
from collections.abc import Callable
from typing import Any

from numba.core.caching import FunctionCache, IndexDataCacheFile


class CheckedFiles(IndexDataCacheFile):  # type: ignore[misc]
    """The files of one function. One flipped bit in machine code gives wrong numbers or ends the process."""

    def save(self, key: Any, data: Any) -> None:
        """Save an entry, if the folder still takes it: without it the function is compiled next time."""
        try:
            super().save(key, data)
        except OSError:
            return

    def _load_index(self) -> Any:
        try:
            return super()._load_index()
        except Exception:  # noqa: BLE001 - whatever damage makes pickle raise
            return {}

    def _save_data(self, name: str, data: Any) -> None:
        content = self._dump(data)
        super()._save_data(name, (hashlib.sha256(content).digest(), content))

    def _load_data(self, name: str) -> Any:
        try:
            digest, content = super()._load_data(name)
            if hashlib.sha256(content).digest() == digest:
                return pickle.loads(content)  # noqa: S301 - numba would load it too, and unchecked
        except Exception as problem:
            raise OSError(f"{name} is damaged") from problem  # numba takes it as missing
        raise OSError(f"{name} is damaged")


class CheckedCache(FunctionCache):  # type: ignore[misc]
    """The cache of one compiled function."""

    def __init__(self, function: Callable[..., object]) -> None:
        super().__init__(function)
        self._cache_file.__class__ = CheckedFiles
