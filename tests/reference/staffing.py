"""First week; burnout and decay (21-23), leaving and hiring (24), leaders (25), executive (26), sponsor (27)."""

from __future__ import annotations

import math
from statistics import fmean
from typing import TYPE_CHECKING

from tests.reference.agents import Person, Post, Team
from tests.reference.daily import programme_time
from tests.reference.disputes import end
from tests.reference.numbers import Draw, clip
from tests.reference.programme import half_day, leaders_course
from tests.reference.specified import Run

if TYPE_CHECKING:
    from tests.reference.twin import Twin

STATES = (
    "psychological_safety",
    "trust",
    "burnout",
    "natural_skill",
    "restorative_skill",
    "norm",
    "treated",
    "ownership",
    "vulnerability",
    "tenure",
    "expectation",
)
CORE_TEAM = (
    "leadership_modelling",
    "champions",
    "everyday_conversations",
    "circles",
    "restorative_supervision",
    "formal_processes",
)


def found(m: Twin, run: Run) -> None:
    """The organisation as the engine founds it, one object a person."""
    staff, teams, executive = run.state.staff, run.state.teams, run.state.executive
    m.demand, m.executive_style = float(executive.demand[0]), float(executive.style[0])
    m.executive_practice, m.commitment = float(executive.practice[0]), float(executive.commitment[0])
    m.partners = float(executive.partners[0])
    m.teams = []
    for number in range(len(teams)):
        leader = _person(m, run, len(staff) - len(teams) + number)
        leader.leads = True
        team = Team(number, leader, float(teams.served_trust[number]), demand=float(teams.demand[number]))
        for row in range(teams.first_post[number], teams.end_post[number]):
            of_post = (
                staff[name][row].item() for name in ("standing", "engaged", "exposure", "leaving_multiplier")
            )
            post = Post(row, team, *of_post)
            post.person = _person(m, run, row) if staff.filled[row] else None
            team.posts.append(post)
        m.teams.append(team)
    m.posts = [post for team in m.teams for post in team.posts]
    ties = run.state.ties
    for post in m.posts:
        post.ties = [m.posts[k] for k in ties.to[ties.start[post.number] : ties.start[post.number + 1]]]


def _person(m: Twin, run: Run, row: int) -> Person:
    return Person(m.p, **{name: run.state.staff[name][row].item() for name in STATES})


def trust_wide(m: Twin) -> None:
    """The trust's demand, and what partner agencies do."""
    p = m.p
    spread = p.staffing_spread * math.sqrt(1 - p.staffing_persistence**2)
    m.demand = p.staffing_persistence * m.demand + spread * m.draws.normal(Draw.ORGANISATION, 0)
    m.partners += (
        p.partners_learn * m.lever("multi_agency_alignment") * max(0.0, p.partners_best - m.partners)
    )


# Burnout, skill, ownership (21-23) ------------------------------------------------------------------


def burnout_and_decay(m: Twin, team: Team) -> None:
    """Burnout builds up and heals, unused skill decays, ownership drifts back; states are kept in range."""
    p = m.p
    pressure = p.burnout_build_up * team.workload**p.workload_power
    for person in [post.person for post in team.posts if post.person is not None] + [team.leader]:
        build_up = pressure * person.vulnerability * (1 - person.burnout)
        recovery = p.burnout_recovery * (1 - p.recovery_troubled * max(person.hurt, person.has_case))
        person.burnout = clip(person.burnout + build_up - recovery * person.burnout, 0.01, 0.99)
        fading = (
            p.skill_decay
            * (1 - p.decay_saved_by_use * person.use)
            * (person.restorative_skill - person.natural_skill)
        )
        practised = (
            p.learning_by_doing
            * person.use
            * person.practice
            * (p.skill_by_practice - person.restorative_skill)
        )
        person.restorative_skill = clip(person.restorative_skill + practised - fading, 0.02, 0.95)
        person.ownership += p.ownership_drift * (p.ownership_at_rest - person.ownership)
        person.psychological_safety = clip(person.psychological_safety, 0.01, 0.99)
        person.hurt -= p.hurt_fades * person.hurt
        person.tenure += 1
    team.served_trust = clip(team.served_trust, 0.01, 0.99)
    team.lessons -= p.lesson_loss * team.lessons


# Leaving and hiring (24) ----------------------------------------------------------------------------


def leaving_and_hiring(m: Twin, team: Team) -> None:
    """People leave for other reasons and for the culture's; vacant posts are filled in time."""
    p = m.p
    spread, left = math.exp(p.leave_spread * team.leavers_felt), 0
    for post in team.posts:
        if post.person is None:
            fills, inducted, _, _ = m.draws.four(Draw.HIRING, post.number)
            if fills < 1 / p.weeks_to_fill:
                _hire(m, post, inducted)
            continue
        person = post.person
        culture = math.exp(
            p.leave_burnout * (person.burnout - p.burnout_reference)
            - p.leave_trust * (person.trust - p.trust_reference)
            + p.leave_case * person.has_case
            + p.leave_first_year * (person.tenure < 52)
            + p.leave_hurt * person.hurt
        )
        leaves = m.draws.four(Draw.SERVICE, post.number)[3]
        if leaves < post.leaving * (p.leave_other + p.leave_culture * culture * spread) / 52:
            for conflict in list(person.conflicts):
                end(m, conflict)
            post.person = None
            m.tally["leavers"] += 1
            left += 1
    team.leavers_felt += left / len(team.posts)
    team.leavers_felt -= p.leavers_forgotten * team.leavers_felt


def _vulnerability(m: Twin, z: float) -> float:
    spread = m.p.vulnerability_spread
    return math.exp(spread * z - spread**2 / 2)


def _hire(m: Twin, post: Post, inducted: float) -> None:
    """A newcomer brings hope from elsewhere, and no practice."""
    p = m.p
    z = [m.draws.normal(Draw.NEWCOMER, post.number, which) for which in range(6)]
    natural = clip(p.natural_skill + p.natural_skill_spread * z[0], 0.05, 0.9)
    person = post.person = Person(
        m.p,
        psychological_safety=clip(p.newcomer_safety + p.newcomer_safety_spread * z[1], 0.02, 0.98),
        trust=clip(p.newcomer_trust + p.newcomer_trust_spread * z[2], 0.02, 0.98),
        burnout=clip(p.newcomer_burnout + p.newcomer_burnout_spread * z[3], 0.02, 0.95),
        natural_skill=natural,
        restorative_skill=natural,
        norm=p.newcomer_norm,
        treated=p.newcomer_norm,
        ownership=p.ownership_at_rest,
        vulnerability=_vulnerability(m, z[4]),
        expectation=z[5],
        tenure=0,
    )
    m.tally["hires"] += 1
    if inducted < m.lever("induction"):
        half_day(m, person, post.team, p.half_day_skill)
        person.ownership = p.induction_ownership
        programme_time(m, post.team, p.half_day_hours, p.half_day_fee)
        m.tally["inductions"] += 1


# Leaders (25), executive (26) -----------------------------------------------------------------------


def leader_turnover(m: Twin, team: Team) -> None:
    """Half of the successors come from inside, with what they learned there (25)."""
    p, old, succession = m.p, team.leader, m.lever("succession")
    leaves, inside, better, course = m.draws.four(Draw.NEW_LEADER, team.number)
    if leaves >= p.leader_leaves / 52 * math.exp(old.burnout - p.burnout_reference):
        return
    z = [m.draws.normal(Draw.NEW_LEADER_STATES, team.number, which) for which in range(4)]
    mean = p.natural_skill_leader + m.executive_style
    natural, other = (clip(mean + p.natural_skill_leader_spread * each, 0.05, 0.9) for each in z[:2])
    chosen = _insider(m, team, succession) if inside < p.leaders_from_inside else None
    if chosen is None and better < succession:
        natural = max(natural, other)
    new = Person(
        p,
        psychological_safety=p.new_leader_safety,
        trust=p.new_leader_trust,
        burnout=p.new_leader_burnout,
        natural_skill=natural,
        restorative_skill=natural,
        norm=p.new_leader_norm,
        ownership=p.ownership_at_rest,
        vulnerability=_vulnerability(m, z[2]),
        expectation=z[3],
        tenure=0,
        leads=True,
    )
    if chosen is not None:
        new.restorative_skill += max(0.0, chosen.restorative_skill - chosen.natural_skill)
        new.psychological_safety, new.trust = chosen.psychological_safety, chosen.trust
        new.norm, new.ownership = chosen.norm, chosen.ownership
        new.expectation = chosen.expectation
    new.treated = new.norm
    new.use, new.practice = old.use, new.restorative_skill * old.use
    new.conflicts = old.conflicts  # pass to the successor [odd]
    for conflict in new.conflicts:
        conflict.other = new
    team.leader = new
    m.tally["leaders_left"] += 1
    if m.lever("leadership_modelling") > 0 and course < succession:
        leaders_course(m, new)
        m.spend(p.leaders_course_fee, p.leaders_course_hours)
        m.tally["leaders_courses"] += 1


def _insider(m: Twin, team: Team, succession: float) -> Person | None:
    """The best of some draws; succession planning looks at practice."""
    p, best, score = m.p, None, -1.0
    for k in range(int(p.leader_candidates)):
        who, chance, _, _ = m.draws.four(Draw.INSIDER, team.number, k)
        post = team.posts[int(who * len(team.posts))]
        if post.present:
            value = chance + p.succession_by_practice * succession * post.holder.practice
            if value > score:
                best, score = post.holder, value
    return best


def executive(m: Twin) -> None:
    """The executive's conduct, and their leaving (26)."""
    p, s = m.p, m.lever("succession")
    m.executive_practice += p.executive_drift * (p.executive_base + m.executive_style - m.executive_practice)
    taught = p.executive_learns * m.lever("leadership_modelling")
    m.executive_practice += taught * (p.executive_best - m.executive_practice)
    leaves, a, b, c = m.draws.four(Draw.EXECUTIVE, 0)
    if leaves < p.executive_leaves / 52:
        style = p.executive_style_spread * m.draws.normal(Draw.EXECUTIVE_STYLE, 0)
        m.executive_style = p.executive_style_kept * m.executive_style + p.executive_style_new * style
        m.executive_practice = s * m.executive_practice + (1 - s) * (p.executive_base + m.executive_style)
        if m.since_launch >= 0:
            d = m.draws.one(Draw.EXECUTIVE_STYLE, 0, 1)
            drawn = sorted((a, b, c, d))[1]  # from Beta(2, 3)
            m.commitment = s * p.commitment_at_launch + (1 - s) * drawn
    m.executive_practice = clip(m.executive_practice, 0.02, 0.95)


# Sponsor (27) ---------------------------------------------------------------------------------------


def sponsor(m: Twin) -> None:
    """The sponsor believes what is measured; naive counting tires them (27). The core team is paid."""
    p = m.p
    people = [post.person for post in m.posts if post.person is not None]
    m.tally["headcount"], m.tally["vacant"] = len(people), len(m.posts) - len(people)
    if people:  # while nobody is in post the last means stay, and there are no records (section 13)
        m.psychological_safety.append(fmean(person.psychological_safety for person in people))
        m.recorded.append(m.tally["reported_incidents"] / len(people))
    else:
        m.psychological_safety.append(m.psychological_safety[-1] if m.psychological_safety else 0.0)
        m.recorded.append(None)
    if m.since_launch >= 0 and m.runs:
        large = any(m.lever(name) > 0 for name in CORE_TEAM)
        a_year = p.core_team_per_year if large else p.small_core_team_per_year
        share = len(m.posts) / 1000 / 52
        m.tally["core_team_years" if large else "small_core_team_years"] += share  # type: ignore[assignment]
        m.spend(fees=a_year * share)
    if m.since_launch < 0:  # a launch may be decided upon at any time
        m.safety_before = fmean(m.psychological_safety[-int(p.sponsor_safety_weeks) :])
        known = [each for each in m.recorded[-int(p.sponsor_recorded_weeks) :] if each is not None]
        m.recorded_before = m.recorded_now = fmean(known or [0.0])
        m.commitment = p.commitment_at_launch
        return
    if m.recorded[-1] is not None:
        m.recorded_now += (m.recorded[-1] - m.recorded_now) / p.sponsor_smoothing
    if m.runs:
        measured = m.lever("measurement_and_feedback")
        sees = measured * p.sponsor_by_safety * (m.psychological_safety[-1] - m.safety_before)
        more = m.recorded_now / m.recorded_before - 1 if m.recorded_before else 0.0
        counts = (1 - measured) * p.sponsor_by_counts * more
        m.commitment += p.sponsor_speed * m.commitment * (1 - m.commitment) * (sees - counts)
        m.commitment = clip(m.commitment, 0.02, 0.98)


def who_was_hurt(m: Twin, team: Team) -> None:
    """Who is in a severe conflict was hurt by a colleague or the leader, and counts as such for a year (C11)."""
    for person in (post.holder for post in team.posts if post.person is not None):
        person.hurt_by_colleague_weeks = max(0, person.hurt_by_colleague_weeks - 1)
        person.hurt_by_leader_weeks = max(0, person.hurt_by_leader_weeks - 1)
        for conflict in person.conflicts:
            if conflict.severity > m.p.severe_from:
                if conflict.other.leads:
                    person.hurt_by_leader_weeks = 52
                else:
                    person.hurt_by_colleague_weeks = 52


def show(team: Team) -> None:
    """What ties in other teams will see next week."""
    for post in team.posts:
        post.shown = (post.holder.practice, post.holder.psychological_safety) if post.present else None
