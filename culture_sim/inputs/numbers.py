"""A number means what a reader thinks that it means, or it is no number."""

from __future__ import annotations

import math
import re
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from culture_sim.errors import InputError

MOST_DIGITS = 300
"""A float holds no more."""
_EXACT_DIGITS = 18
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_REAL = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)([eE][-+]?[0-9]{1,4})?")
_THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]")
_WITH_COMMA = re.compile(r"[-+]?[0-9.]*,[0-9.,]*")
_OTHER_FORM = re.compile(r"[-+]?(0[xXoObB][0-9a-fA-F_]*|[0-9][0-9_]*(:[0-9_.]*)+|[0-9]+_[0-9_]*|0[0-9]+)")


def plain_number(text: str) -> int | float | None:
    """The number that some text is in ordinary decimal digits, with a point for decimals; None if it is none.

    There are no other bases, no leading zeros, no digits of other scripts, no commas, colons or underscores.
    """
    if len(text) > MOST_DIGITS or _LEADING_ZERO.match(text):
        return None
    if _WHOLE.fullmatch(text):
        return int(text) if len(text.lstrip("+-")) <= _EXACT_DIGITS else float(text)
    return float(text) if _REAL.fullmatch(text) else None


def read_number(text: str) -> float:
    """A number that was typed as an option; thousands may be parted by commas, as in 20,000.

    Raises:
        InputError: it is none, or can be read in two ways.
    """
    written = text.strip()
    if _THOUSANDS.fullmatch(written):
        written = written.replace(",", "")
    number = plain_number(written)
    if number is None or not math.isfinite(number):
        raise InputError(f"{text[:60]!r} is not a number.{number_hint(text.strip())}")
    return float(number)


def number_hint(text: str) -> str:
    """How to write what looks like a number and is not read as one; "" if it does not look like one."""
    if _WITH_COMMA.fullmatch(text):
        return " Write decimals with a point: 2.5."
    if _OTHER_FORM.fullmatch(text):
        return " Write it in ordinary decimal digits."
    return ""


def _real(value: Any) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return float(value)
        except OverflowError:
            pass
    raise PydanticCustomError("expected", "a number")


Number = Annotated[float, BeforeValidator(_real)]
"""A number, and no text or truth value that looks like one."""
