"""Who lives in the readable twin: people with plain attributes, in posts, in teams, in care."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa

from culture_sim.scenario.times import NEVER
from culture_sim.settings.nhs_trust.tables import Stage

if TYPE_CHECKING:
    from tests.reference.twin import Twin


class StaffMember(mesa.Agent):
    """A person who holds a post."""

    def __init__(self, model: Twin, post: Post, identity: int) -> None:
        super().__init__(model)
        self.post = post
        self.identity = identity
        self.psychological_safety = 0.0
        self.trust = 0.0
        self.burnout = 0.0
        self.restorative_skill = 0.0
        self.use = 0.0
        self.practice = 0.0
        self.natural_skill = 0.0
        self.vulnerability = 1.0
        self.tenure = 0
        self.champion = False
        self.peer_facilitator = False
        self.trained = False
        self.investigation_weeks = 0
        self.sick = 0

    @property
    def at_work(self) -> bool:
        """Not off sick."""
        return self.sick == 0


class Post:
    """A place in a team. It stays when its person leaves."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.team: Team
        self.person: StaffMember  # the last one, if the post is vacant
        self.filled = False
        self.profession = 0
        self.status = 1.0
        self.exposure = 1.0
        self.leaving_multiplier = 1.0
        self.champion_priority = 1.0
        self.facilitator_priority = 1.0
        self.ties: list[Post] = []
        self.sickness_draw = 0.0
        self.recovery_draw = 0.0
        self.conflict_draw = 0.0
        self.leaving_draw = 0.0
        self.training_draw = 0.0
        self.burnout_noise = 0.0
        self.safety_noise = 0.0
        self.fairness_noise = 0.0
        self.susceptibility = 0.0
        self.practice_seen = 0.0
        self.safety_seen = 0.0


class Leader(mesa.Agent):
    """Leads one team."""

    def __init__(self, model: Twin, identity: int) -> None:
        super().__init__(model)
        self.identity = identity
        self.modelling = 0.0
        self.style = 0.0
        self.tenure = 0


class Sponsor(mesa.Agent):
    """The executive who answers for the programme, and what they remember."""

    def __init__(self, model: Twin) -> None:
        super().__init__(model)
        self.identity = 0
        self.commitment = 0.0
        self.safety_before = 0.0
        self.reports_before = 0.0
        self.complaints_before = 0.0
        self.reports_recent = 0.0
        self.complaints_recent = 0.0


class Family(mesa.Agent):
    """A patient or family: in care, or with a case that is still open."""

    def __init__(self, model: Twin, team: Team, identity: int) -> None:
        super().__init__(model)
        self.team = team
        self.identity = identity
        self.stage = Stage.IN_CARE
        self.trust = 0.0
        self.need_met = 0.0
        self.distress = 0.0
        self.voice = 1.0
        self.weeks = 0
        self.harmed = False
        self.known = False
        self.which = 0
        self.colleague: StaffMember | None = None  # the member of staff involved
        self.claim_due = NEVER
        self.promise_due = NEVER


class Team:
    """Posts that work together under one leader."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.posts: list[Post] = []
        self.places: list[int] = []  # their rows in `model.rows`
        self.leader: Leader
        self.wave = 0
        self.directorate = 0
        self.levers: dict[str, float] = {}
        self.engagement: list[float] = []  # by profession
        self.demand = 0.0
        self.workload = 1.0
        self.lessons = 1.0
        self.patient_trust = 0.0
        self.reports_recent = 0.0
        self.leavers_recent = 0.0
        self.training_weeks = 0.0
        self.reports = 0.0
        self.headcount = 0
        self.present = 0
        self.practice = 0.0
        self.burnout = 0.0
        self.safety = 0.0
        self.need_multiplier = 1.0
        self.enactment = 0.0
        self.everyday = 0.0
        self.supervision = 0.0
        self.relationship = 0.0
        self.hr_policy = 0.0
        self.complaints_policy = 0.0
        self.safety_policy = 0.0
        self.policy = 0.0
        self.policy_promised = 0.0

    @property
    def people(self) -> list[StaffMember]:
        """Those who hold its posts now."""
        return [post.person for post in self.posts if post.filled]

    def someone(self, luck: float, people: list[StaffMember]) -> StaffMember | None:
        """One of these people, each with equal chance."""
        if not people:
            return None
        return people[min(int(luck * len(people)), len(people) - 1)]

    def update_team_means(self) -> None:
        """Count heads and take means; a team of nobody keeps its last means."""
        people = self.people
        self.headcount = len(people)
        if people:
            self.practice = mean([person.practice for person in people])
            self.burnout = mean([person.burnout for person in people])
            self.safety = mean([person.psychological_safety for person in people])


def mean(values: list[Any]) -> float:
    """The plain mean."""
    return sum(values) / len(values)


def clip01(value: float) -> float:
    """A share stays between 0 and 1."""
    return min(max(value, 0.0), 1.0)
