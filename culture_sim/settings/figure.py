"""A number with its source: nothing in a setting or an organisation file stands without one."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator

from culture_sim.inputs.numbers import Number
from culture_sim.inputs.records import Record

Mark = Literal["found", "found_second_hand", "derived", "memory", "judgement", "assumption", "own"]
"""Where a number comes from: seen in a public text, seen on a page that quotes one, worked out from found
numbers, from memory (check before citing), a judgement among found numbers, assumed, or the user's own."""


class Figure(Record):
    """A number, where it comes from, and how good that is.

    Attributes:
        value: the number, in the unit that the name of its field says.
        mark: where it comes from, see `Mark`.
        source: a short citation or the reasoning.
        url: where it was seen.
        grade: A official statistics or randomised trial, B good quasi-experiment, C one site, D weakest.
    """

    also_written: ClassVar[str] = "a number, or a number with its source: {value: 5.2, source: ...}"

    value: Number
    mark: Mark = "own"
    source: str = "the user's own figure"
    url: str | None = None
    grade: Literal["A", "B", "C", "D"] | None = None


def _from_plain_number(value: Any) -> Any:
    """A plain number is the user's own figure."""
    return {"value": value} if isinstance(value, int | float) and not isinstance(value, bool) else value


FigureOrNumber = Annotated[Figure, BeforeValidator(_from_plain_number)]
