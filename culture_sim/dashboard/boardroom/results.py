"""What the plan does: charts of plan against baseline."""

from __future__ import annotations

from typing import Any

import solara

from culture_sim.dashboard.boardroom.drawings import outcome_drawing
from culture_sim.dashboard.parts import Chart, Tag, Words
from culture_sim.dashboard.visitor import use_visitor

FIRST = ("turnover_percent", "complaints_per_1000_staff", "grievances_per_1000_staff")


@solara.component
def Results() -> Any:
    """The three first charts."""
    visitor = use_visitor()
    answer = visitor.answer.value
    if answer is None:
        return Words("The first lives are being lived …", classes="cs-waiting")
    stale = visitor.is_stale
    return Tag(
        "div",
        *(Chart(outcome_drawing(answer, key), stale=stale, stamp=str(answer.runs)).key(key) for key in FIRST),
        classes="cs-grid",
    )
