"""The tables of the school: the core's columns and its own."""

from enum import IntEnum

from culture_sim.engine import tables
from culture_sim.engine.columns import Table, identity, number, row, whole
from culture_sim.engine.tables import Executive as Sponsor
from culture_sim.engine.tables import Staff

__all__ = ["Event", "OwnCause", "Response", "Served", "Sponsor", "Staff", "Stage", "Tally", "Teams"]


class Teams(tables.Teams):
    """One row a department."""

    first_pupil: row("first pupil of the department")
    end_pupil: row("pupil after the last")


class Served(Table):
    """One row a pupil."""

    stage: whole("see Stage", "code")
    person: identity("identity")
    team: whole("row of the department", "row")


class Tally(tables.Tally):
    """One row a week."""

    quarrels: number("quarrels between pupils", "number")
    exclusions: number("pupils who were sent home", "number")


class Stage(IntEnum):
    """Where a pupil stands; 0 is an empty place."""

    NOBODY = 0
    IN_CLASS = 1
    SENT_HOME = 2
    HEARD = 3


class OwnCause(IntEnum):
    """What changes a member of staff here, beside the core's causes."""

    QUARREL = 100


class Event(IntEnum):
    """What happens here beside the core's events."""

    QUARREL = 100


class Response(IntEnum):
    """How it is answered."""

    HEARD = 100
    SENT_HOME = 101
