"""The guided story: five steps, each with a scene, a question to answer first, a script for the trainer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from culture_sim.settings import Setting, load_setting


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the story; the text stands in the setting's stories/lesson.yaml.

    `options` are what the class may predict; which of them holds is found in the runs.
    """

    number: int
    key: str
    title: str
    minutes: float
    scene: tuple[str, ...]
    question: str
    options: tuple[str, ...]
    script: tuple[str, ...]
    ask_the_room: str


def lesson_of(setting: Setting) -> tuple[Step, ...]:
    """The steps of a setting's lesson; none where it has no lesson."""
    file = setting.folder / "stories" / "lesson.yaml"
    if not file.is_file():
        return ()
    entries: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    parts: list[dict[str, Any]] = [
        {name: tuple(each) if isinstance(each, list) else each for name, each in entry.items()}
        for entry in entries
    ]
    return tuple(Step(number=number, **each) for number, each in enumerate(parts, 1))


STEPS: tuple[Step, ...] = lesson_of(load_setting())


def step(number: int) -> Step:
    """The step of this number; the nearest one if there is none."""
    return STEPS[min(max(number, 1), len(STEPS)) - 1]
