"""How columns are declared, once: type, range, unit, what they mean; and the tables that are made of them.

A table is a NumPy record array, which Numba takes as one argument: `staff.trust` is a column, `staff.trust[post]`
one value. (A NamedTuple of thirty arrays read the same, but took three minutes to compile and ran forty times
slower, because every call passed and counted thirty arrays.)
"""

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

ENDLESS = float("inf")


class Column(NamedTuple):
    """What is true of every value in a column."""

    dtype: type
    low: float
    high: float
    unit: str
    meaning: str
    over: str = ""
    """In a tally: what the organisation's value is the mean of its teams' over; nothing for a count, which is a sum."""


PEOPLE, TEAMS = "people", "teams"
"""What a column of a tally may be the mean over."""


def share(meaning: str) -> Any:
    """A column of numbers between 0 and 1."""
    return Annotated[NDArray[np.float64], Column(np.float64, 0.0, 1.0, "0-1", meaning)]


def number(meaning: str, unit: str, low: float = 0.0, high: float = ENDLESS) -> Any:
    """A column of real numbers."""
    return Annotated[NDArray[np.float64], Column(np.float64, low, high, unit, meaning)]


def mean(meaning: str, unit: str, over: str) -> Any:
    """A column of a tally that is a mean over PEOPLE, for whom teams give their sums, or over TEAMS."""
    return Annotated[NDArray[np.float64], Column(np.float64, 0.0, ENDLESS, unit, meaning, over)]


def whole(meaning: str, unit: str, low: float = 0.0) -> Any:
    """A column of whole numbers: weeks, rows, codes, all below two thousand millions."""
    return Annotated[NDArray[np.int32], Column(np.int32, low, 2.0**31 - 1, unit, meaning)]


def row(meaning: str) -> Any:
    """A column of rows of a table, -1 for none: of the type of a loop's counter, so that a rule is compiled once."""
    return Annotated[NDArray[np.int64], Column(np.int64, -1, 2.0**62, "row", meaning)]


def identity(meaning: str, low: float = 0.0) -> Any:
    """A column of identities: as many numbers as there will ever be people."""
    return Annotated[NDArray[np.int64], Column(np.int64, low, ENDLESS, "identity", meaning)]


def flag(meaning: str) -> Any:
    """A column of yes and no."""
    return Annotated[NDArray[np.bool_], Column(np.bool_, 0, 1, "yes or no", meaning)]


class Table(np.recarray[Any, np.dtype[Any]]):
    """Rows and named columns; a subclass declares the columns."""

    if TYPE_CHECKING:

        def __getitem__(self, rows: Any) -> Any:
            """A column by its name, or some rows: a table of the same kind."""


SomeTable = TypeVar("SomeTable", bound=Table)


def columns(table: Any) -> dict[str, Column]:
    """The declarations of a table, by name."""
    return _columns(table)


@cache
def _columns(table: Any) -> dict[str, Column]:
    hints = get_type_hints(table, include_extras=True)
    return {name: get_args(hint)[1] for name, hint in hints.items() if get_origin(hint) is Annotated}


def zeros(table: type[SomeTable], rows: int) -> SomeTable:
    """A table of zeros."""
    # Wide columns first, so that no row holds gaps
    layout = [(name, column.dtype) for name, column in columns(table).items()]
    layout.sort(key=lambda column: -np.dtype(column[1]).itemsize)
    return np.zeros(rows, np.dtype(layout, align=True)).view(table)


def with_capacity(table: SomeTable, rows: int) -> SomeTable:
    """The same table with zero rows added until it has `rows`."""
    longer = zeros(type(table), rows)
    longer[: len(table)] = table
    return longer


def as_numbers(tally: Table) -> NDArray[np.float64]:
    """The same memory as a plain array, (rows, columns)."""
    return tally.view(np.ndarray).view(np.float64).reshape(len(tally), -1)
