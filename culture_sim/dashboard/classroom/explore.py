"""Two organisations to look around in: maps of teams that move in time, their people, one person's diary."""

from __future__ import annotations

from typing import Any

import solara

from culture_sim.dashboard.async_task import TaskResult
from culture_sim.dashboard.class_state import MOST_SEED, first_and_second
from culture_sim.dashboard.classroom.lesson import unfinished
from culture_sim.dashboard.classroom.people import Diary, People, team_of
from culture_sim.dashboard.components import (
    Button,
    Chart,
    ErrorBoundary,
    Field,
    Html,
    Section,
    Select,
    Slider,
    Text,
)
from culture_sim.dashboard.session import use_session
from culture_sim.scenario import load_scenario
from culture_sim.settings import Setting
from culture_sim.stories import Lesson, TwoWorlds, dots, map_of
from culture_sim.stories.event_sentences import when
from culture_sim.stories.figures import map_panel
from culture_sim.stories.team_map import in_words
from culture_sim.stories.two_worlds import STORY_WEEKS


@solara.component
def Looking(setting: Setting, told: Lesson, pair: TaskResult) -> Any:
    """Levers, maps, people, diary; shut until they are asked for, so that nobody reads the end first."""
    session = use_session()
    organisations = setting.words["organisations"]
    look_around = f"Look around in both {organisations}"
    if not session.state.value.classroom.looking:
        return Section(
            look_around,
            [
                Button(
                    f"Open the two {organisations}",
                    lambda: session.set_classroom(looking=True),
                    "cs-quiet-button",
                )
            ],
            name="look",
            note=(
                "Team by team, person by person, week by week. It gives the first step away, so do the lesson"
                " first."
            ),
        )
    inside = [unfinished(setting, pair)]
    if pair.value is not None and not pair.fault:
        worlds: TwoWorlds = pair.value
        inside = [
            ErrorBoundary(lambda: Maps(worlds, pair.is_old), "The maps"),
            ErrorBoundary(lambda: People(worlds), "The people"),
            ErrorBoundary(lambda: Diary(worlds), "The diary"),
        ]
    return Section(
        look_around,
        [Levers(setting, told), *inside],
        name="look",
        note=(
            "Each circle is a team. The darker it is, the more restorative practice people see there; the"
            " number says it out of 100. Click a team to meet its people, then follow one of them through"
            f" both {organisations}."
        ),
    )


@solara.component
def Levers(setting: Setting, told: Lesson) -> Any:
    """What is done in the second organisation, and the random seed of both."""
    session = use_session()
    state = session.state.value.classroom
    titles = {name: load_scenario(f"{setting.name}/{name}").title for name in told.plans}
    chosen, second = state.plan_of(told), f"The second {setting.words['organisation']}"
    if state.frozen:
        return Text(f"{second}: {titles[chosen]}. Random seed: {state.seed}. Frozen until the reveal.")

    def typed(text: str) -> None:
        if text.strip().isdigit() and int(text) <= MOST_SEED:
            session.set_classroom("seed", seed=int(text), post=-1, team=-1)

    return Html(
        "div",
        Select(
            "class-plan", second, chosen, list(titles.items()),
            lambda name: session.set_classroom("plan", plan=name),
            hint="In the first, nothing is done.",
        ),
        Field(
            "class-seed", "Random seed", str(state.seed), typed, low=0.0, high=float(MOST_SEED),
            hint="Another number, other people and other events.",
        ),
        classes="cs-class-levers",
    )  # fmt: skip


@solara.component
def Maps(worlds: TwoWorlds, is_old: bool) -> Any:
    """Both maps at one moment, and the slider that moves it."""
    session = use_session()
    state = session.state.value.classroom
    team_map = solara.use_memo(lambda: map_of(worlds.organisation), [worlds.organisation.hash])

    def pick(clicked: dict[str, Any]) -> None:
        if str(clicked.get("id", "")).isdigit():
            session.set_classroom(team=int(clicked["id"]), post=-1)

    charts = []
    places = first_and_second(worlds.organisation.setting)
    for place, history in zip(places, (worlds.without, worlds.with_plan), strict=True):
        of_dots = dots(worlds.organisation, history, state.week)
        mean = sum(dot.practice * dot.people for dot in of_dots) / max(sum(dot.people for dot in of_dots), 1)
        title = f"{place}, {history.scenario.title.lower()}: practice {100 * mean:.0f} of 100"
        chosen = team_of(worlds, state)
        panel = map_panel(
            team_map,
            of_dots,
            title,
            in_words(of_dots),
            chosen,
            worlds.provenance,
            f"map_{place.split()[0].lower()}",
        )
        charts.append(Chart(panel, stale=is_old, on_click=pick).key(place))
    return Html(
        "div",
        Slider(
            "class-week", "Move through five years", float(state.week),
            lambda week: session.set_classroom("week", week=round(week)), 0.0, float(STORY_WEEKS), 4.0,
            kind="weeks", hint=f"{when(min(state.week, STORY_WEEKS - 1))}.",
        ),
        Html("div", *charts, classes="cs-grid"),
    )  # fmt: skip
