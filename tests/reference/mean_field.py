"""The mean field of model 3.1: every population is its mean, every event its rate. Shares no code with the engine.

Variables: E use, R skill, P = R E, M modelling, S safety, T trust, B burnout, K lessons, v vacancies, tau patients'
trust, X commitment, m inherited style. Introductions are those of the engine: a rolling programme, of which `waiting`
is the share of staff within reach who have not yet been.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt
from types import SimpleNamespace

from tests.reference.normal import logistic, npos

TEAM = 20
WITNESSES = TEAM - 1


@dataclass
class MeanField:
    """One week at a time: `step(levers)`, with the levers as plain numbers."""

    p: SimpleNamespace
    E: float = 0.29
    R: float = 0.27
    M: float = 0.35
    m: float = 0.35
    S: float = 0.47
    T: float = 0.44
    B: float = 0.44
    K: float = 1.0
    v: float = 0.07
    tau: float = 0.337
    X: float = 0.0
    W: float = 1.0
    r: float = 1.0
    champions_skill: float = 0.0
    untrained: float = 1.0
    champion_share: float = 0.0
    safety_before: float = 0.47
    counts: float = 1.0
    complaints: float = 1.0
    reports_before: float = 0.0
    complaints_before: float = 0.0
    launched: bool = False

    @property
    def P(self) -> float:  # noqa: N802
        """Practice."""
        return self.R * self.E

    def launch(self) -> None:
        """The programme begins: the sponsor commits, and remembers the counts of the year before."""
        self.launched = True
        self.X = self.p.commitment_at_launch
        self.reports_before, self.complaints_before = self.counts, self.complaints

    def step(self, levers: dict[str, float]) -> None:
        """A week."""
        p, lever = self.p, SimpleNamespace(**levers)
        phi = p.enactment_floor + (1 - p.enactment_floor) * self.M
        everyday, supervision = lever.everyday_conversations * phi, lever.restorative_supervision * phi
        relation = lever.relationship_time * phi
        _, open_policy, safe = (
            policy * phi for policy in (lever.hr_policy, lever.complaints_policy, lever.patient_safety_policy)
        )
        promised = (lever.hr_policy + lever.complaints_policy + lever.patient_safety_policy) / 3
        policy = promised * phi
        dB, dS, dP = self.B - p.burnout_reference, self.S - p.safety_reference, self.P - p.practice_reference

        # Coming and going
        leaving = (
            p.leaving_culture_per_year
            * p.mean_field_leaving_factor
            * exp(
                p.burnout_leaving * dB
                - p.trust_leaving * (self.T - p.trust_reference)
                - p.safety_leaving * dS
            )
        )
        hazard = (p.leaving_anyway_per_year + leaving) / 52
        hires = self.v / (1 - self.v) / p.weeks_to_fill
        s = 1 + p.newcomer_susceptibility * hires * p.newcomer_susceptibility_weeks

        # Training (eq. 7)
        transfer = (
            p.transfer_without_engagement + (1 - p.transfer_without_engagement) * lever.staff_engagement
        )
        reach = p.reach_without_engagement + (1 - p.reach_without_engagement) * lever.staff_engagement
        not_meant = 1 - lever.introduction * reach
        going = max(self.untrained - not_meant, 0) / p.introduction_weeks
        new_champions = max(lever.champions - self.champion_share, 0)
        refreshed = lever.refreshers / 52 * self.X * reach * (1 - self.untrained)
        share = self.champion_share + new_champions
        # those not yet introduced hold their natural skill
        dR = going * transfer * max(p.introduction_skill - min(self.R, p.natural_skill + 0.02), 0)
        dR += new_champions * transfer * max(p.deep_training_skill - self.R, 0)
        ordinary = (1 - share) * npos(p.introduction_skill + p.refresher_extra_skill - self.R, 0.1)
        dR += refreshed * transfer * (ordinary + share * max(p.deep_training_skill - self.champions_skill, 0))
        if share > 0:
            fresh = self.R + transfer * max(p.deep_training_skill - self.R, 0)
            self.champions_skill = (
                self.champion_share * self.champions_skill + new_champions * fresh
            ) / share
            self.champions_skill += (
                refreshed * transfer * max(p.deep_training_skill - self.champions_skill, 0)
            )
        decay = log(2) / p.skill_half_life_weeks * (1 - p.use_protection * self.E)
        coaching = 0.0
        if share > 0:
            pace = p.coaching_rate * min(1, share / p.coaching_saturation_share) * self.E * phi * self.E
            coaching = pace * npos(p.coaching_fidelity * self.champions_skill - self.R, 0.1)
            rehearsal = (
                p.learning_by_doing
                * self.E**2
                * self.champions_skill
                * (p.skill_ceiling - self.champions_skill)
            )
            self.champions_skill += rehearsal - decay * (self.champions_skill - p.natural_skill)
        hired_skill = p.natural_skill + lever.induction * transfer * (p.introduction_skill - p.natural_skill)
        dR += p.learning_by_doing * self.E * self.P * (p.skill_ceiling - self.R) + coaching
        dR += hires * (hired_skill - self.R) - decay * (self.R - p.natural_skill)
        self.untrained += hires * (1 - lever.induction - self.untrained) - going
        self.champion_share = share - (hires * share if lever.champions == 0 else 0)

        # Workload (eq. 1)
        backfill = lever.backfill
        overhead = (
            p.supervision_time * supervision + p.everyday_time * everyday + p.relationship_time * relation
        )
        sick = p.sickness_share * exp(p.burnout_sickness * dB + 0.5 * (p.burnout_sickness * 0.1) ** 2)
        novices = hires * p.novice_weeks
        capacity = (1 - self.v) * (1 - sick) * (1 - p.burnout_productivity_loss * dB)
        capacity *= 1 - (1 - p.novice_productivity) * novices
        capacity *= 1 - p.champion_time * share * (1 - backfill)
        days = (going + hires * lever.induction) * p.introduction_days + new_champions * p.deep_training_days
        days += refreshed * p.refresher_days
        capacity += p.agency_cover * self.v - days / 5 * (1 - backfill) * (1 - self.v)
        spread_of_capacity = 0.05  # who is ill or gone differs between teams
        jensen = 1 + 0.5 * p.demand_spread**2 + spread_of_capacity**2
        self.W = p.demand_scale * (1 + overhead * (1 - backfill)) / capacity * jensen
        dW = self.W - 1

        # Use, leaders and burnout (eq. 4, 3, 2)
        visible = self.P**p.critical_mass_steepness
        visible /= visible + p.critical_mass**p.critical_mass_steepness
        norm = p.norm_use * (1 + p.shared_language_use * lever.shared_language) * visible
        place = (
            p.use_intercept + p.leader_use * self.M + norm + p.policy_use * policy + p.everyday_use * everyday
        )
        place += (
            p.supervision_use * supervision
            + p.agencies_use * lever.multi_agency_alignment
            - p.workload_use * dW
        )
        eta = place + p.safety_use * self.S - p.burnout_use * dB
        newcomers_use = logistic(
            place
            + p.safety_use * p.newcomer_safety
            - p.burnout_use * (p.newcomer_burnout - p.burnout_reference)
        )
        dE = p.habit_rate * s * (logistic(eta) - self.E) + hires * (newcomers_use - self.E)
        pull = self.m + lever.leadership_modelling * self.X * p.leadership_programme_gain * (1 - self.m)
        pull += p.team_pull_on_leader * dP - p.pressure_reversion * npos(self.W - p.pressure_threshold, 0.055)
        change = p.leader_turnover_per_year / 52
        sustain = lever.succession
        inside = p.internal_appointment_share
        style = p.inherited_modelling + inside * p.promoted_practice_weight * (
            dP + sustain * 0.1 * min(self.P * 5, 1)
        )
        style += (1 - inside) * p.succession_lift * sustain
        kept = p.succession_carry_over * sustain
        dM = p.leader_habit_rate * (pull - self.M) + change * (1 - kept) * (style - self.M)
        dm = change * (style - self.m)
        load = p.mean_field_burnout_factor * p.burnout_build_up * self.W**p.workload_exponent
        recovery = p.basic_recovery + p.safety_recovery * self.S + p.supervision_recovery * supervision
        dBurnout = load * (1 - self.B) - recovery * self.B + hires * (p.newcomer_burnout - self.B)

        # Incidents and the answer to harm, per head and week (eq. 8 to 11)
        incidents = p.incidents_per_staff_year / 52 / (1 - p.sickness_share) * (1 - sick)
        incidents *= exp(
            p.workload_hazard * dW
            + p.burnout_hazard * dB
            - p.learning_hazard * (self.K - 1)
            - p.relationship_hazard * relation
        )
        harm = incidents * p.harm_share * (1 - p.safety_interception * dS)
        voice = p.reporting_intercept + p.safety_reporting * dS + p.learning_reporting * (self.K - 1)
        known = harm * logistic(voice + p.harm_visibility)
        reports = (incidents - harm) * logistic(voice) + known
        formal = lever.formal_processes
        route = safe + (1 - safe) * p.leader_discretion * self.M
        restorative = known * route * (formal + (1 - formal) * p.facilitators_without_provision)
        blamed = known - restorative
        best = min(self.R + 0.1, 1)
        nu = formal * p.facilitator_skill + (1 - formal) * best
        hurt = p.blame_safety_loss + WITNESSES * p.witness_safety_loss
        heal = p.restorative_safety + WITNESSES * p.restorative_team_safety
        conflict = (
            p.conflicts_per_staff_year
            / 52
            * exp(dB + p.workload_conflict * dW)
            * (1 - p.practice_conflict * dP)
        )
        unresolved = conflict * (1 - p.informal_resolution) * exp(-2 * p.practice_resolution * self.P)
        anchor = (
            p.safety_intercept + p.leader_safety * self.M + p.peer_safety * self.P + p.trust_safety * self.T
        )
        anchor += p.supervision_safety * supervision + p.power_safety * lever.power_sharing
        dSafety = p.safety_rate * s * p.own_experience_weight * (anchor - self.S)
        dSafety += hires * (p.newcomer_safety - self.S) - blamed * hurt * self.S
        dSafety += (
            restorative * heal * (nu - p.quality_threshold) - 2 * unresolved * p.conflict_safety_loss * self.S
        )
        dBurnout += harm * p.harm_burnout * (1 - self.B) + blamed * p.blame_burnout * (1 - self.B)
        dBurnout += (
            2 * unresolved * p.conflict_burnout * (1 - self.B)
            - restorative * p.restorative_relief * nu * self.B
        )

        # Trust (eq. 6)
        signal = p.fairness_offset + p.fairness_at_rest + p.leader_fairness * (self.M - p.inherited_modelling)
        signal += p.peer_fairness * dP + p.policy_fairness * policy - p.say_do_gap * (promised - policy)
        spread = sqrt(p.fairness_noise**2 + p.mean_field_trust_spread**2)
        gain, chi = p.trust_gain_rate, p.loss_aversion
        dT = gain * (npos(signal - self.T, spread) - chi * npos(self.T - signal, spread))
        dT += hires * (p.newcomer_trust - self.T)
        both = p.event_weight_self + WITNESSES * p.event_weight_witness
        dT -= blamed * chi * gain * p.event_weight_self * (self.T - p.blame_signal)
        dT -= blamed * chi * gain * WITNESSES * p.event_weight_witness * (self.T - p.witness_blame_signal)
        felt = p.restorative_signal + p.restorative_signal_gain * nu - self.T
        dT += restorative * gain * both * (felt if felt > 0 else chi * felt)

        # Patients and families, learning, the sponsor (eq. 12 to 16)
        met = p.encounter_offset + p.practice_encounter * dP + p.relationship_encounter * relation
        met += p.power_encounter * lever.power_sharing + p.agencies_encounter * lever.multi_agency_alignment
        met -= p.burnout_encounter * dB
        dtau = p.patient_trust_gain_rate * (
            npos(met - self.tau, p.fairness_noise) - chi * npos(self.tau - met, p.fairness_noise)
        )
        upset = (
            p.dissatisfaction_per_staff_year
            / 52
            * exp(
                p.burnout_dissatisfaction * dB
                + p.workload_dissatisfaction * dW
                - p.practice_dissatisfaction * dP
                - p.relationship_dissatisfaction * relation
                - p.trust_dissatisfaction * (self.tau - p.patient_trust_reference)
            )
        )
        voiced = (
            p.voiced_share
            + p.power_voice * lever.power_sharing
            + p.open_policy_voice * lever.complaints_policy
        )
        early = (
            p.early_resolution + p.practice_early_resolution * dP + p.policy_early_resolution * open_policy
        )
        complaints = upset * voiced * (1 - early) + harm * p.complaint_after_harm * 0.75
        self.r += (reports / p.reports_reference - self.r) / p.reports_memory_weeks
        quality = p.learning_quality_intercept + p.safety_learning * self.S + p.policy_learning * safe
        quality += p.measurement_learning * lever.measurement_and_feedback
        f = self.r * (1 + 1 / p.report_saturation) / (1 + self.r / p.report_saturation)
        dK = p.lesson_forgetting_per_year / 52 * (f * quality / p.learning_quality_reference - self.K)
        dK += p.restorative_lessons * nu * restorative * TEAM
        self.counts += (reports - self.counts) / p.sponsor_memory_weeks
        self.complaints += (complaints - self.complaints) / p.sponsor_memory_weeks
        gained = self.S - self.safety_before
        self.safety_before += gained / 52
        if self.launched:
            mu = lever.measurement_and_feedback
            naive = p.sponsor_incident_weight * self.counts / self.reports_before
            naive += p.sponsor_complaint_weight * self.complaints / self.complaints_before
            moved = mu * p.visible_gain_weight * gained - (1 - mu) * (naive - 1)
            successor = sustain * p.commitment_at_launch + (1 - sustain) * 0.4
            self.X += p.commitment_rate * self.X * (1 - self.X) * moved
            self.X += p.sponsor_turnover_per_year / 52 * (successor - self.X)
        self.v += hazard * (1 - self.v) - self.v / p.weeks_to_fill
        self.E, self.R, self.M, self.m = self.E + dE, self.R + dR, self.M + dM, self.m + dm
        self.S, self.T, self.B = self.S + dSafety, self.T + dT, self.B + dBurnout
        self.K, self.tau = self.K + dK, self.tau + dtau
