"""One harm in two organisations, side by side: same random numbers, different response."""

from __future__ import annotations

from typing import Any

import solara

from culture_sim.dashboard.class_state import ORGANISATION
from culture_sim.dashboard.components import Callout, Chart, Details, Html, Text
from culture_sim.stories import Account, Aftermath
from culture_sim.stories.figures import aftermath_panel


@solara.component
def BadWeek(scene: Aftermath, where_from: str) -> Any:
    """The scene, the two accounts, and the person's trust before and after."""
    rows = []
    accounts = (scene.without, scene.with_plan)
    for number, (heading, _) in enumerate(scene.without.paragraphs):
        cells = [_cell(account, heading, account.paragraphs[number][1], number) for account in accounts]
        rows.append(Html("div", *cells, classes="cs-pair", key=f"pair-{number}"))
    return Html(
        "div",
        Html("p", scene.scene),
        Html("p", scene.lesson(), classes="cs-finding"),
        Html(
            "div",
            *(Html("p", f"{place}: {account.title}", classes=f"cs-world {kind}") for place, account, kind in (
                (f"The first {ORGANISATION}", scene.without, "cs-world-without"),
                (f"The second {ORGANISATION}", scene.with_plan, "cs-world-with"),
            )),
            classes="cs-pair cs-pair-head",
        ),
        *rows,
        Html(
            "div",
            Html("div", Chart(aftermath_panel(scene, where_from))),
            Html(
                "div",
                Callout("How it was picked.", scene.fairness_of_choice),
                Callout("And the others?", scene.in_general),
            ),
            classes="cs-charts-and-words",
        ),
        Details("Where these numbers come from", [Text(where_from)]),
    )  # fmt: skip


def _cell(account: Account, heading: str, text: str, number: int) -> Any:
    kind = "cs-cell-answer" if number == 0 else ""
    return Html(
        "div",
        Html("p", heading, classes="cs-cell-heading"),
        Html("span", f"{account.title}: ", classes="cs-unseen"),
        Text(text),
        classes=f"cs-cell {kind}",
    )
