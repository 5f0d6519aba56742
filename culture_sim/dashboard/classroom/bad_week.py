"""One incident in two hospitals, side by side: same luck, different answer."""

from __future__ import annotations

from typing import Any

import solara

from culture_sim.dashboard.classroom.boxed import Boxed
from culture_sim.dashboard.classroom.drawings import bad_week_drawing
from culture_sim.dashboard.parts import Chart, Folded, Tag, Words
from culture_sim.stories import Account, Aftermath


@solara.component
def BadWeek(told: Aftermath, where_from: str) -> Any:
    """The scene, the two accounts, and the person's trust before and after."""
    rows = []
    accounts = (told.without, told.with_plan)
    for number, (heading, _) in enumerate(told.without.paragraphs):
        cells = [_cell(account, heading, account.paragraphs[number][1], number) for account in accounts]
        rows.append(Tag("div", *cells, classes="cs-pair", key=f"pair-{number}"))
    return Tag(
        "div",
        Tag("p", told.scene),
        Tag("p", told.lesson(), classes="cs-finding"),
        Tag(
            "div",
            *(Tag("p", f"{place}: {account.title}", classes=f"cs-world {kind}") for place, account, kind in (
                ("The first hospital", told.without, "cs-world-without"),
                ("The second hospital", told.with_plan, "cs-world-with"),
            )),
            classes="cs-pair cs-pair-head",
        ),
        *rows,
        Tag(
            "div",
            Tag("div", Chart(bad_week_drawing(told, where_from), height=300)),
            Tag(
                "div",
                Boxed("How it was picked.", told.fairness_of_choice),
                Boxed("And the others?", told.in_general),
            ),
            classes="cs-charts-and-words",
        ),
        Folded("Where these numbers come from", [Words(where_from)]),
    )  # fmt: skip


def _cell(account: Account, heading: str, text: str, number: int) -> Any:
    kind = "cs-cell-answer" if number == 0 else ""
    return Tag(
        "div",
        Tag("p", heading, classes="cs-cell-heading"),
        Tag("span", f"{account.title}: ", classes="cs-unseen"),
        Words(text),
        classes=f"cs-cell {kind}",
    )
