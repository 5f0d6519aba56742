"""Libraries that a plain install does not bring: one sentence says how to get them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from culture_sim.errors import InputError


def require(module: str, what: str) -> Any:
    """A module of the extra `experiments`.

    Args:
        module: its name.
        what: what needs it, as the beginning of a sentence ("A Morris design").

    Raises:
        InputError: it is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        library = (error.name or module).partition(".")[0]
        raise InputError(
            f"{what} needs {library}; install it with: pip install 'culture-sim[experiments]'"
        ) from None
