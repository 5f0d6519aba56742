"""Founding; burnout and decay (21-23), leaving and hiring (24), leaders (25), executive (26), sponsor (27)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tests.model_2.agents import TEAM_OF_TWENTY, Person, Post, Team
from tests.model_2.daily import holder
from tests.model_2.disputes import end
from tests.model_2.draws import Draw, clip
from tests.model_2.programme import induction, leaders_course

if TYPE_CHECKING:
    from tests.model_2.twin import Twin


# Start (section 13) ---------------------------------------------------------------------------------


def found(m: Twin, posts: int) -> None:
    """The organisation as it stands in the first week."""
    p = m.p
    first = np.random.default_rng([m.draws.seed, 1])
    m.demand = p.staffing_spread * first.normal()
    m.executive_style = p.executive_style_spread * first.normal()
    m.executive_practice = clip(0.35 + m.executive_style, 0.02, 0.95)
    m.commitment = 0.9
    m.new_harms = []
    m.team_of = {}
    m.safety_history, m.recorded_history = [], []
    m.safety_before, m.recorded_before, m.recorded_now = 0.0, 1.0, 0.0
    m.teams = []
    for number in range(posts // len(TEAM_OF_TWENTY)):
        natural = clip(
            first.normal(p.natural_skill_leader + m.executive_style, p.natural_skill_leader_spread), 0.05, 0.9
        )
        leader = _first_person(m, first, natural, leads=True)
        team = Team(number, leader)
        team.demand = p.demand_spread_week * first.normal()
        start = number * len(TEAM_OF_TWENTY)
        team.posts = [Post(start + place, team, kind) for place, kind in enumerate(TEAM_OF_TWENTY)]
        for post in team.posts:
            if first.random() >= 0.07:
                natural = clip(first.normal(p.natural_skill, p.natural_skill_spread), 0.05, 0.9)
                post.person = _first_person(m, first, natural)
                m.team_of[post.person.identity] = team
        m.teams.append(team)
    m.posts = [post for team in m.teams for post in team.posts]
    for post in m.posts:
        post.ties = [m.posts[k] for k in first.integers(len(m.posts), size=4)]


def _first_person(m: Twin, first: np.random.Generator, natural: float, leads: bool = False) -> Person:
    p = m.p
    return m.newcomer(
        safety=clip(first.normal(0.50, 0.10), 0.02, 0.98),
        trust=clip(first.normal(0.45, 0.10), 0.02, 0.98),
        burnout=clip(first.normal(0.44, 0.14), 0.02, 0.95),
        natural_skill=natural,
        skill=natural,
        norm=0.15,
        ownership=0.3,
        vulnerability=math.exp(first.normal(0, p.vulnerability_spread) - p.vulnerability_spread**2 / 2),
        tenure=first.exponential(468),
        leads=leads,
    )


# Burnout, skill, ownership (21-23) ------------------------------------------------------------------


def burnout_and_decay(m: Twin, team: Team) -> None:
    """Burnout builds up and heals, unused skill decays, ownership drifts back; states are kept in range."""
    p = m.p
    pressure = p.burnout_build_up * team.workload**p.workload_power
    for person in [post.person for post in team.posts if post.person is not None] + [team.leader]:
        person.burnout += (
            pressure * person.vulnerability * (1 - person.burnout) - p.burnout_recovery * person.burnout
        )
        person.skill += (
            -p.skill_decay * (1 - p.decay_saved_by_use * person.use) * (person.skill - person.natural_skill)
            + p.learning_by_doing * person.use * person.practice * (0.9 - person.skill)
        )
        person.ownership += 0.006 * (0.3 - person.ownership)
        person.tenure += 1
        person.safety = clip(person.safety, 0.01, 0.99)
        person.burnout = clip(person.burnout, 0.01, 0.99)
        person.skill = clip(person.skill, 0.02, 0.95)
    team.served_trust = clip(team.served_trust, 0.01, 0.99)
    team.lessons -= p.lesson_loss * team.lessons


# Leaving and hiring (24) ----------------------------------------------------------------------------


def leaving_and_hiring(m: Twin, team: Team) -> None:
    """People leave for other reasons and for the culture's; vacant posts are filled in time."""
    p = m.p
    for post in team.posts:
        person = post.person
        if person is None:
            fills, inducted, *_ = m.draws.four(Draw.HIRING, post.number)
            if fills < 1 / p.weeks_to_fill:
                _hire(m, post, inducted)
            continue
        _, leaves, _, _ = m.draws.four(Draw.FATE, post.number)
        culture = math.exp(
            p.leave_burnout * (person.burnout - 0.45)
            - p.leave_trust * (person.trust - 0.45)
            + p.leave_case * person.open_case
            + 0.3 * (person.tenure < 52)
        )
        if leaves < (p.leave_other + p.leave_culture * culture) / 52:
            for conflict in list(person.conflicts):
                end(m, conflict)
            post.person = None
            m.tally.leavers += 1


def _hire(m: Twin, post: Post, inducted: float) -> None:
    p = m.p
    draws = [m.draws.normal(Draw.NEWCOMER, post.number, k) for k in range(5)]
    natural = clip(p.natural_skill + p.natural_skill_spread * draws[0], 0.05, 0.9)
    post.person = m.newcomer(
        safety=clip(0.60 + 0.15 * draws[1], 0.02, 0.98),
        trust=clip(0.55 + 0.10 * draws[2], 0.02, 0.98),
        burnout=clip(0.35 + 0.12 * draws[3], 0.02, 0.95),
        natural_skill=natural,
        skill=natural,
        norm=0.15,
        ownership=0.3,
        vulnerability=math.exp(p.vulnerability_spread * draws[4] - p.vulnerability_spread**2 / 2),
        tenure=0,
    )
    m.team_of[post.person.identity] = post.team
    m.tally.hired += 1
    induction(m, post.person, post.team, inducted)


# Leaders (25), executive (26) -----------------------------------------------------------------------


def leader_turnover(m: Twin, team: Team) -> None:
    """Half of the successors come from inside, with what they learned there (25)."""
    p, leader = m.p, team.leader
    leaves, inside, better, course = m.draws.four(Draw.NEW_LEADER, team.number)
    if leaves >= p.leader_leaves / 52 * math.exp(leader.burnout - 0.45):
        return
    succession = m.lever("succession")
    mean = p.natural_skill_leader + m.executive_style
    draws = [m.draws.normal(Draw.NEW_LEADER, team.number, k) for k in range(1, 4)]
    natural = clip(mean + p.natural_skill_leader_spread * draws[0], 0.05, 0.9)
    other = clip(mean + p.natural_skill_leader_spread * draws[1], 0.05, 0.9)
    vulnerability = math.exp(p.vulnerability_spread * draws[2] - p.vulnerability_spread**2 / 2)
    chosen = _choose_insider(m, team, succession) if inside < 0.5 else None
    if chosen is None:
        if better < succession:
            natural = max(natural, other)
        new = m.newcomer(
            safety=0.55, trust=0.55, burnout=0.38, natural_skill=natural, skill=natural, norm=0.2,
            ownership=0.3, vulnerability=vulnerability, tenure=0, leads=True,
        )  # fmt: skip
    else:
        new = m.newcomer(
            safety=chosen.safety, trust=chosen.trust, burnout=0.38, natural_skill=natural,
            skill=natural + max(0.0, chosen.skill - chosen.natural_skill), norm=chosen.norm,
            ownership=chosen.ownership, vulnerability=vulnerability, tenure=0, leads=True,
        )  # fmt: skip
    new.use, new.practice = leader.use, new.skill * leader.use
    for conflict in leader.conflicts:  # passes to the successor [odd]
        conflict.other = new
    new.conflicts = leader.conflicts
    team.leader = new
    m.tally.leaders_left += 1
    if m.lever("leadership_modelling") > 0 and course < succession:
        leaders_course(m, new)
        m.spend(600, 22)


def _choose_insider(m: Twin, team: Team, succession: float) -> Person | None:
    best, score = None, -1.0
    for k in range(8):
        who, chance, *_ = m.draws.four(Draw.NEW_LEADER, team.number, 10 + k)
        post = team.posts[int(who * len(team.posts))]
        if post.present and chance + 3 * succession * holder(post).practice > score:
            best, score = holder(post), chance + 3 * succession * holder(post).practice
    return best


def executive(m: Twin) -> None:
    """The executive's conduct, and their leaving (26)."""
    p = m.p
    m.executive_practice += 0.01 * (0.35 + m.executive_style - m.executive_practice)
    if m.lever("leadership_modelling") > 0:
        m.executive_practice += 0.01 * m.lever("leadership_modelling") * (0.65 - m.executive_practice)
    leaves, a, b, c = m.draws.four(Draw.EXECUTIVE, 0)
    if leaves < p.executive_leaves / 52:
        s = m.lever("succession")
        style = m.draws.normal(Draw.EXECUTIVE, 0, 1)
        d = m.draws.one(Draw.EXECUTIVE, 0, 2)
        m.executive_style = 0.3 * m.executive_style + 0.954 * p.executive_style_spread * style
        m.executive_practice = s * m.executive_practice + (1 - s) * (0.35 + m.executive_style)
        if m.since_launch >= 0:
            second = sorted((a, b, c, d))[1]  # a draw from Beta(2, 3)
            m.commitment = s * 0.9 + (1 - s) * second
    m.executive_practice = clip(m.executive_practice, 0.02, 0.95)


# Sponsor (27) ---------------------------------------------------------------------------------------


def sponsor(m: Twin) -> None:
    """The sponsor believes what is measured; naive counting tires them (27)."""
    p, tally = m.p, m.tally
    m.safety_history.append(tally.safety)
    m.recorded_history.append(tally.recorded / tally.staff)
    if m.since_launch == -1:
        m.safety_before = sum(m.safety_history[-26:]) / len(m.safety_history[-26:])
        m.recorded_before = sum(m.recorded_history[-52:]) / len(m.recorded_history[-52:])
        m.recorded_now = m.recorded_before
        m.commitment = 0.9
    if m.since_launch < 0:
        return
    m.recorded_now += (m.recorded_history[-1] - m.recorded_now) / 26
    if any(strength > 0 for name, strength in m.levers.items() if name != "backfill"):
        measured = m.lever("measurement")
        sees = measured * 2 * (tally.safety - m.safety_before)
        counts = (1 - measured) * 0.5 * (m.recorded_now / m.recorded_before - 1)
        m.commitment += p.sponsor_speed * m.commitment * (1 - m.commitment) * (sees - counts)
        m.commitment = clip(m.commitment, 0.02, 0.98)
    tally.commitment = m.commitment
