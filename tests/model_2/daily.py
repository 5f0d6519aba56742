"""Everyday life: absence and workload (3, 4), use of skill (5, 6), encounters (7), voice and its answers (8-10)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tests.model_2.agents import Person, Post, Team
from tests.model_2.draws import Draw, above, clip, poisson, sigma

if TYPE_CHECKING:
    from tests.model_2.twin import Twin

HOURS_A_WEEK = 37.5


def trust_wide(m: Twin) -> None:
    """The trust's demand, and what partner agencies do."""
    p = m.p
    m.demand = 0.985 * m.demand + p.staffing_spread * math.sqrt(1 - 0.985**2) * m.draws.normal(Draw.TRUST, 0)
    if m.lever("multi_agency") > 0:
        m.partners += 0.02 * m.lever("multi_agency") * above(0.6 - m.partners)
    for team in m.teams:
        for post in team.posts:
            if post.person is not None:
                person = post.person
                person.busy_weeks = max(0, person.busy_weeks - 1)


def absence_and_workload(m: Twin, team: Team) -> None:
    """Who is off, and what is left to do for those at work (3, 4)."""
    p = m.p
    capacity = 0.0
    for post in team.posts:
        person = post.person
        if person is None:
            capacity += p.vacancy_cover
            continue
        _be_absent(m, person, m.draws.one(Draw.FATE, post.number))
        if not person.absent:
            able = 1 - p.productivity_lost_per_burnout * (person.burnout - 0.45)
            able *= 0.8 if person.tenure < 12 else 1.0
            able *= 0.8 if person.investigation_weeks > 0 else 1.0
            capacity += able
        m.tally.absent += person.absent
    _be_absent(m, team.leader, m.draws.one(Draw.LEADERS, team.number), count=False)
    hours = team.process_hours + team.programme_hours * (1 - m.lever("backfill"))
    team.process_hours = team.programme_hours = 0.0
    capacity = max(0.3 * len(team.posts), capacity - hours / HOURS_A_WEEK)
    noise = m.draws.normal(Draw.TEAM, team.number)
    team.demand = 0.9 * team.demand + p.demand_spread_week * math.sqrt(1 - 0.9**2) * noise
    team.workload = math.exp(team.demand + m.demand) * p.workload_scale * len(team.posts) / capacity


def _be_absent(m: Twin, person: Person, u: float, count: bool = True) -> None:
    p = m.p
    stress = p.stress_sickness * math.exp(p.stress_sickness_slope * (person.burnout - 0.45))
    person.absent = u < stress + p.physical_sickness
    if count and u < stress:
        m.tally.absent_for_stress += 1


def use_of_skill(m: Twin, team: Team) -> None:
    """How often each uses what they can do (5), and whether a session can be held (6)."""
    p = m.p
    for person in [post.person for post in team.posts if post.person is not None] + [team.leader]:
        person.use = sigma(
            p.use_intercept
            + p.use_norm * person.norm
            + p.use_safety * (person.safety - 0.5)
            - p.use_workload * (team.workload - 1)
            - p.use_burnout * (person.burnout - 0.45)
            + (p.leader_use_extra if person.leads else 0.0)
        )
        person.practice = person.skill * person.use
    best = max(
        [team.modelling, *(post.person.practice for post in team.present() if post.person and post.person.champion)]
    )
    team.held = chance_of_holding(m, team, best)
    team.quality = p.held_by_structure + (1 - p.held_by_structure) * best
    if m.forced:
        team.quality = min(team.quality, 0.12)
    rounds = m.lever("power_sharing") * team.held
    team.invited = m.draws.four(Draw.TEAM, team.number)[1] < rounds
    if team.invited:
        programme_time(m, team, 0.17 * len(team.present()))


def chance_of_holding(m: Twin, team: Team, best: float) -> float:
    """H: overload cancels sessions first (6)."""
    p = m.p
    able = p.enact_floor + (1 - p.enact_floor) * min(1.0, 1.6 * best)
    pressed = 2 * p.taken_up_workload * (1 - 0.7 * m.lever("backfill")) * above(team.workload - 0.95)
    return able * math.exp(-pressed)


def programme_time(m: Twin, team: Team, hours: float, fees: float = 0.0) -> None:
    """Hours of a team that the programme takes: they cost, and lower its capacity next week."""
    team.programme_hours += hours
    m.spend(fees, hours)


def process_time(team: Team, hours: float) -> None:
    """Hours of a team that a process takes; nobody buys them back."""
    team.process_hours += hours


# Encounters (7) -------------------------------------------------------------------------------------


def encounters(m: Twin, team: Team) -> None:
    """Colleagues, ties and the leader are met; only those present meet."""
    p = m.p
    leader = team.leader
    for post in team.present():
        person = _holder(post)
        number, tie, tie_act, leads = m.draws.four(Draw.MEETING, post.number)
        for k in range(poisson(p.team_encounters, number)):
            mate = m.mate(post, 10 + k)
            if mate is None:
                continue
            other = _holder(mate)
            act = m.draws.one(Draw.MATE, post.number, k) < other.practice and not other.conflict_with(person)
            person.see(act, 1, 1, recognised=True)
            person.safety += p.safety_conveyed * (other.safety - person.safety)
            person.burnout += p.burnout_contagion * (other.burnout - person.burnout)
        if tie < p.cross_team_encounters and post.ties:
            shown = post.ties[int(tie / p.cross_team_encounters * len(post.ties))].shown
            if shown is not None:
                practice, safety = shown
                person.see(tie_act < practice, 1, 1, recognised=True)
                person.safety += p.safety_conveyed * (safety - person.safety)
        act_of_leader, own_act, agency, partner = m.draws.four(Draw.LEADER_TALK, post.number)
        if leads < p.leader_encounters and not leader.absent:
            act = act_of_leader < leader.practice and not leader.conflict_with(person)
            person.see(act, p.leader_weight, p.leader_weight, recognised=True)
            leader.see(own_act < person.practice, 0.5, 0.5)
        if m.lever("multi_agency") > 0 and agency < 0.2:
            person.see(partner < m.partners, 1, 0.5, recognised=True)


def leaders_meet(m: Twin) -> None:
    """Leaders meet a fellow leader every other week and the executive monthly, and speak there (7)."""
    p = m.p
    before = [(team.leader.practice, team.leader.safety, team.leader.absent) for team in m.teams]
    for team in m.teams:
        leader = team.leader
        if leader.absent:
            continue
        fellow, who, act, above_me = m.draws.four(Draw.LEADERS, team.number, 1)
        if fellow < 0.5:
            practice, safety, absent = before[int(who * len(before))]
            if not absent and int(who * len(before)) != team.number:
                leader.see(act < practice, 1, 1)
                leader.safety += p.safety_conveyed * (safety - leader.safety)
        if above_me < 0.25:
            conduct, says, outcome, _ = m.draws.four(Draw.LEADERS, team.number, 2)
            leader.see(conduct < m.executive_practice, p.leader_weight, p.leader_weight)
            if says < sigma(p.say_worry + p.say_safety * (leader.safety - 0.5)):
                first = team.posts[0]
                witnesses = [m.mate(first, 900 + k) for k in range(p.witnesses)]
                answer(m, team, leader, m.executive_practice, outcome, 1.0, [w for w in witnesses if w], worry=True)


# Voice and its answers (8), (9) ---------------------------------------------------------------------


def voice(m: Twin, team: Team) -> None:
    """Incidents, worries and ideas are said or kept silent, and answered (8)."""
    p = m.p
    for post in team.present():
        person = _holder(post)
        _, _, u_incidents, u_worries = m.draws.four(Draw.CONCERNS, post.number)
        rate = math.exp(
            p.incident_workload * (team.workload - 1)
            + p.incident_burnout * (person.burnout - 0.45)
            - p.incident_lessons * (team.lessons - 1)
        )
        for k in range(poisson(p.incidents / 52 * rate, u_incidents)):
            says, harms, *_ = m.draws.four(Draw.INCIDENT, post.number, k)
            said = says < chance_of_saying(m, post, p.say_incident)
            hear(m, said)
            m.tally.incidents += 1
            if harms < p.harm_share * (1 - p.harm_averted_by_voice * said):
                m.new_harms.append((post, said, k))
            elif said:
                m.tally.recorded += 1
                answered(m, post, k, worry=False)
        for k in range(poisson(p.worries_and_ideas / 52, u_worries)):
            said = m.draws.one(Draw.WORRY, post.number, k) < chance_of_saying(m, post, p.say_worry)
            hear(m, said)
            if said:
                answered(m, post, 100 + k, worry=True)


def hear(m: Twin, said: bool) -> None:
    """Count a concern as said or kept."""
    m.tally.said += said
    m.tally.kept += not said


def standing_heard(team: Team, standing: float) -> float:
    """z': in a week with a juniors-first round everybody's standing counts as the highest."""
    return 1.0 if team.invited else standing


def chance_of_saying(m: Twin, post: Post, ease: float, *, standing: float | None = None) -> float:
    """Safety and standing make people speak (8)."""
    z = standing_heard(post.team, post.standing) if standing is None else standing
    return sigma(ease + m.p.say_safety * (_holder(post).safety - 0.5) + m.p.say_standing * (z - 0.5))


def answered(m: Twin, post: Post, key: int, worry: bool) -> None:
    """The leader or a team-mate answers a concern (9)."""
    p = m.p
    by, outcome, investigation, _ = m.draws.four(Draw.ANSWER, post.number, key)
    if by < p.answer_by_leader:
        quality = post.team.modelling
    else:
        mate = m.mate(post, 1000 + 10 * key)
        quality = _holder(mate).practice if mate is not None else 0.0
    witnesses = m.mates(post, p.witnesses, 1000 + 10 * key + 1)
    z = standing_heard(post.team, post.standing)
    person = _holder(post)
    kind = answer(m, post.team, person, quality, outcome, z, witnesses, worry)
    if kind == "blamed" and not worry and person.investigation_weeks == 0:
        if investigation < m.investigated(post.team, 0.22 * p.investigated_after_blame):
            m.tally.investigations += 1
            person.investigation_weeks = p.investigation_weeks


def answer(
    m: Twin,
    team: Team,
    person: Person,
    quality: float,
    outcome: float,
    standing: float,
    witnesses: list[Post],
    worry: bool,
) -> str:
    """Blamed, taken up or ignored: speaker and witnesses learn whether speaking is safe (9)."""
    p = m.p
    blamed = p.blamed_base * (1 - quality) * (0.33 if worry else 1.0)
    taken_up = (
        (p.taken_up_base + p.taken_up_practice * quality)
        * math.exp(-p.taken_up_workload * above(team.workload - 1))
        * (1 - p.taken_up_standing * (1 - standing))
    )
    if outcome < blamed:
        kind, value = "blamed", 0.0
    elif outcome < blamed + taken_up:
        kind, value = "taken up", 1.0
    else:
        kind, value = "ignored", p.value_ignored
    person.learn_safety(value, p.learn_own_answer)
    person.learn_trust(value, p.trust_gain_rate * p.leader_weight)
    for witness in witnesses:
        _holder(witness).learn_safety(value, p.learn_own_answer * p.learn_witness)
    if kind == "blamed":
        person.strain(p.burnout_blamed)
    elif kind == "taken up":
        person.relieve(p.burnout_heard)
        team.gain_lessons(p, 1)
    return kind


def _holder(post: Post) -> Person:
    assert post.person is not None
    return post.person


holder = _holder
__all__ = ["answer", "answered", "clip", "holder"]
