"""Harm to people served and the answer to it (11-15): restorative or blame, promises kept or broken, claims."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from culture_sim.settings.nhs_trust.streams import CLOSES_AT_PROMISE, OwnDraw
from tests.reference.agents import Harm, Person, Post, Team
from tests.reference.daily import investigate, spared
from tests.reference.numbers import above, clip, sigma

if TYPE_CHECKING:
    from tests.reference.twin import Twin


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
    known, complains, claims, _ = m.draws.four(OwnDraw.HARM, post.number, key)
    noise = p.family_spread * m.draws.normal(OwnDraw.FAMILY, post.number, key)
    family = clip(team.served_trust + noise, 0.01, 0.99)
    if said or known < sigma(p.say_harm + p.say_safety * (person.psychological_safety - p.safety_reference)):
        m.tally["reported_incidents"] += 1
        m.tally["known_harms"] += 1
        _route(m, post, family, key)
        return
    m.tally["complaints"] += complains < p.unknown_complaint * (1 - p.unknown_need)
    if claims < p.claim_unknown * _chance_of_claim(m, p.unknown_need, family):
        _claim_later(m, post, key)


def _route(m: Twin, post: Post, family: float, key: int) -> None:
    """Promised by policy, enacted by the leader, or done by the leader off policy (12)."""
    p, team = m.p, post.team
    reckless, promise, enact, own_accord = m.draws.four(OwnDraw.ROUTE, post.number, key)
    excuse, investigation, _, _ = m.draws.four(OwnDraw.ROUTE_TOO, post.number, key)
    promised = promise < m.lever("patient_safety_policy") * p.harm_answers_change
    restorative = promised and enact < m.enactment("patient_safety", team)
    restorative = restorative or own_accord < p.leader_off_policy * team.modelling_in_answer(
        p.harm_answers_change
    )
    if reckless < p.reckless_share:
        if restorative and excuse > m.manner.accountability:
            for mate in m.mates(post, int(p.excused_colleagues), 20_000 + 10 * key):
                weight = p.excused_trust_weight * p.trust_gain_rate * p.trust_event_weight
                mate.learn_trust(p.excused_trust, weight)
                mate.learn_safety(p.excused_safety, p.learn_own_answer * p.event_weight_witness)
            if m.manner.accountability <= p.accountable_from:
                restorative = False
        else:
            investigate(m, post.holder)
    if restorative:
        _restore(m, post, family, key, promised)
    else:
        _blame(m, post, family, key, promised, investigation)


def _restore(m: Twin, post: Post, family: float, key: int, promised: bool) -> None:
    """A meeting, held by a free facilitator or else by the leader (13)."""
    p, team, person = m.p, post.team, post.holder
    start, joining, _, _ = m.draws.four(OwnDraw.PROCESS, post.number, key)
    facilitator = free_role(m, "facilitator", start) if p.harm_answers_change else None
    if facilitator is not None:
        quality = facilitator.holder.restorative_skill
        facilitator.holder.busy_weeks = int(p.facilitator_busy_weeks)
        gap = p.skill_by_practice - facilitator.holder.restorative_skill
        facilitator.holder.restorative_skill += p.process_practice * p.learning_by_doing * gap
        m.spend(fees=p.restorative_process_fee)
        m.tally["facilitated_processes"] += 1
    else:
        quality = team.modelling_in_answer(p.harm_answers_change)
    wish = p.family_joins + p.family_joins_trust * (family - p.family_trust_reference)
    wish += p.family_joins_co_production * m.lever("co_production")
    joins = m.forced or joining < sigma(wish)
    quality *= p.forced_process_quality if m.forced else 1.0
    quality *= 1.0 if joins else p.process_without_family
    noise = p.process_spread * m.draws.normal(OwnDraw.PROCESS_NOISE, post.number, key)
    nu = clip(quality + noise, 0.0, 1.0)
    value = p.process_value_base + (1 - p.process_value_base) * nu
    person.learn_safety(value, p.learn_own_answer * p.event_weight_self)
    person.learn_trust(value, p.trust_gain_rate * p.trust_event_weight)
    person.relieve(p.burnout_restored * nu)
    for mate in team.present():
        there, act, _, _ = m.draws.four(OwnDraw.WITNESS, mate.number, key)
        if mate is not post and there < p.case_noticed:
            mate.holder.learn_safety(value, p.learn_own_answer * p.event_weight_witness)
            mate.holder.see(act < nu, p.case_weight, p.case_weight)
    need = (p.need_without_process + p.need_by_process * nu) * (1 if joins else p.need_if_refused)
    need *= 1 if team.invited else p.need_unchallenged
    family += p.family_moves * (value - family) * joins
    team.gain_lessons(p, p.process_lessons * nu)
    team.process_hours += p.restorative_process_hours
    m.tally["restorative_processes"] += 1
    if promised or facilitator is not None:
        m.spend(hours=p.restorative_process_hours)
        m.tally["programme_processes"] += 1
    m.harms.append(Harm(post, team, family, need, m.week + int(p.action_weeks)))


def _blame(m: Twin, post: Post, family: float, key: int, promised: bool, investigation: float) -> None:
    """Somebody is at fault (15)."""
    p, team, person = m.p, post.team, post.holder
    person.learn_safety(0.0, p.learn_own_answer * p.event_weight_self)
    person.learn_trust(p.blamed_trust, p.trust_gain_rate * p.trust_event_weight)
    person.strain(p.blamed_strain * p.burnout_blamed)
    person.wound(p.hurt_by_blame)
    for mate in team.present():
        if mate is not post and m.draws.one(OwnDraw.WITNESS, mate.number, key) < p.case_noticed:
            mate.holder.learn_safety(p.blame_seen, p.learn_own_answer * p.event_weight_witness)
            mate.holder.see(0.0, p.case_weight, p.case_weight)
    if person.investigation_weeks == 0 and investigation < p.investigated_after_blame * spared(m, team):
        investigate(m, person)
    if promised:  # the say-do loss
        person.learn_trust(0.0, p.say_do_weight * p.trust_gain_rate * p.trust_event_weight)
        person.wound(p.hurt_by_broken_word)
        for colleague in m.mates(post, int(p.say_do_colleagues), 30_000 + 10 * key):
            colleague.learn_trust(0.0, p.broken_word_weight * p.trust_gain_rate)
    family += p.family_moves * (p.blame_family_trust - family)
    team.served_trust += p.served_follow_family * (p.blame_family_trust - team.served_trust)
    _close(m, post, p.need_without_process, family, key)


def promises_fall_due(m: Twin) -> None:
    """A quarter later, the agreed actions are kept or broken; claims arrive (14)."""
    m.tally["claims"] += m.claims_due[m.week]
    due = [case for case in m.harms if case.due == m.week]
    m.harms = [case for case in m.harms if case.due != m.week]
    for case in due:
        _keep(m, case)


def _keep(m: Twin, case: Harm) -> None:
    p, team, post = m.p, case.team, case.post
    watched = max(team.modelling, p.action_tracked * m.lever("measurement_and_feedback"))
    kept = (p.action_kept_base + (1 - p.action_kept_base) * watched) * math.exp(-above(team.workload - 1))
    for action in range(int(p.agreed_actions)):
        weight = p.action_weight * p.trust_gain_rate * p.trust_event_weight
        if m.draws.one(OwnDraw.PROMISE, post.number, action) < kept * m.manner.follow_through:
            case.need += p.kept_need
            case.trust += p.kept_family_trust * (1 - case.trust)
            if post.person is not None:
                post.person.learn_trust(p.kept_value, weight)
            team.gain_lessons(p, p.kept_lessons)
            m.tally["promises_kept"] += 1
            continue
        case.need -= p.broken_need
        case.trust *= p.broken_family_trust
        if post.person is not None:
            post.person.learn_trust(0.0, weight)
            post.person.wound(p.hurt_by_broken_word)
        for mate in m.mates(post, int(p.broken_colleagues), 40_000 + 10 * action):
            mate.learn_trust(0.0, p.broken_word_weight * p.trust_gain_rate)
            mate.learn_safety(mate.value_ignored, p.learn_own_answer * p.learn_witness)
        m.tally["promises_broken"] += 1
    _close(m, post, clip(case.need, 0.0, 1.0), case.trust, CLOSES_AT_PROMISE)
    team.served_trust += p.served_follow_family * (case.trust - team.served_trust)


def _close(m: Twin, post: Post, need: float, family: float, key: int) -> None:
    """What the family does (14)."""
    complains, claims, _, _ = m.draws.four(OwnDraw.CLAIM, post.number, key)
    m.tally["need_met"] += need  # type: ignore[assignment]
    m.tally["needs"] += 1
    m.tally["complaints"] += complains < m.p.known_complaint * (1 - need)
    if claims < _chance_of_claim(m, need, family):
        _claim_later(m, post, key)


def _chance_of_claim(m: Twin, need: float, family: float) -> float:
    """Families whose needs were met, and who trust, claim less (14)."""
    p = m.p
    trusting = math.exp(-p.claim_trust * (family - p.served_trust_reference))
    return p.claim * (1 - p.claim_need * need) * trusting


def _claim_later(m: Twin, post: Post, key: int) -> None:
    """A claim arrives after a gamma delay: four exponential ones."""
    delay = -m.p.claim_stage_weeks * math.log(math.prod(m.draws.four(OwnDraw.CLAIM_DELAY, post.number, key)))
    m.claims_due[m.week + 1 + int(delay)] += 1


def free_role(m: Twin, role: str, start: float) -> Post | None:
    """The first free holder of a role, from a random post on, through the whole trust."""
    first = int(start * len(m.posts))
    for post in m.posts[first:] + m.posts[:first]:
        if post.present and getattr(post.holder, role) and post.holder.busy_weeks == 0:
            return post
    return None


__all__ = ["Person", "Team", "free_role", "harms_are_answered", "promises_fall_due"]
