"""Investigations (16), conflicts (17), talking them through (18), grievances (19)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tests.model_2.agents import Conflict, Person, Team
from tests.model_2.daily import holder, process_time
from tests.model_2.draws import Draw
from tests.model_2.harm import free_role

if TYPE_CHECKING:
    from tests.model_2.twin import Twin


def investigations(m: Twin, team: Team) -> None:
    """They go on for half a year, and half of them end in no case (16)."""
    p = m.p
    for post in team.posts:
        person = post.person
        if person is None:
            continue
        _, _, arises, stopped = m.draws.four(Draw.FATE, post.number)
        if person.investigation_weeks > 0:
            person.strain(p.under_investigation_burnout)
            person.learn_trust(0.1, 2 * p.trust_gain_rate)
            process_time(team, 1)
            person.investigation_weeks -= 1
            if person.investigation_weeks == 0 and stopped < p.no_case:
                person.learn_trust(0.05, 0.5 * p.trust_gain_rate * p.trust_event_weight)
                person.learn_safety(0.0, 2 * p.learn_own_answer)
        elif arises < p.investigated_other / 52:
            if stopped < 0.6 * m.policy("hr", team):
                person.learn_trust(0.5, 4 * p.trust_gain_rate)
            else:
                m.tally.investigations += 1
                person.investigation_weeks = p.investigation_weeks


def conflicts_arise(m: Twin, team: Team) -> None:
    """People fall out when they are worn and pressed; practice on either side defuses (17)."""
    p = m.p
    for post in team.present():
        person = holder(post)
        if person.conflicts:
            continue
        arises, leads, defused, severity = m.draws.four(Draw.CONFLICT, post.number)
        chance = p.conflicts / 52 * math.exp(
            person.burnout - 0.45 + 0.8 * (team.workload - 1) - person.practice
        )
        if arises >= chance:
            continue
        if leads < p.with_leader:
            other, other_post = team.leader, None
        else:
            mate = m.mate(post, 500)
            if mate is None or holder(mate).conflicts:
                continue
            other, other_post = holder(mate), mate
        if defused < 1 - 0.7 * other.practice:
            m.next_conflict += 1
            conflict = Conflict(post, person, other, other_post, 0.2 + 0.4 * severity, m.next_conflict)
            person.conflicts.append(conflict)
            other.conflicts.append(conflict)
            m.conflicts.append(conflict)


def conflicts_go_on(m: Twin) -> None:
    """A week of every open conflict: it hurts, is talked through, fades, or becomes a grievance."""
    for conflict in list(m.conflicts):
        _hurts(m, conflict)
        if conflict.grievance_weeks > 0:
            _grievance_goes_on(m, conflict)
            continue
        conflict.age += 1
        if _talked_through(m, conflict):
            continue
        u, _, _, _ = m.draws.four(Draw.GRIEVANCE, conflict.number)
        if u < m.p.conflict_fades:
            end(m, conflict)
            continue
        _may_become_grievance(m, conflict)


def end(m: Twin, conflict: Conflict) -> None:
    """The conflict is over for both."""
    for person in (conflict.opener, conflict.other):
        if conflict in person.conflicts:
            person.conflicts.remove(conflict)
    m.conflicts.remove(conflict)


def _both(conflict: Conflict) -> tuple[Person, Person]:
    return conflict.opener, conflict.other


def _hurts(m: Twin, c: Conflict) -> None:
    p, team = m.p, c.post.team
    if c.grievance_weeks == 0:
        c.severity += p.fester * (1 - c.severity)
    for person in _both(c):
        person.strain(p.conflict_burnout * c.severity)
        person.learn_trust(0.1, p.trust_gain_rate * p.conflict_trust * c.severity)
    if c.other.leads:
        c.opener.learn_safety(0.0, 0.25 * p.learn_own_answer * c.severity)
    drawn, *_ = m.draws.four(Draw.TALK, c.number)
    if drawn < p.conflict_spread * c.severity:
        mate = m.mate(c.post, 501)
        if mate is not None and holder(mate) is not c.other:
            person = holder(mate)
            person.learn_trust(0.15, 3 * p.trust_gain_rate)
            person.learn_safety(0.15, p.learn_own_answer * p.learn_witness)
            person.norm -= p.norm_memory * person.norm


def _talked_through(m: Twin, c: Conflict) -> bool:
    """By themselves, the leader, a colleague, a peer facilitator: the first that succeeds (18)."""
    p, team = m.p, c.post.team
    room = 1 - 0.5 * c.severity
    _, themselves, by_leader, by_mate = m.draws.four(Draw.TALK, c.number)
    asked, success, start, _ = m.draws.four(Draw.TALK, c.number, 1)
    mean = 0.5 * (c.opener.practice + c.other.practice)
    if themselves < p.talk_practice * (0.1 + mean) * room * 2 * c.opener.trust:
        resolve(m, c, 0.5 + 0.5 * max(c.opener.practice, c.other.practice))
        return True
    if not c.other.leads and by_leader < 0.5 * p.talk_practice * team.modelling * room:
        process_time(team, 2)
        resolve(m, c, 0.4 + 0.6 * team.modelling)
        return True
    mate = m.mate(c.post, 502)
    if mate is not None and holder(mate) is not c.other:
        if by_mate < 0.25 * p.talk_practice * holder(mate).practice:
            resolve(m, c, 0.5 + 0.3 * holder(mate).practice)
            return True
    if m.lever("peer_facilitators") > 0 and asked < 0.12 * (0.4 + c.opener.trust):
        peer = free_role(m, "peer_facilitator", start)
        if peer is not None:
            peer.busy_weeks = 3
            process_time(team, 6)
            process_time(m.team_of[peer.identity], 3)
            m.spend(hours=9)
            if success < 0.7 * peer.skill * (0.5 + 0.5 * c.other.trust):
                resolve(m, c, peer.skill)
                return True
    return False


def resolve(m: Twin, c: Conflict, quality: float, formal: bool = False) -> None:
    """Both learn that it could be talked through (18)."""
    p = m.p
    for person in _both(c):
        person.learn_trust(0.4 + 0.6 * quality, 10 * p.trust_gain_rate)
        person.learn_safety(0.4 + 0.6 * quality, 0.7 * p.learn_own_answer)
        if not formal:
            person.relieve(0.03 * quality)
        person.norm += 2 * p.norm_memory * (1 - person.norm)
    m.tally.resolved += 1
    end(m, c)


def _may_become_grievance(m: Twin, c: Conflict) -> None:
    p, team = m.p, c.post.team
    _, becomes, offered, success = m.draws.four(Draw.GRIEVANCE, c.number)
    start, upset, *_ = m.draws.four(Draw.GRIEVANCE, c.number, 1)
    if c.age <= 4 or becomes >= p.grievance_hazard * c.severity * 2 * (0.5 + c.opener.safety):
        return
    if offered < m.policy("hr", team):
        facilitator = free_role(m, "facilitator", start) or free_role(m, "peer_facilitator", start)
        if facilitator is not None:
            facilitator.busy_weeks = 4
            process_time(team, 6)
            m.spend(hours=8)
            if success < 0.6 * facilitator.skill:
                resolve(m, c, facilitator.skill, formal=True)
                return
    elif upset < m.lever("policy_hr"):
        c.opener.learn_trust(0.0, 10 * p.trust_gain_rate)
    c.grievance_weeks = p.investigation_weeks
    m.tally.grievances += 1


def _grievance_goes_on(m: Twin, c: Conflict) -> None:
    p = m.p
    for person in _both(c):
        person.strain(0.8 * p.under_investigation_burnout)
        person.learn_trust(0.1, 2 * p.trust_gain_rate)
    process_time(c.post.team, 1.5)
    c.grievance_weeks -= 1
    if c.grievance_weeks == 0:
        upheld = m.draws.one(Draw.GRIEVANCE, c.number, 2) < 0.4
        weight = 0.5 * p.trust_gain_rate * p.trust_event_weight
        c.opener.learn_trust(0.45 if upheld else 0.05, weight)
        c.opener.learn_safety(0.45 if upheld else 0.1, 2 * p.learn_own_answer)
        c.other.learn_trust(0.2, weight)
        end(m, c)
