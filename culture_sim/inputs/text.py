"""A text file, whole, or why it is none."""

from __future__ import annotations

from pathlib import Path

from culture_sim.errors import InputError

_OTHER_FORMATS = (
    (b"PK\x03\x04", "an Excel workbook or another zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file"),
    (b"PAR1", "a Parquet file"),
)


def read_text(path: Path, most_bytes: int | None = None) -> str:
    """The text of a file, in UTF-8.

    Args:
        path: the file.
        most_bytes: a larger file is refused; any size if absent.

    Raises:
        InputError: there is no such file, it is a folder, it is too large, or it is not UTF-8 text.
    """
    try:
        if path.is_dir():
            raise InputError("This is a folder, not a file.", path)
        if not path.is_file():
            raise InputError("This is not a file." if path.exists() else "There is no such file.", path)
        with path.open("rb") as file:
            content = file.read() if most_bytes is None else file.read(most_bytes + 1)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise InputError(f"The file cannot be read: {reason}.", path) from None
    return decode_text(content, path, most_bytes)


def decode_text(content: bytes, file: str | Path, most_bytes: int | None = None) -> str:
    """The text of a file's bytes, in UTF-8; `file` is the name used in errors.

    Raises:
        InputError: it is too large, or not UTF-8 text; with the line of the first byte that is not.
    """
    if most_bytes is not None and len(content) > most_bytes:
        size = f"{most_bytes // 1_000_000} MB"
        raise InputError(f"The file is larger than {size}; a file of this kind is far smaller.", file)
    for start, what in _OTHER_FORMATS:
        if content.startswith(start):
            raise InputError(f"This is {what}, not a text file. Save what is in it as text (UTF-8).", file)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise InputError("The file is not UTF-8 text. Save it as plain text (UTF-8).", file, line) from None
