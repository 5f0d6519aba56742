"""What is said when the user's input is wrong."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

_BOX = "\N{REPLACEMENT CHARACTER}"
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the reading direction of what follows."""

_ENDLESS = re.compile(r"\S{1001,}")


class InputError(Exception):
    """The user's input is wrong; the command line ends with exit code 2.

    `str()` gives "file:line: message", "file: message" or "message". A message of several problems has one
    line for each, and every line after the first names its own place.
    """

    def __init__(self, message: str, file: str | Path | None = None, line: int | None = None) -> None:
        super().__init__(message, file, line)
        self.message = message
        self.file = file
        self.line = line

    def __str__(self) -> str:
        return printable(at_place(self.message, self.file, self.line))


def printable(text: str) -> str:
    """Text as it may be shown: a character that steers a terminal is a box, a word that fills pages is cut."""
    text = _ENDLESS.sub(lambda word: f"{word[0][:100]}…{word[0][-40:]}", text)
    if text.isprintable():
        return text
    return "".join(_BOX if _steers(each) else each for each in text)


def _steers(letter: str) -> bool:
    return (unicodedata.category(letter) in {"Cc", "Cs"} and letter not in "\n\t") or letter in _TURNS


def at_place(message: str, file: str | Path | None, line: int | None) -> str:
    """The message with the place it speaks of in front."""
    if file is None:
        return message
    return f"{file}: {message}" if line is None else f"{file}:{line}: {message}"


def did_you_mean(wrong: str, valid: Iterable[str]) -> str:
    """The valid name nearest to the wrong one, as " Did you mean 'x'?", or "" where none is near."""
    near = nearest(wrong, valid)
    return f" Did you mean '{near}'?" if near else ""


def nearest(wrong: str, valid: Iterable[str]) -> str | None:
    """The valid name nearest to the wrong one; None where none is near."""
    names = {_plain(name): name for name in valid}
    near = difflib.get_close_matches(_plain(wrong), names, n=1, cutoff=0.6)
    return names[near[0]] if near else None


def _plain(name: str) -> str:
    return name.strip().lower().replace("-", "_").replace(" ", "_")
