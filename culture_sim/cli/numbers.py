"""Numbers given as options are read as those in files are; Python alone would also take 1_0, ١ and nan."""

from collections.abc import Callable

import typer

from culture_sim.errors import InputError


def real_number(low: float | None = None, high: float | None = None) -> Callable[[str | float], float]:
    """A reader of a number between two limits.

    Args:
        low: smallest number; None: there is none.
        high: largest.
    """

    def number(text: str | float) -> float:
        from culture_sim.inputs.numbers import read_number

        try:
            value = read_number(text) if isinstance(text, str) else text
        except InputError as error:
            raise typer.BadParameter(error.message) from None
        if (low is not None and value < low) or (high is not None and value > high):
            limits = f"{low:,.12g} or more" if high is None else f"between {low or 0:,.12g} and {high:,.12g}"
            raise typer.BadParameter(f"it must be {limits}, not {value:,.12g}.")
        return value

    return number


def whole_number(low: float | None = None, high: float | None = None) -> Callable[[str | float], int]:
    """A reader of a whole number between two limits."""
    read = real_number(low, high)

    def number(text: str | float) -> int:
        value = read(text)
        if not float(value).is_integer():
            raise typer.BadParameter(f"{text!r} is not a whole number.")
        return int(value)

    return number
