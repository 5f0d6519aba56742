"""The reference implementation: the week of the specification, person by person, slowly and obviously.

It begins from the same first week as the engine, meets the same draws, and must agree with it for every person in
every week. Nothing here is compiled but the draws; nothing here is an array.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from types import SimpleNamespace

from culture_sim.engine.columns import columns
from culture_sim.engine.tables import Manner
from culture_sim.settings.nhs_trust.tables import Levers
from tests.reference import daily, disputes, harm, programme, served, staffing
from tests.reference.agents import Conflict, Harm, Person, Post, Team
from tests.reference.numbers import Draw, Draws
from tests.reference.specified import Run

GOOD_FAITH = Manner(1.0, 1.0, 1.0, 1.0, 1.0, 1.0)


class Twin:
    """The same organisation and plan as a `Run` that has not begun.

    `step()` runs one week. `tally` counts the week, `staff`, `safety` and the rest are where it ended.
    """

    teams: list[Team]
    posts: list[Post]
    manner: Manner
    demand: float  # D
    partners: float  # A, conduct of partner agencies
    executive_style: float
    executive_practice: float  # Q
    commitment: float  # X

    def __init__(self, run: Run) -> None:
        assert run.week == 0
        self.p = SimpleNamespace(**{name: float(run.pars[name]) for name in run.pars.dtype.names})
        self.programme = run.programme
        self.draws = Draws(run.seed)
        self.week = 0
        self.tally: Counter[str] = Counter()
        self.conflicts: dict[int, Conflict] = {}
        self.harms: list[Harm] = []
        self.claims_due: defaultdict[int, int] = defaultdict(int)
        self.levers: dict[str, float] = {}
        self.psychological_safety: list[float] = []
        self.recorded: list[float | None] = []  # a head; none in a week without anybody
        self.safety_before = self.p.first_safety
        self.recorded_before = self.recorded_now = 0.0
        staffing.found(self, run)

    # The week (section 2) ---------------------------------------------------------------------------

    def step(self) -> None:
        """Run one week."""
        self.draws.week = self.week
        self.tally = Counter()
        self.manner = self.programme.manner if self.since_launch >= 0 else GOOD_FAITH
        if self.since_launch == 0:
            self._remember_practice()
        self._levers_come_into_force()
        staffing.trust_wide(self)
        for team in self.teams:  # A
            daily.absence_and_workload(self, team)  # 1
            daily.use_of_skill(self, team)  # 2
            daily.encounters(self, team)  # 3
            daily.voice(self, team)  # 4
            daily.investigations(self, team)
        daily.leaders_meet(self)  # B
        harm.harms_are_answered(self)
        harm.promises_fall_due(self)
        disputes.requests_are_met(self)
        programme.appoint(self)
        for team in self.teams:  # C
            disputes.conflicts_go_on(self, team)  # 5
            served.people_served(self, team)  # 6
            programme.team_events(self, team)  # 7
            staffing.burnout_and_decay(self, team)  # 8
            staffing.leaving_and_hiring(self, team)  # 9
            staffing.leader_turnover(self, team)
            staffing.who_was_hurt(self, team)
            staffing.show(team)
        staffing.executive(self)  # D
        staffing.sponsor(self)
        self.week += 1

    def _remember_practice(self) -> None:
        """What everybody's practice was as the plan was launched; none in a vacant post."""
        for team in self.teams:
            team.modelling_before = team.modelling
        for post in self.posts:
            post.practice_before = post.person.practice if post.person is not None else 0.0

    # What every rule may ask ------------------------------------------------------------------------

    @property
    def since_launch(self) -> int:
        """Weeks since the plan's launch; negative before it."""
        return self.week - self.programme.launch

    def lever(self, name: str) -> float:
        """Strength of a lever in this week, funded as far as the sponsor is committed (27)."""
        return self.levers.get(name, 0.0)

    @property
    def runs(self) -> bool:
        """Whether any lever but backfill is in force."""
        return any(strength > 0 for name, strength in self.levers.items() if name != "backfill")

    @property
    def forced(self) -> bool:
        """People are made to come and to speak."""
        return self.manner.voluntary < self.p.voluntary_from

    def policy(self, name: str, team: Team) -> float:
        """A policy as enacted: strength x f."""
        return self.lever(f"{name}_policy") * self.enactment(name, team)

    def enactment(self, name: str, team: Team) -> float:
        """f, how likely a policy is enacted, in a share of cases centrally, in the others by the team's leader."""
        central = {"hr": self.p.central_triage, "patient_safety": self.p.central_repair}.get(name, 0.0)
        practice = (1 - central) * team.modelling + central * self.p.central_practice
        return self.p.enact_floor + (1 - self.p.enact_floor) * practice

    def mate(self, post: Post, key: int, attempts: int = 6) -> Post | None:
        """A team-mate: the first of up to six uniform draws that is present and not the person."""
        draws: tuple[float, ...] = self.draws.four(Draw.PICK, post.number, 2 * key)
        if attempts == 6:
            draws += self.draws.four(Draw.PICK, post.number, 2 * key + 1)
        return self.first_present(post, draws[:attempts])

    def first_present(self, post: Post, draws: tuple[float, ...]) -> Post | None:
        """The first of the posts at some draws that is present and not the person's."""
        posts = post.team.posts
        found = (posts[int(u * len(posts))] for u in draws)
        return next((other for other in found if other is not post and other.present), None)

    def mates(self, post: Post, number: int, key: int) -> list[Person]:
        """Several team-mates, drawn with replacement, one after the other."""
        found = (self.mate(post, key + k) for k in range(number))
        return [mate.holder for mate in found if mate is not None]

    def spend(self, fees: float = 0.0, hours: float = 0.0) -> None:
        """Pounds and hours of staff that the programme or a process costs."""
        self.tally["fees"] += fees  # type: ignore[assignment]
        self.tally["hours"] += hours  # type: ignore[assignment]

    def _levers_come_into_force(self) -> None:
        self.levers = {}
        if self.since_launch < 0:
            return
        funding = min(1.0, self.commitment / self.p.commitment_in_full)
        row = min(self.since_launch, len(self.programme.plan) - 1)
        for number, name in enumerate(columns(Levers)):
            strength = float(self.programme.plan[row, 0, number])
            self.levers[name] = strength * funding if self.programme.funded[number] else strength
