"""The family of the story, chosen by a rule, and all that the logs of two services say of its year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from culture_sim.settings.childrens_social_work.steps.families import FIRST_FAMILY
from culture_sim.settings.childrens_social_work.stories.served import SERVED_FROM
from culture_sim.stories.event_sentences import texts_of
from culture_sim.stories.two_worlds import TwoWorlds, WorldHistory

if TYPE_CHECKING:
    import pandas

QUARTER, QUARTERS = 13, 4
FOLLOWED_WEEKS = QUARTER * QUARTERS
"""Weeks of a family's diary, from its first referral on."""
LEAST_WEEKS = 26
"""Weeks for which the case must be open in both services: a family of a few weeks has no diary."""
LAST_WEEK = 156
"""Week before which it is first referred: from year 3 on a year and what came after it can be told."""


class Chosen(NamedTuple):
    """The family of the story.

    Attributes:
        person: its identity.
        week: of its first referral.
        others: all that could have been chosen, itself among them.
        higher: number of them that trusted their worker more in the second service.
    """

    person: int
    week: int
    others: tuple[int, ...]
    higher: int

    @property
    def of(self) -> int:
        """Number of families that could have been chosen."""
        return len(self.others)


def chosen_family(worlds: TwoWorlds) -> Chosen | None:
    """The family of the story, by a rule and not by taste; None if there is none under this seed.

    Of the families who are first referred in year 3, to both services in the same week, and whose case is open in
    both for half a year or more, the one for whom the difference in trust in its own worker, mean over the weeks of
    its first year in which the case is open in both, is the median.
    """
    first, second = (_trust_in_first_year(history) for history in (worlds.without, worlds.with_plan))
    by_family = (second.trust - first.trust).dropna().groupby(level="person")
    found = by_family.mean()[by_family.size() >= LEAST_WEEKS].sort_values(kind="stable")
    if not len(found):
        return None
    person = int(found.index[(len(found) - 1) // 2])
    return Chosen(
        person, _referrals(worlds.without)[person], tuple(map(int, found.index)), int((found > 0).sum())
    )


def _referrals(history: WorldHistory) -> dict[int, int]:
    """Week of the first referral of every family of that year."""
    events = history.events
    rows = events[(events.what == "referred") & (events.answer == "first_time")]
    rows = rows[rows.week.between(SERVED_FROM, LAST_WEEK - 1)]
    return dict(zip(rows.other.astype(int), rows.week.astype(int), strict=True))


def _trust_in_first_year(history: WorldHistory) -> pandas.DataFrame:
    """Trust by family and week, of those first referred in that year, in the year after it."""
    served, since = history.served, _referrals(history)
    rows = served[served.person.isin(since.keys())]
    weeks = rows.week - rows.person.map(since)
    rows = rows[weeks <= FOLLOWED_WEEKS]
    return rows.set_index(["person", "week"])[["trust"]]


def family_name(worlds: TwoWorlds, person: int) -> str:
    """A made-up name of a family."""
    names: list[str] = texts_of(worlds.organisation.setting)["families"]
    return f"the {names[(person - FIRST_FAMILY) * 7 % len(names)]} family"


@dataclass(frozen=True)
class FamilyYear:
    """All that one service's log and table say of one family in the year from its first referral.

    Attributes:
        week: of the referral.
        events: of the year, in order, `week` counted from the referral.
        after: of the year after it.
        trust: (weeks,) in its own worker as each week ends, NaN where the case is not open.
        risk: (weeks,) real risk of harm, likewise.
        known: (weeks,) share of it that is known, likewise.
    """

    week: int
    events: pandas.DataFrame
    after: pandas.DataFrame
    trust: NDArray[np.float64]
    risk: NDArray[np.float64]
    known: NDArray[np.float64]

    def number(self, what: str, *answers: str) -> int:
        """How often something happened in the year, answered so."""
        rows = self.events[self.events.what == what]
        return len(rows[rows.answer.isin(answers)] if answers else rows)

    @property
    def workers(self) -> int:
        """Key workers of the year."""
        return self.number("allocated") + self.number("handed_over")

    @property
    def assessed(self) -> int:
        """Week in which the assessment ended, which is its first decision; -1 if it did not."""
        decisions = self.events[self.events.what == "review"]
        return int(decisions.week.iloc[0]) if len(decisions) else -1

    @property
    def last_week(self) -> int:
        """The last week of the year in which the case was open, from 1."""
        return int(np.flatnonzero(np.isfinite(self.trust)).max(initial=-1)) + 1

    @property
    def ending(self) -> str:
        """Where the family stands at the end of the year: the answer of its last move."""
        moves = self.events[self.events.what == "moved"]
        return str(moves.answer.iloc[-1]) if len(moves) else "assessment"


def year_of(history: WorldHistory, person: int, week: int) -> FamilyYear:
    """What one service knows, and what was true, of one family.

    Args:
        history: of the service.
        person: identity of the family.
        week: of its first referral.
    """
    events = history.events
    own = events[(events.other == person) & (events.week >= week)].copy()
    own["week"] = own.week - week
    served = history.served
    rows = served[(served.person == person) & served.week.between(week + 1, week + FOLLOWED_WEEKS)]
    places = (rows.week - week - 1).to_numpy(int)
    found = {}
    for name in ("trust", "risk", "known"):
        found[name] = np.full(FOLLOWED_WEEKS, np.nan)
        found[name][places] = rows[name]
    return FamilyYear(
        week,
        own[own.week < FOLLOWED_WEEKS],
        own[own.week.between(FOLLOWED_WEEKS, 2 * FOLLOWED_WEEKS - 1)],
        **found,
    )


def judgements(year: FamilyYear) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Week of each review, and the risk that the service saw there, 0 to 1."""
    rows = year.events[year.events.what == "risk_judged"]
    return rows.week.to_numpy(np.float64), rows.quality.to_numpy(np.float64).clip(0.0, 1.0)


def records(events: pandas.DataFrame) -> list[dict[str, Any]]:
    """Events as rows, in order."""
    return [{str(name): value for name, value in row.items()} for row in events.to_dict("records")]
