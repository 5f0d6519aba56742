"""The room as a whole."""

from __future__ import annotations

from typing import Any

import solara

from culture_sim.dashboard.async_task import use_background_task
from culture_sim.dashboard.class_state import ORGANISATION
from culture_sim.dashboard.classroom.explore import Looking
from culture_sim.dashboard.classroom.facilitator import Facilitator
from culture_sim.dashboard.classroom.lesson import Lesson, Steps
from culture_sim.dashboard.classroom.lesson_cache import lesson, worlds
from culture_sim.dashboard.components import ErrorBoundary
from culture_sim.dashboard.session import use_session
from culture_sim.dashboard.shell import Room


@solara.component
def Classroom() -> Any:
    """The lesson first; below it, the two organisations that it is about."""
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
        parts.append(ErrorBoundary(lambda: Looking(pair), f"The two {ORGANISATION}s"))
    return Room(
        "Why culture change lasts or fades",
        "Ten minutes, five steps: predict what happens, then see what happened to the same people with the"
        " same random numbers.",
        children=parts,
    )
