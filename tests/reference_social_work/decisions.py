"""Reviews, conferences and the moves that they decide, plainly: (7), (9), (10) and section 3 of the specification."""

from __future__ import annotations

import math

from culture_sim.settings.childrens_social_work.streams import OwnDraw
from tests.reference.numbers import clip
from tests.reference_social_work.families import (
    ASSESSMENT,
    CLOSED,
    COURT,
    IN_NEED,
    LOOKED_AFTER,
    NOBODY,
    PRE_PROCEEDINGS,
    PROTECTION,
    TO,
    WITH,
    Family,
    Service,
    Worker,
)


class Deciding(Service):
    """A service that also decides."""

    def decide(self, family: Family, worker: Worker) -> None:
        """What is due this week."""
        p, weeks = self.p, family.stage_weeks
        pace = min(1, 1 / worker.workload)
        _, _, chance, _ = self.draws.four(OwnDraw.CHANCES, family.person)
        since = weeks - int(p.first_review)
        due = {
            ASSESSMENT: weeks >= p.assessment_least and chance < p.assessed * pace and worker.at_work,
            IN_NEED: weeks % int(p.in_need_review) == 0 and chance < pace and worker.at_work,
            PROTECTION: since >= 0 and since % int(p.later_review) == 0,
            PRE_PROCEEDINGS: weeks >= p.pre_proceedings_weeks and worker.at_work,
            COURT: weeks > p.court_least and chance < 1 / p.court_weeks,
            LOOKED_AFTER: weeks % int(p.care_review) == 0,
        }[family.stage]
        if due:
            before = family.stage
            self.review(family, worker)
            seen = self.seen(family, worker)
            self.move_on(family, worker, seen)
            self.offer_conference(family, worker, before, seen)

    def review(self, family: Family, worker: Worker) -> None:
        """Who decides, who comes, what is promised (9)."""
        p, against = self.p, 1 - self.voluntary
        acts, how, comes, made = self.draws.four(OwnDraw.REVIEW, family.person)
        turns, decided, repairs, held = self.draws.four(OwnDraw.REVIEW, family.person, 1)
        has_plan = IN_NEED <= family.stage <= LOOKED_AFTER
        skill = turned = 0.0
        facilitated = False
        if family.stage == PROTECTION and self.conference_slots[family.team] >= 1:
            self.conference_slots[family.team] -= 1
            self.count["restorative_conferences"] += 1
            skill = self.chair_skill
            turned = p.conference_turns * skill
        elif has_plan and self.meeting_slots[family.team] >= 1 and held < p.meeting_held:
            self.meeting_slots[family.team] -= 1
            self.count["family_meetings"] += 1
            facilitated = True
            skill = p.facilitator_skill
            turned = p.meeting_turns * skill
        conduct = self.conduct(family, worker, acts, how)
        conduct = WITH if turns < turned else conduct
        before = decided < against
        conduct = TO if before else conduct
        self.count["decisions"] += 1
        self.count["decisions_with"] += conduct == WITH
        if has_plan:
            area = self.area[family.team]
            draws = self.draws.four(OwnDraw.REVIEW_TOO, family.person, 1)
            for draw, relation in zip(draws, self.relationship[area], strict=False):
                if draw < p.agency_tells + p.agency_tells_relationship * relation:
                    self.tell(family, p.agency_shares * relation)
        comes_by_itself = p.attends_base + p.attends_trust * family.trust + p.attends_with * (conduct == WITH)
        if made < against:
            self.learn(family, p.forced_feels, p.forced_weight)
            family.own_plan *= p.forced_plan
        elif comes < comes_by_itself:
            met = self.feels(conduct)
            if conduct == WITH:
                family.own_plan += p.with_plan_gain * (1 - family.own_plan)
                met += p.review_skill * ((worker.practice + skill) / 2 - p.review_skill_reference)
            else:
                family.own_plan *= p.to_plan_kept if conduct == TO else p.for_plan_kept
            self.learn(family, p.decided_feels if before else met, p.review_weight)
            self.count["attended"] += 1
            if facilitated and repairs < p.reparation_share:
                family.risk *= 1 - p.reparation_risk * p.facilitator_skill
        else:
            family.worry += p.absent_worry
        if family.promise_due == 0:
            family.promise_due = self.week + int(p.promise_weeks)

    def seen(self, family: Family, worker: Worker) -> float:
        """Risk as the service sees it (7)."""
        p = self.p
        mistrust = p.own_trust_reference - family.trust
        unknown = p.unknown_is_risk + p.mistrust_is_risk * mistrust
        z = family.known * family.risk + (1 - family.known) * unknown + family.worry
        z += p.fear_sees_risk * (p.worker_safety_reference - worker.safety)
        z -= p.reflection_calms * (worker.reflection - p.reflection_reference)
        if family.own_plan > p.family_leads_from:
            z -= p.network_is_safety * (family.network - p.network_reference)
        relation = p.agency_relationship
        if IN_NEED <= family.stage <= LOOKED_AFTER:
            relation = sum(self.relationship[self.area[family.team]]) / 3
        z += p.relations_push * (p.agency_relationship + p.relations_margin - relation)
        return float(z + p.decision_spread * self.draws.normal(OwnDraw.REVIEW_TOO, family.person))

    def move_on(self, family: Family, worker: Worker, z: float) -> None:
        """The table of section 3."""
        p, team = self.p, family.team
        pressure = clip(self.workload[team] - 1, -p.rationing_least, p.rationing_most)
        zq, zc = z - p.rationing * pressure, z - p.rationing_care * pressure
        one, two, _, _ = self.draws.four(OwnDraw.MOVE, family.person)
        if family.stage == ASSESSMENT:
            self.count["assessments"] += 1
            if zc > p.threshold_care:
                self.into_care(family, COURT if one < p.care_by_court else LOOKED_AFTER, two)
            elif zq > p.threshold_protection:
                self.go(family, PROTECTION)
                self.pass_on(family, two)
            elif zq + p.threshold_need_weight * family.need < p.threshold_need:
                self.count["not_in_need"] += 1
                self.close(family)
            elif one < p.in_need_base + p.in_need_slope * (zq - p.in_need_reference):
                self.go(family, IN_NEED)
                self.pass_on(family, two)
            else:
                family.need *= p.short_help
                self.close(family)
        elif family.stage == IN_NEED:
            pull = p.close_workload * (worker.workload - 1)
            little = family.need < p.close_need + p.close_need_workload * pull
            if zq > p.threshold_protection + p.in_need_margin:
                self.go(family, PROTECTION)
            elif (zq < p.threshold_close + pull and little) or family.stage_weeks >= p.in_need_longest:
                self.close(family)
        elif family.stage == PROTECTION:
            if zc > p.threshold_proceedings:
                self.go(family, PRE_PROCEEDINGS)
            elif zq < p.threshold_down:
                self.go(family, IN_NEED)
        elif family.stage == PRE_PROCEEDINGS:
            self.count["pre_proceedings"] += 1
            if zc > p.threshold_court:
                self.count["proceedings"] += 1
                if zc > p.threshold_interim:
                    self.into_care(family, COURT, one)
                else:
                    self.go(family, COURT)
            else:
                self.go(family, PROTECTION if zq > p.threshold_down else IN_NEED)
        elif family.stage == COURT:
            if zc > p.threshold_order - (p.order_margin if family.in_care else 0):
                self.into_care(family, LOOKED_AFTER, one)
            else:
                family.in_care = False
                self.go(family, IN_NEED)
        elif one < p.care_review / p.care_weeks:
            family.in_care = False
            if zc < p.threshold_down and two < p.home_from_care:
                self.go(family, IN_NEED)
            else:
                self.close(family)
                if family.stage == CLOSED:
                    self.forget(family)

    def go(self, family: Family, stage: int) -> None:
        """Another stage; a protection plan that begins is counted."""
        if stage == PROTECTION and family.stage != PRE_PROCEEDINGS:
            self.count["protection_plans"] += family.children
            self.count["second_plans"] += family.children * family.had_plan
            family.had_plan = True
        family.stage, family.stage_weeks = stage, 0

    def into_care(self, family: Family, stage: int, passes: float) -> None:
        """Children come into care, if they are not there."""
        self.go(family, stage)
        if not family.in_care:
            family.in_care = True
            self.count["care_entries"] += family.children
            self.pass_on(family, passes)

    def pass_on(self, family: Family, passes: float) -> None:
        """Another worker by the structure of teams (8)."""
        if passes < self.p.transferred:
            self.lose_worker(family)

    def close(self, family: Family) -> None:
        """Whether and when the family comes back is settled as its case is closed."""
        p = self.p
        self.release(family)
        family.stage, family.in_care, family.former = CLOSED, False, -1
        family.service_trust = (family.service_trust + family.trust) / 2
        hazard = p.return_hazard * (p.return_need_floor + family.need) ** p.return_need_power
        log = p.return_risk * (family.risk - p.return_risk_reference)
        log += p.return_trust * (family.service_trust - p.service_trust_reference)
        hazard *= math.exp(log)
        part = -math.log(self.draws.one(OwnDraw.RETURN, family.person)) / (hazard * p.return_memory)
        if part < 1 - math.exp(-p.forgotten_weeks / p.return_memory):
            family.due = self.week + 1 + int(-p.return_memory * math.log(1 - part))
        else:
            self.forget(family)

    def forget(self, family: Family) -> None:
        """Nothing more is heard of the family."""
        family.stage = NOBODY
        self.count["gone"] += 1

    def offer_conference(self, family: Family, worker: Worker, before: int, seen: float) -> None:
        """A family group conference, offered once (10)."""
        p, against = self.p, 1 - self.voluntary
        closed = family.stage in (NOBODY, CLOSED)
        if self.family_slots < 1 or family.offered or closed or before == ASSESSMENT or family.in_care:
            return
        chance = 0.0
        if PRE_PROCEEDINGS in (family.stage, before):
            chance = 1.0
        elif PROTECTION in (family.stage, before) or (family.stage == IN_NEED and seen > p.fgc_in_need_from):
            chance = p.fgc_offered
        offer, accepts, _, _ = self.draws.four(OwnDraw.CONFERENCE, family.person)
        if offer >= chance:
            return
        family.offered = True
        wish = p.fgc_accepted + p.fgc_accepted_trust * (family.trust - p.own_trust_reference)
        if accepts >= wish - p.fgc_accepted_jargon * against:
            return
        self.family_slots -= 1
        self.count["family_conferences"] += 1
        quality = p.facilitator_skill * (1 - p.fgc_decided * against) * (1 - p.fgc_coerced * against)
        noise = p.fgc_network_spread * self.draws.normal(OwnDraw.CONFERENCE, family.person, 2)
        family.network += clip(p.fgc_network * quality + noise, 0, p.fgc_network_most) * (1 - family.network)
        family.own_plan = max(family.own_plan, p.fgc_plan + p.fgc_plan_quality * quality)
        self.tell(family, p.fgc_known * quality)
        self.learn(family, p.fgc_feels + p.fgc_feels_quality * quality, p.review_weight)
        accepted = p.fgc_service + p.fgc_service_practice * worker.practice
        accepted += p.fgc_service_modelling * self.managers[family.team]
        accepted += p.fgc_service_safety * (worker.safety - p.worker_safety_reference)
        accepted *= 1 - (1 - p.fgc_service_decided) * against
        if self.draws.one(OwnDraw.CONFERENCE, family.person, 1) < accepted:
            family.promise_due = self.week + int(p.fgc_promise_weeks)
            self.count["conference_plans"] += 1
        else:
            family.own_plan *= p.fgc_refused_plan
            family.broken_promises += 1
            self.learn(family, p.broken_feels, p.broken_weight)
            self.count["promises_broken"] += 1
