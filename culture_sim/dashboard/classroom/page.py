"""The room as a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import solara

from culture_sim.dashboard.async_task import use_background_task
from culture_sim.dashboard.classroom.explore import Looking
from culture_sim.dashboard.classroom.facilitator import Facilitator
from culture_sim.dashboard.classroom.lesson import Lesson, Steps
from culture_sim.dashboard.classroom.lesson_cache import lesson, worlds
from culture_sim.dashboard.components import Button, ErrorBoundary, Section
from culture_sim.dashboard.session import use_session
from culture_sim.dashboard.shell import Room


@solara.component
def Invitation() -> Any:
    """The two hospitals stay shut until they are asked for, so that nobody reads the end first."""
    session = use_session()

    def open_() -> None:
        session.change_classroom(replace(session.state.value.classroom, looking=True))

    return Section(
        "Look around in both hospitals",
        [Button("Open the two hospitals", open_, "cs-quiet-button")],
        name="look",
        note=(
            "Team by team, person by person, week by week. It gives the first step away, so do the lesson"
            " first."
        ),
    )


@solara.component
def Classroom() -> Any:
    """The lesson first; below it, the two hospitals that it is about."""
    session = use_session()
    state = session.state.value.classroom
    found = use_background_task(lambda _job: lesson(), ("lesson",))
    bad_week = use_background_task(lambda _job: worlds("embedded", state.seed), ("bad week", state.seed))
    pair = use_background_task(lambda _job: worlds(state.plan, state.seed), (state.plan, state.seed))
    parts = [
        ErrorBoundary(Facilitator, "Facilitator mode"),
        ErrorBoundary(Steps, "The steps"),
        ErrorBoundary(lambda: Lesson(found, bad_week), "The lesson"),
    ]
    if not state.hidden:
        parts.append(
            ErrorBoundary(lambda: Looking(pair), "The two hospitals") if state.looking else Invitation()
        )
    return Room(
        "Why culture change lasts or fades",
        "Ten minutes, five steps: predict what happens, then see what happened to the same people with the"
        " same random numbers.",
        children=parts,
    )
