"""Two hospitals to look around in: maps of teams that move in time, their people, one person's diary."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import solara

from culture_sim.dashboard.async_task import TaskResult
from culture_sim.dashboard.class_state import LOOKED_AT, MOST_SEED
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


@solara.component
def Looking(pair: TaskResult) -> Any:
    """Levers, maps, people, diary."""
    if pair.fault:
        inside: list[Any] = [Text(pair.fault, classes="cs-problem"), Button("Try again", pair.again)]
    elif pair.value is None:
        inside = [Text("Five years of both hospitals are being simulated …", classes="cs-waiting")]
    else:
        worlds: TwoWorlds = pair.value
        inside = [
            ErrorBoundary(lambda: Maps(worlds, pair.is_old), "The maps"),
            ErrorBoundary(lambda: People(worlds), "The people"),
            ErrorBoundary(lambda: Diary(worlds), "The diary"),
        ]
    return Section(
        "Look around in both hospitals",
        [Levers(), *inside],
        name="look",
        note=(
            "Each circle is a team. The darker it is, the more restorative practice people see there; the"
            " number says it out of 100. Click a team to meet its people, then follow one of them through"
            " both hospitals."
        ),
    )


@solara.component
def Levers() -> Any:
    """What is done in the second hospital, and the random seed of both."""
    session = use_session()
    state = session.state.value.classroom
    if state.frozen:
        return Text(
            f"The second hospital: {load_scenario(state.plan).title}. Random seed: {state.seed}. Frozen until the"
            " reveal."
        )

    def change(control: str, **changes: Any) -> None:
        session.change_classroom(replace(session.state.value.classroom, **changes), control)

    def typed(text: str) -> None:
        if text.strip().isdigit() and int(text) <= MOST_SEED:
            change("seed", seed=int(text), post=-1, team=-1)

    plans = [(name, load_scenario(name).title) for name in LOOKED_AT]
    return Html(
        "div",
        Select(
            "class-plan", "The second hospital", state.plan, plans, lambda name: change("plan", plan=name),
            hint="In the first, nothing is done.",
        ),
        Field(
            "class-seed", "Random seed", str(state.seed), typed, low=0.0, high=float(MOST_SEED),
            hint="Another number, other people and other incidents.",
        ),
        classes="cs-class-levers",
    )  # fmt: skip


@solara.component
def Maps(worlds: TwoWorlds, is_old: bool) -> Any:
    """Both maps at one moment, and the slider that moves it."""
    session = use_session()
    state = session.state.value.classroom
    team_map = solara.use_memo(lambda: map_of(worlds.organisation), [worlds.organisation.hash])

    def move(week: float) -> None:
        session.change_classroom(replace(session.state.value.classroom, week=round(week)), "week")

    def pick(clicked: dict[str, Any]) -> None:
        if str(clicked.get("id", "")).isdigit():
            session.change_classroom(replace(session.state.value.classroom, team=int(clicked["id"]), post=-1))

    charts = []
    for place, history in (("First", worlds.without), ("Second", worlds.with_plan)):
        of_dots = dots(worlds.organisation, history, state.week)
        mean = sum(dot.practice * dot.people for dot in of_dots) / max(sum(dot.people for dot in of_dots), 1)
        title = f"{place} hospital, {history.scenario.title.lower()}: practice {100 * mean:.0f} of 100"
        chosen = team_of(worlds, state)
        panel = map_panel(
            team_map, of_dots, title, in_words(of_dots), chosen, worlds.provenance, f"map_{place.lower()}"
        )
        charts.append(Chart(panel, stale=is_old, on_click=pick).key(place))
    return Html(
        "div",
        Slider(
            "class-week", "Move through five years", float(state.week), move, 0.0, float(STORY_WEEKS), 4.0,
            kind="weeks", hint=f"{when(min(state.week, STORY_WEEKS - 1))}.",
        ),
        Html("div", *charts, classes="cs-grid"),
    )  # fmt: skip
