"""On which uncertain parameters the result rests, and what follows from other values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import solara
from solara.lab import use_task

from culture_sim.dashboard.charts import BASELINE, FONT, GRID, NARROW, PLAN, Drawing
from culture_sim.dashboard.components import Button, Chart, Details, Html, Select, Slider, Text
from culture_sim.dashboard.page_state import PageState
from culture_sim.dashboard.session import Session, use_session
from culture_sim.dashboard.uploads import gallery_plan, organisation_of, scenario_of
from culture_sim.ensemble import Ensemble
from culture_sim.ensemble.comparison import RunArrays
from culture_sim.ensemble.swings import REPLICATES, Swing, swings
from culture_sim.findings.numbers import number
from culture_sim.findings.sentences import in_sentence
from culture_sim.findings.titles import swings_title
from culture_sim.outcomes import Outcome
from culture_sim.parameters.table import SOURCES
from culture_sim.scenario import Scenario
from culture_sim.settings import load_parameters, load_setting

MOST_DRAWN = 10
"""Assumptions in the picture; the table has them all."""


def measures() -> tuple[str, ...]:
    """Outcomes that can be looked at."""
    return (*(each.key for each in load_setting().headlines), "net_saving_gbp")


def swings_of(visitor: Session, desk: PageState, tell: Callable[[str], None]) -> list[Swing]:
    """Move one parameter at a time, for the plan that is set."""
    ensemble = visitor.engine.ensemble(organisation_of(desk.place), desk.parameters, desk.seed)
    words = ensemble.organisation.setting.key_parameters

    def run_pair(moved: Ensemble, scenarios: Mapping[str, Scenario]) -> list[dict[str, RunArrays]]:
        runs = visitor.engine.runs(moved, scenarios, range(REPLICATES))
        return [{name: each[place] for name, each in runs.items()} for place in range(REPLICATES)]

    found: list[Swing] = []
    for place, name in enumerate(words, 1):
        tell(f"{place} of {len(words)}: {in_sentence(words[name])}")
        found += swings(ensemble, gallery_plan("blame_culture"), scenario_of(desk.choice), (name,), run_pair)
    return found


def tornado(found: list[Swing], about: Outcome, words: Mapping[str, str]) -> Drawing:
    """The assumptions by how far they move the result, those that carry most on top."""
    key = about.key
    scale = 1e-6 if key == "net_saving_gbp" else 1.0
    decimals = 2 if key == "net_saving_gbp" else about.decimals
    unit = "million pounds over all years" if key == "net_saving_gbp" else f"{about.unit}, last year"
    ordered = sorted(found, key=lambda each: each.reach(key))
    drawn = ordered[-MOST_DRAWN:]
    names = [words[each.parameter] for each in drawn]
    ends = [(each.at_low[key] * scale, each.at_high[key] * scale) for each in drawn]
    points = [
        {
            "type": "scatter",
            "name": word,
            "symbol": shape,
            "symbolSize": 13,
            "color": colour,
            "z": 3,
            "data": [[round(pair[side], 4), row] for row, pair in enumerate(ends)],
        }
        for side, word, shape, colour in (
            (0, "assumption low", "circle", BASELINE),
            (1, "assumption high", "diamond", PLAN),
        )
    ]
    bars = [
        {
            "type": "line",
            "data": [[round(pair[0], 4), row], [round(pair[1], 4), row]],
            "symbol": "none",
            "silent": True,
            "lineStyle": {"color": "#808080", "width": 4},
            "tooltip": {"show": False},
        }
        for row, pair in enumerate(ends)
    ]
    top = [words[each.parameter] for each in reversed(ordered[-3:])]
    option = {
        "decimals": decimals,
        "animation": False,
        "textStyle": FONT,
        "legend": {
            "top": 0,
            "left": 0,
            "textStyle": FONT,
            "itemWidth": 14,
            "data": ["assumption low", "assumption high"],
        },
        "grid": {"left": 8, "right": 24, "top": 34, "bottom": 24, "containLabel": True},
        "tooltip": {"trigger": "item", "confine": True},
        "xAxis": {
            "type": "value",
            "scale": True,
            "axisLabel": FONT,
            "splitLine": {"lineStyle": {"color": GRID}},
        },
        "yAxis": {
            "type": "category",
            "data": names,
            "axisLabel": {**FONT, "width": 250, "overflow": "break", "lineHeight": 14},
            "axisTick": {"show": False},
        },
        "series": [*bars, *points],
        "media": [
            {
                "query": {"maxWidth": NARROW},
                "option": {
                    "yAxis": {"axisLabel": {"width": 150, "fontSize": 12, "lineHeight": 13}},
                    "xAxis": {"splitNumber": 2},
                },
            },
            {
                "option": {
                    "yAxis": {"axisLabel": {"width": 250, "fontSize": 13, "lineHeight": 14}},
                    "xAxis": {"splitNumber": 5},
                }
            },
        ],
    }
    rows = [
        [
            words[each.parameter],
            f"{each.low:g}",
            f"{each.high:g}",
            number(each.at_low[key] * scale, decimals),
            number(each.at_high[key] * scale, decimals),
        ]
        for each in reversed(ordered)
    ]
    return Drawing(
        swings_title(top[0]),
        option,
        [
            "Assumption",
            "Lowest plausible",
            "Highest plausible",
            "Plan's effect at lowest",
            "Plan's effect at highest",
        ],
        rows,
        f"Range chart of how far each assumption moves the plan's effect on {about.title.lower()}. Most:"
        f" {'; '.join(top)}.",
        note=(
            f"What the plan changes in {about.title.lower()} ({unit}). One assumption is moved at a time,"
            f" {REPLICATES} runs each; the others stay, and the organisation is not fitted to its figures"
            " again. The ten that carry most; the table has them all."
        ),
        file=f"assumptions_{key}",
    )


@solara.component
def AssumptionsPanel() -> Any:
    """Work out the swings on request; move assumptions."""
    visitor = use_session()
    desk, setting = visitor.desk.value, load_setting()
    key, set_key = solara.use_state(measures()[0])
    done, tell = solara.use_state("")
    asked, ask = solara.use_state(0)
    subject = (desk.choice, desk.place, desk.parameters, desk.seed)
    task = use_task(
        lambda: (subject, swings_of(visitor, desk, tell)) if asked else None,
        dependencies=[asked],
        raise_error=False,
        prefer_threaded=True,
    )
    parts: list[Any] = [
        Text(
            "Nobody knows these numbers exactly. Each is moved to the lowest and the highest value that is"
            " plausible, and the plan is run again. Where the two marks lie far apart, the result rests on"
            " that assumption.",
        ),
        Button(
            "Work it out (about a minute)" if not asked else "Work it out again",
            lambda: ask(asked + 1),
            disabled=bool(task.pending),
        ),
        Text(f"{done} …" if task.pending and asked else "", classes="cs-hint"),
    ]
    if task.error and not task.pending:
        parts.append(
            Html(
                "div",
                Text("That could not be worked out."),
                Button("Try again", lambda: ask(asked + 1)),
                classes="cs-fault",
                role="alert",
            )
        )
    elif task.finished and task.value is not None:
        options = [
            (name, "Net saving over all years" if name == "net_saving_gbp" else setting.outcome(name).title)
            for name in measures()
        ]
        if task.value[0] != subject:
            parts.append(Text("This is about the plan as it was. Work it out again for the present one."))
        drawing = tornado(task.value[1], setting.outcome(key), setting.key_parameters)
        parts += [
            Select("assume-measure", "Measure", key, options, set_key),
            Chart(drawing, height=520, stale=task.value[0] != subject),
        ]
    parts.append(
        Details(
            "Move the assumptions yourself",
            [Movers()],
            "Everything on this page then follows from your numbers.",
            lazy=True,
        )
    )
    return Html("div", *parts)


@solara.component
def Movers() -> Any:
    """A slider an assumption."""
    visitor = use_session()
    desk = visitor.desk.value
    moved = dict(desk.parameters)
    usual = load_parameters()

    def put(name: str, value: float) -> None:
        kept = tuple((other, old) for other, old in desk.parameters if other != name)
        visitor.change(replace(desk, parameters=(*kept, (name, round(value, 6)))), f"assumption {name}")

    sliders = []
    for name, words in load_setting().key_parameters.items():
        entry = usual.table[name]
        step = max((entry.high - entry.low) / 40, 1e-4)
        mark = "" if name not in moved else f" Moved from {entry.value:g}."
        sliders.append(
            Slider(
                f"assume-{name}",
                words,
                moved.get(name, entry.value),
                lambda value, name=name: put(name, value),
                low=entry.low,
                high=entry.high,
                step=step,
                decimals=2,
                hint=f"Plausible from {entry.low:g} to {entry.high:g}; {SOURCES[entry.source[:1]].lower()}.{mark}",
            ).key(name)
        )
    back = (
        [
            Button(
                "Back to the usual assumptions",
                lambda: visitor.change(replace(desk, parameters=())),
                "cs-quiet-button",
            )
        ]
        if moved
        else []
    )
    return Html("div", *back, Html("div", *sliders, classes="cs-grid"))
