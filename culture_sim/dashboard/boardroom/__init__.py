"""The boardroom's panels, from the choice of a plan to the board paper."""

from culture_sim.dashboard.boardroom.page import Boardroom

__all__ = ["Boardroom"]
