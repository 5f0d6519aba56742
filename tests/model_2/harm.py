"""Harm to people served and the answer to it (11-15): restorative or blame, promises kept or broken, claims."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tests.model_2.agents import Harm, Person, Post, Team
from tests.model_2.daily import investigate, spared
from tests.model_2.numbers import Draw, above, clip, sigma

if TYPE_CHECKING:
    from tests.model_2.twin import Twin


def harms_are_answered(m: Twin) -> None:
    """Every harm of the week: known or not, promised or not, restorative or blame."""
    for post in m.posts:
        for key, said in enumerate(sorted(post.harms, reverse=True)):  # those that were said come first
            _harm(m, post, said, key)
        post.harms.clear()


def _harm(m: Twin, post: Post, said: bool, key: int) -> None:
    """One harm, from becoming known to its answer (11)."""
    p, person, team = m.p, post.holder, post.team
    m.tally["harms"] += 1
    person.strain(p.burnout_harm)
    known, complains, claims, _ = m.draws.four(Draw.HARM, post.number, key)
    family = clip(team.served_trust + 0.1 * m.draws.normal(Draw.FAMILY, post.number, key), 0.01, 0.99)
    if said or known < sigma(p.say_harm + p.say_safety * (person.psychological_safety - p.safety_reference)):
        m.tally["reported_incidents"] += 1
        m.tally["known_harms"] += 1
        _route(m, post, family, key)
        return
    m.tally["complaints"] += complains < 0.12 * (1 - 0.05)
    if claims < 0.6 * _chance_of_claim(m, 0.05, family):
        _claim_later(m, post, key)


def _route(m: Twin, post: Post, family: float, key: int) -> None:
    """Promised by policy, enacted by the leader, or done by the leader off policy (12)."""
    p, team = m.p, post.team
    reckless, promise, enact, own_accord = m.draws.four(Draw.ROUTE, post.number, key)
    excuse, investigation, _, _ = m.draws.four(Draw.ROUTE_TOO, post.number, key)
    promised = promise < m.lever("patient_safety_policy")
    restorative = promised and enact < m.enactment(team)
    restorative = restorative or own_accord < p.leader_off_policy * team.modelling
    if reckless < p.reckless_share:
        if restorative and excuse > m.manner.accountability:
            for mate in m.mates(post, 6, 20_000 + 10 * key):
                mate.learn_trust(0.05, 0.3 * p.trust_gain_rate * p.trust_event_weight)
                mate.learn_safety(0.1, p.learn_own_answer * p.event_weight_witness)
            if m.manner.accountability <= 0.5:
                restorative = False
        else:
            investigate(m, post.holder)
    if restorative:
        _restore(m, post, family, key)
    else:
        _blame(m, post, family, key, promised, investigation)


def _restore(m: Twin, post: Post, family: float, key: int) -> None:
    """A meeting, held by a free facilitator or else by the leader (13)."""
    p, team, person = m.p, post.team, post.holder
    start, joining, _, _ = m.draws.four(Draw.PROCESS, post.number, key)
    facilitator = free_role(m, "facilitator", start)
    if facilitator is not None:
        quality = facilitator.holder.restorative_skill
        facilitator.holder.busy_weeks = int(p.facilitator_busy_weeks)
        facilitator.holder.restorative_skill += (
            10 * p.learning_by_doing * (0.9 - facilitator.holder.restorative_skill)
        )
        m.spend(fees=150)
    else:
        quality = team.modelling
    wish = p.family_joins + 4 * (family - 0.5) + 2 * m.lever("co_production")
    joins = m.forced or joining < sigma(wish)
    quality *= 0.5 if m.forced else 1.0
    noise = 0.1 * m.draws.normal(Draw.PROCESS_NOISE, post.number, key)
    nu = clip(quality * (0.8 + 0.2 * joins) + noise, 0.0, 1.0)
    value = 0.2 + 0.8 * nu
    person.learn_safety(value, p.learn_own_answer * p.event_weight_self)
    person.learn_trust(value, p.trust_gain_rate * p.trust_event_weight)
    person.relieve(p.burnout_restored * nu)
    for mate in team.present():
        there, act, _, _ = m.draws.four(Draw.WITNESS, mate.number, key)
        if mate is not post and there < 0.6:
            mate.holder.learn_safety(value, p.learn_own_answer * p.event_weight_witness)
            mate.holder.see(act < nu, 2, 2)
    need = (p.need_without_process + p.need_by_process * nu) * (1 if joins else 0.4)
    need *= 0.85 + 0.15 * team.invited
    family += 0.5 * (value - family) * joins
    team.gain_lessons(p, 3 * nu)
    team.process_hours += 12
    m.spend(hours=12)
    m.tally["restorative_processes"] += 1
    m.harms.append(Harm(post, team, family, need, m.week + 13))


def _blame(m: Twin, post: Post, family: float, key: int, promised: bool, investigation: float) -> None:
    """Somebody is at fault (15)."""
    p, team, person = m.p, post.team, post.holder
    person.learn_safety(0.0, p.learn_own_answer * p.event_weight_self)
    person.learn_trust(0.05, p.trust_gain_rate * p.trust_event_weight)
    person.strain(2 * p.burnout_blamed)
    for mate in team.present():
        if mate is not post and m.draws.one(Draw.WITNESS, mate.number, key) < 0.6:
            mate.holder.learn_safety(0.05, p.learn_own_answer * p.event_weight_witness)
            mate.holder.see(0.0, 2, 2)
    if person.investigation_weeks == 0 and investigation < p.investigated_after_blame * spared(m, team):
        investigate(m, person)
    if promised:  # the say-do loss
        person.learn_trust(0.0, 0.5 * p.trust_gain_rate * p.trust_event_weight)
        for colleague in m.mates(post, 6, 30_000 + 10 * key):
            colleague.learn_trust(0.0, 4 * p.trust_gain_rate)
    family += 0.5 * (0.1 - family)
    team.served_trust += 0.06 * (0.1 - team.served_trust)
    _close(m, post, p.need_without_process, family, key)


def promises_fall_due(m: Twin) -> None:
    """Thirteen weeks on, two actions are kept or broken (14)."""
    due = [case for case in m.harms if case.due == m.week]
    m.harms = [case for case in m.harms if case.due != m.week]
    for case in due:
        _keep(m, case)


def _keep(m: Twin, case: Harm) -> None:
    p, team, post = m.p, case.team, case.post
    watched = max(team.modelling, 0.85 * m.lever("measurement_and_feedback"))
    kept = (p.action_kept_base + (1 - p.action_kept_base) * watched) * math.exp(-above(team.workload - 1))
    for action in range(2):
        weight = 0.25 * p.trust_gain_rate * p.trust_event_weight
        if m.draws.one(Draw.PROMISE, post.number, action) < kept * m.manner.follow_through:
            case.need += 0.05
            case.trust += 0.15 * (1 - case.trust)
            if post.person is not None:
                post.person.learn_trust(0.9, weight)
            team.gain_lessons(p, 2)
            m.tally["promises_kept"] += 1
            continue
        case.need -= 0.12
        case.trust *= 0.7
        if post.person is not None:
            post.person.learn_trust(0.0, weight)
        for mate in m.mates(post, 4, 40_000 + 10 * action):
            mate.learn_trust(0.0, 4 * p.trust_gain_rate)
            mate.learn_safety(p.value_ignored, p.learn_own_answer * p.learn_witness)
        m.tally["promises_broken"] += 1
    _close(m, post, clip(case.need, 0.0, 1.0), case.trust, 100)
    team.served_trust += 0.06 * (case.trust - team.served_trust)


def _close(m: Twin, post: Post, need: float, family: float, key: int) -> None:
    """What the family does (14)."""
    complains, claims, _, _ = m.draws.four(Draw.CLAIM, post.number, key)
    m.tally["need_met"] += need  # type: ignore[assignment]
    m.tally["needs"] += 1
    m.tally["complaints"] += complains < 0.25 * (1 - need)
    if claims < _chance_of_claim(m, need, family):
        _claim_later(m, post, key)


def _chance_of_claim(m: Twin, need: float, family: float) -> float:
    """Families whose needs were met, and who trust, claim less (14)."""
    return m.p.claim * (1 - m.p.claim_need * need) * math.exp(-0.6 * (family - 0.4))


def _claim_later(m: Twin, post: Post, key: int) -> None:
    """A claim arrives after a gamma delay of shape 4 and mean 80 weeks: four exponential ones."""
    delay = -20 * math.log(math.prod(m.draws.four(Draw.CLAIM_DELAY, post.number, key)))
    m.claims_due[m.week + 1 + int(delay)] += 1


def free_role(m: Twin, role: str, start: float) -> Post | None:
    """The first free holder of a role, from a random post on, through the whole trust."""
    first = int(start * len(m.posts))
    for post in m.posts[first:] + m.posts[:first]:
        if post.present and getattr(post.holder, role) and post.holder.busy_weeks == 0:
            return post
    return None


__all__ = ["Person", "Team", "free_role", "harms_are_answered", "promises_fall_due"]
