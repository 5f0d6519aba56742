"""The people of a team in both organisations, and one person's diary."""

from __future__ import annotations

from typing import Any

import numpy as np
import solara

from culture_sim.dashboard.class_state import ORGANISATION, ClassState
from culture_sim.dashboard.components import Details, Html, Select, Text, table
from culture_sim.dashboard.session import use_session
from culture_sim.stories import Colleague, Entry, Moment, TwoWorlds, bad_week, people_of, walk_of
from culture_sim.stories.event_sentences import counted, when
from culture_sim.stories.names import title_of_team

_FIRST_MOMENTS = 10
FIRST, SECOND = f"First {ORGANISATION}", f"Second {ORGANISATION}"


def team_of(worlds: TwoWorlds, state: ClassState) -> int:
    """The team that is looked at: the one chosen, or that of the bad week."""
    if 0 <= state.team < worlds.organisation.teams:
        return state.team
    harm = bad_week(worlds)
    return harm.team if harm is not None else 0


def post_of(worlds: TwoWorlds, state: ClassState) -> int:
    """The post of the person who is followed: the one chosen, that of the bad week, or the team's first."""
    team = team_of(worlds, state)
    starts = worlds.organisation.team_start
    there = np.arange(starts[team], starts[team + 1])
    posts = there[worlds.founders[there] >= 0]
    if state.post in posts:
        return state.post
    harm = bad_week(worlds)
    if harm is not None and harm.post in posts:
        return harm.post
    return int(posts[0]) if len(posts) else int(np.flatnonzero(worlds.founders >= 0)[0])


@solara.component
def People(worlds: TwoWorlds) -> Any:
    """Choose a team and a person; everyone of the team as a table, both organisations side by side."""
    session = use_session()
    state = session.state.value.classroom
    team = team_of(worlds, state)

    place = worlds.organisation
    teams = [(str(number), title_of_team(place, number)) for number in range(place.teams)]
    both = [people_of(worlds, history, team, state.week) for history in (worlds.without, worlds.with_plan)]
    founders = people_of(worlds, worlds.without, team, 0)
    persons = [(str(each.post), f"{each.name}, {each.profession}") for each in founders if each.name]
    return Html(
        "div",
        Html(
            "div",
            Select("class-team", "Team", str(team), teams,
                   lambda value: session.set_classroom(team=int(value), post=-1)),
            Select(
                "class-person", "Person to follow", str(post_of(worlds, state)), persons,
                lambda value: session.set_classroom(team=team, post=int(value)),
            ),
            classes="cs-class-levers",
        ),
        Details(
            f"Everyone in {title_of_team(place, team)}, {when(min(state.week, worlds.weeks - 1)).lower()}",
            [_everyone(*both)],
            note=f"Each out of 100. The first number is the first {ORGANISATION}'s. Names are made up.",
        ),
        classes="cs-people",
    )  # fmt: skip


def _everyone(without: list[Colleague], with_plan: list[Colleague]) -> Any:
    rows = []
    for one, other in zip(without, with_plan, strict=True):
        who = one.name or "Empty post"
        if one.person != other.person:
            who = f"{who} / {other.name or 'empty post'}"
        row = [f"{who} ({one.profession})"]
        columns = ("trust", "psychological_safety", "burnout", "practice")
        rows.append([*row, *(f"{_value(one, column)} / {_value(other, column)}" for column in columns)])
    return table(
        ["Who", "Trust", "Safe to speak up", "Exhaustion", "Practice"],
        rows,
        f"{FIRST} / {SECOND.lower()}",
    )


def _value(each: Colleague, column: str) -> str:
    return f"{100 * getattr(each, column):.0f}" if each.name else "–"


@solara.component
def Diary(worlds: TwoWorlds) -> Any:
    """One person's five years in both organisations, week by week."""
    session = use_session()
    state = session.state.value.classroom
    post = post_of(worlds, state)
    walk = solara.use_memo(lambda: walk_of(worlds, post), [id(worlds), post])
    moments = [_moment(each) for each in walk.moments if not _is_quiet(each)]
    head = Html(
        "div",
        Html("p", f"{FIRST}: {worlds.without.scenario.title}", classes="cs-world cs-world-without"),
        Html("p", f"{SECOND}: {worlds.with_plan.scenario.title}", classes="cs-world cs-world-with"),
        classes="cs-pair cs-pair-head",
    )
    more = moments[_FIRST_MOMENTS:]
    return Html(
        "div",
        Html("h3", f"{walk.name}'s five years, twice", classes="cs-heading"),
        Text(walk.introduction),
        head,
        *(moments[:_FIRST_MOMENTS] or [Text(f"Nothing of note happened in either {ORGANISATION}.")]),
        *([Details(counted(len(more), "more moment", "more moments").capitalize(), more)] if more else []),
        Html("p", walk.summary, classes="cs-finding"),
        Text(
            "Left out: encounters with colleagues and leaders, ordinary weeks of work, and thanks. They change people"
            " too, a little at a time.",
            classes="cs-note",
        ),
        classes="cs-diary",
        key=f"diary-{post}",
    )


def _is_quiet(moment: Moment) -> bool:
    return all(entry.kind == "quiet" for entry in (*moment.without, *moment.with_plan))


def _moment(moment: Moment) -> Any:
    return Html(
        "div",
        Html("p", moment.title + (" (in both)" if moment.same_event else ""), classes="cs-moment-when"),
        Html(
            "div",
            _entries(moment.without, FIRST),
            _entries(moment.with_plan, SECOND),
            classes="cs-pair",
        ),
        classes="cs-moment",
        key=f"moment-{moment.week}",
    )


def _entries(entries: tuple[Entry, ...], place: str) -> Any:
    shown = []
    for entry in (each for each in entries if each.kind != "quiet"):
        what = f"{entry.changed[:1].upper()}{entry.changed[1:]}"
        changed = [Html("span", f" {what}.", classes="cs-changed")] if what else []
        words = [Html("span", f"{place}: ", classes="cs-unseen"), entry.text]
        shown.append(Html("p", *words, *changed, classes=f"cs-entry cs-entry-{entry.kind}"))
    if not shown:
        nothing = [Html("span", f"{place}: ", classes="cs-unseen"), "Nothing of note"]
        return Html("div", Html("p", *nothing, classes="cs-changed"), classes="cs-cell cs-cell-empty")
    return Html("div", *shown, classes="cs-cell")
