"""How much people differ, and from what: `python -m tests.patterns.people` prints it as specified and as it is."""

from __future__ import annotations

import sys
from functools import cache

import numpy as np
from numpy.typing import NDArray

from culture_sim.engine.columns import zeros
from culture_sim.engine.event_log import Event, Response
from culture_sim.engine.tables import Diary, DiaryRow, Staff
from tests.patterns.figures import CORE, TYPICAL, WARM_UP
from tests.patterns.plans import PLANS, programme_of
from tests.reference.specified import Run, read

Numbers = NDArray[np.float64]
POSTS, TEAM = 1000, 20
SEEDS, SEEDS_OF_GRADIENT = 8, 24
TWO_YEARS = 104
ROWS_OF_A_YEAR = 4_000_000
"""Room for all that happens to 1,000 people."""


def _begin(plan: str, seed: int, core: bool, weeks: int) -> Run:
    values = dict(read()) | TYPICAL | (CORE if core else {})
    return Run(programme_of(PLANS[plan], WARM_UP), values, seed, POSTS, WARM_UP + weeks)


def _posts(run: Run) -> Staff:
    posts: Staff = run.state.staff[:POSTS]
    return posts


def _team_means(values: Numbers, among: NDArray[np.bool_]) -> Numbers:
    rows = zip(values.reshape(-1, TEAM), among.reshape(-1, TEAM), strict=True)
    return np.array([row[there].mean() if there.any() else np.nan for row, there in rows])


@cache
def differences(core: bool = False) -> dict[str, Numbers]:
    """Psychological safety in the blame culture, one number a seed, each a mean over the ends of five years.

    Its sd between people and between teams; its correlation over people, and over teams, with their leader's
    practice in the year; and how much likelier the burnt out leave within two years.
    """
    rows = []
    for seed in range(1, SEEDS + 1):
        run = _begin("blame_culture", seed, core, 260).run(WARM_UP)
        before: list[tuple[Numbers, NDArray[np.bool_], NDArray[np.bool_]]] = []
        years = []
        for year in range(5):
            staff = _posts(run)
            before.append((staff.person.copy(), staff.filled.copy(), staff.burnout > run.pars.burnt_out_cut))
            led = np.mean([run.run(4).state.tally.leadership_modelling.copy() for _ in range(13)], axis=0)
            safety, there = staff.psychological_safety, staff.filled
            teams = _team_means(safety, there)
            of_people = np.corrcoef(safety[there], np.repeat(led, TEAM)[there])[0, 1]
            person, filled, burnt_out = before[max(0, year - 1)]
            gone = ~((staff.person == person) & staff.filled)
            ratio = gone[filled & burnt_out].mean() / gone[filled & ~burnt_out].mean() if year else np.nan
            years.append(
                [safety[there].std(), teams.std(ddof=1), of_people, np.corrcoef(teams, led)[0, 1], ratio]
            )
        rows.append(np.nanmean(years, axis=0))
    names = ("sd_of_people", "sd_of_teams", "people_with_leader", "teams_with_leader", "burnt_out_leave")
    return dict(zip(names, np.array(rows).T, strict=True))


@cache
def by_sessions(core: bool = False) -> Numbers:
    """(seeds, 3) safety against team-mates, by how many sessions people came to: the third with fewest, most last.

    Two years into `embedded`, of those in post throughout who had the course and no role; sessions of the second year.
    """
    found = []
    for seed in range(1, SEEDS_OF_GRADIENT + 1):
        run = _begin("embedded", seed, core, TWO_YEARS).run(WARM_UP + 52)
        before = _posts(run).sessions.copy()
        staff = _posts(run.run(52))
        role = staff.champion | staff.facilitator | staff.peer_facilitator
        among = staff.filled & (staff.tenure >= TWO_YEARS) & staff.trained & ~role
        safety = staff.psychological_safety - np.repeat(_team_means(staff.psychological_safety, among), TEAM)
        came = (staff.sessions - before).astype(np.float64)
        came -= np.repeat(_team_means(came, among), TEAM)
        low, high = np.quantile(came[among], [1 / 3, 2 / 3])
        parts = (came <= low, (came > low) & (came <= high), came > high)
        found.append([safety[among & part].mean() for part in parts])
    return np.array(found)


@cache
def by_answers(core: bool = False) -> dict[str, Numbers]:
    """Correlation over people of safety in the blame culture with how their own concerns of the year were answered.

    One number a seed: by the leader, and by anybody. Blamed is 0, taken up 1, ignored what it teaches on average.
    """
    rows = []
    for seed in range(1, SEEDS + 1):
        run = _begin("blame_culture", seed, core, 52).run(WARM_UP)
        person = _posts(run).person.copy()
        run.state = run.state._replace(diary=Diary(zeros(DiaryRow, ROWS_OF_A_YEAR), run.state.diary.length))
        run.state.staff.watched[:] = True
        staff = _posts(run.run(52))
        there = (staff.person == person) & staff.filled
        log = run.state.diary.rows[: run.state.diary.length[0]]
        log = log[(log.what == Event.CONCERN) & (log.row < POSTS) & (log.answer != Response.UNSAID)]
        taught = np.where(
            log.answer == Response.IGNORED, run.pars.value_ignored, log.answer == Response.TAKEN_UP
        )
        of_leader = np.isin(log.other, run.state.staff.person[POSTS:])
        found = []
        for among in (of_leader, np.ones(len(log), bool)):
            number = np.bincount(log.row[among], minlength=POSTS)
            mean = np.bincount(log.row[among], taught[among], minlength=POSTS) / np.maximum(1, number)
            asked = there & (number > 0)
            found.append(np.corrcoef(mean[asked], staff.psychological_safety[asked])[0, 1])
        rows.append(found)
    return dict(zip(("answered_by_leader", "answered_by_anybody"), np.array(rows).T, strict=True))


def main() -> None:
    """Print them."""
    for core in (True, False):
        sys.stdout.write("as specified\n" if core else "as it is\n")
        for name, each in (differences(core) | by_answers(core)).items():
            error = each.std(ddof=1) / np.sqrt(len(each))
            sys.stdout.write(f"  {name:20} {each.mean():.3f} (se {error:.3f})\n")
        gap = by_sessions(core)[:, 2] - by_sessions(core)[:, 0]
        error = gap.std(ddof=1) / np.sqrt(len(gap))
        sys.stdout.write(f"  {'safety by sessions':20} {gap.mean():+.4f} (se {error:.4f})\n")


if __name__ == "__main__":
    main()
