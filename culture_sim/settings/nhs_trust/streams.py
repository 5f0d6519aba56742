"""The random-number streams of an NHS trust, beside the core's; those below 200 were given before there was a block."""

from enum import IntEnum


class OwnDraw(IntEnum):
    """What a draw decides here; a number, once given, is never given again."""

    INCIDENT = 106
    HARM = 115
    FAMILY = 116
    ROUTE = 117
    ROUTE_TOO = 118
    PROCESS = 119
    PROCESS_NOISE = 120
    WITNESS = 121
    CLAIM = 122
    CLAIM_DELAY = 123
    PROMISE = 124
    COMPLAINT = 132
    COMPLAINT_TOO = 133
    ENCOUNTER = 134


CLOSES_AT_PROMISE = 100
"""Which draw of `CLAIM` closes a harm whose actions were due; the others are numbered by the harms of the week."""
