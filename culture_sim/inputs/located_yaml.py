"""A YAML file as nested blocks that remember the line of every key, so that errors can name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from culture_sim.errors import InputError

MAX_BYTES = 1_000_000
_MAX_DEPTH = 20
_MAX_VALUES = 20_000
_TOO_MUCH = "The file holds more values, or deeper nesting, than can be meant."


class SourceLocation(NamedTuple):
    """Where something was written."""

    file: str | None
    line: int | None


NOWHERE = SourceLocation(None, None)


class LocatedMapping(dict[str, Any]):
    """A mapping that knows where it and each of its keys was written."""

    def __init__(self, place: SourceLocation = NOWHERE) -> None:
        super().__init__()
        self.place = place
        self.places: dict[str, SourceLocation] = {}

    def put(self, key: str, value: Any, place: SourceLocation) -> None:
        """Set a key and where it was written."""
        self[key] = value
        self.places[key] = place

    def move(self, old: str, new: str) -> None:
        """Give a key another name, keeping its place."""
        self.put(new, self.pop(old), self.places.pop(old, self.place))


class Items(list[Any]):
    """A list that knows where each item was written."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[SourceLocation] = []


def location_of(tree: Any, path: Sequence[str | int]) -> SourceLocation:
    """The nearest known place on the way down a path. Steps that are not in the tree are passed over."""
    place = tree.place if isinstance(tree, LocatedMapping) else NOWHERE
    for step in path:
        if isinstance(tree, LocatedMapping) and isinstance(step, str) and step in tree:
            place, tree = tree.places.get(step, place), tree[step]
        elif isinstance(tree, Items) and isinstance(step, int) and step < len(tree):
            place, tree = tree.places[step], tree[step]
    return place


def as_block(data: Mapping[str, Any]) -> LocatedMapping:
    """Plain nested dictionaries as blocks without places; blocks are copied with theirs."""
    block = LocatedMapping(data.place if isinstance(data, LocatedMapping) else NOWHERE)
    for key, value in data.items():
        place = data.places.get(key, NOWHERE) if isinstance(data, LocatedMapping) else NOWHERE
        block.put(str(key), as_block(value) if isinstance(value, Mapping) else value, place)
    return block


def read_document(path: Path) -> LocatedMapping:
    """Read one YAML file of nested mappings.

    Raises:
        InputError: there is no such file, it is a folder, it is too large, it is not text or not YAML, a key
            stands twice, or it is not a mapping.
    """
    return parse_document(_read_text(path), str(path))


def _read_text(path: Path) -> str:
    try:
        if path.is_dir():
            raise InputError("This is a folder, not a file.", path)
        if not path.is_file():
            raise InputError("This is not a file." if path.exists() else "There is no such file.", path)
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise InputError(f"The file cannot be read: {reason}.", path) from None
    return decode_text(content, str(path))


def decode_text(content: bytes, file: str) -> str:
    """The text of a file's bytes; `file` is the name used in errors.

    Raises:
        InputError: it is too large, or not UTF-8; with the line of the first byte that is not.
    """
    if len(content) > MAX_BYTES:
        raise InputError("The file is larger than 1 MB; a file of this kind is far smaller.", file)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise InputError("The file is not UTF-8 text. Save it as plain text (UTF-8).", file, line) from None


def parse_document(text: str, file: str) -> LocatedMapping:
    """Parse YAML text; `file` is the name used in errors."""
    loader = None
    try:
        loader = _Loader(text)  # refuses control characters
        node = loader.get_single_node()
        if node is None:
            raise InputError("The file is empty.", file)
        if not isinstance(node, yaml.MappingNode):
            raise InputError("A file of 'name: value' lines was expected; this is none.", file, 1)
        return _Reader(loader, file).block(node, SourceLocation(file, node.start_mark.line + 1), 0)
    except yaml.YAMLError as problem:
        raise _not_yaml(problem, file) from None
    except RecursionError:
        raise InputError(_TOO_MUCH, file) from None
    finally:
        if loader is not None:
            loader.dispose()


def _not_yaml(problem: yaml.YAMLError, file: str) -> InputError:
    if _TOO_MUCH in problem.args:
        return InputError(_TOO_MUCH, file)
    mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
    what = str(getattr(problem, "problem", None) or getattr(problem, "reason", None) or "it cannot be read")
    if what.startswith("but found another document"):
        what = "a line of '---' begins another document"
    if "'\\t'" in what:
        what = "a tab stands where YAML wants spaces"
    return InputError(f"The file is not YAML: {what}.", file, mark.line + 1 if mark else None)


class _Loader(yaml.SafeLoader):
    """Stops at more values than a scenario can have, so that a strange file is refused at once."""

    composed = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        self.composed += 1
        if self.composed > _MAX_VALUES:
            raise yaml.YAMLError(_TOO_MUCH)
        return super().compose_node(parent, index)


class _Reader:
    """Turns the nodes of one file into blocks, counting them so that aliases cannot multiply without end."""

    def __init__(self, loader: yaml.SafeLoader, file: str) -> None:
        self.loader = loader
        self.file = file
        self.values = 0

    def value(self, node: yaml.Node, depth: int) -> Any:
        place = SourceLocation(self.file, node.start_mark.line + 1)
        self.values += 1
        if depth > _MAX_DEPTH or self.values > _MAX_VALUES:
            raise InputError(_TOO_MUCH, *place)
        if isinstance(node, yaml.MappingNode):
            return self.block(node, place, depth)
        if isinstance(node, yaml.SequenceNode):
            items = Items()
            for child in node.value:
                items.append(self.value(child, depth + 1))
                items.places.append(SourceLocation(self.file, child.start_mark.line + 1))
            return items
        try:
            return self.loader.construct_object(node)
        except ValueError as problem:
            raise InputError(f"'{node.value[:40]}' cannot be read: {problem}.", *place) from None

    def block(self, node: yaml.MappingNode, place: SourceLocation, depth: int) -> LocatedMapping:
        block = LocatedMapping(place)
        for key_node, value_node in node.value:
            key_place = SourceLocation(self.file, key_node.start_mark.line + 1)
            if key_node.tag == "tag:yaml.org,2002:merge":
                raise InputError("'<<' is not read here. Use 'extends' to build on another file.", *key_place)
            if not isinstance(key_node, yaml.ScalarNode):
                raise InputError("A name was expected before the colon.", *key_place)
            key = str(key_node.value)
            if key in block:
                first = block.places[key].line
                raise InputError(f"'{key}' stands twice in one block (first on line {first}).", *key_place)
            block.put(key, self.value(value_node, depth + 1), key_place)
        return block
