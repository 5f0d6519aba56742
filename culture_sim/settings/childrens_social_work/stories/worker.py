"""Step 2: the year of the family's worker in two services, in the same months."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.figures.figure import Axis, Line, Panel, finite, line_table
from culture_sim.figures.style import look
from culture_sim.settings import load_setting
from culture_sim.settings.childrens_social_work.stories.family import (
    FOLLOWED_WEEKS,
    QUARTER,
    QUARTERS,
    chosen_family,
    family_name,
    records,
)
from culture_sim.stories.diary import Entry, Moment
from culture_sim.stories.event_sentences import counted, sentence_of, times
from culture_sim.stories.names import name_of, out_of_hundred
from culture_sim.stories.reveal import Reveal, SideBySide
from culture_sim.stories.two_worlds import TwoWorlds, WorldHistory

if TYPE_CHECKING:
    import pandas

COUNTED = {
    "visit", "disclosure", "review", "promise", "checked_on", "concern", "supervision", "circle", "check_in", "coached",
    "shared_language", "allocated", "handed_over",
}  # fmt: skip
"""Events that are told by the quarter."""
ALIKE = 0.03
"""Difference in exhaustion below which it is about the same."""
CASE_HOLDERS = 0
"""Number of the staff group that holds cases, first in setting.yaml."""


@dataclass(frozen=True)
class WorkerYear:
    """One worker's year in one service.

    Attributes:
        person: identity.
        post: of the worker.
        weeks: (weeks,) of that year at whose end the worker was there, from 0.
        events: of the year, `week` counted from its first.
        families: (weeks,) of whom the person was key worker as each week ends.
        states: trust, psychological safety and burnout as each week ends, (weeks,) each; NaN where not there.
    """

    person: int
    post: int
    weeks: NDArray[np.int64]
    events: pandas.DataFrame
    families: NDArray[np.int64]
    states: dict[str, NDArray[np.float64]]


def worker_of(history: WorldHistory, family: int, week: int) -> WorkerYear:
    """The year of whoever was key worker of a family for most weeks of the year from its referral on."""
    served = history.served[history.served.week.between(week + 1, week + FOLLOWED_WEEKS)]
    held = served[served.worker >= 0]
    own = held[held.person == family]
    post, person = Counter(
        zip(own.worker.astype(int), own.worker_person.astype(int), strict=True)
    ).most_common(1)[0][0]
    mine = held[(held.worker == post) & (held.worker_person == person)]
    families = np.bincount((mine.week - week - 1).to_numpy(int), minlength=FOLLOWED_WEEKS)
    events = history.events_of(person, post)
    events = events[events.week.between(week, week + FOLLOWED_WEEKS - 1)].copy()
    events["week"] = events.week - week
    weeks = np.flatnonzero(families > 0)
    states = {}
    for name in ("trust", "psychological_safety", "burnout"):
        column = history.people[name][week + 1 : week + FOLLOWED_WEEKS + 1, post].astype(np.float64)
        states[name] = np.where(families > 0, column, np.nan)
    return WorkerYear(person, post, weeks, events, families, states)


def mean_of_all(history: WorldHistory, worlds: TwoWorlds, week: int, state: str) -> float:
    """Mean of a state over all employed who hold cases, over the weeks of the year."""
    posts = np.flatnonzero(worlds.organisation.profession_of_post == CASE_HOLDERS)
    rows = slice(week + 1, week + FOLLOWED_WEEKS + 1)
    there = history.person[rows, posts[0] : posts[-1] + 1][:, posts - posts[0]] >= 0
    values = history.people[state][rows][:, posts]
    return float(values[there].mean())


def worker_diary(worlds: TwoWorlds) -> Reveal | None:
    """The step's reveal; None where no family qualifies under this seed."""
    chosen = chosen_family(worlds)
    if chosen is None:
        return None
    histories = (worlds.without, worlds.with_plan)
    years = [worker_of(each, chosen.person, chosen.week) for each in histories]
    worn = [mean_of_all(each, worlds, chosen.week, "burnout") for each in histories]
    moments = tuple(
        Moment(QUARTER * place, title, one, other)
        for place, ((title, one), (_, other)) in enumerate(
            zip(*map(quarters_of, histories, years), strict=True)
        )
    )
    names = [name_of(each.person) for each in years]
    who = (
        f"{names[0]} had {family_name(worlds, chosen.person)} for longest in both services."
        if years[0].person == years[1].person
        else f"{names[0]} had {family_name(worlds, chosen.person)} for longest in the first service, {names[1]} in the"
        " second. They are two people: who gets a family depends on who has room."
    )
    less = worn[0] - worn[1]
    others = {
        state: [out_of_hundred(mean_of_all(each, worlds, chosen.week, state)) for each in histories]
        for state in ("psychological_safety", "trust")
    }
    titles = (histories[0].scenario.title, histories[1].scenario.title)
    return Reveal(
        0 if less >= ALIKE else 2 if less <= -ALIKE else 1,
        f"Exhaustion of all who hold cases, mean of that year: {out_of_hundred(worn[0])} of 100 in the first service,"
        f" {out_of_hundred(worn[1])} in the second.",
        (),
        (),
        "A worker who feels unsafe sees more risk, one who is worn acts less with families, and people do what they see"
        " done. How strongly is assumed, from studies of other professions at best.",
        SideBySide(f"The same twelve months. {who} States are out of 100.", titles, moments),
        (_panel(names, years, titles, worlds.provenance),),
        (
            (
                "And the others?",
                (
                    "One worker is an example and no proof. Of all who hold cases, mean of that year: feeling"
                    f" safe to speak up {others['psychological_safety'][0]} in the first service and"
                    f" {others['psychological_safety'][1]} in the second, trust in a fair answer"
                    f" {others['trust'][0]} and {others['trust'][1]}."
                ),
            ),
        ),
    )


def quarters_of(history: WorldHistory, year: WorkerYear) -> list[tuple[str, tuple[Entry, ...]]]:
    """The year, quarter by quarter: title and entries."""
    setting, name = load_setting(history.scenario.setting), name_of(year.person)
    found = []
    for quarter in range(QUARTERS):
        first, end = quarter * QUARTER, (quarter + 1) * QUARTER
        rows = records(year.events[year.events.week.between(first, end - 1)])
        entries = []
        there = year.weeks[(year.weeks >= first) & (year.weeks < end)]
        if len(there):
            entries += _work(rows, name, int(year.families[there[-1]]), end)
        for row in rows:
            if row["what"] in COUNTED:
                continue
            other = int(row["other"])
            who = name_of(other) if other >= 0 else "a colleague"
            sentence = sentence_of(setting, str(row["what"]), str(row["answer"]), name, who)
            if sentence is not None:
                entries.append(Entry(int(row["week"]), sentence.text, "", sentence.kind))
        if len(there):
            trust, safety, worn = (
                out_of_hundred(year.states[state][there[-1]])
                for state in ("trust", "psychological_safety", "burnout")
            )
            text = f"Trust in a fair answer: {trust}. Feeling safe to speak up: {safety}. Exhaustion: {worn}."
            entries.append(Entry(end - 1, text, "", "quiet"))
        found.append((f"Months {3 * quarter + 1} to {3 * quarter + 3}", tuple(entries)))
    return found


def _work(rows: list[dict[str, Any]], name: str, families: int, end: int) -> list[Entry]:
    """What there was to do, what was said and not said, and what supervision was."""
    number = Counter(str(row["what"]) for row in rows)
    kinds = Counter((str(row["what"]), str(row["answer"])) for row in rows)
    said = kinds["concern", "taken_up"], kinds["concern", "ignored"], kinds["concern", "blamed"]
    lines = [
        (
            (
                f"{name} has {counted(families, 'family', 'families')} at the end, and visits {times(number['visit'])}:"
                f" {kinds['visit', 'with']} with them, {kinds['visit', 'for']} for them, {kinds['visit', 'to']}"
                f" to them. {counted(number['disclosure'], 'time', 'times').capitalize()} somebody tells what is wrong."
            ),
            "change",
        ),
        (
            f"Promises that fall due: {kinds['promise', 'kept']} kept, {kinds['promise', 'broken']} broken.",
            "repair" if kinds["promise", "kept"] > kinds["promise", "broken"] else "hurt",
        ),
        (
            (
                f"Of things worth saying, {kinds['concern', 'unsaid']} stay unsaid; of those said, {said[0]} are"
                f" taken up, {said[1]} ignored and {said[2]} met with blame."
            ),
            "hurt" if said[2] else "change",
        ),
        (
            (
                f"Supervision: {number['supervision']} reflective, {number['checked_on']} through figures and"
                f" deadlines. Circles of the team: {number['circle']}."
            ),
            "learning" if number["supervision"] > number["checked_on"] else "change",
        ),
    ]
    return [Entry(end - 1, text, "", kind) for text, kind in lines]


def _panel(names: list[str], years: list[WorkerYear], titles: tuple[str, str], where: str) -> Panel:
    """Exhaustion of both, week by week."""
    lines = []
    for name, year, title, place in zip(names, years, titles, (None, 0), strict=True):
        colour, dashes = look(place)
        lines.append(Line(f"{name}, {title}", 100 * year.states["burnout"], colour=colour, dashes=dashes))
    weeks = tuple(f"Week {week + 1}" for week in range(FOLLOWED_WEEKS))
    columns, rows = line_table("When", weeks, lines[::-1], 0)
    ends = "; ".join(
        f"{line.name}: {values[0]:.0f} at first, {values[-1]:.0f} at the end"
        for line, values in ((each, finite(each.values)) for each in lines)
    )
    return Panel(
        "How worn the workers are",
        Axis(names=weeks, every=QUARTER),
        Axis("Exhaustion, out of 100", low=0.0, high=100.0, step=25.0),
        tuple(lines),
        description=f"Line chart of exhaustion. {ends}.",
        columns=columns,
        rows=rows,
        file="worker",
        about=(where,),
        decimals=0,
        grows=True,
    )
