"""The people served (20): dissatisfaction, complaints, thanks, and the trust they have in a team."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from culture_sim.settings.nhs_trust.streams import OwnDraw
from tests.reference.agents import Post, Team
from tests.reference.daily import programme_time
from tests.reference.numbers import Draw, poisson

if TYPE_CHECKING:
    from tests.reference.twin import Twin


def people_served(m: Twin, team: Team) -> None:
    """A week of those whom the team serves."""
    p = m.p
    time = m.lever("relationship_time") * team.held
    for post in team.present():
        person = post.holder
        dissatisfied, thanked, _, _ = m.draws.four(Draw.SERVICE, post.number)
        rate = (
            p.dissatisfied
            * post.exposure
            / 52
            * math.exp(
                p.incident_burnout * (person.burnout - p.burnout_reference)
                + p.incident_workload * (team.workload - 1)
                - (team.served_trust - p.served_trust_reference)
            )
        )
        if dissatisfied < rate:
            _displease(m, post, time)
        for _ in range(poisson(p.thanks * (1 + person.practice) / 52, thanked)):
            person.relieve(p.thanks_relief)
    if time > 0:
        programme_time(m, team, p.relationship_time_hours * time * len(team.present()))
        m.tally["relationship_places"] += time * len(team.present())  # type: ignore[assignment]
    for k in range(int(p.served_encounters)):
        _serve(m, team, time, k)


def trust_learns(m: Twin, team: Team, value: float, weight: float) -> None:
    """The trust of those served moves towards what they met (1)."""
    if value < team.served_trust:
        weight *= m.p.loss_over_gain
    team.served_trust += min(1.0, weight) * (value - team.served_trust)


def _displease(m: Twin, post: Post, time: float) -> None:
    p, team, person = m.p, post.team, post.holder
    settled, voiced, enacted, early = m.draws.four(OwnDraw.COMPLAINT, post.number)
    named, stood_by, promised, _ = m.draws.four(OwnDraw.COMPLAINT_TOO, post.number)
    chance = p.settled_on_the_spot + p.settled_practice * person.practice
    if settled < chance + p.settled_relationship_time * time:
        trust_learns(m, team, p.settled_value, p.dissatisfaction_weight)
        return
    trust_learns(m, team, p.unsettled_value, p.dissatisfaction_weight)
    if voiced >= p.voiced + p.voiced_invited * team.invited:
        return
    met = enacted < m.policy("complaints", team)
    by_policy = p.early_policy_base + p.early_policy_modelling * team.modelling
    if early < (by_policy if met else p.early_modelling * team.modelling):
        trust_learns(m, team, p.early_value, p.early_weight)
        person.learn_safety(p.early_safety, p.early_safety_weight * p.learn_own_answer)
        team.process_hours += p.early_meeting_hours
        m.spend(hours=p.early_meeting_hours * met)
        m.tally["early_meetings"] += met
        return
    m.tally["complaints"] += 1
    team.process_hours += p.complaint_hours
    if not met and promised < m.lever("complaints_policy"):
        trust_learns(m, team, 0.0, p.dissatisfaction_weight)
    if named < p.complaint_names:
        by = stood_by < team.modelling
        value = p.stood_by_value if by else p.not_stood_by_trust
        person.learn_trust(value, p.named_trust_weight * p.trust_gain_rate)
        person.learn_safety(p.stood_by_value if by else p.not_stood_by_safety, p.learn_own_answer)
        person.strain(p.complaint_burnout * (p.stood_by_strain if by else 1.0))


def _serve(m: Twin, team: Team, time: float, k: int) -> None:
    """One of the encounters from which a team is trusted."""
    p, present = m.p, team.present()
    if present:
        person = present[int(m.draws.one(OwnDraw.ENCOUNTER, team.number, k) * len(present))].holder
        value = (
            p.served_base
            + p.served_practice * person.practice
            - p.served_burnout * (person.burnout - p.burnout_reference)
            + p.served_relationship_time * time
            + p.served_invited * team.invited
            + p.served_spread * m.draws.normal(OwnDraw.ENCOUNTER, team.number, 10 + k)
        )
        trust_learns(m, team, value, p.served_encounter_weight)
