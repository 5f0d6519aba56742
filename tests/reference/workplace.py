"""Steps 1 to 4 of the week, agent by agent: levers, workload, burnout, leaders (model 2.4, 2.5)."""

from __future__ import annotations

import statistics
from math import exp, sqrt
from typing import TYPE_CHECKING

from culture_sim.engine.rng import Stream
from tests.reference.agents import StaffMember, clip01, mean

if TYPE_CHECKING:
    from tests.reference.twin import Twin

DONE_IN_TEAMS = (
    "leadership_modelling", "shared_language", "introduction", "champions", "everyday_conversations",
    "formal_processes", "relationship_time", "restorative_supervision", "power_sharing", "peer_facilitators",
    "co_production",
)  # fmt: skip


def levers_come_into_force(model: Twin) -> None:
    """Step 1 (2.3): phi = phi0 + (1 - phi0) M; what needs local permission or time is enacted as lever x phi."""
    p = model.p
    if model.week == model.launch:
        model.sponsor.commitment = p.commitment_at_launch
        diagnose(model)
    running = 0
    for team in model.teams:
        if model.week >= model.launch:
            row = min(model.week - model.launch, len(model.plan_engagement) - 1)
            team.levers = {name: weeks[row][team.wave] for name, weeks in model.plan.items()}
            team.engagement = model.plan_engagement[row][team.wave]
            if any(team.levers.values()) or any(team.engagement):
                running += 1
            for name in DONE_IN_TEAMS:
                team.levers[name] = clip01(team.levers[name] * team.need_multiplier)
            team.levers["refreshers"] *= team.need_multiplier
        phi = p.enactment_floor + (1 - p.enactment_floor) * team.leader.modelling
        team.enactment = phi
        team.everyday = team.levers["everyday_conversations"] * phi
        team.supervision = team.levers["restorative_supervision"] * phi
        team.relationship = team.levers["relationship_time"] * phi
        on_paper = [team.levers[name] for name in ("hr_policy", "complaints_policy", "patient_safety_policy")]
        team.hr_policy, team.complaints_policy, team.safety_policy = (policy * phi for policy in on_paper)
        team.policy_promised = mean(on_paper)
        team.policy = team.policy_promised * phi
    model.add("programme_running", running / len(model.teams))


def diagnose(model: Twin) -> None:
    """2.11.9: after an assessment, teams that seem to feel less safe get more of what is done in teams."""
    if model.targeting == 0:
        return
    seen = [
        team.safety + model.p.diagnosis_noise * model.noise(Stream.DIAGNOSIS, team.number)
        for team in model.teams
    ]
    spread = statistics.pstdev(seen)
    if spread > 0:
        for team, safety in zip(model.teams, seen, strict=True):
            need = (mean(seen) - safety) / spread
            team.need_multiplier = min(max(1 + 0.25 * model.targeting * need, 0.5), 1.5)


def workload_is_met(model: Twin) -> None:
    """Step 2, eq. 1: W = exp(demand) x W_norm x posts x (1 + o (1 - backfill)) / C."""
    p = model.p
    for team in model.teams:
        backfill = team.levers["backfill"]
        people = team.people
        for person in people:
            fall_ill_or_recover(model, person)
        at_work = [person for person in people if person.at_work]
        vacancies = len(team.posts) - len(people)
        capacity = sum(done_by(model, person, backfill) for person in at_work)
        capacity += p.agency_cover * vacancies - team.training_weeks
        overhead = (
            p.supervision_time * team.supervision
            + p.everyday_time * team.everyday
            + p.relationship_time * team.relationship
            + p.co_production_time * team.levers["co_production"]
        )
        rho = p.demand_persistence
        shock = p.demand_spread * sqrt(1 - rho**2) * model.noise(Stream.DEMAND, team.number)
        team.demand = rho * team.demand + shock
        asked = exp(team.demand) * p.demand_scale * len(team.posts) * (1 + overhead * (1 - backfill))
        team.workload = asked / max(capacity, 0.5 * len(team.posts))  # half is found somehow, whoever is away
        team.present = len(at_work)
        model.add("headcount", len(people))
        model.add("vacant", vacancies)
        model.add("sick", len(people) - len(at_work))
        model.add("programme_time", overhead * len(at_work))
        model.add("backfilled_time", overhead * len(at_work) * backfill)


def fall_ill_or_recover(model: Twin, person: StaffMember) -> None:
    """Eq. 2: absent with probability s0 exp(s_B (B - B_ref)); 2.11.4: in episodes, short or stress-related."""
    p = model.p
    start, recovery = person.post.sickness_draw, person.post.recovery_draw
    above = person.burnout - p.burnout_reference
    if not p.sickness_episodes:
        person.sick = 1 if start < p.sickness_share * exp(p.burnout_sickness * above) else 0
        return
    if person.sick == 2 and recovery >= 1 / p.stress_episode_weeks:
        return
    stress = (
        p.stress_sickness_share * p.sickness_share / p.stress_episode_weeks * exp(p.stress_burnout * above)
    )
    short = (1 - p.stress_sickness_share) * p.sickness_share
    person.sick = 2 if start < stress else 1 if start < stress + short else 0


def done_by(model: Twin, person: StaffMember, backfill: float) -> float:
    """Eq. 1: what a person at work gets done, 1 for a settled colleague."""
    p = model.p
    done = 1 - p.burnout_productivity_loss * (person.burnout - p.burnout_reference)
    if person.tenure < p.novice_weeks:
        done *= p.novice_productivity
    if person.champion:
        done *= 1 - p.champion_time * (1 - backfill)
    if person.peer_facilitator and person.post.team.levers["peer_facilitators"] > 0:
        done *= 1 - p.facilitator_time * (1 - backfill)
    return done


def burnout_builds_and_heals(model: Twin) -> None:
    """Step 3, eq. 2."""
    p = model.p
    for team in model.teams:
        for person in team.people:
            burnout = person.burnout
            demand = p.burnout_build_up * team.workload**p.workload_exponent * person.vulnerability
            if person.champion:
                demand *= 1 + p.champion_strain * (1 - team.levers["backfill"])
            recovery = (
                p.basic_recovery
                + p.safety_recovery * person.psychological_safety
                + p.supervision_recovery * team.supervision
            )
            change = demand * (1 - burnout) - recovery * burnout
            change += p.burnout_contagion * (team.burnout - burnout)
            if person.investigation_weeks > 0:
                change += p.investigation_strain * (1 - burnout)
            change += p.burnout_noise * person.post.burnout_noise
            person.burnout = clip01(burnout + change)


def leaders_drift(model: Twin) -> None:
    """Step 4, eq. 3: M += k_M (m0 + lead X m_gain (1 - m0) + m_up (P - P_ref) - m_press [W - 1.05]+ - M)."""
    p = model.p
    for team in model.teams:
        leader = team.leader
        programme = team.levers["leadership_modelling"] * model.sponsor.commitment
        target = leader.style + programme * p.leadership_programme_gain * (1 - leader.style)
        target += p.team_pull_on_leader * (team.practice - p.practice_reference)
        target -= p.pressure_reversion * max(team.workload - p.pressure_threshold, 0)
        leader.modelling = clip01(leader.modelling + p.leader_habit_rate * (target - leader.modelling))
        leader.tenure += 1
