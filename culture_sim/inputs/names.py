"""What a user writes as a name is text: the same name however it was typed, with nothing in it that cannot be seen."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

_JOINERS = "\u200c\u200d"
"""Invisible, but they change how the letters around them look."""
_MISSING = frozenset(
    {
        "", "#N/A", "#N/A N/A", "#NA", "N/A", "n/a", "NA", "<NA>", "NULL", "null", "nan", "NaN", "NAN", "-nan",
        "None", "none", "NONE", "NaT", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!",
        "*", "**", ".", "..", "...", ":", "-", "--", "–", "—", "?", "[c]", "[x]", "[z]", "[u]", "[low]",
    }
)  # fmt: skip
"""What spreadsheets and official statistics write where there is no value, suppression marks included."""


def is_missing(text: str) -> bool:
    """Whether this stands for a value that is not there."""
    return text.strip() in _MISSING


def same_name(text: str) -> str:
    """A name in the one form in which names are compared and shown.

    Letters are composed, every kind of space is an ordinary one, and what cannot be seen is left out, so that
    two names that look alike are alike.
    """
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(" " if _is_space(c) else c for c in composed if not _is_unseen(c))
    return " ".join(seen.split())


def invisible_in(text: str) -> str | None:
    """The first character that looks like a space or like nothing, in words: "a no-break space (U+00A0)"."""
    for character in text:
        if character not in "\t\r\n " and (_is_space(character) or _is_unseen(character)):
            return in_full(character)
    return None


def in_full(character: str) -> str:
    """A character by its name and number."""
    name = unicodedata.name(character, "control character").lower()
    return f"a {name} (U+{ord(character):04X})"


def _is_space(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Zs", "Zl", "Zp"}


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) == "Cf" and character not in _JOINERS


def _printable(text: str) -> str:
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cs"} and character not in "\t\r\n":
            raise PydanticCustomError("said", f"{in_full(character)} cannot stand in a text")
    return text


def _name(text: str) -> str:
    name = same_name(_printable(text))
    if not name:
        raise PydanticCustomError("expected", "text")
    return name


Text = Annotated[str, AfterValidator(_printable)]
"""Text of the user's own, which every screen and file can hold."""

Name = Annotated[str, AfterValidator(_name)]
"""A name of the user's own, in the one form in which names are compared and shown."""
