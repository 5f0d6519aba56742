"""Times as people write them ("week 26", "6 months", "year 2"), in whole weeks."""

from __future__ import annotations

import re
from numbers import Integral, Real
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

WEEKS_A_YEAR = 52
LAST_WEEK = 100 * WEEKS_A_YEAR
"""No programme is planned further ahead than a hundred years."""

_WEEKS = {"week": 1.0, "month": WEEKS_A_YEAR / 12, "year": float(WEEKS_A_YEAR)}
_POINT = re.compile(r"(week|month|year)\s+(\d+(?:\.\d+)?)", re.IGNORECASE)
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(week|month|year)s?", re.IGNORECASE)


def _whole_weeks(value: Any, points: bool) -> int | None:
    """Weeks in a time as written; None if it is no time. A point ("week 26") is only read where asked for."""
    if isinstance(value, bool):
        return None
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return int(value) if float(value).is_integer() else None
    if not isinstance(value, str):
        return None
    text = value.strip()
    if length := _LENGTH.fullmatch(text):
        return round(float(length[1]) * _WEEKS[length[2].lower()])
    if points and (point := _POINT.fullmatch(text)):
        return round(float(point[2]) * _WEEKS[point[1].lower()])
    return None


def _point(value: Any) -> int:
    weeks = _whole_weeks(value, points=True)
    if weeks is None or not 0 <= weeks <= LAST_WEEK:
        raise PydanticCustomError(
            "expected", "a time from the start of the programme, such as 'week 26', 'month 6' or 'year 2'"
        )
    return weeks


def _length(value: Any) -> int:
    weeks = _whole_weeks(value, points=False)
    if weeks is None or not 1 <= weeks <= LAST_WEEK:
        raise PydanticCustomError(
            "expected", "a length of at least one week, such as '26 weeks', '6 months' or '1 year'"
        )
    return weeks


def _point_or_never(value: Any) -> int:
    if isinstance(value, str) and value.strip().lower() == "never":
        return NEVER
    if value == NEVER and not isinstance(value, bool):
        return NEVER
    try:
        return _point(value)
    except PydanticCustomError:
        raise PydanticCustomError("expected", "a time such as 'week 78' or 'year 2', or 'never'") from None


NEVER = -1
"""An end that never comes; written 'never'."""

_POINT_SCHEMA = {
    "anyOf": [
        {"type": "integer", "minimum": 0, "maximum": LAST_WEEK},
        {
            "type": "string",
            "pattern": r"^([Ww]eek|[Mm]onth|[Yy]ear) +\d+(\.\d+)?$|^\d+(\.\d+)? *(week|month|year)s?$",
        },
    ],
    "examples": ["week 26", "month 6", "year 2", 26],
}
_LENGTH_SCHEMA = {
    "anyOf": [
        {"type": "integer", "minimum": 1, "maximum": LAST_WEEK},
        {"type": "string", "pattern": r"^\d+(\.\d+)? *(week|month|year)s?$"},
    ],
    "examples": ["26 weeks", "6 months", 26],
}
_END_SCHEMA = {"anyOf": [*_POINT_SCHEMA["anyOf"], {"const": "never"}], "examples": ["week 78", "never"]}

Week = Annotated[int, BeforeValidator(_point), WithJsonSchema(_POINT_SCHEMA)]
"""A point in time, in weeks from the start of the programme."""

Weeks = Annotated[int, BeforeValidator(_length), WithJsonSchema(_LENGTH_SCHEMA)]
"""A length of time in weeks, at least 1."""

EndWeek = Annotated[int, BeforeValidator(_point_or_never), WithJsonSchema(_END_SCHEMA), Field()]
"""The week from which a lever is gone, or NEVER."""
