"""The tables of an NHS trust."""

from enum import IntEnum

from culture_sim.engine.tables import Cause as Event
from culture_sim.engine.tables import Executive as Sponsor
from culture_sim.engine.tables import Harms as Served
from culture_sim.engine.tables import Staff, Tally, Teams

__all__ = ["Event", "Response", "Served", "Sponsor", "Staff", "Stage", "Tally", "Teams"]


class Stage(IntEnum):
    """Where a harmed family stands; 0 is an empty row."""

    NOBODY = 0
    PROMISED = 1


class Response(IntEnum):
    """How an event was answered: what a diary holds are changes, which have causes alone."""
