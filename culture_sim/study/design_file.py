"""The designs that a study file may name: which combinations are tried."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from culture_sim.inputs.records import Record

MOST_POINTS = 200_000
"""A larger design takes minutes to lay out, and years to run."""


def mistake(message: str) -> PydanticCustomError:
    """A mistake in words of our own; the place comes before them."""
    return PydanticCustomError("said", message)


def _power_of_two(number: int, word: str) -> None:
    if number & (number - 1):
        below = 1 << (number.bit_length() - 1)
        raise mistake(f"'{word}' is {number}; it must be a power of two, such as {below} or {2 * below}")


def whole_number(least: int, most: int) -> BeforeValidator:
    """The check that something is a whole number within limits."""

    def check(value: Any) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        raise PydanticCustomError("expected", f"a whole number from {least:,} to {most:,}")

    return BeforeValidator(check)


Seed = Annotated[int, whole_number(0, 2**31 - 1)]


class Grid(Record):
    """Every combination of the factors' values."""

    kind: Literal["grid"] = Field("grid", description="Every combination of the factors' values.")


class ListOfPoints(Record):
    """The points one by one."""

    kind: Literal["list"] = Field(description="The points one by one.")
    points: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)] = Field(
        description="For each point, the value of every factor."
    )


class LatinHypercube(Record):
    """Points that share out every factor's range evenly."""

    kind: Literal["latin_hypercube"] = Field(description="Points that share out every range evenly.")
    points: Annotated[int, whole_number(1, MOST_POINTS)] = Field(description="Number of points.")
    seed: Seed = Field(1, description="Seed of the design; 1 if absent.")


class Sobol(Record):
    """A scrambled Sobol sequence: even at every length that is a power of two."""

    kind: Literal["sobol"] = Field(description="A scrambled Sobol sequence.")
    points: Annotated[int, whole_number(1, MOST_POINTS)] = Field(
        description="Number of points: a power of two."
    )
    seed: Seed = Field(1, description="Seed of the design; 1 if absent.")

    @model_validator(mode="after")
    def _power(self) -> Self:
        _power_of_two(self.points, "points")
        return self


class Morris(Record):
    """Trajectories that change one factor at a time: which factors matter at all."""

    kind: Literal["morris"] = Field(description="Trajectories that change one factor at a time.")
    trajectories: Annotated[int, whole_number(2, 100_000)] = Field(
        20, description="Trajectories; 20 if absent."
    )
    levels: Annotated[int, whole_number(2, 100)] = Field(
        4, description="Levels of each factor, even; 4 if absent."
    )
    seed: Seed = Field(1, description="Seed of the design; 1 if absent.")

    @model_validator(mode="after")
    def _even(self) -> Self:
        if self.levels % 2:
            raise mistake(f"'levels' must be even, not {self.levels}")
        return self


class Saltelli(Record):
    """Saltelli's extension of a Sobol sequence: how much of the variance each factor explains."""

    kind: Literal["saltelli"] = Field(description="The sample that Sobol indices need.")
    base: Annotated[int, whole_number(2, MOST_POINTS)] = Field(description="Base sample: a power of two.")
    second_order: bool = Field(False, description="Also for pairs of factors, at twice the points.")
    seed: Seed = Field(1, description="Seed of the design; 1 if absent.")

    @model_validator(mode="after")
    def _power(self) -> Self:
        _power_of_two(self.base, "base")
        return self


AnyDesign = Annotated[
    Grid | ListOfPoints | LatinHypercube | Sobol | Morris | Saltelli, Field(discriminator="kind")
]
DESIGN_KINDS = ("grid", "list", "latin_hypercube", "sobol", "morris", "saltelli")
