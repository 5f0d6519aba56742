"""Twin against engine: every column of every person, team, patient or family, the sponsor and the tally."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from culture_sim import CultureModel
from culture_sim.engine.tables import Staff, columns
from culture_sim.settings.nhs_trust.tables import Levers, Patients, Sponsor, Tally, Teams
from tests.reference.agents import Family, Post, Team
from tests.reference.twin import PERSON, TEAM, Twin

TOLERANCE = 1e-9
"""The order of a sum and the last digit of exp may differ; nothing else may."""

POST = (
    "filled", "profession", "status", "exposure", "leaving_multiplier", "champion_priority", "facilitator_priority",
    "sickness_draw", "recovery_draw", "conflict_draw", "leaving_draw", "training_draw",
    "burnout_noise", "safety_noise", "fairness_noise", "susceptibility", "practice_seen", "safety_seen",
)  # fmt: skip
TEAM_TOO = (
    "training_weeks", "reports", "headcount", "present", "enactment", "everyday", "supervision", "relationship",
    "hr_policy", "complaints_policy", "safety_policy", "policy", "policy_promised",
)  # fmt: skip
SPONSOR = (
    "commitment", "safety_before", "reports_before", "complaints_before", "reports_recent", "complaints_recent",
)  # fmt: skip
FAMILY = (
    "trust", "need_met", "distress", "voice", "weeks", "harmed", "known", "which", "claim_due", "promise_due",
)  # fmt: skip


def staff_row(post: Post) -> dict[str, Any]:
    """A post and its person as the engine's columns."""
    row = {name: getattr(post, name) for name in POST} | {name: getattr(post.person, name) for name in PERSON}
    return row | {"person": post.person.identity, "team": post.team.number}


def team_row(team: Team) -> dict[str, Any]:
    """A team and its leader as the engine's columns."""
    row = {name: getattr(team, name) for name in (*TEAM, *TEAM_TOO)}
    row |= {"first_post": team.posts[0].number, "end_post": team.posts[-1].number + 1}
    leader = team.leader
    row |= {"leader": leader.identity, "leader_tenure": leader.tenure}
    return row | {"leader_style": leader.style, "modelling": leader.modelling}


def family_row(family: Family | None) -> dict[str, Any]:
    """A patient or family as the engine's columns; a free row has only its stage."""
    if family is None:
        return {"stage": 0}
    row = {name: getattr(family, name) for name in FAMILY}
    row |= {"stage": int(family.stage), "person": family.identity, "team": family.team.number}
    colleague = family.colleague
    row["post"] = colleague.post.number if colleague else -1
    return row | {"staff_person": colleague.identity if colleague else -1}


def sponsor_row(twin: Twin) -> dict[str, Any]:
    """The sponsor as the engine's columns."""
    row = {name: getattr(twin.sponsor, name) for name in SPONSOR}
    row |= {"sponsor": twin.sponsor.identity}
    return row | {"next_person": twin.next_identity, "search_from": twin.search_from}


def differences(twin: Twin, engine: CultureModel) -> Iterator[str]:
    """Everything in which the two differ after the same weeks, in words."""
    tables = {
        "staff": (engine.staff, [staff_row(post) for post in twin.posts], Staff),
        "team": (engine.teams, [team_row(team) for team in twin.teams], Teams),
        "levers of team": (engine.levers, [team.levers for team in twin.teams], Levers),
        "patient": (engine.patients, [family_row(family) for family in twin.rows], Patients),
        "sponsor": (engine.sponsor, [sponsor_row(twin)], Sponsor),
        "week": (engine.tally[twin.week - 1 : twin.week], twin.tally[-1:], Tally),
    }
    for what, (table, rows, declared) in tables.items():
        if len(table) != len(rows):
            yield f"{what}: {len(rows)} rows in the twin, {len(table)} in the engine"
            continue
        names = table.dtype.names
        unread = set(columns(declared)) - set(rows[0]) - {"first_place", "end_place"}
        if unread and what != "patient":
            yield f"{what}: the twin has no {', '.join(sorted(unread))}"
        for number, (values, row) in enumerate(zip(table.tolist(), rows, strict=True)):
            held = dict(zip(names, values, strict=True))
            for name, value in row.items():
                if not same(value, held[name]):
                    yield f"{what} {number}, {name}: {value!r} in the twin, {held[name]!r} in the engine"
    for team in twin.teams:
        if [float(share) for share in engine._state.engagement[team.number]] != team.engagement:
            yield f"engagement of team {team.number}"


def same(one: Any, other: Any) -> bool:
    """Equal, up to rounding; whole numbers exactly."""
    if isinstance(one, float) or isinstance(other, float):
        both_absent = math.isnan(one) and math.isnan(other)
        return both_absent or math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return one == other


def first_difference(twin: Twin, engine: CultureModel, weeks: int) -> str | None:
    """Live both for some weeks; the first difference, and its week, or None. The engine has lived its burn-in."""
    while twin.week < engine.warm_up_weeks:
        twin.step()
    for _ in range(weeks):
        twin.step()
        engine.run_for(1)
        for difference in differences(twin, engine):
            return f"week {engine.week - 1}: {difference}"
    return None
