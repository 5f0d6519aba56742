"""Short spellings made long, and one block merged over another. Knows names, judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from culture_sim.errors import InputError
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.inputs.located_yaml import LocatedMapping, as_block
from culture_sim.scenario.declarations import LeverSet, lever_set

OTHER_SPELLINGS = {"start": "from", "end": "until"}
"""Words that a lever also understands, and the words they stand for."""

_LEVER_WORDS = frozenset({"strength", "from", "ramp", "until", "fade", "steps", *OTHER_SPELLINGS})
_BESIDE_STEPS = frozenset({"until", "fade"})
_BESIDE_AMOUNT = _BESIDE_STEPS | {"from", "ramp", "by_group", *OTHER_SPELLINGS}
"""What a file may say of a lever beside its amount, whatever word that has."""


def expand_shorthand(data: Mapping[str, Any], setting: str = DEFAULT_SETTING) -> LocatedMapping:
    """A copy in which every lever is a block and every word the usual one.

    A bare number is a lever's amount, a bare word a rollout's kind. What
    is written for the policies as a whole goes to each of them.

    Args:
        data: what a file of this setting says.
        setting: whose levers they are.
    """
    block, declared = as_block(data), lever_set(setting)
    if block.get("levers", {}) is None:
        block["levers"] = LocatedMapping(block.places["levers"])
    _wrap(block, "rollout", "kind")
    levers = block.get("levers")
    if isinstance(levers, LocatedMapping):
        for name, about in declared.blocks.items():
            if about.shared:
                _share_out(levers, name, declared)
        for lever in declared.levers:
            holder: Any = levers
            *parents, name = lever.path.split(".")
            for parent in parents:
                holder = holder.get(parent)
                if not isinstance(holder, LocatedMapping):
                    break
            if isinstance(holder, LocatedMapping):
                _wrap(holder, name, lever.measure)
                _respell(holder.get(name))
    return block


def _wrap(holder: LocatedMapping, name: str, word: str) -> None:
    """`name: value` becomes `name: {word: value}` for a bare value."""
    value = holder.get(name)
    if value is None or isinstance(value, (LocatedMapping, list)):
        return
    place = holder.places[name]
    block = LocatedMapping(place)
    block.put(word, value, place)
    holder[name] = block


def _respell(lever: Any) -> None:
    if not isinstance(lever, LocatedMapping):
        return
    for other, usual in OTHER_SPELLINGS.items():
        if other in lever:
            if usual in lever:
                place = lever.places[other]
                raise InputError(f"'{other}' and '{usual}' say the same; keep one.", place.file, place.line)
            lever.move(other, usual)


def _share_out(levers: LocatedMapping, block: str, declared: LeverSet) -> None:
    """What is written for a block as a whole goes to each of its levers."""
    _wrap(levers, block, "strength")
    whole = levers.get(block)
    if not isinstance(whole, LocatedMapping):
        return
    common = LocatedMapping(whole.place)
    for word in [word for word in whole if word in _LEVER_WORDS]:
        common.put(word, whole.pop(word), whole.places.pop(word))
    if not common:
        return
    _respell(common)
    for lever in declared.levers:
        parent, _, name = lever.path.rpartition(".")
        if parent != block:
            continue
        _wrap(whole, name, "strength")
        own = whole.get(name)
        _respell(own)
        if own is None or isinstance(own, LocatedMapping):
            place = whole.places.get(name, common.place)
            whole.put(name, deep_merge(common, own or LocatedMapping(place)), place)


def deep_merge(base: LocatedMapping, over: LocatedMapping) -> LocatedMapping:
    """`base` with everything that `over` says instead; blocks are merged field by field.

    Steps replace a ramp and a ramp replaces steps; another kind of rollout leaves nothing of the old one.
    """
    result = as_block(base)
    result.place = over.place
    if "steps" in over:
        for word in result.keys() - _BESIDE_STEPS:
            del result[word]
    elif "steps" in result and over.keys() - _BESIDE_AMOUNT:
        del result["steps"]
    if "kind" in over and "kind" in result and over["kind"] != result["kind"]:
        result.clear()
    for key, value in over.items():
        old = result.get(key)
        merged = (
            deep_merge(old, value)
            if isinstance(old, LocatedMapping) and isinstance(value, LocatedMapping)
            else value
        )
        result.put(key, merged, over.places.get(key, over.place))
    return result
