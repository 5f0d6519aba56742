"""A YAML file as nested blocks that remember the line of every key, so that errors can name it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from culture_sim.errors import InputError
from culture_sim.inputs.names import in_full, invisible_in, same_name
from culture_sim.inputs.numbers import plain_number
from culture_sim.inputs.text import read_text

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
    return parse_document(read_text(path, MAX_BYTES), str(path))


def parse_document(text: str, file: str) -> LocatedMapping:
    """Parse YAML text; `file` is the name used in errors.

    Values are numbers, true or false, nothing, or text: a number is one in ordinary decimal digits, and dates,
    times of day and numbers in other forms are text. Tags are not read.

    Raises:
        InputError: it is not YAML, is too much to be meant, a key stands twice, or it is not a mapping.
    """
    loader = None
    try:
        loader = _Loader(text)  # refuses control characters
        node = loader.get_single_node()
        if node is None:
            raise InputError("The file is empty.", file)
        if not isinstance(node, yaml.MappingNode):
            line, hint = _unseen_near(text, 1)
            raise InputError(f"A file of 'name: value' lines was expected; this is none.{hint}", file, line)
        return _Reader(file).block(node, SourceLocation(file, node.start_mark.line + 1), 0)
    except yaml.YAMLError as problem:
        raise _not_yaml(problem, text, file) from None
    except RecursionError:
        raise InputError(_TOO_MUCH, file) from None
    finally:
        if loader is not None:
            loader.dispose()


def _not_yaml(problem: yaml.YAMLError, text: str, file: str) -> InputError:
    if _TOO_MUCH in problem.args:
        return InputError(_TOO_MUCH, file)
    mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
    line = mark.line + 1 if mark else None
    what = str(getattr(problem, "problem", None) or getattr(problem, "reason", None) or "it cannot be read")
    if isinstance(problem, _TagError):
        return InputError(what, file, line)
    if isinstance(problem, yaml.reader.ReaderError):
        line = text.count("\n", 0, text.find(chr(problem.character))) + 1
        what = f"{in_full(chr(problem.character))} cannot stand in it"
    if what.startswith("but found another document"):
        what = "a line of '---' begins another document"
    if "'\\t'" in what:
        what = "a tab stands where YAML wants spaces"
    line, hint = _unseen_near(text, line)
    return InputError(f"The file is not YAML: {what}.{hint}", file, line)


def _unseen_near(text: str, line: int | None) -> tuple[int | None, str]:
    """The line that holds what cannot be seen, this or shortly before it, as YAML often notices a line later."""
    lines = text.splitlines()
    for number in range(line or 1, max(0, (line or 1) - 3), -1):
        unseen = invisible_in(lines[number - 1]) if number <= len(lines) else None
        if unseen:
            return number, f" The line holds {unseen}, which only looks like a space or like nothing."
    return line, ""


class _TagError(yaml.MarkedYAMLError):
    """A tag, which is not read here."""


class _Loader(yaml.SafeLoader):
    """Stops at more values than a file can mean, so that a strange one is refused at once; reads no tags."""

    composed = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        self.composed += 1
        if self.composed > _MAX_VALUES:
            raise yaml.YAMLError(_TOO_MUCH)
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        tag = getattr(event, "tag", None)
        if tag not in {None, "!", "tag:yaml.org,2002:str"}:
            shown = str(tag).replace("tag:yaml.org,2002:", "!!")[:40]
            message = f"'{shown}' is a tag, which is not read here; leave it out."
            raise _TagError(problem=message, problem_mark=event.start_mark)
        return super().compose_node(parent, index)

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """Only whether a value is plain text that may be a number: what it is, is found by `_scalar`."""
        del value
        plain = kind is yaml.ScalarNode and implicit[0]
        return "plain" if plain else "text"


_WORDS: dict[str, bool | None] = dict.fromkeys(("", "~", "null", "Null", "NULL"))
for _spellings, _meaning in ((("true", "yes", "on"), True), (("false", "no", "off"), False)):
    for _word in _spellings:
        _WORDS |= dict.fromkeys((_word, _word.capitalize(), _word.upper()), _meaning)
_NOT_FINITE = {".inf": float("inf"), "+.inf": float("inf"), "-.inf": float("-inf"), ".nan": float("nan")}


def _scalar(node: yaml.Node) -> Any:
    text = str(node.value)
    if node.tag != "plain":
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text.lower() in _NOT_FINITE:
        return _NOT_FINITE[text.lower()]
    number = plain_number(text)
    return text if number is None else number


class _Reader:
    """Turns the nodes of one file into blocks, counting them so that aliases cannot multiply without end."""

    def __init__(self, file: str) -> None:
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
        return _scalar(node)

    def block(self, node: yaml.MappingNode, place: SourceLocation, depth: int) -> LocatedMapping:
        block = LocatedMapping(place)
        for key_node, value_node in node.value:
            key_place = SourceLocation(self.file, key_node.start_mark.line + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                raise InputError("A name was expected before the colon.", *key_place)
            written = str(key_node.value)
            if written == "<<" and key_node.tag == "plain":
                raise InputError("'<<' is not read here. Use 'extends' to build on another file.", *key_place)
            key, unseen = same_name(written), invisible_in(written)
            if unseen and written.lstrip() != written:
                raise InputError(
                    f"{unseen[:1].upper()}{unseen[1:]} stands before '{key}'; write ordinary spaces.",
                    *key_place,
                )
            if key in block:
                first = block.places[key].line
                raise InputError(f"'{key}' stands twice in one block (first on line {first}).", *key_place)
            block.put(key, self.value(value_node, depth + 1), key_place)
        return block
