"""The readable twin: the week of the model document written agent by agent in plain Mesa, slowly and obviously.

It begins from the same founded world as CultureModel, meets the same draws, and must agree with it for every
person in every week. Nothing here is compiled but the draws; nothing here is an array.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import mesa
import numpy as np

from culture_sim.engine import rng
from culture_sim.engine.rng import Stream
from culture_sim.engine.state import ModelState
from culture_sim.engine.tables import columns
from culture_sim.initialise import assign_waves, initialise
from culture_sim.organisation import Organisation
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario
from culture_sim.scenario.times import NEVER
from culture_sim.settings.nhs_trust.tables import Levers, Stage, Tally
from tests.reference import afterwards, care, events, people, workplace
from tests.reference.agents import Family, Leader, Post, Sponsor, StaffMember, Team

LEVERS = tuple(columns(Levers))
PERSON = (
    "psychological_safety", "trust", "burnout", "restorative_skill", "use", "practice", "natural_skill",
    "vulnerability", "tenure", "champion", "peer_facilitator", "trained", "investigation_weeks", "sick",
)  # fmt: skip
POST = (
    "filled",
    "profession",
    "status",
    "exposure",
    "leaving_multiplier",
    "champion_priority",
    "facilitator_priority",
)
TEAM = (
    "demand", "workload", "lessons", "patient_trust", "reports_recent", "leavers_recent", "practice", "burnout",
    "safety", "need_multiplier", "wave", "directorate",
)  # fmt: skip


class Twin(mesa.Model):
    """The same organisation as `CultureModel(scenario, seed, organisation=..., parameters=...)`, one object a person.

    `step()` lives one week, the burn-in's weeks first.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        organisation: Organisation,
        parameters: Parameters,
        warm_up_weeks: int = 0,
    ) -> None:
        super().__init__(rng=seed)
        self.p = SimpleNamespace(**{name: parameters[name] for name in parameters})
        self.luck_seed = seed
        self.week = 0
        world = initialise(organisation, parameters, seed, weeks=1)
        assign_waves(scenario, organisation, world)  # for the turn of each post; the waves come at the launch
        self.scenario_lived, self.organisation = scenario, organisation
        self.warm_up_weeks = warm_up_weeks
        self.launch = NEVER if scenario.does_nothing else warm_up_weeks
        self.targeting = scenario.diagnosis.targeting if scenario.diagnosis else 0.0
        self.next_identity = int(world.sponsor.next_person[0])
        self.search_from = int(world.sponsor.search_from[0])
        self.tally: list[dict[str, float]] = []
        self._settle(world)

    # The week (model 2.4) -------------------------------------------------------------------------

    def step(self) -> None:
        """Live one week."""
        if self.week == self.warm_up_weeks:
            self._sort_into_waves()
        self._make_room()
        self.tally.append(dict.fromkeys(columns(Tally), 0.0))
        self._draw_luck()
        self._take_stock()
        workplace.levers_come_into_force(self)  # 1
        workplace.workload_is_met(self)  # 2
        workplace.burnout_builds_and_heals(self)  # 3
        workplace.leaders_drift(self)  # 4
        people.practice_is_used(self)  # 5
        people.safety_moves(self)  # 6
        people.trust_moves(self)  # 7
        people.people_train(self)  # 8
        people.skill_grows_and_fades(self)
        self._take_stock()
        events.things_go_wrong(self)  # 9
        events.harm_is_answered(self)  # 10
        events.investigations_go_on(self)  # 11
        events.colleagues_fall_out(self)  # 12
        care.families_are_met(self)  # 13
        afterwards.lessons_are_learned(self)  # 14
        afterwards.posts_are_filled(self)  # 15
        afterwards.people_leave(self)
        afterwards.leaders_change(self)
        afterwards.sponsor_looks_on(self)  # 16
        afterwards.week_is_recorded(self)  # 17
        self.week += 1

    def _draw_luck(self) -> None:
        """What this week has in store for everyone, in two blocks of draws a post."""
        for post in self.posts:
            fate = self.draws(Stream.FATE, post.number)
            post.sickness_draw, post.recovery_draw, post.conflict_draw, post.leaving_draw = fate
            post.burnout_noise, post.safety_noise, post.fairness_noise, _ = self.noises(
                Stream.NOISE, post.number
            )
            post.training_draw = self.draws(Stream.NOISE, post.number)[3]

    def _take_stock(self) -> None:
        for team in self.teams:
            team.update_team_means()

    # What everyone may ask of the model -----------------------------------------------------------

    def draws(self, decision: int, who: int, which: int = 0, week: int | None = None) -> tuple[float, ...]:
        """The four uniform draws that belong to a decision."""
        when = self.week if week is None else week
        return rng.uniforms(self.luck_seed, when, int(decision), who, which)

    def noises(self, decision: int, who: int) -> tuple[float, ...]:
        """The same four draws as standard normal ones."""
        philox_words = rng.philox_words(self.luck_seed, self.week, int(decision), who, 0)
        return tuple(rng.to_normal(np.uint32(word)) for word in philox_words)

    def noise(self, decision: int, who: int) -> float:
        """A standard normal draw."""
        return rng.normals(self.luck_seed, self.week, int(decision), who, 0)[0]

    def count(self, decision: int, who: int, expected: float) -> int:
        """A Poisson draw."""
        return rng.poisson(self.luck_seed, self.week, int(decision), who, expected)

    def add(self, what: str, amount: float = 1.0) -> None:
        """Count something that happened this week."""
        self.tally[-1][what] += amount

    def new_identity(self) -> int:
        """A number that nobody had before."""
        self.next_identity += 1
        return self.next_identity - 1

    @property
    def cases(self) -> list[Family]:
        """Open cases, in the order of their rows."""
        return [family for family in self.rows[self.places :] if family is not None]

    def file(self, family: Family) -> None:
        """Give a case the next free row behind the places of care, beginning again after the last row."""
        while True:
            row = max(self.search_from, self.places)
            self.search_from = row + 1 if row + 1 < len(self.rows) else self.places
            if self.rows[row] is None:
                self.rows[row] = family
                return

    def close(self, family: Family) -> None:
        """The case is over."""
        self.rows[self.rows.index(family)] = None
        family.remove()

    def _make_room(self) -> None:
        p = self.p
        a_year = p.incidents_per_staff_year * p.harm_share + p.dissatisfaction_per_staff_year
        wanted = 64 + int(len(self.posts) * max(0.25, 20 * a_year / 52))
        while self.rows[self.places :].count(None) < wanted:
            self.rows += [None] * len(self.rows)

    def _sort_into_waves(self) -> None:
        """The plan, and whose turn it is, as leaders stand when the programme starts."""
        modelling = [team.leader.modelling for team in self.teams]
        organisation, scenario = self.organisation, self.scenario_lived
        waves = scenario.rollout.assign(
            organisation.directorate_of_team, modelling, organisation.directorate_names
        )
        for team, wave in zip(self.teams, waves.wave_of_team.tolist(), strict=True):
            team.wave = wave
        plan = scenario.plan(260, waves.delays, organisation.profession_names)
        self.plan = {name: getattr(plan, name).tolist() for name in LEVERS}
        self.plan_engagement = plan.staff_engagement.tolist()

    # Reading the founded world --------------------------------------------------------------------

    def _settle(self, world: ModelState) -> None:
        self.teams = [Team(number) for number in range(len(world.teams))]
        self.posts = [Post(number) for number in range(len(world.staff))]
        for post, row in zip(self.posts, world.staff, strict=True):
            post.team = self.teams[int(row.team)]
            post.team.posts.append(post)
            copy(row, post, POST)
            post.ties = [self.posts[i] for i in world.ties.to[slice(*world.ties.start[post.number :][:2])]]
            post.person = StaffMember(self, post, int(row.person))
            copy(row, post.person, PERSON)
        for team, row in zip(self.teams, world.teams, strict=True):
            copy(row, team, TEAM)
            team.leader = Leader(self, int(row.leader))
            team.leader.style = float(row.leader_style)
            team.leader.modelling = float(row.modelling)
            team.places = list(range(int(row.first_place), int(row.end_place)))
            team.levers = dict.fromkeys(LEVERS, 0.0)
            team.engagement = [0.0] * world.engagement.shape[1]
        self.sponsor = Sponsor(self)
        self.sponsor.identity = int(world.sponsor.sponsor[0])
        self.places = sum(len(team.places) for team in self.teams)
        self.rows: list[Family | None] = [None] * len(world.served)
        for team in self.teams:
            for number in team.places:
                row = world.served[number]
                family = Family(self, team, int(row.person))
                family.trust, family.voice = float(row.trust), float(row.voice)
                family.stage = Stage(int(row.stage))
                self.rows[number] = family


def copy(row: Any, to: object, names: tuple[str, ...]) -> None:
    """Read some columns of a row into attributes."""
    for name in names:
        setattr(to, name, getattr(row, name).item())
