"""The boardroom: what would this plan do for our organisation, how sure is that, and what does it cost?"""

import solara

from culture_sim.dashboard.boardroom import Boardroom

__all__ = ["Page"]


@solara.component
def Page() -> solara.Element:
    """The whole room."""
    return Boardroom()
