"""What is counted in a week (28)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.model_2.draws import sigma

if TYPE_CHECKING:
    from tests.model_2.twin import Twin

WIDTH = 0.10
FAIR, REPORTING, KNOWS, SECURE, SAFE, UNWELL = 0.433, 0.252, 0.162, 0.367, 0.418, 0.473


@dataclass(slots=True)
class Tally:
    """Counts of a week, and means over the posts that are filled."""

    staff: int = 0
    absent: int = 0
    absent_for_stress: int = 0
    leavers: int = 0
    hired: int = 0
    leaders_left: int = 0
    incidents: int = 0
    recorded: int = 0
    said: int = 0
    kept: int = 0
    harms: int = 0
    known_harms: int = 0
    processes: int = 0
    need_met: float = 0.0
    needs: int = 0
    promises_kept: int = 0
    promises_broken: int = 0
    complaints: int = 0
    claims: int = 0
    investigations: int = 0
    grievances: int = 0
    resolved: int = 0
    sessions: int = 0
    fees: float = 0.0
    hours: float = 0.0
    backfilled_hours: float = 0.0
    index: float = 0.0
    safety: float = 0.0
    trust: float = 0.0
    burnout: float = 0.0
    practice: float = 0.0
    skill: float = 0.0
    norm: float = 0.0
    ownership: float = 0.0
    modelling: float = 0.0
    workload: float = 0.0
    lessons: float = 0.0
    served_trust: float = 0.0
    cohesion: float = 0.0
    in_conflict: float = 0.0
    open_conflicts: int = 0
    burnt_out: float = 0.0
    commitment: float = 0.9


def positive(state: float, centre: float) -> float:
    """Share of positive answers of somebody in a state (28)."""
    return sigma((state - centre) / WIDTH)


def record(m: Twin) -> None:
    """Where everyone stands as the week ends."""
    t = m.tally
    people = [post.person for post in m.posts if post.person is not None]
    t.staff = len(people)
    t.claims = m.claims_due.pop(m.week, 0)
    for person in people:
        t.index += 0.25 * (
            positive(person.trust, FAIR)
            + positive(person.safety, REPORTING)
            + positive(person.safety, KNOWS)
            + positive(person.safety, SECURE)
        )
        t.safety += person.safety
        t.trust += person.trust
        t.burnout += person.burnout
        t.practice += person.practice
        t.skill += person.skill
        t.norm += person.norm
        t.ownership += person.ownership
        t.burnt_out += person.burnout > 0.45
        t.in_conflict += bool(person.conflicts)
    for name in (
        "index", "safety", "trust", "burnout", "practice", "skill", "norm", "ownership", "burnt_out", "in_conflict",
    ):  # fmt: skip
        setattr(t, name, getattr(t, name) / t.staff)
    t.cohesion = 0.5 * (1 - t.in_conflict) + 0.5 * min(1.0, 1.5 * t.norm)
    for team in m.teams:
        t.modelling += team.modelling / len(m.teams)
        t.workload += team.workload / len(m.teams)
        t.lessons += team.lessons / len(m.teams)
        t.served_trust += team.served_trust / len(m.teams)
    t.open_conflicts = len(m.conflicts)
    t.commitment = m.commitment
    for post in m.posts:
        post.shown = (post.person.practice, post.person.safety) if post.person and not post.person.absent else None


COUNTS = ("grievances", "investigations", "complaints", "claims", "harms", "recorded")
MEANS = ("index", "safety", "trust", "burnout", "practice", "modelling", "cohesion", "commitment")


def yearly(m: Twin, year: int) -> dict[str, float]:
    """One row of section 7; year 0 is the year before the launch."""
    first = m.launch + 52 * (year - 1)
    weeks = m.weeks[first : first + 52]
    staff = sum(week.staff for week in weeks) / 52
    row = {name: sum(getattr(week, name) for week in weeks) / 52 for name in MEANS}
    row |= {name: sum(getattr(week, name) for week in weeks) / staff * 1000 for name in COUNTS}
    row["turnover"] = sum(week.leavers for week in weeks) / staff * 100
    row["voice"] = sum(w.said for w in weeks) / sum(w.said + w.kept for w in weeks)
    row["need"] = sum(w.need_met for w in weeks) / max(1, sum(w.needs for w in weeks))
    row["value"] = sum(w.fees + 25 * w.hours for w in weeks) / len(m.posts) * 1000 / 1e6
    return row
