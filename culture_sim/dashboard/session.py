"""One visitor: a desk with undo, and a worker that answers what stands on it; nothing is shared."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from typing import Any

import solara

from culture_sim.dashboard.async_task import AsyncTask, Job
from culture_sim.dashboard.class_state import ClassState
from culture_sim.dashboard.fresh_page import HOME, fresh_page, page_settings
from culture_sim.dashboard.page_state import (
    BROKEN_LINK,
    PageState,
    PlanChoice,
    fits_a_link,
    from_link,
    to_link,
)
from culture_sim.dashboard.uploads import (
    BASELINE,
    baseline_of,
    gallery_plan,
    organisation_of,
    scenario_of,
    setting_of,
    title_of,
)
from culture_sim.ensemble.comparison import Comparison
from culture_sim.ensemble.executor import (
    DRAWS,
    FIRST_LOOK,
    RIVAL,
    SIZES,
    ComparisonRequest,
    ComparisonService,
)
from culture_sim.ensemble.intervals import Label
from culture_sim.errors import InputError
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.scenario.lookup import in_gallery

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
        state: everything that is set; read `.value` in a component to be drawn anew when it changes.
        answer: the newest answer, None before the first. It may lag behind the state.
        settled: the newest answer that is more than a first look: for what need not follow a drag.
        waiting: whether the answer shown belongs to an earlier state.
        task: simulates the comparison; `answer`, `doing` and `fault` are its own.
        in_boardroom: whether every change of the state is to be answered at once.
        message: what a link that could not be opened said, "" if nothing.
    """

    def __init__(self, link: str = "", engine: ComparisonService = SERVICE) -> None:
        self.engine = engine
        self.message = ""
        self.in_boardroom = False
        try:
            start = opened(link) if link else fresh_page(HOME.name)
        except InputError as problem:
            self.message, start = str(problem), fresh_page(HOME.name)
        self.state: solara.Reactive[PageState] = solara.Reactive(start)
        self.task: AsyncTask[Comparison] = AsyncTask(" Your plan is safe.")
        self.answer, self.doing, self.fault = self.task.value, self.task.doing, self.task.fault
        self.settled: solara.Reactive[Comparison | None] = solara.Reactive(None)
        self.waiting: solara.Reactive[bool] = solara.Reactive(True)
        self._past: list[PageState] = []
        self._last_control, self._last_time = "", 0.0
        self._wanted: ComparisonRequest | None = None

    # The desk --------------------------------------------------------------------------------------

    def change(self, state: PageState, control: str = "") -> None:
        """Put another desk down; moves of the same control in quick succession are one step for undo."""
        before = self.state.value
        if state == before:
            return
        now = time.monotonic()
        if not (control and control == self._last_control and now - self._last_time < ONE_DRAG):
            self._past = [*self._past, before][-MOST_UNDO:]
        self._last_control, self._last_time = control, now
        self._put(state)

    def _put(self, state: PageState) -> None:
        with self.task.together:
            self.state.value = state
            if self.in_boardroom:
                self.ask(question_of(state))  # before the page is drawn anew: it need not wait for that

    def choose(self, control: str = "", **changes: Any) -> None:
        """Change the plan on the desk."""
        self.change(self.state.value.with_choice(**changes), control)

    def set_lever(self, path: str, value: Any) -> None:
        """Set one thing in the plan, named as `Scenario.with_changes` names it.

        Raises:
            InputError: it cannot be; nothing changes then.
        """
        state = self.state.value
        choice = state.choice.changed(path, value)
        scenario_of(choice)
        self.change(replace(state, choice=choice), path)

    def change_classroom(self, state: ClassState, control: str = "") -> None:
        """Set where the class stands."""
        self.change(replace(self.state.value, classroom=state), f"classroom.{control}" if control else "")

    def set_classroom(self, control: str = "", **changes: Any) -> None:
        """Set some of where the class stands."""
        self.change_classroom(replace(self.state.value.classroom, **changes), control)

    def look_at(self, **laboratory: Any) -> None:
        """Set what is looked at in the laboratory."""
        state = self.state.value
        self.change(
            replace(state, laboratory=replace(state.laboratory, **laboratory)),
            f"laboratory.{','.join(laboratory)}",
        )

    def save_plan(self, title: str) -> None:
        """Keep the plan for comparison under a title."""
        state = self.state.value
        kept = tuple(each for each in state.saved if each.title != title)
        self.change(replace(state, saved=(*kept, replace(state.choice, title=title))))

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._past)

    def undo(self) -> None:
        """Back to what was before the last change."""
        if self._past:
            self._last_control = ""
            self._put(self._past.pop())

    def use_setting(self, name: str) -> None:
        """A fresh page of another kind of organisation; can be undone."""
        self.change(fresh_page(name))

    def fresh(self) -> PageState:
        """The page as a new visitor of this kind of organisation finds it."""
        setting = setting_of(self.state.value.place).name
        return fresh_page(setting if setting in page_settings() else HOME.name)

    def reset(self) -> None:
        """Everything as on a fresh page; can be undone."""
        self.change(self.fresh())

    def link(self) -> tuple[str, bool]:
        """The desk as text for an address, and whether it is short enough for one.

        An address without one opens the server's own setting, so only the usual setting's may go without.
        """
        state = self.state.value
        return to_link(state, spelt_out=HOME.name != DEFAULT_SETTING), fits_a_link(state)

    # The comparison --------------------------------------------------------------------------------

    def ask(self, request: ComparisonRequest) -> None:
        """Want this comparison; whatever was being simulated for an earlier request is given up."""
        if self._wanted is not None and self._wanted.key == request.key:
            return
        self._wanted = request
        with self.task.together:
            self.waiting.value = True
            self.task.start(lambda job: self._compare(request, job), request.key)

    def again(self) -> None:
        """The present request once more."""
        request, self._wanted = self._wanted, None
        if request is not None:
            self.ask(request)

    def close(self) -> None:
        """The visitor has left: nothing more is simulated for them."""
        self.task.close()

    def _compare(self, request: ComparisonRequest, job: Job[Comparison]) -> None:
        for comparison in self.engine.compare(request, SIZES, job.is_wanted, job.report, DRAWS):
            job.check()
            with self.task.together:
                job.publish(comparison)
                if comparison.runs > FIRST_LOOK or comparison.is_complete:
                    self.settled.value = comparison
                self.waiting.value = not job.is_wanted()
            if comparison.runs == FIRST_LOOK:
                job.rest(PAUSE)  # a drag goes on at once, and finds the threads free


TRAINING = "training_only"
RIVALS = {
    "training": Label("Training alone", "training alone", "Training"),
    "equal": Label("Training alone, for the same money", "training alone for the same money", "Training"),
    "bolted_on": Label("The same plan, not embedded", "the same plan not embedded", "Not embedded"),
}
"""What the plan can be compared with at the top of the page, besides the baseline. Training alone costs about
what one plan of the gallery does, and not what the others do: so only the second promises the same money."""


def comparators(setting: str) -> dict[str, Label]:
    """What plans of a setting can be compared with: training alone where its gallery has such a plan."""
    has_training = in_gallery(f"{setting}/{TRAINING}") is not None
    rivals = RIVALS if has_training else {"bolted_on": RIVALS["bolted_on"]}
    return {**rivals, "none": Label.of(gallery_plan(f"{setting}/{BASELINE}").title)}


def comparator_of(state: PageState) -> str:
    """What the plan is compared with: a name of `RIVALS`, or "none"."""
    return state.comparator if state.comparator in comparators(setting_of(state.place).name) else "none"


def question_of(state: PageState, others: tuple[tuple[str, PlanChoice], ...] = ()) -> ComparisonRequest:
    """What the boardroom asks: baseline, the plan on the desk, and what it is compared with.

    Raises:
        InputError: the plan cannot be.
    """
    plan, rival = scenario_of(state.choice), comparator_of(state)
    plans = [("baseline", baseline_of(state)), ("plan", plan)]
    plan.check_setting(plans[0][1].setting)
    if rival == "training":
        plans.append((RIVAL, gallery_plan(f"{plan.setting}/{TRAINING}")))
    elif rival == "bolted_on":
        plans.append((RIVAL, scenario_of(replace(state.choice, embedded=False))))
    if plans[-1][0] == RIVAL and plans[-1][1].hash == plan.hash:
        plans.pop()
    plans += [(name, scenario_of(choice)) for name, choice in others]
    return ComparisonRequest(
        organisation_of(state.place),
        tuple(plans),
        state.parameters,
        state.seed,
        equal_spend=rival == "equal" and not plan.does_nothing,
        title=title_of(state.choice),
        against=RIVALS.get(rival),
    )


def opened(link: str) -> PageState:
    """The state that a link carries, tried in every part.

    Raises:
        InputError: one sentence, whatever it is that cannot be; only what a plan says names its line.
    """
    state = from_link(link)
    try:
        for choice in state.saved:
            scenario_of(choice)
        setting_of(state.place).all_parameters.replace(**dict(state.parameters))
        question_of(state)
    except InputError:
        raise InputError(BROKEN_LINK) from None
    except Exception:
        log.exception("A link could not be opened")
        raise InputError(BROKEN_LINK) from None
    return state


_CONTEXT: Any = solara.create_context(None)


def provide(session: Session) -> None:
    """Make the visitor known to all components below."""
    _CONTEXT.provide(session)


def use_session() -> Session:
    """The visitor whose page this is."""
    session = solara.use_context(_CONTEXT)
    assert isinstance(session, Session), "used outside the shell"  # noqa: S101
    return session
