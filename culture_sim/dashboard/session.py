"""One visitor: a desk with undo, and a worker that answers what stands on it; nothing is shared."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any, NamedTuple

import solara

from culture_sim.dashboard.page_state import MOST_LINK, PageState, PlanChoice, from_link, to_link
from culture_sim.dashboard.uploads import gallery_plan, organisation_of, scenario_of, title_of
from culture_sim.ensemble.comparison import Comparison
from culture_sim.ensemble.executor import (
    DRAWS,
    FIRST_LOOK,
    RIVAL,
    SIZES,
    Cancelled,
    ComparisonRequest,
    ComparisonService,
)
from culture_sim.errors import InputError

MOST_UNDO = 60
ONE_DRAG = 1.5
"""Seconds within which moves of one control are one step for undo."""

PAUSE = 0.15
"""Seconds after a first look before it is refined: longer than between two moves of a drag."""

SERVICE = ComparisonService()
"""The one that all visitors of a server share. It holds nothing of theirs, only runs."""

log = logging.getLogger(__name__)


class Session:
    """What one visitor sees and does.

    Attributes:
        desk: everything that is set; read `.value` in a component to be drawn anew when it changes.
        answer: the newest answer, None before the first. It may lag behind the desk.
        settled: the newest answer that is more than a first look: for what need not follow a drag.
        waiting: whether the answer shown belongs to an earlier desk.
        doing: what the worker does just now, "" when it rests.
        fault: what was wrong with the last question, "" if nothing.
        together: within it, several changes are drawn at once.
        in_boardroom: whether every change of the desk is to be answered at once.
        message: what a link that could not be opened said, "" if nothing.
    """

    def __init__(self, link: str = "", engine: ComparisonService = SERVICE) -> None:
        self.engine = engine
        self.message = ""
        self.together: AbstractContextManager[Any] = nullcontext()
        self.in_boardroom = False
        start = PageState()
        try:
            start = from_link(link)
            question_of(start)
        except InputError as problem:
            self.message, start = str(problem), PageState()
        self.desk: solara.Reactive[PageState] = solara.Reactive(start)
        self.answer: solara.Reactive[Comparison | None] = solara.Reactive(None)
        self.settled: solara.Reactive[Comparison | None] = solara.Reactive(None)
        self.waiting: solara.Reactive[bool] = solara.Reactive(True)
        self.doing: solara.Reactive[str] = solara.Reactive("")
        self.fault: solara.Reactive[str] = solara.Reactive("")
        self._past: list[PageState] = []
        self._last_control, self._last_time = "", 0.0
        self._wanted: ComparisonRequest | None = None
        self._changed = threading.Condition()
        self._closed = False
        self._thread: threading.Thread | None = None

    # The desk --------------------------------------------------------------------------------------

    def change(self, desk: PageState, control: str = "") -> None:
        """Put another desk down; moves of the same control in quick succession are one step for undo."""
        before = self.desk.value
        if desk == before:
            return
        now = time.monotonic()
        if not (control and control == self._last_control and now - self._last_time < ONE_DRAG):
            self._past = [*self._past, before][-MOST_UNDO:]
        self._last_control, self._last_time = control, now
        self._put(desk)

    def _put(self, desk: PageState) -> None:
        with self.together:
            self.desk.value = desk
            if self.in_boardroom:
                self.ask(question_of(desk))  # before the page is drawn anew: it need not wait for that

    def choose(self, control: str = "", **changes: Any) -> None:
        """Change the plan on the desk."""
        self.change(self.desk.value.with_choice(**changes), control)

    def set_lever(self, path: str, value: Any) -> None:
        """Set one thing in the plan, named as `Scenario.with_changes` names it.

        Raises:
            InputError: it cannot be; nothing changes then.
        """
        desk = self.desk.value
        choice = desk.choice.changed(path, value)
        scenario_of(choice)
        self.change(replace(desk, choice=choice), path)

    def save_plan(self, title: str) -> None:
        """Keep the plan for comparison under a title."""
        desk = self.desk.value
        kept = tuple(each for each in desk.saved if each.title != title)
        self.change(replace(desk, saved=(*kept, replace(desk.choice, title=title))))

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._past)

    def undo(self) -> None:
        """Back to what was before the last change."""
        if self._past:
            self._last_control = ""
            self._put(self._past.pop())

    def reset(self) -> None:
        """Everything as on a fresh page; can be undone."""
        self.change(PageState())

    def link(self) -> tuple[str, bool]:
        """The desk as text for an address, and whether it is short enough for one."""
        text = to_link(self.desk.value)
        return text, len(text) <= MOST_LINK

    # The worker ------------------------------------------------------------------------------------

    def ask(self, question: ComparisonRequest) -> None:
        """Want the answer to this; whatever was being lived for an earlier question is given up."""
        with self._changed:
            if self._closed or (self._wanted is not None and self._wanted.key == question.key):
                return
            self._wanted = question
            self._changed.notify()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="culture-sim visitor", daemon=True)
                self._thread.start()
        self.waiting.value = True

    def again(self) -> None:
        """Comparison the present question once more."""
        with self._changed:
            question, self._wanted = self._wanted, None
        self.fault.value = ""
        if question is not None:
            self.ask(replace(question))  # another object: the worker has done with this one

    def close(self) -> None:
        """The visitor has left: the worker ends."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    def _work(self) -> None:
        done: ComparisonRequest | None = None
        while True:
            with self._changed:
                while not self._closed and (self._wanted is None or self._wanted is done):
                    self._changed.wait()
                if self._closed:
                    return
                question = self._wanted
            done = question
            if question is not None:
                self._answer(question)

    def _answer(self, question: ComparisonRequest) -> None:
        def is_wanted() -> bool:
            return not self._closed and self._wanted is question

        def tell(what: str) -> None:
            if is_wanted():
                self.doing.value = what

        try:
            for answer in self.engine.compare(question, SIZES, is_wanted, tell, DRAWS):
                if not is_wanted():
                    return
                self._publish(answer, question)
                if answer.runs == FIRST_LOOK:
                    self._rest(question)
            tell("")
        except Cancelled:
            return
        except InputError as problem:
            self._fail(question, str(problem))
        except Exception:
            log.exception("An answer could not be worked out")
            self._fail(question, "Something went wrong that is not your doing. Your plan is safe.")

    def _rest(self, question: ComparisonRequest) -> None:
        """Between the first look and the rest: a drag goes on at once, and finds the workers free."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._wanted is not question, PAUSE)

    def _publish(self, answer: Comparison, question: ComparisonRequest) -> None:
        with self.together:
            self.fault.value = ""
            self.answer.value = answer
            if answer.runs > FIRST_LOOK or answer.is_complete:
                self.settled.value = answer
            self.waiting.value = self._wanted is not question

    def _fail(self, question: ComparisonRequest, message: str) -> None:
        if self._wanted is question:
            self.doing.value = ""
            self.fault.value = message


class Rival(NamedTuple):
    """What a plan can be held against: as an option, in a sentence, and at the end of a line."""

    option: str
    words: str
    short: str


RIVALS = {
    "training": Rival("Training alone", "training alone", "Training"),
    "equal": Rival("Training alone, for the same money", "training alone for the same money", "Training"),
    "bolted_on": Rival("The same plan, not embedded", "the same plan not embedded", "Not embedded"),
    "none": Rival("Leaving things as they are", "no change", "No change"),
}
"""What the plan can be held against at the top of the page. Training alone costs about what one plan of the gallery
does, and not what the others do: so only the second promises the same money."""


def rival_of(desk: PageState) -> str:
    """What the plan on the desk is held against: a name of `RIVALS`."""
    said = desk.get("boardroom.rival", "training")
    return said if said in RIVALS else "training"


def question_of(desk: PageState, others: tuple[tuple[str, PlanChoice], ...] = ()) -> ComparisonRequest:
    """What the boardroom asks: baseline, the plan on the desk, and what it is compared with.

    Raises:
        InputError: the plan cannot be.
    """
    plan, rival = scenario_of(desk.choice), rival_of(desk)
    plans = [("baseline", gallery_plan("blame_culture")), ("plan", plan)]
    if rival == "training":
        plans.append((RIVAL, gallery_plan("training_only")))
    elif rival == "bolted_on":
        plans.append((RIVAL, scenario_of(replace(desk.choice, embedded=False))))
    if plans[-1][0] == RIVAL and plans[-1][1].hash == plan.hash:
        plans.pop()
    plans += [(name, scenario_of(choice)) for name, choice in others]
    return ComparisonRequest(
        organisation_of(desk.place),
        tuple(plans),
        desk.parameters,
        desk.seed,
        equal_spend=rival == "equal" and not plan.does_nothing,
        title=title_of(desk.choice),
        against=RIVALS[rival].words,
        short=RIVALS[rival].short,
    )


_CONTEXT: Any = solara.create_context(None)


def provide(visitor: Session) -> None:
    """Make the visitor known to all components below."""
    _CONTEXT.provide(visitor)


def use_session() -> Session:
    """The visitor whose page this is."""
    visitor = solara.use_context(_CONTEXT)
    assert isinstance(visitor, Session), "used outside the shell"  # noqa: S101
    return visitor


Setter = Callable[[Any], None]
