"""What makes a plan embedded rather than bolted on, and the same plan without it."""

from __future__ import annotations

from typing import Any

from culture_sim.scenario import Scenario

PROJECT_ENDS = 78
"""Week in which a bolted-on programme's funding ends, as in the gallery's `bolted_on`."""


SHOWS = (
    "The training, conversations and facilitated meetings of the plan alone, as a project of eighteen months."
    " It shows what is left when nothing holds them in place."
)


def without_embedding(scenario: Scenario) -> Scenario:
    """The same training, conversations and formal processes as a project that ends."""
    changes: dict[str, Any] = {}
    for path in scenario.levers.used:
        lever = scenario.levers.at(path)
        if scenario.levers.declared[path].embeds:
            changes[f"levers.{path}"] = {lever.measure: 0}
        elif lever.until is not None or lever.fade is not None:
            changes[f"levers.{path}.until"] = f"week {max(PROJECT_ENDS, lever.start + 1)}"
    if scenario.ends is None or scenario.ends > PROJECT_ENDS:
        changes["ends"] = f"week {PROJECT_ENDS}"
    return scenario.with_changes({**changes, "shows": SHOWS})
