"""The room as a whole."""

from __future__ import annotations

from typing import Any

import solara

from culture_sim.dashboard.async_task import use_background_task
from culture_sim.dashboard.classroom.explore import Looking
from culture_sim.dashboard.classroom.facilitator import Facilitator
from culture_sim.dashboard.classroom.lesson import Guided, Steps
from culture_sim.dashboard.classroom.lesson_cache import lesson, worlds
from culture_sim.dashboard.components import ErrorBoundary
from culture_sim.dashboard.session import use_session
from culture_sim.dashboard.shell import Room
from culture_sim.dashboard.uploads import setting_of
from culture_sim.settings import Setting
from culture_sim.stories import Lesson, lesson_of


@solara.component
def Classroom() -> Any:
    """The lesson of the setting that the page is about."""
    setting = setting_of(use_session().state.value.place)
    told = lesson_of(setting)
    if told is None:
        return Room(
            "There is no lesson yet",
            f"Nobody has written a lesson for this setting: {setting.title}. Another can be chosen above.",
        )
    return LessonRoom(setting, told).key(setting.name)


@solara.component
def LessonRoom(setting: Setting, told: Lesson) -> Any:
    """The lesson first; below it, the two organisations that it is about."""
    state = use_session().state.value.classroom
    name, plan = setting.name, state.plan_of(told)
    found = use_background_task(lambda _job: lesson(name), ("lesson", name))
    pair = use_background_task(
        lambda _job: worlds("embedded", state.seed, name), ("two worlds", name, state.seed)
    )
    looked_at = use_background_task(lambda _job: worlds(plan, state.seed, name), (name, plan, state.seed))
    parts = [
        ErrorBoundary(lambda: Facilitator(told), "Facilitator mode"),
        ErrorBoundary(lambda: Steps(told), "The steps"),
        ErrorBoundary(lambda: Guided(setting, told, found, pair), "The lesson"),
    ]
    if not state.hidden:
        words = setting.words["organisations"]
        parts.append(ErrorBoundary(lambda: Looking(setting, told, looked_at), f"The two {words}"))
    return Room(
        told.title,
        f"{_minutes(told)} minutes, five steps: predict what happens, then see what happened to the same people with"
        " the same random numbers.",
        children=parts,
    )


def _minutes(told: Lesson) -> str:
    known = {10: "Ten", 12: "Twelve"}
    minutes = round(sum(each.minutes for each in told.steps))
    return known.get(minutes, str(minutes))
