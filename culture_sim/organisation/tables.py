"""A network of staff as two tables: who there is, and who is tied to whom."""

import csv
from collections.abc import Hashable, Iterable, Iterator, Mapping
from io import StringIO
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from culture_sim.errors import InputError, did_you_mean

_PERSON = ("name", "id", "node", "post")
_FROM = ("from", "source")
_TO = ("to", "target")


class People(NamedTuple):
    """A network of staff before it is checked.

    Attributes:
        attributes: of each person.
        ties: pairs of persons.
        path: the file that the people stand in, or None.
        line: on which line of it, where that is known.
    """

    attributes: Mapping[Hashable, Mapping[str, Any]]
    ties: Iterable[tuple[Hashable, Hashable]]
    path: Path | None = None
    line: Mapping[Hashable, int] = MappingProxyType({})


def read_tables(ties: Path, people: Path | None) -> People:
    """The people of one table and the ties of another.

    Args:
        ties: a table with the columns `from` and `to`.
        people: a table with the columns `name`, `team`, `profession` and maybe `directorate`; by default
            NAME.nodes.csv beside NAME.csv.

    Raises:
        InputError: a table is missing or lacks a column, a person stands twice, or a tie names somebody
            who is not among the people.
    """
    beside = ties.with_name(f"{ties.stem}.nodes{ties.suffix}")
    if not ties.is_file():
        raise InputError("There is no such file.", ties)
    if people is None and not beside.is_file():
        raise InputError(
            "A table of ties needs a table of people with the columns name, team, profession;"
            f" put it beside this one as {beside.name}.",
            ties,
        )
    people = people or beside
    nodes: dict[Hashable, Mapping[str, Any]] = {}
    lines: dict[Hashable, int] = {}
    for line, row in _rows(people, (_PERSON, ("team",), ("profession",))):
        person = row[_PERSON[0]]
        if person in nodes:
            raise InputError(f"{person!r} stands twice.", people, line)
        if not person:
            raise InputError("The name is missing.", people, line)
        nodes[person], lines[person] = row, line
    edges: list[tuple[Hashable, Hashable]] = []
    for line, row in _rows(ties, (_FROM, _TO)):
        for end in (row[_FROM[0]], row[_TO[0]]):
            if end not in nodes:
                # Looking for the nearest of many names is slow
                known = [str(node) for node in nodes] if len(nodes) < 10_000 else []
                raise InputError(f"{end!r} is not among the people.{did_you_mean(end, known)}", ties, line)
        edges.append((row[_FROM[0]], row[_TO[0]]))
    return People(nodes, edges, people, lines)


def _rows(path: Path, needed: tuple[tuple[str, ...], ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their line; a needed column goes by the first of its possible names."""
    try:
        delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
        reader = csv.reader(StringIO(_text(path), newline=""), delimiter=delimiter, strict=True)
        header = [column.strip().lower() for column in next(reader, [])]
        for names in needed:
            found = next((name for name in names if name in header), None)
            if found is None:
                read = ", ".join(header)[:80] or "nothing"
                hint = did_you_mean(names[0], header) or f" It reads: {read}."
                raise InputError(
                    f"The first line must name the columns; `{names[0]}` is missing.{hint}", path, 1
                )
            header[header.index(found)] = names[0]
        for values in reader:
            if not any(value.strip() for value in values):
                continue
            if len(values) != len(header):
                message = f"This line has {len(values)} values; the columns are {len(header)}."
                raise InputError(message, path, reader.line_num)
            yield (
                reader.line_num,
                {column: value.strip() for column, value in zip(header, values, strict=True)},
            )
    except csv.Error as error:
        raise InputError(f"This is not a table: {error}.", path) from None


def _text(path: Path) -> str:
    if not path.is_file():
        raise InputError("There is no such file.", path)
    try:
        content = path.read_bytes()
        return content.decode("utf-8-sig")
    except OSError as problem:
        raise InputError(f"The file cannot be read: {problem.strerror}.", path) from None
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise InputError("The file is not UTF-8 text. Save it as plain text (UTF-8).", path, line) from None
