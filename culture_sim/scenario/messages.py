"""Mistakes that only a scenario file can have, each in one plain sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from culture_sim.errors import did_you_mean
from culture_sim.inputs.messages import FileKind, fields_of, in_brief, in_words, model_at, shortened
from culture_sim.scenario.content import Manner, ScenarioFile
from culture_sim.scenario.levers import Levers
from culture_sim.scenario.rollout import ROLLOUT_KINDS

_UNSPOKEN = frozenset({"levers"})


@cache
def scenario_kind(model: type[ScenarioFile]) -> FileKind:
    """The words in which mistakes in a setting's scenario files are reported."""

    def special(details: ErrorDetails, tree: Any) -> str | None:
        where, value = tuple(details["loc"]), details["input"]
        match details["type"]:
            case "extra_forbidden":
                return _unknown(where, tree, model)
            case "union_tag_invalid" | "union_tag_not_found":
                return _rollout_kind(value)
            case "string_pattern_mismatch":
                place = in_words(tree, where, _UNSPOKEN)
                return (
                    f"{place} is {in_brief(value)}; it must be one word in small letters, such as nhs_trust."
                )
            case kind if value is None and kind != "missing":
                return f"{in_words(tree, where, _UNSPOKEN)} is empty."
        return None

    return FileKind("scenario", special, _UNSPOKEN)


def _unknown(where: Sequence[str | int], tree: Any, model: type[ScenarioFile]) -> str:
    wrong, holder = shortened(str(where[-1])), tuple(where[:-1])
    described: type[BaseModel] | None = model_at(holder, model)
    levers: type[Levers] = model.model_fields["levers"].annotation  # type: ignore[assignment]
    declared = levers.declared
    every_name = sorted({part for lever in declared.levers for part in lever.path.split(".")})
    if wrong in Manner.model_fields and (not holder or holder[0] == "levers"):
        return f"'{wrong}' is how a plan is carried out; put it under 'manner', as a number from 0 to 1."
    valid = fields_of(described) if described else []
    hint = did_you_mean(wrong, valid) or f" It takes: {', '.join(valid)}."
    if holder == ("levers",):
        for lever in declared.levers:
            parent, _, name = lever.path.rpartition(".")
            if parent and name == wrong:
                return f"'{wrong}' belongs under '{parent}'."
        known = f" The levers are: {', '.join(levers.model_fields)}."
        return f"'{wrong}' is not a lever.{did_you_mean(wrong, every_name) or known}"
    if not holder:
        if wrong in every_name:
            paths = (lever.path for lever in declared.levers if lever.path.split(".")[-1] == wrong)
            parent = next(paths, wrong).rpartition(".")[0]
            place = f"'levers', in '{parent}'" if parent else "'levers'"
            return f"'{wrong}' is a lever; put it under {place}."
        return f"'{wrong}' is not part of a scenario.{hint.replace('It takes', 'A scenario takes')}"
    inside = in_words(tree, holder, _UNSPOKEN)
    if len(holder) == 2 and holder[1] in declared.blocks:
        return f"'{wrong}' is not part of {inside}.{hint}"
    if holder[0] == "rollout":
        return f"'{wrong}' is not a field of a rollout of kind '{holder[-1]}'.{hint}"
    return f"'{wrong}' is not a field of {inside}.{hint}"


def _rollout_kind(found: Any) -> str:
    kind = found.get("kind") if isinstance(found, Mapping) else found
    kinds = f" The kinds are: {', '.join(ROLLOUT_KINDS)}."
    if kind is None:
        return f"rollout has no 'kind'.{kinds}"
    hint = did_you_mean(str(kind), ROLLOUT_KINDS) or kinds
    return f"{in_brief(kind)} is not a kind of rollout.{hint}"
