"""Room that letters take in a figure for a file, and how a long name is broken so that its number is still seen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from culture_sim.errors import printable

POINTS_AN_INCH = 72
SMALLEST = 6.0


def width_of(text: str, size: float, bold: bool = False) -> float:
    """How wide a row of letters is, in points."""
    return sum(_width(each, bold) for each in printable(text)) * size


def wrapped(text: str, inches: float, size: float, *, most: int, bold: bool = True) -> list[str]:
    """Rows of at most so many inches; a word that is too long is broken, and what does not fit ends in "…"."""
    room = inches * POINTS_AN_INCH
    rows: list[str] = []
    row = ""
    for word in printable(text).split():
        longer = f"{row} {word}" if row else word
        if width_of(longer, size, bold) <= room:
            row = longer
            continue
        if row:
            rows.append(row)
        row = word
        while len(row) > 1 and width_of(row, size, bold) > room:
            cut = next(
                at for at in range(len(row) - 1, 0, -1) if at == 1 or width_of(row[:at], size, bold) <= room
            )
            rows.append(row[:cut])
            row = row[cut:]
    rows += [row] if row else []
    return rows if len(rows) <= most else [*rows[: most - 1], _shortened(rows[most - 1], room, size, bold)]


def fitted(
    labels: Sequence[tuple[str, str]], inches: float, points: float, size: float, row: float
) -> tuple[float, list[list[str]]]:
    """Names with their numbers as rows, of a size at which all stand above each other; no number is left out.

    Args:
        labels: a name and a number for each.
        inches: how wide they may be.
        points: how high all of them may be.
        size: of the letters where there is room.
        row: height of a row, in sizes of the letters.

    Returns:
        the size in points, and the rows of each label.
    """
    found: list[list[str]] = []
    while True:
        for most in (4, 3, 2, 1):
            found = [_with_number(name, end, inches, size, most) for name, end in labels]
            if sum(map(len, found)) * size * row <= points:
                return size, found
        if size <= SMALLEST:
            return size, found
        size -= 0.5


def _with_number(name: str, end: str, inches: float, size: float, most: int) -> list[str]:
    rows = wrapped(f"{name} {end}" if end else name, inches, size, most=99)
    if len(rows) <= most:
        return rows
    room = inches * POINTS_AN_INCH
    number = f" {end}" if end else ""
    rows = wrapped(name, inches, size, most=99)
    last = _shortened(" ".join(rows[most - 1 :]), room - width_of(number, size, bold=True), size, True)
    return [*rows[: most - 1], f"{last}{number}"]


def _shortened(text: str, room: float, size: float, bold: bool) -> str:
    while text and width_of(f"{text}…", size, bold) > room:
        text = text[:-1].rstrip()
    return f"{text}…"


@lru_cache(maxsize=4096)
def _width(letter: str, bold: bool) -> float:
    """Of one letter, in sizes of the letters."""
    font = _font(bold)
    font.set_size(100.0, POINTS_AN_INCH)
    return float(font.load_glyph(font.get_char_index(ord(letter))).linearHoriAdvance) / 65536 / 100


@lru_cache(maxsize=2)
def _font(bold: bool) -> Any:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    return get_font(findfont(FontProperties(weight="bold" if bold else "normal")))
