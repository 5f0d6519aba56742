"""The event log: what happened to whom, answered how, with what quality; written for those who are watched.

It shares the diary's memory, in the order in which things happened: an event is written down after the changes
that it made, under the same cause, so that every change can be laid to its event. What happened to a whole team is
written down for its leader, who is watched whenever the team is.
"""

from enum import IntEnum

from culture_sim.engine.compile import compiled


class Event(IntEnum):
    """What happened; a setting numbers its own events from 100 on, and a number once given is never given again."""

    JOINED = 1
    LEFT = 2
    NEW_LEADER = 3
    NEW_EXECUTIVE = 4
    CONCERN = 10
    WITNESSED = 11
    CONCERN_DROPPED = 12
    MET_EXECUTIVE = 13
    INVESTIGATED = 20
    INVESTIGATION_ENDED = 21
    SPARED = 22
    CONFLICT = 30
    TALKED_THROUGH = 31
    CONFLICT_FADED = 32
    CONFLICT_LAPSED = 33
    DRAWN_IN = 34
    GRIEVANCE = 35
    GRIEVANCE_AGAINST = 36
    GRIEVANCE_ENDED = 37
    GRIEVANCE_AGAINST_ENDED = 38
    HELD_A_TALK = 39
    CHECK_IN = 40
    CIRCLE = 41
    SUPERVISION = 42
    PULSE = 43
    CO_CREATION = 44
    SHARED_LANGUAGE = 45
    LEFT_OUT = 46
    INTERVIEW = 47
    AGENCY_SESSION = 48
    INTRODUCTION = 50
    REFRESHER = 51
    INDUCTION = 52
    LEADERS_COURSE = 53
    LEADER_COACHED = 54
    COACHED = 55
    COACHED_A_COLLEAGUE = 56
    BECAME_CHAMPION = 57
    BECAME_FACILITATOR = 58
    BECAME_PEER_FACILITATOR = 59
    ROLE_ENDED = 60


class Response(IntEnum):
    """How it was answered, by whom, or how it ended; a setting numbers its own from 100 on."""

    NONE = 0
    IGNORED = 1
    TAKEN_UP = 2
    BLAMED = 3
    UNSAID = 4
    DROPPED = 5
    NO_CASE = 10
    CASE_FOUND = 11
    BY_THEMSELVES = 20
    LEADER = 21
    COLLEAGUE = 22
    PEER_FACILITATOR = 23
    FACILITATOR = 24
    SUPERVISOR = 25
    UPHELD = 30
    REJECTED = 31
    INSIDE = 40
    OUTSIDE = 41


@compiled
def log_event(diary, staff, row, what, cause, answer, other, quality):
    """Write an event down, if the person is watched.

    `other` is the identity of the other side, -1 for none; `quality` is 0 where an event has none.
    """
    if staff.watched[row]:
        write_event(diary, diary.length[1], row, staff.person[row], what, cause, answer, other, quality)


@compiled
def log_pair(diary, staff, one, two, what, cause, answer, quality):
    """Write an event down that two people took part in, once for each."""
    log_event(diary, staff, one, what, cause, answer, staff.person[two], quality)
    log_event(diary, staff, two, what, cause, answer, staff.person[one], quality)


@compiled
def write_event(diary, week, row, person, what, cause, answer, other, quality):
    """A row of the log; `row` is -1 for what happened to the whole organisation."""
    if diary.rows.size == 0:
        return
    place = diary.length[0]
    if place < diary.rows.size:
        diary.rows.week[place] = week
        diary.rows.row[place] = row
        diary.rows.person[place] = person
        diary.rows.cause[place] = cause
        diary.rows.what[place] = what
        diary.rows.answer[place] = answer
        diary.rows.other[place] = other
        diary.rows.amount[place] = quality
    diary.length[0] = place + 1
