"""Loading the parameter files into typed, frozen objects."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from culture_sim.errors import InputError, did_you_mean

SOURCES = {
    "F": "found in a public text",
    "M": "from memory, to be checked",
    "A": "assumption",
    "C": "calibrated to observed levels",
    "structure": "structure",
}


MENDINGS: tuple[str, ...] = (
    "expectation_spread",
    "leave_hurt",
    "sick_hurt",
    "sick_case",
    "leave_spread",
    "circle_relief",
    "ranking_by_silence",
    "central_triage",
    "central_repair",
    "refer_severe",
    "offer_refused",
    "offer_again",
    "use_reciprocated",
    "course_needs_place",
    "recovery_troubled",
)
"""What was mended since the model was specified, each a parameter; a zero leaves it out."""


_CORE = Path(__file__).parent
_FROM_0_TO_1 = ("0-1", "index 0-1", "quality 0-1", "prob", "prob a harm", "switch")
_DIVIDED_BY = ("commitment_in_full", "lessons_room", "workload_scale")
_LEAST_DIVISOR = 1e-6
_LEAST_WIDTH = 0.01
"""Of answers: below it exponentials of a state over the width leave the range of numbers."""
_EITHER_SIGN = ("log", "log points", "log-odds")
_EFFECTS = ("log per", "log-odds per")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of the model.

    `low` and `high` bound what is plausible; `source` begins with F (found), M (memory), A (assumption) or
    C (calibrated); `symbol` is the one of the model document; `specified` the value it had there, where a mending
    has moved it.
    """

    name: str
    theme: str
    symbol: str
    meaning: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    note: str = ""
    specified: float | None = None

    @property
    def uncertain(self) -> bool:
        """Whether the range is wider than a point."""
        return self.low < self.high

    @property
    def possible(self) -> tuple[float, float]:
        """Least and most that it can be at all, as its unit says; what is plausible lies well within.

        Effects may have either sign, so that a study can turn one round.
        """
        if self.name == "answer_width":
            return _LEAST_WIDTH, 1.0
        is_share = self.unit in _FROM_0_TO_1 or self.unit.startswith("share")
        if self.name in _DIVIDED_BY:
            return _LEAST_DIVISOR, 1.0 if is_share else np.inf
        if is_share:
            return 0.0, 1.0
        if self.unit in _EITHER_SIGN or self.unit.startswith(_EFFECTS):
            return -np.inf, np.inf
        return (1.0 if self.unit == "weeks" else 0.0), np.inf

    @property
    def limits(self) -> str:
        """The same in words."""
        least, most = self.possible
        return f"between {least:g} and {most:g}" if np.isfinite(most) else f"{least:g} or more"


@dataclass(frozen=True)
class Parameters(Mapping[str, float]):
    """All parameters, by plain name: `parameters["loss_over_gain"]`, or as an attribute.

    Never changed in place: `replace(loss_over_gain=2)` gives another set.
    """

    table: Mapping[str, Parameter]
    overrides: Mapping[str, float] = field(default_factory=dict)

    def __getitem__(self, name: str) -> float:
        if name in self.overrides:
            return self.overrides[name]
        if name in self.table:
            return self.table[name].value
        raise KeyError(f"'{name}' is not a parameter.{did_you_mean(name, self.table)}")

    def __getattr__(self, name: str) -> float:
        if name.startswith("_") or "table" not in self.__dict__:
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(str(error.args[0])) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self.table)

    def __len__(self) -> int:
        return len(self.table)

    def replace(self, /, **values: float) -> "Parameters":
        """Another set with some values changed.

        Raises:
            InputError: an unknown name, no number, or one that cannot be: a share of 2, a negative rate.
        """
        for name, value in values.items():
            if name not in self.table:
                raise InputError(f"'{name}' is not a parameter.{did_you_mean(name, self.table)}")
            if isinstance(value, bool) or not isinstance(value, int | float | np.floating | np.integer):
                raise InputError(f"Parameter '{name}' takes a number, not {value!r}.")
            if not np.isfinite(value):
                raise InputError(f"Parameter '{name}' takes a finite number, not {value!r}.")
            known = self.table[name]
            least, most = known.possible
            if not least <= value <= most:
                raise InputError(
                    f"Parameter '{name}' cannot be {value:g}: {known.meaning} ({known.unit}) is {known.limits}, "
                    f"and plausible from {known.low:g} to {known.high:g}."
                )
        return Parameters(
            self.table, {**self.overrides, **{name: float(value) for name, value in values.items()}}
        )

    def moved(self, values: Mapping[str, float]) -> "Parameters":
        """Another set with some values changed, each as far as it can be: for solvers, which may step too far.

        Raises:
            FloatingPointError: a value is not finite.
        """
        if not np.isfinite(list(values.values())).all():
            raise FloatingPointError("a solver left what is finite")
        inside = {name: np.clip(value, *self.table[name].possible) for name, value in values.items()}
        return self.replace(**{name: float(value) for name, value in inside.items()})

    def as_central(self) -> "Parameters":
        """The same with these values as the central ones, inside their ranges: none was changed by anybody."""
        return Parameters(
            {
                name: replace(row, value=value, low=min(row.low, value), high=max(row.high, value))
                for name, row in self.table.items()
                for value in (self[name],)
            }
        )

    def core(self) -> "Parameters":
        """The same as it was specified, without what was mended since."""
        before = {
            name: row.specified
            for name, row in self.table.items()
            if row.specified is not None and name not in self.overrides
        }
        return self.replace(**before, **{name: 0.0 for name in MENDINGS if name in self.table})

    @property
    def changed(self) -> dict[str, float]:
        """The values that differ from the files."""
        return {name: value for name, value in self.overrides.items() if value != self.table[name].value}

    @property
    def hash(self) -> str:
        """Twelve characters that stand for every value."""
        text = json.dumps({name: self[name] for name in sorted(self.table)})
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    @property
    def implausible(self) -> list[str]:
        """Names of the values that were set outside their plausible range."""
        return [
            name
            for name, value in self.changed.items()
            if self.table[name].uncertain and not self.table[name].low <= value <= self.table[name].high
        ]

    @property
    def recalibrated(self) -> list[str]:
        """Names of the values that are calibrated, without a range, and were set to something else."""
        known = self.table
        return [
            name for name in self.changed if not known[name].uncertain and known[name].source.startswith("C")
        ]

    def record(self) -> Any:
        """All values as one NumPy record, as the compiled week takes them."""
        row = np.zeros(1, dtype=[(name, np.float64) for name in self.table]).view(np.recarray)
        for name in self.table:
            row[name] = self[name]
        return row[0]


def read_parameters(*folders: Path) -> Parameters:
    """The core's parameters and those of the files in `folders`, by theme: the name of their file.

    An entry that adds to a theme of the core may say `after` which parameter it is listed ("" for the first place).

    Raises:
        InputError: two files give one parameter.
    """
    found: list[Parameter] = []
    sources = [path for folder in (_CORE, *folders) for path in folder.glob("*.yaml")]
    for path in sorted(sources, key=lambda path: path.name):
        first = len(found) - sum(each.theme == path.stem for each in found)
        for name, entry in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            names = [each.name for each in found]
            if name in names:
                raise InputError(f"The parameter '{name}' is given twice.", path)
            after = entry.pop("after", None)
            place = len(found) if after is None else names.index(after) + 1 if after else first
            found.insert(place, Parameter(name=name, theme=path.stem, **entry))
    return Parameters({each.name: each for each in found})
