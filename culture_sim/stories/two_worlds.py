"""One organisation in two worlds: the same people, the same random numbers, another culture. All recorded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from culture_sim.errors import InputError
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.model import CultureModel
from culture_sim.organisation import Organisation, build_organisation
from culture_sim.scenario import Scenario, load_scenario

if TYPE_CHECKING:
    import pandas

STORY_STAFF = 400
STORY_SEED = 7
STORY_WEEKS = 260

OF_STAFF = ("trust", "psychological_safety", "burnout", "practice")
OF_TEAMS = ("practice", "safety", "burnout")


@dataclass(slots=True)
class Case:
    """Somebody harmed, from the week it happened on; a stage a week for as long as the case is open."""

    week: int
    post: int
    staff_person: int
    person: int
    need_met: float
    stages: list[str] = field(default_factory=list)

    def reached(self, stage: str) -> int | None:
        """Weeks after the harm when the case came to this stage; None if it never did."""
        return self.stages.index(stage) if stage in self.stages else None


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
    cases: tuple[Case, ...]

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
    seed: int = STORY_SEED,
    weeks: int = STORY_WEEKS,
) -> TwoWorlds:
    """Run one warm-up, part, and run both worlds week by week, recording everything.

    Args:
        plan: what is done in the one world.
        baseline: what is done in the other.
        organisation: posts and teams; 400 posts of the default setting if absent.
        seed: of both.
        weeks: weeks after the parting, at least 1.

    Raises:
        InputError: a wrong scenario, seed or number of weeks.
    """
    from culture_sim.version import __version__

    if weeks < 1:
        raise InputError(f"A story takes at least one week, not {weeks}.")
    place = organisation if organisation is not None else build_organisation(DEFAULT_SETTING, STORY_STAFF)
    base = baseline if isinstance(baseline, Scenario) else load_scenario(baseline)
    planned = plan if isinstance(plan, Scenario) else load_scenario(plan)
    parting = CultureModel(base, seed=seed, organisation=place)
    parting.watch("everyone")
    return TwoWorlds(
        place, seed, __version__, _history(parting.fork(), weeks), _history(parting.fork(planned), weeks)
    )


def _history(model: CultureModel, weeks: int) -> WorldHistory:
    posts, teams = model.organisation.staff, model.organisation.teams
    people = {name: np.zeros((weeks + 1, posts), np.float32) for name in OF_STAFF}
    of_teams = {name: np.zeros((weeks + 1, teams), np.float32) for name in OF_TEAMS}
    person = np.zeros((weeks + 1, posts), np.int64)
    open_cases: dict[int, Case] = {}
    cases: list[Case] = []
    for week in range(weeks + 1):
        for name, table in people.items():
            table[week] = getattr(model.staff, name)
        for name, table in of_teams.items():
            table[week] = getattr(model.teams, name)
        person[week] = np.where(model.staff.filled, model.staff.person, -1)
        if week < weeks:
            model.run_for(1)
            _follow_cases(model, week, open_cases, cases)
    return WorldHistory(model.culture_plan, people, person, of_teams, model.events(), tuple(cases))


def _follow_cases(model: CultureModel, week: int, open_cases: dict[int, Case], cases: list[Case]) -> None:
    """Meet the cases that this week opened, and see how the others are."""
    served, stages = model.served, model.setting.tables.Stage
    for row in [row for row, case in open_cases.items() if served.person[row] != case.person]:
        del open_cases[row]
    fresh = served.harmed & (served.weeks == 1) & (served.stage != stages.NOBODY)
    for row in np.flatnonzero(fresh).tolist():
        found = served[row]
        open_cases[row] = Case(
            week, int(found.post), int(found.staff_person), int(found.person), float(found.need_met)
        )
        cases.append(open_cases[row])
    for row, case in list(open_cases.items()):
        stage = stages(int(served.stage[row]))
        if stage == stages.NOBODY:
            del open_cases[row]
            continue
        case.stages.append(stage.name.lower())
