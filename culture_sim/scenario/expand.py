"""Short spellings made long, and one block laid over another. Knows names, judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from culture_sim.errors import InputError
from culture_sim.inputs.located_yaml import LocatedMapping, as_block
from culture_sim.scenario.lever_table import LEVERS

OTHER_SPELLINGS = {"start": "from", "end": "until"}
"""Words that a lever also understands, and the words they stand for."""

_MEASURES = frozenset(lever.measure for lever in LEVERS)
_POLICIES = ("hr", "complaints", "patient_safety")
_LEVER_WORDS = frozenset({"strength", "from", "ramp", "until", "fade", "steps", *OTHER_SPELLINGS})


def expand_shorthand(data: Mapping[str, Any]) -> LocatedMapping:
    """A copy in which every lever is a block and every word the one that is kept.

    A bare number is a lever's amount, a bare word a rollout's kind, a bare length an assessment's weeks. What
    is written for `policy_integration` as a whole goes to each of the three policies.
    """
    block = as_block(data)
    if block.get("levers", {}) is None:
        block["levers"] = LocatedMapping(block.places["levers"])
    _wrap(block, "rollout", "kind")
    _wrap(block, "diagnosis", "weeks")
    levers = block.get("levers")
    if isinstance(levers, LocatedMapping):
        _share_out_policies(levers)
        for lever in LEVERS:
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
    for other, kept in OTHER_SPELLINGS.items():
        if other in lever:
            if kept in lever:
                place = lever.places[other]
                raise InputError(f"'{other}' and '{kept}' say the same; keep one.", place.file, place.line)
            lever.move(other, kept)


def _share_out_policies(levers: LocatedMapping) -> None:
    _wrap(levers, "policy_integration", "strength")
    policies = levers.get("policy_integration")
    if not isinstance(policies, LocatedMapping):
        return
    common = LocatedMapping(policies.place)
    for word in [word for word in policies if word in _LEVER_WORDS]:
        common.put(word, policies.pop(word), policies.places.pop(word))
    if not common:
        return
    _respell(common)
    for policy in _POLICIES:
        _wrap(policies, policy, "strength")
        own = policies.get(policy)
        _respell(own)
        if own is None or isinstance(own, LocatedMapping):
            place = policies.places.get(policy, common.place)
            policies.put(policy, deep_merge(common, own or LocatedMapping(place)), place)


def deep_merge(base: LocatedMapping, over: LocatedMapping) -> LocatedMapping:
    """`base` with everything that `over` says instead; blocks are merged field by field.

    Steps replace a ramp and a ramp replaces steps; another kind of rollout leaves nothing of the old one.
    """
    result = as_block(base)
    result.place = over.place
    if "steps" in over:
        for word in ("from", "ramp", "by_group", *_MEASURES):
            result.pop(word, None)
    elif _MEASURES & over.keys():
        result.pop("steps", None)
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
