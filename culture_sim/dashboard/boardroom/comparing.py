"""Up to four saved plans side by side, with the plan on the desk and training alone for the same money."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import solara

from culture_sim.dashboard.async_task import Job, use_background_task
from culture_sim.dashboard.components import Button, Chart, Fault, Field, Html, Select, Text, table
from culture_sim.dashboard.page_state import MOST_SAVED, PageState, PlanChoice
from culture_sim.dashboard.session import Session, question_of, use_session
from culture_sim.dashboard.uploads import title_of
from culture_sim.ensemble.account import Account, account
from culture_sim.ensemble.comparison import Comparison
from culture_sim.ensemble.executor import RIVAL
from culture_sim.figures.plans import plans_panel
from culture_sim.findings.amounts import in_unit
from culture_sim.findings.cautions import cautions
from culture_sim.findings.numbers import number, pounds, span
from culture_sim.findings.titles import MANY
from culture_sim.outcomes import Outcome

PAIRS = 24
SHOWN = ("headlines", "events", "states")
"""Groups of outcomes that stand in the table, the most important first."""


@dataclass(frozen=True)
class SideBySide:
    """An answer about several plans, and what each is called."""

    answer: Comparison
    titles: dict[str, str]


def compared(session: Session, state: PageState, job: Job[Any]) -> SideBySide:
    """Run every plan under the same random numbers."""
    others = tuple((f"saved_{place}", choice) for place, choice in enumerate(state.saved))
    question = question_of(state, others)
    *_, answer = session.engine.compare(question, (PAIRS,), job.is_wanted)
    titles = {"plan": f"{answer.title(answer.plan)} (now)"}
    if answer.rival:
        titles[RIVAL] = answer.title(answer.rival)
    return SideBySide(answer, once({**titles, **{name: choice.title for name, choice in others}}, answer))


def once(titles: dict[str, str], answer: Comparison) -> dict[str, str]:
    """The plans to show, each only once: a plan that is saved too stands under the first of its names."""
    shown: dict[str, str] = {}
    for name, title in titles.items():
        if answer.scenarios[name].hash not in {answer.scenarios[other].hash for other in shown}:
            shown[name] = title
    return shown


def measures(outcomes: tuple[Outcome, ...]) -> list[Outcome]:
    """The outcomes in which plans are compared side by side."""
    return [each for group in SHOWN for each in outcomes if each.chart == group]


@solara.component
def ComparePanel() -> Any:
    """Save plans, and see them side by side."""
    session = use_session()
    state = session.state.value
    key, set_key = solara.use_state("")
    wanted = bool(state.saved)
    task = use_background_task(
        lambda job: compared(session, state, job) if wanted else None, (question_of(state).key, state.saved)
    )
    found: SideBySide | None = task.value
    parts: list[Any] = [Saving(state)]
    if not wanted:
        parts.append(
            Text("Save this plan, choose another, and both stand here side by side. Up to four are kept.")
        )
    elif task.fault:
        parts.append(Fault("The plans could not be compared.", task.again))
    elif found is None:
        parts.append(Text("All plans are being run under the same random numbers …", classes="cs-waiting"))
    else:
        shown = {each.key: each for each in measures(found.answer.outcomes)}
        what = shown.get(key) or next(iter(shown.values()))
        options = [(each.key, each.title) for each in shown.values()]
        parts += [
            Select("compare-measure", "Measure", what.key, options, set_key),
            Html(
                "div",
                *(
                    Chart(plans_panel(found.answer, each, found.titles), stale=task.is_old).key(each.key)
                    for each in (what, *map(found.answer.outcome, what.beside))
                ),
            ),
            Html("div", side_table(found), classes="cs-stale" if task.is_old else ""),
        ]
    return Html("div", *parts)


@solara.component
def Saving(state: PageState) -> Any:
    """Name the plan and keep it; take kept ones up again or away."""
    session = use_session()
    title, set_title = solara.use_state_or_update(title_of(state.choice))
    names = [each.title for each in state.saved]
    full = len(state.saved) >= MOST_SAVED and title not in names

    def saved(each: PlanChoice) -> Any:
        others = tuple(other for other in state.saved if other.title != each.title)
        actions = (("Use", replace(state, choice=each)), ("Remove", replace(state, saved=others)))
        buttons = [
            Button(label, partial(session.change, new), "cs-quiet-button", name=f"{label} {each.title}")
            for label, new in actions
        ]
        return Html("li", Html("span", each.title), *buttons, key=f"saved-{each.title}")

    kept = [saved(each) for each in state.saved]
    return Html(
        "div",
        Html(
            "div",
            Field(
                "save-title",
                "Name of this plan",
                title,
                lambda text: set_title(text.strip() or title),
                kind="text",
            ),
            Button("Save this plan to compare", lambda: session.save_plan(title), disabled=full),
            classes="cs-row",
        ),
        Text("Four plans are kept; remove one first." if full else "", classes="cs-hint"),
        *([Html("ul", *kept, classes="cs-saved")] if kept else []),
    )


def _net_without(place: int, found: Account) -> str:
    return pounds(found.without[place].net.mean)


def side_table(found: SideBySide) -> Any:
    """Year-five differences from the baseline, with bands, and money."""
    answer = found.answer
    last = answer.years
    rows = []
    for about in measures(answer.outcomes):
        key = about.key
        decimals = 0 if float(answer.interval(answer.baseline, key).mean[last]) >= MANY else about.decimals
        row = [f"{about.title} ({in_unit(about)})"]
        for name in found.titles:
            effect = answer.difference(name, key)
            row.append(
                f"{number(float(effect.mean[last]), decimals)}\n"
                f"({span(float(effect.low[last]), float(effect.high[last]), decimals)})"
            )
        rows.append(row)
    accounts = [account(answer, name) for name in found.titles]
    money: dict[str, Callable[[Account], str]] = {
        "Cost over all years": lambda each: pounds(each.cost),
        "Net saving": lambda each: pounds(each.net.mean),
        **{
            f"Net saving without {without.group.name}": partial(_net_without, place)
            for place, without in enumerate(accounts[0].without)
        },
        "Pays for itself": lambda each: f"by year {each.break_even}" if each.break_even else "not in time",
        "Staff days": lambda each: number(round(each.staff_days, -2)),
    }
    rows += [[title, *map(shown, accounts)] for title, shown in money.items()]
    baseline = answer.label(answer.baseline).phrase
    warned = cautions(answer, list(found.titles))
    caption = f"Difference from {baseline} in year {last}: average, and in brackets the 80 % interval"
    columns = ["Measure", *found.titles.values()]
    return Html("div", *map(Text, warned), table(columns, rows, caption, kind="numbers"))
