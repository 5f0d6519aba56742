"""Events of the programme (section 4): courses, sessions, supervision, roles, each held by somebody, at a price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.model_2.agents import Person, Post, Team
from tests.model_2.daily import (
    answer,
    chance_of_holding,
    chance_of_saying,
    hear,
    programme_time,
    standing_heard,
    witness,
)
from tests.model_2.disputes import end, reconcile
from tests.model_2.numbers import Draw, above
from tests.model_2.served import trust_learns

if TYPE_CHECKING:
    from tests.model_2.twin import Twin


def team_events(m: Twin, team: Team) -> None:
    """What the programme does in a team in a week, in the order of section 13."""
    if not m.runs:
        return
    if m.lever("diagnosis") > 0 and m.since_launch < 12:
        _interview(m, team)
    if m.lever("leadership_modelling") > 0 and team.covered:
        _leadership(m, team)
    for post in team.present():
        _learn_by_post(m, post)
    if m.lever("champions") > 0:
        _coaching_by_champions(m, team)
    if team.covered:
        _gathering(m, team, m.lever("everyday_conversations"), 1, 0.03, 0.25, 0)
        _gathering(m, team, m.lever("circles") / 4, 3, 0.12, 1.0, 1)
    if m.lever("measurement_and_feedback") > 0 and (m.since_launch + team.number) % 26 == 25:
        _pulse(m, team)
    if m.lever("restorative_supervision") > 0:
        _supervision(m, team)
    _with_others(m, team)


def half_day(m: Twin, person: Person, team: Team, target: float) -> None:
    """A half-day course: some of the distance to what it teaches (21)."""
    p = m.p
    share = p.transfer_floor + (1 - p.transfer_floor) * person.ownership
    share *= m.manner.course_quality * min(1.2, 0.3 + 1.5 * team.modelling)
    person.restorative_skill += share * above(target - person.restorative_skill)
    person.trained = True


def _leadership(m: Twin, team: Team) -> None:
    """A course of three days once, then coaching once a month."""
    p, leader, strength = m.p, team.leader, m.lever("leadership_modelling")
    course, coached, _, _ = m.draws.four(Draw.LEADER_COURSE, team.number)
    if not leader.on_course and course < strength / 13:
        leaders_course(m, leader)
        programme_time(m, team, 11, 600)
        m.spend(hours=11)
    if coached < strength / 4 and not leader.absent:
        leader.restorative_skill += p.coaching_step * above(p.three_day_skill - leader.restorative_skill)
        leader.see(1, p.leader_weight, 1)
        leader.relieve(0.02)
        programme_time(m, team, 0.75, 150)
        m.spend(hours=0.75)


def leaders_course(m: Twin, leader: Person) -> None:
    """Three days (21)."""
    leader.restorative_skill += (
        0.8 * m.manner.course_quality * above(m.p.three_day_skill - leader.restorative_skill)
    )
    leader.on_course = True


def _learn_by_post(m: Twin, post: Post) -> None:
    """Engagement, shared language, introduction, refreshers."""
    p, person, team = m.p, post.holder, post.team
    in_design, in_language, on_course, refreshed = m.draws.four(Draw.LEARNING, post.number)
    left_out, act_seen, act_taught, _ = m.draws.four(Draw.LEARNING_TOO, post.number)
    engaged = m.lever("staff_engagement")
    if in_design < engaged / (13 if m.since_launch < 52 else 40):
        person.own(p.ownership_gain)
        person.see(0.6, 2, 1)
        programme_time(m, team, 2, 15)
        _speak(m, post, 0.6 * engaged + 0.1, 3000, counted=False)
    if engaged < 0.2 and (m.lever("introduction") > 0 or m.lever("hr_policy") > 0) and left_out < 0.02:
        person.ownership -= 0.15 * person.ownership
        person.learn_trust(0.2, 2 * p.trust_gain_rate)
    if in_language < team.held * m.lever("shared_language") / 26:
        person.own(0.5 * p.ownership_gain)
        person.see(act_seen < team.quality, 2, 1)
        programme_time(m, team, 1)
    keen = 0.5 + 0.5 * person.ownership
    target = None
    if not person.trained:
        if on_course < m.lever("introduction") * keen / 20:
            target = p.half_day_skill
    elif refreshed < m.lever("refreshers") * keen / 52:
        target = p.three_day_skill if person.has_role else p.half_day_skill + 0.10
    if target is not None:
        half_day(m, person, team, target)
        person.see(act_taught < m.manner.course_quality, 1, 1)
        programme_time(m, team, 3.75, 35)


def _speak(
    m: Twin,
    post: Post,
    quality: float,
    key: int,
    *,
    standing: float | None = None,
    always: bool = False,
    counted: bool = True,
    dropped_too: bool = False,
) -> None:
    """Somebody is asked in turn, speaks or not, and is answered (8), (9)."""
    p, person = m.p, post.holder
    says, outcome, dropped, _ = m.draws.four(Draw.SPEAK, post.number, key)
    said = always or says < chance_of_saying(m, post, p.say_worry + p.say_invited, standing)
    if counted:
        hear(m, said)
    if not said:
        return
    z = standing_heard(post) if standing is None else standing
    kind = answer(m, post.team, person, quality, outcome, z, worry=not always)
    witness(m, post, kind, 50_000 + 10 * key)
    if dropped_too and kind == "taken up" and dropped >= m.manner.follow_through:
        person.learn_safety(0.1, 2 * p.learn_own_answer)
        person.learn_trust(0.0, 3 * p.trust_gain_rate * p.leader_weight)
        for mate in m.mates(post, 3, 50_000 + 10 * key + 5):
            mate.learn_safety(0.1, 2 * p.learn_own_answer * p.learn_witness)
            mate.learn_trust(0.0, p.trust_gain_rate * p.leader_weight)


def _gathering(
    m: Twin, team: Team, rate: float, weight: float, asked: float, hours: float, which: int
) -> None:
    """A weekly check-in or a monthly circle, if it is held."""
    if m.draws.one(Draw.TEAM_SESSIONS, team.number, which) >= rate * team.held:
        return
    m.tally["sessions"] += 1
    quality = min(team.quality, 0.12) if m.forced else team.quality
    for post in team.present():
        person = post.holder
        comes, speaks, act, _ = m.draws.four(Draw.SESSION, post.number, which)
        if m.forced or comes < 0.5 + 0.5 * person.ownership:
            person.see(act < quality, weight, 0.7 * weight, recognised=True)
            programme_time(m, team, hours)
            if speaks < asked * (3 if m.forced else 1):
                _speak(m, post, quality, 4000 + 100 * which, always=m.forced, dropped_too=True)


def _pulse(m: Twin, team: Team) -> None:
    """A short survey twice a year, and what is done with it."""
    p = m.p
    if m.draws.one(Draw.TEAM_SESSIONS, team.number, 2) >= 2 * m.lever("measurement_and_feedback") * team.held:
        return
    for post in team.present():
        comes, outcome, _, _ = m.draws.four(Draw.PULSE, post.number)
        if comes < 0.5:
            heard = outcome < p.taken_up_base + p.taken_up_practice * team.quality
            post.holder.learn_safety(1.0 if heard else p.value_ignored, p.learn_own_answer)
        programme_time(m, team, 0.75)


def _supervision(m: Twin, team: Team) -> None:
    """One to one, every six weeks: it relieves, listens, and repairs."""
    p = m.p
    for post in team.present():
        person = post.holder
        held, asked, act, repaired = m.draws.four(Draw.SUPERVISION, post.number)
        if held >= m.lever("restorative_supervision") * team.held / 6:
            continue
        person.relieve(p.supervision_relief * team.quality)
        person.see(act < team.quality, 2, 2)
        programme_time(m, team, 2)
        if asked < 0.3:
            _speak(m, post, team.quality, 5000, standing=1.0)
        for conflict in list(person.conflicts):
            between_posts = not conflict.other.leads and conflict.grievance_weeks == 0
            if between_posts and repaired < 0.35 * team.quality:
                reconcile(m, conflict, team.quality)
                m.tally["resolved"] += 1
                end(m, conflict)


def _with_others(m: Twin, team: Team) -> None:
    """Redesign with those served, sessions with partner agencies."""
    p = m.p
    _, _, design, agency = m.draws.four(Draw.TEAM_SESSIONS, team.number, 3)
    if design < m.lever("co_production") * team.held / 13:
        trust_learns(m, team, 0.4 + 0.6 * team.quality, 0.05)
        team.gain_lessons(p, 10 * team.quality)
        programme_time(m, team, 12, 300)
    if agency < m.lever("multi_agency_alignment") / 13:
        programme_time(m, team, 6, 50)


def _interview(m: Twin, team: Team) -> None:
    """Twelve weeks of listening, an interview every other week in a team: one is asked and heard."""
    post = team.posts[int(m.draws.one(Draw.DIAGNOSIS, team.number) * len(team.posts))]
    if (m.since_launch + team.number) % 2 == 0 and post.present:
        _speak(m, post, 0.5, 6000, counted=False)
        programme_time(m, team, 2, 40)


def _coaching_by_champions(m: Twin, team: Team) -> None:
    """Each week a champion coaches a colleague, if the leader lets them."""
    p = m.p
    held = chance_of_holding(m, team, team.modelling)
    for post in team.present():
        champion = post.holder
        if not champion.champion:
            continue
        happens, act, _, _ = m.draws.four(Draw.COACHING, post.number)
        mate = m.mate(post, 600)
        if happens >= held or mate is None:
            continue
        person = mate.holder
        step = p.coaching_step * (0.5 + 0.5 * person.ownership)
        person.restorative_skill += step * above(0.75 * champion.restorative_skill - person.restorative_skill)
        person.see(act < champion.practice, 1, 1)
        champion.strain(0.003 * (1 - m.lever("backfill")))
        champion.restorative_skill += p.learning_by_doing * (0.9 - champion.restorative_skill)
        programme_time(m, team, 1.5)


# Roles ----------------------------------------------------------------------------------------------


def appoint(m: Twin) -> None:
    """Roles are filled from those who would be good at them; they end with their lever (section 13)."""
    if m.since_launch < 0:
        return
    wanted = (
        ("champion", m.lever("champions"), 22.5, 275),
        ("facilitator", 0.008 * m.lever("formal_processes"), 37.5, 1200),
        ("peer_facilitator", m.lever("peer_facilitators"), 15.0, 300),
    )
    for number, (role, share, hours, fee) in enumerate(wanted):
        holders = [post.holder for post in m.posts if post.person is not None and getattr(post.holder, role)]
        if share <= 0:
            for person in holders:
                setattr(person, role, False)
            continue
        want = share * len(m.posts)
        for place in range(min(int(want / 13) + 1, int(want) - len(holders))):
            best = _best_of_eight(m, number, place)
            if best is not None:
                setattr(best.holder, role, True)
                _teach_role(m, best, hours, fee)


def _best_of_eight(m: Twin, number: int, place: int) -> Post | None:
    best, score = None, 0.0
    for k in range(8):
        post = m.posts[int(m.draws.one(Draw.ROLE, number, 8 * place + k) * len(m.posts))]
        if not post.present or post.holder.tenure <= 26 or post.holder.has_role:
            continue
        value = post.holder.natural_skill + 0.3 * post.holder.ownership
        if number == 0:
            value -= 0.3 * sum(1 for other in post.team.posts if other.person and other.person.champion)
        if best is None or value > score:
            best, score = post, value
    return best


def _teach_role(m: Twin, post: Post, hours: float, fee: float) -> None:
    """The course that a role begins with."""
    p, person, team = m.p, post.holder, post.team
    share = (0.5 + 0.5 * person.ownership) * m.manner.course_quality * min(1.2, 0.5 + team.modelling)
    person.restorative_skill += share * above(p.three_day_skill - person.restorative_skill)
    person.trained = True
    person.own(p.ownership_gain)
    for _ in range(3):
        person.see(1, 3, 1)
    programme_time(m, team, hours, fee)
