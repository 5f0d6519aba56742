"""Shares into whole posts: everything adds up, and nothing depends on chance."""

import numpy as np

from .arrays import Integers, Numbers

FITTING_ROUNDS = 200
NEARLY_NONE = 1e-9
"""A share of nought is still possible when nothing else fits the totals."""


def largest_remainder(shares: Numbers, total: int | Integers) -> Integers:
    """Whole numbers in proportion to shares, in the last axis, that add up to the total.

    Each gets its share rounded down; what is left goes to the largest remainders, the first on a tie.
    """
    totals = np.asarray(total, np.int64)[..., np.newaxis]
    exact = shares / shares.sum(axis=-1, keepdims=True) * totals
    whole = np.floor(exact + 1e-9).astype(np.int64)
    left = totals - whole.sum(axis=-1, keepdims=True)
    rank = np.argsort(np.argsort(-(exact - whole), axis=-1, kind="stable"), axis=-1, kind="stable")
    return np.asarray(whole + (rank < left), np.int64)


def fitted_table(mixes: Numbers, row_totals: Integers, column_totals: Integers) -> Integers:
    """Whole numbers near rows of mixes that add up to both the row and the column totals.

    The mixes are scaled in turn to rows and columns (iterative proportional fitting), rounded down, and what
    is left goes one by one to the largest remainder whose row and column still lack something.

    Args:
        mixes: (rows, columns) share of each row's posts by column.
        row_totals: (rows,) posts in each row.
        column_totals: (columns,) posts in each column; adds up to the same total.
    """
    table = np.maximum(mixes, NEARLY_NONE) * row_totals[:, np.newaxis]
    for _ in range(FITTING_ROUNDS):
        sums = table.sum(axis=0)
        table *= np.divide(column_totals, sums, out=np.zeros_like(sums), where=sums > 0)
        sums = table.sum(axis=1)
        table *= np.divide(row_totals, sums, out=np.zeros_like(sums), where=sums > 0)[:, np.newaxis]
    # No cell may round down to more than its column holds
    whole = np.floor(table * np.minimum(1, column_totals / np.maximum(table.sum(axis=0), 1e-300)) + 1e-9)
    counts = whole.astype(np.int64)
    remainder = table - counts
    row_lack, column_lack = row_totals - counts.sum(axis=1), column_totals - counts.sum(axis=0)
    while row_lack.any():
        open_cells = np.where((row_lack > 0)[:, np.newaxis] & (column_lack > 0), remainder, -np.inf)
        row, column = np.unravel_index(int(np.argmax(open_cells)), open_cells.shape)
        counts[row, column] += 1
        remainder[row, column] -= 1
        row_lack[row] -= 1
        column_lack[column] -= 1
    return np.asarray(counts, np.int64)


def dealt(counts: Integers) -> Integers:
    """Deals the units of each row like cards, so that any stretch of a row holds nearly the row's mix.

    Args:
        counts: (rows, columns) whole numbers.

    Returns:
        the column of each unit, row by row.
    """
    rows, columns = counts.shape
    each = counts.ravel()
    cell = np.repeat(np.arange(rows * columns), each)
    number = np.arange(len(cell)) - np.repeat(np.cumsum(each) - each, each)
    place = (number + 0.5) / each[cell]
    order = np.lexsort((cell, place, cell // columns))
    return np.asarray((cell % columns)[order], np.int64)


def even_sizes(total: int, parts: int) -> Integers:
    """Sizes as equal as they can be, the larger ones spread out, that add up to the total."""
    return np.diff(np.arange(parts + 1, dtype=np.int64) * total // parts)
