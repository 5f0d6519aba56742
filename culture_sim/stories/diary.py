"""One person's five years, twice: once in each world."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from culture_sim.errors import InputError
from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.settings import Setting, load_setting
from culture_sim.stories.event_sentences import change_in_words, sentence_of, sentences_of_year, when
from culture_sim.stories.names import name_of, out_of_hundred, profession_of, title_of_team
from culture_sim.stories.two_worlds import TwoWorlds, WorldHistory

if TYPE_CHECKING:
    import pandas

CHANGES = ("trust_change", "safety_change", "burnout_change")
"""Of an event in the log, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One moment: a sentence, what it changed, and what kind of moment it is."""

    week: int
    text: str
    changed: str
    kind: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A week in which something happened to the person in one world or in both."""

    week: int
    title: str
    without: tuple[Entry, ...]
    with_plan: tuple[Entry, ...]

    @property
    def same_event(self) -> bool:
        """Whether something of note came to the person in both worlds."""
        return all(any(entry.kind != "quiet" for entry in side) for side in (self.without, self.with_plan))


@dataclass(frozen=True, slots=True)
class Walk:
    """One person through two worlds."""

    name: str
    introduction: str
    moments: tuple[Moment, ...]
    summary: str


def walk_of(worlds: TwoWorlds, post: int) -> Walk:
    """The walk of whoever held a post when the two worlds parted.

    Raises:
        InputError: there is no such post, or it stood empty.
    """
    if not 0 <= post < worlds.organisation.staff:
        raise InputError(
            f"There is no post {post}; they are numbered from 0 to {worlds.organisation.staff - 1}."
        )
    person = int(worlds.founders[post])
    if person < 0:
        raise InputError(f"Post {post} stood empty when the two worlds parted, so nobody walks through both.")
    name = name_of(person)
    team = int(worlds.organisation.team_of_post[post])
    without, with_plan = diary(worlds.without, post, person), diary(worlds.with_plan, post, person)
    weeks = sorted({entry.week for entry in (*without, *with_plan)})
    moments = tuple(
        Moment(
            week,
            when(week),
            tuple(entry for entry in without if entry.week == week),
            tuple(entry for entry in with_plan if entry.week == week),
        )
        for week in weeks
    )
    introduction = (
        f"{name} is {profession_of(worlds.organisation, post)} in {title_of_team(worlds.organisation, team)}."
        f" When the two worlds part, {name} is the same person in both:"
        f" {_states(worlds.without, 0, post)}, each out of 100."
    )
    ends = [_ending(history, post, person, name) for history in (worlds.without, worlds.with_plan)]
    summary = f"Without the plan: {ends[0]} With it: {ends[1]}"
    return Walk(name, introduction, moments, summary)


def diary(history: WorldHistory, post: int, person: int) -> tuple[Entry, ...]:
    """What happened to one person in one world, in order, in sentences; everyday life is told by the year."""
    setting = load_setting(history.scenario.setting)
    own = history.events_of(person, post)
    entries = []
    for row in own.to_dict("records"):
        other = int(row["other"])
        who = name_of(other) if other >= 0 else "a colleague"
        sentence = sentence_of(setting, row["what"], row["answer"], name_of(person), who)
        if sentence is not None:
            changed = change_in_words(*(row[name] for name in CHANGES))
            entries.append(Entry(int(row["week"]), sentence.text, changed, sentence.kind))
    last = int(history.weeks_of(post, person).max(initial=0))
    entries += _years(setting, own, name_of(person), last)
    here = [entry for entry in entries if 0 <= entry.week <= last]
    return tuple(sorted(here, key=lambda entry: entry.week))


def _years(setting: Setting, own: pandas.DataFrame, name: str, last: int) -> list[Entry]:
    """What is told by the year, at the end of each year or of the person's time."""
    entries = []
    for year, rows in own.groupby(own.week // WEEKS_A_YEAR):
        kinds = Counter(zip(rows.what.astype(str), rows.answer.astype(str), strict=True))
        for sentence, of in sentences_of_year(setting, name, int(year) + 1, kinds):
            counted = rows[rows.what.isin(of)]
            changed = change_in_words(*(float(counted[column].sum()) for column in CHANGES))
            week = min(int(year) * WEEKS_A_YEAR + WEEKS_A_YEAR - 1, last)
            entries.append(Entry(week, sentence.text, changed, sentence.kind))
    return entries


def _states(history: WorldHistory, week: int, post: int) -> str:
    trust, safety, burnout = (
        out_of_hundred(history.people[column][week, post])
        for column in ("trust", "psychological_safety", "burnout")
    )
    return f"trust {trust}, feeling safe to speak up {safety}, exhaustion {burnout}"


def _ending(history: WorldHistory, post: int, person: int, name: str) -> str:
    last = int(history.weeks_of(post, person).max(initial=0))
    values = _states(history, last, post)
    if last == history.weeks:
        return f"{name} is still in the team after {history.weeks / WEEKS_A_YEAR:.0f} years, with {values}."
    return f"{name} leaves in {when(last).lower()}, with {values} at the time."


@dataclass(frozen=True, slots=True)
class Colleague:
    """One post of a team at one moment, in one world; `name` is "" where it stands empty."""

    post: int
    person: int
    name: str
    profession: str
    trust: float
    psychological_safety: float
    burnout: float
    practice: float


def people_of(worlds: TwoWorlds, history: WorldHistory, team: int, week: int) -> list[Colleague]:
    """Everyone in a team at the start of a week.

    Raises:
        InputError: no such team or week.
    """
    place = worlds.organisation
    if not 0 <= team < place.teams:
        raise InputError(f"There is no team {team}; they are numbered from 0 to {place.teams - 1}.")
    if not 0 <= week <= history.weeks:
        raise InputError(f"Week {week} was not simulated; the story has weeks 0 to {history.weeks}.")
    found = []
    for post in range(int(place.team_start[team]), int(place.team_start[team + 1])):
        person = int(history.person[week, post])
        states = {
            name: float(history.people[name][week, post]) if person >= 0 else 0.0
            for name in ("trust", "psychological_safety", "burnout", "practice")
        }
        found.append(
            Colleague(
                post,
                person,
                name_of(person) if person >= 0 else "",
                profession_of(place, post),
                **states,
            )
        )
    return found
