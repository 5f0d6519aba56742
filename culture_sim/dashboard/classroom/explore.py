"""Two organisations to look around in: maps of teams that move in time, their people, one person's diary."""

from __future__ import annotations

from typing import Any

import solara

from culture_sim.dashboard.async_task import TaskResult
from culture_sim.dashboard.class_state import LOOKED_AT, MOST_SEED, ORGANISATION
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
from culture_sim.stories import TwoWorlds, dots, map_of
from culture_sim.stories.event_sentences import when
from culture_sim.stories.figures import map_panel
from culture_sim.stories.team_map import in_words
from culture_sim.stories.two_worlds import STORY_WEEKS

LOOK_AROUND = f"Look around in both {ORGANISATION}s"


@solara.component
def Looking(pair: TaskResult) -> Any:
    """Levers, maps, people, diary; shut until they are asked for, so that nobody reads the end first."""
    session = use_session()
    if not session.state.value.classroom.looking:
        return Section(
            LOOK_AROUND,
            [
                Button(
                    f"Open the two {ORGANISATION}s",
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
    inside = [unfinished(pair)]
    if pair.value is not None and not pair.fault:
        worlds: TwoWorlds = pair.value
        inside = [
            ErrorBoundary(lambda: Maps(worlds, pair.is_old), "The maps"),
            ErrorBoundary(lambda: People(worlds), "The people"),
            ErrorBoundary(lambda: Diary(worlds), "The diary"),
        ]
    return Section(
        LOOK_AROUND,
        [Levers(), *inside],
        name="look",
        note=(
            "Each circle is a team. The darker it is, the more restorative practice people see there; the"
            " number says it out of 100. Click a team to meet its people, then follow one of them through"
            f" both {ORGANISATION}s."
        ),
    )


@solara.component
def Levers() -> Any:
    """What is done in the second organisation, and the random seed of both."""
    session = use_session()
    state = session.state.value.classroom
    if state.frozen:
        return Text(
            f"The second {ORGANISATION}: {load_scenario(state.plan).title}. Random seed: {state.seed}. Frozen until the"
            " reveal."
        )

    def typed(text: str) -> None:
        if text.strip().isdigit() and int(text) <= MOST_SEED:
            session.set_classroom("seed", seed=int(text), post=-1, team=-1)

    plans = [(name, load_scenario(name).title) for name in LOOKED_AT]
    return Html(
        "div",
        Select(
            "class-plan", f"The second {ORGANISATION}", state.plan, plans,
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
    for place, history in (("First", worlds.without), ("Second", worlds.with_plan)):
        of_dots = dots(worlds.organisation, history, state.week)
        mean = sum(dot.practice * dot.people for dot in of_dots) / max(sum(dot.people for dot in of_dots), 1)
        title = f"{place} {ORGANISATION}, {history.scenario.title.lower()}: practice {100 * mean:.0f} of 100"
        chosen = team_of(worlds, state)
        panel = map_panel(
            team_map, of_dots, title, in_words(of_dots), chosen, worlds.provenance, f"map_{place.lower()}"
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
