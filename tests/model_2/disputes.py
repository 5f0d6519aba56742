"""Conflicts (17), talking them through (18), grievances (19)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tests.model_2.agents import Conflict, Post, Team
from tests.model_2.harm import free_role
from tests.model_2.numbers import Draw

if TYPE_CHECKING:
    from tests.model_2.twin import Twin


def conflicts_go_on(m: Twin, team: Team) -> None:
    """A week of every open conflict of a team, and new ones (17)."""
    for post in team.posts:
        if post.number in m.conflicts:
            _live(m, m.conflicts[post.number])
    for post in team.present():
        if not post.holder.conflicts:
            _fall_out(m, post)


def _fall_out(m: Twin, post: Post) -> None:
    """People fall out when they are worn and pressed; practice on either side defuses (17)."""
    p, team, person = m.p, post.team, post.holder
    arises = m.draws.four(Draw.SERVICE, post.number)[2]
    pressure = person.burnout - p.burnout_reference + 0.8 * (team.workload - 1) - person.practice
    if arises >= p.conflicts / 52 * math.exp(pressure):
        return
    leads, defused, severity, _ = m.draws.four(Draw.CONFLICT, post.number)
    other = team.leader
    if leads >= p.with_leader:
        mate = m.mate(post, 500)
        if mate is None or mate.holder.conflicts:
            return
        other = mate.holder
    if defused < 1 - 0.7 * other.practice:
        conflict = Conflict(post, person, other, 0.2 + 0.4 * severity)
        person.conflicts.append(conflict)
        other.conflicts.append(conflict)
        m.conflicts[post.number] = conflict
        m.tally["conflicts"] += 1


def end(m: Twin, conflict: Conflict) -> None:
    """The conflict is over for both."""
    conflict.opener.conflicts.remove(conflict)
    conflict.other.conflicts.remove(conflict)
    del m.conflicts[conflict.post.number]


def _live(m: Twin, c: Conflict) -> None:
    """It hurts, is talked through, fades, or becomes a grievance."""
    p, team = m.p, c.post.team
    _hurts(m, c)
    if c.grievance_weeks > 0:
        _grievance_goes_on(m, c)
        return
    c.weeks += 1
    if _talked_through(m, c):
        return
    fades, becomes, offered, upset = m.draws.four(Draw.GRIEVANCE, c.post.number)
    if fades < p.conflict_fades:
        end(m, c)
    elif c.weeks > 4 and becomes < p.grievance_hazard * c.severity * 2 * (
        0.5 + c.opener.psychological_safety
    ):
        if offered < m.policy("hr", team):
            c.asks = "conversation"
            return
        if upset < m.lever("hr_policy"):
            c.opener.learn_trust(0.0, 10 * p.trust_gain_rate)
        _raise_grievance(m, c)


def _raise_grievance(m: Twin, c: Conflict) -> None:
    c.grievance_weeks = int(m.p.investigation_weeks)
    m.tally["grievances"] += 1


def _hurts(m: Twin, c: Conflict) -> None:
    """It festers, strains both, and draws others in (17)."""
    p = m.p
    if c.grievance_weeks == 0:
        c.severity += p.fester * (1 - c.severity)
    for person in (c.opener, c.other):
        person.strain(p.conflict_burnout * c.severity)
        person.learn_trust(0.1, p.trust_gain_rate * p.conflict_trust * c.severity)
    if c.other.leads:
        c.opener.learn_safety(0.0, 0.25 * p.learn_own_answer * c.severity)
    if m.draws.one(Draw.TALK, c.post.number) < p.conflict_spread * c.severity:
        mate = m.mate(c.post, 501)
        if mate is not None and mate.holder is not c.other:
            mate.holder.learn_trust(0.15, 3 * p.trust_gain_rate)
            mate.holder.learn_safety(0.15, p.learn_own_answer * p.learn_witness)
            mate.holder.norm -= p.norm_memory * mate.holder.norm


def _talked_through(m: Twin, c: Conflict) -> bool:
    """By themselves, by the leader, by a colleague; or a peer facilitator is asked (18)."""
    p, team = m.p, c.post.team
    room = 1 - 0.5 * c.severity
    _, themselves, by_leader, by_mate = m.draws.four(Draw.TALK, c.post.number)
    mean = 0.5 * (c.opener.practice + c.other.practice)
    if themselves < p.talk_practice * (0.1 + mean) * room * 2 * c.opener.trust:
        resolve(m, c, 0.5 + 0.5 * max(c.opener.practice, c.other.practice))
        return True
    if not c.other.leads and by_leader < 0.5 * p.talk_practice * team.modelling * room:
        team.process_hours += 2
        resolve(m, c, 0.4 + 0.6 * team.modelling)
        return True
    mate = m.mate(c.post, 502)
    practice = mate.holder.practice if mate is not None and mate.holder is not c.other else 0.0
    if by_mate < 0.25 * p.talk_practice * practice:
        resolve(m, c, 0.5 + 0.3 * practice)
        return True
    asked = m.draws.one(Draw.TALK_TOO, c.post.number)
    if m.lever("peer_facilitators") > 0 and asked < 0.12 * (0.4 + c.opener.trust):
        c.asks = "peer facilitator"
    return False


def resolve(m: Twin, c: Conflict, quality: float, relieved: bool = True) -> None:
    """Both learn that it could be talked through (18)."""
    p = m.p
    for person in (c.opener, c.other):
        reconcile(m, c, quality, only=person)
        person.learn_safety(0.4 + 0.6 * quality, 0.7 * p.learn_own_answer)
        if relieved:
            person.relieve(0.03 * quality)
        person.norm += 2 * p.norm_memory * (1 - person.norm)
    m.tally["resolved"] += 1
    end(m, c)


def reconcile(m: Twin, c: Conflict, quality: float, only: object = None) -> None:
    """Trust after a conflict that was talked through."""
    for person in (c.opener, c.other):
        if only is None or only is person:
            person.learn_trust(0.4 + 0.6 * quality, 10 * m.p.trust_gain_rate)


def requests_are_met(m: Twin) -> None:
    """Facilitators go where they were asked last week (18), (19)."""
    for number in sorted(m.conflicts):
        conflict = m.conflicts[number]
        asks, conflict.asks = conflict.asks, ""
        if asks == "peer facilitator":
            _peer_talk(m, conflict)
        elif asks == "conversation":
            _conversation(m, conflict)


def _peer_talk(m: Twin, c: Conflict) -> None:
    _, success, start, _ = m.draws.four(Draw.TALK_TOO, c.post.number)
    peer = free_role(m, "peer_facilitator", start)
    if peer is None:
        return
    skill = peer.holder.restorative_skill
    peer.holder.busy_weeks = int(m.p.peer_busy_weeks)
    c.post.team.process_hours += 6
    peer.team.process_hours += 3
    m.spend(hours=9)
    if success < 0.7 * skill * (0.5 + 0.5 * c.other.trust):
        resolve(m, c, skill)


def _conversation(m: Twin, c: Conflict) -> None:
    """Facilitated, before anything formal; if nobody is free or it fails, it turns formal (19)."""
    _, success, start, _ = m.draws.four(Draw.TALK_TOO, c.post.number)
    holder = free_role(m, "facilitator", start) or free_role(m, "peer_facilitator", start)
    if holder is not None:
        skill = holder.holder.restorative_skill
        holder.holder.busy_weeks = int(m.p.facilitator_busy_weeks)
        c.post.team.process_hours += 6
        m.spend(hours=8)
        if success < 0.6 * skill:
            resolve(m, c, skill, relieved=False)
            return
    _raise_grievance(m, c)


def _grievance_goes_on(m: Twin, c: Conflict) -> None:
    """A week of a formal grievance, and its end (19)."""
    p = m.p
    for person in (c.opener, c.other):
        person.strain(0.8 * p.under_investigation_burnout)
        person.learn_trust(0.1, 2 * p.trust_gain_rate)
    c.post.team.process_hours += 1.5
    c.grievance_weeks -= 1
    if c.grievance_weeks == 0:
        upheld = m.draws.four(Draw.GRIEVANCE_TOO, c.post.number)[3] < 0.4
        weight = 0.5 * p.trust_gain_rate * p.trust_event_weight
        c.opener.learn_trust(0.45 if upheld else 0.05, weight)
        c.opener.learn_safety(0.45 if upheld else 0.1, 2 * p.learn_own_answer)
        c.other.learn_trust(0.2, weight)
        end(m, c)
