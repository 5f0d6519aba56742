"""Two levers against each other, as a map of colours that is worked out on the spot."""

from __future__ import annotations

from functools import partial
from typing import Any

import solara

from culture_sim.dashboard.async_task import AsyncTask, Job
from culture_sim.dashboard.components import Button, Chart, Html, Select, Text
from culture_sim.dashboard.laboratory.explorer import plan_named, plan_titles
from culture_sim.dashboard.page_state import PageState
from culture_sim.dashboard.session import Session, use_session
from culture_sim.dashboard.uploads import organisation_of, setting_of
from culture_sim.ensemble.executor import YEARS
from culture_sim.ensemble.two_factor import STEPS, TwoFactorDesign, TwoFactorResult, run_two_factor
from culture_sim.figures.two_levers import two_lever_panel
from culture_sim.findings.sensitivity import interaction_finding

RUNS = ("2", "4", "8")


def find_grid(
    session: Session, state: PageState, design: TwoFactorDesign, progress: Any, job: Job[TwoFactorResult]
) -> None:
    """Run the design, and publish what is known after each seed."""
    total = design.replicates * (STEPS * STEPS + 1)
    progress.value = (0, total)
    ensemble = session.engine.ensemble(organisation_of(state.place), state.parameters, state.seed)

    def one_more() -> None:
        job.check()
        progress.value = (progress.value[0] + 1, total)

    for result in run_two_factor(ensemble, design, session.engine.executor, one_more):
        job.publish(result)


@solara.component
def Interaction() -> Any:
    """Choose two levers, start, watch the map fill."""
    session = use_session()
    state = session.state.value
    setting = setting_of(state.place)
    task: AsyncTask[TwoFactorResult] = solara.use_memo(AsyncTask, [])
    solara.use_effect(lambda: task.close, [])
    progress: Any = solara.use_reactive((0, 0))
    levers = {each.path: each.title for each in setting.levers}
    outcomes = {each.key: each.title for each in setting.outcomes if each.per != "money"}
    plans = plan_titles(state)
    seen = state.laboratory
    chosen = {
        "one": seen.one if seen.one in levers else next(iter(levers)),
        "other": seen.other if seen.other in levers else list(levers)[-1],
        "outcome": seen.outcome if seen.outcome in outcomes else next(iter(outcomes)),
        "over": seen.over if seen.over in plans else next(iter(plans)),
        "runs": seen.runs,
    }

    def start() -> None:
        plan = plan_named(state, chosen["over"])

        def work(job: Job[TwoFactorResult]) -> None:
            design = TwoFactorDesign(
                plan, chosen["one"], chosen["other"], chosen["outcome"], YEARS, int(chosen["runs"])
            )
            find_grid(session, state, design, progress, job)

        task.start(work)

    def look_at(name: str, value: str) -> None:
        session.look_at(**{name: value})

    selects = (
        ("one", "Lever across", list(levers.items())),
        ("other", "Lever upwards", list(levers.items())),
        ("outcome", f"Look at, in year {YEARS}", list(outcomes.items())),
        ("over", "Added to the plan", list(plans.items())),
        ("runs", "Simulations", [(each, each) for each in RUNS]),
    )
    running, found = task.running.value, task.value.value
    return Html(
        "div",
        Html(
            "div",
            *(
                Select(
                    f"cross-{name}",
                    label,
                    chosen[name],
                    options,
                    partial(look_at, name),
                )
                for name, label, options in selects
            ),
            classes="cs-lab-choices",
        ),
        Html(
            "div",
            Button("Stop", task.stop, "cs-quiet-button") if running else Button("Work it out", start),
            *([ProgressBar(*progress.value)] if running else []),
            classes="cs-lab-buttons",
        ),
        *([Text(task.fault.value, classes="cs-problem")] if task.fault.value else []),
        *([Found(found, running, state)] if found is not None else []),
    )


@solara.component
def ProgressBar(done: int, total: int) -> Any:
    """How far it is."""
    return Html(
        "div",
        Html("progress", value=str(done), max=str(max(total, 1)), aria_label="Runs done"),
        Html("span", f"{done} of {total} runs", classes="cs-hint"),
        classes="cs-lab-progress",
    )


@solara.component
def Found(found: TwoFactorResult, running: bool, state: PageState) -> Any:
    """The map, and what it says about the two together."""
    more = " More runs are on their way." if running else ""
    return Html(
        "div",
        Html("div", Chart(two_lever_panel(found, provenance(found, state)))),
        Html(
            "div",
            Html("p", interaction_finding(found) + more, classes="cs-finding", role="status"),
            Text(
                f"Mean of {found.done} of {found.design.replicates} simulations; the change is compared with nothing"
                " done at all, under the same random numbers. In so few, small differences are chance.",
                classes="cs-note",
            ),
        ),
        classes="cs-charts-and-words",
    )


def provenance(found: TwoFactorResult, state: PageState) -> str:
    """What is needed to reproduce the map."""
    place, plan = organisation_of(state.place), found.design.plan
    last = state.seed + found.done - 1
    return (
        f"{place.name} ({place.hash}), {place.staff} posts; added to {plan.title} ({plan.hash}); random seeds"
        f" {state.seed} to {last}"
    )
