"""Rows of a table that was saved as text (.csv, .tsv), each with its line."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

from culture_sim.errors import InputError, did_you_mean
from culture_sim.inputs.names import is_missing, same_name
from culture_sim.inputs.text import read_text


def read_rows(path: Path, needed: Sequence[Sequence[str]]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table, each with the line on which it starts; what stands for a missing value is "".

    Args:
        path: the file; its first line names the columns.
        needed: columns that must be there, each by any of several names; a row has it by the first of them.

    Raises:
        InputError: it is no table, a column is missing or stands twice, or a line has too few or too many values.
    """
    try:
        delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
        reader = csv.reader(StringIO(read_text(path), newline=""), delimiter=delimiter, strict=True)
        columns = _columns(path, next(reader, []), needed)
        line = reader.line_num + 1
        for values in reader:
            if any(value.strip() for value in values):
                if len(values) != len(columns):
                    message = f"This line has {len(values)} values; the columns are {len(columns)}."
                    raise InputError(message, path, line)
                cells = ("" if is_missing(value) else same_name(value) for value in values)
                yield line, dict(zip(columns, cells, strict=True))
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"This is not a table: {error}.", path, reader.line_num) from None


def _columns(path: Path, header: Sequence[str], needed: Sequence[Sequence[str]]) -> list[str]:
    columns = [same_name(column).lower() for column in header]
    for column in columns:
        if column and columns.count(column) > 1:
            raise InputError(f"Two columns are called '{column[:40]}'; keep one.", path, 1)
    for names in needed:
        found = next((name for name in names if name in columns), None)
        if found is None:
            read = ", ".join(columns)[:80] or "nothing"
            hint = did_you_mean(names[0], columns) or f" It reads: {read}."
            raise InputError(f"The first line must name the columns; `{names[0]}` is missing.{hint}", path, 1)
        columns[columns.index(found)] = names[0]
    return columns
