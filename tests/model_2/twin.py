"""The reference implementation of model 2: the week of the specification, person by person, slowly and obviously.

An organisation is fifty leaders and a thousand posts in teams of twenty. A week goes through the teams (A), through
what crosses teams (B), through the teams again (C) and ends with the organisation (D), as the engine does.
"""

from __future__ import annotations

from types import SimpleNamespace

from tests.model_2 import daily, disputes, harm, programme, served, staffing
from tests.model_2.agents import TEAM_OF_TWENTY, Harm, Conflict, Person, Post, Team
from tests.model_2.draws import Draw, Draws, clip
from tests.model_2.parameters import PARAMETERS
from tests.model_2.plans import FUNDED, Plan
from tests.model_2.record import Tally, record


class Twin:
    """One organisation of `posts` posts under a plan that is launched after the warm-up.

    `step()` runs one week; `run(weeks)` several. `weeks` holds what was counted in each.
    """

    def __init__(
        self,
        plan: Plan,
        seed: int,
        posts: int = 1000,
        warm_up_weeks: int = 208,
        typical: bool = True,
        **parameters: float,
    ) -> None:
        values = {**PARAMETERS, **parameters}
        if typical:  # scenario runs are of a typical trust (section 6)
            values |= {"staffing_spread": 0.0, "executive_style_spread": 0.0} | parameters
        self.p = SimpleNamespace(**values)
        self.plan, self.launch = plan, warm_up_weeks
        self.draws = Draws(seed)
        self.week = 0
        self.next_person = 0
        self.next_conflict = 0
        self.weeks: list[Tally] = []
        self.tally = Tally()
        self.conflicts: list[Conflict] = []
        self.harms: list[Harm] = []
        self.claims_due: dict[int, int] = {}
        self.partners = 0.25  # A, conduct of partner agencies
        self.levers: dict[str, float] = {}
        self.next_harm = 0
        staffing.found(self, posts)

    # The week (section 2) ---------------------------------------------------------------------------

    def step(self) -> None:
        """Run one week."""
        self.draws.week = self.week
        self.tally = Tally()
        self._levers_come_into_force()
        daily.trust_wide(self)
        for team in self.teams:  # A
            daily.absence_and_workload(self, team)  # 1
            daily.use_of_skill(self, team)  # 2
            daily.encounters(self, team)  # 3
            daily.voice(self, team)  # 4
        daily.leaders_meet(self)  # B
        harm.cases_are_answered(self)
        harm.promises_fall_due(self)
        disputes.conflicts_go_on(self)  # 5
        for team in self.teams:  # C
            disputes.investigations(self, team)
            disputes.conflicts_arise(self, team)
            served.people_served(self, team)  # 6
        programme.sessions(self)  # 7
        for team in self.teams:
            staffing.burnout_and_decay(self, team)  # 8
            staffing.leaving_and_hiring(self, team)  # 9
            staffing.leader_turnover(self, team)
        staffing.executive(self)  # D
        record(self)  # 10
        staffing.sponsor(self)
        self.weeks.append(self.tally)
        self.week += 1

    def run(self, weeks: int) -> Twin:
        """Run several weeks; returns itself."""
        for _ in range(weeks):
            self.step()
        return self

    # What every rule may ask ------------------------------------------------------------------------

    @property
    def since_launch(self) -> int:
        """Weeks since the plan's launch; negative in the warm-up."""
        return self.week - self.launch

    def lever(self, name: str) -> float:
        """Strength of a lever in this week, funded as far as the sponsor is committed (27)."""
        return self.levers.get(name, 0.0)

    @property
    def forced(self) -> bool:
        """People are made to come and to speak."""
        return self.plan.voluntary < 0.5

    def policy(self, name: str, team: Team) -> float:
        """A policy as enacted by the team's leader: strength x f."""
        return self.lever(f"policy_{name}") * self.enactment(team)

    def enactment(self, team: Team) -> float:
        """f, how likely the leader enacts a policy."""
        return self.p.enact_floor + (1 - self.p.enact_floor) * team.modelling

    def investigated(self, team: Team, chance: float) -> float:
        """A chance of an investigation, lowered by the HR policy as enacted (16)."""
        return chance * (1 - 0.6 * self.policy("hr", team))

    def mate(self, post: Post, key: int) -> Post | None:
        """A team-mate: the first of up to six uniform draws that is present and not the person."""
        posts = post.team.posts
        for attempt in range(2):
            draws = self.draws.four(Draw.PICK, post.number, 2 * key + attempt)
            for u in draws[: 4 if attempt == 0 else 2]:
                other = posts[int(u * len(posts))]
                if other is not post and other.present:
                    return other
        return None

    def mates(self, post: Post, number: int, key: int) -> list[Post]:
        """Several team-mates, drawn with replacement."""
        found = (self.mate(post, key + k) for k in range(number))
        return [mate for mate in found if mate is not None]

    def newcomer(self, **states: float) -> Person:
        """A person with an identity that nobody had before."""
        self.next_person += 1
        return Person(identity=self.next_person, parameters=self.p, **states)

    def spend(self, fees: float = 0.0, hours: float = 0.0) -> None:
        """Pounds and hours of staff that the programme or a process costs."""
        self.tally.fees += fees
        self.tally.hours += hours

    def _levers_come_into_force(self) -> None:
        self.levers = {}
        if self.since_launch < 0:
            return
        funding = min(1.0, self.commitment / 0.9)
        for name, strength in self.plan.at(self.since_launch).items():
            self.levers[name] = strength * funding if name in FUNDED else strength


def team_of(number: int, leader: Person) -> Team:
    """A team of twenty with its usual mix of professions."""
    team = Team(number, leader)
    team.posts = [Post(20 * number + place, team, kind) for place, kind in enumerate(TEAM_OF_TWENTY)]
    return team


__all__ = ["Twin", "team_of", "clip"]
