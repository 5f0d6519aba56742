"""The content of a scenario file, typed and frozen."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, Self

from pydantic import Field, create_model, model_validator

from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.inputs.names import Text
from culture_sim.inputs.records import MisplacedError, Record
from culture_sim.scenario.declarations import LeverSet, lever_set
from culture_sim.scenario.levers import Levers, Strength, levers_model
from culture_sim.scenario.rollout import AnyRollout, Everywhere
from culture_sim.scenario.times import NEVER, EndWeek, Week

_EVENTS = "What happens to the organisation in given weeks, beside the plan: leaders leave."
_LEVERS = "What is done. A lever that is not named is not used."


class Manner(Record):
    """How the plan is carried out: each from 0 to 1, and 1 (good faith) where nothing is said."""

    voluntary: Strength = Field(
        1.0, description="Whether people choose to come and to speak; below 0.5 they are made to."
    )
    accountability: Strength = Field(
        1.0, description="Share of reckless acts that are still dealt with as such; 0 excuses them all."
    )
    follow_through: Strength = Field(1.0, description="Share of what was promised that is done.")
    course_quality: Strength = Field(1.0, description="1 is practice and experience, 0.4 is slides.")
    targeting: Strength = Field(
        1.0, description="How teams are chosen where not all are reached: 1 by listening, 0 by lot."
    )
    cover: Strength = Field(
        1.0, description="Share of teams that leadership work, conversations and circles reach."
    )

    @property
    def is_forced(self) -> bool:
        """Whether people are made to come and to speak."""
        return self.voluntary < 0.5

    @property
    def in_good_faith(self) -> bool:
        """Whether nobody is forced, nobody reckless excused, what is promised is done, and courses are real."""
        return min(self.voluntary, self.accountability, self.follow_through, self.course_quality) == 1


class DatedEvent(Record):
    """Something that happens in a given week, whatever the plan."""

    what: str = Field(description="What happens.")
    at: Week = Field(description="When, from the start of the programme.")
    share: Strength = Field(
        1.0, description="Share of those meant who leave, each by chance; 1 if absent: all."
    )


class ScenarioFile(Record):
    """A scenario of culture-sim: what leaders do about culture, and when."""

    schema_version: Literal[1] = Field(1, description="Version of this format.")
    name: Text = Field("", max_length=100, description="Name of the scenario, as a reader sees it.")
    shows: Text = Field("", max_length=1000, description="Two sentences on what it shows.")
    extends: str | None = Field(
        None, description="Another scenario (gallery name or file) that this one changes."
    )
    setting: str = Field(
        DEFAULT_SETTING,
        pattern=r"^[a-z][a-z0-9_]*$",
        description="Kind of organisation; nhs_trust if absent.",
    )
    levers: Levers = Field(description=_LEVERS)
    manner: Manner = Field(Manner(), description="How the plan is carried out.")
    rollout: AnyRollout = Field(Everywhere(), description="Which teams start when.")
    events: tuple[DatedEvent, ...] = Field((), description=_EVENTS)
    ends: EndWeek | None = Field(None, description="When every lever ends that does not say otherwise.")

    @model_validator(mode="after")
    def _fading_needs_an_end(self) -> Self:
        for info in self.levers.declared.levers:
            lever = self.levers.at(info.path)
            if lever.fade is not None and lever.until is None and self.ends in {None, NEVER}:
                message = f"{info.path}.fade: a fade needs an end ('until' or 'ends')."
                raise MisplacedError(message, "levers", *info.path.split("."), "fade")
        return self


def scenario_model(setting: str = DEFAULT_SETTING) -> type[ScenarioFile]:
    """The form of a setting's scenario files."""
    return _scenario_model(lever_set(setting))


@cache
def _scenario_model(declared: LeverSet) -> type[ScenarioFile]:
    levers = levers_model(declared)
    names: Any = Literal[tuple(declared.events)]
    titles = " ".join(f"{name}: {each.title}." for name, each in declared.events.items())
    event: Any = create_model(
        "DatedEvent",
        __base__=DatedEvent,
        __doc__=DatedEvent.__doc__,
        what=(names, Field(description=titles)),
    )
    return create_model(
        "ScenarioFile",
        __base__=ScenarioFile,
        __doc__=ScenarioFile.__doc__,
        levers=(levers, Field(levers(), description=_LEVERS)),
        events=(tuple[event, ...], Field((), description=_EVENTS)),
    )
