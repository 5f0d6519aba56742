"""What leaders choose, as typed and frozen records made from the declarations of levers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from itertools import pairwise
from numbers import Real
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, Field, create_model, model_validator
from pydantic_core import PydanticCustomError

from culture_sim.inputs.names import Name
from culture_sim.inputs.records import Record
from culture_sim.scenario.declarations import LeverInfo, LeverSet
from culture_sim.scenario.times import NEVER, EndWeek, Week, Weeks, WrittenAs


def between(low: float, high: float) -> Callable[[Any], float]:
    """A validator that takes real numbers in a range, and no text or truth values that look like one."""

    def check(value: Any) -> float:
        number = _real(value)
        if number is not None and low <= number <= high:
            return number
        raise PydanticCustomError("expected", f"a number from {low:g} to {high:g}")

    return check


def number_schema(low: float, high: float) -> WrittenAs:
    """The same range as JSON Schema."""
    return WrittenAs({"type": "number", "minimum": low, "maximum": high})


Strength = Annotated[float, BeforeValidator(between(0, 1)), number_schema(0, 1)]


def _real(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, Real):
        return None
    try:
        return float(value)
    except OverflowError:
        return None


class Timed(Record):
    """A lever in time: a ramp from 0 at `from` to full at `from + ramp`, until an end; or steps.

    `until` is None where the lever ends with the scenario (its `ends`), and NEVER where it outlives it.
    """

    measure: ClassVar[str] = "strength"
    """The word for the lever's amount."""

    start: Week = Field(0, alias="from", description="When the lever starts; week 0 if absent.")
    ramp: Weeks = Field(1, description="How long it takes to grow to full strength; a week if absent.")
    until: EndWeek | None = Field(
        None, description="When the lever ends; 'never' if it outlives the scenario's end."
    )
    fade: Weeks | None = Field(
        None, description="How long it takes to fade away after its end; at once if absent."
    )

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """The amount by its own word, and steps: fields that the declaration of a lever brings."""

    @property
    def amount(self) -> float:
        """Full amount of the ramp; 0 where steps say it."""
        value = getattr(self, self.measure)
        return 0.0 if value is None else float(value)

    @property
    def amount_steps(self) -> tuple[tuple[int, float], ...]:
        """(week, amount) of each step."""
        steps = getattr(self, "steps", None) or ()
        return tuple((step.week, float(getattr(step, self.measure))) for step in steps)

    @property
    def is_used(self) -> bool:
        """Whether the lever is ever above zero."""
        return self.amount > 0 or any(amount > 0 for _, amount in self.amount_steps)

    def end(self, scenario_ends: int | None) -> int | None:
        """Week from which the lever is gone, given the end of the scenario; None if it stays."""
        if self.until is None:
            return scenario_ends
        return None if self.until == NEVER else self.until

    @model_validator(mode="after")
    def _whole(self) -> Self:
        steps = self.amount_steps
        given = self.model_fields_set
        if steps and (getattr(self, self.measure) is not None or {"start", "ramp"} & given):
            raise PydanticCustomError(
                "said",
                f"'steps' say when and how much, so leave out {self.measure}, from and ramp",
            )
        if not steps and getattr(self, self.measure) is None:
            raise PydanticCustomError("said", f"'{self.measure}' is missing")
        weeks = [week for week, _ in steps]
        if any(later <= earlier for earlier, later in pairwise(weeks)):
            raise PydanticCustomError("said", "the weeks of the steps must rise from one to the next")
        first = weeks[0] if weeks else self.start
        if self.until is not None and self.until != NEVER and self.until <= first:
            raise PydanticCustomError(
                "said",
                f"the end (week {self.until}) must come after the start (week {first})",
            )
        return self


def _nothing_is_no_group(value: Any) -> Any:
    """An empty `by_group` forgets the groups of the scenario that is extended."""
    return {} if value is None else value


class ByGroup(Timed):
    """A lever with another amount for some staff groups."""

    by_group: Annotated[dict[Name, Strength], BeforeValidator(_nothing_is_no_group)] = Field(
        default_factory=dict,
        description="Strength for a staff group that is engaged more or less than others.",
    )

    @model_validator(mode="after")
    def _groups_have_one_timeline(self) -> Self:
        if self.by_group and self.amount_steps:
            raise PydanticCustomError("said", "'by_group' goes with a strength, not with steps")
        return self

    @property
    def is_used(self) -> bool:
        """Whether anyone is ever engaged."""
        return super().is_used or any(strength > 0 for strength in self.by_group.values())


_KINDS: dict[str | None, type[Timed]] = {None: Timed, "by_group": ByGroup}


class Levers(Record):
    """Everything that leaders can do about culture. A lever that is not named is not used."""

    declared: ClassVar[LeverSet]

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """A lever, or a block of them: fields that the declarations bring."""

    def at(self, path: str) -> Timed:
        """The lever at a dotted path such as "training.introduction"."""
        found: Any = self
        for part in path.split("."):
            found = getattr(found, part)
        if not isinstance(found, Timed):
            raise KeyError(path)
        return found

    @property
    def used(self) -> list[str]:
        """Paths of the levers that are ever above zero."""
        return [info.path for info in self.declared.levers if self.at(info.path).is_used]


def model_name(info: LeverInfo) -> str:
    """Name of a lever's model in the schema; those with a plain strength share one."""
    return "Lever" if info.is_plain else camel_case(info.path.rpartition(".")[2])


def camel_case(name: str) -> str:
    """Name of a block's model in the schema."""
    return "".join(part.capitalize() for part in name.split("_"))


@cache
def levers_model(declared: LeverSet) -> Any:
    """The record of all levers of a setting."""
    blocks: dict[str, dict[str, Any]] = {}
    fields: dict[str, Any] = {}
    for info in declared.levers:
        block, _, name = info.path.rpartition(".")
        holder = blocks.setdefault(block, {}) if block else fields
        if block:
            fields.setdefault(block, None)  # a block stands where the first of its levers stands
        model = _lever_model(
            model_name(info), info.measure, info.high, "" if info.is_plain else info.unit, info.also
        )
        holder[name] = (model, model(**{info.measure: 0}))
    for block, inside in blocks.items():
        inner = _model(camel_case(block), Record, declared.blocks[block].sentence, inside)
        fields[block] = (inner, inner())
    made = _model("Levers", Levers, Levers.__doc__, fields)
    made.declared = declared
    return made


@cache
def _lever_model(name: str, measure: str, high: float, unit: str, also: str | None) -> Any:
    amount = Annotated[float, BeforeValidator(between(0, high)), number_schema(0, high)]
    plain = name == "Lever"
    step = _model(
        "Step" if plain else f"{name}Step",
        Record,
        f"From this week on, this {measure}.",
        {
            "week": (Week, ...),
            measure: (amount, ...),
        },
    )
    several = Annotated[tuple[step, ...], Field(min_length=1, max_length=500)]  # type: ignore[valid-type]
    about_amount = (
        "0 is absent, 1 is as much as can be done."
        if measure == "strength"
        else f"{unit[:1].upper()}{unit[1:]}."
    )
    about_steps = f"Instead of {measure}, from and ramp: a {measure} from each given week on."
    about = "A lever with a strength from 0 to 1." if plain else _KINDS[also].__doc__
    made = _model(
        name,
        _KINDS[also],
        about,
        {
            measure: (amount | None, Field(None, description=about_amount)),
            "steps": (several | None, Field(None, description=about_steps)),
        },
    )
    made.measure = measure
    return made


def _model(name: str, base: type[Record], about: str | None, fields: Mapping[str, Any]) -> Any:
    return create_model(name, __base__=base, __doc__=about, **fields)
