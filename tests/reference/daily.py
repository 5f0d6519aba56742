"""Everyday life: absence and workload (3, 4), use of skill (5, 6), encounters (7), voice and its answers (8-10)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from culture_sim.settings.nhs_trust.streams import OwnDraw
from tests.reference.agents import Person, Post, Team
from tests.reference.numbers import Draw, above, poisson, sigma

if TYPE_CHECKING:
    from tests.reference.twin import Twin


def value_of(kind: str, person: Person) -> float:
    """What an answer teaches about speaking."""
    if kind == "ignored":
        return person.value_ignored
    return 1.0 if kind == "taken up" else 0.0


def absence_and_workload(m: Twin, team: Team) -> None:
    """Who is off, and what is left to do for those at work (3, 4)."""
    p = m.p
    capacity = 0.0
    for post in team.posts:
        if post.person is None:
            capacity += p.vacancy_cover
            continue
        person = post.person
        stress = _be_absent(m, person, m.draws.one(Draw.FATE, post.number))
        person.busy_weeks = max(0, person.busy_weeks - 1)
        if not person.absent:
            able = 1 - p.productivity_lost_per_burnout * (person.burnout - p.burnout_reference)
            able *= p.newcomer_capacity if person.tenure < p.newcomer_weeks else 1.0
            if person.investigation_weeks > 0:
                able *= 1 - p.suspended
                m.tally["suspended"] += p.suspended
            capacity += able
        m.tally["sick"] += person.absent
        m.tally["absent_for_stress"] += stress
    _be_absent(m, team.leader, m.draws.one(Draw.LEADER, team.number))
    hours = team.process_hours + team.programme_hours * (1 - m.lever("backfill"))
    m.tally["backfilled_hours"] += team.programme_hours * m.lever("backfill")  # type: ignore[assignment]
    team.process_hours = team.programme_hours = 0.0
    capacity = max(p.least_capacity * len(team.posts), capacity - hours / 37.5)
    noise = m.draws.normal(Draw.TEAM, team.number)
    kept = p.demand_persistence_week
    team.demand = kept * team.demand + p.demand_spread_week * math.sqrt(1 - kept**2) * noise
    team.workload = math.exp(team.demand + m.demand) * p.workload_scale * len(team.posts) / capacity


def _be_absent(m: Twin, person: Person, u: float) -> bool:
    """Off for other sickness, or (then true) for stress."""
    p = m.p
    stress = p.stress_sickness * math.exp(
        p.stress_sickness_slope * (person.burnout - p.burnout_reference)
        + p.sick_hurt * person.hurt
        + p.sick_case * person.has_case
    )
    person.absent = u < stress + p.physical_sickness
    return u < stress


def use_of_skill(m: Twin, team: Team) -> None:
    """How often each uses what they can do (5), and whether a session can be held (6)."""
    p = m.p
    for person in [post.person for post in team.posts if post.person is not None] + [team.leader]:
        person.use = sigma(
            p.use_intercept
            + p.use_norm * person.norm
            + p.use_safety * (person.psychological_safety - p.safety_reference)
            - p.use_workload * (team.workload - 1)
            - p.use_burnout * (person.burnout - p.burnout_reference)
            + (p.leader_use_extra if person.leads else 0.0)
            + p.use_reciprocated * (person.treated - person.norm)
        )
        person.practice = person.restorative_skill * person.use
    champions = [post.holder.practice for post in team.present() if post.holder.champion]
    best = max([team.modelling, *champions])
    team.held = chance_of_holding(m, team, best)
    team.quality = p.held_by_structure + (1 - p.held_by_structure) * best
    team.invited = m.draws.one(Draw.TEAM, team.number, 1) < m.lever("power_sharing") * team.held
    if team.invited:
        programme_time(m, team, p.juniors_first_hours * len(team.present()))
        m.tally["juniors_first_places"] += len(team.present())


def chance_of_holding(m: Twin, team: Team, best: float) -> float:
    """H: overload cancels sessions first (6)."""
    p = m.p
    able = p.enact_floor + (1 - p.enact_floor) * min(1.0, p.hold_practice * best)
    pressed = p.cancel_workload * p.taken_up_workload * (1 - p.cancel_backfill * m.lever("backfill"))
    return able * math.exp(-pressed * above(team.workload - p.cancel_above))


def programme_time(m: Twin, team: Team, hours: float, fees: float = 0.0) -> None:
    """Hours of a team that the programme takes: they cost, and lower its capacity next week."""
    team.programme_hours += hours
    m.spend(fees, hours)


# Encounters (7) -------------------------------------------------------------------------------------


def encounters(m: Twin, team: Team) -> None:
    """Colleagues, ties, the leader and partner agencies are met; only those present meet."""
    p, leader = m.p, team.leader
    for post in team.present():
        person = post.holder
        number, tie, meets_leader, _ = m.draws.four(Draw.DAY, post.number)
        for k in range(poisson(p.team_encounters, number)):
            a, act, b, c = m.draws.four(Draw.MATE, post.number, k)
            mate = m.first_present(post, (a, b, c)) or m.mate(post, 10 + k, 3)
            if mate is not None:
                other = mate.holder
                person.see(act < other.practice and not other.conflict_with(person), 1, 1, recognised=True)
                person.psychological_safety += p.safety_conveyed * (
                    other.psychological_safety - person.psychological_safety
                )
                person.burnout += p.burnout_contagion * (other.burnout - person.burnout)
        leader_act, own_act, tie_act, partner_act = m.draws.four(Draw.ACTS, post.number)
        if tie < p.cross_team_encounters:
            shown = post.ties[int(tie / p.cross_team_encounters * len(post.ties))].shown
            if shown is not None:
                practice, safety = shown
                person.see(tie_act < practice, 1, 1, recognised=True)
                person.psychological_safety += p.safety_conveyed * (safety - person.psychological_safety)
        if meets_leader < p.leader_encounters and not leader.absent:
            act = leader_act < leader.practice and not leader.conflict_with(person)
            person.see(act, p.leader_weight, p.leader_weight, recognised=True)
            leader.see(own_act < person.practice, p.weight_on_leader, p.weight_on_leader)
        meets_partner = m.draws.one(Draw.ACTS, post.number, 1) < p.agency_encounters
        if m.lever("multi_agency_alignment") > 0 and meets_partner:
            person.see(partner_act < m.partners, 1, p.agency_trust_weight, recognised=True)


def leaders_meet(m: Twin) -> None:
    """Leaders meet a fellow leader every other week and the executive monthly, and speak there (7)."""
    p = m.p
    for team in m.teams:
        leader = team.leader
        if leader.absent:
            continue
        fellow, who, act, above_them = m.draws.four(Draw.LEADER_MEETING, team.number)
        other = m.teams[int(who * len(m.teams))].leader
        if fellow < p.fellow_leader_encounters and other is not leader and not other.absent:
            leader.see(act < other.practice, 1, 1)
            leader.psychological_safety += p.safety_conveyed * (
                other.psychological_safety - leader.psychological_safety
            )
        if above_them < p.executive_encounters:
            conduct, says, outcome, _ = m.draws.four(Draw.EXECUTIVE_MEETING, team.number)
            leader.see(conduct < m.executive_practice, p.leader_weight, p.leader_weight)
            if says < sigma(p.say_worry + p.say_safety * (leader.psychological_safety - p.safety_reference)):
                kind = answer(m, team, leader, m.executive_practice, outcome, 1.0, worry=True)
                witness(m, team.posts[0], kind, 900)


# Voice and its answers (8), (9) ---------------------------------------------------------------------


def voice(m: Twin, team: Team) -> None:
    """Incidents, worries and ideas are said or kept silent, and answered (8)."""
    p = m.p
    lessons = p.incident_lessons * (team.lessons - 1)  # as the week's voice begins
    for post in team.present():
        person = post.holder
        worries, incidents = m.draws.four(Draw.FATE, post.number)[1], m.draws.four(Draw.DAY, post.number)[3]
        rate = math.exp(
            p.incident_workload * (team.workload - 1)
            + p.incident_burnout * (person.burnout - p.burnout_reference)
            - lessons
        )
        for k in range(poisson(p.incidents / 52 * rate, incidents)):
            says, harms, _, _ = m.draws.four(OwnDraw.INCIDENT, post.number, k)
            said = says < chance_of_saying(m, post, p.say_incident)
            hear(m, said)
            m.tally["incidents"] += 1
            if harms < p.harm_share * post.exposure * (1 - p.harm_averted_by_voice * said):
                post.harms.append(said)
            elif said:
                m.tally["reported_incidents"] += 1
                be_answered(m, post, k, worry=False)
        for k in range(poisson(p.worries_and_ideas / 52, worries)):
            said = m.draws.one(Draw.WORRY, post.number, k) < chance_of_saying(m, post, p.say_worry)
            hear(m, said)
            if said:
                be_answered(m, post, 100 + k, worry=True)


def hear(m: Twin, said: bool) -> None:
    """Count a concern as said or kept."""
    m.tally["said"] += said
    m.tally["kept"] += not said


def standing_heard(post: Post) -> float:
    """z': in a week with a juniors-first round everybody's standing counts as the highest."""
    return 1.0 if post.team.invited else post.standing


def chance_of_saying(m: Twin, post: Post, ease: float, standing: float | None = None) -> float:
    """Safety and standing make people speak (8)."""
    z = standing_heard(post) if standing is None else standing
    return sigma(
        ease
        + m.p.say_safety * (post.holder.psychological_safety - m.p.safety_reference)
        + m.p.say_standing * (z - m.p.standing_reference)
    )


def be_answered(m: Twin, post: Post, key: int, worry: bool) -> None:
    """The leader or a team-mate answers a concern (9)."""
    p, team, person = m.p, post.team, post.holder
    by, outcome, investigation, _ = m.draws.four(Draw.ANSWER, post.number, key)
    if by < p.answer_by_leader:
        quality = team.modelling_in_answer(p.voice_answers_change)
    else:
        mate = m.mate(post, 1000 + 10 * key)
        quality = mate.practice_in_answer(p.voice_answers_change) if mate is not None else 0.0
    kind = answer(m, team, person, quality, outcome, standing_heard(post), worry)
    witness(m, post, kind, 1000 + 10 * key + 1)
    chance = p.investigated_incident * p.investigated_after_blame * spared(m, team)
    if kind == "blamed" and not worry and person.investigation_weeks == 0 and investigation < chance:
        investigate(m, person)


def spared(m: Twin, team: Team) -> float:
    """What the HR policy, as enacted, leaves of the chance of an investigation (16)."""
    return 1 - m.p.spared_by_policy * m.policy("hr", team)


def investigate(m: Twin, person: Person) -> None:
    """Open an investigation, or begin it again (16)."""
    if person.investigation_weeks == 0:
        m.tally["disciplinaries"] += 1
        person.wound(m.p.hurt_by_investigation)
    person.investigation_weeks = int(m.p.investigation_weeks)


def answer(
    m: Twin, team: Team, person: Person, quality: float, outcome: float, standing: float, worry: bool
) -> str:
    """Blamed, taken up or ignored: the speaker learns whether speaking is safe (9)."""
    p = m.p
    blamed = p.blamed_base * (1 - quality) * (p.blamed_worry if worry else 1.0)
    taken_up = (
        (p.taken_up_base + p.taken_up_practice * quality)
        * math.exp(-p.taken_up_workload * above(team.workload - 1))
        * (1 - p.taken_up_standing * (1 - standing))
    )
    kind = "blamed" if outcome < blamed else "taken up" if outcome < blamed + taken_up else "ignored"
    value = value_of(kind, person)
    person.learn_safety(value, p.learn_own_answer)
    person.learn_trust(value, p.trust_gain_rate * p.leader_weight)
    if kind == "blamed":
        person.strain(p.burnout_blamed)
        person.wound(p.hurt_by_blame)
    elif kind == "taken up":
        person.relieve(p.burnout_heard)
        team.gain_lessons(p, 1)
    return kind


def witness(m: Twin, post: Post, kind: str, key: int) -> None:
    """Team-mates who hear an answer learn a share of it (9)."""
    p = m.p
    for mate in m.mates(post, int(p.witnesses), key):
        mate.learn_safety(value_of(kind, mate), p.learn_own_answer * p.learn_witness)


def investigations(m: Twin, team: Team) -> None:
    """They go on for half a year, and half of them end in no case (16)."""
    p = m.p
    for post in team.posts:
        person = post.person
        if person is None:
            continue
        if person.investigation_weeks > 0:
            person.strain(p.under_investigation_burnout)
            person.learn_trust(p.process_trust, p.process_weight * p.trust_gain_rate)
            team.process_hours += p.investigation_hours
            person.investigation_weeks -= 1
            if person.investigation_weeks == 0 and m.draws.one(Draw.INVESTIGATION, post.number) < p.no_case:
                weight = p.process_end_trust_weight * p.trust_gain_rate * p.trust_event_weight
                person.learn_trust(p.no_case_trust, weight)
                person.learn_safety(p.no_case_safety, p.process_end_safety_weight * p.learn_own_answer)
        elif m.draws.four(Draw.FATE, post.number)[2] < p.investigated_other / 52:
            if m.draws.one(Draw.INVESTIGATION, post.number) < p.spared_by_policy * m.policy("hr", team):
                person.learn_trust(p.spared_trust, p.spared_weight * p.trust_gain_rate)
            else:
                investigate(m, person)
