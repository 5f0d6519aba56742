"""Control charts of one simulated organisation, as its board would see them."""

from __future__ import annotations

from typing import Any

import solara

from culture_sim.dashboard.components import Button, Chart, Html, Select, term
from culture_sim.dashboard.session import use_session
from culture_sim.figures.control_chart import COUNTED, control_chart_panel, counted


@solara.component
def ControlChartPanel() -> Any:
    """The same organisation, with the plan and without."""
    comparison = use_session().settled.value
    key, set_key = solara.use_state("")
    replicate, set_replicate = solara.use_state(0)
    if comparison is None:
        return Html("div")
    counts = {each.key: each for each in comparison.outcomes if each.per in COUNTED}
    what = counts.get(key) or next(iter(counts.values()))
    here = replicate % comparison.runs
    return Html(
        "div",
        Html(
            "p",
            f"One simulated organisation of {comparison.staff:,} posts, as its own board would see it on an ",
            term("XmR chart"),
            ": with no interval and nothing to compare with. All charts use the same random numbers. A signal"
            " without the plan is a false alarm: it happens.",
        ),
        Html(
            "div",
            Select(
                "xmr-count",
                "Count",
                what.key,
                [(each.key, counted(each)) for each in counts.values()],
                set_key,
            ),
            Button("Another organisation", lambda: set_replicate(replicate + 1), "cs-quiet-button"),
            Html("span", f"Organisation {here + 1} of {comparison.runs}", classes="cs-hint"),
            classes="cs-row",
        ),
        Html(
            "div",
            *(
                Chart(control_chart_panel(comparison, name, each, here)).key(f"{name} {each.key}")
                for each in (what, *(counts[key] for key in what.beside if key in counts))
                for name in dict.fromkeys((comparison.plan, comparison.baseline))
            ),
            classes="cs-grid cs-wide",
        ),
    )
