"""Events in plain words: one sentence for everything that can happen to somebody, as their setting says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
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
    setting: Setting, what: str, answer: str, name: str, other: str = "a colleague"
) -> EventSentence | None:
    """One event as a sentence about `name`; None for what no story says.

    Args:
        setting: whose words they are.
        what: the event, as the log calls it.
        answer: how it was answered, as the log calls it.
        name: whose story it is.
        other: the other side.
    """
    known = texts_of(setting)["events"].get(what, {}).get(answer)
    return EventSentence(known["text"].format(name=name, other=other), known["kind"]) if known else None


class YearSentence(NamedTuple):
    """A sentence about a year, and the events that it counts."""

    sentence: EventSentence
    of: tuple[str, ...]


def sentences_of_year(
    setting: Setting, name: str, year: int, counts: Mapping[tuple[str, str], int]
) -> list[YearSentence]:
    """What of everyday life is told by the year.

    Args:
        setting: whose words they are.
        name: whose story it is.
        year: of the programme, from 1.
        counts: number of events by kind and answer.
    """
    found = []
    for each in texts_of(setting)["a_year"]:
        of = tuple(each["of"])
        answers: Counter[str] = Counter()
        kinds: Counter[str] = Counter()
        for (what, answer), number in counts.items():
            if what in of:
                answers[answer] += number
                kinds[what] += number
        total = kinds.total()
        if total:
            parts = [
                one if kinds[what] == 1 else f"{kinds[what]} {many}"
                for what, (one, many) in each.get("parts", {}).items()
                if kinds[what]
            ]
            of_answers = {answer: answers[answer] for answer in setting.responses.values()}
            text = each["text"].format(
                name=name, year=year, number=total, times=times(total), parts=_listed(parts), **of_answers
            )
            found.append(YearSentence(EventSentence(text, each["kind"]), of))
    return found


def times(number: int) -> str:
    """A number as an adverb, such as "twice"."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


@cache
def _read(file: Path) -> dict[str, Any]:
    return yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else {}


def texts_of(setting: Setting) -> dict[str, Any]:
    """What the stories of a setting say: its `events`, `a_year`, `professions` and `aftermath`."""
    nothing: dict[str, Any] = {"events": {}, "a_year": [], "professions": {}, "aftermath": {}}
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
