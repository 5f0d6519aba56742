"""What moves first, what gets worse before it gets better, and when a board could tell."""

from __future__ import annotations

from typing import Any

import solara

from culture_sim.dashboard.components import Details, Html, Text, table
from culture_sim.dashboard.session import use_session
from culture_sim.ensemble.leading_indicators import leading_indicators
from culture_sim.findings.indicators import COLUMNS, first_movers, indicator_rows, worse_before_better

HOW_TO_READ = (
    "“Moves” is when the average difference between plan and baseline is distinguished from chance for two"
    " quarters. “Could tell” is the year from which at least 8 of 10 organisations with the plan show a yearly"
    " figure that only 1 in 10 shows without it. Before that, a rise or fall in your own figures proves nothing."
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
