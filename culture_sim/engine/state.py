"""What a run holds: the tables of an organisation, and what leaders do to it."""

from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from culture_sim.engine.event_log import Log
from culture_sim.engine.tables import Levers, Sponsor, Staff, Tally, Teams, Ties, with_capacity


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

    @property
    def weeks(self) -> Tally:
        """The tally of the organisation, one row a week."""
        return self.tally

    def copied(self) -> Self:
        """The same in memory of its own, ties apart, which never change."""
        copies = {name: getattr(self, name).copy() for name in _CHANGING}
        log = self.log._replace(
            rows=self.log.rows.copy(),
            length=self.log.length.copy(),
            post_watched=self.log.post_watched.copy(),
            team_watched=self.log.team_watched.copy(),
        )
        return self._replace(**copies, log=log)

    def with_weeks(self, rows: int) -> Self:
        """The same with room for more weeks."""
        return self._replace(tally=with_capacity(self.tally, rows))


_CHANGING = ("staff", "teams", "sponsor", "served", "levers", "engagement", "tally")


class LeverSchedule(NamedTuple):
    """What leaders do, from the week of the launch on: a row a week, a column a wave of the rollout."""

    plan: Levers
    engagement: NDArray[np.float64]
    busy: NDArray[np.bool_]
    launch: int
    targeting: float
    need_ceilings: NDArray[np.float64]
    """(levers,) the most that need can make of each; -1 for those that do not follow need."""
