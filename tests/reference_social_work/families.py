"""A family's week in children's social work, plainly: the specification's equations (2)-(12), one family at a time.

Slow and plain on purpose: `test_families` holds the engine to it. Serious harm (6) is left out; workers and managers
stand as the engine has them in that week (who they are, staff.py says).
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from culture_sim.settings.childrens_social_work.streams import OwnDraw
from tests.reference.numbers import Draws, above, clip, sigma

NOBODY, ASSESSMENT, IN_NEED, PROTECTION, PRE_PROCEEDINGS, COURT, LOOKED_AFTER, CLOSED = range(8)
NOT_MET, TO, FOR, WITH = range(4)
FIRST_FAMILY, MOST_REFERRALS = 2**48, 256


@dataclass
class Family:
    """One family; columns of the engine's table by their names."""

    row: int
    stage: int = NOBODY
    person: int = 0
    team: int = 0
    worker: int = -1
    worker_person: int = 0
    former: int = -1
    children: int = 1
    trust: float = 0.0
    service_trust: float = 0.0
    need: float = 0.0
    risk: float = 0.0
    own_risk: float = 0.0
    known: float = 0.0
    own_plan: float = 0.0
    network: float = 0.0
    worry: float = 0.0
    exposure: float = 1.0
    stage_weeks: int = 0
    unseen_weeks: int = 0
    workers: int = 0
    manner: int = NOT_MET
    promise_due: int = 0
    broken_promises: int = 0
    complaint_stage: int = 0
    complaint_due: int = 0
    referred: int = 0
    due: int = 0
    in_care: bool = False
    had_plan: bool = False
    offered: bool = False


@dataclass
class Worker:
    """Somebody in a post, as the families meet them."""

    post: int
    team: int
    holds_cases: bool
    in_post: bool
    absent: bool
    person: int
    safety: float
    trust: float
    burnout: float
    practice: float
    skill: float
    workload: float
    reflection: float
    away_until: int
    case_hours: float = 0.0

    @property
    def at_work(self) -> bool:
        """In post, and not off this week."""
        return self.in_post and not self.absent


@dataclass
class Service:
    """Everything that a family's week depends on."""

    p: Any
    draws: Draws
    workers: list[Worker]
    managers: list[float]
    workload: list[float]
    levers: Any
    relationship: list[list[float]]
    culture: list[list[float]]
    trained: list[list[float]]
    conflicts: list[list[int]]
    area: list[int]
    conference_slots: list[float]
    meeting_slots: list[float]
    family_slots: float
    chair_skill: float
    voluntary: float
    follow_through: float
    count: Counter[str] = field(default_factory=Counter)

    @property
    def week(self) -> int:
        """The week that is lived."""
        return self.draws.week

    def leave(self, team: int) -> float:
        """How far the manager enacts a policy: phi."""
        return float(self.p.enact_floor + (1 - self.p.enact_floor) * self.managers[team])

    def employed(self, family: Family) -> bool:
        """Whether the family's worker is still there."""
        worker = self.workers[family.worker]
        return worker.in_post and worker.person == family.worker_person

    def decide(self, family: Family, worker: Worker) -> None:
        """What is due this week; see `Deciding`."""
        raise NotImplementedError

    # Trust and telling --------------------------------------------------------------------------

    def learn(self, family: Family, met: float, weight: float = 1.0) -> None:
        """Trust in the own worker moves towards what was met, faster down than up (3)."""
        gap = met - family.trust
        share = weight * self.p.family_trust_gain * (1 if gap > 0 else self.p.family_loss_over_gain)
        family.trust = clip(family.trust + min(1.0, share) * gap, 0, 1)

    @staticmethod
    def tell(family: Family, share: float) -> None:
        """A share of what was not known is known now."""
        family.known += min(1.0, share) * (1 - family.known)

    # The week -----------------------------------------------------------------------------------

    def step_risk_and_events(self, family: Family) -> None:
        """Drift, and perhaps a life event (5)."""
        p = self.p
        family.risk += p.risk_drift * (family.own_risk - family.risk)
        size, needs, _, _ = self.draws.four(OwnDraw.FAMILY, family.person, 1)
        if self.draws.one(OwnDraw.FAMILY, family.person) < p.life_events * family.exposure:
            extra = p.life_event_risk * size * (1 - p.life_event_network * family.network)
            family.risk = clip(family.risk + extra, 0, 1)
            family.need = clip(family.need + p.life_event_need * needs, 0, 1)
            family.known *= p.life_event_known

    def week_of(self, family: Family) -> None:
        """Everything that happens to a family whose case is open."""
        p = self.p
        family.stage_weeks += 1
        family.unseen_weeks += 1
        family.worry *= p.worry_kept
        self.step_risk_and_events(family)
        if family.worker >= 0:
            passed = self.draws.four(OwnDraw.FAMILY, family.person)[1] < p.passed_on
            away = self.workers[family.worker].away_until - self.week > p.away_weeks
            if passed or away or not self.employed(family):
                self.lose_worker(family)
        if family.worker < 0 and not self.allocate(family):
            family.worry += p.unallocated_worry
            return
        worker = self.workers[family.worker]
        fit = (
            p.fit_base
            + p.fit_known * family.known
            + p.fit_own_plan * (family.own_plan - p.fit_plan_reference)
            + p.fit_trust * (family.trust - p.own_trust_reference)
        )
        fit = clip(fit, p.fit_least, p.fit_most)
        if not worker.absent:
            self.visit(family, worker)
        if IN_NEED <= family.stage <= LOOKED_AFTER:
            self.meet_agency(family, worker)
        self.help(family, worker, fit)
        if 0 < family.promise_due <= self.week:
            self.meet_promise(family, worker)
        self.complain(family, worker)
        self.decide(family, worker)

    # Key workers (8) ----------------------------------------------------------------------------

    def hours(self, family: Family) -> float:
        """Hours a week that the family takes (1)."""
        p = self.p
        by_stage = {
            ASSESSMENT: p.hours_assessment,
            IN_NEED: p.hours_in_need,
            PROTECTION: p.hours_protection,
            PRE_PROCEEDINGS: p.hours_pre_proceedings,
            COURT: p.hours_court,
            LOOKED_AFTER: p.hours_in_care,
        }
        return float(by_stage[family.stage] * (1 + p.hours_more_children * (family.children - 1)))

    def release(self, family: Family) -> None:
        """The worker has the family no longer."""
        if family.worker >= 0 and self.workers[family.worker].person == family.worker_person:
            self.workers[family.worker].case_hours -= self.hours(family)
        family.worker = -1

    def lose_worker(self, family: Family) -> None:
        """The next one may be introduced by this one, if still there."""
        former = family.worker if self.employed(family) else -1
        self.release(family)
        family.former = former

    def allocate(self, family: Family) -> bool:
        """Whoever is at work and has least gets it."""
        loads = {
            worker.post: worker.case_hours / self.p.hours_for_cases
            + self.p.allocation_spread * self.draws.one(OwnDraw.ALLOCATION, family.person, worker.post)
            for worker in self.workers
            if worker.team == family.team
            and worker.holds_cases
            and worker.at_work
            and worker.post != family.former
        }
        if not loads:
            return False
        worker = self.workers[min(loads, key=lambda post: loads[post])]
        family.worker, family.worker_person = worker.post, worker.person
        worker.case_hours += self.hours(family)
        family.workers += 1
        if family.workers > 1:
            self.hand_over(family, worker)
        family.former = -1
        return True

    def hand_over(self, family: Family, worker: Worker) -> None:
        """The story is told again."""
        p = self.p
        chance = p.warm_practice * worker.practice * self.leave(family.team)
        chance *= self.levers.everyday_conversations[family.team]
        introduced = family.former >= 0 and self.workers[family.former].at_work
        warm = introduced and self.draws.one(OwnDraw.HANDOVER, family.person) < chance
        keep = p.kept_warm if warm else p.kept_cold
        service = family.service_trust
        family.trust = keep * family.trust + (1 - keep) * p.stranger * min(service, family.trust)
        family.known *= 1 - p.story_lost * (1 - keep)
        feels = p.handover_service_warm if warm else p.handover_service
        family.service_trust += p.handover_weight * p.service_trust_gain * (feels - service)
        family.own_plan *= p.handover_plan
        family.worry += p.handover_worry * (1 - keep)
        self.count["handovers"] += 1

    # Visits (2)-(5) -----------------------------------------------------------------------------

    def conduct(self, family: Family, worker: Worker, acts: float, how: float) -> int:
        """With the family, to it, or for it (2)."""
        p = self.p
        odds = (
            p.with_base
            + p.with_practice * worker.practice
            + p.with_safety * (worker.safety - p.worker_safety_reference)
            + p.with_standard * self.levers.power_sharing[family.team] * self.leave(family.team)
            - p.with_workload * above(worker.workload - 1)
            - p.with_law * (PRE_PROCEEDINGS <= family.stage <= LOOKED_AFTER)
            - p.with_jargon * (1 - self.voluntary)
        )
        if acts < sigma(odds):
            return WITH
        to = p.to_base - p.to_safety * (worker.safety - p.worker_safety_reference)
        to += p.to_burnout * (worker.burnout - p.worker_burnout_reference)
        return TO if how < clip(to, p.to_least, p.to_most) else FOR

    def feels(self, conduct: int) -> float:
        """How an encounter feels."""
        return float({TO: self.p.to_feels, FOR: self.p.for_feels, WITH: self.p.with_feels}[conduct])

    def visit(self, family: Family, worker: Worker) -> None:
        """It happens if there is time, and makes or costs trust (3)."""
        p, team = self.p, family.team
        _, _, comes, _ = self.draws.four(OwnDraw.FAMILY, family.person)
        acts, how, tells, alone = self.draws.four(OwnDraw.VISIT, family.person)
        hostile, first, asks, _ = self.draws.four(OwnDraw.VISIT, family.person, 1)
        often = {
            ASSESSMENT: p.visit_assessment,
            IN_NEED: p.visit_in_need,
            PROTECTION: p.visit_protection,
            PRE_PROCEEDINGS: p.visit_pre_proceedings,
            COURT: p.visit_court,
            LOOKED_AFTER: p.visit_in_care,
        }[family.stage]
        if comes >= often * min(1, 1 / worker.workload):
            return
        self.count["visits"] += 1
        family.unseen_weeks = 0
        rapport = self.levers.relationship_time[team] * self.leave(team)
        conduct = self.conduct(family, worker, acts, how)
        if family.stage == ASSESSMENT and first < rapport and conduct != WITH:
            conduct += 1
        asked = self.levers.everyday_conversations[team] * self.leave(team)
        if asks < asked * p.questions_lead * worker.skill:
            conduct = WITH
        family.manner = conduct
        length = clip(1 / worker.workload, p.shortest_visit, p.longest_visit)
        length *= 1 + p.relationship_length * rapport
        met = self.feels(conduct) + p.length_feels * (length - 1)
        met -= p.worn_feels * (worker.burnout - p.worker_burnout_reference)
        met += p.visit_spread * self.draws.normal(OwnDraw.VISIT, family.person, 2)
        self.learn(family, met)
        family.service_trust += p.service_trust_gain * (family.trust - family.service_trust)
        if conduct == TO and family.trust < p.hostile_below and hostile < p.hostile_meeting:
            worker.burnout += p.hostile_strain * (1 - worker.burnout)
            self.count["hostile_meetings"] += 1
        chance = p.tells * length * math.exp(p.tells_trust * (family.trust - p.own_trust_reference))
        if tells < chance * (p.tells_with if conduct == WITH else 1):
            self.tell(family, p.told_share)
            self.count["disclosures"] += 1
            if conduct == TO:
                self.learn(family, p.told_to_feels, p.told_to_weight)
        asked = alone < p.alone_base + p.alone_practice * worker.practice
        if IN_NEED <= family.stage <= LOOKED_AFTER and asked:
            self.tell(family, p.alone_known * (p.alone_trust_floor + family.trust))

    def help(self, family: Family, worker: Worker, fit: float) -> None:
        """What the week's hours do (5)."""
        p = self.p
        hours = self.hours(family) / (1 + p.hours_more_children * (family.children - 1))
        given = min(1, 1 / worker.workload) * p.help_hours * hours * fit
        given *= p.help_by_cover if worker.absent else 1
        family.need = clip(family.need - p.needs_met * given, 0, 1)
        lowered = p.risk_lowered * given * (1 + p.network_helps * family.network)
        family.risk *= 1 - min(1, lowered)
        family.own_risk *= 1 - min(1, p.lasting_change * given * family.own_plan)

    def meet_agency(self, family: Family, worker: Worker) -> None:
        """Both act with the family, or one of them does (11)."""
        p, area = self.p, self.area[family.team]
        acts, how, _, _ = self.draws.four(OwnDraw.MEETING, family.person)
        ours = self.conduct(family, worker, acts, how) == WITH
        _, _, _, meets = self.draws.four(OwnDraw.FAMILY, family.person)
        if meets >= p.agency_meets:
            return
        which, theirs, conflict, _ = self.draws.four(OwnDraw.AGENCY, family.person)
        kind = int(which * 3)
        other = theirs < p.agency_with + p.agency_with_culture * self.culture[area][kind]
        if ours and other:
            self.learn(family, p.agency_both_feels, p.agency_weight)
            self.tell(family, p.agency_shares * self.relationship[area][kind])
        elif ours or other:
            self.learn(family, p.agency_one_feels, p.agency_weight)
            family.own_plan *= p.agency_one_plan
            if conflict < p.agency_conflict:
                self.conflicts[area][kind] += 1
                self.count["agency_conflicts"] += 1

    # Promises and complaints (9), (12) ----------------------------------------------------------

    def meet_promise(self, family: Family, worker: Worker) -> None:
        """Kept or broken."""
        p, team = self.p, family.team
        family.promise_due = 0
        kept = p.promise_kept + p.promise_measured * self.levers.measurement_and_feedback[team]
        kept += p.promise_policy * self.leave(team) - p.promise_workload * above(worker.workload - 1)
        kept -= p.promise_not_followed * (1 - self.follow_through)
        if self.draws.one(OwnDraw.PROMISE, family.person) < kept:
            self.learn(family, p.kept_feels, p.kept_weight)
            self.count["promises_kept"] += 1
        else:
            family.broken_promises += 1
            self.learn(family, p.broken_feels, p.broken_weight)
            family.own_plan *= p.broken_plan
            self.count["promises_broken"] += 1

    def complain(self, family: Family, worker: Worker) -> None:
        """A cause, voiced or not, settled early or not; or a stage that ends."""
        p, team = self.p, family.team
        policy, phi = self.levers.complaints_policy[team], self.leave(team)
        if family.complaint_stage > 0:
            if family.complaint_due <= self.week:
                ends, further, _, _ = self.draws.four(OwnDraw.COMPLAINT_ON, family.person)
                settled = p.complaint_ends + p.complaint_ends_practice * worker.practice
                settled += p.complaint_ends_policy * policy * phi
                goes_on = further < (p.complaint_second if family.complaint_stage == 1 else p.complaint_third)
                stage = family.complaint_stage + 1 if ends >= settled and goes_on else 0
                lasts = {2: p.complaint_second_weeks, 3: p.complaint_third_weeks}
                self.count.update(
                    {0: [], 2: ["complaints_second"], 3: ["complaints_third"], 4: ["ombudsman"]}[stage]
                )
                if stage in lasts:
                    family.complaint_due = self.week + int(lasts[stage])
                family.complaint_stage = stage if stage < 4 else 0
            return
        _, cause, _, _ = self.draws.four(OwnDraw.CHANCES, family.person)
        voiced, early, blames, _ = self.draws.four(OwnDraw.COMPLAINT, family.person)
        rate = p.complaint_cause * math.exp(-p.complaint_trust * (family.trust - p.own_trust_reference))
        rate *= p.complaint_to if family.manner == TO else 1
        rate *= 1 + p.complaint_broken * family.broken_promises
        speaks = p.complaint_voiced + p.complaint_invited * self.levers.power_sharing[team]
        settled = p.complaint_early + p.complaint_early_policy * policy * phi
        settled += p.complaint_early_practice * (worker.practice - p.worker_practice_reference)
        if cause >= rate or voiced >= speaks + p.complaint_policy * policy or early < settled:
            return
        self.count["complaints"] += 1
        family.complaint_stage, family.complaint_due = 1, self.week + int(p.complaint_first_weeks)
        worker.burnout += p.complaint_strain * (1 - worker.burnout)
        blamed = blames < p.complaint_blamed - p.complaint_blamed_modelling * self.managers[team]
        met = p.complaint_left_alone_safety if blamed else p.complaint_stood_by_safety
        weight = p.learn_own_answer * (p.loss_over_gain if met < worker.safety else 1)
        worker.safety += min(1, weight) * (met - worker.safety)
