"""How organisations of a setting differ: what its `population.yaml` declares, and official figures beside it."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from culture_sim.errors import InputError
from culture_sim.inputs.messages import FileKind
from culture_sim.inputs.records import Record, read_record
from culture_sim.settings import Setting

Key = tuple[str, str]
"""Kind of a moment, and the measure or pair of measures that it is of."""
KINDS = ("mean", "standard deviation", "a year on", "two years on", "three years on")
"""Moments of one measure."""
Mark = Literal["found", "derived", "calibrated", "assumption"]


class Sized(Record):
    """How large organisations are: log-normal, in posts.

    Attributes:
        median: posts.
        log_sd: standard deviation of the logarithm.
        least: fewest posts.
        most: most posts.
    """

    median: int = Field(ge=1)
    log_sd: float = Field(ge=0)
    least: int = Field(ge=1)
    most: int
    mark: Mark
    source: str


class Trait(Record):
    """Something in which organisations differ, and the parameters that it moves.

    Attributes:
        says: what it is, in a sentence.
        stable: standard deviation of what an organisation has for good.
        yearly: standard deviation of a part that changes with the years.
        lag: correlation of that part with itself a year on, 0 to 1.
        size: what each unit of the logarithm of size adds.
        multiplies: parameters times exp(power x trait), by power.
        adds: parameters plus amount x trait, by amount.
        reports: measures as reported times exp(power x trait), by power; nothing that happens changes.
    """

    says: str
    stable: float = Field(default=0.0, ge=0)
    yearly: float = Field(default=0.0, ge=0)
    lag: float = Field(default=0.0, ge=0, lt=1)
    size: float = 0.0
    multiplies: dict[str, float] = {}
    adds: dict[str, float] = {}
    reports: dict[str, float] = {}
    mark: Mark
    source: str

    @model_validator(mode="after")
    def _moves_something(self) -> Self:
        if not (self.multiplies or self.adds or self.reports):
            raise ValueError("A trait multiplies a parameter, adds to one, or multiplies what is reported.")
        return self


class _ObservedSpread(Record):
    mean: float
    sd: float
    persistence: tuple[float, ...]
    errors: tuple[float, ...]


class _ObservedCoMovement(Record):
    pair: tuple[str, str]
    by_year: float
    of_means: float
    errors: tuple[float, float]


class _ObservedSlope(Record):
    pair: tuple[str, str]
    slope: float
    error: float


class _Observed(Record):
    spreads: dict[str, _ObservedSpread]
    co_movements: tuple[_ObservedCoMovement, ...] = ()
    within: tuple[_ObservedSlope, ...] = ()
    source: str


class PopulationFile(Record):
    """A population of organisations.

    Attributes:
        organisation: what one of them is called.
        organisations: what several are called.
        size: how large they are.
        traits: in what else they differ, by name.
        measures: key of the outcome that is looked at, by name.
        observed: moments of real ones.
    """

    organisation: str
    organisations: str
    size: Sized
    traits: dict[str, Trait]
    measures: dict[str, str]
    observed: _Observed

    @property
    def moments(self) -> dict[Key, tuple[float, float]]:
        """Moments of real organisations, each with its standard error, in the order in which they are shown."""
        found: dict[Key, tuple[float, float]] = {}
        for name, each in self.observed.spreads.items():
            values = (each.mean, each.sd, *each.persistence)
            for kind, value, error in zip(KINDS, values, each.errors, strict=True):
                found[kind, name] = value, error
        for moved in self.observed.co_movements:
            name = " and ".join(moved.pair)
            found["correlation by year", name] = moved.by_year, moved.errors[0]
            found["correlation of means", name] = moved.of_means, moved.errors[1]
        for slope in self.observed.within:
            found["slope within", " on ".join(slope.pair)] = slope.slope, slope.error
        return found


def population_file(setting: Setting) -> PopulationFile:
    """How organisations of a setting differ.

    Raises:
        InputError: it does not say, or names a parameter or an outcome that it does not have.
    """
    path = setting.folder / "population.yaml"
    if not path.is_file():
        raise InputError(f"The setting '{setting.name}' does not say how its organisations differ.")
    found = read_record(path, PopulationFile, FileKind("population"))
    known = setting.all_parameters
    for name, trait in found.traits.items():
        for parameter in (*trait.multiplies, *trait.adds):
            if parameter not in known:
                raise InputError(f"The trait '{name}' moves '{parameter}', which is not a parameter.", path)
        for measure in trait.reports:
            if measure not in found.measures:
                raise InputError(f"The trait '{name}' moves '{measure}', which is not a measure.", path)
    for outcome in found.measures.values():
        setting.outcome(outcome)
    return found
