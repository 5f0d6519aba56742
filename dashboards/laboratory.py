"""The laboratory: what is assumed, and what follows from it? One run, two levers, every number."""

import solara

from culture_sim.dashboard.laboratory import Laboratory

__all__ = ["Page"]


@solara.component
def Page() -> solara.Element:
    """The whole room."""
    return Laboratory()
