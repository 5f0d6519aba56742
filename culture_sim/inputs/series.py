"""A series of an organisation's own: one count or rate a period, from a table that was saved as text."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from culture_sim.errors import InputError
from culture_sim.inputs.messages import in_brief
from culture_sim.inputs.names import same_name
from culture_sim.inputs.numbers import number_hint, plain_number
from culture_sim.inputs.tables import read_rows


@dataclass(frozen=True)
class Series:
    """Values in the order of the file, and what each period is called there.

    Attributes:
        column: the column that was read.
        periods: what stands in the first of the other columns; 1, 2, 3 ... if there is none.
        values: counts or rates, none below 0, (periods,).
    """

    column: str
    periods: tuple[str, ...]
    values: NDArray[np.float64]


def read_series(path: Path, column: str) -> Series:
    """One column of a table with a line for each period.

    Args:
        path: a .csv or .tsv file; its first line names the columns.
        column: name of the column with the numbers; capitals and spaces around it do not matter.

    Raises:
        InputError: it is no table, lacks the column, or a value is missing, no number or below 0.
    """
    name = same_name(column).lower()
    periods: list[str] = []
    values: list[float] = []
    for line, row in read_rows(path, ((name,),)):
        text = row[name]
        if not text:
            raise InputError(f"`{name}` has no value here; a chart needs one for every period.", path, line)
        value = plain_number(text)
        if value is None or not math.isfinite(value):
            raise InputError(
                f"`{name}` is {in_brief(text)}; it must be a number.{number_hint(text)}", path, line
            )
        if value < 0:
            raise InputError(
                f"`{name}` is {text}; what is counted in a period cannot be below 0.", path, line
            )
        values.append(float(value))
        label = next((each for key, each in row.items() if key != name), "")
        periods.append(label or str(len(values)))
    return Series(name, tuple(periods), np.array(values, np.float64))
