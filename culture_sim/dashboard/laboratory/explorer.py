"""A single run: play, step, reset, and its data to take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import solara

from culture_sim.dashboard.charts import BASELINE, OTHERS, PLAN, Drawing, Line, frame, line_table, lines
from culture_sim.dashboard.components import Button, Chart, Download, ErrorBoundary, Field, Html, Select, Text
from culture_sim.dashboard.laboratory.single_run import LAST_WEEK, YEAR_BEFORE, Picture, SingleRun
from culture_sim.dashboard.page_state import PageState
from culture_sim.dashboard.session import use_session
from culture_sim.dashboard.uploads import organisation_of, scenario_of
from culture_sim.model import CultureModel
from culture_sim.scenario import Scenario, gallery, load_scenario

ON_THE_DESK = "boardroom"
MOST_SEED = 9999
WINDOW = 13

STATES = (
    ("psychological_safety", "Safe to speak up"),
    ("trust", "Trust"),
    ("burnout", "Exhaustion"),
    ("practice", "Practice"),
)
LEADERS = (
    ("leadership_modelling", "Leaders' example"),
    ("commitment", "Sponsor's backing"),
    ("enactment", "Promises kept"),
)
INCIDENTS = (("incidents", "Incidents"), ("reported_incidents", "Reported"))
CASES = (("leavers", "Leavers"), ("complaints", "Complaints"), ("grievances", "Grievances"))
_NAMES = 122
"""Pixels that the names at the ends of lines take."""


@solara.component
def Explorer() -> Any:
    """One life of the organisation on the desk."""
    visitor = use_session()
    desk = visitor.desk.value
    run = solara.use_memo(SingleRun, [])
    plan = _plan_name(desk)
    seed = desk.laboratory.seed
    scenario = _scenario(desk, plan)

    def found() -> CultureModel:
        ensemble = visitor.engine.ensemble(organisation_of(desk.place), desk.parameters, desk.seed)
        scenario.check_names(ensemble.organisation.profession_names, ensemble.organisation.directorate_names)
        return ensemble.warmed_up(seed - 1).fork(scenario)

    solara.use_effect(lambda: run.begin(found), [desk.place, desk.parameters, desk.seed, scenario.hash, seed])
    solara.use_effect(lambda: run.close, [])
    return Html("div", Choices(scenario), Controls(run), ErrorBoundary(lambda: Seen(run), "The single run"))


def _plan_name(desk: PageState) -> str:
    said = desk.laboratory.plan
    return said if said == ON_THE_DESK or said in _plans() else "embedded"


def _plans() -> dict[str, str]:
    return {each.name: each.title for each in gallery()}


def _scenario(desk: PageState, plan: str) -> Scenario:
    return scenario_of(desk.choice) if plan == ON_THE_DESK else load_scenario(plan)


@solara.component
def Choices(scenario: Scenario) -> Any:
    """Which plan, which random seed, and the plan as a file."""
    visitor = use_session()
    desk = visitor.desk.value

    def typed(text: str) -> None:
        if text.strip().isdecimal() and 1 <= int(text) <= MOST_SEED:
            visitor.look_at(seed=int(text))

    plans = [*_plans().items(), (ON_THE_DESK, "The plan in the Boardroom")]
    return Html(
        "div",
        Select("run-plan", "Plan", _plan_name(desk), plans, lambda value: visitor.look_at(plan=value)),
        Field(
            "run-seed", "Random seed", str(desk.laboratory.seed), typed, low=1.0, high=float(MOST_SEED),
            hint="The same number gives the same weeks.",
        ),
        Download("Plan as YAML", scenario.to_yaml, f"{scenario.name}.yaml", "text/yaml;charset=utf-8"),
        classes="cs-lab-choices",
    )  # fmt: skip


@solara.component
def Controls(run: SingleRun) -> Any:
    """Play or pause, one week, a quarter, a year, from the start."""
    picture, playing = run.picture.value, run.playing.value
    ready = picture is not None and picture.week < LAST_WEEK

    def steps(weeks: int) -> Callable[[], None]:
        return lambda: run.step(weeks)

    where = "The organisation settles for three years before the programme starts …"
    if picture is not None:
        where = (
            f"Week {picture.week} of the programme. {picture.people:,} of {picture.posts:,} posts are filled."
        )
    buttons = [
        Button("Pause", run.pause) if playing else Button("Play", run.play, disabled=not ready),
        Button("One week", steps(1), "cs-quiet-button", disabled=not ready or playing),
        Button("A quarter", steps(13), "cs-quiet-button", disabled=not ready or playing),
        Button("A year", steps(52), "cs-quiet-button", disabled=not ready or playing),
        Button("Reset", run.reset, "cs-quiet-button", disabled=picture is None),
        Download("All weeks as CSV", lambda: _csv(run), "single_run.csv", "text/csv;charset=utf-8"),
    ]
    fault = [Text(run.fault.value, classes="cs-problem")] if run.fault.value else []
    return Html(
        "div",
        Html("div", *buttons, classes="cs-lab-buttons", role="group", aria_label="The single run"),
        Html("p", where, classes="cs-lab-where", role="status", aria_live="off" if playing else "polite"),
        *fault,
    )


def _csv(run: SingleRun) -> str:
    frame_ = run.weekly()
    picture = run.picture.value
    if frame_ is None or picture is None:
        return ""
    return f"# {picture.provenance}\r\n{frame_.to_csv()}"


@solara.component
def Seen(run: SingleRun) -> Any:
    """Four charts of the weeks lived."""
    picture = run.picture.value
    if picture is None:
        return Text("The first weeks are being lived …", classes="cs-waiting")
    counted = f"For 1,000 staff a year, mean of the last {WINDOW} weeks"
    drawings = (
        _drawing(picture, "How staff are", "Means over staff, 0 to 100", STATES, 100.0, "states"),
        _drawing(picture, "Leaders and sponsor", "Means over teams, 0 to 100", LEADERS, 100.0, "leaders"),
        _drawing(picture, "Leavers and complaints", counted, CASES, None, "cases"),
        _drawing(picture, "Incidents, and what is said of them", counted, INCIDENTS, None, "incidents"),
    )
    charts = [Chart(each, height=280).key(each.file) for each in drawings]
    return Html(
        "div",
        Html("div", *charts, classes="cs-lab-charts"),
        Text(
            "One life, not a mean: another luck looks different. The table of all weeks has every column.",
            classes="cs-note",
        ),
    )


def _drawing(
    picture: Picture, title: str, note: str, shown: Sequence[tuple[str, str]], factor: float | None, file: str
) -> Drawing:
    length = len(picture.weekly["trust"])
    every = np.arange(0, length, 4)
    names = [_week(int(week) - YEAR_BEFORE) for week in every]
    styles = ((PLAN, "solid"), (BASELINE, "dashed"), (OTHERS[0], "dotted"), (OTHERS[1], "solid"))
    drawn = []
    for (column, words), (colour, dash) in zip(shown, styles, strict=False):
        values = picture.weekly[column].copy()
        if column == "commitment":
            values[:YEAR_BEFORE] = np.nan
        values = _a_year(values, picture.weekly["headcount"]) if factor is None else factor * values
        if not np.isfinite(values[every]).any():
            continue  # there is no sponsor before the programme
        drawn.append(Line(words, values[every].tolist(), colour=colour, dash=dash, width=2.2))
    # The axis is as long as the story, so that nothing jumps while it plays
    more = [_week(week) for week in range(length - YEAR_BEFORE, 260, 4)]
    option = lines(frame([*names, *more], decimals=0, zero=True, right=_NAMES), drawn, dots=False)
    for series in option["series"]:
        series["endLabel"] |= {"width": _NAMES - 8, "overflow": "truncate"}
    option["xAxis"]["axisLabel"] |= {"interval": 12, "hideOverlap": True}
    table_columns, rows = line_table(names, drawn, 0)
    table_columns[0] = "When"
    last = "; ".join(f"{each.name} {each.values[-1]:.0f}" for each in drawn)
    return Drawing(
        title,
        option,
        table_columns,
        rows,
        f"Line chart by week. {title} in week {picture.week}: {last}.",
        note,
        f"single_run_{file}",
        (picture.provenance,),
    )


def _a_year(values: Any, people: Any) -> Any:
    kernel = np.ones(WINDOW)
    have = np.convolve(np.ones(len(values)), kernel)[: len(values)]
    mean = np.convolve(values, kernel)[: len(values)] / have
    return mean / np.maximum(people, 1.0) * 52_000


def _week(week: int) -> str:
    if week % 52 == 0:
        return f"Year {week // 52 + 1}" if week >= 0 else "Year before"
    return f"Week {week}"
