"""The people of a team in both organisations, and one person's diary."""

from __future__ import annotations

from typing import Any

import numpy as np
import solara

from culture_sim.dashboard.class_state import ClassState, first_and_second
from culture_sim.dashboard.classroom.side_by_side import heads, moment
from culture_sim.dashboard.components import Details, Html, Select, Text, table
from culture_sim.dashboard.session import use_session
from culture_sim.stories import Colleague, Moment, TwoWorlds, people_of, walk_of
from culture_sim.stories.event_sentences import counted, when
from culture_sim.stories.names import title_of_team

_FIRST_MOMENTS = 10


def team_of(worlds: TwoWorlds, state: ClassState) -> int:
    """The team that is looked at: the one chosen, or that of whoever the first step tells of."""
    if 0 <= state.team < worlds.organisation.teams:
        return state.team
    post = worlds.followed
    return int(worlds.organisation.team_of_post[post]) if post >= 0 else 0


def post_of(worlds: TwoWorlds, state: ClassState) -> int:
    """The post of the person who is followed: the one chosen, that of the first step, or the team's first."""
    team = team_of(worlds, state)
    starts = worlds.organisation.team_start
    there = np.arange(starts[team], starts[team + 1])
    posts = there[worlds.founders[there] >= 0]
    if state.post in posts:
        return state.post
    post = worlds.followed
    if post in posts:
        return post
    return int(posts[0]) if len(posts) else int(np.flatnonzero(worlds.founders >= 0)[0])


@solara.component
def People(worlds: TwoWorlds) -> Any:
    """Choose a team and a person; everyone of the team as a table, both organisations side by side."""
    session = use_session()
    state = session.state.value.classroom
    team = team_of(worlds, state)

    place = worlds.organisation
    first, second = first_and_second(place.setting)
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
            [_everyone(both[0], both[1], f"{first} / {second.lower()}")],
            note=f"Each out of 100. The first number is the {first.lower()}'s. Names are made up.",
        ),
        classes="cs-people",
    )  # fmt: skip


def _everyone(without: list[Colleague], with_plan: list[Colleague], heading: str) -> Any:
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
        heading,
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
    setting = worlds.organisation.setting
    places = first_and_second(setting)
    moments = [
        moment(each, places, quiet=False, note=" (in both)" if each.same_event else "")
        for each in walk.moments
        if not _is_quiet(each)
    ]
    head = heads(places, (worlds.without.scenario.title, worlds.with_plan.scenario.title))
    more = moments[_FIRST_MOMENTS:]
    return Html(
        "div",
        Html("h3", f"{walk.name}'s five years, twice", classes="cs-heading"),
        Text(walk.introduction),
        head,
        *(
            moments[:_FIRST_MOMENTS]
            or [Text(f"Nothing of note happened in either {setting.words['organisation']}.")]
        ),
        *([Details(counted(len(more), "more moment", "more moments").capitalize(), more)] if more else []),
        Html("p", walk.summary, classes="cs-finding"),
        Text(
            "Left out: encounters with colleagues and leaders, ordinary weeks of work, and quiet moments. They change"
            " people too, a little at a time.",
            classes="cs-note",
        ),
        classes="cs-diary",
        key=f"diary-{post}",
    )


def _is_quiet(moment: Moment) -> bool:
    return all(entry.kind == "quiet" for entry in (*moment.without, *moment.with_plan))
