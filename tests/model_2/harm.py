"""Harm to people served and the answer to it (11-15): restorative or blame, promises kept or broken, claims."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tests.model_2.agents import Harm, Person, Post, Team
from tests.model_2.daily import holder, process_time
from tests.model_2.draws import Draw, above, clip, sigma

if TYPE_CHECKING:
    from tests.model_2.twin import Twin


def cases_are_answered(m: Twin) -> None:
    """Every harm of the week: known or not, promised or not, restorative or blame (11, 12)."""
    p = m.p
    for post, said, _ in m.new_harms:
        person, team = holder(post), post.team
        key = m.next_harm
        m.next_harm += 1
        m.tally.harms += 1
        person.strain(p.burnout_harm)
        known, complains, claims, spread = m.draws.four(Draw.HARM, key)
        family = clip(team.served_trust + 0.1 * m.draws.normal(Draw.HARM, key, 1), 0.01, 0.99)
        if not said and known >= sigma(p.say_harm + p.say_safety * (person.safety - 0.5)):
            m.tally.complaints += complains < 0.12 * (1 - 0.05)
            _claim(m, key, claims, 0.6 * chance_of_claim(m, 0.05, family))
            continue
        m.tally.recorded += 1
        m.tally.known_harms += 1
        _route(m, post, person, family, key)
    m.new_harms.clear()


def _route(m: Twin, post: Post, person: Person, family: float, key: int) -> None:
    p, team = m.p, post.team
    reckless, promise, enact, own_accord = m.draws.four(Draw.ROUTE, key)
    excuse, blame_investigation, *_ = m.draws.four(Draw.ROUTE, key, 1)
    promised = promise < m.lever("policy_patient_safety")
    restorative = promised and enact < m.enactment(team)
    if not restorative:
        restorative = own_accord < p.leader_off_policy * team.modelling
    if reckless < p.reckless_share:
        if restorative and excuse > m.plan.accountability:
            for mate in m.mates(post, 6, 20_000 + 10 * key):
                holder(mate).learn_trust(0.05, 0.3 * p.trust_gain_rate * p.trust_event_weight)
                holder(mate).learn_safety(0.1, p.learn_own_answer * p.event_weight_witness)
            if m.plan.accountability <= 0.5:
                restorative = False
        else:
            _investigate(m, person)
    if restorative:
        _restore(m, post, person, family, key)
    else:
        _blame(m, post, person, family, key, promised, blame_investigation)


def _investigate(m: Twin, person: Person) -> None:
    m.tally.investigations += person.investigation_weeks == 0
    person.investigation_weeks = m.p.investigation_weeks


def _restore(m: Twin, post: Post, person: Person, family: float, key: int) -> None:
    """A meeting, held by a free facilitator or else by the leader (13)."""
    p, team = m.p, post.team
    start, joins, _, _ = m.draws.four(Draw.PROCESS, key)
    facilitator = free_role(m, "facilitator", start)
    if facilitator is not None:
        quality = facilitator.skill
        facilitator.busy_weeks = 4
        facilitator.skill += 10 * p.learning_by_doing * (0.9 - facilitator.skill)
        m.spend(fees=150)
    else:
        quality = team.modelling
    join = m.forced or joins < sigma(
        p.family_joins + 4 * (family - 0.5) + 2 * m.lever("co_production")
    )
    if m.forced:
        quality *= 0.5
    nu = clip(quality * (0.8 + 0.2 * join) + 0.1 * m.draws.normal(Draw.PROCESS, key, 1), 0.0, 1.0)
    value = 0.2 + 0.8 * nu
    person.learn_safety(value, p.learn_own_answer * p.event_weight_self)
    person.learn_trust(value, p.trust_gain_rate * p.trust_event_weight)
    person.relieve(p.burnout_restored * nu)
    for mate in team.present():
        there, act, *_ = m.draws.four(Draw.WITNESS, mate.number, key)
        if mate is not post and there < 0.6:
            holder(mate).learn_safety(value, p.learn_own_answer * p.event_weight_witness)
            holder(mate).see(act < nu, 2, 2)
    need = (p.need_without_process + p.need_by_process * nu) * (1 if join else 0.4)
    need *= 0.85 + 0.15 * team.invited
    if join:
        family += 0.5 * (value - family)
    team.gain_lessons(p, 3 * nu)
    process_time(team, 12)
    m.spend(hours=12)
    m.tally.processes += 1
    m.harms.append(Harm(post, team, key, family, need, m.week + 13))


def _blame(
    m: Twin, post: Post, person: Person, family: float, key: int, promised: bool, investigation: float
) -> None:
    """Somebody is at fault (15)."""
    p, team = m.p, post.team
    person.learn_safety(0.0, p.learn_own_answer * p.event_weight_self)
    person.learn_trust(0.05, p.trust_gain_rate * p.trust_event_weight)
    person.strain(2 * p.burnout_blamed)
    for mate in team.present():
        if mate is not post and m.draws.one(Draw.WITNESS, mate.number, key) < 0.6:
            holder(mate).learn_safety(0.05, p.learn_own_answer * p.event_weight_witness)
            holder(mate).see(0.0, 2, 2)
    if person.investigation_weeks == 0 and investigation < m.investigated(team, p.investigated_after_blame):
        _investigate(m, person)
    if promised:  # the say-do loss
        person.learn_trust(0.0, 0.5 * p.trust_gain_rate * p.trust_event_weight)
        for mate in m.mates(post, 6, 30_000 + 10 * key):
            holder(mate).learn_trust(0.0, 4 * p.trust_gain_rate)
    family += 0.5 * (0.1 - family)
    team.served_trust += 0.06 * (0.1 - team.served_trust)
    _close(m, team, key, p.need_without_process, family, at_once=True)


def promises_fall_due(m: Twin) -> None:
    """Thirteen weeks on, two actions are kept or broken (14)."""
    p = m.p
    due = [case for case in m.harms if case.due == m.week]
    m.harms = [case for case in m.harms if case.due != m.week]
    for case in due:
        team, post = case.team, case.post
        watched = max(team.modelling, 0.85 * m.lever("measurement"))
        kept = (p.action_kept_base + (1 - p.action_kept_base) * watched) * math.exp(-above(team.workload - 1))
        for action in range(2):
            person = post.person
            if m.draws.one(Draw.PROMISE, case.number, action) < kept * m.plan.follow_through:
                case.need += 0.05
                case.trust += 0.15 * (1 - case.trust)
                if person:
                    person.learn_trust(0.9, 0.25 * p.trust_gain_rate * p.trust_event_weight)
                team.gain_lessons(p, 2)
                m.tally.promises_kept += 1
            else:
                case.need -= 0.12
                case.trust *= 0.7
                if person:
                    person.learn_trust(0.0, 0.25 * p.trust_gain_rate * p.trust_event_weight)
                for mate in m.mates(post, 4, 40_000 + 20 * case.number + 10 * action):
                    holder(mate).learn_trust(0.0, 4 * p.trust_gain_rate)
                    holder(mate).learn_safety(p.value_ignored, p.learn_own_answer * p.learn_witness)
                m.tally.promises_broken += 1
        case.need = clip(case.need, 0.0, 1.0)
        _close(m, team, case.number, case.need, case.trust, at_once=False)


def _close(m: Twin, team: Team, key: int, need: float, family: float, at_once: bool) -> None:
    """What the family does, and what the ward hears of it (14)."""
    complains, claims, *_ = m.draws.four(Draw.CLAIM, key)
    m.tally.need_met += need
    m.tally.needs += 1
    m.tally.complaints += complains < 0.25 * (1 - need)
    _claim(m, key, claims, chance_of_claim(m, need, family))
    if not at_once:
        team.served_trust += 0.06 * (family - team.served_trust)


def chance_of_claim(m: Twin, need: float, family: float) -> float:
    """Families whose needs were met and who trust claim less (14)."""
    return m.p.claim * (1 - m.p.claim_need * need) * math.exp(-0.6 * (family - 0.4))


def _claim(m: Twin, key: int, u: float, chance: float) -> None:
    if u < chance:
        delay = 1 + int(np.random.default_rng([m.draws.seed, key]).gamma(4, 20))
        m.claims_due[m.week + delay] = m.claims_due.get(m.week + delay, 0) + 1


def free_role(m: Twin, role: str, start: float) -> Person | None:
    """The first free holder of a role, from a random post on, through the whole trust."""
    posts = m.posts
    first = int(start * len(posts))
    for k in range(len(posts)):
        post = posts[(first + k) % len(posts)]
        person = post.person
        if person is not None and getattr(person, role) and not person.absent and person.busy_weeks == 0:
            return person
    return None
