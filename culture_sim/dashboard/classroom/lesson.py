"""One step of the lesson: the scene, the prediction, the reveal."""

from __future__ import annotations

from typing import Any

import solara

from culture_sim.dashboard.async_task import TaskResult
from culture_sim.dashboard.classroom.side_by_side import TwoDiaries
from culture_sim.dashboard.components import Button, Callout, Chart, Details, ErrorBoundary, Field, Html, Text
from culture_sim.dashboard.session import use_session
from culture_sim.ensemble.comparison import Comparison
from culture_sim.settings import Setting
from culture_sim.stories import Lesson, Reveal, Step, TwoWorlds, reveal, tells_of_worlds, where_from
from culture_sim.stories.figures import lesson_panel


@solara.component
def Steps(told: Lesson) -> Any:
    """The five steps, and where the class is."""
    session = use_session()
    state = session.state.value.classroom

    items = []
    for each in told.steps:
        here = each.number == state.step
        done = ", revealed" if state.revealed[each.number - 1] else ""
        button = Button(
            f"{each.number}  {each.title}",
            lambda number=each.number: session.set_classroom(step=number),
            "cs-step" + (" cs-step-here" if here else ""),
            name=f"Step {each.number}: {each.title}{done}",
        )
        items.append(Html("li", button, aria_current="step" if here else None, key=f"step-{each.number}"))
    return Html("nav", Html("ol", *items), aria_label="Steps of the lesson", classes="cs-steps")


@solara.component
def Guided(setting: Setting, told: Lesson, found: TaskResult, pair: TaskResult) -> Any:
    """The step that the class is at; `found` are many runs, `pair` two organisations."""
    session = use_session()
    state = session.state.value.classroom
    here = told.step(state.step)
    parts = [
        Html("h2", f"{here.number}. {here.title}", classes="cs-heading cs-step-title", id="step-title"),
        Html(
            "div",
            Html("div", *(Text(each, classes="cs-scene") for each in here.scene)),
            ComparisonRequest(here),
            classes="cs-scene-and-question",
        ),
    ]
    if state.is_revealed:
        parts.append(
            ErrorBoundary(lambda: Revealed(setting, here, found, pair), "The reveal").key(
                f"reveal-{here.number}"
            )
        )
    parts.append(Onward(told))
    return Html("section", *parts, classes="cs-section cs-lesson", aria_labelledby="step-title")


@solara.component
def ComparisonRequest(here: Step) -> Any:
    """Predict first."""
    session = use_session()
    state = session.state.value.classroom
    closed = state.frozen or state.is_revealed

    def predict(option: int) -> None:
        session.change_classroom(session.state.value.classroom.predict(option))

    options = []
    for number, words in enumerate(here.options):
        chosen = state.prediction == number
        button = Button(
            words,
            lambda number=number: predict(number),
            "cs-quiet-button cs-option",
            disabled=closed and not chosen,
            pressed=chosen,
        )
        options.append(
            Html("div", button, *([Hands(number)] if state.leading else []), key=f"{here.key}-{number}")
        )
    words = "Frozen until the reveal." if state.frozen else "Predict first, then reveal."
    return Html(
        "div",
        Html("p", here.question, classes="cs-class-question", id="question"),
        Html("div", *options, classes="cs-options", role="group", aria_labelledby="question"),
        *([] if state.is_revealed else [Text(words, classes="cs-note"), RevealButton()]),
        classes="cs-predict",
    )


@solara.component
def Hands(option: int) -> Any:
    """How many in the room raised their hand for an option."""
    session = use_session()
    state = session.state.value.classroom

    def count(text: str) -> None:
        number = int(text) if text.strip().isdigit() else 0
        session.change_classroom(session.state.value.classroom.with_votes(option, number))

    shown = state.votes()[option]
    return Field(f"hands-{option}", "Hands", str(shown) if shown else "", count, low=0.0, high=999.0)


@solara.component
def RevealButton() -> Any:
    """Opens what the runs show: once something has been predicted, or when the trainer says so."""
    session = use_session()
    state = session.state.value.classroom

    def show() -> None:
        session.change_classroom(session.state.value.classroom.reveal())

    waits = state.frozen or state.prediction < 0
    return Button("Reveal", show, "cs-reveal-button", disabled=waits and not state.leading)


@solara.component
def Revealed(setting: Setting, here: Step, found: TaskResult, pair: TaskResult) -> Any:
    """What the runs show."""
    needed = pair if tells_of_worlds(setting, here.key) else found
    if needed.fault or needed.value is None:
        return unfinished(setting, needed)
    return Told(here, needed.value).key(f"told-{here.key}")


@solara.component
def Told(here: Step, found: TwoWorlds | Comparison) -> Any:
    """What a step reveals, worked out once for what was simulated."""
    shown = solara.use_memo(lambda: reveal(here.key, found), [here.key, id(found)])
    if shown is None:
        return Text(
            "With this random seed nothing of the kind came. Choose another seed below.", classes="cs-problem"
        )
    told = where_from(found)
    inside = Shown(shown, told, here.key) if shown.diaries is None else TwoDiaries(shown, shown.diaries, told)
    return Html("div", Verdict(here, shown.right), inside, classes="cs-revealed")


def unfinished(setting: Setting, task: TaskResult) -> Any:
    """In the place of what is not there: what went wrong, or that it is being simulated."""
    if task.fault:
        return Html(
            "div", Text(task.fault, classes="cs-problem"), Button("Try again", task.again), role="alert"
        )
    words = f"Five years of both {setting.words['organisations']} are being simulated …"
    return Html("p", words, classes="cs-waiting", role="status")


@solara.component
def Verdict(here: Step, right: int) -> Any:
    """What was predicted, and what the runs say."""
    session = use_session()
    state = session.state.value.classroom
    said = f"What happened: {here.options[right]}."
    if state.prediction >= 0:
        agreed = (
            "as you predicted"
            if state.prediction == right
            else f"you predicted: {here.options[state.prediction]}"
        )
        said = f"What happened: {here.options[right]} ({agreed})."
    hands = state.votes()
    if state.leading and any(hands):
        said += f" In the show of hands, {hands[right]} of {sum(hands)} said so."
    return Html("p", said, classes="cs-verdict", role="status")


@solara.component
def Shown(shown: Reveal, where_from: str, key: str) -> Any:
    """The finding, its charts, its sentences, what is assumed, and where the numbers come from."""
    charts = [
        Chart(lesson_panel(each, where_from, f"{key}_{number}")).key(f"{key}-{number}")
        for number, each in enumerate(shown.charts)
    ]
    # Two charts stand beside each other, with the words below; one has the words beside it.
    paired = " cs-two-charts" if len(charts) > 1 else ""
    return Html(
        "div",
        Html("p", shown.finding, classes="cs-finding"),
        Html(
            "div",
            Html("div", *charts, classes="cs-class-charts"),
            Html(
                "div",
                Html("ul", *(Html("li", each) for each in shown.sentences), classes="cs-sentences"),
                Callout("What is assumed.", shown.assumed.removeprefix("Assumed: ")),
                classes="cs-class-words",
            ),
            classes=f"cs-charts-and-words{paired}",
        ),
        Details("Where these numbers come from", [Text(where_from)]),
    )


@solara.component
def Onward(told: Lesson) -> Any:
    """Back and on."""
    session = use_session()
    state = session.state.value.classroom

    buttons = []
    if state.step > 1:
        buttons.append(
            Button(
                "Back",
                lambda: session.set_classroom(step=state.step - 1),
                "cs-quiet-button",
                name="Back to the step before",
            )
        )
    if state.step < len(told.steps):
        following = told.step(state.step + 1)
        ready = state.is_revealed
        buttons.append(
            Button(
                f"Next: {following.title}",
                lambda: session.set_classroom(step=following.number),
                "" if ready else "cs-quiet-button",
            )
        )
    return Html("div", *buttons, classes="cs-onward cs-no-print")
