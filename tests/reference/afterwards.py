"""Steps 14 to 17 of the week, agent by agent: learning, coming and going, the sponsor, the record (2.4, 2.5)."""

from __future__ import annotations

import math
import statistics
from math import exp
from typing import TYPE_CHECKING

from culture_sim.engine import rng
from culture_sim.engine.rng import Stream
from tests.reference.agents import Leader, Post, StaffMember, Team, clip01, mean
from tests.reference.events import logistic
from tests.reference.people import attend, invited_use, learn

if TYPE_CHECKING:
    from tests.reference.twin import Twin


def lessons_are_learned(model: Twin) -> None:
    """Step 14, eq. 13: K += d_K (f(r) lq / lq_ref - K), f(r) = r (1 + 1/sat) / (1 + r/sat)."""
    p = model.p
    for team in model.teams:
        a_head = team.reports / max(team.headcount, 1)
        team.reports_recent += (a_head - team.reports_recent) / p.reports_memory_weeks
        quality = p.learning_quality_intercept + p.safety_learning * team.safety
        quality += p.policy_learning * team.safety_policy
        quality += p.measurement_learning * team.levers["measurement_and_feedback"]
        quality += p.co_production_learning * team.levers["co_production"] * team.levers["power_sharing"]
        r = team.reports_recent / p.reports_reference
        taught = r * (1 + 1 / p.report_saturation) / (1 + r / p.report_saturation)
        target = taught * quality / p.learning_quality_reference
        team.lessons += p.lesson_forgetting_per_year / 52 * (target - team.lessons)


def posts_are_filled(model: Twin) -> None:
    """Step 15, eq. 14: a vacancy that was there before this week is filled with chance 1 / vac_wk."""
    for post in model.posts:
        if post.filled:
            continue
        coming, inducted, _, _ = model.draws(Stream.HIRING, post.number)
        if coming < 1 / model.p.weeks_to_fill:
            somebody_joins(model, post, inducted)


def somebody_joins(model: Twin, post: Post, inducted: float) -> None:
    """Eq. 14: S and T above incumbents, B below, R = R0; eq. 7: induction trains newcomers."""
    p, team = model.p, post.team
    vulnerable, skilled = rng.normals(model.luck_seed, model.week, int(Stream.NEWCOMER), post.number, 0)
    person = StaffMember(model, post, model.new_identity())
    post.person, post.filled = person, True
    person.psychological_safety = p.newcomer_safety
    person.trust = p.newcomer_trust
    person.burnout = p.newcomer_burnout
    person.natural_skill = clip01(p.natural_skill + p.natural_skill_spread * skilled)
    person.restorative_skill = person.natural_skill
    person.vulnerability = exp(p.vulnerability_spread * vulnerable - p.vulnerability_spread**2 / 2)
    model.add("hires")
    if inducted < team.levers["induction"]:
        learn(model, team, person, p.introduction_skill)
        attend(model, team, person, p.introduction_days, team.levers["backfill"])
        model.add("introductions")
    person.use = invited_use(model, person)
    person.practice = person.restorative_skill * person.use


def people_leave(model: Twin) -> None:
    """Step 15, eq. 14: the hazard of leaving."""
    p = model.p
    for team in model.teams:
        leavers = 0
        for person in team.people:
            pull = p.burnout_leaving * (person.burnout - p.burnout_reference)
            pull -= p.trust_leaving * (person.trust - p.trust_reference)
            pull -= p.safety_leaving * (person.psychological_safety - p.safety_reference)
            pull += p.leaving_contagion * (team.leavers_recent - p.usual_leaver_share)
            pull += p.first_year_leaving if person.tenure < p.first_year_weeks else 0
            pull += p.investigated_leaving if person.investigation_weeks > 0 else 0
            hazard = (p.leaving_anyway_per_year + p.leaving_culture_per_year * exp(pull)) / 52
            hazard = clip01(hazard * person.post.leaving_multiplier)
            model.add("chance_of_leaving", hazard)
            if person.post.leaving_draw < hazard:
                leavers += 1
                leave(person)
            else:
                person.tenure += 1
        model.add("leavers", leavers)
        team.leavers_recent = team.leavers_recent * (1 - 1 / p.recent_leaver_weeks) + leavers / len(
            team.posts
        )


def leave(person: StaffMember) -> None:
    """The post is vacant."""
    person.post.filled = False
    person.sick = person.investigation_weeks = 0
    person.champion = person.peer_facilitator = False
    person.remove()


def leaders_change(model: Twin) -> None:
    """Step 15, eq. 15: half of new leaders come from the team, half from outside."""
    p = model.p
    for team in model.teams:
        leaving, inside, luck, choice = model.draws(Stream.LEADER_LEAVING, team.number)
        if leaving >= p.leader_turnover_per_year / 52:
            continue
        sustain = team.levers["succession"]
        style = p.inherited_modelling + p.inherited_modelling_spread * model.noise(
            Stream.LEADER_STYLE, team.number
        )
        promoted = candidate(team, sustain, luck, choice) if inside < p.internal_appointment_share else None
        if promoted:
            style += p.promoted_practice_weight * (promoted.practice - p.practice_reference)
        else:
            style += p.succession_lift * sustain
        kept = p.succession_carry_over * sustain
        leaves_a_post = promoted is not None and bool(p.promotions_leave_a_post)
        leader = Leader(model, promoted.identity if promoted and leaves_a_post else model.new_identity())
        leader.style = clip01(style)
        leader.modelling = kept * team.leader.modelling + (1 - kept) * leader.style
        team.leader.remove()
        team.leader = leader
        if promoted and leaves_a_post:
            model.add("promotions")
            leave(promoted)


def candidate(team: Team, sustain: float, luck: float, choice: float) -> StaffMember | None:
    """Eq. 15: anyone, or with succession planning the one who practises most."""
    if choice < sustain:
        return max(team.people, key=lambda person: person.practice, default=None)
    return team.someone(luck, team.people)


def sponsor_looks_on(model: Twin) -> None:
    """Step 16, eq. 16: X += k_X X (1 - X) [mu x_gain (S - S_before) - (1 - mu)(incidents + complaints - 1)]."""
    p, sponsor, now = model.p, model.sponsor, model.tally[-1]
    people = max(now["headcount"], 1)
    reports, complaints = now["reported_incidents"] / people, now["complaints"] / people
    sponsor.reports_recent += (reports - sponsor.reports_recent) / p.sponsor_memory_weeks
    sponsor.complaints_recent += (complaints - sponsor.complaints_recent) / p.sponsor_memory_weeks
    gain = mean([team.safety for team in model.teams]) - sponsor.safety_before
    year = min(model.week + 1, 52)
    sponsor.safety_before += gain / year
    if model.week < model.launch:
        sponsor.reports_before += (reports - sponsor.reports_before) / year
        sponsor.complaints_before += (complaints - sponsor.complaints_before) / year
        return
    measurement = mean([team.levers["measurement_and_feedback"] for team in model.teams])
    counts = p.sponsor_incident_weight * sponsor.reports_recent / max(sponsor.reports_before, 1e-9)
    counts += p.sponsor_complaint_weight * sponsor.complaints_recent / max(sponsor.complaints_before, 1e-9)
    moved = measurement * p.visible_gain_weight * gain - (1 - measurement) * (counts - 1)
    x = sponsor.commitment
    sponsor.commitment = clip01(x + p.commitment_rate * x * (1 - x) * moved)
    if model.draws(Stream.SPONSOR_LEAVING, 0)[0] < p.sponsor_turnover_per_year / 52:
        sustain = mean([team.levers["succession"] for team in model.teams])
        beta_2_3 = sorted(model.draws(Stream.SPONSOR_STYLE, 0))[1]
        sponsor.commitment = sustain * p.commitment_at_launch + (1 - sustain) * beta_2_3
        sponsor.identity = model.new_identity()


def week_is_recorded(model: Twin) -> None:
    """Step 17: where everyone stands, and what a survey would see (2.11.5)."""
    p, now = model.p, model.tally[-1]
    everyone = [person for team in model.teams for person in team.people]
    if everyone:
        for state in ("psychological_safety", "trust", "burnout", "restorative_skill", "use", "practice"):
            now[state] = mean([getattr(person, state) for person in everyone])
        now["burnt_out"] = mean([person.burnout > p.burnt_out_cut for person in everyone])
    if model.week % 13 == 0:
        if everyone:
            now["treated_fairly"] = mean(
                [logistic(p.fair_slope * (person.trust - p.fair_midpoint)) for person in everyone]
            )
            now["safe_to_speak_up"] = mean(
                [
                    logistic(p.speak_up_slope * (person.psychological_safety - p.speak_up_midpoint))
                    for person in everyone
                ]
            )
    else:
        for answer in ("treated_fairly", "safe_to_speak_up"):
            now[answer] = model.tally[-2][answer]
    now["practice_spread"] = statistics.pstdev([team.practice for team in model.teams])
    now["leadership_modelling"] = mean([team.leader.modelling for team in model.teams])
    for state in ("enactment", "workload", "lessons"):
        now[state] = mean([getattr(team, state) for team in model.teams])
    earned = [team.patient_trust for team in model.teams if team.places]
    now["patient_trust"] = mean(earned) if earned else math.nan
    now["commitment"] = model.sponsor.commitment
