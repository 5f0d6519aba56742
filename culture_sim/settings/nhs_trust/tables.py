"""The tables of an NHS trust."""

from enum import IntEnum

from culture_sim.engine.tables import Executive as Sponsor
from culture_sim.engine.tables import Harms as Served
from culture_sim.engine.tables import Staff, Tally, Teams

__all__ = ["Event", "Response", "Served", "Sponsor", "Staff", "Stage", "Tally", "Teams"]


class Stage(IntEnum):
    """Where a harmed family stands; 0 is an empty row."""

    NOBODY = 0
    PROMISED = 1


class Event(IntEnum):
    """What happens here beside the core's events; where a family is concerned, it is the other side."""

    HARM = 100
    HARM_ANSWERED = 101
    HELD_A_PROCESS = 102
    HARM_WITNESSED = 103
    RECKLESS = 104
    FAMILY_MET = 105
    ACTIONS_AGREED = 106
    ACTION_KEPT = 107
    ACTION_BROKEN = 108
    CASE_CLOSED = 109
    DISSATISFIED = 110
    COMPLAINT = 111
    CLAIM = 112
    THANKED = 113
    PROMISE_BROKEN = 114


class Response(IntEnum):
    """How it is answered here."""

    SAID = 100
    UNKNOWN = 101
    RESTORATIVE_BY_POLICY = 102
    RESTORATIVE = 103
    PROMISE_BROKEN = 104
    INVESTIGATED = 105
    EXCUSED = 106
    JOINED = 107
    STAYED_AWAY = 108
    KEPT = 109
    BROKEN = 110
    SETTLED = 111
    KEPT_SILENT = 112
    EARLY_MEETING = 113
    WRITTEN = 114
    STOOD_BY = 115
    LEFT_ALONE = 116
