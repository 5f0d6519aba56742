"""Where each node of a GraphML file stands, so that an error can name its line."""

from collections.abc import Hashable, Mapping
from pathlib import Path
from xml.parsers import expat

from culture_sim.errors import InputError, did_you_mean

_MOST_NAMES = 10_000
"""Looking for the nearest of many names is slow."""


def node_lines(path: Path) -> dict[Hashable, int]:
    """The line of every node, by its identity.

    Raises:
        InputError: it is not XML, a node stands twice, or an edge leads to a node that is not there: networkx
            would merge the one and make up the other.
    """
    lines: dict[Hashable, int] = {}
    ends: list[tuple[str, int]] = []
    parser = expat.ParserCreate()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        kind, line = name.rpartition(":")[2], parser.CurrentLineNumber
        if kind == "node" and "id" in attributes:
            node = attributes["id"]
            if node in lines:
                message = f"Node {node!r} stands twice (first on line {lines[node]})."
                raise InputError(message, path, line)
            lines[node] = line
        elif kind == "edge":
            ends.extend((attributes[end], line) for end in ("source", "target") if end in attributes)

    parser.StartElementHandler = start
    try:
        with path.open("rb") as file:
            parser.ParseFile(file)
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        raise InputError(f"This is not XML, so it cannot be GraphML: {what}.", path, error.lineno) from None
    except OSError as problem:
        raise InputError(f"The file cannot be read: {problem.strerror}.", path) from None
    for node, line in ends:
        if node not in lines:
            near = did_you_mean(node, map(str, lines)) if len(lines) < _MOST_NAMES else ""
            raise InputError(f"An edge leads to {node!r}, which is not among the nodes.{near}", path, line)
    return lines
