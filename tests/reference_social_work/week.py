"""Everybody's families for a week, plainly: referrals, returns, each family, agencies."""

from __future__ import annotations

import math

from culture_sim.engine import rng
from culture_sim.settings.childrens_social_work.streams import OwnDraw
from tests.reference.numbers import clip, poisson
from tests.reference_social_work.decisions import Deciding
from tests.reference_social_work.families import (
    ASSESSMENT,
    CLOSED,
    FIRST_FAMILY,
    MOST_REFERRALS,
    NOBODY,
    NOT_MET,
    Family,
)


class Reference(Deciding):
    """The families' part of a week."""

    families: list[Family]
    next_place: int
    coordinators: list[float]
    people_practice: float
    champions: float

    def run(self) -> None:
        """In the order of section 4."""
        self.prepare()
        for team in range(len(self.managers)):
            self.refer(team)
        for family in self.families:
            if family.stage == CLOSED and family.due <= self.week:
                self.come_back(family)
            elif family.stage not in (NOBODY, CLOSED):
                self.week_of(family)
        self.agencies()

    def prepare(self) -> None:
        """What chairs, facilitators and coordinators have time for."""
        p, levers = self.p, self.levers
        for team in range(len(self.managers)):
            kept = min(self.conference_slots[team], p.slots_kept)
            self.conference_slots[team] = kept + p.conferences_per_team * levers.restorative_conferences[team]
            kept = min(self.meeting_slots[team], p.slots_kept)
            self.meeting_slots[team] = kept + p.meetings_per_team * levers.family_meetings[team]
        self.family_slots = min(self.family_slots, p.slots_kept) + p.fgc_a_week * sum(self.coordinators)
        if self.chair_skill == 0:
            self.chair_skill = p.chair_first_skill
        if max(levers.restorative_conferences) > 0:
            self.chair_skill += p.chair_learns * (p.facilitator_skill - self.chair_skill)

    def refer(self, team: int) -> None:
        """New families, by a Poisson count; some end at the front door (section 3)."""
        p = self.p
        posts = sum(worker.holds_cases for worker in self.workers if worker.team == team)
        mean = p.referrals * posts
        for k in range(poisson(mean, self.draws.one(OwnDraw.ARRIVALS, team))):
            who = FIRST_FAMILY + (self.week * len(self.managers) + team) * MOST_REFERRALS + k
            unneeded, closes, _, _ = self.draws.four(OwnDraw.ARRIVAL, who)
            needed = unneeded >= p.unneeded_referrals
            trained = sum(self.trained[self.area[team]]) / 3
            if not needed and self.draws.one(OwnDraw.ARRIVAL, who, 1) < p.agency_talks * trained:
                self.count["talked_first"] += 1
                continue
            family = self.new_family(who, team, needed)
            self.count["referrals"] += 1
            self.open(family)
            pressure = math.exp(p.front_door_workload * (self.workload[team] - 1))
            if not needed and closes < p.front_door_closes * pressure:
                self.count["no_further_action"] += 1
                self.close(family)

    def new_family(self, who: int, team: int, needed: bool) -> Family:
        """As section 14 draws them."""
        p = self.p
        while self.families[self.next_place % len(self.families)].stage != NOBODY:
            self.next_place += 1
        row = self.next_place % len(self.families)
        self.next_place = (row + 1) % len(self.families)
        children, earlier, _, _ = self.draws.four(OwnDraw.FIRST, who)
        trust, known = self.two(OwnDraw.NOISES, who, 0)
        worry, exposed = self.two(OwnDraw.NOISES, who, 1)
        shapes = (
            (p.risk_low, p.risk_high, p.need_low, p.need_high)
            if needed
            else (p.unneeded_risk_low, p.unneeded_risk_high, p.unneeded_need_low, p.unneeded_need_high)
        )
        risk = self.beta(shapes[0], shapes[1], OwnDraw.RISK, who)
        service_trust = clip(p.first_service_trust + p.first_service_trust_spread * trust, 0.02, 0.98)
        family = self.families[row] = Family(
            row=row,
            person=who,
            team=team,
            children=min(int(p.most_children), 1 + poisson(p.children_beyond_first, children)),
            trust=service_trust,
            service_trust=service_trust,
            need=self.beta(shapes[2], shapes[3], OwnDraw.NEED, who),
            risk=risk,
            own_risk=clip(p.own_risk_share * risk + p.own_risk_base, 0, 1),
            known=clip(p.first_known + p.first_known_spread * known, 0.02, 0.98),
            own_plan=p.first_own_plan,
            network=self.beta(p.network_low, p.network_high, OwnDraw.NETWORK, who),
            worry=p.first_worry_spread * worry,
            exposure=math.exp(p.exposure_log_mean + p.exposure_log_spread * exposed),
            had_plan=earlier < p.earlier_plan * risk / p.earlier_plan_risk,
        )
        return family

    def two(self, what: OwnDraw, who: int, which: int) -> tuple[float, float]:
        """Two draws from the standard normal."""
        one, other = rng.normals(self.draws.seed, self.week, int(what), who, which)
        return float(one), float(other)

    def beta(self, low: float, high: float, what: OwnDraw, who: int) -> float:
        """The first of the pairs of uniforms that Cheng's BB accepts; both shapes lie above 1 here."""
        a, b, alpha = min(low, high), max(low, high), low + high
        spread = math.sqrt((alpha - 2) / (2 * a * b - alpha))
        for which in range(1000):
            four = self.draws.four(what, who, which)
            for u, v in (four[:2], four[2:]):
                log_odds = spread * math.log(u / (1 - u))
                w = a * math.exp(log_odds)
                reach = (a + 1 / spread) * log_odds - math.log(4)
                if reach + alpha * math.log(alpha / (b + w)) >= math.log(u * u * v):
                    return (w if a == low else b) / (b + w)
        return low / (low + high)

    def open(self, family: Family) -> None:
        """A case is opened, without a worker yet."""
        family.stage, family.stage_weeks, family.unseen_weeks = ASSESSMENT, 0, 0
        family.workers, family.worker, family.former = 0, -1, -1
        family.manner, family.promise_due, family.broken_promises = NOT_MET, 0, 0
        family.offered, family.referred = False, self.week

    def come_back(self, family: Family) -> None:
        """Referred again."""
        self.count["referrals"] += 1
        self.count["re_referrals"] += self.week - family.referred <= self.p.re_referral_weeks
        family.trust = family.service_trust
        family.known *= self.p.return_known
        self.open(family)

    def agencies(self) -> None:
        """Joint training, culture, repair and relationship (11)."""
        p = self.p
        together = max(self.levers.multi_agency_alignment)
        reached = min(1, self.champions / p.agency_champions)
        reach = p.agency_training_floor + (1 - p.agency_training_floor) * reached
        for area in range(len(self.culture)):
            for kind in range(3):
                trained = self.trained[area][kind]
                gain = together * p.agency_training * reach * (p.agency_trained_most - trained)
                trained = clip(trained + gain - p.agency_training_lost / 52 * trained, 0, 1)
                brings = p.agency_culture_floor + p.agency_culture_practice * self.people_practice
                aim = p.agency_culture + p.agency_culture_gain * trained * brings
                culture = self.culture[area][kind]
                culture = clip(culture + p.agency_follows * (aim - culture), 0, 1)
                repair = p.agency_repair
                repair += p.agency_repair_training * together * (p.agency_repair_floor + self.people_practice)
                for conflict in range(self.conflicts[area][kind]):
                    healed = self.draws.one(OwnDraw.AGENCY_REPAIR, 3 * area + kind, conflict) < repair
                    self.conflicts[area][kind] -= healed
                aim = p.agency_relationship + p.agency_relationship_culture * culture
                aim += p.agency_relationship_trained * trained
                aim -= p.agency_relationship_conflict * self.conflicts[area][kind]
                relation = self.relationship[area][kind]
                self.relationship[area][kind] = clip(relation + p.agency_follows * (aim - relation), 0, 1)
                self.trained[area][kind], self.culture[area][kind] = trained, culture
