"""What is varied: a factor turns a number between 0 and 1 into a value, and the value into changes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np

from culture_sim.calibration.draws import is_drawn, two_piece_uniform_ppf
from culture_sim.errors import InputError, did_you_mean
from culture_sim.parameters import Parameters
from culture_sim.scenario.expand import expand_shorthand
from culture_sim.settings import Setting
from culture_sim.study.study_file import NET_SAVING, FactorFile, StudyFile, weeks_of

OWNERS = ("levers", "manner", "rollout", "ends", "organisation", "parameters")
"""First words of a path: what is planned, who it happens to, and how people are."""

EVERY_PARAMETER = "parameters.*"
RESERVED = frozenset(
    {
        "run",
        "point",
        "scenario",
        "draw",
        "seed",
        "year",
        "week",
        "years",
        "staff",
        "error",
        "baseline",
        "version",
    }
    | {"id", "baseline_id", NET_SAVING}
    | {f"{word}_{end}" for word in ("scenario", "organisation", "parameters") for end in ("hash", "key")}
)
"""Columns of every study's tables, which a factor must leave free, beside its outcomes and weekly columns."""

_TIMES = frozenset({"from", "start", "ramp", "until", "end", "fade", "every", "after", "by", "weeks", "ends"})
_WHOLE = _TIMES | {"staff"}
MOST_PARTS, LONGEST_PATH = 12, 200

Changes = dict[str, Any]


@dataclass(frozen=True)
class Factor:
    """Something that is varied.

    Attributes:
        name: its column in every table.
        paths: what it sets; empty where each choice says its own paths.
        low, high: ends of its range; None where it has choices.
        choices: label (or number) and value of each, in order; empty where it has a range.
        central: median of a parameter's range, None elsewhere.
        log, whole: how the range is gone through.
        levels: values that a grid takes from the range.
    """

    name: str
    paths: tuple[str, ...]
    low: float | None = None
    high: float | None = None
    choices: tuple[tuple[Any, Any], ...] = ()
    central: float | None = None
    log: bool = False
    whole: bool = False
    levels: int = 5

    @property
    def is_time(self) -> bool:
        """Whether it sets a number of weeks, so that a time such as "26 weeks" may stand for it."""
        return bool(self.paths) and all(is_time(path) for path in self.paths)

    def listed(self, value: Any) -> Any:
        """A value that a list of points gives, as it is meant.

        Raises:
            ValueError: it cannot be one of this factor; the message says what it must be.
        """
        if self.choices:
            for label, _ in self.choices:
                if label == value and isinstance(label, bool) == isinstance(value, bool):
                    return label
            raise ValueError(f"one of {', '.join(str(label) for label, _ in self.choices)}")
        words = "a number, or a time such as '26 weeks'," if self.is_time else "a number"
        wanted = f"{'a whole number' if self.whole and not self.is_time else words} from {self.low:g} to {self.high:g}"
        if isinstance(value, str) and self.is_time:
            with suppress(ValueError):
                value = weeks_of(value)
        if (
            not _is_number(value)
            or not math.isfinite(self.unit(value))
            or (self.whole and value != round(value))
        ):
            raise ValueError(wanted)
        return value

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers."""
        return not self.choices or all(_is_number(label) for label, _ in self.choices)

    def units(self) -> list[float]:
        """Where a grid looks, in 0-1."""
        if self.choices:
            return [(number + 0.5) / len(self.choices) for number in range(len(self.choices))]
        levels = self.levels
        if self.whole and self.low is not None and self.high is not None and not self.log:
            levels = min(levels, round(self.high - self.low) + 1)  # no whole number twice
        return [float(each) for each in np.linspace(0, 1, levels)]

    def value(self, unit: float) -> Any:
        """The value (or label) at a place in 0-1."""
        if self.choices:
            return self.choices[min(int(unit * len(self.choices)), len(self.choices) - 1)][0]
        assert self.low is not None  # noqa: S101 - a factor has choices or a range
        assert self.high is not None  # noqa: S101
        if self.central is not None:
            found = two_piece_uniform_ppf(self.central, self.low, self.high, unit)
        elif self.log:
            found = float(self.low * (self.high / self.low) ** unit)
        else:
            found = self.low + (self.high - self.low) * unit
        found = min(max(float(found), self.low), self.high)
        return round(found) if self.whole else found

    def unit(self, value: Any) -> float:
        """The place in 0-1 of a value: nan where it is outside of the range."""
        if self.choices:
            for number, (label, _) in enumerate(self.choices):
                if label == value:
                    return (number + 0.5) / len(self.choices)
            return float("nan")
        assert self.low is not None  # noqa: S101
        assert self.high is not None  # noqa: S101
        if not _is_number(value) or not self.low <= value <= self.high:
            return float("nan")
        if self.central is not None:
            low, high = min(self.low, self.central), max(self.high, self.central)
            below = value <= self.central and self.central > low
            return (
                float((value - low) / (self.central - low) / 2)
                if below
                else float(0.5 + (value - self.central) / max(high - self.central, 1e-300) / 2)
            )
        if self.log:
            return float(np.log(value / self.low) / np.log(self.high / self.low))
        return float((value - self.low) / (self.high - self.low))

    def changes(self, value: Any) -> Changes:
        """What a value (or label) sets, by dotted path."""
        for label, meant in self.choices:
            if label == value:
                return dict.fromkeys(self.paths, meant) if self.paths else dict(meant)
        return dict.fromkeys(self.paths, value)


def is_time(path: str) -> bool:
    """Whether a path leads to a number of weeks."""
    last = path.rpartition(".")[2]
    return last in _TIMES or last.endswith("_weeks")


def study_factors(study: StudyFile, parameters: Parameters, setting: Setting) -> tuple[Factor, ...]:
    """The factors of a study, with the ranges of parameters filled in and "parameters.*" spelled out.

    Raises:
        InputError: a path, a name or a range that cannot be, with its line.
    """
    found: list[Factor] = []
    for name, file in study.factors.items():
        if EVERY_PARAMETER in file.path:
            if file.low is not None or file.values is not None or len(file.path) > 1:
                raise _wrong(study, "every parameter is varied over its own range; leave out the rest", name)
            fixed = {path for other in found for path in other.paths}
            found += [
                _of_parameter(each.name, (f"parameters.{each.name}",), file, parameters)
                for each in parameters.table.values()
                if is_drawn(each) and f"parameters.{each.name}" not in fixed
            ]
        else:
            found.append(_factor(study, name, file, parameters))
    names = {factor.name for factor in found}
    taken = RESERVED | {each.key for each in setting.outcomes} | set(study.weekly)
    for factor in found:
        if factor.name in taken or factor.name.removeprefix("unit_") in names - {factor.name}:
            raise _wrong(
                study, f"'{factor.name}' is the name of a column of the results; take another", factor.name
            )
    _check_once(study, found, setting)
    return tuple(found)


def _factor(study: StudyFile, name: str, file: FactorFile, parameters: Parameters) -> Factor:
    for path in file.path:
        check_path(study, path, parameters, name)
    if isinstance(file.values, dict) and not file.path:
        for label, block in file.values.items():
            if not isinstance(block, Mapping) or not block:
                raise _wrong(study, f"'{label}' must name the paths that it changes", name, "values", label)
            for path in block:
                check_path(study, path, parameters, name, "values", label)
    whole = (
        file.whole if file.whole is not None else all(path.rpartition(".")[2] in _WHOLE for path in file.path)
    )
    if file.values is not None:
        return Factor(name, file.path, choices=_choices(study, name, file.values))
    if file.low is None:
        if all(path.startswith("parameters.") for path in file.path) and len(file.path) == 1:
            return _of_parameter(name, file.path, file, parameters, study)
        raise _wrong(study, "give 'low' and 'high', or 'values'", name)
    if whole and file.high is not None and not (file.low.is_integer() and file.high.is_integer()):
        raise _wrong(study, f"low ({file.low:g}) and high ({file.high:g}) must be whole numbers here", name)
    return Factor(
        name,
        file.path,
        file.low,
        file.high,
        log=file.log,
        whole=whole,
        levels=file.levels,
    )


def _of_parameter(
    name: str, path: tuple[str, ...], file: FactorFile, parameters: Parameters, study: StudyFile | None = None
) -> Factor:
    """A parameter over its own plausible range, with its central value for a median."""
    key = path[0].partition(".")[2]
    entry, value = parameters.table[key], parameters[key]
    if study is not None and not entry.uncertain:
        raise _wrong(study, f"the parameter '{key}' has no range of its own; give 'low' and 'high'", name)
    low, high = min(entry.low, value), max(entry.high, value)
    return Factor(name, path, low, high, central=value, levels=file.levels)


def _choices(study: StudyFile, name: str, values: Any) -> tuple[tuple[Any, Any], ...]:
    if isinstance(values, dict):
        return tuple(values.items())
    pairs = tuple((value if _is_scalar(value) else _label(value), value) for value in values)
    labels = [str(label) for label, _ in pairs]
    for number, label in enumerate(labels):
        if label in labels[:number] or pairs[number][0] in [other for other, _ in pairs[:number]]:
            raise _wrong(study, f"the value {pairs[number][0]!r} stands twice", name, "values", number)
    return pairs


def check_path(study: StudyFile, path: str, parameters: Parameters, *where: str | int) -> None:
    """Whether a path can lead anywhere; what only a scenario or an organisation knows is found out there."""
    if len(path) > LONGEST_PATH or path.count(".") >= MOST_PARTS:
        raise _wrong(
            study,
            f"'{path[:40]}...' is no path: it has more than {MOST_PARTS} parts or letters enough "
            f"for {LONGEST_PATH}",
            *where,
        )
    owner, _, rest = path.partition(".")
    if owner not in OWNERS:
        hint = did_you_mean(owner, OWNERS) or f" A path begins with one of: {', '.join(OWNERS)}."
        raise _wrong(study, f"'{path}' cannot be varied.{hint}", *where)
    if owner == "parameters" and rest not in parameters.table:
        raise _wrong(study, f"'{rest}' is not a parameter.{did_you_mean(rest, parameters.table)}", *where)


def _check_once(study: StudyFile, factors: Sequence[Factor], setting: Setting) -> None:
    """No value is set by two factors, however each of them spells it."""
    owner: dict[tuple[str, ...], str] = {}
    for factor in factors:
        values = [label for label, _ in factor.choices] or [factor.low]
        for leaf in sorted({leaf for value in values for leaf in _leaves(factor.changes(value), setting)}):
            for other, name in owner.items():
                if name != factor.name and _overlap(leaf, other):
                    path = ".".join(leaf if len(leaf) >= len(other) else other)
                    raise _wrong(study, f"'{path}' is already varied by '{name}'", factor.name)
            owner[leaf] = factor.name


def _leaves(changes: Changes, setting: Setting) -> Iterator[tuple[str, ...]]:
    """The values that changes set, in the spelling that a scenario keeps."""
    for path, value in changes.items():
        single: Any = value
        for part in reversed(path.split(".")):
            single = {part: single}
        if path.partition(".")[0] not in {"organisation", "parameters"}:
            single = expand_shorthand(single, setting.name)
        yield from _paths_below(single, ())


def _paths_below(tree: Any, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if isinstance(tree, Mapping) and tree:
        for key, below in tree.items():
            yield from _paths_below(below, (*above, str(key)))
    else:
        yield above


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two values are the same, or one a part of the other, or one replaces the other."""
    if (
        one[0] == other[0] == "organisation"
    ):  # which organisation it is, and what is changed in it, go together
        return one == other or (min(len(one), len(other)) > 1 and _is_part(one, other))
    if one[:-1] == other[:-1] and "steps" in {one[-1], other[-1]} and one[0] == "levers":
        return not {one[-1], other[-1]} & {"until", "fade"}
    return _is_part(one, other)


def _is_part(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _wrong(study: StudyFile, message: str, *where: str | int) -> InputError:
    words = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in where)
    return InputError(f"factors{words}: {message}".rstrip(".") + ("" if message.endswith("?") else "."),
                      *study.place("factors", *where))  # fmt: skip


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_scalar(value: Any) -> bool:
    return isinstance(value, str | int | float | bool)


def _label(value: Any) -> str:
    """A block of fields in one line: "kind=pilot share=0.2"."""
    if isinstance(value, Mapping):
        return " ".join(f"{key}={_label(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return "+".join(_label(each) for each in value)
    return str(value)
