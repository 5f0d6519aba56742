"""What moves first, what gets worse before it gets better, and when a board could tell."""

from __future__ import annotations

from typing import Any

import solara

from culture_sim.dashboard.components import Details, Html, Text, table
from culture_sim.dashboard.session import use_session
from culture_sim.ensemble.leading_indicators import leading_indicators
from culture_sim.findings.indicators import (
    COLUMNS,
    HOW_TO_READ,
    first_movers,
    indicator_rows,
    worse_before_better,
)


@solara.component
def LeadingIndicatorsPanel() -> Any:
    """In the order in which a board would notice."""
    comparison = use_session().settled.value
    if comparison is None or comparison.scenarios[comparison.plan].does_nothing:
        return Html("section")
    found = leading_indicators(comparison)
    rows = table(COLUMNS, indicator_rows(comparison, found), "Measures in the order in which they move")
    return Html(
        "section",
        Html("h2", "What moves first, and what gets worse before it gets better", classes="cs-heading"),
        Text(first_movers(found)),
        *(Text(each) for each in worse_before_better(comparison, found)),
        Details(
            "Every measure, in the order in which it moves",
            [Html("div", rows, Text(HOW_TO_READ, classes="cs-note"))],
            lazy=True,
        ),
        classes="cs-section",
        id="moving",
    )
