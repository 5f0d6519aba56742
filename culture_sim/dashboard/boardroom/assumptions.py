"""Which assumptions carry the result, and what follows if they are otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import solara
from solara.lab import use_task

from culture_sim.dashboard.boardroom.effects import FIRST
from culture_sim.dashboard.charts import BASELINE, FONT, GRID, NARROW, PLAN, Drawing
from culture_sim.dashboard.components import Button, Chart, Details, Html, Select, Slider, Text
from culture_sim.dashboard.page_state import PageState
from culture_sim.dashboard.session import use_session
from culture_sim.dashboard.uploads import gallery_plan, organisation_of, scenario_of
from culture_sim.ensemble import Ensemble
from culture_sim.ensemble.executor import ComparisonService
from culture_sim.findings.numbers import number
from culture_sim.parameters import Parameters
from culture_sim.parameters.table import SOURCES
from culture_sim.settings import load_parameters
from culture_sim.settings.nhs_trust.outcomes import OUTCOMES, outcome

EXPOSED: dict[str, str] = {
    "norm_use": "How strongly people follow what colleagues do",
    "critical_mass": "How common practice must be before it is seen as normal",
    "peer_safety": "How much colleagues' practice makes it safe to speak up",
    "leader_safety": "How much leaders make it safe to speak up",
    "leadership_programme_gain": "How much a leadership programme changes leaders",
    "enactment_floor": "How much of a policy happens without a leader's example",
    "skill_half_life_weeks": "How long unused skill lasts",
    "use_protection": "How far use keeps skill alive",
    "introduction_skill": "What a half-day teaches",
    "practice_early_resolution": "How often complaints are settled early by practice",
    "power_voice": "How many more speak when challenge is invited",
    "safety_leaving": "How much safety keeps people",
    "trust_leaving": "How much trust keeps people",
    "burnout_leaving": "How much burnout drives people out",
    "learning_hazard": "How much learning makes work safer",
    "incidents_per_staff_year": "How much goes wrong in a year",
}
"""The numbers that matter most (model 2.10), in plain words. All others are in the Laboratory."""

PAIRS = 3
MOST_DRAWN = 10
"""Assumptions in the picture; the table has them all."""

MEASURES = (*FIRST, "net_saving_gbp")
Told = Callable[[str], None]


@dataclass(frozen=True)
class Swing:
    """What the plan does in the last year with one assumption low, and high: mean differences."""

    name: str
    low: float
    high: float
    at_low: dict[str, float]
    at_high: dict[str, float]


def swings(
    engine: ComparisonService, desk: PageState, tell: Told, is_wanted: Callable[[], bool] = lambda: True
) -> list[Swing]:
    """Move one assumption at a time to either end of its range, same luck throughout."""
    place = organisation_of(desk.place)
    central = engine.parameters(place, desk.parameters, desk.seed)
    scenarios = {"baseline": gallery_plan("blame_culture"), "plan": scenario_of(desk.choice)}
    found = []
    for number_, name in enumerate(EXPOSED):
        tell(f"{number_ + 1} of {len(EXPOSED)}: {EXPOSED[name][:1].lower()}{EXPOSED[name][1:]}")
        entry = central.table[name]
        low, high = min(entry.low, central[name]), max(entry.high, central[name])
        ends = [
            _effects(engine, Ensemble(place, _with(central, name, value), desk.seed), scenarios, is_wanted)
            for value in (low, high)
        ]
        found.append(Swing(name, low, high, *ends))
    return found


def _with(central: Parameters, name: str, value: float) -> Parameters:
    return central.replace(**{name: value})


def _effects(
    engine: ComparisonService, ensemble: Ensemble, scenarios: Any, is_wanted: Callable[[], bool]
) -> dict[str, float]:
    lives = engine.runs(ensemble, scenarios, range(PAIRS), is_wanted)
    base = np.mean([life.yearly for life in lives["baseline"]], axis=0)
    plan = np.mean([life.yearly for life in lives["plan"]], axis=0)
    row = {each.key: place for place, each in enumerate(OUTCOMES)}
    effect = {key: float(plan[row[key], -1] - base[row[key], -1]) for key in FIRST}
    saved = base[row["harm_cost_gbp"]] - plan[row["harm_cost_gbp"]] - plan[row["programme_cost_gbp"]]
    effect["net_saving_gbp"] = float(saved[1:].sum())
    return effect


def tornado(found: list[Swing], key: str) -> Drawing:
    """The assumptions by how far they move the result, those that carry most on top."""
    about = outcome(key)
    scale = 1e-6 if key == "net_saving_gbp" else 1.0
    decimals = 2 if key == "net_saving_gbp" else about.decimals
    unit = "million pounds over all years" if key == "net_saving_gbp" else f"{about.unit}, last year"
    ordered = sorted(found, key=lambda each: abs(each.at_high[key] - each.at_low[key]))
    drawn = ordered[-MOST_DRAWN:]
    names = [EXPOSED[each.name] for each in drawn]
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
    top = [EXPOSED[each.name] for each in reversed(ordered[-3:])]
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
            EXPOSED[each.name],
            f"{each.low:g}",
            f"{each.high:g}",
            number(each.at_low[key] * scale, decimals),
            number(each.at_high[key] * scale, decimals),
        ]
        for each in reversed(ordered)
    ]
    return Drawing(
        f"It rests most on: {top[0][:1].lower()}{top[0][1:]}",
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
            f" {PAIRS} simulations each; the others stay, and the organisation is not fitted to its figures"
            " again. The ten that carry most; the table has them all."
        ),
        file=f"assumptions_{key}",
    )


@solara.component
def AssumptionsPanel() -> Any:
    """Work out the swings on request; move assumptions."""
    visitor = use_session()
    desk = visitor.desk.value
    key, set_key = solara.use_state(FIRST[0])
    done, tell = solara.use_state("")
    asked, ask = solara.use_state(0)
    subject = (desk.choice, desk.place, desk.parameters, desk.seed)
    task = use_task(
        lambda: (subject, swings(visitor.engine, desk, tell)) if asked else None,
        dependencies=[asked],
        raise_error=False,
        prefer_threaded=True,
    )
    parts: list[Any] = [
        Text(
            "Nobody knows these numbers exactly. Each is moved to the lowest and the highest value that is"
            " plausible, and the plan is lived again. Where the two marks lie far apart, the result rests on"
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
            (name, "Money saved less spent" if name == "net_saving_gbp" else outcome(name).title)
            for name in MEASURES
        ]
        if task.value[0] != subject:
            parts.append(Text("This is about the plan as it was. Work it out again for the present one."))
        parts += [
            Select("assume-measure", "Measure", key, options, set_key),
            Chart(tornado(task.value[1], key), height=520, stale=task.value[0] != subject),
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
    for name, words in EXPOSED.items():
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
