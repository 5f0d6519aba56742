"""Events of the programme (section 4): courses, sessions, supervision, roles, each held by somebody, at a price."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tests.model_2.agents import Person, Post, Team
from tests.model_2.daily import (
    answer,
    chance_of_holding,
    chance_of_saying,
    hear,
    holder,
    programme_time,
    standing_heard,
)
from tests.model_2.disputes import resolve
from tests.model_2.draws import Draw, above
from tests.model_2.plans import CORE_TEAM

if TYPE_CHECKING:
    from tests.model_2.twin import Twin


def sessions(m: Twin) -> None:
    """What the programme does in a week, in the order of section 13."""
    if m.since_launch < 0 or not any(m.levers.values()):
        return
    running = {name for name, strength in m.levers.items() if strength > 0}
    if running - {"backfill"}:
        m.spend(fees=(90_000 if running & CORE_TEAM else 13_500) / 52 * len(m.posts) / 1000)
    backfilled = m.lever("backfill")
    _diagnosis(m)
    for team in m.teams:
        if team.covered:
            _leadership(m, team)
    for team in m.teams:
        for post in team.present():
            _learn_by_post(m, post)
    _appoint(m)
    for team in m.teams:
        if m.lever("champions") > 0:
            _coaching_by_champions(m, team)
    for team in m.teams:
        if team.covered:
            _gathering(m, team, "everyday", m.lever("everyday"), 1, 0.03, 0.25)
            _gathering(m, team, "circles", m.lever("circles") / 4, 3, 0.12, 1.0)
        _pulse(m, team)
        _supervision(m, team)
        _with_others(m, team)
    m.tally.backfilled_hours += backfilled * sum(team.programme_hours for team in m.teams)


def _transfer(m: Twin, person: Person, team: Team, target: float) -> None:
    """A half-day course: some of the distance to what it teaches (21)."""
    p = m.p
    share = p.transfer_floor + (1 - p.transfer_floor) * person.ownership
    share *= m.plan.course_quality * min(1.2, 0.3 + 1.5 * team.modelling)
    person.skill += share * above(target - person.skill)
    person.trained = True


def _leadership(m: Twin, team: Team) -> None:
    strength = m.lever("leadership_modelling")
    if strength <= 0:
        return
    p, leader = m.p, team.leader
    course, coached, act, _ = m.draws.four(Draw.LEADER_COURSE, team.number)
    if not leader.on_course and course < strength / 13:
        leaders_course(m, leader)
        programme_time(m, team, 11, 600)
        m.spend(hours=11)
    if coached < strength / 4 and not leader.absent:
        leader.skill += p.coaching_step * above(p.three_day_skill - leader.skill)
        leader.see(1.0, p.leader_weight, 1)
        leader.relieve(0.02)
        programme_time(m, team, 0.75, 150)
        m.spend(hours=0.75)


def leaders_course(m: Twin, leader: Person) -> None:
    """Three days (21)."""
    leader.skill += 0.8 * m.plan.course_quality * above(m.p.three_day_skill - leader.skill)
    leader.on_course = True


def _learn_by_post(m: Twin, post: Post) -> None:
    """Engagement, shared language, introduction, refreshers."""
    p, person, team = m.p, holder(post), post.team
    u_engage, u_language, u_course, u_refresh = m.draws.four(Draw.LEARNING, post.number)
    engaged = m.lever("engagement")
    if engaged > 0:
        since = m.since_launch - m.plan.levers["engagement"].start
        if u_engage < engaged / (13 if since < 52 else 40):
            person.own(p.ownership_gain)
            person.see(0.6, 2, 1)
            programme_time(m, team, 2, 15)
            _says_in_session(m, post, 0.6 * engaged + 0.1, 3000, asked=True, counted=False)
    if engaged < 0.2 and (m.lever("introduction") > 0 or m.lever("policy_hr") > 0):
        if m.draws.one(Draw.SPEAK, post.number, 1) < 0.02:
            person.ownership -= 0.15 * person.ownership
            person.learn_trust(0.2, 2 * p.trust_gain_rate)
    if u_language < team.held * m.lever("shared_language") / 26:
        person.own(0.5 * p.ownership_gain)
        person.see(m.draws.one(Draw.SPEAK, post.number, 2) < team.quality, 2, 1)
        programme_time(m, team, 1)
    keen = 0.5 + 0.5 * person.ownership
    act = m.draws.one(Draw.SPEAK, post.number, 3) < m.plan.course_quality
    if not person.trained and u_course < m.lever("introduction") * keen / 20:
        _transfer(m, person, team, p.half_day_skill)
        person.see(act, 1, 1)
        programme_time(m, team, 3.75, 35)
    elif person.trained and u_refresh < m.lever("refreshers") * keen / 52:
        _transfer(m, person, team, p.three_day_skill if person.has_role else p.half_day_skill + 0.10)
        person.see(act, 1, 1)
        programme_time(m, team, 3.75, 35)


def induction(m: Twin, person: Person, team: Team, u: float) -> None:
    """A newcomer's half day."""
    if u < m.lever("induction"):
        _transfer(m, person, team, m.p.half_day_skill)
        person.ownership = 0.5
        programme_time(m, team, 3.75, 35)


def _says_in_session(
    m: Twin, post: Post, quality: float, key: int, *, asked: bool, standing: float | None = None, always: bool = False,
    counted: bool = True
) -> None:
    """Somebody is asked in turn, speaks or not, and is answered (8), (9)."""
    p, person = m.p, holder(post)
    says, outcome, dropped, _ = m.draws.four(Draw.SPEAK, post.number, key)
    said = always or says < chance_of_saying(m, post, p.say_worry + p.say_invited * asked, standing=standing)
    if counted:
        hear(m, said)
    if not said:
        return
    z = standing_heard(post.team, post.standing) if standing is None else standing
    witnesses = m.mates(post, p.witnesses, 50_000 + 10 * key)
    kind = answer(m, post.team, person, quality, outcome, z, witnesses, worry=not always)
    if kind == "taken up" and dropped >= m.plan.follow_through:
        person.learn_safety(0.1, 2 * p.learn_own_answer)
        person.learn_trust(0.0, 3 * p.trust_gain_rate * p.leader_weight)
        for witness in m.mates(post, 3, 50_000 + 10 * key + 5):
            holder(witness).learn_safety(0.1, 2 * p.learn_own_answer * p.learn_witness)
            holder(witness).learn_trust(0.0, p.trust_gain_rate * p.leader_weight)


def _gathering(m: Twin, team: Team, name: str, rate: float, weight: float, asked: float, hours: float) -> None:
    """A weekly check-in or a monthly circle."""
    which = 0 if name == "everyday" else 1
    if rate <= 0 or m.draws.one(Draw.TEAM_SESSIONS, team.number, which) >= rate * team.held:
        return
    m.tally.sessions += 1
    for post in team.present():
        person = holder(post)
        comes, speaks, act, _ = m.draws.four(Draw.SESSION, post.number, which)
        if not m.forced and comes >= 0.5 + 0.5 * person.ownership:
            continue
        person.see(act < team.quality, weight, 0.7 * weight, recognised=True)
        programme_time(m, team, hours)
        if speaks < asked * (3 if m.forced else 1):
            _says_in_session(m, post, team.quality, 4000 + 100 * which, asked=True, always=m.forced)


def _pulse(m: Twin, team: Team) -> None:
    """A short survey twice a year, and what is done with it."""
    p = m.p
    if (m.since_launch + team.number) % 26 != 25:
        return
    if m.draws.one(Draw.TEAM_SESSIONS, team.number, 2) >= 2 * m.lever("measurement") * team.held:
        return
    for post in team.present():
        comes, outcome, *_ = m.draws.four(Draw.PULSE, post.number)
        if comes < 0.5:
            heard = outcome < p.taken_up_base + p.taken_up_practice * team.quality
            holder(post).learn_safety(1.0 if heard else p.value_ignored, p.learn_own_answer)
        programme_time(m, team, 0.75)


def _supervision(m: Twin, team: Team) -> None:
    """One to one, every six weeks."""
    p = m.p
    strength = m.lever("supervision")
    if strength <= 0:
        return
    for post in team.present():
        person = holder(post)
        held, asked, act, repaired = m.draws.four(Draw.SUPERVISION, post.number)
        if held >= strength * team.held / 6:
            continue
        person.relieve(p.supervision_relief * team.quality)
        person.see(act < team.quality, 2, 2)
        programme_time(m, team, 2)
        if asked < 0.3:
            _says_in_session(m, post, team.quality, 5000, asked=True, standing=1.0)
        for conflict in list(person.conflicts):
            if conflict.grievance_weeks == 0 and not conflict.other.leads and repaired < 0.35 * team.quality:
                _repair(m, conflict.opener, conflict.other, team.quality)
                _end(m, conflict)


def _repair(m: Twin, one: Person, other: Person, quality: float) -> None:
    for person in (one, other):
        person.learn_trust(0.4 + 0.6 * quality, 10 * m.p.trust_gain_rate)


def _end(m: Twin, conflict: object) -> None:
    from tests.model_2.disputes import end

    m.tally.resolved += 1
    end(m, conflict)  # type: ignore[arg-type]


def _with_others(m: Twin, team: Team) -> None:
    """Time for those served, redesign with families, sessions with partner agencies."""
    p = m.p
    time = m.lever("relationship_time") * team.held
    if time > 0:
        programme_time(m, team, 0.37 * time * len(team.present()))
    u_design, u_agency, _, _ = m.draws.four(Draw.TEAM_SESSIONS, team.number, 3)
    if u_design < m.lever("co_production") * team.held / 13:
        value, weight = 0.4 + 0.6 * team.quality, 0.05
        if value < team.served_trust:
            weight *= p.loss_over_gain
        team.served_trust += weight * (value - team.served_trust)
        team.gain_lessons(p, 10 * team.quality)
        programme_time(m, team, 12, 300)
    if u_agency < m.lever("multi_agency") / 13:
        programme_time(m, team, 6, 50)


# Roles ----------------------------------------------------------------------------------------------

ROLES = (("champion", 22.5, 275), ("facilitator", 37.5, 1200), ("peer_facilitator", 15.0, 300))


def _appoint(m: Twin) -> None:
    """Champions, facilitators and peer facilitators are chosen and taught (section 13)."""
    p = m.p
    wanted = {
        "champion": m.lever("champions"),
        "facilitator": 0.008 * m.lever("formal_processes"),
        "peer_facilitator": m.lever("peer_facilitators"),
    }
    for number, (role, hours, fee) in enumerate(ROLES):
        want = wanted[role] * len(m.posts)
        holders = [post for post in m.posts if post.person is not None and getattr(post.person, role)]
        if wanted[role] == 0:
            for post in holders:
                setattr(holder(post), role, False)
            continue
        for place in range(min(int(want / 13) + 1, int(want) - len(holders))):
            best, score = None, 0.0
            for k in range(8):
                post = m.posts[int(m.draws.one(Draw.ROLE, number, 8 * place + k) * len(m.posts))]
                if not post.present or holder(post).tenure <= 26 or holder(post).has_role:
                    continue
                person = holder(post)
                champions = sum(
                    1 for other in post.team.posts if other.person is not None and other.person.champion
                )
                value = person.natural_skill + 0.3 * person.ownership - 0.3 * champions * (number == 0)
                if best is None or value > score:
                    best, score = post, value
            if best is None:
                continue
            person = holder(best)
            setattr(person, role, True)
            share = (0.5 + 0.5 * person.ownership) * m.plan.course_quality * min(1.2, 0.5 + best.team.modelling)
            person.skill += share * above(p.three_day_skill - person.skill)
            person.trained = True
            person.own(p.ownership_gain)
            for _ in range(3):
                person.see(1.0, 3, 1)
            programme_time(m, best.team, hours, fee)


def _coaching_by_champions(m: Twin, team: Team) -> None:
    p = m.p
    held = chance_of_holding(m, team, team.modelling)
    for post in team.present():
        champion = holder(post)
        if not champion.champion:
            continue
        happens, act, *_ = m.draws.four(Draw.COACHING, post.number)
        mate = m.mate(post, 600)
        if happens >= held or mate is None:
            continue
        person = holder(mate)
        step = p.coaching_step * (0.5 + 0.5 * person.ownership)
        person.skill += step * above(0.75 * champion.skill - person.skill)
        person.see(act < champion.practice, 1, 1)
        champion.strain(0.003 * (1 - m.lever("backfill")))
        champion.skill += p.learning_by_doing * (0.9 - champion.skill)
        programme_time(m, team, 1.5)


# Diagnosis ------------------------------------------------------------------------------------------


def _diagnosis(m: Twin) -> None:
    """Twelve weeks of listening, an interview every other week in a team; then the teams are ranked."""
    if m.lever("diagnosis") > 0 and m.since_launch < 12:
        for team in m.teams:
            post = team.posts[int(m.draws.one(Draw.DIAGNOSIS, team.number) * len(team.posts))]
            if (m.since_launch + team.number) % 2 == 0 and post.present:
                _says_in_session(m, post, 0.5, 6000, asked=True, counted=False)
                programme_time(m, team, 2, 40)
    if m.plan.cover < 1 and m.since_launch == 12:
        _choose_teams(m)


def _choose_teams(m: Twin) -> None:
    """Teams in need first, as far as they were listened to (section 13)."""
    heard, watched = [], []
    for team in m.teams:
        present = team.present()[:6]
        heard.append(sum(holder(post).safety + holder(post).trust for post in present) / max(1, len(present)))
        generator = np.random.default_rng([m.draws.seed, team.number])
        watched.append(generator.binomial(48, min(1.0, team.modelling)) / 48)
    need = -_standardised(heard) - _standardised(watched)
    by_lot = np.array([m.draws.normal(Draw.COVER, team.number) for team in m.teams])
    rank = m.plan.targeting * need + (1 - m.plan.targeting) * by_lot
    chosen = set(np.argsort(-rank)[: round(m.plan.cover * len(m.teams))].tolist())
    for team in m.teams:
        team.covered = team.number in chosen


def _standardised(values: list[float]) -> np.ndarray:
    array = np.array(values)
    return (array - array.mean()) / (array.std() or 1.0)


__all__ = ["induction", "leaders_course", "resolve", "sessions"]
