"""Harms that happen in both worlds to the same person in the same week, and what became of them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from culture_sim.stories.two_worlds import Case, TwoWorlds, WorldHistory

FIRST_WEEK = 156
"""The bad week is looked for after three years, when the embedded culture has had time to grow."""
AFTERMATH_WEEKS = 26


@dataclass(frozen=True, slots=True)
class Harm:
    """One harm that befell the same person in the same week in both worlds."""

    week: int
    team: int
    post: int
    person: int
    answer_without: str
    answer_with: str

    @property
    def answered_differently(self) -> bool:
        """Whether the two cultures answered differently."""
        return self.answer_without != self.answer_with


def shared_harms(worlds: TwoWorlds) -> list[Harm]:
    """Every harm that both worlds know, in order of weeks.

    Only people who were there when the worlds parted count: later comers are not the same people.
    """
    columns = ["week", "team", "post", "person", "answer"]
    both = [history.events.query("what == 'harm' and post >= 0")[columns] for history in _both(worlds)]
    pairs = both[0].merge(both[1], on=columns[:-1], suffixes=("_without", "_with"))
    return [
        harm
        for harm in itertools.starmap(Harm, pairs.itertuples(index=False, name=None))
        if worlds.founders[harm.post] == harm.person
    ]


def bad_week(worlds: TwoWorlds, first_week: int = FIRST_WEEK) -> Harm | None:
    """The harm of the story, by a rule and not by taste; None if there is none under this seed.

    The first harm after `first_week` that was answered with blame in one world and restoratively in the
    other, and whose person was still in post half a year later in both, so that there is something to
    compare.
    """
    for harm in shared_harms(worlds):
        answers = (harm.answer_without, harm.answer_with)
        later = harm.week + AFTERMATH_WEEKS
        if harm.week < first_week or answers != ("blame", "restorative") or later > worlds.weeks:
            continue
        if all(history.person[later, harm.post] == harm.person for history in _both(worlds)):
            return harm
    return None


def trust_after_blame(history: WorldHistory) -> tuple[int, float]:
    """How many harms of a world were answered with blame, and the share of lost trust that came back.

    Counted are those that cost the person trust and whose person was still in post half a year later; the
    share is of all that they lost together.
    """
    blamed = history.events.query("what == 'harm' and answer == 'blame' and post >= 0")
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


def case_of(history: WorldHistory, harm: Harm) -> Case | None:
    """Who was harmed, in one world."""
    for case in history.cases:
        if (case.week, case.post, case.staff_person) == (harm.week, harm.post, harm.person):
            return case
    return None


def _both(worlds: TwoWorlds) -> tuple[WorldHistory, WorldHistory]:
    return worlds.without, worlds.with_plan
