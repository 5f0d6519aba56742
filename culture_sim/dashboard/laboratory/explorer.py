"""A single run: play, step, reset, and its data to take away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import solara
from numpy.typing import NDArray

from culture_sim.csv_text import csv_text
from culture_sim.dashboard.components import (
    CSV,
    YAML,
    Button,
    Chart,
    Download,
    ErrorBoundary,
    Field,
    Html,
    Select,
    Text,
)
from culture_sim.dashboard.fresh_page import usual_plan
from culture_sim.dashboard.laboratory.single_run import LAST_WEEK, SingleRun
from culture_sim.dashboard.page_state import PageState
from culture_sim.dashboard.session import use_session
from culture_sim.dashboard.uploads import (
    gallery_plan,
    gallery_titles,
    organisation_of,
    scenario_of,
    setting_of,
)
from culture_sim.figures.single_run import weeks_panel
from culture_sim.findings.numbers import listed
from culture_sim.model import WARM_UP_WEEKS, CultureModel
from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.outcomes.rolling import RECENT_WEEKS
from culture_sim.scenario import Scenario
from culture_sim.settings import Setting

ON_THE_DESK = "boardroom"
MOST_SEED = 9999

STATES = (
    ("psychological_safety", "Safe to speak up"),
    ("trust", "Trust"),
    ("burnout", "Exhaustion"),
    ("practice", "Practice"),
)
STATE, RATE = "out of 100", f"for 1,000 staff a year, mean of the last {RECENT_WEEKS} weeks"
COUNTED = {"per 1000 staff", "percent of staff"}


Drawn = tuple[str, str, Sequence[tuple[str, str]], bool, str]

SAME_SCALE = 0.1
"""Share of the most frequent count from which another is drawn beside it: below, it would lie on the axis."""


def charts(setting: Setting, weekly: Mapping[str, NDArray[np.float64]]) -> list[Drawn]:
    """What is drawn of a run: title, unit, columns with their names, whether they are counts, file."""
    leader, sponsor = setting.words["team_leader"], setting.words["sponsor"]
    leaders = [
        ("leadership_modelling", "Leaders' example"),
        ("commitment", f"{sponsor[:1].upper()}{sponsor[1:]}'s backing"),
    ]
    found: list[Drawn] = [
        ("How staff are", f"Mean of staff, {STATE}", STATES, False, "states"),
        (
            f"{leader[:1].upper()}{leader[1:]}s and {sponsor}",
            f"Mean of teams, {STATE}",
            leaders,
            False,
            "leaders",
        ),
    ]
    for group in ("headlines", "events"):
        counts = [each for each in setting.outcomes if each.chart == group and each.per in COUNTED]
        most = max((weekly[each.column].sum() for each in counts), default=0.0)
        counts = [each for each in counts if weekly[each.column].sum() >= SAME_SCALE * most]
        if counts:
            names = listed([each.title.lower() for each in counts])
            columns = tuple((each.column, each.title) for each in counts)
            found.append((f"{names[:1].upper()}{names[1:]}", RATE, columns, True, group))
    return found


@solara.component
def Explorer() -> Any:
    """One life of the organisation on the desk."""
    session = use_session()
    state = session.state.value
    run = solara.use_memo(SingleRun, [])
    seed = state.laboratory.seed
    scenario = plan_named(state, _plan_name(state))

    def found() -> CultureModel:
        ensemble = session.engine.ensemble(organisation_of(state.place), state.parameters, state.seed)
        scenario.check_names(ensemble.organisation.profession_names, ensemble.organisation.directorate_names)
        return ensemble.warmed_up(seed - 1).fork(scenario)

    solara.use_effect(
        lambda: run.begin(found), [state.place, state.parameters, state.seed, scenario.hash, seed]
    )
    solara.use_effect(lambda: run.close, [])
    return Html(
        "div",
        Choices(scenario),
        Controls(run),
        ErrorBoundary(lambda: Seen(run, setting_of(state.place)), "The single run"),
    )


def plan_titles(state: PageState) -> dict[str, str]:
    """Plans of the gallery and the one in the boardroom, by name."""
    return {**gallery_titles(setting_of(state.place).name), ON_THE_DESK: "The plan in the Boardroom"}


def _plan_name(state: PageState) -> str:
    said, known = state.laboratory.plan, list(plan_titles(state))
    return said if said in known else usual_plan(setting_of(state.place).name)


def plan_named(state: PageState, plan: str) -> Scenario:
    """The plan of such a name."""
    return scenario_of(state.choice) if plan == ON_THE_DESK else gallery_plan(plan)


@solara.component
def Choices(scenario: Scenario) -> Any:
    """Which plan, which random seed, and the plan as a file."""
    session = use_session()
    state = session.state.value

    def typed(text: str) -> None:
        if text.strip().isdecimal() and 1 <= int(text) <= MOST_SEED:
            session.look_at(seed=int(text))

    return Html(
        "div",
        Select("run-plan", "Plan", _plan_name(state), plan_titles(state).items(),
               lambda value: session.look_at(plan=value)),
        Field(
            "run-seed", "Random seed", str(state.laboratory.seed), typed, low=1.0, high=float(MOST_SEED),
            hint="The same number gives the same weeks.",
        ),
        Download("Plan as YAML", scenario.to_yaml, f"{scenario.name}.yaml", YAML),
        classes="cs-lab-choices",
    )  # fmt: skip


@solara.component
def Controls(run: SingleRun) -> Any:
    """Play or pause, one week, a quarter, a year, from the start."""
    picture, playing = run.picture.value, run.playing.value
    ready = picture is not None and picture.week < LAST_WEEK

    years = WARM_UP_WEEKS // WEEKS_A_YEAR
    where = f"The organisation settles for {years} years before the programme starts …"
    if picture is not None:
        where = (
            f"Week {picture.week} of the programme. {picture.people:,} of {picture.posts:,} posts are filled."
        )
    buttons = [
        Button("Pause", run.pause) if playing else Button("Play", run.play, disabled=not ready),
        *(
            Button(label, partial(run.step, weeks), "cs-quiet-button", disabled=not ready or playing)
            for label, weeks in (("One week", 1), ("A quarter", 13), ("A year", 52))
        ),
        Button("Reset", run.reset, "cs-quiet-button", disabled=picture is None),
        Download("All weeks as CSV", lambda: _csv(run), "single_run.csv", CSV),
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
    return f"# {picture.provenance}\r\n{csv_text(frame_, index=True)}"


@solara.component
def Seen(run: SingleRun, setting: Setting) -> Any:
    """Charts of the weeks run."""
    picture = run.picture.value
    if picture is None:
        return Text("The first weeks are being simulated …", classes="cs-waiting")
    drawn = [
        Chart(
            weeks_panel(picture.weekly, shown, title, unit, (picture.provenance,), is_rate=is_rate, file=file)
        ).key(file)
        for title, unit, shown, is_rate, file in charts(setting, picture.weekly)
    ]
    return Html(
        "div",
        Html("div", *drawn, classes="cs-lab-charts"),
        Text(
            "One run, not a mean: another seed looks different. The table of all weeks has every column.",
            classes="cs-note",
        ),
    )
