"""What a run holds: the tables of an organisation, and what leaders do to it."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from culture_sim.engine.event_log import Log
from culture_sim.engine.tables import Levers, Sponsor, Staff, Tally, Teams, Ties


class ModelState(NamedTuple):
    """Everything that changes from week to week. Tables may have columns of the setting beside the core's."""

    staff: Staff
    teams: Teams
    sponsor: Sponsor
    served: Any
    """The setting's own table: the people whom the organisation serves."""
    ties: Ties
    levers: Levers
    engagement: NDArray[np.float64]
    tally: Tally
    log: Log


class LeverSchedule(NamedTuple):
    """What leaders do, from the week of the launch on: a row a week, a column a wave of the rollout."""

    plan: Levers
    engagement: NDArray[np.float64]
    busy: NDArray[np.bool_]
    launch: int
    targeting: float
    need_ceilings: NDArray[np.float64]
    """(levers,) the most that need can make of each; -1 for those that do not follow need."""
