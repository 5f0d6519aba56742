"""Who lives in the reference implementation: people, posts, teams, and the cases between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace

from tests.reference.numbers import clip, sigma


@dataclass(eq=False, slots=True, repr=False)
class Person:
    """A member of staff or a leader: six states, and what they are in the middle of."""

    parameters: SimpleNamespace
    psychological_safety: float  # S
    trust: float  # T
    burnout: float  # B
    natural_skill: float  # R0
    restorative_skill: float  # R
    norm: float  # N, share of conduct seen lately that was restorative
    ownership: float  # O
    vulnerability: float  # v
    tenure: int
    expectation: float = 0.0  # how far above others the person values being ignored, in sd
    treated: float = 0.0  # N of the last encounters: how the person was treated
    sessions: int = 0  # taken part in
    hurt: float = 0.0  # how much of what was done to the person lately still hurts
    leads: bool = False
    use: float = 0.0  # E
    practice: float = 0.0  # P = R E
    absent: bool = False
    trained: bool = False
    on_course: bool = False  # a leader's course, once
    champion: bool = False
    facilitator: bool = False
    peer_facilitator: bool = False
    busy_weeks: int = 0
    investigation_weeks: int = 0
    hurt_by_colleague_weeks: int = 0
    hurt_by_leader_weeks: int = 0
    conflicts: list[Conflict] = field(default_factory=list)

    # The two rules that carry all learning (1), (2) -------------------------------------------------

    def _learn(self, state: float, value: float, weight: float) -> float:
        if value < state:
            weight *= self.parameters.loss_over_gain
        return state + min(1.0, weight) * (value - state)

    def learn_safety(self, value: float, weight: float) -> None:
        """Psychological safety moves towards what was met; losses weigh more (1)."""
        self.psychological_safety = self._learn(self.psychological_safety, value, weight)

    def learn_trust(self, value: float, weight: float) -> None:
        """Trust moves towards what was met; losses weigh more (1)."""
        self.trust = self._learn(self.trust, value, weight)

    def remember(self, act: float, weight: float) -> None:
        """Conduct moves the norm (2) and, sooner, how one was treated (5)."""
        self.norm += min(1.0, self.parameters.norm_memory * weight) * (act - self.norm)
        self.treated += min(1.0, self.parameters.treated_memory * weight) * (act - self.treated)

    def see(self, act: float, norm_weight: float, trust_weight: float, *, recognised: bool = False) -> None:
        """Somebody's conduct is seen: it makes the norm, and trust (2)."""
        p = self.parameters
        recognition = self.recognition if recognised and not self.leads else 1.0
        self.remember(act, norm_weight * recognition)
        value = p.neutral_encounter + (1 - p.neutral_encounter) * act
        self.learn_trust(value, p.trust_gain_rate * trust_weight)

    @property
    def value_ignored(self) -> float:
        """What being ignored teaches this person about speaking."""
        p = self.parameters
        return clip(p.value_ignored + p.expectation_spread * self.expectation, 0.0, 1.0)

    def wound(self, part: float) -> None:
        """What was done to the person hurts for a while."""
        self.hurt += part * (1 - self.hurt)

    @property
    def has_case(self) -> bool:
        """Under investigation, or in an open conflict with a colleague or the leader."""
        return self.investigation_weeks > 0 or (bool(self.conflicts) and not self.leads)

    @property
    def recognition(self) -> float:
        """How well restorative conduct is recognised: wholly by those who own the programme (2)."""
        floor: float = self.parameters.recognition_floor
        return floor + (1 - floor) * self.ownership

    def own(self, gain: float) -> None:
        """Ownership of the programme grows."""
        self.ownership += gain * (1 - self.ownership)

    def strain(self, amount: float) -> None:
        """Burnout rises by a share of what is left."""
        self.burnout += amount * (1 - self.burnout)

    def relieve(self, share: float) -> None:
        """Burnout falls by a share of itself."""
        self.burnout -= share * self.burnout

    @property
    def speak_up_index(self) -> float:
        """Mean share of positive answers to the four questions of the index (28)."""
        p = self.parameters
        asked = [
            (self.trust, p.fair_midpoint),
            (self.psychological_safety, p.reporting_midpoint),
            (self.psychological_safety, p.knows_midpoint),
            (self.psychological_safety, p.secure_midpoint),
        ]
        return sum(sigma((state - midpoint) / p.answer_width) for state, midpoint in asked) / len(asked)

    @property
    def has_role(self) -> bool:
        """Champion, facilitator or peer facilitator."""
        return self.champion or self.facilitator or self.peer_facilitator

    def conflict_with(self, other: Person) -> bool:
        """Whether the two are in an open conflict."""
        return any(other in (c.opener, c.other) for c in self.conflicts)


@dataclass(eq=False, slots=True, repr=False)
class Post:
    """A place in a team; vacant when `person` is None."""

    number: int
    team: Team
    standing: float  # z
    engaged: float = 1.0  # share of staff engagement that reaches the staff group
    exposure: float = 1.0  # to those served
    leaving: float = 1.0  # of the staff group against the mean
    ties: list[Post] = field(default_factory=list)
    person: Person | None = None
    shown: tuple[float, float] | None = None  # practice and safety as the last week ended, if present
    harms: list[bool] = field(default_factory=list)  # of this week: whether each was said
    practice_before: float = -1.0  # as the plan was launched

    @property
    def present(self) -> bool:
        """At work this week."""
        return self.person is not None and not self.person.absent

    def practice_in_answer(self, changes: float) -> float:
        """As the plan was launched, where answers are held there (section 9)."""
        return self.holder.practice if changes or self.practice_before < 0 else self.practice_before

    @property
    def holder(self) -> Person:
        """Who holds it."""
        assert self.person is not None
        return self.person


@dataclass(eq=False, slots=True, repr=False)
class Team:
    """Posts under one leader."""

    number: int
    leader: Person
    served_trust: float  # tau
    posts: list[Post] = field(default_factory=list)
    demand: float = 0.0  # d, log points
    workload: float = 1.0  # W
    lessons: float = 1.0  # K
    process_hours: float = 0.0
    programme_hours: float = 0.0
    leavers_felt: float = 0.0  # people who left, as far as it is still felt, per post
    held: float = 0.0  # H, chance that a planned session is held
    quality: float = 0.0  # q of a session
    invited: bool = False  # a juniors-first round was held this week: challenge is invited
    covered: bool = True  # reached by the levers that a cover limits
    modelling_before: float = -1.0  # as the plan was launched

    @property
    def modelling(self) -> float:
        """M is the leader's practice."""
        return self.leader.practice

    def modelling_in_answer(self, changes: float) -> float:
        """As the plan was launched, where answers are held there (section 9)."""
        return self.modelling if changes or self.modelling_before < 0 else self.modelling_before

    def present(self) -> list[Post]:
        """Posts whose holder is at work this week."""
        return [post for post in self.posts if post.present]

    def gain_lessons(self, parameters: SimpleNamespace, times: float) -> None:
        """What was taken up is learned; the more is held, the less is new (9)."""
        room = parameters.lessons_room
        self.lessons += min(1.0, times * parameters.lesson_gain / room) * (1 + room - self.lessons)


@dataclass(eq=False, slots=True, repr=False)
class Conflict:
    """Two people who fell out; `post` is the opener's."""

    post: Post
    opener: Person
    other: Person
    severity: float  # h
    weeks: int = 0
    grievance_weeks: int = 0  # left; 0: no grievance
    asks: str = ""


@dataclass(eq=False, slots=True, repr=False)
class Harm:
    """A harmed family with whom two actions are agreed."""

    post: Post
    team: Team
    trust: float
    need: float
    due: int
