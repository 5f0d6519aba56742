"""Random-number streams of an NHS trust."""

from enum import IntEnum


class CareStream(IntEnum):
    """What a draw decides here.

    These came before settings had blocks of numbers, so they stand between the core's; a further one begins at 100.
    """

    INCIDENT_COUNT = 8
    INCIDENT = 9
    INCIDENT_PATIENT = 10
    RESPONSE = 11
    CLAIM = 12
    CONDUCT = 13
    PROMISE = 14
    DISSATISFACTION_COUNT = 19
    DISSATISFACTION = 20
    STAY = 22
    VOICE = 23
    ESCALATION = 24
    FIRST_PATIENT = 35
