"""The room as a whole."""

from __future__ import annotations

from typing import Any

import solara

from culture_sim.dashboard.boardroom.results import Results
from culture_sim.dashboard.parts import Boundary, Tag
from culture_sim.dashboard.shell import Room
from culture_sim.dashboard.visitor import question_of, use_visitor


@solara.component
def Boardroom() -> Any:
    """Choose on the left, see on the right; on a phone one after the other."""
    visitor = use_visitor()
    desk = visitor.desk.value
    visitor.ask(question_of(desk))
    return Room(
        "What would culture change do for our organisation?",
        "Choose a plan. You see at once what it would do against leaving things as they are, and how sure that is.",
        children=[
            Tag(
                "div",
                Tag("div", Boundary(lambda: Results(), "The results"), classes="cs-results"),
                classes="cs-board",
            )
        ],
    )
