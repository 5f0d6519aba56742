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


def is_itself(desk: PageState) -> bool:
    """Whether the plan would be compared with itself, and so is compared with no change."""
    asked = question_of(desk)
    has_rival = asked.equal_spend or any(name == RIVAL for name, _ in asked.scenarios)
    return comparator_of(desk) != "none" and not has_rival


@solara.component
def Asking() -> Any:
    """Two choices and one switch."""
    visitor = use_session()
    desk = visitor.desk.value
    choice, on = desk.choice, desk.choice.embedded
    setting = setting_of(desk.place).name
    plans = gallery_plans(setting)
    if choice.uploaded:
        plans = [("", f"Your file: {scenario_of(choice).title}"), *plans]

    def preset(name: str) -> None:
        if name:
            visitor.choose("preset", preset=name, uploaded="", changes=(), embedded=True, title="")

    return Html(
        "div",
        Select("preset", "Plan", "" if choice.uploaded else choice.preset, plans, preset),
        Select(
            "rival",
            "Compared with",
            comparator_of(desk),
            [(name, each.option) for name, each in comparators(setting).items()],
            lambda name: visitor.change(replace(visitor.desk.value, comparator=name), "rival"),
            hint="That is this plan itself, so it is compared with no change." if is_itself(desk) else "",
        ),
        Html(
            "div",
            Button(
                "Switch off embedding" if on else "Switch embedding back on",
                lambda: visitor.choose("embedded", embedded=not on),
                "cs-quiet-button",
                pressed=not on,
            ),
            Html("span", "What is ", term("embedding"), "?", classes="cs-hint"),
            classes="cs-embedding",
        ),
        classes="cs-asking cs-no-print",
    )
