"""The content of a study file, typed and frozen: what is varied, and over which runs."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    Field,
    PrivateAttr,
    TypeAdapter,
    ValidationError,
    model_validator,
)  # fmt: skip
from pydantic_core import PydanticCustomError

from culture_sim.inputs.located_yaml import LocatedMapping, SourceLocation, location_of
from culture_sim.inputs.names import Text
from culture_sim.inputs.numbers import Number
from culture_sim.inputs.records import Record
from culture_sim.scenario.times import Week
from culture_sim.study.design_file import AnyDesign, Grid, Seed, mistake, whole_number

MOST_SEEDS = 100_000
MOST_YEARS = 90
NET_SAVING = "net_saving_gbp"
NONE = "none"
"""How a study says that it has no baseline, or no calibration."""

_WEEKS: TypeAdapter[int] = TypeAdapter(Week)


def weeks_of(text: str) -> int:
    """Weeks from the start of a time such as "26 weeks" or "year 2". Raises ValueError if it is none."""
    return _WEEKS.validate_python(text)


def _number_or_time(value: Any) -> float:
    """A number, or a time such as "26 weeks" or "year 2" in weeks."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str):
        with suppress(ValidationError):
            return float(weeks_of(value))
    raise PydanticCustomError("expected", "a number, or a time such as '26 weeks', 'month 6' or 'year 2'")


def _several(value: Any) -> Any:
    """One of something may stand where a list may."""
    return value if isinstance(value, list | tuple) else [value]


Bound = Annotated[float, BeforeValidator(_number_or_time)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Choices = dict[str, Any] | tuple[Any, ...]


class FactorFile(Record):
    """Something that is varied: a range (`low`, `high`) or `values`.

    `values` may be a list, or labels with what each stands for. A factor without a path has labels that each
    stand for a block of dotted paths and their values.
    """

    path: Annotated[tuple[str, ...], BeforeValidator(_several)] = Field(
        (), description="What is varied, by dotted path; a list of paths moves together."
    )
    low: Bound | None = Field(None, description="Lower end of the range.")
    high: Bound | None = Field(None, description="Upper end of the range.")
    levels: Annotated[int, whole_number(2, 1000)] = Field(
        5, description="Values that a grid takes from the range; 5 if absent."
    )
    values: Choices | None = Field(None, description="Instead of a range: a list, or labels with values.")
    log: bool = Field(False, description="Even steps of ratio, not of difference.")
    whole: bool | None = Field(None, description="Whole numbers only; times and staff always are.")

    @model_validator(mode="after")
    def _range_or_values(self) -> Self:
        if self.values is not None:
            if self.low is not None or self.high is not None or self.log:
                raise mistake("give either values, or low and high")
            if len(self.values) == 0:
                raise mistake("'values' is empty")
            if not self.path and not isinstance(self.values, dict):
                raise mistake("without a path, 'values' must be labels, each with the paths that it changes")
            return self
        if not self.path:
            raise mistake("'path' is missing")
        if (self.low is None) != (self.high is None):
            raise mistake("'low' and 'high' go together")
        if self.low is not None and self.high is not None:
            if self.low >= self.high:
                raise mistake(f"low ({self.low:g}) must be below high ({self.high:g})")
            if self.log and self.low <= 0:
                raise mistake("with 'log', low must be above 0")
        return self


class Seeds(Record):
    """Seeds, the same at every point."""

    number: Annotated[int, whole_number(1, MOST_SEEDS)] = Field(20, description="How many; 20 if absent.")
    first: Seed = Field(1, description="The first; the next has the next number. 1 if absent.")


class Draws(Record):
    """Sets of parameters drawn from their ranges, the same at every point, beside the central set."""

    number: Annotated[int, whole_number(1, 10_000)] = Field(description="How many sets.")
    seed: Seed = Field(1, description="Seed of the draw; 1 if absent.")


class Stop(Record):
    """When a point has enough runs."""

    outcome: str = Field(description="The outcome that must be known well enough, in the last year.")
    half_width: Annotated[Number, Field(gt=0)] = Field(
        description="Half the 80 % interval of its mean (of the difference, where there is a baseline)."
    )
    at_least: Annotated[int, whole_number(2, MOST_SEEDS)] = Field(
        10, description="Seeds before the first look; 10 if absent."
    )
    every: Annotated[int, whole_number(1, MOST_SEEDS)] = Field(
        5, description="Seeds between looks; 5 if absent."
    )


class Budget(Record):
    """Where to stop although the design is not finished."""

    runs: Annotated[int, whole_number(1, 10**9)] | None = Field(None, description="Most runs in the folder.")
    hours: Annotated[Number, Field(gt=0)] | None = Field(None, description="Most hours in one session.")


def _kind_alone(value: Any) -> Any:
    return {"kind": value} if isinstance(value, str) else value


def _number_alone(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return {"number": value}
    if value is None or isinstance(value, BaseModel | dict):
        return value
    raise PydanticCustomError("expected", "a whole number, or a block of fields (number, seed or first)")


Names = Annotated[tuple[str, ...], BeforeValidator(_several)]


class StudyFile(Record):
    """A study of culture-sim: what is varied, over which runs, and which outcomes are looked at."""

    schema_version: Literal[1] = Field(1, description="Version of this format.")
    name: Text = Field(max_length=100, description="Name of the study, as a reader sees it.")
    asks: Text = Field("", max_length=2000, description="The question that it answers.")
    scenarios: Annotated[Names, Field(min_length=1)] = Field(
        description="The plans that every point is tried on: gallery names or files."
    )
    baseline: str = Field(
        "blame_culture",
        description="What every run is paired with under the same random numbers; 'none' for nothing.",
    )
    organisation: str = Field(
        "acute_trust", description="A setting, a gallery organisation or a file; acute_trust if absent."
    )
    staff: Annotated[int, whole_number(1, 1_000_000)] | None = Field(None, description="Number of posts.")
    core: bool = Field(
        False, description="The model as specified, without what was mended since, not calibrated."
    )
    parameters: dict[str, Number] = Field(
        default_factory=dict, description="Parameters with another value in the whole study."
    )
    centring: Literal["once", "each", "none"] = Field(
        "once",
        description="once: intercepts are calibrated so that the baseline stands at the organisation's observed "
        "levels, before anything is varied; each: calibrated again for every set of parameters, so that the "
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
        Seeds(), description="Seeds, the same at every point; 20 if absent."
    )
    years: Annotated[int, whole_number(1, MOST_YEARS)] = Field(
        5, description="Years of programme; 5 if absent."
    )
    outcomes: Names = Field((), description="What is looked at; all are stored. All if absent.")
    weekly: Names = Field((), description="Columns of the weekly tally to store as well.")
    stop: Stop | None = Field(None, description="When a point has enough runs.")
    budget: Budget = Field(Budget(), description="Where to stop although the design is not finished.")

    _written: LocatedMapping = PrivateAttr(default_factory=LocatedMapping)
    _source: Path | None = PrivateAttr(default=None)

    @property
    def source(self) -> Path | None:
        """The file that it was read from."""
        return self._source

    @property
    def folder(self) -> Path | None:
        """Where names of files are looked for first."""
        return self._source.parent if self._source else None

    def place(self, *path: str | int) -> SourceLocation:
        """Where something was written."""
        found = location_of(self._written, path)
        return found if found.file else SourceLocation(str(self._source) if self._source else None, None)
