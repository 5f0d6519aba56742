"""What moves first, what gets worse before it gets better, and when a board could tell."""

from __future__ import annotations

from typing import Any

import solara

from culture_sim.dashboard.components import Details, Html, Text, table
from culture_sim.dashboard.session import use_session
from culture_sim.ensemble.comparison import Comparison
from culture_sim.ensemble.leading_indicators import leading_indicators
from culture_sim.findings.indicators import HEADINGS, HOW_TO_READ, indicator_row, indicator_sentences


@solara.component
def MovingPanel() -> Any:
    """In the order in which a board would notice."""
    answer = use_session().settled.value
    if answer is None or answer.scenarios[answer.plan].does_nothing:
        return Html("section")
    return Html(
        "section",
        Html("h2", "What moves first, and what gets worse before it gets better", classes="cs-heading"),
        *(Text(each) for each in indicator_sentences(answer)),
        Details("Every measure, in the order in which it moves", [_all(answer)], lazy=True),
        classes="cs-section",
        id="moving",
    )


def _all(answer: Comparison) -> Any:
    rows = [indicator_row(each, answer.years) for each in leading_indicators(answer)]
    return Html(
        "div",
        table(HEADINGS, rows, "Measures in the order in which they move"),
        Text(HOW_TO_READ, classes="cs-note"),
    )
