"""Where a class stands in the lesson: the classroom's part of what a link restores."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass

from culture_sim.settings import Setting, load_setting, setting_names
from culture_sim.stories import LESSON_STEPS, Lesson, lesson_of
from culture_sim.stories.two_worlds import STORY_SEED, STORY_WEEKS

MOST_SEED = 9999
MOST_HANDS = 999
NO_POST = -1


def first_and_second(setting: Setting) -> tuple[str, str]:
    """What the two organisations that a lesson compares are called."""
    word = setting.words["organisation"]
    return f"First {word}", f"Second {word}"


def _lessons() -> list[Lesson]:
    found = (lesson_of(load_setting(name)) for name in setting_names())
    return [each for each in found if each is not None]


def _known_plan(name: str) -> str:
    if all(name not in each.plans for each in _lessons()):
        raise ValueError("There is no such plan in a lesson.")
    return name


StepNumber = Annotated[int, Field(ge=1, le=LESSON_STEPS)]
PlanName = Annotated[str, Field(max_length=80), AfterValidator(_known_plan)]
Seed = Annotated[int, Field(ge=0, le=MOST_SEED)]
Week = Annotated[int, Field(ge=0, le=STORY_WEEKS)]


@dataclass(frozen=True, config=ConfigDict(extra="forbid", strict=True))
class ClassState:
    """What the class has done and what it looks at.

    Attributes:
        step: number of the step, from 1.
        predicted: number of the option that was predicted in each step, -1 for none.
        revealed: 1 for each step that was revealed.
        plan: what is done in the second organisation, in the part to look around in.
        seed: random seed of both organisations.
        week: week that the maps show.
        team: row of the team that is looked at.
        post: post of the person who is followed; -1 for whoever the first step tells of.
        looking: the two organisations below the lesson are open.
        leading: facilitator mode.
        hidden: levers are hidden.
        frozen: predictions and levers stay as they are until the reveal.
        hands: hands that were raised for each option of each step, three numbers a step.
        start: step, plan, seed and week that the trainer set as the start.
    """

    step: StepNumber = 1
    predicted: Annotated[
        tuple[Annotated[int, Field(ge=-1, le=2)], ...],
        Field(min_length=LESSON_STEPS, max_length=LESSON_STEPS),
    ] = (-1,) * LESSON_STEPS
    revealed: Annotated[
        tuple[Annotated[int, Field(ge=0, le=1)], ...], Field(min_length=LESSON_STEPS, max_length=LESSON_STEPS)
    ] = (0,) * LESSON_STEPS
    plan: PlanName = "embedded"
    seed: Seed = STORY_SEED
    week: Week = 156
    team: Annotated[int, Field(ge=-1, le=10_000)] = -1
    post: Annotated[int, Field(ge=-1, le=1_000_000)] = NO_POST
    looking: bool = False
    leading: bool = False
    hidden: bool = False
    frozen: bool = False
    hands: Annotated[
        tuple[Annotated[int, Field(ge=0, le=MOST_HANDS)], ...],
        Field(min_length=3 * LESSON_STEPS, max_length=3 * LESSON_STEPS),
    ] = (0,) * (3 * LESSON_STEPS)
    start: tuple[StepNumber, PlanName, Seed, Week] | None = None

    def plan_of(self, lesson: Lesson) -> str:
        """What is done in the second organisation; the last plan of a lesson that has not the one chosen."""
        return self.plan if self.plan in lesson.plans else lesson.plans[-1]

    @property
    def here(self) -> int:
        """Place of the step, from 0."""
        return self.step - 1

    @property
    def prediction(self) -> int:
        """What was predicted in this step."""
        return self.predicted[self.here]

    @property
    def is_revealed(self) -> bool:
        """Whether this step has been revealed."""
        return bool(self.revealed[self.here])

    def votes(self) -> tuple[int, ...]:
        """Hands for the options of this step."""
        return self.hands[3 * self.here : 3 * self.here + 3]

    def predict(self, option: int) -> ClassState:
        """The same with a prediction for this step."""
        return replace(self, predicted=_put(self.predicted, self.here, option))

    def reveal(self) -> ClassState:
        """The same with this step revealed; what was frozen until then moves again."""
        return replace(self, revealed=_put(self.revealed, self.here, 1), frozen=False)

    def with_votes(self, option: int, number: int) -> ClassState:
        """The same with hands counted for an option of this step."""
        number = min(max(number, 0), MOST_HANDS)
        return replace(self, hands=_put(self.hands, 3 * self.here + option, number))

    def as_start(self) -> ClassState:
        """The same with this step, plan, seed and week as the start of the lesson."""
        return replace(self, start=(self.step, self.plan, self.seed, self.week))

    def from_start(self) -> ClassState:
        """A fresh class at the start that was set, or at the very beginning."""
        fresh = ClassState(leading=self.leading, hidden=self.hidden, start=self.start)
        if self.start is not None:
            step, plan, seed, week = self.start
            fresh = replace(fresh, step=step, plan=plan, seed=seed, week=week)
        return fresh

    def for_the_class(self) -> ClassState:
        """The start as a class sees it: without the trainer's bar, levers hidden as the trainer has them."""
        return replace(self.from_start(), leading=False, start=None)


def _put(values: tuple[int, ...], place: int, value: int) -> tuple[int, ...]:
    return (*values[:place], value, *values[place + 1 :])
