"""The classroom: why does it work in one hospital and fade in another? A lesson in five steps."""

import solara

from culture_sim.dashboard.classroom import Classroom

__all__ = ["Page"]


@solara.component
def Page() -> solara.Element:
    """The whole room."""
    return Classroom()
