"""A network of staff as two tables: who there is, and who is tied to whom."""

from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from culture_sim.errors import InputError, did_you_mean
from culture_sim.inputs.messages import in_brief
from culture_sim.inputs.tables import read_rows

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
    for line, row in read_rows(people, (_PERSON, ("team",), ("profession",))):
        person = row[_PERSON[0]]
        if person in nodes:
            raise InputError(
                f"{in_brief(person)} stands twice (first on line {lines[person]}).", people, line
            )
        if not person:
            raise InputError("The name is missing.", people, line)
        nodes[person], lines[person] = row, line
    edges: list[tuple[Hashable, Hashable]] = []
    for line, row in read_rows(ties, (_FROM, _TO)):
        for end in (row[_FROM[0]], row[_TO[0]]):
            if not end:
                raise InputError("A tie needs two names; one is missing.", ties, line)
            if end not in nodes:
                # Looking for the nearest of many names is slow
                known = [str(node) for node in nodes] if len(nodes) < 10_000 else []
                raise InputError(
                    f"{in_brief(end)} is not among the people.{did_you_mean(end, known)}", ties, line
                )
        edges.append((row[_FROM[0]], row[_TO[0]]))
    return People(nodes, edges, people, lines)
