"""Parameter uncertainty: which assumptions carry the result, and what follows when they are moved."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import solara

from culture_sim.dashboard.async_task import AsyncTask, Job
from culture_sim.dashboard.components import Button, Chart, Details, Html, Select, Slider, Text
from culture_sim.dashboard.page_state import PageState
from culture_sim.dashboard.session import Session, use_session
from culture_sim.dashboard.uploads import baseline_of, organisation_of, scenario_of, setting_of
from culture_sim.ensemble.swings import REPLICATES, Swing, swings
from culture_sim.figures.swings import swings_panel
from culture_sim.parameters.table import SOURCES

Swings = tuple[PageState, list[Swing]]


def find_swings(session: Session, state: PageState, job: Job[Swings]) -> None:
    """Move one parameter at a time to either end of its range, and publish all at the end."""
    service, words = session.engine, setting_of(state.place).key_parameters
    ensemble = service.ensemble(organisation_of(state.place), state.parameters, state.seed)
    found: list[Swing] = []
    for number, name in enumerate(words, 1):
        job.check()
        job.report(f"{number} of {len(words)}: {words[name][:1].lower()}{words[name][1:]}")
        found += swings(ensemble, baseline_of(state), scenario_of(state.choice), [name], service.executor)
    job.publish((replace(state, saved=()), found))


@solara.component
def AssumptionsPanel() -> Any:
    """Compute the swings on request; move assumptions."""
    session = use_session()
    state = session.state.value
    setting = setting_of(state.place)
    outcomes = {each.key: each for each in (*setting.headlines, setting.outcome("net_saving_gbp"))}
    key, set_key = solara.use_state("")
    what = outcomes.get(key) or next(iter(outcomes.values()))
    task: AsyncTask[Swings] = solara.use_memo(AsyncTask, [])
    solara.use_effect(lambda: task.close, [])

    def start() -> None:
        task.start(lambda job: find_swings(session, state, job))

    found, running = task.value.value, task.running.value
    label = "Work it out (about a minute)" if found is None else "Work it out again"
    parts: list[Any] = [
        Text(
            "Nobody knows these numbers exactly. Each is moved to the lowest and the highest value that is"
            " plausible, and the plan is run again. Where the two marks lie far apart, the result rests on"
            " that assumption."
        ),
        Button(label, start, disabled=running),
        Text(f"{task.doing.value} …" if running else "", classes="cs-hint"),
    ]
    if task.fault.value:
        parts.append(Html("div", Text(task.fault.value), classes="cs-fault", role="alert"))
    elif found is not None:
        was = found[0]
        is_old = (was.choice, was.place, was.parameters, was.seed) != (
            state.choice,
            state.place,
            state.parameters,
            state.seed,
        )
        if is_old:
            parts.append(Text("This is about the plan as it was. Work it out again for the present one."))
        options = [(each.key, each.title) for each in outcomes.values()]
        panel = swings_panel(found[1], what, setting.key_parameters, REPLICATES)
        parts += [
            Select("assume-measure", "Measure", what.key, options, set_key),
            Chart(panel, stale=is_old),
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
    session = use_session()
    state = session.state.value
    setting = setting_of(state.place)
    moved, usual = dict(state.parameters), setting.all_parameters

    def put(name: str, value: float) -> None:
        others = tuple((other, old) for other, old in state.parameters if other != name)
        session.change(replace(state, parameters=(*others, (name, round(value, 6)))), f"assumption {name}")

    sliders = []
    for name, words in setting.key_parameters.items():
        entry = usual.table[name]
        mark = "" if name not in moved else f" Moved from {entry.value:g}."
        source = SOURCES.get(entry.source[:1], entry.source).lower()
        sliders.append(
            Slider(
                f"assume-{name}",
                words,
                moved.get(name, entry.value),
                partial(put, name),
                low=entry.low,
                high=entry.high,
                step=max((entry.high - entry.low) / 40, 1e-4),
                decimals=2,
                hint=f"Plausible from {entry.low:g} to {entry.high:g}; {source}.{mark}",
            ).key(name)
        )
    back = Button(
        "Back to the usual assumptions",
        lambda: session.change(replace(state, parameters=())),
        "cs-quiet-button",
    )
    return Html("div", *([back] if moved else []), Html("div", *sliders, classes="cs-grid"))
