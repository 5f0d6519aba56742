"""Harms that happen in both worlds to the same person in the same week, and what became of them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from culture_sim.stories.two_worlds import TwoWorlds, WorldHistory

if TYPE_CHECKING:
    import pandas

FIRST_WEEK = 156
"""The bad week is looked for after three years, when the embedded culture has had time to grow."""
AFTERMATH_WEEKS = 26
BLAMED = "blamed"
RESTORATIVE = ("restorative", "restorative_by_policy")


@dataclass(frozen=True, slots=True)
class Harm:
    """One harm that befell the same person in the same week in both worlds.

    `harmed` is who was harmed, `quality_with` how good the answer with the plan was.
    """

    week: int
    team: int
    post: int
    person: int
    harmed: int
    answer_without: str
    answer_with: str
    quality_with: float

    @property
    def answered_differently(self) -> bool:
        """Whether the two cultures answered differently, by policy or without."""
        return _kind(self.answer_without) != _kind(self.answer_with)


class CaseEvent(NamedTuple):
    """Something that happened to those harmed."""

    week: int
    what: str
    answer: str
    quality: float


@dataclass(frozen=True, slots=True)
class Case:
    """All that one world's log says about those harmed, in order of weeks."""

    week: int
    person: int
    events: tuple[CaseEvent, ...]

    def first(self, what: str) -> CaseEvent | None:
        """The first event of a kind; None if there was none."""
        return next((each for each in self.events if each.what == what), None)

    def number(self, what: str) -> int:
        """How often something happened."""
        return sum(each.what == what for each in self.events)


def shared_harms(worlds: TwoWorlds) -> list[Harm]:
    """Every harm that both worlds know, in order of weeks.

    Only people who were there when the worlds parted count: later comers are not the same people.
    """
    columns = ["week", "team", "post", "person", "other", "answer"]
    without, with_plan = (_answered(history).astype({"answer": str}) for history in _both(worlds))
    pairs = without[columns].merge(
        with_plan[[*columns, "quality"]], on=columns[:-1], suffixes=("_without", "_with")
    )
    return [
        harm
        for harm in itertools.starmap(Harm, pairs.itertuples(index=False, name=None))
        if worlds.founders[harm.post] == harm.person
    ]


def bad_week(worlds: TwoWorlds, first_week: int = FIRST_WEEK) -> Harm | None:
    """The harm of the story, by a rule and not by taste; None if there is none under this seed.

    Of the harms after `first_week` that were answered with blame in one world and restoratively in the other, that
    were no reckless act, and whose person was still in post half a year later in both, so that there is something to
    compare, the one whose restorative answer is the median in quality.
    """
    found = []
    reckless = worlds.without.events.query("what == 'reckless'")
    excluded = set(zip(reckless.week, reckless.person, strict=True))
    for harm in shared_harms(worlds):
        later = harm.week + AFTERMATH_WEEKS
        if harm.week < first_week or later > worlds.weeks:
            continue
        if harm.answer_without != BLAMED or harm.answer_with not in RESTORATIVE:
            continue
        if (harm.week, harm.person) in excluded:
            continue
        if all(history.person[later, harm.post] == harm.person for history in _both(worlds)):
            found.append(harm)
    found.sort(key=lambda harm: harm.quality_with)
    return found[(len(found) - 1) // 2] if found else None


def trust_after_blame(history: WorldHistory) -> tuple[int, float]:
    """How many harms of a world were answered with blame, and the share of lost trust that came back.

    Counted are those that cost the person trust and whose person was still in post half a year later; the
    share is of all that they lost together.
    """
    answered = _answered(history)
    blamed = answered[answered.answer == BLAMED]
    trust = history.people["trust"]
    lost = back = 0.0
    number = 0
    for week, post, person in blamed[["week", "post", "person"]].to_numpy(int).tolist():
        later = week + AFTERMATH_WEEKS
        if week < 0 or later > history.weeks or history.person[later, post] != person:
            continue
        earlier, after = float(trust[week, post]), float(trust[week + 1, post])
        if earlier > after:
            number += 1
            lost += earlier - after
            back += float(trust[later, post]) - after
    return number, back / lost if lost else 0.0


def case_of(history: WorldHistory, harm: Harm) -> Case:
    """What happened to those harmed, in one world."""
    events = history.events
    rows = events[(events.other == harm.harmed) & (events.week >= harm.week)]
    found = zip(rows.week, rows.what, rows.answer, rows.quality, strict=True)
    return Case(harm.week, harm.harmed, tuple(itertools.starmap(CaseEvent, found)))


def _answered(history: WorldHistory) -> pandas.DataFrame:
    return history.events.query("what == 'harm_answered' and post >= 0")


def _kind(answer: str) -> str:
    return RESTORATIVE[0] if answer in RESTORATIVE else answer


def _both(worlds: TwoWorlds) -> tuple[WorldHistory, WorldHistory]:
    return worlds.without, worlds.with_plan
