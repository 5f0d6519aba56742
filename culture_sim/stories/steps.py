"""The guided story of a setting: five steps, each with a scene, a question to answer first, and a script."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from culture_sim.settings import Setting

LESSON_STEPS = 5
"""Steps of every lesson: a link restores what a class did in each."""


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


@dataclass(frozen=True, slots=True)
class Lesson:
    """The guided story of a setting.

    Attributes:
        title: what it asks.
        posts: of the made-up organisation that it takes place in.
        plans: names in the setting's gallery of the plans that it runs, beside nothing done.
        equal_spend: whether training alone for the money of the first plan is run too.
        steps: in order.
    """

    title: str
    posts: int
    plans: tuple[str, ...]
    equal_spend: bool
    steps: tuple[Step, ...]

    def step(self, number: int) -> Step:
        """The step of this number; the nearest one if there is none."""
        return self.steps[min(max(number, 1), len(self.steps)) - 1]


def lesson_of(setting: Setting) -> Lesson | None:
    """The lesson of a setting; None where it has none."""
    return _read(setting.folder / "stories" / "lesson.yaml")


@cache
def _read(file: Path) -> Lesson | None:
    if not file.is_file():
        return None
    said: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    steps = tuple(
        Step(number=number, **{name: _fixed(value) for name, value in each.items()})
        for number, each in enumerate(said["steps"], 1)
    )
    if len(steps) != LESSON_STEPS:
        raise ValueError(f"{file}: a lesson has {LESSON_STEPS} steps, not {len(steps)}.")
    return Lesson(said["title"], said["posts"], tuple(said["plans"]), said.get("equal_spend", False), steps)


def _fixed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
