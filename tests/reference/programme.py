"""Events of the programme (section 4): courses, sessions, supervision, roles, each held by somebody, at a price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from culture_sim.engine.streams import (
    NEXT_KIND,
    SPEAKS_IN_DESIGN,
    SPEAKS_IN_INTERVIEW,
    SPEAKS_IN_SESSION,
    SPEAKS_IN_SUPERVISION,
)
from tests.reference.agents import Person, Post, Team
from tests.reference.daily import (
    answer,
    chance_of_holding,
    chance_of_saying,
    hear,
    programme_time,
    standing_heard,
    witness,
)
from tests.reference.disputes import end, reconcile
from tests.reference.numbers import Draw, above
from tests.reference.served import trust_learns

if TYPE_CHECKING:
    from tests.reference.twin import Twin


def team_events(m: Twin, team: Team) -> None:
    """What the programme does in a team in a week, in the order of section 13."""
    if not m.runs:
        return
    p = m.p
    if m.lever("diagnosis") > 0 and m.since_launch < p.diagnosis_weeks:
        _interview(m, team)
    if m.lever("leadership_modelling") > 0 and team.covered:
        _leadership(m, team)
    for post in team.present():
        _learn_by_post(m, post)
    if m.lever("champions") > 0:
        _coaching_by_champions(m, team)
    if team.covered:
        rate = m.lever("everyday_conversations")
        _gathering(m, team, rate, p.check_in_weight, p.check_in_asked, p.check_in_hours, 0)
        rate = m.lever("circles") / p.circle_weeks
        _gathering(m, team, rate, p.circle_weight, p.circle_asked, p.circle_hours, 1)
    period = int(p.pulse_weeks)
    if m.lever("measurement_and_feedback") > 0 and (m.since_launch + team.number) % period == period - 1:
        _pulse(m, team)
    if m.lever("restorative_supervision") > 0:
        _supervision(m, team)
    _with_others(m, team)


def _keenness(m: Twin, person: Person) -> float:
    """Share of what they are offered that somebody takes part in: all of it if the programme is their own."""
    return m.p.keen_without_ownership + (1 - m.p.keen_without_ownership) * person.ownership


def _leaders_time(m: Twin, team: Team, hours: float, fee: float) -> None:
    """Hours of a leader: all of them cost, the team has to do without a share of them."""
    programme_time(m, team, m.p.leader_hours_on_team * hours, fee)
    m.spend(hours=(1 - m.p.leader_hours_on_team) * hours)


def carried_over(m: Twin, person: Person, team: Team, target: float) -> float:
    """Skill that a course leads to: what it teaches is carried over to work as leader and time give it a place (21)."""
    lost: float = m.p.course_needs_place * (1 - chance_of_holding(m, team, team.modelling))
    return target - lost * (target - person.natural_skill)


def half_day(m: Twin, person: Person, team: Team, target: float) -> None:
    """A half-day course: some of the distance to what it teaches (21)."""
    p = m.p
    share = p.transfer_floor + (1 - p.transfer_floor) * person.ownership
    transfer = p.transfer_under_leader + p.transfer_by_modelling * team.modelling
    share *= m.manner.course_quality * min(p.transfer_most, transfer)
    reached = carried_over(m, person, team, target)
    person.restorative_skill += share * above(reached - person.restorative_skill)
    person.trained = True


def _leadership(m: Twin, team: Team) -> None:
    """A course of three days once, then, for who had it, coaching once a month."""
    p, leader, strength = m.p, team.leader, m.lever("leadership_modelling")
    course, coached, _, _ = m.draws.four(Draw.LEADER_COURSE, team.number)
    if not leader.on_course and course < strength / p.leaders_course_weeks:
        leaders_course(m, leader)
        _leaders_time(m, team, p.leaders_course_hours, p.leaders_course_fee)
        m.tally["leaders_courses"] += 1
    coaching = leader.on_course and coached < strength / p.leader_coaching_weeks
    if coaching and not leader.absent:
        leader.restorative_skill += p.coaching_step * above(p.three_day_skill - leader.restorative_skill)
        leader.see(1, p.leader_weight, 1)
        leader.relieve(p.leader_coaching_relief)
        _leaders_time(m, team, p.leader_coaching_hours, p.leader_coaching_fee)
        m.tally["leader_coachings"] += 1


def leaders_course(m: Twin, leader: Person) -> None:
    """Three days (21)."""
    share = m.p.leaders_course_transfer * m.manner.course_quality
    leader.restorative_skill += share * above(m.p.three_day_skill - leader.restorative_skill)
    leader.on_course = True


def _learn_by_post(m: Twin, post: Post) -> None:
    """Engagement, shared language, introduction, refreshers."""
    p, person, team = m.p, post.holder, post.team
    in_design, in_language, on_course, refreshed = m.draws.four(Draw.LEARNING, post.number)
    left_out, act_seen, act_taught, _ = m.draws.four(Draw.LEARNING_TOO, post.number)
    engaged = m.lever("staff_engagement") * post.engaged
    if in_design < engaged / (
        p.engagement_weeks_at_first if m.since_launch < 52 else p.engagement_weeks_later
    ):
        person.own(p.ownership_gain)
        person.see(p.engagement_conduct, p.workshop_weight, 1)
        programme_time(m, team, p.engagement_hours, p.engagement_fee)
        m.tally["design_places"] += 1
        quality = p.engagement_answer_strength * engaged + p.engagement_answer_base
        _speak(m, post, quality, SPEAKS_IN_DESIGN, counted=False)
    others_go_on = m.lever("introduction") > 0 or m.lever("hr_policy") > 0
    if engaged < p.left_out_below and others_go_on and left_out < p.left_out_felt:
        person.ownership -= p.left_out_ownership * person.ownership
        person.learn_trust(p.left_out_value, p.left_out_weight * p.trust_gain_rate)
    if in_language < team.held * m.lever("shared_language") / p.language_weeks:
        person.own(p.language_ownership * p.ownership_gain)
        person.see(act_seen < team.quality, p.workshop_weight, 1)
        programme_time(m, team, p.language_hours)
        m.tally["language_places"] += 1
    keen = _keenness(m, person)
    target = None
    if not person.trained:
        if on_course < m.lever("introduction") * keen / p.introduction_weeks:
            target = p.half_day_skill
            m.tally["introductions"] += 1
    elif refreshed < m.lever("refreshers") * keen / 52:
        target = p.three_day_skill if person.has_role else p.half_day_skill + p.refresher_extra
        m.tally["refreshers"] += 1
    if target is not None:
        half_day(m, person, team, target)
        person.see(act_taught < m.manner.course_quality, 1, 1)
        programme_time(m, team, p.half_day_hours, p.half_day_fee)


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
    if not said or not p.session_answers_teach:
        return
    z = standing_heard(post) if standing is None else standing
    kind = answer(m, post.team, person, quality, outcome, z, worry=not always)
    witness(m, post, kind, 50_000 + 10 * key)
    if dropped_too and kind == "taken up" and dropped >= m.manner.follow_through:
        weight = p.dropped_safety_weight * p.learn_own_answer
        person.learn_safety(p.dropped_value, weight)
        person.learn_trust(0.0, p.dropped_trust_weight * p.trust_gain_rate * p.leader_weight)
        person.wound(p.hurt_by_broken_word)
        for mate in m.mates(post, int(p.dropped_witnesses), 50_000 + 10 * key + 5):
            mate.learn_safety(p.dropped_value, weight * p.learn_witness)
            mate.learn_trust(0.0, p.trust_gain_rate * p.leader_weight)


def _gathering(
    m: Twin, team: Team, rate: float, weight: float, asked: float, hours: float, which: int
) -> None:
    """A weekly check-in or a monthly circle, if it is held."""
    if m.draws.one(Draw.TEAM_SESSIONS, team.number, which) >= rate * team.held:
        return
    m.tally["sessions"] += 1
    p = m.p
    quality = min(team.quality, p.forced_quality) if m.forced else team.quality
    for post in team.present():
        person = post.holder
        comes, speaks, act, _ = m.draws.four(Draw.SESSION, post.number, which)
        if m.forced or comes < _keenness(m, person):
            person.see(act < quality, weight, p.session_trust_weight * weight, recognised=True)
            person.sessions += 1
            programme_time(m, team, hours)
            m.tally[("check_in_places", "circle_places")[which]] += 1
            if which == 1:
                person.relieve(p.circle_relief * quality)
            if speaks < asked * (p.forced_asking if m.forced else 1):
                key = SPEAKS_IN_SESSION + NEXT_KIND * which
                _speak(m, post, quality, key, always=m.forced, dropped_too=True)


def _pulse(m: Twin, team: Team) -> None:
    """A short survey twice a year, and what is done with it."""
    p = m.p
    chance = p.pulse_held * m.lever("measurement_and_feedback") * team.held
    if m.draws.one(Draw.TEAM_SESSIONS, team.number, 2) >= chance:
        return
    for post in team.present():
        comes, outcome, _, _ = m.draws.four(Draw.PULSE, post.number)
        if comes < p.pulse_answered:
            heard = outcome < p.taken_up_base + p.taken_up_practice * team.quality
            weight = p.learn_own_answer * p.session_answers_teach
            post.holder.learn_safety(1.0 if heard else post.holder.value_ignored, weight)
            programme_time(m, team, p.pulse_hours)
            m.tally["pulse_places"] += 1


def _supervision(m: Twin, team: Team) -> None:
    """One to one, every six weeks: it relieves, listens, and repairs."""
    p = m.p
    for post in team.present():
        person = post.holder
        held, asked, act, repaired = m.draws.four(Draw.SUPERVISION, post.number)
        if held >= m.lever("restorative_supervision") * team.held / p.supervision_weeks:
            continue
        person.relieve(p.supervision_relief * team.quality)
        person.see(act < team.quality, p.supervision_weight, p.supervision_weight)
        person.sessions += 1
        programme_time(m, team, p.supervision_hours)
        m.tally["supervisions"] += 1
        if asked < p.supervision_asked:
            _speak(m, post, team.quality, SPEAKS_IN_SUPERVISION, standing=1.0)
        for conflict in list(person.conflicts):
            between_posts = not conflict.other.leads and conflict.grievance_weeks == 0
            if between_posts and repaired < p.supervision_repair * team.quality:
                reconcile(m, conflict, team.quality)
                m.tally["resolved"] += 1
                end(m, conflict)


def _with_others(m: Twin, team: Team) -> None:
    """Redesign with those served, sessions with partner agencies."""
    p = m.p
    _, _, design, agency = m.draws.four(Draw.TEAM_SESSIONS, team.number, 3)
    if design < m.lever("co_production") * team.held / p.co_production_weeks:
        value = p.co_production_value_base + p.co_production_value_quality * team.quality
        trust_learns(m, team, value, p.co_production_weight)
        team.gain_lessons(p, p.co_production_lessons * team.quality)
        programme_time(m, team, p.co_production_hours, p.co_production_fee)
        m.tally["redesigns"] += 1
    if agency < m.lever("multi_agency_alignment") / p.multi_agency_weeks:
        programme_time(m, team, p.multi_agency_hours, p.multi_agency_fee)
        m.tally["agency_sessions"] += 1


def _interview(m: Twin, team: Team) -> None:
    """Twelve weeks of listening, an interview every other week in a team: one is asked and heard."""
    post = team.posts[int(m.draws.one(Draw.DIAGNOSIS, team.number) * len(team.posts))]
    if (m.since_launch + team.number) % int(m.p.interview_weeks) == 0 and post.present:
        _speak(m, post, m.p.interview_quality, SPEAKS_IN_INTERVIEW, counted=False)
        programme_time(m, team, m.p.interview_hours, m.p.interview_fee)
        m.tally["interviews"] += 1


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
        step = p.coaching_step * _keenness(m, person)
        taught = p.champion_teaches * champion.restorative_skill
        person.restorative_skill += step * above(taught - person.restorative_skill)
        person.see(act < champion.practice, 1, 1)
        champion.strain(p.champion_strain * (1 - m.lever("backfill")))
        champion.restorative_skill += p.learning_by_doing * (p.skill_by_practice - champion.restorative_skill)
        programme_time(m, team, p.champion_coaching_hours)
        m.tally["champion_coachings"] += 1


# Roles ----------------------------------------------------------------------------------------------


def appoint(m: Twin) -> None:
    """Roles are filled from those who would be good at them; they end with their lever (section 13)."""
    if m.since_launch < 0:
        return
    p = m.p
    wanted = (
        ("champion", m.lever("champions"), "champion"),
        ("facilitator", p.facilitators_wanted * m.lever("formal_processes"), "facilitator"),
        ("peer_facilitator", m.lever("peer_facilitators"), "peer"),
    )
    for number, (role, share, course) in enumerate(wanted):
        holders = [post.holder for post in m.posts if post.person is not None and getattr(post.holder, role)]
        if share <= 0:
            for person in holders:
                setattr(person, role, False)
            continue
        want = share * len(m.posts)
        for place in range(min(int(want / p.appointment_weeks) + 1, int(want) - len(holders))):
            best = _best_candidate(m, number, place)
            if best is not None:
                setattr(best.holder, role, True)
                hours, fee = (getattr(p, f"{course}_course_{price}") for price in ("hours", "fee"))
                _teach_role(m, best, hours, fee)
                m.tally[f"{course}_courses"] += 1


def _best_candidate(m: Twin, number: int, place: int) -> Post | None:
    p, best, score = m.p, None, 0.0
    candidates = int(p.role_candidates)
    for k in range(candidates):
        post = m.posts[int(m.draws.one(Draw.ROLE, number, candidates * place + k) * len(m.posts))]
        if not post.present or post.holder.tenure <= p.role_tenure or post.holder.has_role:
            continue
        value = post.holder.natural_skill + p.role_by_ownership * post.holder.ownership
        if number == 0:
            champions = sum(1 for other in post.team.posts if other.person and other.person.champion)
            value -= p.role_by_champions * champions
        if best is None or value > score:
            best, score = post, value
    return best


def _teach_role(m: Twin, post: Post, hours: float, fee: float) -> None:
    """The course that a role begins with."""
    p, person, team = m.p, post.holder, post.team
    transfer = p.role_transfer_under_leader + p.role_transfer_by_modelling * team.modelling
    share = _keenness(m, person) * m.manner.course_quality * min(p.transfer_most, transfer)
    reached = carried_over(m, person, team, p.three_day_skill)
    person.restorative_skill += share * above(reached - person.restorative_skill)
    person.trained = True
    person.own(p.ownership_gain)
    for _ in range(int(p.role_course_acts)):
        person.see(1, p.role_course_weight, 1)
    programme_time(m, team, hours, fee)
