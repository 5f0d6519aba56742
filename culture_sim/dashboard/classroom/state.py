"""Where a class stands: what a link restores, read with care, because a link can be changed by anyone."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from culture_sim.dashboard.page_state import PageState
from culture_sim.dashboard.session import Session
from culture_sim.stories import STEPS
from culture_sim.stories.lesson_runs import BASELINE, PLANS
from culture_sim.stories.two_worlds import STORY_SEED, STORY_WEEKS

_PREFIX = "classroom."
MOST_LUCK = 9999
MOST_HANDS = 999
NO_POST = -1
LOOKED_AT = tuple(name for name in PLANS if name != BASELINE)


@dataclass(frozen=True, slots=True)
class ClassState:
    """What the class has done and what it looks at.

    Attributes:
        step: number of the step, from 1.
        predicted: number of the option that was predicted in each step, -1 for none.
        revealed: 1 for each step that was revealed.
        plan: what is done in the second hospital, in the part to look around in.
        luck: seed of the two hospitals.
        week: week that the maps show.
        team: row of the team that is looked at.
        post: post of the person who is followed; -1 for whoever the bad week befell.
        looking: the two hospitals below the lesson are open.
        leading: facilitator mode.
        hidden: levers are hidden.
        frozen: predictions and levers stay as they are until the reveal.
        hands: hands that were raised for each option of each step, three numbers a step.
        start: step, plan, luck and week that the trainer set as the start; empty for none.
    """

    step: int = 1
    predicted: tuple[int, ...] = (-1,) * len(STEPS)
    revealed: tuple[int, ...] = (0,) * len(STEPS)
    plan: str = "embedded"
    luck: int = STORY_SEED
    week: int = 156
    team: int = -1
    post: int = NO_POST
    looking: bool = False
    leading: bool = False
    hidden: bool = False
    frozen: bool = False
    hands: tuple[int, ...] = (0,) * (3 * len(STEPS))
    start: tuple[Any, ...] = ()

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

    def hands_here(self) -> tuple[int, ...]:
        """Hands for the options of this step."""
        return self.hands[3 * self.here : 3 * self.here + 3]

    def predict(self, option: int) -> ClassState:
        """The same with a prediction for this step."""
        return replace(self, predicted=_put(self.predicted, self.here, option))

    def reveal(self) -> ClassState:
        """The same with this step revealed; what was frozen until then moves again."""
        return replace(self, revealed=_put(self.revealed, self.here, 1), frozen=False)

    def raise_hands(self, option: int, number: int) -> ClassState:
        """The same with hands counted for an option of this step."""
        number = min(max(number, 0), MOST_HANDS)
        return replace(self, hands=_put(self.hands, 3 * self.here + option, number))

    def as_start(self) -> ClassState:
        """The same with this step, hospital, luck and week as the start of the lesson."""
        return replace(self, start=(self.step, self.plan, self.luck, self.week))

    def from_start(self) -> ClassState:
        """A fresh class at the start that was set, or at the very beginning."""
        fresh = ClassState(leading=self.leading, hidden=self.hidden, start=self.start)
        if len(self.start) == 4:
            step, plan, luck, week = self.start
            fresh = replace(fresh, step=step, plan=plan, luck=luck, week=week)
        return checked(fresh)

    def for_the_class(self) -> ClassState:
        """The start as a class sees it: without the trainer's bar, levers hidden as the trainer has them."""
        return replace(self.from_start(), leading=False, start=())


def read(desk: PageState) -> ClassState:
    """The state that a desk holds; whatever cannot be is as on a fresh page."""
    said: dict[str, Any] = {}
    for field in fields(ClassState):
        value = desk.get(_PREFIX + field.name)
        if value is not None:
            said[field.name] = tuple(value) if isinstance(value, list | tuple) else value
    return checked(replace(ClassState(), **said))


def checked(state: ClassState) -> ClassState:
    """The same with everything that cannot be put right."""
    fresh = ClassState()
    steps = len(STEPS)
    return ClassState(
        step=_whole(state.step, 1, steps, fresh.step),
        predicted=_wholes(state.predicted, steps, -1, 2, fresh.predicted),
        revealed=_wholes(state.revealed, steps, 0, 1, fresh.revealed),
        plan=state.plan if state.plan in LOOKED_AT else fresh.plan,
        luck=_whole(state.luck, 0, MOST_LUCK, fresh.luck),
        week=_whole(state.week, 0, STORY_WEEKS, fresh.week),
        team=_whole(state.team, -1, 10_000, fresh.team),
        post=_whole(state.post, -1, 1_000_000, fresh.post),
        looking=state.looking is True,
        leading=state.leading is True,
        hidden=state.hidden is True,
        frozen=state.frozen is True,
        hands=_wholes(state.hands, 3 * steps, 0, MOST_HANDS, fresh.hands),
        start=_start(state.start),
    )


def _start(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) and len(value) == 4 else ()


def keep(visitor: Session, state: ClassState, control: str = "") -> None:
    """Put a class's state on the visitor's desk."""
    visitor.change(with_state(visitor.desk.value, state), f"classroom.{control}" if control else "")


def with_state(desk: PageState, state: ClassState) -> PageState:
    """A desk on which a class's state stands."""
    before = read(desk)
    for field in fields(ClassState):
        value = getattr(state, field.name)
        if value != getattr(before, field.name):
            desk = desk.put(_PREFIX + field.name, list(value) if isinstance(value, tuple) else value)
    return desk


def _put(values: tuple[int, ...], place: int, value: int) -> tuple[int, ...]:
    return (*values[:place], value, *values[place + 1 :])


def _whole(value: Any, low: int, high: int, instead: int) -> int:
    fits = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
    return int(value) if fits else instead


def _wholes(values: Any, length: int, low: int, high: int, instead: tuple[int, ...]) -> tuple[int, ...]:
    if not isinstance(values, tuple) or len(values) != length:
        return instead
    return tuple(_whole(value, low, high, old) for value, old in zip(values, instead, strict=True))
