"""The question at the top of the page: which plan, against what, embedded or not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import solara

from culture_sim.dashboard.components import Button, Html, Select, term
from culture_sim.dashboard.page_state import PageState
from culture_sim.dashboard.session import comparator_of, comparators, question_of, use_session
from culture_sim.dashboard.uploads import gallery_plans, scenario_of, setting_of
from culture_sim.ensemble.executor import RIVAL


def is_itself(state: PageState) -> bool:
    """Whether the plan would be compared with itself, and so is compared with the baseline."""
    request = question_of(state)
    has_rival = request.equal_spend or any(name == RIVAL for name, _ in request.scenarios)
    return comparator_of(state) != "none" and not has_rival


@solara.component
def Asking() -> Any:
    """Two choices and one switch."""
    session = use_session()
    state = session.state.value
    choice, on = state.choice, state.choice.embedded
    setting = setting_of(state.place).name
    plans, known = gallery_plans(setting), comparators(setting)
    if choice.uploaded:
        plans = [("", f"Your file: {scenario_of(choice).title}"), *plans]

    def preset(name: str) -> None:
        if name:
            session.choose("preset", preset=name, uploaded="", changes=(), embedded=True, title="")

    return Html(
        "div",
        Select("preset", "Plan", "" if choice.uploaded else choice.preset, plans, preset),
        Select(
            "rival",
            "Compared with",
            comparator_of(state),
            [(name, each.title) for name, each in known.items()],
            lambda name: session.change(replace(session.state.value, comparator=name), "rival"),
            hint=f"That is this plan itself, so it is compared with {known['none'].phrase}."
            if is_itself(state)
            else "",
        ),
        Html(
            "div",
            Button(
                "Switch off embedding" if on else "Switch embedding back on",
                lambda: session.choose("embedded", embedded=not on),
                "cs-quiet-button",
                pressed=not on,
            ),
            Html("span", "What is ", term("embedding"), "?", classes="cs-hint"),
            classes="cs-embedding",
        ),
        classes="cs-asking cs-no-print",
    )
