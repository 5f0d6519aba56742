"""Events in plain words: one sentence for everything that can happen to somebody, as their setting says it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.settings import Setting

_NOTICEABLE = 0.005


class EventSentence(NamedTuple):
    """A sentence, and what kind of moment it is: "hurt", "repair", "learning", "change" or "quiet"."""

    text: str
    kind: str


def sentence_of(
    setting: Setting, what: str, answer: str, name: str, other: str = "a colleague", *, is_other: bool = False
) -> EventSentence | None:
    """One event as a sentence about `name`; None for what no story says.

    Args:
        setting: whose words they are.
        what: the event, as the log calls it.
        answer: how it was answered, as the log calls it.
        name: whose story it is.
        other: the other side.
        is_other: whether the event was recorded for the other side, and `name` is who it happened with.
    """
    texts = texts_of(setting)
    known = texts["events"].get(what, {}).get(answer)
    if is_other:
        known = texts["from_the_other_side"].get(what, {}).get(answer, known)
    return EventSentence(known["text"].format(name=name, other=other), known["kind"]) if known else None


@cache
def _read(file: Path) -> dict[str, Any]:
    return yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else {}


def texts_of(setting: Setting) -> dict[str, Any]:
    """What the stories of a setting say: its `events`, `from_the_other_side`, `professions` and `aftermath`."""
    nothing: dict[str, Any] = {"events": {}, "from_the_other_side": {}, "professions": {}, "aftermath": {}}
    return nothing | _read(setting.folder / "stories" / "sentences.yaml")


def change_in_words(trust: float, safety: float, burnout: float) -> str:
    """What an event changed, such as "trust 12 down, exhaustion 9 up"; "" if next to nothing."""
    parts = []
    for title, change in (("trust", trust), ("feeling safe to speak up", safety), ("exhaustion", burnout)):
        if abs(change) >= _NOTICEABLE:
            parts.append(f"{title} {100 * abs(change):.0f} {'up' if change > 0 else 'down'}")
    return ", ".join(parts)


def when(week: int) -> str:
    """A week of the programme as people say it, such as "Year 4, week 5"."""
    if week < 0:
        return f"{-week} week{'' if week == -1 else 's'} before the start"
    return f"Year {week // WEEKS_A_YEAR + 1}, week {week % WEEKS_A_YEAR + 1}"


def how_long(weeks: int) -> str:
    """A length of time as people say it, such as "half a year"."""
    known = {
        0: "the same week",
        1: "one week",
        4: "a month",
        13: "three months",
        26: "half a year",
        52: "a year",
    }
    return known.get(weeks, f"{weeks} weeks")


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun, such as "no colleague", "one colleague" or "19 colleagues"."""
    if number == 0:
        return f"no {one}"
    return f"one {one}" if number == 1 else f"{number} {many}"
