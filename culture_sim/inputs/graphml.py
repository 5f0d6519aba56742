"""The nodes and edges of a GraphML file, each node with its line and what is said of it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from culture_sim.errors import InputError, did_you_mean
from culture_sim.inputs.messages import in_brief

_MOST_NAMES = 10_000
"""Looking for the nearest of many names is slow."""
_OTHER_ROOTS = {"gexf": "GEXF (.gexf)", "graph": "XGMML or DyNetML", "html": "a web page", "svg": "a picture"}


class Graph(NamedTuple):
    """A graph as it was written; directions make no difference here."""

    nodes: Mapping[Hashable, Mapping[str, str]]
    """What is said of each node, by attribute; an attribute's default where the node says nothing."""
    edges: Sequence[tuple[Hashable, Hashable]]
    lines: Mapping[Hashable, int]
    """The line of each node."""


def read_graphml(path: Path, most_nodes: int) -> Graph:
    """Read a GraphML file: any encoding that XML names, nested graphs, defaults, edges with directions of their own.

    Raises:
        InputError: it is not GraphML, a node stands twice, an edge leads nowhere, or there are too many nodes.
    """
    reader = _Reader(path, most_nodes)
    try:
        with path.open("rb") as file:
            reader.parser.ParseFile(file)
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code)
        raise InputError(f"This is not XML, so it cannot be GraphML: {what}.", path, error.lineno) from None
    except (OSError, ValueError, LookupError) as problem:  # the last: an encoding that nobody knows
        reason = getattr(problem, "strerror", None) or problem
        raise InputError(f"The file cannot be read: {reason}.", path) from None
    return reader.graph()


class _Reader:
    """Follows one file element by element, so that a file of any depth needs no more memory than its nodes."""

    def __init__(self, path: Path, most_nodes: int) -> None:
        self.path, self.most_nodes = path, most_nodes
        self.open: list[str] = []
        self.holders: list[str] = []  # the nodes that are open: a graph may stand inside a node
        self.names: dict[str, str] = {}
        self.defaults: dict[str, str] = {}
        self.nodes: dict[Hashable, dict[str, str]] = {}
        self.lines: dict[Hashable, int] = {}
        self.edges: list[tuple[str, str, int]] = []
        self.key = ""
        self.said: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.said.append
        self.parser.EntityDeclHandler = self.refuse_entity
        self.parser.SkippedEntityHandler = self.refuse_skipped

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        kind, line = name.rpartition(":")[2], self.parser.CurrentLineNumber
        if not self.open and kind != "graphml":
            other = f" It looks like {_OTHER_ROOTS[kind]}." if kind in _OTHER_ROOTS else ""
            message = f"This is not GraphML: it begins with <{kind[:40]}>, not with <graphml>.{other}"
            raise InputError(message, self.path, line)
        self.said.clear()
        if kind == "node":
            self.start_node(attributes, line)
        elif kind == "edge":
            missing = [end for end in ("source", "target") if end not in attributes]
            if missing:
                raise InputError(f"An edge has no {missing[0]}.", self.path, line)
            self.edges.append((attributes["source"], attributes["target"], line))
        elif kind == "hyperedge":
            raise InputError(
                "An edge between more than two nodes (hyperedge) is not read; write one for each pair.",
                self.path,
                line,
            )
        elif kind == "key" and attributes.get("for", "node") in {"node", "all"}:
            self.key = attributes.get("id", "")
            self.names[self.key] = attributes.get("attr.name", self.key)
        elif kind == "key":
            self.key = ""
        elif kind == "data":
            self.key = attributes.get("key", "")
        self.open.append(kind)

    def start_node(self, attributes: Mapping[str, str], line: int) -> None:
        if "id" not in attributes:
            raise InputError("A node has no id.", self.path, line)
        node = attributes["id"]
        if node in self.lines:
            message = f"Node {in_brief(node)} stands twice (first on line {self.lines[node]})."
            raise InputError(message, self.path, line)
        if len(self.lines) >= self.most_nodes:
            raise InputError(f"The graph has more than {self.most_nodes:,} nodes.", self.path, line)
        self.lines[node], self.nodes[node] = line, {}
        self.holders.append(node)

    def end(self, name: str) -> None:
        del name
        kind = self.open.pop()
        inside = self.open[-1] if self.open else ""
        if kind == "node":
            self.holders.pop()
        elif kind == "data" and inside == "node" and self.key in self.names:
            self.nodes[self.holders[-1]][self.names[self.key]] = "".join(self.said)
        elif kind == "default" and inside == "key" and self.key in self.names:
            self.defaults[self.names[self.key]] = "".join(self.said)
        if kind in {"data", "default"}:
            self.said.clear()

    def refuse_entity(self, name: str, *_rest: object) -> None:
        message = f"The file declares an entity ('{name[:40]}'), which is not read here."
        raise InputError(message, self.path, self.parser.CurrentLineNumber)

    def refuse_skipped(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            message = f"'&{name[:40]};' stands for nothing that is known here; write the character itself."
            raise InputError(message, self.path, self.parser.CurrentLineNumber)

    def graph(self) -> Graph:
        for source, target, line in self.edges:
            for end in (source, target):
                if end not in self.lines:
                    near = did_you_mean(end, map(str, self.lines)) if len(self.lines) < _MOST_NAMES else ""
                    message = f"An edge leads to {in_brief(end)}, which is not among the nodes.{near}"
                    raise InputError(message, self.path, line)
        nodes = {node: {**self.defaults, **said} for node, said in self.nodes.items()}
        return Graph(nodes, [(source, target) for source, target, _ in self.edges], self.lines)
