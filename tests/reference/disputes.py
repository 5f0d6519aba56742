"""Conflicts (17), talking them through (18), grievances (19)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tests.reference.agents import Conflict, Post, Team
from tests.reference.harm import free_role
from tests.reference.numbers import Draw

if TYPE_CHECKING:
    from tests.reference.twin import Twin


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
    pressure = (
        person.burnout - p.burnout_reference + p.conflict_workload * (team.workload - 1) - person.practice
    )
    if arises >= p.conflicts / 52 * math.exp(pressure):
        return
    leads, defused, severity, _ = m.draws.four(Draw.CONFLICT, post.number)
    other = team.leader
    if leads >= p.with_leader:
        mate = m.mate(post, 500)
        if mate is None or mate.holder.conflicts:
            return
        other = mate.holder
    if defused < 1 - p.conflict_defused * other.practice:
        begins = min(1.0, p.first_severity + p.first_severity_spread * severity)
        conflict = Conflict(post, person, other, begins)
        person.conflicts.append(conflict)
        other.conflicts.append(conflict)
        m.conflicts[post.number] = conflict
        m.tally["conflicts"] += 1
        m.tally["hardened"] += begins > p.severe_from


def end(m: Twin, conflict: Conflict) -> None:
    """The conflict is over for both."""
    conflict.opener.conflicts.remove(conflict)
    conflict.other.conflicts.remove(conflict)
    del m.conflicts[conflict.post.number]
    m.tally["conflicts_ended"] += 1


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
    elif c.weeks > p.grievance_after_weeks and becomes < p.grievance_hazard * c.severity * (
        1 + p.grievance_safety * c.opener.psychological_safety
    ):
        if offered < m.policy("hr", team) * p.conflict_answers_change:
            c.asks = "conversation"
            return
        if upset < m.lever("hr_policy") * p.conflict_answers_change:
            c.opener.learn_trust(0.0, p.offer_missing_weight * p.trust_gain_rate)
        _raise_grievance(m, c)


def _raise_grievance(m: Twin, c: Conflict) -> None:
    c.grievance_weeks = int(m.p.investigation_weeks)
    m.tally["grievances"] += 1


def _hurts(m: Twin, c: Conflict) -> None:
    """It festers, strains both, and draws others in (17)."""
    p, before = m.p, c.severity
    if c.grievance_weeks == 0:
        c.severity += p.fester * (1 - c.severity)
    m.tally["hardened"] += before <= p.severe_from < c.severity
    for person in (c.opener, c.other):
        person.strain(p.conflict_burnout * c.severity)
        person.learn_trust(p.conflict_experience, p.trust_gain_rate * p.conflict_trust * c.severity)
    if c.other.leads:
        c.opener.learn_safety(0.0, p.conflict_with_leader_safety * p.learn_own_answer * c.severity)
    if m.draws.one(Draw.TALK, c.post.number) < p.conflict_spread * c.severity:
        mate = m.mate(c.post, 501)
        if mate is not None and mate.holder is not c.other:
            mate.holder.learn_trust(p.drawn_in_experience, p.drawn_in_weight * p.trust_gain_rate)
            mate.holder.learn_safety(p.drawn_in_experience, p.learn_own_answer * p.learn_witness)
            mate.holder.remember(0, 1)


def _talked_through(m: Twin, c: Conflict) -> bool:
    """By themselves, by the leader, by a colleague; or a peer facilitator is asked (18)."""
    p, team = m.p, c.post.team
    room = 1 - p.severity_closes * c.severity
    _, themselves, by_leader, by_mate = m.draws.four(Draw.TALK, c.post.number)
    changes = p.conflict_answers_change
    modelling = team.modelling_in_answer(changes)
    one = c.post.practice_in_answer(changes)
    two = modelling
    if not c.other.leads:
        two = next(post for post in team.posts if post.person is c.other).practice_in_answer(changes)
    mean = (one + two) / 2
    if themselves < p.talk_practice * (p.talk_floor + mean) * room * p.talk_trust * c.opener.trust:
        best = max(one, two)
        resolve(m, c, p.talk_quality + (1 - p.talk_quality) * best)
        return True
    if not c.other.leads and by_leader < p.talk_by_leader * p.talk_practice * modelling * room:
        team.process_hours += p.leader_talk_hours
        resolve(m, c, p.leader_talk_quality + (1 - p.leader_talk_quality) * modelling)
        return True
    mate = m.mate(c.post, 502)
    practice = 0.0
    if mate is not None and mate.holder is not c.other:
        practice = mate.practice_in_answer(changes)
    if by_mate < p.talk_by_mate * p.talk_practice * practice:
        resolve(m, c, p.mate_talk_quality + p.mate_talk_practice * practice)
        return True
    asked = m.draws.one(Draw.TALK_TOO, c.post.number)
    ready = p.peer_asked * (p.peer_asked_floor + c.opener.trust) + p.refer_severe * c.severity
    if m.lever("peer_facilitators") * changes > 0 and asked < ready:
        c.asks = "peer facilitator"
    return False


def resolve(m: Twin, c: Conflict, quality: float, relieved: bool = True) -> None:
    """Both learn that it could be talked through (18)."""
    p = m.p
    for person in (c.opener, c.other):
        reconcile(m, c, quality, only=person)
        person.learn_safety(_experience(m, quality), p.resolved_safety_weight * p.learn_own_answer)
        if relieved:
            person.relieve(p.resolved_relief * quality)
        person.remember(1, p.resolved_norm_weight)
    m.tally["resolved"] += 1
    end(m, c)


def _experience(m: Twin, quality: float) -> float:
    """What a conflict that was talked through teaches."""
    least: float = m.p.resolved_experience
    return least + (1 - least) * quality


def reconcile(m: Twin, c: Conflict, quality: float, only: object = None) -> None:
    """Trust after a conflict that was talked through."""
    for person in (c.opener, c.other):
        if only is None or only is person:
            person.learn_trust(_experience(m, quality), m.p.resolved_trust_weight * m.p.trust_gain_rate)


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
    p = m.p
    _, success, start, _ = m.draws.four(Draw.TALK_TOO, c.post.number)
    peer = free_role(m, "peer_facilitator", start)
    if peer is None:
        return
    skill = peer.holder.restorative_skill
    peer.holder.busy_weeks = int(p.peer_busy_weeks)
    c.post.team.process_hours += p.peer_talk_hours
    peer.team.process_hours += p.peer_hours
    m.spend(hours=p.peer_talk_hours + p.peer_hours)
    m.tally["peer_talks"] += 1
    trusting = p.peer_success_floor + (1 - p.peer_success_floor) * c.other.trust
    if success < p.peer_success * skill * trusting:
        resolve(m, c, skill)


def _conversation(m: Twin, c: Conflict) -> None:
    """Facilitated; if somebody refuses, nobody is free or it fails, it turns formal, or stays so (19)."""
    p = m.p
    _, success, start, consent = m.draws.four(Draw.TALK_TOO, c.post.number)
    agreed = math.prod(1 - p.offer_refused * (1 - person.trust) for person in (c.opener, c.other))
    holder = free_role(m, "facilitator", start) or free_role(m, "peer_facilitator", start)
    if consent < agreed and holder is not None:
        skill = holder.holder.restorative_skill
        holder.holder.busy_weeks = int(p.facilitator_busy_weeks)
        c.post.team.process_hours += p.conversation_hours
        m.spend(hours=p.conversation_hours + p.conversation_hours_beside)
        m.tally["conversations"] += 1
        if success < p.conversation_success * skill:
            resolve(m, c, skill, relieved=False)
            return
    if c.grievance_weeks == 0:
        _raise_grievance(m, c)


def _grievance_goes_on(m: Twin, c: Conflict) -> None:
    """A week of a formal grievance, and its end (19)."""
    p = m.p
    for person in (c.opener, c.other):
        person.strain(p.grievance_burnout * p.under_investigation_burnout)
        person.learn_trust(p.process_trust, p.process_weight * p.trust_gain_rate)
    c.post.team.process_hours += p.grievance_hours
    c.grievance_weeks -= 1
    again, _, _, decision = m.draws.four(Draw.GRIEVANCE_TOO, c.post.number)
    if c.grievance_weeks > 0:
        if again < p.offer_again * m.policy("hr", c.post.team) * p.conflict_answers_change:
            c.asks = "conversation"
    else:
        upheld = decision < p.upheld
        weight = p.process_end_trust_weight * p.trust_gain_rate * p.trust_event_weight
        c.opener.learn_trust(p.upheld_experience if upheld else p.rejected_trust, weight)
        taught = p.upheld_experience if upheld else p.rejected_safety
        c.opener.learn_safety(taught, p.process_end_safety_weight * p.learn_own_answer)
        c.other.learn_trust(p.accused_trust, weight)
        end(m, c)
