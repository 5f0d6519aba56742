"""One organisation in two worlds: the same people, the same random numbers, another culture. All recorded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.errors import InputError
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.model import CultureModel
from culture_sim.organisation import Organisation, build_organisation
from culture_sim.scenario import Scenario, load_scenario
from culture_sim.settings import Setting, load_setting
from culture_sim.stories.steps import lesson_of

if TYPE_CHECKING:
    import pandas

STORY_SEED = 7
STORY_WEEKS = 260

OF_STAFF = ("trust", "psychological_safety", "burnout", "practice")
OF_TEAMS = {"practice": "practice", "safety": "psychological_safety", "burnout": "burnout"}
"""Means over a team's people, by the state that they are means of."""
FORGET_WEEKS = 13
"""The log is read and emptied so often: the diary beside it would fill hundreds of megabytes in five years."""


@dataclass(frozen=True)
class WorldHistory:
    """All that one world's weeks left behind.

    `people[column]` is (weeks + 1, posts) and `teams[column]` (weeks + 1, teams); row w is where things stood
    before week w of the programme, so that week w changes row w into row w + 1.
    """

    scenario: Scenario
    people: dict[str, NDArray[np.float32]]
    person: NDArray[np.int64]
    """(weeks + 1, posts) identity in each post, -1 where it stands empty."""
    teams: dict[str, NDArray[np.float32]]
    events: pandas.DataFrame
    """What happened, as `CultureModel.events` gives it."""
    served: pandas.DataFrame
    """Where those served stood before each week, one row a week and person; only what their setting's stories tell."""

    @property
    def weeks(self) -> int:
        """Weeks that were simulated."""
        return len(self.person) - 1

    def weeks_of(self, post: int, person: int) -> NDArray[np.int64]:
        """Weeks at whose start this person held the post."""
        return np.flatnonzero(self.person[:, post] == person)

    def events_of(self, person: int, post: int) -> pandas.DataFrame:
        """What happened to one person, in order."""
        return self.events[(self.events.person == person) & (self.events.post == post)]


@dataclass(frozen=True)
class TwoWorlds:
    """A pair of histories that began from one moment under one seed."""

    organisation: Organisation
    seed: int
    version: str
    without: WorldHistory
    with_plan: WorldHistory

    @property
    def weeks(self) -> int:
        """Weeks that were simulated in each."""
        return self.without.weeks

    @property
    def founders(self) -> NDArray[np.int64]:
        """(posts,) who held each post when the two worlds parted; -1 for nobody."""
        return np.asarray(self.without.person[0])

    @cached_property
    def followed(self) -> int:
        """The post of whoever the setting's stories follow first; -1 for nobody."""
        return int(self.organisation.setting.stories.followed(self))

    @property
    def provenance(self) -> str:
        """What is needed to reproduce these weeks."""
        plan, base = self.with_plan.scenario, self.without.scenario
        return (
            f"{self.organisation.name}, {self.organisation.staff} posts, seed {self.seed}; "
            f"{base.title} {base.hash} and {plan.title} {plan.hash}; culture-sim {self.version}."
        )


def simulate_two_worlds(
    plan: Scenario | str = "embedded",
    baseline: Scenario | str = "blame_culture",
    *,
    organisation: Organisation | None = None,
    setting: str = DEFAULT_SETTING,
    seed: int = STORY_SEED,
    weeks: int = STORY_WEEKS,
) -> TwoWorlds:
    """Run one warm-up, part, and run both worlds week by week, recording everything.

    Args:
        plan: what is done in the one world.
        baseline: what is done in the other.
        organisation: posts and teams; that of the setting's lesson if absent.
        setting: kind of organisation, and of plans that are named without it.
        seed: of both.
        weeks: weeks after the parting, at least 1.

    Raises:
        InputError: a wrong scenario, seed or number of weeks.
    """
    from culture_sim.version import __version__

    if weeks < 1:
        raise InputError(f"A story takes at least one week, not {weeks}.")
    place = organisation if organisation is not None else place_of_lesson(load_setting(setting))
    base, planned = (
        each if isinstance(each, Scenario) else load_scenario(f"{place.setting.name}/{each}")
        for each in (baseline, plan)
    )
    parting = CultureModel(base, seed=seed, organisation=place)
    parting.watch("everyone")
    return TwoWorlds(
        place, seed, __version__, _history(parting.fork(), weeks), _history(parting.fork(planned), weeks)
    )


def place_of_lesson(setting: Setting) -> Organisation:
    """The made-up organisation in which a setting's lesson takes place.

    Raises:
        InputError: the setting has no lesson.
    """
    lesson = lesson_of(setting)
    if lesson is None:
        raise InputError(f"{setting.title} has no lesson.")
    return build_organisation(setting.name, lesson.posts)


def _history(model: CultureModel, weeks: int) -> WorldHistory:
    import pandas

    posts, teams = model.organisation.staff, model.organisation.teams
    people = {name: np.zeros((weeks + 1, posts), np.float32) for name in OF_STAFF}
    of_teams = {name: np.zeros((weeks + 1, teams), np.float32) for name in OF_TEAMS}
    person = np.zeros((weeks + 1, posts), np.int64)
    stories = model.setting.stories
    told = getattr(stories, "SERVED", ())
    events, served = [], []
    for week in range(weeks + 1):
        for name, table in people.items():
            table[week] = getattr(model.staff, name)
        for name, column in of_teams.items():
            column[week] = _means(model, people[OF_TEAMS[name]][week])
        person[week] = np.where(model.staff.filled, model.staff.person, -1)
        if told and week >= stories.SERVED_FROM:
            table = model.served
            rows = np.flatnonzero(stories.is_followed(table))
            kept = {name: _small(table[name][rows]) for name in told}
            served.append(pandas.DataFrame({"week": np.int32(week), **kept}))
        if week < weeks:
            model.run_for(1)
        if week == weeks or (week + 1) % FORGET_WEEKS == 0:
            events.append(model.events())
            model.forget()
    none = pandas.DataFrame({name: np.zeros(0) for name in ("week", *told)})
    of_served = pandas.concat(served, ignore_index=True) if served else none
    return WorldHistory(
        model.culture_plan, people, person, of_teams, pandas.concat(events, ignore_index=True), of_served
    )


def _means(model: CultureModel, state: NDArray[np.float32]) -> NDArray[np.float64]:
    """(teams,) mean of a state over everyone in post; 0 where nobody is."""
    team, filled = model.organisation.team_of_post, model.staff.filled
    number = np.bincount(team, filled, model.organisation.teams)
    return np.asarray(np.bincount(team, state * filled, model.organisation.teams) / np.maximum(number, 1))


def _small(values: NDArray[Any]) -> NDArray[Any]:
    """The same at half the size where it is a real number."""
    return values.astype(np.float32) if values.dtype == np.float64 else values
