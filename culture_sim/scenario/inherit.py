"""A scenario that extends another: the other's levers, with its own changes merged over them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from culture_sim.errors import InputError
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.inputs.located_yaml import LocatedMapping, as_block, read_document
from culture_sim.scenario.expand import deep_merge, expand_shorthand
from culture_sim.scenario.lookup import find_file, in_gallery

_GALLERY_NAME = re.compile(r"[a-z0-9_]+(/[a-z0-9_]+)?")
_OWN = ("extends", "name", "shows", "schema_version")
"""What a scenario says of itself and does not hand down."""


def with_ancestors(
    data: Mapping[str, Any], source: Path | None, seen: tuple[Path, ...] = (), gallery_only: bool = False
) -> LocatedMapping:
    """What a scenario says, spelt out and merged over everything that it extends.

    Args:
        data: what it says.
        source: the file it comes from, beside which others are looked for.
        seen: the files that led here.
        gallery_only: whether it may extend scenarios of the gallery only, and no file is opened.

    Raises:
        InputError: `extends` names no scenario, or leads back to a file that it came from.
    """
    tree = as_block(data)
    if "extends" not in tree:
        return expand_shorthand(tree, setting_in(tree))
    place = tree.places.get("extends", tree.place)
    name = tree.pop("extends")
    if not isinstance(name, str) or not name.strip():
        raise InputError("'extends' must be the name or the path of one scenario.", place.file, place.line)
    if gallery_only and (not _GALLERY_NAME.fullmatch(name) or in_gallery(name) is None):
        raise InputError("Here 'extends' can only name a scenario of the gallery.", place.file, place.line)
    chain = (*seen, source.resolve()) if source else seen
    try:
        parent_file = find_file(name, source.parent if source and not gallery_only else None)
    except InputError as problem:
        missing = problem.message if problem.file is None else f"There is no file '{problem.file}'."
        raise InputError(f"'extends': {missing}", place.file, place.line) from None
    if source is not None and parent_file.resolve() == source.resolve():
        # A copy of a gallery file that still has its name builds on the gallery's.
        parent_file = in_gallery(name) or parent_file
    if parent_file.resolve() in chain:
        loop = " -> ".join(file.stem for file in (*chain, parent_file))
        raise InputError(f"'extends' goes round in a circle: {loop}.", place.file, place.line)
    parent = with_ancestors(read_document(parent_file), parent_file, chain)
    for word in _OWN:
        parent.pop(word, None)
    return deep_merge(parent, expand_shorthand(tree, setting_in(tree, parent)))


def setting_in(*trees: Mapping[str, Any]) -> str:
    """The setting that the first of some trees names that names one."""
    for tree in trees:
        if isinstance(tree.get("setting"), str):
            return str(tree["setting"])
    return DEFAULT_SETTING
