"""CSV files that people open in spreadsheets: a name that begins like a formula stays text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def csv_text(frame: pandas.DataFrame, *, index: bool = False, header: bool = True) -> str:
    """A table as CSV text, with an apostrophe before text that a spreadsheet would take for a formula.

    Args:
        frame: any table; numbers are written as they are.
        index: whether the row labels are written, guarded like cells.
        header: whether the column names are written, guarded like cells.
    """
    from pandas.api import types

    guarded = frame.copy(deep=False)
    if index:
        guarded = guarded.rename_axis(index=[str(name or "") for name in frame.index.names]).reset_index()
    for name in guarded.columns:
        if not types.is_numeric_dtype(guarded[name]) and not types.is_bool_dtype(guarded[name]):
            guarded[name] = guarded[name].map(_guarded)
    guarded.columns = [_guarded(name) for name in guarded.columns]
    return guarded.to_csv(index=False, header=header, lineterminator="\n")


def _guarded(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell
