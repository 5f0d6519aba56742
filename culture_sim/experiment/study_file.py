"""The content of a study file, typed and frozen: what is varied, and over which runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, TypeAdapter, model_validator
from pydantic_core import PydanticCustomError

from culture_sim.scenario.document import Block, Place, place_of
from culture_sim.scenario.times import Week

MOST_POINTS = 1_000_000
MOST_SEEDS = 100_000
MOST_YEARS = 90
NOTHING = "none"
"""How a study says that it has no baseline."""

_WEEKS: TypeAdapter[int] = TypeAdapter(Week)


class Part(BaseModel):
    """A block of a study file: it cannot be changed, and takes no unknown field."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def _number_or_time(value: Any) -> float:
    """A number, or a time such as "26 weeks" or "year 2" in weeks."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str):
        return float(_WEEKS.validate_python(value))
    raise PydanticCustomError("expected", "a number, or a time such as '26 weeks'")


def _several(value: Any) -> Any:
    """One of something may stand where a list may."""
    return value if isinstance(value, list | tuple) else [value]


def _whole(least: int, most: int) -> BeforeValidator:
    def check(value: Any) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        raise PydanticCustomError("expected", f"a whole number from {least:,} to {most:,}")

    return BeforeValidator(check)


Bound = Annotated[float, BeforeValidator(_number_or_time)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Seed = Annotated[int, _whole(0, 2**31 - 1)]
Choices = dict[str, Any] | tuple[Any, ...]


class FactorFile(Part):
    """Something that is varied: a range (`low`, `high`) or `values`.

    `values` may be a list, or labels with what each stands for. A factor without a path has labels that each
    stand for a block of dotted paths and their values.
    """

    path: Annotated[tuple[str, ...], BeforeValidator(_several)] = Field(
        (), description="What is varied, by dotted path; a list of paths moves together."
    )
    low: Bound | None = Field(None, description="Lower end of the range.")
    high: Bound | None = Field(None, description="Upper end of the range.")
    levels: Annotated[int, _whole(2, 1000)] = Field(
        5, description="Values that a grid takes from the range; 5 if absent."
    )
    values: Choices | None = Field(None, description="Instead of a range: a list, or labels with values.")
    log: bool = Field(False, description="Even steps of ratio, not of difference.")
    whole: bool | None = Field(None, description="Whole numbers only; times and staff always are.")

    @model_validator(mode="after")
    def _range_or_values(self) -> Self:
        if self.values is not None:
            if self.low is not None or self.high is not None or self.log:
                raise _said("give either values, or low and high")
            if len(self.values) == 0:
                raise _said("'values' is empty")
            if not self.path and not isinstance(self.values, dict):
                raise _said("without a path, 'values' must be labels, each with the paths that it changes")
            return self
        if not self.path:
            raise _said("'path' is missing")
        if (self.low is None) != (self.high is None):
            raise _said("'low' and 'high' go together")
        if self.low is not None and self.high is not None:
            if self.low >= self.high:
                raise _said(f"low ({self.low:g}) must be below high ({self.high:g})")
            if self.log and self.low <= 0:
                raise _said("with 'log', low must be above 0")
        return self


class Grid(Part):
    """Every combination of the factors' values."""

    kind: Literal["grid"] = Field("grid", description="Every combination of the factors' values.")


class ListOfPoints(Part):
    """The points one by one."""

    kind: Literal["list"] = Field(description="The points one by one.")
    points: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)] = Field(
        description="For each point, the value of every factor."
    )


class LatinHypercube(Part):
    """Points that share out every factor's range evenly."""

    kind: Literal["latin_hypercube"] = Field(description="Points that share out every range evenly.")
    points: Annotated[int, _whole(1, MOST_POINTS)] = Field(description="Number of points.")
    seed: Seed = Field(1, description="Luck of the design; 1 if absent.")


class Sobol(Part):
    """A scrambled Sobol sequence: even at every length that is a power of two."""

    kind: Literal["sobol"] = Field(description="A scrambled Sobol sequence.")
    points: Annotated[int, _whole(1, MOST_POINTS)] = Field(description="Number of points: a power of two.")
    seed: Seed = Field(1, description="Luck of the design; 1 if absent.")

    @model_validator(mode="after")
    def _power(self) -> Self:
        _power_of_two(self.points, "points")
        return self


class Morris(Part):
    """Trajectories that change one factor at a time: which factors matter at all."""

    kind: Literal["morris"] = Field(description="Trajectories that change one factor at a time.")
    trajectories: Annotated[int, _whole(2, 100_000)] = Field(20, description="Trajectories; 20 if absent.")
    levels: Annotated[int, _whole(2, 100)] = Field(4, description="Levels of each factor, even; 4 if absent.")
    seed: Seed = Field(1, description="Luck of the design; 1 if absent.")

    @model_validator(mode="after")
    def _even(self) -> Self:
        if self.levels % 2:
            raise _said(f"'levels' must be even, not {self.levels}")
        return self


class Saltelli(Part):
    """Saltelli's extension of a Sobol sequence: how much of the variance each factor explains."""

    kind: Literal["saltelli"] = Field(description="The sample that Sobol indices need.")
    base: Annotated[int, _whole(2, MOST_POINTS)] = Field(description="Base sample: a power of two.")
    second_order: bool = Field(False, description="Also for pairs of factors, at twice the points.")
    seed: Seed = Field(1, description="Luck of the design; 1 if absent.")

    @model_validator(mode="after")
    def _power(self) -> Self:
        _power_of_two(self.base, "base")
        return self


AnyDesign = Annotated[
    Grid | ListOfPoints | LatinHypercube | Sobol | Morris | Saltelli, Field(discriminator="kind")
]
DESIGN_KINDS = ("grid", "list", "latin_hypercube", "sobol", "morris", "saltelli")


class Seeds(Part):
    """Lucks, the same at every point."""

    number: Annotated[int, _whole(1, MOST_SEEDS)] = Field(20, description="How many; 20 if absent.")
    first: Seed = Field(1, description="The first; the next has the next number. 1 if absent.")


class Draws(Part):
    """Sets of parameters drawn from their ranges, the same at every point, beside the central set."""

    number: Annotated[int, _whole(1, 10_000)] = Field(description="How many sets.")
    seed: Seed = Field(1, description="Luck of the draw; 1 if absent.")


class Stop(Part):
    """When a point has been lived often enough."""

    outcome: str = Field(description="The outcome that must be known well enough, in the last year.")
    half_width: Annotated[float, Field(gt=0)] = Field(
        description="Half the 80 % interval of its mean (of the difference, where there is a baseline)."
    )
    at_least: Annotated[int, _whole(2, MOST_SEEDS)] = Field(
        10, description="Seeds before the first look; 10 if absent."
    )
    every: Annotated[int, _whole(1, MOST_SEEDS)] = Field(5, description="Seeds between looks; 5 if absent.")


class Budget(Part):
    """Where to stop although the design is not finished."""

    runs: Annotated[int, _whole(1, 10**9)] | None = Field(None, description="Most runs in the folder.")
    hours: Annotated[float, Field(gt=0)] | None = Field(None, description="Most hours in one sitting.")


def _kind_alone(value: Any) -> Any:
    return {"kind": value} if isinstance(value, str) else value


def _number_alone(value: Any) -> Any:
    return {"number": value} if isinstance(value, int) and not isinstance(value, bool) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_several)]


class StudyFile(Part):
    """A study of culture-sim: what is varied, over which runs, and what is asked of them."""

    schema_version: Literal[1] = Field(1, description="Version of this format.")
    name: str = Field(max_length=100, description="Name of the study, as a reader sees it.")
    asks: str = Field("", max_length=2000, description="The question that it answers.")
    scenarios: Annotated[Names, Field(min_length=1)] = Field(
        description="The plans that every point is tried on: gallery names or files."
    )
    baseline: str = Field(
        "blame_culture",
        description="What every run is paired with under the same luck; 'none' for nothing.",
    )
    organisation: str = Field(
        "acute_trust", description="A setting, a gallery organisation or a file; acute_trust if absent."
    )
    staff: Annotated[int, _whole(1, 1_000_000)] | None = Field(None, description="Number of posts.")
    core: bool = Field(False, description="Only the equations of the model document's section 2.5.")
    parameters: dict[str, float] = Field(
        default_factory=dict, description="Parameters with another value in the whole study."
    )
    centring: Literal["once", "each", "none"] = Field(
        "once",
        description="once: intercepts are solved so that the baseline stands at the organisation's observed "
        "levels, before anything is varied; each: solved again for every set of parameters, so that the "
        "baseline stays; none: as the parameter files have them.",
    )
    draws: Annotated[Draws | None, BeforeValidator(_number_alone)] = Field(
        None, description="Try every point also with parameters drawn from their ranges."
    )
    factors: dict[Name, FactorFile] = Field(default_factory=dict, description="What is varied.")
    design: Annotated[AnyDesign, BeforeValidator(_kind_alone)] = Field(
        Grid(), description="Which combinations are tried; a grid if absent."
    )
    seeds: Annotated[Seeds, BeforeValidator(_number_alone)] = Field(
        Seeds(), description="Lucks, the same at every point; 20 if absent."
    )
    years: Annotated[int, _whole(1, MOST_YEARS)] = Field(5, description="Years of programme; 5 if absent.")
    outcomes: Names = Field((), description="What is looked at; all are kept. All if absent.")
    weekly: Names = Field((), description="Columns of the weekly tally to keep as well.")
    stop: Stop | None = Field(None, description="When a point has been lived often enough.")
    budget: Budget = Field(Budget(), description="Where to stop although the design is not finished.")

    _written: Block = PrivateAttr(default_factory=Block)
    _source: Path | None = PrivateAttr(default=None)

    @property
    def source(self) -> Path | None:
        """The file that it was read from."""
        return self._source

    def quick(self) -> StudyFile:
        """A small copy that lives through every part of the study in seconds, for trying a file out."""
        from culture_sim.experiment.quick import smaller

        return smaller(self)

    @property
    def folder(self) -> Path | None:
        """Where names of files are looked for first."""
        return self._source.parent if self._source else None

    def place(self, *path: str | int) -> Place:
        """Where something was written."""
        found = place_of(self._written, path)
        return found if found.file else Place(str(self._source) if self._source else None, None)


def _said(message: str) -> PydanticCustomError:
    return PydanticCustomError("said", message)


def _power_of_two(number: int, word: str) -> None:
    if number & (number - 1):
        below = 1 << (number.bit_length() - 1)
        raise _said(f"'{word}' is {number}; it must be a power of two, such as {below} or {2 * below}")
