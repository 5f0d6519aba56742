"""Times as people write them ("week 26", "6 months", "year 2"), in whole weeks."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer
from pydantic_core import CoreSchema, PydanticCustomError

WEEKS_A_YEAR = 52
LAST_WEEK = 100 * WEEKS_A_YEAR
"""No programme is planned further ahead than a hundred years."""

NEVER = 2**30
"""A week that does not come; as an end it is written 'never'."""

_WEEKS_IN = {"week": 1.0, "month": WEEKS_A_YEAR / 12, "year": float(WEEKS_A_YEAR)}
_NUMBER = r"\d{1,6}(?:\.\d{1,6})?"
_POINT = re.compile(rf"(?P<unit>week|month|year)\s+(?P<count>{_NUMBER})", re.IGNORECASE)
_LENGTH = re.compile(rf"(?P<count>{_NUMBER})\s*(?P<unit>week|month|year)s?", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class WrittenAs:
    """The JSON Schema of a value: a copy for each field, as pydantic may write the field's words into it."""

    form: dict[str, Any]

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: object) -> dict[str, Any]:
        """What pydantic asks for; the schema that it made itself is not needed."""
        del core, handler
        return deepcopy(self.form)


def _read(value: Any, *forms: re.Pattern[str]) -> int | None:
    """Whole weeks in a time as it is written; None if it is no time. A month is rounded to whole weeks."""
    if isinstance(value, bool):
        return None
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return int(float(value)) if float(value).is_integer() else None
    for form in forms:
        if isinstance(value, str) and (found := form.fullmatch(value.strip())):
            count, unit = float(found["count"]), found["unit"].lower()
            return None if unit == "week" and not count.is_integer() else round(count * _WEEKS_IN[unit])
    return None


def _point(value: Any) -> int:
    weeks = _read(value, _POINT, _LENGTH)
    if weeks is None or not 0 <= weeks <= LAST_WEEK:
        raise PydanticCustomError(
            "expected", "a time from the start of the programme, such as 'week 26', 'month 6' or 'year 2'"
        )
    return weeks


def _length(value: Any) -> int:
    weeks = _read(value, _LENGTH)
    if weeks is None or not 1 <= weeks <= LAST_WEEK:
        raise PydanticCustomError(
            "expected", "a length of at least one week, such as '26 weeks', '6 months' or '1 year'"
        )
    return weeks


def _end(value: Any) -> int:
    if isinstance(value, str) and value.strip().lower() == "never":
        return NEVER
    try:
        return _point(value)
    except PydanticCustomError:
        raise PydanticCustomError("expected", "a time such as 'week 78' or 'year 2', or 'never'") from None


def _spoken_end(week: int | None) -> int | str | None:
    return "never" if week == NEVER else week


_WRITTEN_LENGTH = r"\d+(\.\d+)? *(week|month|year)s?"
_WRITTEN_POINT = r"([Ww]eek|[Mm]onth|[Yy]ear) +\d+(\.\d+)?"
_POINT_FORMS: list[dict[str, Any]] = [
    {"type": "integer", "minimum": 0, "maximum": LAST_WEEK},
    {"type": "string", "pattern": f"^({_WRITTEN_POINT}|{_WRITTEN_LENGTH})$"},
]

TIME_FORMS: dict[str, dict[str, Any]] = {
    "Week": {"anyOf": _POINT_FORMS, "examples": ["week 26", "month 6", "year 2", 26]},
    "Weeks": {
        "anyOf": [
            {"type": "integer", "minimum": 1, "maximum": LAST_WEEK},
            {"type": "string", "pattern": f"^{_WRITTEN_LENGTH}$"},
        ],
        "examples": ["26 weeks", "6 months", 26],
    },
    "EndWeek": {"anyOf": [*_POINT_FORMS, {"const": "never"}], "examples": ["week 78", "never"]},
}
"""Each kind of time, as JSON Schema."""

Week = Annotated[int, BeforeValidator(_point), WrittenAs(TIME_FORMS["Week"])]
"""A point in time, in weeks from the start of the programme."""

Weeks = Annotated[int, BeforeValidator(_length), WrittenAs(TIME_FORMS["Weeks"])]
"""A length of time in weeks, at least 1."""

EndWeek = Annotated[
    int, BeforeValidator(_end), PlainSerializer(_spoken_end), WrittenAs(TIME_FORMS["EndWeek"])
]
"""The week from which a lever is gone, or NEVER."""
