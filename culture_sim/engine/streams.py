"""Random-number streams: the core's are 101 to 199, each setting has a block of its own from 200 on."""

from enum import IntEnum


class Draw(IntEnum):
    """What a draw decides; a number, once given, is never given again: those that are missing are a setting's."""

    FATE = 101
    DAY = 102
    ACTS = 103
    MATE = 104
    PICK = 105
    WORRY = 107
    ANSWER = 108
    TEAM = 109
    ORGANISATION = 110
    TEAM_SESSIONS = 111
    LEADER = 112
    LEADER_MEETING = 113
    EXECUTIVE_MEETING = 114
    INVESTIGATION = 125
    SERVICE = 126
    CONFLICT = 127
    TALK = 128
    TALK_TOO = 129
    GRIEVANCE = 130
    GRIEVANCE_TOO = 131
    LEARNING = 135
    LEARNING_TOO = 136
    SPEAK = 137
    SESSION = 138
    SUPERVISION = 139
    PULSE = 140
    ROLE = 141
    COACHING = 142
    LEADER_COURSE = 143
    DIAGNOSIS = 144
    COVER = 145
    HIRING = 146
    NEWCOMER = 147
    NEW_LEADER = 148
    NEW_LEADER_STATES = 149
    INSIDER = 150
    EXECUTIVE = 151
    EXECUTIVE_STYLE = 152
    FIRST = 153
    FIRST_TOO = 154
    FIRST_TEAM = 156
    FIRST_EXECUTIVE = 159
    DEPARTURE = 160


SPEAKS_IN_DESIGN, SPEAKS_IN_SESSION, SPEAKS_IN_SUPERVISION, SPEAKS_IN_INTERVIEW = 3000, 4000, 5000, 6000
"""Which of a person's draws of `SPEAK` in a week is meant; sessions of the second kind come 100 after the first."""
NEXT_KIND = 100
LEADERS_DUE, ABOVE_DUE, EXECUTIVES_DUE = range(3)
"""Which of the draws of `DEPARTURE` is meant."""
FIRST_LEADER = 2**31
"""From which number on leaders' draws of the first week are counted: they do not depend on how many posts there are."""
