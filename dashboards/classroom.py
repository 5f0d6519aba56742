"""The classroom: under construction."""

import solara

from culture_sim.dashboard.shell import Room

__all__ = ["Page"]


@solara.component
def Page():
    """The whole room."""
    return Room("Classroom", "This room is being furnished.")
