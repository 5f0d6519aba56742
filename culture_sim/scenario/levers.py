"""What leaders can choose, as typed and frozen records. What each does is told in `lever_table`."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from numbers import Real
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from culture_sim.inputs.records import Record
from culture_sim.scenario.lever_table import LEVERS
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
TimesAYear = Annotated[float, BeforeValidator(between(0, 12)), number_schema(0, 12)]
FacilitatorShare = Annotated[float, BeforeValidator(between(0, 0.05)), number_schema(0, 0.05)]


def _real(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, Real):
        return None
    try:
        return float(value)
    except OverflowError:
        return None


class Step(Record):
    """From this week on, this strength."""

    week: Week
    strength: Strength


class ReachStep(Record):
    """From this week on, this reach."""

    week: Week
    reach: Strength


class ShareStep(Record):
    """From this week on, this share of staff."""

    week: Week
    share: Strength


class FacilitatorStep(Record):
    """From this week on, this share of staff."""

    week: Week
    share: FacilitatorShare


class YearlyStep(Record):
    """From this week on, this many a year."""

    week: Week
    a_year: TimesAYear


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


class Lever(Timed):
    """A lever with a strength from 0 to 1."""

    strength: Strength | None = Field(None, description="0 is absent, 1 is as much as can be done.")
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=500)] | None = Field(
        None, description="Instead of strength, from and ramp: a strength from each given week on."
    )


def _nothing_is_no_group(value: Any) -> Any:
    """An empty `by_group` forgets the groups of the scenario that is extended."""
    return {} if value is None else value


class StaffEngagement(Lever):
    """Engagement of staff, with another strength for some staff groups."""

    by_group: Annotated[dict[str, Strength], BeforeValidator(_nothing_is_no_group)] = Field(
        default_factory=dict,
        description="Strength for a staff group that is engaged more or less than others.",
    )

    @model_validator(mode="after")
    def _groups_have_one_timeline(self) -> Self:
        if self.by_group and self.steps:
            raise PydanticCustomError("said", "'by_group' goes with a strength, not with steps")
        return self

    @property
    def is_used(self) -> bool:
        """Whether anyone is ever engaged."""
        return super().is_used or any(strength > 0 for strength in self.by_group.values())


class Introduction(Timed):
    """The half-day introduction for all staff."""

    measure: ClassVar[str] = "reach"
    reach: Strength | None = Field(
        None,
        description="Share of staff who are offered a place; engagement decides how many of them come.",
    )
    steps: Annotated[tuple[ReachStep, ...], Field(min_length=1, max_length=500)] | None = Field(
        None, description="Instead of reach, from and ramp: a reach from each given week on."
    )


class Champions(Timed):
    """Champions with three days of training, who coach their colleagues."""

    measure: ClassVar[str] = "share"
    share: Strength | None = Field(None, description="Share of staff who are champions.")
    placement: Literal["spread", "clustered", "central"] = Field(
        "spread",
        description="spread (usual): over all teams; clustered: some teams; central: the best connected.",
    )
    steps: Annotated[tuple[ShareStep, ...], Field(min_length=1, max_length=500)] | None = Field(
        None, description="Instead of share, from and ramp: a share from each given week on."
    )


class Refreshers(Timed):
    """Training again."""

    measure: ClassVar[str] = "a_year"
    a_year: TimesAYear | None = Field(
        None, description="Refresher sessions for each member of staff in a year."
    )
    steps: Annotated[tuple[YearlyStep, ...], Field(min_length=1, max_length=500)] | None = Field(
        None, description="Instead of a_year, from and ramp: a number a year from each given week on."
    )


class PeerFacilitators(Timed):
    """Colleagues trained to help others talk before a conflict hardens."""

    measure: ClassVar[str] = "share"
    share: FacilitatorShare | None = Field(None, description="Share of staff who are peer facilitators.")
    steps: Annotated[tuple[FacilitatorStep, ...], Field(min_length=1, max_length=500)] | None = Field(
        None, description="Instead of share, from and ramp: a share from each given week on."
    )


_NONE = Lever(strength=0)


class Training(Record):
    """Training of staff."""

    introduction: Introduction = Introduction(reach=0)
    champions: Champions = Champions(share=0)
    refreshers: Refreshers = Refreshers(a_year=0)
    backfill: Lever = _NONE


class PolicyIntegration(Record):
    """Restorative principles written into three policies."""

    hr: Lever = _NONE
    complaints: Lever = _NONE
    patient_safety: Lever = _NONE


class Levers(Record):
    """Everything that leaders can do about culture. A lever that is not named is not used."""

    leadership_modelling: Lever = _NONE
    staff_engagement: StaffEngagement = StaffEngagement(strength=0)
    shared_language: Lever = _NONE
    training: Training = Training()
    everyday_conversations: Lever = _NONE
    formal_processes: Lever = _NONE
    relationship_time: Lever = _NONE
    restorative_supervision: Lever = _NONE
    power_sharing: Lever = _NONE
    multi_agency_alignment: Lever = _NONE
    measurement_and_feedback: Lever = _NONE
    policy_integration: PolicyIntegration = PolicyIntegration()
    succession: Lever = _NONE
    induction: Lever = _NONE
    peer_facilitators: PeerFacilitators = PeerFacilitators(share=0)
    co_production: Lever = _NONE

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
        return [info.path for info in LEVERS if self.at(info.path).is_used]
