"""The room as a whole."""

from __future__ import annotations

from typing import Any

import solara

from culture_sim.dashboard.components import ErrorBoundary, Section
from culture_sim.dashboard.laboratory.assumptions import Assumptions
from culture_sim.dashboard.laboratory.explorer import Explorer
from culture_sim.dashboard.laboratory.interaction import Interaction
from culture_sim.dashboard.laboratory.study_page import Studies
from culture_sim.dashboard.shell import Room


@solara.component
def Laboratory() -> Any:
    """One run, two levers, a study, every assumption."""
    panels = (
        (
            "run",
            "One run, week by week",
            Explorer,
            (
                "Not a mean: one simulated organisation, as chance happened to fall. It is the organisation of"
                " the Boardroom, with the assumptions that are moved below."
            ),
        ),
        (
            "levers",
            "Two levers against each other",
            Interaction,
            (
                "Do two measures help each other, or does each do the same with or without the other? Every"
                " pair of strengths is run under the same random numbers."
            ),
        ),
        (
            "studies",
            "A study: many plans or assumptions at once",
            Studies,
            "What the command culture-sim study run wrote: look at it from several sides, and take its numbers away.",
        ),
        (
            "assumptions",
            "Every assumption, with its source",
            Assumptions,
            (
                "Parameter uncertainty: most of these numbers are judgements, each with its source and"
                " range. What you move here holds in the"
                " Boardroom too."
            ),
        ),
    )
    return Room(
        "What is assumed, and what follows from it?",
        "Play one run, set two levers against each other, open a study, and move any number of the model.",
        children=[
            Section(title, [ErrorBoundary(panel, title)], name=name, note=note)
            for name, title, panel, note in panels
        ],
    )
