"""The people served (20): dissatisfaction, complaints, thanks, and the trust they have in a team."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tests.model_2.agents import Post, Team
from tests.model_2.daily import programme_time
from tests.model_2.numbers import Draw, poisson

if TYPE_CHECKING:
    from tests.model_2.twin import Twin


def people_served(m: Twin, team: Team) -> None:
    """A week of those whom the team serves."""
    p = m.p
    time = m.lever("relationship_time") * team.held
    for post in team.present():
        person = post.holder
        dissatisfied, thanked, _, _ = m.draws.four(Draw.SERVICE, post.number)
        rate = (
            p.dissatisfied
            / 52
            * math.exp(
                p.incident_burnout * (person.burnout - p.burnout_reference)
                + p.incident_workload * (team.workload - 1)
                - (team.served_trust - 0.4)
            )
        )
        if dissatisfied < rate:
            _displease(m, post, time)
        for _ in range(poisson(p.thanks * (1 + person.practice) / 52, thanked)):
            person.relieve(0.006)
    if time > 0:
        programme_time(m, team, 0.37 * time * len(team.present()))
    for k in range(3):
        _serve(m, team, time, k)


def trust_learns(m: Twin, team: Team, value: float, weight: float) -> None:
    """The trust of those served moves towards what they met (1)."""
    if value < team.served_trust:
        weight *= m.p.loss_over_gain
    team.served_trust += min(1.0, weight) * (value - team.served_trust)


def _displease(m: Twin, post: Post, time: float) -> None:
    p, team, person = m.p, post.team, post.holder
    settled, voiced, enacted, early = m.draws.four(Draw.COMPLAINT, post.number)
    named, stood_by, promised, _ = m.draws.four(Draw.COMPLAINT_TOO, post.number)
    if settled < p.settled_on_the_spot + p.settled_practice * person.practice + 0.10 * time:
        trust_learns(m, team, 0.75, 0.01)
        return
    trust_learns(m, team, 0.05, 0.01)
    if voiced >= p.voiced + p.voiced_invited * team.invited:
        return
    met = enacted < m.policy("complaints", team)
    if early < (0.15 + 0.45 * team.modelling if met else 0.30 * team.modelling):
        trust_learns(m, team, 0.8, 0.015)
        person.learn_safety(0.7, 0.5 * p.learn_own_answer)
        team.process_hours += 1.5
        m.spend(hours=1.5 * met)
        return
    m.tally["complaints"] += 1
    team.process_hours += 3
    if not met and promised < m.lever("complaints_policy"):
        trust_learns(m, team, 0.0, 0.01)
    if named < 0.6:
        by = stood_by < team.modelling
        person.learn_trust(0.7 if by else 0.15, 8 * p.trust_gain_rate)
        person.learn_safety(0.7 if by else 0.1, p.learn_own_answer)
        person.strain(p.complaint_burnout * (0.5 if by else 1.0))


def _serve(m: Twin, team: Team, time: float, k: int) -> None:
    """One of the encounters from which a team is trusted."""
    p, present = m.p, team.present()
    if present:
        person = present[int(m.draws.one(Draw.ENCOUNTER, team.number, k) * len(present))].holder
        value = (
            p.served_base
            + p.served_practice * person.practice
            - 0.3 * (person.burnout - p.burnout_reference)
            + 0.10 * time
            + 0.05 * team.invited
            + 0.15 * m.draws.normal(Draw.ENCOUNTER, team.number, 10 + k)
        )
        trust_learns(m, team, value, 0.004)
