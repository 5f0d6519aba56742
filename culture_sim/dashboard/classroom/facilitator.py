"""What helps a trainer: a script, hidden levers, a start of one's own, frozen predictions, a show of hands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import solara

from culture_sim.dashboard.class_state import ClassState
from culture_sim.dashboard.components import Button, Details, Download, Html, Text
from culture_sim.dashboard.page_state import to_link
from culture_sim.dashboard.session import use_session
from culture_sim.dashboard.uploads import setting_of
from culture_sim.stories import Lesson


@solara.component
def Facilitator(told: Lesson) -> Any:
    """The trainer's bar."""
    session = use_session()
    state = session.state.value.classroom

    def turn(change: Callable[[ClassState], ClassState]) -> Callable[[], None]:
        return lambda: session.change_classroom(change(session.state.value.classroom))

    lead = Button(
        "Facilitator mode",
        turn(lambda now: replace(now, leading=not now.leading, hidden=False, frozen=False)),
        "cs-quiet-button",
        pressed=state.leading,
    )
    if not state.leading:
        return Html(
            "div",
            lead,
            Text("Presenting to a group? Switch this on.", classes="cs-note"),
            classes="cs-leading",
        )
    here = told.step(state.step)
    organisations = setting_of(session.state.value.place).words["organisations"]
    switches = (
        ("Hide levers", f"and the two {organisations} below the lesson", state.hidden,
         lambda now: replace(now, hidden=not now.hidden)),
        ("Freeze", "predictions and levers stay as they are until the reveal", state.frozen,
         lambda now: replace(now, frozen=not now.frozen)),
        ("Set as start", "where we are now is the start", None, ClassState.as_start),
        ("Back to start", "nothing predicted, nothing revealed", None, ClassState.from_start),
    )  # fmt: skip
    return Html(
        "div",
        lead,
        *(
            Button(label, turn(change), "cs-quiet-button", pressed=pressed, name=f"{label}: {about}")
            for label, about, pressed, change in switches
        ),
        Download("Whole script", lambda: script(told), "lesson_script.txt"),
        Html(
            "a",
            "The class's page",
            href=f"?desk={quote(to_link(replace(session.state.value, classroom=state.for_the_class())), safe='')}",
            target="_blank",
            classes="cs-class-link",
            aria_label="The class's page, in a new tab: the start, without this bar",
        ),
        Html(
            "div",
            Details(
                f"Script for this step, about {here.minutes:g} minutes",
                [
                    Html("ol", *(Html("li", each) for each in here.script), classes="cs-script"),
                    Html("p", f"Ask the room: {here.ask_the_room}", classes="cs-ask"),
                ],
            ),
            classes="cs-script-box",
        ),
        classes="cs-leading cs-leading-on",
        role="group",
        aria_label="For the trainer",
    )  # fmt: skip


def script(told: Lesson) -> str:
    """The whole lesson as text for the trainer's own paper; findings are left to the runs."""
    total = sum(each.minutes for each in told.steps)
    parts = [f"{told.title.upper()}: a lesson in five steps, about {total:g} minutes", ""]
    for each in told.steps:
        parts += [
            f"{each.number}. {each.title.upper()} (about {each.minutes:g} minutes)",
            "",
            *each.scene,
            "",
        ]
        parts += [f"Ask: {each.question}", *(f"   [ ] {option}" for option in each.options), ""]
        parts += [*(f" - {line}" for line in each.script), "", f"Ask the room: {each.ask_the_room}", "", ""]
    parts.append(
        "A tool for reasoning, not a prediction. Show the last box of every step: it says what is assumed."
    )
    return "\n".join(parts)
